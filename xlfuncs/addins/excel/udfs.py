"""Excel 函数 — one xlwings function for each function of the table, under its Excel name.

The add-in's VBA calls them by ``XLPy.CallUDF``. On Windows xlwings keeps their metadata; elsewhere its
decorators do nothing and the functions stay plain ones.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import xlwings as xw

from xlfuncs.addins.excel.calls import CONTRACT as CONTRACT  # for the add-in, which asks here
from xlfuncs.addins.excel.calls import LEFT_OUT, LONGEST_HELP, answer, parameters
from xlfuncs.function_table import CATEGORY, TABLE, Function


def _udf(function: Function) -> Callable[..., list[list[Any]]]:
    """The function as xlwings wants it: cells in and out raw, because our own conversion is much faster."""

    def call(*cells: Any) -> list[list[Any]]:
        return answer(function, cells)

    call.__name__ = call.__qualname__ = function.excel
    call.__doc__ = function.help[:LONGEST_HELP]
    call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                argument.name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=LEFT_OUT if argument.optional else inspect.Parameter.empty,
            )
            for argument in parameters(function)
        ]
    )
    call.__annotations__ = {}
    registered = xw.ret("raw")(call)
    for argument in parameters(function):
        registered = xw.arg(argument.name, "raw", doc=argument.help[:LONGEST_HELP])(registered)
    return xw.func(category=CATEGORY)(registered)  # last, because the others set the category back


for _function in TABLE.values():
    globals()[_function.excel] = _udf(_function)
