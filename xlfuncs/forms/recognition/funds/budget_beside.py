"""哪一个是预算 — of amounts that labels say the one that the typed rate is of: 年初数 168 调整数 170 执行数 161.5 95%."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.words import first_meaning
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact_or_none

Other = tuple[str, float, Place | None]  # name, amount in the unit of the budget, place
_MAY_COUNT = pattern(
    "[调追核变][整剂加减增更]|下达|全年数|预算数?$"
)  # the new budget, or what changed the first
_CARRIED = pattern("结转|结余")
_NEAR = 0.0006  # of rates with two decimals of a percent


def may_count(label: str) -> bool:
    """Whether an amount of this name, which no list has, may be of the budget."""
    said = normal(label)
    may = _MAY_COUNT.search(said) or _CARRIED.search(said)
    return first_meaning(label) in ("", "adjusted_target") and may is not None


def settle_budget_beside(reader: Reader, item: Item, others: Sequence[Other]) -> None:
    """Take the amount, alone or with the first, that the typed rate or the score is of; where neither says and another may
    be the budget, a person decides on the score.
    """
    first, spent, share = (item.inputs.get(key) for key in ("budget", "executed", "published_rate"))
    worth, earned = exact_or_none(item.points), exact_or_none(item.entered)
    if share is None and worth and earned and earned < worth:
        share = float(earned / worth)
    if not others or type(first) is not float or type(spent) is not float or _fits(share, spent, first):
        return
    wholes = ((one, at) for _, some, at in others for one in (some, first + some, first - some))
    fits = {one: at for one, at in wholes if _fits(share, spent, one)}
    doubts = [name for name, worth, _ in others if worth not in (first, spent) and not _CARRIED.search(name)]
    if len(fits) == 1:
        item.target = item.inputs["budget"] = next(iter(fits))
        item.cells["budget"] = fits[item.target] or item.cells["budget"]
    elif doubts:
        item.function = None
        told = {"case": "budgets", "found": first, "other": doubts[0]}
        reader.findings.append(item.finding("columns-alike", "budget", **told))


def _fits(share: object, spent: float, whole: float) -> bool:
    return type(share) is float and whole > 0 and abs(spent / whole - share) < _NEAR
