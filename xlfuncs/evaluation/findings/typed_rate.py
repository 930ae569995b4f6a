"""率的核对 — a typed rate against the amounts behind it, and what truncating the rate does to a score; a detail row of the
amounts: that something was spent, too, but not more than budgeted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.arguments import amounts
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.completion import is_income, percent_of
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.findings.slips import NO_HINT, SWAPPED, swapped
from xlfuncs.evaluation.judgement import Judgement
from xlfuncs.evaluation.result import Score
from xlfuncs.functions.apply import read
from xlfuncs.functions.wording import ROUNDINGS, percent, plain
from xlfuncs.rules.loader import NONE
from xlfuncs.scoring.numbers import ONE, WIDE, decimals, exact, exact_or_none, round_to

_LAST_DIGIT = Decimal("0.01")  # of a score
_DIGITS = 15  # before or behind the point; no rate has more
_LEAST_PLACES = 2  # 100% is a fraction of two places
_FINE_PLACES = 4  # a rate of so many, 86.18%, may have been rounded up: 99.2% is not 100%
_UP = Both("进位", "rounded up")
_TYPED_PLACES = 8  # more has only what a formula gave: the rate itself, which nobody rounded
_PERCENT = 2  # places between 0.76 and 76%
_YUAN = 4  # places between 元 and 万元


def check(score: Score, rule: str) -> Iterable[Finding]:
    """What there is to say about the rate behind a row's score."""
    if score.item.function == "capped_ratio_score":
        return ()  # most rows of a table, which have none
    if score.score is None:
        return _typed(score.item, rule) if score.item.idle or rule == NONE else _by_rate(score.item)
    return chain(_truncated(score, rule), _typed(score.item, rule))


def _by_rate(item: Item) -> Iterator[Finding]:
    """Where the amounts are not given: the score against the typed rate times the points, however both were rounded."""
    if item.function != "execution_rate_score" or item.inputs.get("published_rate") is None:
        return
    if item.criterion is not None:
        return  # it says itself what a rate earns
    given = (item.inputs["published_rate"], item.points, item.entered)
    rate, points, entered = map(exact_or_none, given)
    if rate is None or points is None or entered is None:
        return
    right = WIDE.multiply(min(rate, ONE), points)
    # 76 for 76%, or a percent cell under 执行率（%）: no amounts show which was meant
    other = rate.scaleb(-_PERCENT if rate > ONE else _PERCENT)
    for read_as in (rate, *([other] if other <= ONE else [])):
        places = max(decimals(read_as), _LEAST_PLACES)
        slack = WIDE.add(points.scaleb(-places), _LAST_DIGIT)
        if abs(WIDE.subtract(entered, WIDE.multiply(min(read_as, ONE), points))) <= slack:
            return
    right = round_to(right, 2, "half_up")
    told = {"found": entered, "expected": right, "entered": plain(entered), "right": f"{right}"}
    told |= {"rate": percent(rate), "points": plain(points)}
    yield item.finding("score-differs", "score", case="by-rate", severity="error", **told)


def _truncated(score: Score, rule: str) -> Iterator[Finding]:
    """A note where the rule truncates the rate and that changes the score: people argue about the last digit."""
    item = score.item
    if item.function != "execution_rate_score":
        return
    call = read(item.function, rule, score.values)
    if call is None or call.parameters.get("rate_rounding") != "truncate":
        return
    kept, other = call.result(), call.result(rate_places=None, rate_rounding=None)
    if kept == other:
        return
    rate = WIDE.divide(call.inputs["actual"], call.inputs["target"])
    cut = round_to(rate, call.parameters["rate_places"], "truncate")
    told = {"rate": percent(rate), "cut": percent(cut), "kept": plain(kept), "other": plain(other)}
    entered = exact_or_none(item.entered)
    yield item.finding("rate-truncated", "score", found=entered, expected=kept, **told)


