"""函数的参数 — which function scores a row, and what the row, or the rule for it, gives that function."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from xlfuncs.errors import NotCovered
from xlfuncs.evaluation.content import Item
from xlfuncs.function_table import SCORED
from xlfuncs.functions.apply import read_cells
from xlfuncs.rules.loader import load
from xlfuncs.rules.model import ChecklistItem
from xlfuncs.scoring.numbers import is_blank


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


def function_of(item: Item, rule: str) -> str | None:
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


def arguments_of(name: str, item: Item, rule: str) -> list[Any]:
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
    """A typed 得分系数 as the share of the points; a level that somebody chose stays, be it of another rule."""
    typed = not is_blank(inputs.get("coefficient"))
    if is_blank(inputs.get("share")):
        inputs["share"] = inputs.get("coefficient")
    if (only := _only_tier(rule)) and (typed or is_blank(inputs.get("level"))):
        inputs["level"] = only


def _deduction(inputs: dict[str, Any], item: Item, rule: str) -> None:
    """The rate, where the amounts behind it are given."""
    if behind := amounts(item):
        call = read_cells(behind[0], rule, *behind[1])
        inputs["rate"] = call and call.result()


# What a row does not say itself, by method.
_COMPLETED: dict[str, Callable[[dict[str, Any], Item, str], Any]] = {
    "checklist_score": _checklist,
    "tier_score": _tier,
    "step_deduction": _deduction,
}
