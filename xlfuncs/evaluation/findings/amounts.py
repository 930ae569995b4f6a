"""资金与指标 — amounts that indicators, goals or the project's name state again: alike, and none of them as an output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.cells import Place
from xlfuncs.evaluation.content import TERMS, Item, Table
from xlfuncs.evaluation.findings.criteria import criteria
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.judgement import Judgement
from xlfuncs.evaluation.result import Score
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.functions.units import in_one_unit
from xlfuncs.functions.wording import plain
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import WIDE, decimals, exact, is_rounding, round_to

_NOTHING = Both("", "")
_SAID = Both("文字", "words")
_ALL_MONEY = pattern(
    r"(?:共|合计|全年|总计)[^，。；、：,;\d]{0,8}(?:预算|资金|经费|支出|拨款)[^，。；、：,;\d]{0,6}(\d+(?:\.\d+)?\s*万?元)"
)
_BUDGET, _SPENT = Both("预算数", "budget"), Both("执行数", "amount spent")
_COUNTED = pattern(r"(?<![\d.第])(\d{1,6})\s*([名人户台辆套家所座栋])(?!大|次)")
_FEWEST_YUAN = 1000
_FAR = 10  # times: a bare number so far from the table's amounts may be in another unit
_MONEY = ("元", "万", "亿")  # the end of a unit that may be one of money
_SHARE_PLACES = 4  # a standard has no more; a share with more is chance


class _Funds(NamedTuple):
    """One row of the amounts."""

    budgets: tuple[Decimal, ...]  # of the year, and at its start
    executed: Decimal | None
    at: Place | None  # where that stands


class _Said(NamedTuple):
    """An amount that is said again: where, in which item, as its target, result or in words, and as it stands."""

    at: Place | None
    item: str
    which: Both
    text: str


def check(judged: Judgement) -> Iterator[Finding]:
    """Indicators that state the table's amounts otherwise or as an output; the amount for each that the name counts."""
    table, scores = judged.table, judged.scores
    if judged.long:
        return
    rows = (score.item for score in scores if "executed" in score.item.inputs)
    totals = [one for one in rows if one.function == "execution_rate_score" or not (one.function or one.idle)]
    yield from _each(table, totals)
    if table.unit is None:
        return
    funds = [*map(_funds, [*totals, *table.details])]
    yield from _small(table.unit, totals)
    yield from _in_goals(table, table.unit, funds)
    for score in scores:
        item, target = score.item, score.asked.read
        if (target.unit or _MONEY[0])[-1] not in _MONEY or "target" not in item.cells:
            continue  # nearly all rows
        whole = _is_whole(item)
        if whole and target.unit is None and target.number is not None:
            spent = [row.executed or 0 for row in funds]
            near = any(one < _FAR * target.number < one * _FAR**2 for one in spent)
            target = Target(target.kind, number=target.number, unit=table.unit if near else None)
        if target.unit is None:
            continue
        wanted = _in(table.unit, target, cost=_of_money(item))
        if wanted is None:
            continue
        of = [row for row in funds if any(_near(wanted, budget) for budget in row.budgets)]
        if not of and whole:
            of = funds[: len(totals)]
        if "数量" in item.kind and (of or item.name.endswith(criteria().inputs)):
            yield item.finding("amount-as-output", "target", found=target.text)
        if of and _of_money(item):
            yield from _differ(table.unit, score, wanted, of)


def _small(unit: str, totals: Sequence[Item]) -> Iterator[Finding]:
    """Amounts that nobody budgets: 95 元 for a project."""
    for item in totals if unit == "元" else ():
        (budget,) = item.numbers("budget")
        if budget is not None and 0 < budget < _FEWEST_YUAN:
            yield item.finding("unit-slip", "budget", case="small", found=plain(budget))


