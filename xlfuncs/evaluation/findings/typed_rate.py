"""率的核对 — a typed rate against the amounts behind it, and what truncating the rate does to a score."""

from __future__ import annotations

from decimal import Decimal

from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.content import Finding, Item, Score
from xlfuncs.evaluation.score_item import amounts
from xlfuncs.functions import public as functions
from xlfuncs.functions.apply import bound
from xlfuncs.functions.wording import ROUNDINGS, percent, plain
from xlfuncs.scoring.numbers import ONE, WIDE, exact, exact_or_none, round_to

__all__ = ["truncated_rate", "typed_rate"]

_LEAST_PLACES = 2  # 100% is a fraction of two places


def truncated_rate(score: Score, rule: str) -> list[Finding]:
    """A note where the rule truncates the rate and that changes the score: people argue about the last digit."""
    item = score.item
    if item.function != "execution_rate_score":
        return []
    method, parameters = bound(item.function, rule)
    if parameters.get("rate_rounding") != "truncate":
        return []
    budget, executed, points = map(exact, score.values)
    exactly = {**parameters, "rate_places": None, "rate_rounding": None}
    kept, other = (
        method.definition(budget, executed, points, direction="positive", **way)
        for way in (parameters, exactly)
    )
    if kept == other:
        return []
    rate = WIDE.divide(executed, budget)
    cut = round_to(rate, parameters["rate_places"], "truncate")
    message = (
        f"预算执行率 {percent(rate)} 截断为 {percent(cut)}，得 {plain(kept)} 分；"
        f"用未取位的率为 {plain(other)} 分 | the rate is truncated"
    )
    entered = exact_or_none(item.entered)
    found = None if entered is None else float(entered)
    return [Finding("rate-truncated", "info", item.place("score"), item.name, found, float(kept), message)]


def typed_rate(item: Item, rule: str) -> list[Finding]:
    """A rate that its amounts do not give: a note where only the last digit differs, else an error."""
    if item.function == "execution_rate_score":
        name, pair = "execution_rate", [item.inputs.get("budget"), item.inputs.get("executed")]
        key = "published_rate"
    elif behind := amounts(item):
        (name, pair), key = behind, "rate"
    else:
        return []
    try:
        typed = exact(item.inputs.get(key))
        expected = exact(getattr(functions, name)(*pair, rule=rule))
    except XlfuncsError:
        return []  # no rate there, or none by the rule
    if typed == expected:
        return []
    base, current = map(exact, pair)
    rate = WIDE.divide(current, base)
    rate = WIDE.subtract(rate, ONE) if name == "variance_rate" else rate
    cell = item.place(key, "score")
    says = f"「{item.name}」的率填 {percent(typed)}，按金额为 {percent(rate)}"
    if words := _rounding(typed, rate):
        message = f"{says}，是{words}的；按规则取 {percent(expected)}，只差末位 | last digit of a rate"
        return [Finding("rate-rounding", "info", cell, item.name, float(typed), float(expected), message)]
    message = f"{says}，应填 {percent(expected)} | rate differs from its amounts"
    return [Finding("rate-differs", "error", cell, item.name, float(typed), float(expected), message)]


def _rounding(typed: Decimal, rate: Decimal) -> str | None:
    """How the rate becomes the typed one at as many places as were typed."""
    places = max(-int(typed.normalize().as_tuple().exponent), _LEAST_PLACES)
    for rounding, words in ROUNDINGS.items():
        if places <= 15 and round_to(rate, places, rounding) == typed:  # type: ignore[arg-type]
            return words
    return None
