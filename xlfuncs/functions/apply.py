"""套用规则 — the method a rule names for a public function: on exact numbers, on cells, on ranges.

`read` is the inner door: arguments are read once, and a `Call` gives exact results. Scores of a table, explanations
and other readings of a rule come through it. `apply` is the outer door, that of the public functions: floats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

from xlfuncs.errors import NotANumber, NotCovered
from xlfuncs.function_table import SCORED
from xlfuncs.functions.directions import column_words, numeric, read_direction
from xlfuncs.functions.ranges import by_rows, has_text, is_range
from xlfuncs.rules.loader import load
from xlfuncs.rules.parameters import method_parameters
from xlfuncs.scoring.methods import METHODS, Method
from xlfuncs.scoring.numbers import exact, is_blank


class Call(NamedTuple):
    """A function with its arguments read: what its method takes, as exact numbers and words."""

    function: str
    rule: str
    method: Method
    inputs: Mapping[str, Any]
    parameters: Mapping[str, Any]

    @property
    def met(self) -> bool:
        """Whether the actual earns what its target does; reckoned only where a doubt hangs on it."""
        return bool(self.result() == self.result(actual=self.inputs["target"]))

    def result(self, **other: Any) -> Any:
        """The exact result; ``other`` inputs or parameters take the place of the call's own.

        >>> call = read("execution_rate_score", "beijing-2022", [291435.79, 251145.17, 20])
        >>> call.result(), call.result(rate_places=None), call.result(actual=call.inputs["target"])
        (Decimal('17.23'), Decimal('17.24'), Decimal('20.00'))
        """
        return self.method.definition(**{**self.inputs, **self.parameters, **other})


@cache
def bound(name: str, rule: str) -> tuple[Method, dict[str, Any]]:
    """The method a rule names for a public function, and the parameters it gives the method.

    UnknownRule, RuleProblem, NotCovered for no such rule, a broken one, one that does not cover the function.
    """
    function = load(rule).function(name)
    method = METHODS[function.method]
    facts = {key: fact for key, fact in SCORED[name].facts.items() if key in method.parameters}
    return method, {**facts, **method_parameters(function)}


class _Arguments(NamedTuple):
    """A function's arguments as its method takes them."""

    keys: tuple[str, ...]  # the method's names for them
    needed: tuple[int, ...]  # places of those without which there is no result
    points: int | None  # the place of points that a rule may state
    readers: tuple[tuple[str, Callable[[Any], Any]], ...]  # of all but target, actual and direction
    settled: Mapping[str, Any]  # what the function settles itself, or a cell may leave open


@cache
def _arguments(name: str) -> _Arguments:
    function = SCORED[name]
    keys, inputs = function.keys, METHODS[function.methods[0]].inputs
    needed = [place for place, one in enumerate(function.own) if one.stated or not one.optional]
    directed = ("target", "actual", "direction") if "direction" in keys else ()
    points = keys.index("points") if "points" in function.stated else None
    readers = tuple((key, _READERS[inputs[key]]) for key in keys if key not in directed)
    facts = {key: fact for key, fact in function.facts.items() if key in inputs}
    return _Arguments(keys, tuple(needed), points, readers, {"direction": "positive"} if directed else facts)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "number": exact,
    "optional number": lambda value: None if is_blank(value) else exact(value),
    "text": lambda value: str(value).strip(),
}


def read(name: str, rule: str, values: Sequence[Any]) -> Call | None:
    """A function's arguments (in order, without the rule), read for its method; None where one is blank.

    A direction that is 定性 is a blank too: a person decides. Points left out (None) are the rule's. XlfuncsError for a value
    that cannot be read, and a rule that does not cover the function.
    """
    keys, needed, points, readers, settled = _arguments(name)
    values = (*values, *[None] * (len(keys) - len(values)))
    if points is not None and values[points] is None:
        values = (*_with_points(name, rule, values, points),)
    for place in needed:
        if is_blank(values[place]):
            return None
    method, parameters = bound(name, rule)
    inputs = {**settled, **dict(zip(keys, values, strict=True))}
    if "direction" in keys:
        direction = inputs["direction"]
        if direction is not None and read_direction(direction) == "qualitative":
            return None
        way = numeric(inputs["target"], inputs["actual"], direction)
        inputs["target"], inputs["actual"], inputs["direction"] = way
    try:
        for key, reader in readers:
            inputs[key] = reader(inputs[key])
    except NotANumber as problem:
        raise problem.within(SCORED[name].own[keys.index(key)].zh) from None
    return Call(name, rule, method, inputs, parameters)


