"""哪一个是预算 — of amounts beside their labels the one that the typed rate is of: 年初数 168 调整数 170 执行数 161.5 95%."""

from __future__ import annotations

from collections.abc import Iterator

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.money import in_first_unit
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.marks import Mark, beside
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.words import first_meaning
from xlfuncs.patterns import pattern

# the new budget, or what the first one was changed by
_MAY_COUNT = pattern("调整|调剂|追加|变更|全年数|预算数?$|结转|结余")
_CARRIED = pattern("结转|结余")
_NEAR = 0.0006  # of rates with two decimals of a percent


def settle_budget_beside(reader: Reader, item: Item, budget: Mark, executed: Mark) -> None:
    """Take the amount that the typed rate, or the score, is of; where neither says and another may be the budget, a
    person decides on the score.
    """
    first, spent = (item.inputs[key] for key in ("budget", "executed"))
    if not (isinstance(first, float) and isinstance(spent, float)):
        return
    others = [
        (one, number) for one in _others(reader, budget, executed) if (number := _amount(reader, budget, one))
    ]
    doubtful = [
        one for one, number in others if number not in (first, spent) and not _CARRIED.search(one.kind)
    ]
    share = item.inputs.get("published_rate")
    if share is None and item.points and item.entered and item.entered < item.points:
        share = item.entered / item.points
    if _fits(share, spent, first):
        return
    fits = {
        whole: one
        for one, number in others
        for whole in (number, first + number)
        if _fits(share, spent, whole)
    }
    if len(fits) == 1:
        ((whole, one),) = fits.items()
        item.target, item.inputs["budget"] = whole, whole
        item.cells["budget"] = reader.at(one.row, one.value or 0)
        return
    if not doubtful:
        return
    one, text = doubtful[0], reader.text(budget.row, budget.column) or ""
    at, other = reader.at(budget.row, budget.column), reader.at(one.row, one.column)
    reader.note("columns-alike", at=at, found=text, other=other, said=one.kind)
    item.function = None


def _others(reader: Reader, budget: Mark, executed: Mark) -> Iterator[Mark]:
    """Labels of unknown meaning between those of budget and expenditure that may be of the budget, and their amounts."""
    for row, column, text in reader.texts_in(range(budget.row, executed.row + 1)):
        inside = (budget.row, budget.column) < (row, column) < (executed.row, executed.column)
        if inside and _MAY_COUNT.search(normal(text)) and not first_meaning(text):
            yield Mark(text, row, column, beside(reader, row, column))


def _amount(reader: Reader, budget: Mark, one: Mark) -> float | None:
    """Another amount in the unit of the budget."""
    places = [(mark.row, mark.value or 0) for mark in (budget, one)]
    labels = [reader.text(mark.row, mark.column) or "" for mark in (budget, one)]
    numbers = [None if one.value is None else reader.amount(*place) for place in places]
    return in_first_unit(numbers, [reader.data(*place) for place in places], labels)[1] or None


def _fits(share: object, spent: float, whole: float) -> bool:
    return isinstance(share, float) and whole > 0 and abs(spent / whole - share) < _NEAR
