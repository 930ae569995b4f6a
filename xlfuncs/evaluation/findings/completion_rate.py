"""完成率的核对 — a rate that somebody worked out of a result and its target: in a column of its own, or behind the result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.content import Item, Score
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.functions.comparable import comparable, with_rate
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.wording import percent, plain
from xlfuncs.scoring.numbers import ONE, WIDE, cents, exact_or_none, is_blank

_FINEST = Decimal("0.000001")  # a rate worked out by a formula is a float


def check(score: Score, rule: str) -> Sequence[Finding]:
    """What is said of it where the two figures give another one."""
    item = score.item
    if is_blank(item.completion):
        return () if item.function is not None else (*_behind(item),)
    return (*_beside(item),)


def _beside(item: Item) -> Iterator[Finding]:
    typed, rates = _typed(item), _rates(item)
    if typed and rates and not any(_same(one, rate) or one == ONE < rate for one in typed for rate in rates):
        said = item.completion if isinstance(item.completion, str) else f"{item.completion:.15g}"
        told = {"typed": said.strip(), "rate": " 或 ".join(dict.fromkeys(map(percent, rates)))}
        yield item.finding(
            "rate-differs", "completion", case="completion", severity="warning", found=item.completion, **told
        )


def _behind(item: Item) -> Iterator[Finding]:
    """Of 190场（90%） under a target of 200场."""
    if found := with_rate(item.target, item.actual):
        alone, said, own = found
        told = {"typed": f"{plain(said)}%", "result": alone, "rate": percent(own.scaleb(-2))}
        yield item.finding(
            "rate-differs", "actual", case="behind", severity="warning", found=item.actual, **told
        )


def by_completion(item: Item) -> Decimal | None:
    """What the typed rate earns where it is that of its figures, rounded: 66.7% for 2 of 3."""
    points = exact_or_none(item.points)
    if is_blank(item.completion) or points is None or item.function != "capped_ratio_score":
        return None
    rates = _rates(item)
    typed = next((one for one in _typed(item) if any(_same(one, rate) for rate in rates)), ONE)
    return None if typed >= ONE else cents(WIDE.multiply(typed, points))


def _typed(item: Item) -> list[Decimal]:
    """What the typed rate may be: 0.95 and 95 are the same where it is not said that they are percent."""
    said = parse_target(item.completion)
    if said.number is None or said.operator != "none" or said.unit not in (None, "%"):
        return []
    return [said.number.scaleb(-2)] if said.unit == "%" else [said.number, said.number.scaleb(-2)]


def _rates(item: Item) -> list[Decimal]:
    """The result as a part of the target, and the target of the result where less may be better; none where they have none."""
    target, actual = (item.inputs.get(key, getattr(item, key)) for key in ("target", "actual"))
    try:
        wanted, reached = comparable(target, actual)
    except NotANumber:
        return []
    if wanted <= 0 or reached <= 0:
        return []
    direction = parse_target(target).direction or item.inputs.get("direction")
    upward = direction in ("positive", "正向") or (direction is None and not item.words.both_ways)
    rate = WIDE.divide(reached, wanted)
    return [rate] if upward else [rate, WIDE.divide(wanted, reached)]


def _same(typed: Decimal, rate: Decimal) -> bool:
    """Whether the one is the other, rounded or cut at its last digit."""
    last = max(Decimal(1).scaleb(int(typed.normalize().as_tuple().exponent)), _FINEST)
    return abs(rate - typed) < min(last, Decimal("0.01"))