@lru_cache(maxsize=1 << 12, typed=True)
def read_cells(name: str, rule: str, *values: Any) -> Call | None:
    """`read` of what stands in cells: rows are alike, and scores, readings and explanations ask for the same."""
    return read(name, rule, values)


def _with_points(name: str, rule: str, values: Sequence[Any], place: int) -> Sequence[Any]:
    """The values, with the rule's points where they were left out; NotCovered where it states none. [#N/A]"""
    stated = load(rule).function(name).number("points")
    if stated is None:
        raise NotCovered(
            f"规则 {rule} 没有规定「{SCORED[name].zh}」的分值，请给出分值 | points must be given"
        )
    return [*values[:place], stated, *values[place + 1 :]]


@cache
def of_numbers(name: str, rule: str, direction: str | None) -> Callable[..., Any]:
    """A function of exact numbers alone, in the order of its arguments, all else settled; for 定性 it gives None."""
    method, parameters = bound(name, rule)
    keys = tuple(key for key in SCORED[name].keys if key != "direction")
    settled = {**_arguments(name).settled, **parameters}
    if way := read_direction(direction):
        settled["direction"] = way
    if way == "qualitative":
        return lambda *numbers: None
    if keys == tuple(method.inputs)[: len(keys)]:
        return partial(method.definition, **settled)
    return lambda *numbers: method.definition(**dict(zip(keys, numbers, strict=True)), **settled)


def apply(name: str, rule: str, *cells: Any, direction: Any = None) -> Any:
    """A function of cells or ranges: a float or a label, None where a cell is blank.

    For ranges it is a Column, of which `public` makes the array.
    """
    for cell in cells:
        if type(cell) is not float or cell != cell:  # NaN is a blank
            break
    else:
        if direction is None or type(direction) is str:
            # The plain cell, kept short: this is what a column of formulas calls thousands of times.
            result = of_numbers(name, rule, direction)(*map(exact, cells))
            return float(result) if type(result) is Decimal else result
    values = (*cells, direction)[: len(_arguments(name)[0])]
    if any(map(is_range, values)):
        return _column(name, rule, values)
    call = read(name, rule, values)
    if call is None:
        # An error even so where the rule does not cover the function; not of a row with levels: the default rule has none,
        # and a blank row need not name another.
        if "level" not in _arguments(name).keys:
            bound(name, rule)
        return None
    result = call.result()
    return float(result) if type(result) is Decimal else result


def _column(name: str, rule: str, values: Sequence[Any]) -> Any:
    """Ranges by the method's column; by rows where it takes words, numbers stand in texts, or there is no numpy."""
    method, parameters = bound(name, rule)
    keys, _, points, _, settled = _arguments(name)
    if points is not None and values[points] is None:
        values = _with_points(name, rule, values, points)
    given = dict(zip(keys, values, strict=True))
    directed = "direction" in given
    by_row = "text" in method.inputs.values() or (directed and has_text(given["target"], given["actual"]))
    if not by_row:
        try:
            from xlfuncs.scoring.columns import run_column  # here, because numpy costs a scalar call 85 ms
        except ImportError:  # in a browser, in the Python of some office suites
            by_row = True
    if by_row:
        plain = len(values) - directed  # the direction comes last

        def scored(*cells: Any) -> Any:
            row = ["" if cell is None else cell for cell in cells]  # a blank cell, not an argument left out
            return apply(name, rule, *row[:plain], direction=row[-1] if directed else None)

        return by_rows(scored, *values)
    if directed:
        given["direction"] = column_words(given["direction"])
    return run_column(method, {**settled, **given}, parameters)
