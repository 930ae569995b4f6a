"""A call from Excel, in process: xlwings' real server on stubs of pywin32, without COM itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import xlfuncs
from benchmarks import Row, seconds
from tests.addins.excel.windows import MISSING, windows

PLAIN = "xlfuncs_benchmark_udfs"
ROWS, COLUMNS, CALLS, REPEAT = 10_000, 4, 500, 15


def table() -> list[Row]:
    with windows() as excel:
        sys.modules[PLAIN] = _plain_functions(excel.xlwings)
        try:
            return [_scalar(excel), _array(excel)]
        finally:
            del sys.modules[PLAIN]


def _plain_functions(xw: Any) -> ModuleType:
    """One that does nothing with xlwings' raw converter, and ours as one would declare it, with the default ones."""

    def raw(a: Any, b: Any, c: Any = None, d: Any = None) -> Any:
        return [[0.0]]

    def default(a, b, c=None, d=None):  # an annotation would choose a converter
        return xlfuncs.execution_rate_score(a, b, c).tolist()

    raw.__annotations__ = {}
    made = ModuleType(PLAIN)
    made.__file__ = __file__  # looked at in every call, as for our own module
    for name in "abcd":
        raw = xw.arg(name, "raw")(raw)
    made.raw, made.default = xw.ret("raw")(raw), xw.func(default)  # type: ignore[attr-defined]
    return made


def _scalar(excel: SimpleNamespace) -> Row:
    cells = (291435.79, 251145.17, 20.0, MISSING)
    ours = _per_call(lambda: excel.call("XLF_EXECUTION_RATE_SCORE", *cells))
    empty = _per_call(lambda: excel.server.CallUDF(PLAIN, "raw", cells))
    against = f"xlwings raw, empty function, {empty * 1e6:.1f} µs"
    return Row(
        "Excel: one cell, XLF_EXECUTION_RATE_SCORE", f"{ours * 1e6:.1f} µs", against, ours / empty, at_most=2
    )


def _array(excel: SimpleNamespace) -> Row:
    """Two blocks in and one out."""
    budget = tuple(tuple(1000.0 + row + column / 7 for column in range(COLUMNS)) for row in range(ROWS))
    executed = tuple(tuple(990.0 + row / 3 for _ in range(COLUMNS)) for row in range(ROWS))
    cells = (budget, executed, 20.0, MISSING)
    ours = seconds(lambda: excel.call("XLF_EXECUTION_RATE_SCORE", *cells), REPEAT)
    theirs = seconds(lambda: excel.server.CallUDF(PLAIN, "default", cells))
    what = f"Excel: a block of {ROWS:,} × {COLUMNS}, XLF_EXECUTION_RATE_SCORE"
    against = f"the same through xlwings' default converters, {theirs * 1e3:.1f} ms"
    return Row(what, f"{ours * 1e3:.1f} ms", against, theirs / ours, at_least=10)


def _per_call(call: Callable[[], object]) -> float:
    def many() -> None:
        for _ in range(CALLS):
            call()

    return seconds(many, REPEAT) / CALLS
