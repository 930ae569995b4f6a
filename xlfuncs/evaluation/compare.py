"""逐项核对 — a row's entered score against the rule's, with the readings that would explain a difference."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlfuncs.errors import NotCovered, XlfuncsError
from xlfuncs.evaluation.causes import causes
from xlfuncs.evaluation.content import Finding, Item, Score
from xlfuncs.evaluation.explain import percent, plain
from xlfuncs.evaluation.functions import bound, execution_rate
from xlfuncs.evaluation.score_item import arguments, rule_item
from xlfuncs.scoring.numbers import WIDE, exact, is_blank, round_to

__all__ = ["compare", "unscored"]


def compare(score: Score, rule: str) -> list[Finding]:
    """What there is to say about one scored row."""
    item = score.item
    findings = []
    if score.score is not None:
        findings += _differs(score, rule)
        if item.function == "execution_rate_score":
            findings += _rounded_rate(item, rule)
        if item.function == "checklist_score":
            findings += _checks(item, rule)
    elif not is_blank(item.entered):
        findings += _within("填报得分", item.entered, item, "entered")
    elif is_blank(item.approved) and not is_blank(item.actual):
        message = f"「{item.name}」已有完成值而没有得分：须由人评定，请填 | no score yet"
        findings.append(Finding("score-missing", "warning", _cell(item), item.name, None, None, message))
    if not is_blank(item.approved):
        findings += _within("核定得分", item.approved, item, "approved")
        if is_blank(item.reason):
            message = f"「{item.name}」有核定得分而没有理由，请补填 | approved without a reason"
            findings.append(
                Finding("reason-missing", "warning", _cell(item), item.name, item.approved, None, message)
            )
    return findings


def unscored(item: Item, error: XlfuncsError) -> Finding:
    """A row the rule could not score: an error, or a notice where the rule is silent."""
    code, severity = ("not-covered", "info") if isinstance(error, NotCovered) else ("bad-input", "error")
    found = item.inputs.get("actual", item.actual)
    message = f"「{item.name}」不能评分：{error}"
    return Finding(code, severity, _cell(item), item.name, _plain(found), None, message)  # type: ignore[arg-type]


def _differs(score: Score, rule: str) -> list[Finding]:
    item = score.item
    try:
        entered = None if is_blank(item.entered) else exact(item.entered)
    except XlfuncsError as error:
        return [unscored(item, error)]
    if entered is None or score.score is None or entered == exact(score.score):
        return []
    expected = exact(score.score)
    readings = causes(str(item.function), arguments(item, rule), rule, entered)
    why = (
        f"能得出 {plain(entered)} 分的算法（均未证实）：{'；'.join(readings)}"
        if readings
        else (f"没有找到能得出 {plain(entered)} 分的算法")
    )
    message = f"「{item.name}」填 {plain(entered)} 分，按规则应为 {expected:.2f} 分。{why} | score differs"
    overridden = not is_blank(item.approved)
    severity = "info" if overridden else "error"
    found = float(entered)
    return [Finding("score-differs", severity, _cell(item), item.name, found, score.score, message)]  # type: ignore[arg-type]


def _rounded_rate(item: Item, rule: str) -> list[Finding]:
    """Where truncating the rate changes the score, say so: the last digit is what people argue about."""
    budget, executed, points = map(exact, arguments(item, rule))
    method, parameters = bound("execution_rate_score", rule)
    findings = []
    if parameters.get("rate_rounding") == "truncate":
        unrounded = {**parameters, "rate_places": None, "rate_rounding": None}
        kept = method.definition(budget, executed, points, direction="positive", **parameters)
        other = method.definition(budget, executed, points, direction="positive", **unrounded)
        if kept != other:
            exactly = WIDE.divide(executed, budget)
            cut = round_to(exactly, parameters["rate_places"], "truncate")
            message = (
                f"预算执行率 {percent(exactly)} 截断为 {percent(cut)}，得 {kept} 分；"
                f"用未取位的率四舍五入为 {other} 分 | the rate is truncated"
            )
            findings.append(
                Finding("rate-truncated", "info", _cell(item), item.name, float(kept), float(other), message)
            )
    published = item.inputs.get("published_rate")
    if not is_blank(published):
        expected = execution_rate(float(budget), float(executed), rule=rule)
        if _plain(published) != expected:
            message = f"「{item.name}」执行率填 {_plain(published)}，按规则应为 {expected} | rate differs"
            cell = item.cells.get("published_rate", _cell(item))
            findings.append(
                Finding("rate-differs", "warning", cell, item.name, _plain(published), expected, message)
            )
    return findings


def _checks(item: Item, rule: str) -> list[Finding]:
    listed = rule_item(item, rule)
    failed = exact(item.inputs["failed"])
    if listed is None or failed <= listed.checks.value:
        return []
    message = (
        f"「{item.name}」填 {plain(failed)} 项不合格，清单只有 {listed.checks.value} 项 | too many failed"
    )
    cell = item.cells.get("failed", _cell(item))
    return [Finding("too-many-failed", "error", cell, item.name, float(failed), None, message)]


def _within(word: str, value: Any, item: Item, key: str) -> list[Finding]:
    """A score a person gave lies within the row's points."""
    cell = item.cells.get(key, _cell(item))
    try:
        given = exact(value)
        most = None if is_blank(item.points) else exact(item.points)
    except XlfuncsError as error:
        return [
            Finding("bad-input", "error", cell, item.name, _plain(value), None, f"「{item.name}」{error}")
        ]
    if given < 0 or (most is not None and given > most):
        limit = "不小于 0" if most is None else f"0 至 {plain(most)}"
        message = f"「{item.name}」{word} {plain(given)}，应在 {limit} 之间 | score outside its points"
        return [Finding("score-out-of-range", "error", cell, item.name, float(given), _float(most), message)]
    return []


def _cell(item: Item) -> str | None:
    return item.cells.get("score")


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _plain(value: Any) -> Any:
    """A value JSON can hold."""
    return value if isinstance(value, (str, int, float)) or value is None else str(value)
