"""拆分并填充 — cells that somebody split again, each of which holds since then what the whole held, as WPS does it on request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.words.words import first_meaning, is_placeholder
from xlfuncs.sheets import Sheet

_HEAD, _FEWEST, _MOST = 60, 3, 5000  # rows in which the header stands; runs that tell, rows of a sheet
_LABELS, _SCORED = {"level1", "level3", "name"}, {"target", "actual", "points", "score"}
_LONG = 3  # a target and its result are the same, too


def put_together(sheet: Sheet) -> Sheet:
    """The sheet with its cells merged along the rows, where equal texts stand beside each other above the indicators.

    >>> head = [["主管部门", "财政局", "财政局"], ["实施单位", "国库科", "国库科"], ["目标", "支付及时", "支付及时"]]
    >>> rows = [*head, ["三级指标", "指标值", "完成值"], ["支付情况", "及时", "及时"]]
    >>> put_together(Sheet("自评", rows)).merged
    [(0, 1, 0, 2), (1, 1, 1, 2), (2, 1, 2, 2)]
    """
    if sheet.merged or len(sheet.rows) > _MOST:
        return sheet
    header = next((row for row, line in enumerate(sheet.rows[:_HEAD]) if _heads(line)), 0)
    blocks = [(row, *run) for row in range(header) for run in _runs(sheet.rows[row])]
    if len(blocks) < _FEWEST:
        return sheet  # nearly all
    below = sheet.rows[min(header + 1, len(sheet.rows) - 1)]  # 目标 | 完成 below 指标值 | 指标值: two columns
    said = {
        run: {first_meaning(str(one)) for one in below[run[0] : run[1] + 1]}
        for run in _runs(sheet.rows[header])
    }
    wide = [run for run, meant in said.items() if len(meant) == 1]
    heads = [first_meaning(str(one)) for one in sheet.rows[header]]
    for row, line in enumerate(sheet.rows[header:], header):
        alike = [run for run in _runs(line) if run in wide or run[1] - run[0] >= _LONG - 1]
        if any(map(is_number, line)):  # 优 | 优 | 优 beside points: target, result, grade
            alike = [
                run
                for run in alike
                if heads[run[0]] != "target" or "actual" not in heads[run[0] : run[1] + 1]
            ]
        blocks += [(row, *run) for run in alike]
    rows: list[list[Value]] = [[*line] for line in sheet.rows]
    for row, first, last in blocks:
        rows[row][first + 1 : last + 1] = [None] * (last - first)
    return replace(sheet, rows=rows, merged=[(row, first, row, last) for row, first, last in blocks])


def _heads(line: Sequence[Value]) -> bool:
    """Whether a row heads indicators."""
    meant = {first_meaning(value) for value in line if isinstance(value, str)}
    return not meant.isdisjoint(_LABELS) and len(meant & _SCORED) > 1


def _runs(line: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """Where equal texts stand beside each other: the first and the last column."""
    column = 0
    for value, same in groupby(line):
        last = column + len([*same]) - 1
        if last > column and isinstance(value, str) and not is_placeholder(value) and not is_number(value):
            yield column, last
        column = last + 1
