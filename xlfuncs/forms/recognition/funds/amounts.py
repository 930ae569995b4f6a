"""一行的金额 — the amounts of one row, with their rate and what the row earns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Reader, in_first_unit
from xlfuncs.forms.recognition.columns.evidence import BUDGETS
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.row_scores import ScoreColumns
from xlfuncs.forms.recognition.words.row_labels import is_row
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact

_KEYS = ("budget", "executed")
_AMOUNTS = pattern("[数额金余]|预算|结转|到位")  # in headings
_NO_AMOUNTS = pattern("[率比分差]|权重|进度")
_EXECUTION = pattern("(?:预算|资金|经费|项目|年度|部门|整体|支出)*执行(?:率|进度|情况)?(?:得分)?")
Pair = tuple[int, int]  # the columns of budget and executed amount
SECTION = "预算执行率"  # where the table's own label does not speak of the execution


def read_amounts(
    reader: Reader, header: Header, row: int, amounts: Pair, name: str, section: str, earns: int | None = None
) -> Item:
    """The amounts of a row, their rate, its points and score; those may stand in another row."""
    target, actual = (reader.written(row, column) for column in amounts)
    rest = ScoreColumns(reader, header).read(row if earns is None else earns, name)
    function = None if _kept_within(reader, header, name) else "execution_rate_score"
    item = Item(section, name, function, {}, target, actual, *rest)
    terms = [reader.text(header.row, column) or key for key, column in zip(_KEYS, amounts, strict=True)]
    typed = [reader.money(row, column, term, name) for column, term in zip(amounts, terms, strict=True)]
    _put(reader, header, row, amounts, typed, item)
    read_rate(reader, row, header.columns.get("rate"), header.words.get("rate", ""), item)
    return item


def _kept_within(reader: Reader, header: Header, name: str) -> bool:
    """Whether the amounts are to stay within the budget, “三公”经费控制率: what is not spent costs nothing."""
    said = [name]
    if "rate" not in header.columns:
        said += [text for row in range(header.row, header.end + 1) for _, text in reader.texts(row)]
    return not header.own and any(word in text for text in said for word in words("other_columns")["kept"])


def _put(reader: Reader, header: Header, row: int, amounts: Pair, numbers: Sequence[Any], item: Item) -> None:
    """Put the two amounts of a row in one unit, and the budget together with what was carried over."""
    values = [reader.data(row, column) for column in amounts]
    headings = [reader.text(header.row, column) or "" for column in amounts]
    item.inputs |= zip(_KEYS, in_first_unit(numbers, values, headings), strict=True)
    item.inputs["budget"] = with_carried(reader, header, row, item.inputs["budget"])
    item.cells.update((key, reader.at(row, column)) for key, column in zip(_KEYS, amounts, strict=True))


def unscored_amounts(reader: Reader, header: Header, row: int, name: str) -> Item:
    """The amounts of a row that earns nothing, with their rate where one is typed."""
    item = Item(SECTION, name, "execution_rate_score", idle=True)
    assert header.amounts is not None
    numbers = [reader.amount(row, column) for column in header.amounts]
    _put(reader, header, row, header.amounts, numbers, item)
    rate = header.columns.get("rate", -1)
    if rate >= 0 and states(reader, row, rate):
        read_rate(reader, row, rate, header.words.get("rate", ""), item)
    return item


def with_carried(reader: Reader, header: Header, row: int, budget: Any) -> Any:
    """The budget of a row, with what was carried over from last year where the typed rates are of both."""
    column = header.columns.get("carried")
    carried = None if column is None else reader.amount(row, column)
    both = isinstance(budget, float) and isinstance(carried, float)
    return float(exact(budget) + exact(carried)) if both else budget


def without_points(reader: Reader, item: Item) -> None:
    """A rate of which nobody says what it is worth earns what was typed, or nothing: never the rule's own points."""
    item.idle, item.function = item.entered is None, item.function if item.entered is None else None
    case, severity = ("rate-points", "info") if item.idle else ("rate-worth", "warning")
    reader.note("part-missing", case=case, severity=severity, at=item.place("budget"), item=item.name)


def earned_as_indicator(reader: Reader, items: list[Item]) -> None:
    """What the rate earned, where a row of indicators says it: 预算执行率 | | | 10 | 9; one with figures is scored by them."""
    rates = [one for one in items if one.idle and one.function == "execution_rate_score"]
    if len(rates) != 1:  # nearly every table
        return
    rows = [one for one in items if one.points is not None and _EXECUTION.fullmatch(one.name)]
    if len(rows) != 1:
        return
    (rate,), (row,) = rates, rows
    if is_placeholder(row.target) and is_placeholder(row.actual):
        rate.idle, rate.section, rate.reason = False, row.section, row.reason
        rate.points, rate.entered, rate.approved = row.points, row.entered, row.approved
        rate.inputs["points"] = rate.points
        rate.cells.update((key, at) for key, at in row.cells.items() if key not in ("target", "actual"))
        items.remove(row)
    reader.take_back_worth(rate.name)


def read_rate(reader: Reader, row: int, column: int | None, heading: str, item: Item) -> None:
    """The rate as typed: a fraction where the cell or its heading says %, or the amounts prove it."""
    if column is not None and isinstance(said := reader.data(row, column), str) and is_row("nothing", said):
        return  # 无, of amounts that are 0
    rate = reader.number(row, column, "执行率", item.name, percent=True)
    if rate is None or column is None:
        return
    if isinstance(rate, float) and "%" not in normal(str(reader.data(row, column))):
        percent = "%" in normal(heading)
        budget, executed = item.inputs["budget"], item.inputs["executed"]
        given = isinstance(budget, float) and isinstance(executed, float) and budget
        near = executed / budget if given else None
        if near is not None and abs(rate - near) < 0.006:
            percent = False  # a fraction, whatever the header says
        elif near is not None and rate > 1.5 and abs(rate / 100 - near) < 0.006:
            percent = True
        if percent:
            rate = float(exact(rate).scaleb(-2))
    item.inputs["published_rate"] = rate
    item.cells["published_rate"] = reader.at(row, column)


def other_amounts(reader: Reader, header: Header, row: int) -> list[int]:
    """The columns of amounts that no score depends on: 到位数, 预算批复数."""
    known = {column for key, column in header.columns.items() if key not in (*BUDGETS, "carried")}
    lines = range(header.row, header.end + 1)
    headed = {
        column: normal("".join(reader.text(line, column) or "" for line in lines))
        for column in range(reader.width)
        if column not in known and type(reader.amount(row, column)) is float
    }
    return [at for at, text in headed.items() if _AMOUNTS.search(text) and not _NO_AMOUNTS.search(text)]


def states(reader: Reader, row: int, column: int) -> bool:
    """Whether a number stands in a row's own cell, not in one merged with the rows above."""
    return reader.anchor(row, column)[0] == row and reader.has_number(row, column)
