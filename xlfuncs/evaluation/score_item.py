"""逐项评分 — what the rule gives for one row, with its method, steps and source."""

from __future__ import annotations

from typing import Any

from xlfuncs.errors import NotCovered
from xlfuncs.evaluation import functions
from xlfuncs.evaluation.content import Item, Score
from xlfuncs.evaluation.explain import explain
from xlfuncs.rules.loader import load
from xlfuncs.rules.model import Item as RuleItem
from xlfuncs.scoring.numbers import WIDE, exact, is_blank

__all__ = ["arguments", "rule_item", "score_item"]

_ORDER: dict[str, tuple[str, ...]] = {
    "execution_rate_score": ("budget", "executed", "points"),
    "capped_ratio_score": ("target", "actual", "points", "direction"),
    "qualitative_score": ("level", "points", "share"),
    "checklist_score": ("failed", "points", "per_item"),
    "carryover_deduction": ("previous_rate", "rate", "points"),
    "variance_deduction": ("average_rate", "rate", "points"),
}
# A deduction's rate, where the amounts behind it are given.
_RATES = {
    "carryover_deduction": ("carryover_rate", "budget", "carryover"),
    "variance_deduction": ("variance_rate", "initial_budget", "final_accounts"),
}


def score_item(item: Item, rule: str) -> Score:
    """The rule's score of a row; no score where an input is blank or only a person can say.

    Raises
    ------
    XlfuncsError
        An input that is no number, zero, out of range; a rule that does not cover the row.
    """
    if item.function is None:
        return Score(item)
    values = arguments(item, rule)
    function = getattr(functions, item.function)
    if any(is_blank(value) for value in values[:2]):
        return Score(item, method=item.function)
    result = function(*values, rule=rule)
    source = load(rule).function(item.function).clause
    if result is None:
        return Score(item, method=item.function, source=source)
    steps = explain(item.function, *values, rule)
    if item.function in _RATES:
        result = float(WIDE.subtract(exact(values[2]), exact(result)))
        amounts = _amounts(item)
        if amounts:
            steps = f"{explain(_RATES[item.function][0], *amounts, rule).partition('。依据')[0]}；{steps}"
    return Score(item, score=result, method=item.function, explanation=steps, source=source)


def arguments(item: Item, rule: str) -> list[Any]:
    """The arguments of the row's function, in order; what the row leaves out is the rule's."""
    function = str(item.function)
    given = dict(item.inputs)
    if function == "checklist_score":
        listed = rule_item(item, rule)
        if listed is None:
            raise NotCovered(f"规则 {rule} 没有清单项「{item.name}」| no such checklist item in the rule")
        if is_blank(given.get("points")):
            given["points"] = listed.points.value
        given["per_item"] = listed.per_item.value
    elif is_blank(given.get("points")):
        given["points"] = load(rule).function(function).number("points")
    amounts = _amounts(item)
    if amounts:
        given["rate"] = getattr(functions, _RATES[function][0])(*amounts, rule=rule)
    if function == "variance_deduction" and is_blank(given.get("average_rate")):
        given["average_rate"] = load(rule).function(function).number("average_rate")
    return [given.get(name) for name in _ORDER[function]]


def rule_item(item: Item, rule: str) -> RuleItem | None:
    """The rule's word on a checklist row."""
    return load(rule).items.get(item.name)


def _amounts(item: Item) -> tuple[Any, Any] | None:
    """The two amounts behind a deduction's rate, where both are given."""
    if item.function not in _RATES:
        return None
    _, whole, part = _RATES[item.function]
    pair = item.inputs.get(whole), item.inputs.get(part)
    return None if is_blank(pair[0]) or is_blank(pair[1]) else pair
