"""方法表 — the closed set of methods a rule may name, and what each takes.

A rule gives a method its parameters; a table's row gives it its inputs. A new number is an edit of a rule,
a new method is a function here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from xlfuncs.scoring.bands import band_label
from xlfuncs.scoring.checklist import checklist_score
from xlfuncs.scoring.rates import change_rate, rate
from xlfuncs.scoring.ratio import ratio_score
from xlfuncs.scoring.steps import step_deduction
from xlfuncs.scoring.tiers import tier_score

if TYPE_CHECKING:
    from xlfuncs.scoring.columns import Column

__all__ = ["METHODS", "Input", "Method", "Parameter"]

Input = Literal["number", "optional number", "direction", "text"]
Kind = Literal["number", "whole", "choice", "excess bands", "bands", "tiers"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method: its kind, its words where it is a choice, whether it must be given."""

    kind: Kind
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Method:
    """One method: its definition, what a row brings, what a rule gives, what comes of it."""

    definition: Callable[..., Any]
    inputs: Mapping[str, Input]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    gives: Literal["number", "text"] = "number"

    def column(self, inputs: Mapping[str, object], parameters: Mapping[str, object]) -> Column:
        """Run the method over ranges that broadcast together: :func:`xlfuncs.scoring.columns.run_column`."""
        from xlfuncs.scoring.columns import run_column  # here, because numpy costs a scalar call 85 ms

        return run_column(self, inputs, parameters)


_ROUNDING = ("half_up", "truncate")
_RATE = {
    "places": Parameter("whole", required=True),
    "rounding": Parameter("choice", _ROUNDING, required=True),
    "ceiling": Parameter("number"),
}

METHODS: Mapping[str, Method] = {
    "rate": Method(rate, {"part": "number", "whole": "number"}, _RATE),
    "change_rate": Method(change_rate, {"base": "number", "current": "number"}, _RATE),
    "ratio_score": Method(
        ratio_score,
        {"target": "number", "actual": "number", "points": "number", "direction": "direction"},
        {
            "excess_bands": Parameter("excess bands"),
            "inverse": Parameter("choice", ("ratio", "linear_to_zero")),
            "equal": Parameter("choice", ("exact", "ratio")),
            "rate_places": Parameter("whole"),
            "rate_rounding": Parameter("choice", _ROUNDING),
            "places": Parameter("whole"),
            "rounding": Parameter("choice", _ROUNDING),
        },
    ),
    "step_deduction": Method(
        step_deduction,
        {"baseline": "number", "rate": "number", "points": "number"},
        {
            "step": Parameter("number", required=True),
            "per_step": Parameter("number", required=True),
            "partial": Parameter("choice", ("ignored", "proportional", "whole"), required=True),
            "low": Parameter("number", required=True),
            "high": Parameter("number", required=True),
        },
    ),
    "checklist_score": Method(
        checklist_score, {"failed": "number", "points": "number", "per_item": "number"}
    ),
    "tier_score": Method(
        tier_score,
        {"level": "text", "points": "number", "share": "optional number"},
        {"tiers": Parameter("tiers", required=True), "places": Parameter("whole")},
    ),
    "band_label": Method(
        band_label,
        {"value": "number"},
        {"bands": Parameter("bands", required=True), "ceiling": Parameter("number", required=True)},
        gives="text",
    ),
}
