"""逐项核对 — a row's entered and approved score against what the rule gives and the row allows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlfuncs.evaluation.content import Finding, Item, Score
from xlfuncs.evaluation.findings.bad_input import shown
from xlfuncs.evaluation.findings.causes import causes
from xlfuncs.evaluation.findings.typed_rate import truncated_rate, typed_rate
from xlfuncs.evaluation.score_item import rule_item
from xlfuncs.functions.apply import bound
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import WIDE, exact, exact_or_none, is_blank, round_to

__all__ = ["compare"]


def compare(score: Score, rule: str) -> list[Finding]:
    """What there is to say about one row, scored or not."""
    item = score.item
    findings: list[Finding] = []
    if score.score is not None:
        findings += _differs(score, rule)
        findings += truncated_rate(score, rule)
        findings += typed_rate(item, rule)
    else:
        findings += _within("填报得分", item.entered, item, "entered") or _in_tier(score, rule)
    if item.function == "checklist_score":
        findings += _checks(item, rule)
    if not is_blank(item.approved):
        findings += _within("核定得分", item.approved, item, "approved")
        if is_blank(item.approved_reason):
            message = f"「{item.name}」有核定得分而没有理由，请补填 | approved without a reason"
            cell = item.place("approved_reason", "approved")
            findings.append(
                Finding("reason-missing", "warning", cell, item.name, shown(item.approved), None, message)
            )
    return findings


def _differs(score: Score, rule: str) -> list[Finding]:
    """The entered score is not the rule's: an error, or a note where an approved score overrides both."""
    item = score.item
    if is_blank(item.entered):
        return []
    entered, expected = exact_or_none(item.entered), exact(score.score)
    if entered is None:
        return [_no_number(item, "entered", item.entered)]
    if entered == expected:
        return []
    readings = causes(str(score.method), score.values, rule, entered)
    given = f"{plain(entered)} 分"
    why = (
        f"能得出 {given}的算法（均未证实）：{'；'.join(readings)}"
        if readings
        else f"没有找到能得出 {given}的算法"
    )
    message = f"「{item.name}」填 {given}，按规则应为 {expected:.2f} 分。{why} | score differs"
    cell, found = item.place("score"), float(entered)
    if is_blank(item.approved):
        return [Finding("score-differs", "error", cell, item.name, found, score.score, message)]
    return [Finding("score-differs", "info", cell, item.name, found, score.score, message)]


def _checks(item: Item, rule: str) -> list[Finding]:
    """No more checks failed than are listed."""
    listed, failed = rule_item(item, rule), exact_or_none(item.inputs.get("failed"))
    if listed is None or failed is None or failed <= listed.checks.value:
        return []
    most = listed.checks.value
    message = f"「{item.name}」填 {plain(failed)} 项不合格，清单只有 {most} 项 | too many failed"
    cell = item.place("failed", "score")
    return [Finding("too-many-failed", "error", cell, item.name, float(failed), most, message)]


def _within(word: str, value: Any, item: Item, key: str) -> list[Finding]:
    """A score a person gave lies within the row's points."""
    if is_blank(value):
        return []
    given, most = exact_or_none(value), exact_or_none(item.points)
    if given is None:
        return [_no_number(item, key, value)]
    if given >= 0 and (most is None or given <= most):
        return []
    limit = "不小于 0" if most is None else f"0 至 {plain(most)}"
    message = f"「{item.name}」{word} {plain(given)}，应在 {limit} 之间 | score outside its points"
    cell = item.place(key, "score")
    return [Finding("score-out-of-range", "error", cell, item.name, float(given), limit, message)]


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
    above = entered >= min(least, _cents(least)) if with_low else entered > least
    below = entered <= max(most, _cents(most)) if with_high else entered < most
    if above and below:
        return []
    tier = f"{plain(least)}{'（含）' if with_low else ''} 至 {plain(most)}{'（含）' if with_high else ''}"
    message = f"「{item.name}」{level}，填 {plain(entered)} 分，该档为 {tier} 分 | score outside its tier"
    cell = item.place("entered", "score")
    return [Finding("score-outside-tier", "error", cell, item.name, float(entered), tier, message)]


def _cents(value: Decimal) -> Decimal:
    return round_to(value, 2, "half_up")


def _no_number(item: Item, key: str, value: Any) -> Finding:
    cell = item.place(key, "score")
    message = f"「{item.name}」的得分不是数：「{value}」| not a number"
    return Finding("bad-input", "error", cell, item.name, shown(value), "数字", message)
