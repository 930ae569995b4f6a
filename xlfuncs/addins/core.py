"""单元格与核心 — what calls from cells have in common in both hosts: the function behind, what is left out, the answer.

A host's own `calls` says how it hands cells over and what it takes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import xlfuncs
from xlfuncs.errors import XlfuncsError
from xlfuncs.function_table import Argument, Function
from xlfuncs.functions.ranges import by_rows, is_range
from xlfuncs.rules.loader import DEFAULT


def core(function: Function) -> Callable[..., Any]:
    """核心函数 — what computes a function for cells; the public one would only warn of the bad rows of a range."""
    public = getattr(xlfuncs, function.name)
    silent: Callable[..., Any] = getattr(public, "__wrapped__", public)
    return silent


def unexplained(problem: XlfuncsError) -> str:
    """得分说明说不出的 — what it shows in place of an error: a cell has no other place to say what to type instead."""
    return f"不能说明：{problem.zh}"


def computed(function: Function, cells: Sequence[Any]) -> Any:
    """结果 — of all arguments in order: a value, or a `Column`, which has each row's error, where one is a range.

    >>> from xlfuncs.function_table import find
    >>> computed(find("预算执行率得分"), [291435.79, 251145.17, None, DEFAULT])
    17.23
    >>> computed(find("规则参数"), [[["beijing-2022"], ["none"]], "execution_rate_score.points"]).errors.keys()
    dict_keys([1])
    """
    compute = core(function)
    # The total takes a range as one.
    if function.name in ("total_score", "rule_list") or not any(map(is_range, cells)):
        return compute(*cells)
    takes_ranges = compute is not getattr(xlfuncs, function.name) and not is_range(cells[-1])  # the rule
    return compute(*cells) if takes_ranges else by_rows(compute, *cells)


def left_out(argument: Argument) -> Any:
    """What stands for an argument that was not given: the usual rule, else None, which every function knows."""
    return DEFAULT if argument.name == "rule" else None


def rows(result: Any, error: Callable[[str], Any] = str) -> list[list[Any]]:
    """A result as rows of cells: a blank is empty text, `error` makes a cell of an error's text.

    >>> rows(None), rows(17.23), rows([["beijing-2022", 2022.0]])
    ([['']], [[17.23]], [['beijing-2022', 2022.0]])
    """
    if isinstance(result, list):
        return result
    errors = getattr(result, "errors", None)
    if errors is None:
        return [["" if result is None else result]]
    cells: list[list[Any]] = result.lists()
    if errors or not _filled(result.values):
        cells = [["" if value is None or value != value else value for value in row] for row in cells]
        for place, problem in errors.items():
            row, column = divmod(place, len(cells[0]))
            cells[row][column] = error(problem.cell)
    return cells


def _filled(values: Any) -> bool:
    """Whether no number of an array is missing, asked at once: most columns have none."""
    return not isinstance(values, list) and values.dtype == float and not (values != values).any()
