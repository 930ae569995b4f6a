"""方法表 — the closed set of methods a rule may name, and what each takes.

A rule gives a method its parameters; a table's row gives it its inputs. A new number is an edit of a rule,
a new method is an entry here. An entry shows the definition on exact decimals and the formula for sheets; the kernel
for columns, where there is one, has the same name in `kernels`, not loaded here: numpy costs a scalar call 85 ms. Its
words (steps, readings) stand above, by the method's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from xlfuncs.scoring import formulas
from xlfuncs.scoring.numbers import Rounding
from xlfuncs.scoring.rates import change_rate, rate
from xlfuncs.scoring.ratio import Equal, Inverse, Zero, ratio_score
from xlfuncs.scoring.steps import Partial, checklist_score, step_deduction
from xlfuncs.scoring.tiers import band_label, tier_score

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
    """One method: its definition, what a row brings, what a rule gives, what comes of it, its other faces."""

    definition: Callable[..., Any]
    formula: Callable[..., str]  # of cells, and the parameters
    inputs: Mapping[str, Input]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    gives: Literal["rate", "score", "deduction", "label"] = "score"

    @property
    def name(self) -> str:
        """The name by which a rule calls it."""
        return self.definition.__name__


_ROUNDING = get_args(Rounding)
_RATE = {
    "places": Parameter("whole", required=True),
    "rounding": Parameter("choice", _ROUNDING, required=True),
    "ceiling": Parameter("number"),
}

METHODS: Mapping[str, Method] = {
    "rate": Method(rate, formulas.rate, {"part": "number", "whole": "number"}, _RATE, "rate"),
    "change_rate": Method(
        change_rate, formulas.change_rate, {"base": "number", "current": "number"}, _RATE, "rate"
    ),
    "ratio_score": Method(
        ratio_score,
        formulas.ratio_score,
        {"target": "number", "actual": "number", "points": "number", "direction": "direction"},
        {
            "excess_bands": Parameter("excess bands"),
            "inverse": Parameter("choice", get_args(Inverse)),
            "equal": Parameter("choice", get_args(Equal)),
            "zero": Parameter("choice", get_args(Zero)),
            "rate_places": Parameter("whole"),
            "rate_rounding": Parameter("choice", _ROUNDING),
            "places": Parameter("whole"),
            "rounding": Parameter("choice", _ROUNDING),
        },
    ),
    "step_deduction": Method(
        step_deduction,
        formulas.step_deduction,
        {"baseline": "number", "rate": "number", "points": "number"},
        {
            "step": Parameter("number", required=True),
            "per_step": Parameter("number", required=True),
            "partial": Parameter("choice", get_args(Partial), required=True),
            "low": Parameter("number", required=True),
            "high": Parameter("number", required=True),
        },
        "deduction",
    ),
    "checklist_score": Method(
        checklist_score,
        formulas.checklist_score,
        {"failed": "number", "points": "number", "per_item": "number"},
    ),
    "tier_score": Method(
        tier_score,
        formulas.tier_score,
        {"level": "text", "points": "number", "share": "optional number"},
        {"tiers": Parameter("tiers", required=True), "places": Parameter("whole")},
    ),
    "band_label": Method(
        band_label,
        formulas.band_label,
        {"value": "number"},
        {"bands": Parameter("bands", required=True), "ceiling": Parameter("number", required=True)},
        "label",
    ),
}
