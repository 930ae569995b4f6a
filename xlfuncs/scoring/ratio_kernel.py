"""比值得分的列运算 — :func:`xlfuncs.scoring.ratio.ratio_score` over blocks of rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from xlfuncs.scoring.blocks import (
    BLOCK,
    FEN,
    SLACK,
    Block,
    Floats,
    Mask,
    nearest,
    on_grid,
    round_quotient,
    truncates,
)
from xlfuncs.scoring.numbers import Rounding
from xlfuncs.scoring.ratio import Equal, Inverse, Zero


def ratio_score(
    *,
    excess_bands: Sequence[tuple[Decimal, Decimal]] = (),
    inverse: Inverse = "ratio",
    equal: Equal | None = None,
    zero: Zero = "full",
    rate_places: int | None = None,
    rate_rounding: Rounding | None = None,
    places: int = 2,
    rounding: Rounding = "half_up",
) -> Block:
    """The block kernel for one set of parameters; directions come as codes: 1 positive, −1 negative, 0 equal.

    An "equal" row is decided where it scores as a positive one, else it is left to the definition, as is a
    target of 0.
    """
    unit = 10.0**places
    truncate = truncates(places, rounding)
    rate_unit = 1.0 if rate_places is None else 10.0**rate_places
    rate_truncate = rate_places is not None and truncates(rate_places, rate_rounding)
    bands = [(1.0 + float(start), 1.0 - float(share)) for start, share in excess_bands]
    first = min((edge for edge, _ in bands), default=np.inf)
    buffers = np.empty((3, BLOCK))
    no_rate = np.zeros(BLOCK, dtype=np.bool_)

    def block(target: Floats, actual: Floats, points: Floats, direction: Floats, out: Floats) -> Mask:
        ratio, score, room = buffers[:, : out.size]
        sign = np.where(direction == 0.0, 1.0, direction) if equal == "ratio" else direction
        np.minimum(target, actual, out=ratio)
        np.maximum(target, actual, out=score)
        sure: Mask = score < np.inf
        sure &= target > 0.0
        sure &= actual >= 0.0
        sure &= points >= 0.0
        sure &= np.abs(sign) == 1.0
        settled = sure.copy()  # the rows integers may decide if floats do not
        ratio /= score  # at most 1, whichever is on top: only a row that misses its target keeps it
        np.subtract(actual, target, out=score)
        score *= sign
        met = score >= 0.0  # then so do the decimals: reading at 15 digits keeps the order
        np.multiply(points, unit, out=room)  # the most a row can earn, in units of the last place

        rows = np.flatnonzero((ratio <= (1.0 + SLACK) / first) & met)
        if rows.size:
            rows = rows[direction[rows] > 0.0]
            room[rows] *= kept(1.0 / ratio[rows])
            settled[rows] = False
        if inverse == "linear_to_zero":
            np.copyto(ratio, np.maximum(2.0 - actual / target, 0.0), where=sign < 0.0)
        known = no_rate[: out.size]  # rows whose rounded ratio floats have decided
        if rate_places is not None:
            ratio *= rate_unit
            known = met | nearest(ratio, np.full(out.size, rate_unit * SLACK), rate_truncate, out)
            sure &= known
            np.copyto(ratio, out)
        np.copyto(ratio, rate_unit, where=met)

        np.multiply(ratio, room, out=score)
        if rate_places is not None:
            score /= rate_unit
        room *= SLACK
        sure &= nearest(score, room, truncate, out)
        settled &= ~sure
        rows = np.flatnonzero(settled)
        if rows.size:
            out[rows], sure[rows] = by_integers(
                target[rows], actual[rows], points[rows], sign[rows], ratio[rows], known[rows]
            )
        out /= unit
        return sure

    def kept(excess: Floats) -> Floats:
        """The share of the points over-achievement leaves; NaN, so undecided, next to a band's edge."""
        share = np.ones(excess.size)
        for edge, left in bands:
            share[excess >= edge] = left
            share[np.abs(excess - edge) <= SLACK * edge] = np.nan
        return share

    def by_integers(
        target: Floats, actual: Floats, points: Floats, sign: Floats, rate: Floats, known: Mask
    ) -> tuple[Floats, Mask]:
        """The same for short decimals, exact: in integers throughout."""
        target, sure = on_grid(target, FEN)
        actual, exact = on_grid(actual, FEN)
        sure &= exact
        reached, of = np.minimum(target, actual), np.maximum(target, actual)
        if inverse == "linear_to_zero":
            reached = np.where(sign < 0.0, np.maximum(2.0 * target - actual, 0.0), reached)
            of = np.where(sign < 0.0, target, of)
        met = (actual - target) * sign >= 0.0
        reached[met] = of[met] = 1.0
        if rate_places is not None:
            reached, exact = round_quotient(reached * rate_unit, of, rate_truncate)
            sure = sure & exact | known
            reached, of = np.where(known, rate, reached), np.full(of.size, rate_unit)
        points, exact = on_grid(points, unit)
        sure &= exact
        score, exact = round_quotient(reached * points, of, truncate)
        return score, sure & exact

    return block
