"""逐项核对 — a row's entered score against what the rule gives and the row allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any, Literal

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.arguments import rule_item
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.causes import causes
from xlfuncs.evaluation.findings.completion_rate import by_completion, is_share
from xlfuncs.evaluation.findings.criteria import is_bonus
from xlfuncs.evaluation.findings.habits import Habits, far_above, kept, linear
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.findings.typed_rate import rounding_of
from xlfuncs.evaluation.result import Score
from xlfuncs.functions.apply import bound
from xlfuncs.functions.wording import percent, plain
from xlfuncs.scoring.numbers import ONE, WIDE, cents, exact, exact_or_none, is_blank

_WHOLE = Decimal(100)  # what no row without points exceeds
_WHICH = {
    "entered": Both("填报得分", "the entered score"),
    "approved": Both("核定得分", "the approved score"),
}


def check(score: Score, rule: str, habits: Habits) -> list[Finding]:
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
    yield item.finding("deduction-differs", "deduction", found=entered, **told)


def within(item: Item, key: Literal["entered", "approved"]) -> list[Finding]:
    """A score a person gave lies within the row's points."""
    value = getattr(item, key)
    if is_blank(value):
        return []
    given, most = exact_or_none(value), exact_or_none(item.points)
    if given is None:
        return [_no_number(item, key)]
    taken_off = most is None and -_WHOLE <= given < 0  # without points: what is taken from the others'
    if taken_off and is_bonus(item.section, item.name):  # 扣分项
        return []
    most = _WHOLE if most is None else most
    if 0 <= given <= most or most <= given <= 0:  # 扣分项
        return []
    found = beyond(item, key, given, most)
    return [replace(found, severity="warning") if taken_off else found]


def beyond(item: Item, key: Literal["entered", "approved"], given: Decimal, most: Decimal) -> Finding:
    """A score a person gave lies outside what it may be."""
    return item.finding("score-out-of-range", key, "score", which=_WHICH[key], **out_of_range(given, most))


def out_of_range(given: float | Decimal, most: float | Decimal) -> dict[str, Any]:
    """What `score-out-of-range` says of a score and the most that it may be."""
    worth = plain(most)
    told = {"found": given, "score": plain(given)}
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
    stands = {"expected": score.score, "entered": plain(entered), "right": f"{expected:.2f}"}
    differs = partial(item.finding, "score-differs", "score", "entered", found=entered, **stands)
    proportion = bool(habits.linear) and entered == linear(score, rule)
    habitual = habits.decimals is not None and entered in kept(expected, habits.decimals)
    notes = {
        "one-decimal" if habits.decimals else "whole": habitual,
        "more-decimals": cents(entered) == expected,  # 9.834
        "typed-rate": entered == _by_typed_rate(item),
        "typed-completion": entered == by_completion(item),
        "linear": proportion and not habits.chance,
    }
    if case := next((name for name, holds in notes.items() if holds), None):
        yield differs(case=case, severity="info")
        return
    readings = causes(score.method, score.values, rule, entered) if score.method else []
    readings = readings or _of_other_rate(item, entered)
    most = exact_or_none(item.points)
    over = most is not None and entered > most >= 0
    less = not readings and 0 <= entered < expected
    excess = less and far_above(score, rule)
    unasked = less and expected == most and score.method == "capped_ratio_score" and is_blank(item.reason)
    share = is_share(item, entered)
    cases = {"share": share, "readings": readings, "excess": excess, "beyond": over, "short": unasked}
    grave = "warning" if excess or proportion or share else "error"
    yield differs(
        case=next((name for name, holds in cases.items() if holds), ""),
        points="" if most is None else plain(most),
        lost=plain(expected - entered),
        severity=grave if is_blank(item.approved) else "info",
        readings=Both.joined(readings, Both("；", "; ")),
    )


def _by_typed_rate(item: Item) -> Decimal | None:
    """What the typed rate earns where its amounts give it, rounded: 50% for 49.88%; nothing where rounded to all points."""
    rate, budget, executed = item.numbers("published_rate", "budget", "executed")
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
    (rate,) = item.numbers("published_rate")
    if rate is None or _earned_by(rate, item) != entered:
        return []
    shown = percent(rate)
    zh, en = "按填报的率 {} 计，而金额算不出这个率", "by the entered rate of {}, not that of the amounts"
    return [Both(zh.format(shown), en.format(shown))]


def _checks(item: Item, rule: str) -> Iterator[Finding]:
    """No more checks failed than are listed."""
    listed, (failed,) = rule_item(item, rule), item.numbers("failed")
    if listed is None or failed is None or failed <= listed.checks.value:
        return
    most, told = listed.checks.value, plain(failed)
    yield item.finding("too-many-failed", "failed", "score", found=failed, expected=most, failed=told)


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
    told = {"found": entered, "expected": tier, "level": level, "entered": plain(entered)}
    return [item.finding("score-outside-tier", "entered", "score", **told)]


def _no_number(item: Item, key: Literal["entered", "approved"]) -> Finding:
    typed = getattr(item, key)
    return item.finding("bad-input", key, "score", case="score-no-number", found=typed, expected="数字")
