"""单元格函数的应答 — cells as Excel hands them to Python, through the core, and back as cells.

Excel gives numbers as floats, blanks as None, error values as COM codes, a range as a tuple of rows. It takes
rows of cells: ``""`` is a blank, an error goes as its text and becomes a real one in the add-in's VBA.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from operator import countOf
from types import NoneType
from typing import Any

import numpy as np

import xlfuncs
from xlfuncs.errors import XlfuncsError
from xlfuncs.function_table import TABLE, Argument, Function
from xlfuncs.functions.ranges import by_rows, is_range
from xlfuncs.scoring.columns import Column

__all__ = ["ERRORS", "LEFT_OUT", "answer", "parameters"]

LEFT_OUT: Any = ...  # an argument that was not given, which a blank cell (None) is not
ERRORS = {  # the COM codes of error values in cells
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}
_MOST = max(len(function.arguments) for function in TABLE.values())


@cache
def parameters(function: Function) -> tuple[Argument, ...]:
    """The arguments in Excel, where a function has no open end: 得分说明 takes as many as any function has.

    >>> [argument.name for argument in parameters(TABLE["explain"])][:3]
    ['function', 'argument1', 'argument2']
    """
    found: list[Argument] = []
    for argument in function.arguments:
        if argument.name != "arguments":
            found.append(argument)
            continue
        for number in range(1, _MOST + 1):
            zh, help_ = f"{argument.zh}{number}", f"该函数的第 {number} 个参数"
            found.append(Argument(f"argument{number}", zh, help_, f"Its argument {number}", optional=True))
    return tuple(found)


def answer(function: Function, cells: Sequence[Any]) -> list[list[Any]]:
    """应答 — what a function gives for arguments as Excel passes them, as rows of cells.

    Parameters
    ----------
    function : Function
        Of the function table.
    cells : sequence
        One for each of :func:`parameters`: a cell, a tuple of rows, or ``LEFT_OUT``.

    Returns
    -------
    list of rows
        Numbers and text; ``""`` where blank; a cell that cannot be computed holds its error's text.

    Examples
    --------
    >>> answer(TABLE["execution_rate"], (291435.79, 251145.17, LEFT_OUT))
    [[0.8617]]
    >>> answer(TABLE["execution_rate"], (((100.0,), (0.0,), (None,)), ((50.0,), (1.0,), (1.0,)), LEFT_OUT))
    [[0.5], ['#DIV/0!'], ['']]
    """
    try:
        return _rows(_call(function, [_argument(cell) for cell in cells]))
    except XlfuncsError as error:
        return [[error.cell]]


def _argument(cell: Any) -> Any:
    if type(cell) is float or cell is LEFT_OUT:
        return cell
    return _block(cell) if isinstance(cell, tuple) else _plain(cell)


def _plain(cell: Any) -> Any:
    """A blank as the empty string, because the functions take None for an argument left out."""
    if cell is None:
        return ""
    return ERRORS.get(cell, cell) if type(cell) is int else cell


def _block(rows: tuple[Any, ...]) -> np.ndarray[Any, Any]:
    """A range as an array: of floats, NaN for a blank, where it holds nothing else."""
    if not isinstance(rows[0], tuple):
        rows = (rows,)
    size, cells = len(rows) * len(rows[0]), chain.from_iterable
    if countOf(map(type, cells(rows)), float) == size:
        block: np.ndarray[Any, Any] = np.fromiter(cells(rows), float, size)
    elif {float, NoneType}.issuperset(map(type, cells(rows))):
        block = np.array([*cells(rows)], dtype=float)
    else:
        block = np.empty(size, dtype=object)
        block[:] = [_plain(cell) for cell in cells(rows)]
    return block.reshape(len(rows), -1)


def _call(function: Function, values: list[Any]) -> Any:
    core = getattr(xlfuncs, function.name)
    if function.name == "explain":
        while values[-1] is LEFT_OUT:
            values.pop()
        given = [None if value is LEFT_OUT else value for value in values]
        return by_rows(core, *given) if any(map(is_range, given)) else core(*given)
    named = {
        argument.name: value
        for argument, value in zip(function.arguments, values, strict=True)
        if value is not LEFT_OUT
    }
    of_ranges = getattr(core, "__wrapped__", None)  # gives the errors of a range's rows; the public one warns
    if of_ranges and not is_range(named.get("rule")):
        return of_ranges(**named)
    if function.name != "total_score" and any(map(is_range, named.values())):
        return by_rows(lambda *row: core(**dict(zip(named, row, strict=True))), *named.values())
    return core(**named)


def _rows(result: Any) -> list[list[Any]]:
    if not isinstance(result, Column):
        return [["" if result is None else result]]
    values = result.values
    blank = np.isnan(values) if values.dtype == float else np.equal(values, np.array(None))
    if not blank.any() and not result.errors:
        rows: list[list[Any]] = values.tolist()
        return rows
    cells = values.astype(object)
    cells[blank] = ""
    for place, error in result.errors.items():
        cells.flat[place] = error.cell
    shown: list[list[Any]] = cells.tolist()
    return shown
