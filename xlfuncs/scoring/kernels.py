"""列运算 — the block kernels of the plain methods; that of ``ratio_score`` has its own module.

Each has the name of its method and builds, from the definition's parameters, a function of one block of rows: it fills
``out`` and says which rows it decided. It leaves to the definition what is bad or too close to call.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from xlfuncs.scoring.blocks import (
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
from xlfuncs.scoring.ratio_kernel import ratio_score as ratio_score
from xlfuncs.scoring.steps import Partial

MICRO = 1e6  # rates, steps and points of up to six decimals become integers


def rate(*, places: int, rounding: Rounding, ceiling: Decimal | None = None) -> Block:
    """Part ÷ whole."""
    return _rated(places, rounding, ceiling)


def change_rate(*, places: int, rounding: Rounding, ceiling: Decimal | None = None) -> Block:
    """(current − base) ÷ base, rounded as a size and given its sign."""
    rated = _rated(places, rounding, ceiling, less=1.0)
    return lambda base, current, out: rated(current, base, out)


def _rated(places: int, rounding: Rounding, ceiling: Decimal | None, less: float = 0.0) -> Block:
    """(part − less × whole) ÷ whole."""
    unit = 10.0**places
    truncate = truncates(places, rounding)
    most = np.inf if ceiling is None else float(ceiling)

    def block(part: Floats, whole: Floats, out: Floats) -> Mask:
        valid = (part >= 0.0) & (whole > 0.0) & (whole < np.inf)
        value = part / whole
        error = (value + less if less else value) * (unit * SLACK)  # of both terms of a difference
        if less:
            value -= less
            np.abs(value, out=value)
        value *= unit
        sure = nearest(value, error, truncate, out)
        rows = np.flatnonzero(valid & ~sure)
        if rows.size:  # amounts with two decimals, exact
            tops, exact_tops = on_grid(part[rows], FEN)
            bottoms, exact_bottoms = on_grid(whole[rows], FEN)
            out[rows], fits = round_quotient(np.abs(tops - less * bottoms) * unit, bottoms, truncate)
            sure[rows] = exact_tops & exact_bottoms & fits
        out /= unit
        if less:
            np.copysign(out, part - whole, out=out)
            out += 0.0  # never −0
        return sure & valid & (out <= most)

    return block


def step_deduction(
    *, step: Decimal, per_step: Decimal, partial: Partial, low: Decimal, high: Decimal
) -> Block:
    """Points lost by steps, in integers of a millionth: rates mostly lie on a step's edge or far from it."""
    (width, cost), exact = on_grid(np.array([step, per_step], dtype=float), MICRO)
    if not exact.all() or width <= 0.0 or cost < 0.0:
        return _undecided

    def block(baseline: Floats, rate: Floats, points: Floats, out: Floats) -> Mask:
        sure: Mask = (baseline >= float(low)) & (baseline <= float(high)) & (points >= 0.0)
        sure &= (rate >= float(low)) & (rate <= float(high))
        start, exact = on_grid(baseline, MICRO)
        sure &= exact
        end, exact = on_grid(rate, MICRO)
        sure &= exact
        most, exact = on_grid(points, MICRO)
        sure &= exact
        excess = np.maximum(end - start, 0.0)
        if partial == "proportional":
            lost, exact = round_quotient(excess * cost, width * 1e4, truncate=False)
            lost *= 1e4
        else:
            ceiling = width - 1.0 if partial == "whole" else 0.0
            count, exact = round_quotient(excess + ceiling, width, truncate=True)
            lost = count * cost
        sure &= exact & (lost < 1e15)
        np.divide(np.minimum(lost, most), MICRO, out=out)
        return sure

    return block


def checklist_score() -> Block:
    """Points − failed × per_item, in integers of a millionth."""

    def block(failed: Floats, points: Floats, per_item: Floats, out: Floats) -> Mask:
        sure: Mask = (failed >= 0.0) & (failed == np.rint(failed)) & (points >= 0.0) & (per_item >= 0.0)
        most, exact = on_grid(points, MICRO)
        sure &= exact
        cost, exact = on_grid(per_item, MICRO)
        lost = failed * cost
        sure &= exact & (lost < 1e15)
        np.divide(np.maximum(most - lost, 0.0), MICRO, out=out)
        return sure

    return block


def _undecided(*inputs: Floats, out: Floats) -> Mask:
    return np.zeros(out.size, dtype=np.bool_)
