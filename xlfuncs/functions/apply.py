"""套用规则 — the method a rule names for a public function, applied to cells or to ranges."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from functools import cache, wraps
from operator import ne
from typing import Any, ParamSpec

from xlfuncs.errors import NotCovered, XlfuncsError
from xlfuncs.functions.ranges import is_range
from xlfuncs.rules.loader import load
from xlfuncs.rules.parameters import method_parameters
from xlfuncs.scoring.methods import METHODS, Method
from xlfuncs.scoring.numbers import ONE, ZERO, exact, is_blank

__all__ = ["RowsWarning", "apply", "bound", "points_or_rule", "public"]

P = ParamSpec("P")

# What a rate can be, whatever the rule: a percent typed as a number lies outside.
_FACTS: dict[str, dict[str, Any]] = {
    "carryover_rate": {"ceiling": ONE},
    "carryover_deduction": {"low": ZERO, "high": ONE},
    "variance_deduction": {"low": -ONE, "high": exact(10)},
}
_SHOWN = 5  # bad rows a warning spells out


class RowsWarning(UserWarning):
    """Rows of a range that could not be computed; ``errors`` maps a cell's place in reading order to why."""

    def __init__(self, errors: Mapping[int, XlfuncsError], columns: int = 1) -> None:
        self.errors = errors
        shown = []
        for place, error in sorted(errors.items())[:_SHOWN]:
            row, column = divmod(place, columns)
            where = f"第 {row + 1} 行" + (f"第 {column + 1} 列" if columns > 1 else "")
            shown.append(f"{where}：{str(error).partition(' | ')[0]}")
        more = " 等" if len(errors) > _SHOWN else ""
        super().__init__(
            f"有 {len(errors)} 行不能计算：{'；'.join(shown)}{more} | rows that could not be computed"
        )


@cache
def bound(name: str, rule: str) -> tuple[Method, dict[str, Any]]:
    """The method a rule names for a public function, and the arguments it gives the method.

    Raises
    ------
    UnknownRule, RuleProblem, NotCovered
        No such rule, a broken one, one that does not cover the function.
    """
    function = load(rule).function(name)
    return METHODS[function.method], {**_FACTS.get(name, {}), **method_parameters(function)}


def public(function: Callable[P, Any]) -> Callable[P, Any]:
    """Ranges for people: an array, and a warning for the bad rows. Add-ins take the errors by ``__wrapped__``."""

    @wraps(function)
    def call(*arguments: P.args, **named: P.kwargs) -> Any:
        result = function(*arguments, **named)
        if type(result) is float or result is None or isinstance(result, str):
            return result
        if result.errors:
            shape = result.values.shape
            columns = shape[-1] if len(shape) > 1 else 1
            warnings.warn(RowsWarning(result.errors, columns), stacklevel=2)
        return result.values

    return call


def apply(name: str, rule: str, inputs: Mapping[str, Any], **fixed: Any) -> Any:
    """A function's method on its inputs: a number for cells (None where one is blank), a Column for ranges.

    ``fixed`` are inputs of the method that the function settles itself.
    """
    method, parameters = bound(name, rule)
    values = inputs.values()
    if set(map(type, values)) == {float}:  # the plain cells of a column of formulas: one look at all
        if any(map(ne, values, values)):  # NaN is a blank
            return None
    elif any(map(is_range, values)):
        return method.column({**inputs, **fixed}, parameters)
    elif any(map(is_blank, values)):
        return None
    numbers = {key: exact(value) for key, value in inputs.items()}
    result = method.definition(**numbers, **fixed, **parameters)
    return result if method.gives == "text" else float(result)


def points_or_rule(name: str, rule: str, points: Any) -> Any:
    """The given points; left out (None), the rule's.

    Raises
    ------
    NotCovered
        Left out, and the rule does not state them. [#N/A]
    """
    if points is not None:
        return points
    stated = load(rule).function(name).number("points")
    if stated is None:
        raise NotCovered(f"规则 {rule} 没有规定 {name} 的分值，请给出分值 | points must be given")
    return stated