def _differ(unit: str, score: Score, wanted: Decimal, funds: Sequence[_Funds]) -> Iterator[Finding]:
    """What was spent by the row against what was spent by the amounts; else the budget's last digits."""
    target, actual = (figure.read for figure in score.figures)
    like = actual if actual.unit else Target(actual.kind, number=actual.number, unit=target.unit or unit)
    reached = _in(unit, like, cost=True)
    spent = [row.executed for row in funds if row.executed is not None]
    budgets = [budget for row in funds for budget in row.budgets if _near(wanted, budget)]
    pairs = ("actual", actual, reached, _SPENT, spent), ("target", target, wanted, _BUDGET, budgets)
    for key, typed, amount, term, others in pairs:
        if amount is None or not others or amount in others:
            continue
        other = min((abs(one - amount), one) for one in others)[1]
        said = _Said(score.item.place(key), score.item.name, TERMS[key], typed.text or plain(amount))
        shown = f"{plain(amount)} {unit}"
        means = _NOTHING if typed.unit in (None, unit) else Both(f"即 {shown}", f", that is {shown},")
        at = next((row.at for row in funds if row.executed == other), None)
        whole = at and key == "actual" and _is_whole(score.item)
        sure = {"case": "whole", "place": at, "severity": "warning"} if whole else {}
        more = {"case": "rounded"} if _near(amount, other) else sure
        yield _differs(said, means, term, other, unit, **more)
        return  # one of them is enough to look at the row


def _in_goals(table: Table, unit: str, funds: Sequence[_Funds]) -> Iterator[Finding]:
    """What the goals in words say of all the money, against every amount of the table."""
    budgets = [budget for row in funds for budget in row.budgets]
    spent = [row.executed for row in funds if row.executed is not None]
    for entry in table.lists.get("overall", ()) if budgets and spent else ():
        for key, term, others in (("expected", _BUDGET, budgets), ("achieved", _SPENT, spent)):
            for said in _ALL_MONEY.finditer(str(entry.values.get(key) or "")):
                amount = _in(unit, parse_target(said[1]))
                if amount is None or any(_near(amount, other) for other in (*budgets, *spent)):
                    continue
                stands = _Said(entry.cells.get(key), "年度总体目标", _SAID, said[0])
                yield _differs(stands, _NOTHING, term, others[0], unit)


def _differs(said: _Said, means: Both, term: Both, other: Decimal, unit: str, **more: Any) -> Finding:
    told: dict[str, Any] = {"at": said.at, "item": said.item, "found": said.text, "which": said.which}
    told |= {"expected": other, "means": means, "unit": unit, "term": term, "other": plain(other)}
    return finding("amounts-differ", **told, **more)


def _each(table: Table, totals: Sequence[Item]) -> Iterator[Finding]:
    """The amount for each of the people or things that the project's name counts, where it comes out even."""
    named = _COUNTED.findall(table.project or "")
    if len(named) != 1 or len(totals) != 1:
        return
    (number, each), item = named[0], totals[0]
    (executed,) = item.numbers("executed")
    if executed is None or executed <= 0 or int(number) < 2:
        return
    share = WIDE.divide(executed, Decimal(number))
    if share != round_to(share, _SHARE_PLACES, "truncate"):
        return
    told = {"number": number + each, "each": each, "executed": plain(executed), "share": plain(share)}
    yield item.finding("amount-each", "executed", found=share, unit=table.unit or "", **told)


def _funds(item: Item) -> _Funds:
    if item.parts and not item.inputs.get("budget"):  # of a total that says 0
        return _Funds((exact(item.parts[0]),), exact(item.parts[1]), None)
    *budgets, executed = item.numbers("budget", "initial_budget", "executed")
    return _Funds(tuple(filter(None, budgets)), executed, item.place("executed"))


def _in(unit: str, figure: Target, *, cost: bool = False) -> Decimal | None:
    """An amount of money in the table's unit; None for anything else, a price (元/人) too. A cost may be 150万."""
    of = f"{figure.unit}元" if cost and figure.unit in ("万", "亿") else figure.unit
    if figure.number is None or of is None or not of.endswith("元"):
        return None
    pair = in_one_unit(figure.number, of, Decimal(1), unit)
    return None if pair is None else WIDE.divide(*pair)


def _is_whole(item: Item) -> bool:
    """Whether its cost is that of the whole project: 项目总投资."""
    return item.name.strip() in criteria().whole_costs


def _of_money(item: Item) -> bool:
    """Whether the row is of what was spent."""
    return "成本" in item.kind + item.name or item.name.endswith(criteria().inputs)


def _near(one: Decimal, other: Decimal) -> bool:
    """Whether one amount is the other, as it stands or rounded."""
    if abs(one - other) >= 1:  # nearly all
        return False
    coarse, fine = sorted((one, other), key=decimals)
    return is_rounding(coarse, fine)
