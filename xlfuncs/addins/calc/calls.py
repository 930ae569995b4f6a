"""单元格里的调用 — a function called by Calc: cell values in, a block of cell values out.

Calc hands a cell as a number or text, a range as rows, an argument left out as None. It hands a single blank
cell as 0.0, so that a blank and a zero look alike: where all amounts of a scalar call are 0 the result is
blank. A range knows its blanks.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from itertools import chain
from typing import Any

import xlfuncs
from xlfuncs.addins.core import computed, core, left_out, rows, unexplained
from xlfuncs.cells import ERROR_VALUES
from xlfuncs.errors import XlfuncsError
from xlfuncs.function_table import Function, find

Block = tuple[tuple[Any, ...], ...]

_BLANK: Block = (("",),)


def error_value(marker: str) -> float:
    """The number that Calc shows as this error: a NaN whose payload is Calc's error code."""
    code = ERROR_VALUES[marker].calc
    value: float = struct.unpack("<d", struct.pack("<Q", 0x7FF8000000000000 | code))[0]
    return value


_ERRORS = {marker: error_value(marker) for marker in ERROR_VALUES}


def caller(function: Function) -> Callable[..., Block]:
    """单元格函数 — what Calc calls for a function: never raises what a cell can show.

    >>> from xlfuncs.function_table import find
    >>> score = caller(find("预算执行率得分"))
    >>> score(((291435.79,),), ((251145.17,),), 20.0, None)
    ((17.23,),)
    >>> score(((0.0,),), ((0.0,),), 20.0, None)
    (('',),)
    >>> score(((100.0,), ("",)), ((50.0,), ("",)), None, None)
    ((10.0,), ('',))
    """
    if function.name == "explain":
        return _explained
    compute = core(function)
    prepare = _preparation(function)

    def call(*arguments: Any) -> Block:
        cells = []
        try:
            for value in arguments:  # in one pass: a column of formulas comes here thousands of times
                if type(value) is tuple:
                    if len(value) > 1 or len(value[0]) > 1:
                        return _ranges(function, list(map(_cell, arguments)))
                    value = value[0][0]
                cells.append(value)
            result = compute(*cells) if prepare(cells) else None
        except XlfuncsError as error:
            return ((_ERRORS[error.cell],),)
        except Exception:  # nothing that stands in a cell ends in a message of Python's
            return ((_ERRORS[XlfuncsError.cell],),)
        if type(result) is list:
            return tuple(map(tuple, result))
        return _BLANK if result is None else ((result,),)

    return call


def _preparation(function: Function) -> Callable[[list[Any]], bool]:
    """Puts defaults where a cell is left out or blank (0.0), in place; False for a row with no amounts at all."""
    arguments = function.arguments
    amounts = [i for i, a in enumerate(arguments) if not a.optional and a.name != "points"]
    defaults = [(i, left_out(a)) for i, a in enumerate(arguments) if a.optional and a.name != "points"]

    def prepare(cells: list[Any]) -> bool:
        for place, default in defaults:
            cells[place] = cells[place] or default
        for place in amounts:
            if cells[place]:
                return True
        return not amounts

    return prepare


def _cell(value: Any) -> Any:
    """A range of one cell is the cell."""
    if type(value) is tuple and len(value) == 1 and len(value[0]) == 1:
        return value[0][0]
    return value


def _ranges(function: Function, cells: list[Any]) -> Block:
    _preparation(function)(cells)
    if function.name != "total_score":  # which takes a range as one
        cells = [_array(cell) if type(cell) is tuple else cell for cell in cells]
    return tuple(map(tuple, rows(computed(function, cells), error_value)))


def _array(block: Block) -> Any:
    """Numbers as floats, at once; anything else as the cells it is."""
    try:
        import numpy as np
    except ImportError:  # the Python inside LibreOffice for Windows and macOS: row by row
        return block
    flat = list(chain.from_iterable(block))
    kind = float if set(map(type, flat)) == {float} else object
    return np.array(flat, dtype=kind).reshape(len(block), -1)


def _explained(name: Any, arguments: tuple[Any, ...] | None) -> Block:
    try:
        return _explanation(_cell(name), list(map(_cell, arguments or ())))
    except XlfuncsError as error:
        return ((unexplained(error),),)
    except Exception:
        return ((_ERRORS[XlfuncsError.cell],),)


def _explanation(name: Any, cells: list[Any]) -> Block:
    if not name:
        return _BLANK
    function = find(name)
    if len(cells) >= sum(not argument.optional for argument in function.arguments):
        cells += [None] * (len(function.arguments) - len(cells))
        if not _preparation(function)(cells):
            return _BLANK
    if tuple in map(type, cells):
        texts = xlfuncs.explain(function.name, *(_array(c) if type(c) is tuple else c for c in cells))
        return tuple(map(tuple, texts if isinstance(texts, list) else texts.tolist()))
    text: str = xlfuncs.explain(function.name, *cells)
    first = function.arguments[0]
    if first.name in ("previous_rate", "average_rate") and not cells[0]:
        text += f"。{first.zh}为 0 或空白：若是空白，请补填"
    return ((text,),)
