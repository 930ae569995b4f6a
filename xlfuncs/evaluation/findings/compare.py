"""逐项核对 — a row's entered score against what the rule gives and the row allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import Item, Score
from xlfuncs.evaluation.findings.causes import causes
from xlfuncs.evaluation.findings.completion_rate import by_completion
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.findings.review import is_bonus
from xlfuncs.evaluation.findings.typed_rate import rounding_of
from xlfuncs.evaluation.score_item import rule_item
from xlfuncs.functions.apply import bound, read
from xlfuncs.functions.wording import percent, plain
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import ONE, WIDE, cents, exact, exact_or_none, is_blank, round_to

_SEVERAL, _LIMITS = 3, 2  # rows that were rounded, limits that were missed in the same way: no chance
_RATIO = "capped_ratio_score"
_WHOLE = Decimal(100)  # what no row without points exceeds
_WHICH = {
    "entered": Both("填报得分", "the entered score"),
    "approved": Both("核定得分", "the approved score"),
}


class Habits(NamedTuple):
    """How a table computes, where several of its rows show it and the rule does not say otherwise."""

    decimals: int | None = None  # how many it keeps, where fewer than two: it is judged at those
    linear: bool = False  # what is beyond a limit is taken off in proportion


_NO_HABITS = Habits()


def check(score: Score, rule: str, habits: Habits = _NO_HABITS) -> list[Finding]:
    """The entered score against the rule's, else against the row's points and tier; the failed checks of a list."""
    item = score.item
    if score.score is None:
        findings = within(item, "entered") or _in_tier(score, rule)
    else:
        findings = [] if is_blank(item.entered) else list(_differs(score, rule, habits))
    if item.function == "checklist_score":
        findings += _checks(item, rule)
    if item.deduction is not None:
        findings += _taken_off(item)
    return findings


def _taken_off(item: Item) -> Iterator[Finding]:
    """The score is the points less what the table says was taken off, or that of a reviewer the score less that."""
    worth, taken, entered = map(exact_or_none, (item.points, item.deduction, item.entered))
    if worth is None or taken is None or entered is None or cents(worth - abs(taken)) == cents(entered):
        return
    approved = exact_or_none(item.approved)
    if approved is not None and cents(entered - abs(taken)) == cents(approved):
        return
    told = {"points": plain(worth), "taken": plain(abs(taken)), "right": plain(worth - abs(taken))}
    yield item.finding("deduction-differs", "deduction", found=float(entered), **told)


def habits_of(scores: Sequence[Score], rule: str) -> Habits:
    """What the entered scores of a table show."""
    return Habits(_kept_decimals(scores), _takes_off(scores, rule))


def _takes_off(scores: Sequence[Score], rule: str) -> bool:
    """Whether all of several limits that were missed take off what is beyond them in proportion, and the rule does not
    state another way.
    """
    differ = [score for score in scores if score.score != score.item.entered and _exceeds(score)]
    if len(differ) < _LIMITS or load(rule).functions[_RATIO].values["inverse"].clause:
        return False
    earned = [
        (score.item.entered, linear) for score in differ if (linear := _linear(score, rule)) is not None
    ]
    return len(earned) >= _LIMITS and all(exact_or_none(entered) == linear for entered, linear in earned)


def _exceeds(score: Score) -> bool:
    """Whether the result is above its target, as one beyond a limit is."""
    target, actual = (
        (figure.alone.number for figure in score.figures) if score.method == _RATIO else (None, None)
    )
    return target is not None and actual is not None and actual > target


def _linear(score: Score, rule: str) -> Decimal | None:
    """What a limit that was missed earns if the excess is taken off in proportion."""
    call = None if score.score is None or score.method != _RATIO else read(_RATIO, rule, score.values)
    if (
        call is None
        or call.inputs["direction"] != "negative"
        or not call.inputs["target"] < call.inputs["actual"]
    ):
        return None
    return exact(call.result(inverse="linear_to_zero"))


def _kept_decimals(scores: Iterable[Score]) -> int | None:
    """How many decimals a table's entered scores keep, where fewer than two: one, or none where the rule's of several rows
    were rounded so and no more were not.
    """
    pairs = [(number, score) for score in scores if (number := exact_or_none(score.item.entered)) is not None]
    if any(number * 10 % 1 for number, _ in pairs):
        return None
    if any(number % 1 for number, _ in pairs):
        return 1
    judged = ((number, exact_or_none(score.score)) for number, score in pairs)
    broken = [(number, right) for number, right in judged if right and right % 1]
    rounded = sum(number == round_to(right, 0, "half_up") for number, right in broken)
    return 0 if rounded >= max(_SEVERAL, len(broken) - rounded + 1) else None


def within(item: Item, key: Literal["entered", "approved"]) -> list[Finding]:
    """A score a person gave lies within the row's points."""
    value = getattr(item, key)
    if is_blank(value):
        return []
    given, most = exact_or_none(value), exact_or_none(item.points)
    if given is None:
        return [_no_number(item, key)]
    if most is None and given < 0 and is_bonus(item.name):  # 扣分项
        return []
    most = _WHOLE if most is None else most
    if 0 <= given <= most or most <= given <= 0:  # 扣分项
        return []
    return [beyond(item, key, given, most)]


def beyond(item: Item, key: Literal["entered", "approved"], given: Decimal, most: Decimal) -> Finding:
    """A score a person gave lies outside what it may be."""
    return item.finding("score-out-of-range", key, "score", which=_WHICH[key], **out_of_range(given, most))


