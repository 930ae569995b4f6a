"""对外的函数 — what people get who call a function on ranges: an array, and a warning for the bad rows."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec

from xlfuncs.errors import XlfuncsError

P = ParamSpec("P")

_SHOWN = 5  # bad rows a warning spells out


class RowsWarning(UserWarning):
    """Rows of a range that could not be computed; ``errors`` maps a cell's place in reading order to why."""

    def __init__(self, errors: Mapping[int, XlfuncsError], columns: int = 1) -> None:
        self.errors = errors
        shown = []
        for place, error in sorted(errors.items())[:_SHOWN]:
            row, column = divmod(place, columns)
            where = f"第 {row + 1} 行" + (f"第 {column + 1} 列" if columns > 1 else "")
            shown.append(f"{where}：{error.zh}")
        more = " 等" if len(errors) > _SHOWN else ""
        super().__init__(
            f"有 {len(errors)} 行不能计算：{'；'.join(shown)}{more} | rows that could not be computed"
        )


def public(function: Callable[P, Any]) -> Callable[P, Any]:
    """Ranges for people: an array (lists, without numpy), and a warning for the bad rows.

    Add-ins take the errors by ``__wrapped__``.
    """

    @wraps(function)
    def call(*arguments: P.args, **named: P.kwargs) -> Any:
        result = function(*arguments, **named)
        if type(result) is float or result is None or isinstance(result, str):
            return result
        if result.errors:
            warnings.warn(RowsWarning(result.errors, result.width), stacklevel=2)
        return result.values

    return call
