"""行列与保护 — rows and columns of the form that are gone, put in or hidden; its protection and limits."""

from __future__ import annotations

from collections.abc import Iterator

from xlfuncs.bilingual import Both
from xlfuncs.cells import address, column_letters
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.refresh.seal.lines import Lines
from xlfuncs.refresh.seal.pair import Pair
from xlfuncs.scoring.numbers import is_blank


def structure(pair: Pair) -> Iterator[Finding]:
    """What became of the rows, columns and limits of a sheet of the form."""
    yield from _lost(pair)
    yield from _blank_rows(pair)
    yield from _hidden(pair)
    if pair.workings is None:
        return
    if not pair.workings.protected:
        yield finding("form-guard", sheet=pair.sheet.name)
    if gone := sorted(pair.all_there(pair.form.limited) - pair.workings.limited):
        cells = Both.first([*map(address, gone)])
        yield finding("form-guard", case="limits", at=pair.place(gone[0]), cells=cells)


def _lost(pair: Pair) -> Iterator[Finding]:
    top = min(pair.rows.here, default=0)
    for row in pair.rows.lost:
        if any(cell[0] == row for cell in pair.form.cells):
            at = pair.place((_behind(pair.rows, row), 0))
            yield finding("form-lines", at=at, item=pair.item(row), what=_row(row))
    for column in pair.columns.lost:
        if any(cell[1] == column for cell in pair.form.cells):
            at = pair.place((top, _behind(pair.columns, column)))
            yield finding("form-lines", at=at, what=_column(column))
    last = max(pair.columns.here, default=-1)
    for column in pair.columns.added:
        if column < last:
            at = pair.place((top, column))
            yield finding("form-lines", case="added", severity="warning", at=at, what=_column(column))


def _blank_rows(pair: Pair) -> Iterator[Finding]:
    """Rows put in between the form's that hold nothing: no score changes, and yet it is not the form."""
    last = max(pair.rows.here, default=-1)
    used = {row for row, _ in pair.sheet.formulas}
    for row in pair.rows.added:
        if row < last and row not in used and all(map(is_blank, pair.row(row))):
            at = pair.place((row, 0))
            yield finding("form-lines", case="blank", severity="info", at=at, what=_row(row))


def _behind(lines: Lines, line: int) -> int:
    """Where a lost line would stand."""
    return 1 + max((there for ours, there in lines.there.items() if ours < line), default=-1)


def _hidden(pair: Pair) -> Iterator[Finding]:
    """Rows and columns that the form shows, and rows put in that hold something."""
    height = pair.form.height
    for row in sorted(pair.sheet.hidden_rows):
        ours = pair.rows.here.get(row, -1)
        filled = row in pair.rows.added and any(not is_blank(value) for value in pair.row(row))
        if filled or (0 <= ours < height and ours not in pair.form.hidden_rows):
            yield finding("form-hidden", at=pair.place((row, 0)), item=pair.item(ours), what=_row(row))
    for column in sorted(pair.sheet.hidden_columns):
        ours = pair.columns.here.get(column, -1)
        if ours in pair.form.columns_used and ours not in pair.form.hidden_columns:
            yield finding("form-hidden", at=pair.place((0, column)), what=_column(column))


def _row(row: int) -> Both:
    return Both(f"第 {row + 1} 行", f"row {row + 1}")


def _column(column: int) -> Both:
    letters = column_letters(column)
    return Both(f"{letters} 列", f"column {letters}")
