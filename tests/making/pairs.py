"""Pairs of amounts that are hard to score: on a step, a tie, a truncation edge or a band edge, a cent beside it.

A pair is whole and part: target and actual, budget and executed. In `Maker`s both are whole cents.
"""

from __future__ import annotations

import random
from collections.abc import Callable

Pair = tuple[float | None, float | None]
Numbers = Callable[[random.Random, float | None], Pair]  # by the points of the row
Maker = Callable[[random.Random, int], tuple[int, int]]

MOST = 10**12  # cents: amounts up to 1e10 with 2 decimals


def _step(chance: random.Random, points: int) -> tuple[int, int]:
    """part ÷ whole is a whole number of basis points."""
    size = chance.randint(1, 10 ** chance.randint(0, 8))
    return 10_000 * size, chance.randint(0, 12_000) * size


def _rate_tie(chance: random.Random, points: int) -> tuple[int, int]:
    """part ÷ whole lies halfway between two basis points."""
    size = chance.randint(1, 10 ** chance.randint(0, 7))
    return 20_000 * size, (2 * chance.randint(0, 10_000) + 1) * size


def _score_tie(chance: random.Random, points: int) -> tuple[int, int]:
    """part ÷ whole × points lies halfway between two cents of a point."""
    points = points or 100
    size = chance.randint(1, 10 ** chance.randint(0, 8))
    return 2 * points * size, (2 * chance.randrange(points) + 1) * size


def _band(chance: random.Random, points: int) -> tuple[int, int]:
    """Reached exactly, twice, or over-achieved by exactly 200, 300, 500 %."""
    whole = chance.randint(1, 10 ** chance.randint(1, 11))
    return whole, whole * chance.choice((1, 2, 3, 4, 6))


def _ordinary(chance: random.Random, points: int) -> tuple[int, int]:
    whole = round(10 ** chance.uniform(1, 12))
    return whole, round(whole * chance.lognormvariate(0, 0.4))


def _over(chance: random.Random, points: int) -> tuple[int, int]:
    whole = round(10 ** chance.uniform(1, 11))
    return whole, round(whole * chance.uniform(1, 9))


def _zero(chance: random.Random, points: int) -> tuple[int, int]:
    return chance.choice(((0, 0), (0, 500), (500, 0), (1, 1)))


EDGES: tuple[Maker, ...] = (_step, _rate_tie, _score_tie, _band)


def edge(chance: random.Random, points: float | None) -> Pair:
    """A pair on an edge, or a cent to either side of it."""
    whole, part = chance.choice(EDGES)(chance, round((points or 0) * 100))
    return whole / 100, max(part + chance.choice((-1, 0, 0, 1)), 0) / 100


def plain(chance: random.Random, points: float | None) -> Pair:
    if chance.random() < 0.1:  # rates and other small figures, with more decimals
        whole = chance.randint(1, 10**7)
        return whole / 10**6, round(whole * chance.lognormvariate(0, 0.3)) / 10**6
    whole, part = chance.choice((_ordinary, _ordinary, _over))(chance, 0)
    return whole / 100, min(part, 9 * MOST) / 100


def odd(chance: random.Random, points: float | None) -> Pair:
    """What goes wrong: zeros, blanks, negative amounts."""
    whole, part = plain(chance, points)
    zero_whole, zero_part = (cents / 100 for cents in _zero(chance, 0))
    blank: tuple[Pair, ...] = (None, None), (None, part), (whole, None)
    return chance.choice(((zero_whole, zero_part), *blank, (whole, -1.5), (-0.01, part), (whole, part)))
