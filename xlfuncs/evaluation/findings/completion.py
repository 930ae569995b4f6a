"""完成情况的核对 — results a reviewer asks about: far above the target, missed, far off in their units; budgets hardly spent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.criteria import criteria, says_nothing
from xlfuncs.evaluation.findings.register import Finding, Severity
from xlfuncs.evaluation.result import Score
from xlfuncs.evaluation.unread import unread
from xlfuncs.functions.comparable import if_comparable
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import ONE, WIDE, is_blank, round_to

_INCOME = re.compile("(?:本年|年度|总)?收入(?:合计|总计|总额|预算)?|(?:本年|年[终末])结余")
_ALL_OR_NOTHING = re.compile(r"^\D*不得分\D*$")  # 超过时限不得分: of a miss that earns nothing
_DIGITS = 15  # of a percentage that is spelled out
_MORE, _LESS = Both("增加", "more"), Both("减少", "less")


def check(score: Score) -> Sequence[Finding]:
    """What there is to ask about a row's completion, and about how far its budget was executed."""
    item = score.item
    if score.readings:  # that finding says it, with what each reading earns
        return ()
    if item.function == "execution_rate_score":
        return (*_execution(score), *_adjustment(score.item))
    if _met(score) or not item.measured or is_blank(item.target) or is_blank(item.actual):
        return ()
    target, actual = score.figures[0].alone, score.figures[1].alone
    if score.problem is not None:  # =100%, 80%: what that earns no rule says, but not all
        given = [item.inputs.get(key) for key in ("target", "actual")]
        return (*_equal_missed(item, *([target, actual] if None in given else map(parse_target, given))),)
    return tuple(_completion(score, target, actual))


def is_income(name: str) -> bool:
    """Whether amounts are what came in, or is left: more of it than was budgeted is no overspending.

    >>> is_income("收入合计"), is_income("年终结余"), is_income("其他收入")
    (True, True, False)
    """
    return _INCOME.fullmatch(name) is not None


def _execution(score: Score) -> Iterator[Finding]:
    item = score.item
    budget, executed = item.numbers("budget", "executed")
    if item.idle and executed and budget == 0:  # of one that is scored it is told why it is not
        spent = {"found": executed, "executed": plain(executed)}
        yield item.finding("execution-over", "executed", case="unbudgeted", **spent)
    for key, number in (("budget", budget), ("executed", executed)):
        if item.idle and number is not None and number < 0:  # of one that is scored it is told, too
            told = {"found": number, "expected": "不小于 0 的数"}
            yield item.finding("bad-input", key, case="negative-amount", **told)
    if not budget or executed is None or budget < 0:
        return
    rate = WIDE.divide(executed, budget)
    if rate > 1 and not is_income(item.name):
        yield item.finding("execution-over", "executed", found=executed, rate=percent_of(rate))
    elif rate < criteria().execution_low and not (item.idle and item.criterion):  # of a part of the year
        low = percent_of(criteria().execution_low)
        yield item.finding("execution-low", "executed", found=executed, rate=percent_of(rate), low=low)


def _adjustment(item: Item) -> Iterator[Finding]:
    """The year's budget against that at its start, where the table states both."""
    if "initial_budget" not in item.cells:
        return
    initial, budget = item.numbers("initial_budget", "budget")
    if not budget or budget < 0:
        return
    told = {"found": initial, "budget": plain(budget)}
    if not initial:
        case = "blank" if initial is None else "zero"
        yield item.finding("budget-adjusted", "initial_budget", case=case, **told)
        return
    change = WIDE.divide(abs(budget - initial), abs(initial))
    if change >= criteria().budget_adjusted:
        told |= {"initial": plain(initial), "change": percent_of(change)}
        way = _MORE if budget > initial else _LESS
        yield item.finding("budget-adjusted", "initial_budget", way=way, **told)


def _met(score: Score) -> bool:
    """Whether a row of plain numbers, as most are, has met its target exactly."""
    item = score.item
    reached: Any = item.inputs.get("actual")
    same = type(reached) is type(item.actual) is float and item.inputs.get("target") == reached
    return same and reached > 0 and score.problem is None


