"""逐项评分 — what the rule gives for one row, with its method, steps and source."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.errors import NotCovered
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.kept_or_not import below_zero, deadline, in_any_unit, in_range, uncounted
from xlfuncs.evaluation.of_each import of_each
from xlfuncs.evaluation.readings import of_parts, readings
from xlfuncs.evaluation.result import RowReading, Score
from xlfuncs.evaluation.step_texts import stepped
from xlfuncs.evaluation.tier_texts import tiered
from xlfuncs.function_table import SCORED
from xlfuncs.functions.apply import read
from xlfuncs.functions.explain import explanation, steps
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.wording import plain, some
from xlfuncs.rules.loader import load
from xlfuncs.rules.model import ChecklistItem
from xlfuncs.scoring.numbers import ONE, WIDE, exact_or_none, is_blank


def score_item(item: Item, rule: str) -> Score:
    """The rule's score of a row; no score where an input is blank or only a person can say.

    Raises
    ------
    XlfuncsError
        An input that is no number, zero, out of range; a rule that does not cover the row.
    """
    name = _function(item, rule)
    if name is None or item.idle:
        return Score(item) if item.criterion is None or item.idle else _by_steps(item)
    score = Score(item, method=name, source=load(rule).function(name).clause)
    score.values = values = _arguments(name, item, rule)
    if any(map(is_blank, values[:2])):
        return score
    if name == "capped_ratio_score":
        values[:2] = of_each(item, *values[:2])
        verdict = (
            deadline(item, *values[:2])
            or below_zero(item, *values[:2])
            or in_range(item, *values[:2])
            or in_any_unit(item, *values[:2])
            or uncounted(*values[:2])
        )
        if verdict:
            return _kept(score, rule, verdict)
    score.readings = of_parts(item, rule, values[-1]) if item.parts else []
    if score.readings:
        return score
    call = read(name, rule, values)
    if call is None:
        return score
    found = readings(item, call, values)
    if item.criterion is not None and any(one.score != call.inputs["points"] for one in found):
        own = _by_steps(item)  # the rule's share of the points is another reading of a miss
        score.readings = own.readings
        return score if own.score is None else own
    result = found[0].score
    if len(found) > 1 or (result is None and name == "capped_ratio_score"):
        score.readings = found
    elif result is not None:
        if call.method.gives == "deduction":
            result = WIDE.subtract(call.inputs["points"], result)
        score.score = float(result)
        score.steps = partial(explained, rule)
    return score


def _kept(score: Score, rule: str, verdict: RowReading) -> Score:
    """A deadline, or a target below 0, that is kept earns all the points; else a person decides."""
    call = read(str(score.method), rule, [ONE, ONE, *score.values[2:3]]) if verdict.score else None
    score.values = ()
    if call:
        result = call.result()
        score.score = float(result)
        gained, source, by = plain(result), score.source, load(rule).id
        said = Both(
            f"{verdict.words.zh}，得满分 {gained} 分。依据：{source}（{by}）",
            f"{verdict.words.en}: full marks, {some(gained, 'point')}. Source: {source} ({by})",
        )
        score.steps = lambda _: said
    elif not verdict.score:
        score.readings = [verdict]
    return score


def _by_steps(item: Item) -> Score:
    """A row scored by the steps or the tiers that its own table states."""
    standard, explained = item.criterion or ("", "")
    points, target = exact_or_none(item.points), parse_target(item.target)
    found = []
    if points is not None:
        found = stepped(standard, explained, points, target) or tiered(standard, explained, points)
    score = Score(item, source=standard if found else "")
    if len(found) > 1:
        score.readings = found
    elif found and found[0].score is not None:
        score.score = float(found[0].score)
        gained = plain(found[0].score)
        said = Both(
            f"按表中评价标准「{standard}」，{explained}，得 {gained} 分",
            f"by the table's own standard “{standard}”, {explained}: {some(gained, 'point')}",
        )
        score.steps = lambda _: said
    return score


def amounts(item: Item) -> tuple[str, list[Any]] | None:
    """The function of a row's rate and the two amounts behind it, where both are given."""
    function = SCORED.get(str(item.function))
    if function is None or not function.rate:
        return None
    pair = [item.inputs.get(argument.name) for argument in SCORED[function.rate].own]
    return None if any(map(is_blank, pair)) else (function.rate, pair)


def rule_item(item: Item, rule: str) -> ChecklistItem | None:
    """The rule's word on a checklist row."""
    return load(rule).items.get(item.name)


def _function(item: Item, rule: str) -> str | None:
    """The row's function; a typed 得分系数 counts where the rule takes it for the share of the points."""
    if not is_blank(item.inputs.get("coefficient")) and _only_tier(rule):
        return "qualitative_score"
    return item.function


@cache
def _only_tier(rule: str) -> str | None:
    """The one tier of a rule that has no other: under it a person types the share of the points, 得分系数."""
    stated = load(rule).functions.get("qualitative_score")
    tiers = stated.number("tiers") if stated else []
    return str(tiers[0]["level"]) if len(tiers) == 1 else None


@cache
def _order(function: str) -> tuple[str, ...]:
    return tuple(argument.name for argument in SCORED[function].own)


def _arguments(name: str, item: Item, rule: str) -> list[Any]:
    """The arguments of the row's function, in order; what the row leaves out is the rule's."""
    stated = load(rule).function(name)
    complete = _COMPLETED.get(stated.method)
    inputs = item.inputs
    if complete or is_blank(inputs.get("points")):
        inputs = dict(inputs)
        points = complete(inputs, item, rule) if complete else None
        if is_blank(inputs.get("points")):
            points = stated.number("points") if points is None else points
            inputs["points"] = points if is_blank(item.points) else item.points
        for key in SCORED[name].stated:
            if is_blank(inputs.get(key)):
                inputs[key] = stated.number(key)
    return [inputs.get(argument) for argument in _order(name)]


def _checklist(inputs: dict[str, Any], item: Item, rule: str) -> Any:
    """The cost of each failed check; the points the rule gives the row."""
    listed = rule_item(item, rule)
    if listed is None:
        raise NotCovered(f"规则 {rule} 没有清单项「{item.name}」| no such checklist item in the rule")
    inputs["per_item"] = listed.per_item.value
    return listed.points.value


def _tier(inputs: dict[str, Any], item: Item, rule: str) -> None:
    """A typed 得分系数 as the share of the points."""
    if is_blank(inputs.get("share")):
        inputs["share"] = inputs.get("coefficient")
    if only := _only_tier(rule):
        inputs["level"] = only


def _deduction(inputs: dict[str, Any], item: Item, rule: str) -> None:
    """The rate, where the amounts behind it are given."""
    if behind := amounts(item):
        call = read(behind[0], rule, behind[1])
        inputs["rate"] = call and call.result()


# What a row does not say itself, by method.
_COMPLETED: dict[str, Callable[[dict[str, Any], Item, str], Any]] = {
    "checklist_score": _checklist,
    "tier_score": _tier,
    "step_deduction": _deduction,
}


def explained(rule: str, score: Score) -> Both:
    """The explanation of a row's score, the rate behind a deduction first."""
    call = read(str(score.method), rule, score.values)
    words = explanation(call) if call else Both("", "")
    behind = amounts(score.item)
    rate = read(behind[0], rule, behind[1]) if behind else None
    return Both.joined([steps(rate), words], Both("；", "; ")) if rate else words