def _typed(item: Item, rule: str) -> Iterator[Finding]:
    """A rate that its amounts do not give: a note where only the last digit differs, else an error."""
    if item.function == "execution_rate_score":
        name, pair = "execution_rate", [item.inputs.get("budget"), item.inputs.get("executed")]
        key = "published_rate"
    elif behind := amounts(item):
        (name, pair), key = behind, "rate"
    else:
        return
    try:
        typed = exact(item.inputs.get(key))
        call = read(name, rule, pair)
        if call is None or typed == (expected := call.result()):
            return
    except XlfuncsError:
        return  # no rate there, or none by the rule
    base, current = map(exact, pair)
    rate = WIDE.divide(current, base)
    rate = WIDE.subtract(rate, ONE) if call.method.name == "change_rate" else rate
    rounding = rounding_of(typed, rate)
    if rounding and decimals(typed) > _TYPED_PLACES:
        return
    slipped = not rounding and any(rounding_of(typed, rate.scaleb(by)) for by in (_YUAN, -_YUAN))
    code, case = "rate-rounding" if rounding else "rate-differs", "unit" if slipped else ""
    told: dict[str, Any] = {"found": typed, "expected": expected, "typed": percent(typed)}
    told |= {"rate": percent(rate), "right": percent(expected), "rounding": rounding}
    told["hint"] = _mistyped(item, typed, base, current) if key == "published_rate" else NO_HINT
    yield item.finding(code, key, "score", case=case, **told)


def _mistyped(item: Item, typed: Decimal, base: Decimal, current: Decimal) -> Both:
    """Which amount, with two digits swapped back, would alone make the typed rate right."""
    pairs = [("budget", plain(base), one, exact(one), current) for one in swapped(plain(base))]
    pairs += [("executed", plain(current), one, base, exact(one)) for one in swapped(plain(current))]
    found = [pair for pair in pairs if pair[3] and rounding_of(typed, WIDE.divide(pair[4], pair[3]))]
    if len(found) != 1 or (at := item.place(found[0][0])) is None:
        return NO_HINT
    _, amount, right, *_ = found[0]
    zh = f"；{at} 的 {amount} 如为 {right} 的笔误（{SWAPPED.zh}），则相符"
    return Both(zh, f"; right if {amount} in {at} is {right} mistyped ({SWAPPED.en})")


def rounding_of(typed: Decimal, rate: Decimal) -> Both | None:
    """How the rate becomes the typed one at as many places as were typed."""
    places = max(decimals(typed), _LEAST_PLACES)
    if places > _DIGITS or rate.adjusted() > _DIGITS:
        return None
    for rounding, words in reversed(ROUNDINGS.items()):  # where both give it, it was not cut off
        if round_to(rate, places, rounding) == typed:  # type: ignore[arg-type]
            return words
    above = WIDE.add(round_to(rate, places, "truncate"), ONE.scaleb(-places))
    return _UP if typed == above and places >= _FINE_PLACES else None


def check_whole(judged: Judgement) -> Iterator[Finding]:
    """What is odd about the amounts that make up the total; not again what is said of the total, if one is all of it."""
    totals = [one.item for one in judged.scores if one.item.function == "execution_rate_score"]
    for detail in judged.table.details:
        yield from of_detail(detail, judged.rule, totals)


def of_detail(detail: Item, rule: str, totals: Iterable[Item] = ()) -> Iterator[Finding]:
    """What is odd about one of them."""
    yield from check(Score(detail), rule)
    budget, executed = both = detail.numbers("budget", "executed")
    whole = budget and any(one.numbers("budget", "executed") == both for one in totals)
    if budget is None or executed is None or whole:
        return
    if executed > budget > 0 and not is_income(detail.name):
        rate = percent_of(WIDE.divide(executed, budget))
        yield detail.finding("execution-over", "executed", found=executed, rate=rate)
    elif executed > budget == 0:
        told = plain(executed)
        yield detail.finding("execution-over", "executed", case="unbudgeted", found=executed, executed=told)
    elif executed == 0 < budget:
        yield detail.finding("execution-low", "executed", case="nothing", found=0.0, budget=plain(budget))
