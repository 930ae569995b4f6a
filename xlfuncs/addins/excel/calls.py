"""单元格函数的应答 — cells as Excel hands them to Python, through the core, and back as cells.

Excel gives numbers as floats, blanks as None, error values as COM codes, a range as a tuple of rows. It takes
rows of cells: ``""`` is a blank, an error goes as its text and becomes a real one in the add-in's VBA.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from itertools import chain
from operator import countOf
from types import NoneType
from typing import Any

import numpy as np

from xlfuncs.addins.core import computed, left_out, rows, unexplained
from xlfuncs.cells import ERROR_VALUES
from xlfuncs.errors import XlfuncsError
from xlfuncs.function_table import TABLE, Argument, Function

LONGEST_HELP = 255  # characters, for a function and for an argument
LEFT_OUT: Any = ...  # an argument that was not given, which a blank cell (None) is not
_COM = -0x7FF60000  # by which COM's number of an error value differs from Excel's own
ERRORS = {_COM + codes.excel: text for text, codes in ERROR_VALUES.items()}
_MOST = max(len(function.arguments) for function in TABLE.values())


@cache
def parameters(function: Function) -> tuple[Argument, ...]:
    """The arguments in Excel, where a function has no open end: 得分说明 takes as many as any function has.

    >>> [argument.name for argument in parameters(TABLE["explain"])][:3]
    ['function', 'argument1', 'argument2']
    """
    arguments: list[Argument] = []
    for argument in function.arguments:
        if argument.name != "arguments":
            arguments.append(argument)
            continue
        for at in range(1, _MOST + 1):
            zh, help_ = f"{argument.zh}{at}", f"该函数的第 {at} 个参数"
            arguments.append(Argument(f"argument{at}", zh, help_, f"Its argument {at}", optional=True))
    return tuple(arguments)


def answer(function: Function, cells: Sequence[Any]) -> list[list[Any]]:
    """应答 — what a function gives for its :func:`parameters` as Excel has them: a cell, a tuple of rows, or ``LEFT_OUT``.

    Rows of numbers and text, ``""`` where blank; a cell that cannot be computed holds its error's text.

    >>> answer(TABLE["execution_rate"], (291435.79, 251145.17, LEFT_OUT))
    [[0.8617]]
    >>> answer(TABLE["execution_rate"], (((100.0,), (0.0,), (None,)), ((50.0,), (1.0,), (1.0,)), LEFT_OUT))
    [[0.5], ['#DIV/0!'], ['']]
    """
    try:
        return rows(computed(function, _arguments(function, cells)))
    except XlfuncsError as error:
        return [[unexplained(error) if function.name == "explain" else error.cell]]
    except Exception:  # which Excel would take for Python out of reach
        return [[XlfuncsError.cell]]


def _arguments(function: Function, cells: Sequence[Any]) -> list[Any]:
    passed = list(cells)
    if function.name == "explain":  # of a function that may have fewer arguments, or other ones left out
        while passed[-1] is LEFT_OUT:
            passed.pop()
    pairs = zip(parameters(function), passed, strict=False)
    return [left_out(argument) if cell is LEFT_OUT else _argument(cell) for argument, cell in pairs]


def _argument(cell: Any) -> Any:
    if type(cell) is float:
        return cell
    return _block(cell) if isinstance(cell, tuple) else _plain(cell)


def _plain(cell: Any) -> Any:
    """A blank as the empty string, because the functions take None for an argument left out."""
    if cell is None:
        return ""
    return ERRORS.get(cell, cell) if type(cell) is int else cell


def _block(lines: tuple[Any, ...]) -> np.ndarray[Any, Any]:
    """A range as an array: of floats, NaN for a blank, where it holds nothing else."""
    if not isinstance(lines[0], tuple):
        lines = (lines,)
    size, cells = len(lines) * len(lines[0]), chain.from_iterable
    if countOf(map(type, cells(lines)), float) == size:
        block: np.ndarray[Any, Any] = np.fromiter(cells(lines), float, size)
    elif {float, NoneType}.issuperset(map(type, cells(lines))):
        block = np.array([*cells(lines)], dtype=float)
    else:
        block = np.empty(size, dtype=object)
        block[:] = [_plain(cell) for cell in cells(lines)]
    return block.reshape(len(lines), -1)


_FUNCTIONS = repr([(f.excel, *(argument.name for argument in parameters(f))) for f in TABLE.values()])
# Arguments go by position: one more in front, and an old .xlam would score another number.
CONTRACT = f"{version('xlfuncs')}+{hashlib.sha256(_FUNCTIONS.encode()).hexdigest()[:8]}"