def _completion(score: Score, target: Target, actual: Target) -> Iterator[Finding]:
    item = score.item
    given = item.inputs.get("target"), item.inputs.get("actual")
    typed = isinstance(item.actual, str)
    signed = typed and actual.kind in ("number", "percent")
    signed = signed and actual.operator not in ("none", "approx", "=", None)
    if signed and ("最" not in actual.text or actual.text == target.text):  # 最高19.6万元 of ≤20万元
        # it was scored as if the figure beside the sign were reached
        severity: Severity = "info" if score.score is None else "warning"
        yield item.finding("actual-sign", "actual", severity=severity, found=item.actual)
    worded = typed and actual.number is not None and item.criterion is None
    if worded and score.score is not None and (words := unread(item.name, target.text, actual.text)):
        yield item.finding("actual-words", "actual", found=item.actual, words="、".join(words))
    if given != (item.target, item.actual) and None not in given:
        # with the sign and unit that other columns of the row give
        target, actual = map(parse_target, given)
    if target.number is None or actual.number is None:
        return
    pair = if_comparable(target, actual)
    if pair is None:
        return
    wanted, reached = pair
    if wanted == 0 < reached and _unasked(score, target):
        yield item.finding("target-missed", "actual", case="zero", found=item.actual, shown=actual.text)
    if wanted == reached == 0 and score.score is None:
        yield item.finding("target-zero", "target", found=item.target)
    if wanted <= 0 or reached <= 0 or wanted == reached:
        return
    ratio = WIDE.divide(reached, wanted)
    said, times = criteria(), ratio if ratio > 1 else WIDE.divide(ONE, ratio)
    slip, band = said.slip, said.slip_band
    if slip <= times * band and times <= slip * band:  # about the factor between 元 and 万元
        yield item.finding("unit-slip", "actual", found=item.actual, times=plain(times.to_integral_value()))
    elif ratio >= said.completion_high and _more_is_better(score, target):
        yield item.finding("completion-high", "actual", found=item.actual, rate=percent_of(ratio))
    elif ratio <= said.limit_loose and target.direction == "negative":
        rate = percent_of(ratio)
        yield item.finding("completion-high", "actual", case="limit", found=item.actual, rate=rate)
    elif (ratio < 1) == _more_is_better(score, target):
        changes = "change_percent" in (target.kind, actual.kind)  # 下降10%, 下降8%
        chosen = target.direction and item.inputs.get("coefficient") and score.score == item.points
        wholly = item.criterion and _ALL_OR_NOTHING.search(item.criterion[0]) and score.score is None
        if _unasked(score, target):
            yield _missed(item, target, actual, ratio)
        elif item.full and ratio < 1 and (changes or chosen):
            yield _missed(item, target, actual, ratio, case="full", severity="warning")
        elif item.full and wholly:
            told = {"case": "less", "target": target.text, "found": item.actual}
            yield item.finding("result-not-done", "actual", severity="info", **told)


def _equal_missed(item: Item, target: Target, actual: Target) -> Iterator[Finding]:
    """Full marks where the result is less than what it was to equal."""
    wanted, reached = target.number, actual.number
    if item.words.both_ways or wanted is None or reached is None or target.unit != actual.unit:
        return
    if target.direction == "equal" and 0 <= reached < wanted and item.full:
        yield _missed(item, target, actual, WIDE.divide(reached, wanted), case="full", severity="warning")


def _missed(item: Item, target: Target, actual: Target, ratio: Decimal, **how: Any) -> Finding:
    told = {"found": item.actual, "expected": target.text, "shown": actual.text, "rate": percent_of(ratio)}
    return item.finding("target-missed", "actual", "score", **how, **told)


def _unasked(score: Score, target: Target) -> bool:
    """Whether the table has no points, whose loss would be asked about, and the row gives no reason; what may be a
    limit without a sign, 制作费 200万, cannot be said to be missed."""
    item = score.item
    if item.criterion and item.criterion[0] == item.criterion[1]:  # only the heading of another time
        return False
    signed = target.direction or item.inputs.get("direction") or not target.number
    if not signed and item.words.both_ways:
        return False
    pointless = is_blank(item.points) and ("points" not in item.cells or is_blank(item.entered))
    return pointless and (is_blank(item.reason) or says_nothing(str(item.reason)))


def _more_is_better(score: Score, target: Target) -> bool:
    direction = score.item.inputs.get("direction") or target.direction
    return direction in (None, "正向", "positive")


def percent_of(ratio: Decimal) -> str:
    """Two decimals are enough to ask about; a slip of the pen may have hundreds of digits.

    >>> percent_of(Decimal("0.91666")), percent_of(Decimal(10) ** 200)
    ('91.67%', '1.000E+202%')
    """
    if ratio.adjusted() > _DIGITS:
        return f"{ratio * 100:.3E}%"
    return f"{plain(round_to(ratio * 100, 2, 'half_up'))}%"
