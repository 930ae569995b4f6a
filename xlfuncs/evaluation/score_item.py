"""逐项评分 — what the rule gives for one row, with its method, steps and source."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from xlfuncs.errors import NotCovered
from xlfuncs.evaluation.content import Item, Score
from xlfuncs.function_table import TABLE
from xlfuncs.functions import public as functions
from xlfuncs.functions.explain import explanation, steps
from xlfuncs.rules.loader import load
from xlfuncs.rules.model import Item as RuleItem
from xlfuncs.scoring.numbers import WIDE, exact, is_blank

__all__ = ["amounts", "explained", "rule_item", "score_item"]

# A deduction's rate, and the amounts behind it.
_RATES = {
    "carryover_deduction": ("carryover_rate", "budget", "carryover"),
    "variance_deduction": ("variance_rate", "initial_budget", "final_accounts"),
}
_COEFFICIENT = "得分系数"  # the one tier of a rule under which a person types the share of the points


def score_item(item: Item, rule: str) -> Score:
    """The rule's score of a row; no score where an input is blank or only a person can say.

    Raises
    ------
    XlfuncsError
        An input that is no number, zero, out of range; a rule that does not cover the row.
    """
    name = _function(item, rule)
    if name is None:
        return Score(item)
    score = Score(item, method=name, source=load(rule).function(name).clause)
    score.values = values = _arguments(name, item, rule)
    if any(map(is_blank, values[:2])):
        return score
    result = getattr(functions, name)(*values, rule=rule)
    if result is not None:
        score.score = float(WIDE.subtract(exact(values[2]), exact(result))) if name in _RATES else result
        score.steps = partial(explained, rule)
    return score


def amounts(item: Item) -> tuple[str, list[Any]] | None:
    """The function of a row's rate and the two amounts behind it, where both are given."""
    if item.function not in _RATES:
        return None
    rate, *names = _RATES[item.function]
    pair = [item.inputs.get(name) for name in names]
    return None if any(map(is_blank, pair)) else (rate, pair)


def rule_item(item: Item, rule: str) -> RuleItem | None:
    """The rule's word on a checklist row."""
    return load(rule).items.get(item.name)


def _function(item: Item, rule: str) -> str | None:
    """The row's function; a typed 得分系数 counts where the rule takes it for the share of the points."""
    if not is_blank(item.inputs.get("coefficient")) and _takes_coefficient(rule):
        return "qualitative_score"
    return item.function


@cache
def _takes_coefficient(rule: str) -> bool:
    stated = load(rule).functions.get("qualitative_score")
    return stated is not None and any(tier["level"] == _COEFFICIENT for tier in stated.number("tiers"))


@cache
def _order(function: str) -> tuple[str, ...]:
    return tuple(argument.name for argument in TABLE[function].arguments if argument.name != "rule")


def _arguments(name: str, item: Item, rule: str) -> list[Any]:
    """The arguments of the row's function, in order; what the row leaves out is the rule's."""
    given = item.inputs
    if is_blank(given.get("points")) or name in _COMPLETED:
        given = dict(given)
        _complete(name, given, item, rule)
    return [given.get(argument) for argument in _order(name)]


_COMPLETED = ("checklist_score", "qualitative_score", *_RATES)


def _complete(name: str, given: dict[str, Any], item: Item, rule: str) -> None:
    stated = load(rule).function(name).number
    if name == "checklist_score":
        listed = rule_item(item, rule)
        if listed is None:
            raise NotCovered(f"规则 {rule} 没有清单项「{item.name}」| no such checklist item in the rule")
        given["per_item"] = listed.per_item.value
        points = listed.points.value
    else:
        points = stated("points")
    if is_blank(given.get("points")):
        given["points"] = points if is_blank(item.points) else item.points
    if name == "qualitative_score":
        if is_blank(given.get("share")):
            given["share"] = given.get("coefficient")
        if _takes_coefficient(rule):
            given["level"] = _COEFFICIENT
    if behind := amounts(item):
        rate, pair = behind
        given["rate"] = getattr(functions, rate)(*pair, rule=rule)
    if name == "variance_deduction" and is_blank(given.get("average_rate")):
        given["average_rate"] = stated("average_rate")


def explained(rule: str, score: Score) -> str:
    """The explanation of a row's score, the rate behind a deduction first."""
    text = explanation(str(score.method), score.values, rule)
    behind = amounts(score.item)
    return f"{steps(*behind, rule)}；{text}" if behind else text
