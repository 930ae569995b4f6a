"""完成率的核对 — a rate that somebody worked out of a result and its target: in a column of its own, or behind the result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.result import Score
from xlfuncs.functions.comparable import if_comparable
from xlfuncs.functions.remarks import with_rate
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.wording import percent, plain
from xlfuncs.scoring.numbers import ONE, WIDE, cents, exact_or_none, is_blank, is_rounding

_PLACES = 2  # of a rate: 100% is a fraction of two


def check(score: Score) -> Sequence[Finding]:
    """What is said of it where the two figures give another one."""
    item = score.item
    if item.completion is item.deviation is None and item.function is not None:
        return ()  # most rows of a table
    beside = () if is_blank(item.deviation) else (*_beside(item, "deviation"),)
    if is_blank(item.completion):
        return beside or (() if item.function is not None else (*_behind(item),))
    return (*_beside(item, "completion"), *beside)


def _beside(item: Item, key: Literal["completion", "deviation"]) -> Iterator[Finding]:
    """The rate of completion, or by what part the result is above or below the target, with a sign or without."""
    value, kept = getattr(item, key), ONE
    typed, rates = typed_rates(value), _rates(item)
    if key == "deviation":
        typed, kept = [*map(abs, typed)], Decimal()
        rates = [*(rate - ONE for rate in rates), *_in_points(item)]
    if not typed or not rates or any(one == kept < rate for one in typed for rate in rates):
        return
    if not any(is_rounding(one, abs(rate), _PLACES) for one in typed for rate in rates):
        said = value if isinstance(value, str) else f"{value:.15g}"
        told = {"typed": said.strip(), "rate": " 或 ".join(dict.fromkeys(map(percent, rates)))}
        yield item.finding("rate-differs", key, case=key, severity="warning", found=value, **told)


def _in_points(item: Item) -> list[Decimal]:
    """The difference of two percentages in points: 2 of 92% under 90%."""
    target, actual = parse_target(item.target), parse_target(item.actual)
    if target.kind == actual.kind == "percent" and target.number is not None and actual.number is not None:
        return [(actual.number - target.number).scaleb(-2)]
    return []


def _behind(item: Item) -> Iterator[Finding]:
    """Of 190场（90%） under a target of 200场."""
    if found := with_rate(item.target, item.actual):
        alone, said, own = found
        told = {
            "typed": f"{plain(said)}%",
            "result": alone,
            "rate": percent(own.scaleb(-2)),
            "case": "behind",
        }
        yield item.finding("rate-differs", "actual", severity="warning", found=item.actual, **told)


def by_completion(item: Item) -> Decimal | None:
    """What the typed rate, or 得分系数, earns where it is that of its figures, rounded: 66.7% for 2 of 3."""
    points = exact_or_none(item.points)
    said = item.inputs.get("coefficient") if is_blank(item.completion) else item.completion
    if is_blank(said) or points is None or item.function != "capped_ratio_score":
        return None
    rates = _rates(item)
    fits = (one for one in typed_rates(said) if any(is_rounding(one, rate, _PLACES) for rate in rates))
    typed = next(fits, ONE)
    return None if typed >= ONE else cents(WIDE.multiply(typed, points))


def is_share(item: Item, entered: Decimal) -> bool:
    """Whether an execution rate that reached its target, ≥95%, was given its share of the points all the same."""
    points = exact_or_none(item.points)
    if points is None or "执行率" not in item.name:
        return False
    return entered in [cents(WIDE.multiply(one, points)) for one in typed_rates(item.actual) if one < ONE]


def typed_rates(value: object) -> list[Decimal]:
    """What a typed rate may be: 0.95 and 95 are the same where it is not said that they are percent.

    >>> typed_rates("95%"), typed_rates(95.0), typed_rates("约95%")
    ([Decimal('0.95')], [Decimal('95'), Decimal('0.95')], [])
    """
    said = parse_target(value)
    if said.number is None or said.operator != "none" or said.unit not in (None, "%"):
        return []
    return [said.number.scaleb(-2)] if said.unit == "%" else [said.number, said.number.scaleb(-2)]


def _rates(item: Item) -> list[Decimal]:
    """The result as a part of the target, and the target of the result where less may be better; none where they have none."""
    target, actual = (item.inputs.get(key, getattr(item, key)) for key in ("target", "actual"))
    pair = if_comparable(target, actual)
    if pair is None or min(pair) <= 0:
        return []
    wanted, reached = pair
    direction = parse_target(target).direction or item.inputs.get("direction")
    upward = direction in ("positive", "正向") or (direction is None and not item.words.both_ways)
    rate = WIDE.divide(reached, wanted)
    return [rate] if upward else [rate, WIDE.divide(wanted, reached)]