def out_of_range(given: float | Decimal, most: float | Decimal) -> dict[str, Any]:
    """What `score-out-of-range` says of a score and the most that it may be."""
    worth = plain(most)
    told = {"found": float(given), "score": plain(given)}
    return told | {"expected": f"0 至 {worth}", "limits": f"0 to {worth}"}


def _differs(score: Score, rule: str, habits: Habits) -> Iterator[Finding]:
    """The entered score is not the rule's: an error, or a note where an approved score overrides both."""
    item = score.item
    entered, expected = exact_or_none(item.entered), exact(score.score)
    if entered is None:
        yield _no_number(item, "entered")
        return
    if entered == expected:
        return
    stands: dict[str, Any] = {
        "at": item.place("score", "entered"),
        "item": item.name,
        "found": float(entered),
    }
    stands |= {"expected": score.score, "entered": plain(entered), "right": f"{expected:.2f}"}
    if habits.decimals is not None and entered in _kept(expected, habits.decimals):
        kept = "one-decimal" if habits.decimals else "whole"
        yield finding("score-differs", case=kept, severity="info", **stands)
        return
    if cents(entered) == expected:  # 9.834
        yield finding("score-differs", case="more-decimals", severity="info", **stands)
        return
    rates = {"typed-rate": _by_typed_rate(item), "typed-completion": by_completion(item)}
    if case := next((case for case, earned in rates.items() if earned == entered), None):
        yield finding("score-differs", case=case, severity="info", **stands)
        return
    if habits.linear and entered == _linear(score, rule):
        yield finding("score-differs", case="linear", severity="info", **stands)
        return
    readings = causes(score.method, score.values, rule, entered) if score.method else []
    readings = readings or _of_other_rate(item, entered)
    most = exact_or_none(item.points)
    over = most is not None and entered > most >= 0
    yield finding(
        "score-differs",
        case="readings" if readings else "beyond" if over else "",
        points="" if most is None else plain(most),
        severity="error" if is_blank(item.approved) else "info",
        readings=Both.joined(readings, Both("；", "; ")),
        **stands,
    )


def _by_typed_rate(item: Item) -> Decimal | None:
    """What the typed rate earns where its amounts give it, rounded: 50% for 49.88%, and 5 of 10 points; nothing where
    it was rounded to all of them.
    """
    rate = exact_or_none(item.inputs.get("published_rate"))
    budget, executed = (exact_or_none(item.inputs.get(key)) for key in ("budget", "executed"))
    if not budget or executed is None or rate is None or rate == ONE:
        return None
    return None if rounding_of(rate, WIDE.divide(executed, budget)) is None else _earned_by(rate, item)


def _earned_by(rate: Decimal, item: Item) -> Decimal | None:
    """What a rate of the execution earns."""
    points = exact_or_none(item.points)
    if item.function != "execution_rate_score" or points is None:
        return None
    return cents(WIDE.multiply(rate, points))


def _of_other_rate(item: Item, entered: Decimal) -> list[Both]:
    """The entered score follows from the typed rate, which the amounts do not give."""
    rate = exact_or_none(item.inputs.get("published_rate"))
    if rate is None or _earned_by(rate, item) != entered:
        return []
    shown = percent(rate)
    return [
        Both(
            f"按填报的率 {shown} 计，而金额算不出这个率",
            f"by the entered rate of {shown}, not that of the amounts",
        )
    ]


def _kept(score: Decimal, decimals: int) -> tuple[Decimal, ...]:
    """A score at as many decimals, rounded; at one cut as well."""
    rounded = round_to(score, decimals, "half_up")
    return (rounded, round_to(score, decimals, "truncate")) if decimals else (rounded,)


def _checks(item: Item, rule: str) -> Iterator[Finding]:
    """No more checks failed than are listed."""
    listed, failed = rule_item(item, rule), exact_or_none(item.inputs.get("failed"))
    if listed is None or failed is None or failed <= listed.checks.value:
        return
    most, told = listed.checks.value, plain(failed)
    yield item.finding("too-many-failed", "failed", "score", found=float(failed), expected=most, failed=told)


def _in_tier(score: Score, rule: str) -> list[Finding]:
    """A score a person gave for a level lies within the level's tier, as far as two decimals can."""
    item, entered = score.item, exact_or_none(score.item.entered)
    if score.method != "qualitative_score" or entered is None or not score.values:
        return []  # without values: an input that cannot be used has its own finding
    if any(map(is_blank, score.values[:2])):
        return []
    level, points = str(score.values[0]).strip(), exact(score.values[1])
    _, parameters = bound("qualitative_score", rule)
    low, high, with_low, with_high = parameters["tiers"][level]
    least, most = WIDE.multiply(points, low), WIDE.multiply(points, high)
    above = entered >= min(least, cents(least)) if with_low else entered > least
    below = entered <= max(most, cents(most)) if with_high else entered < most
    if above and below:
        return []
    tier = f"{plain(least)}{'（含）' if with_low else ''} 至 {plain(most)}{'（含）' if with_high else ''}"
    return [
        item.finding(
            "score-outside-tier",
            "entered",
            "score",
            found=float(entered),
            expected=tier,
            level=level,
            entered=plain(entered),
        )
    ]


def _no_number(item: Item, key: Literal["entered", "approved"]) -> Finding:
    typed = getattr(item, key)
    return item.finding("bad-input", key, "score", case="score-no-number", found=typed, expected="数字")
