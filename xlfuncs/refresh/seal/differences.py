"""逐格比较 — what two sheets differ in: formulas, words and numbers of the form, and what was typed where it is blank; rows and
columns that are gone, put in or hidden; protection and limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.cells import Cell, address, column_letters, corners, unquoted
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.formula_text import tokens, with_blocks
from xlfuncs.functions.wording import plain as number_text
from xlfuncs.refresh.file_state import in_rows
from xlfuncs.refresh.seal.formulas import formula_differences
from xlfuncs.refresh.seal.lines import same, unlike
from xlfuncs.refresh.seal.pair import Pair, Pairs, cut
from xlfuncs.scoring.numbers import is_blank


def differences(pair: Pair, pairs: Pairs) -> Iterator[Finding]:
    """Everything that is not as the form has it, but for what is there to be filled in."""
    yield from structure(pair)
    yield from formula_differences(pair, pairs, _to_compare(pair, pairs))
    for cell, value in _to_look_at(pair):
        spot = pair.there(cell)
        if spot is None or (same(now := pair.sheet.value(*spot), value) and spot not in pair.sheet.formulas):
            continue
        # where an example has a derived cell's own number, a blank one is enough to be told
        if cell in pair.form.given or is_blank(now):
            yield _word(pair, cell, spot, value)
    for cell in pair.form.blank:
        spot = pair.there(cell)
        if spot and (spot in pair.sheet.formulas or not is_blank(pair.sheet.value(*spot))):
            yield finding("form-words", case="added", severity="info", **pair.told(cell, spot))
    if pair.form.official:
        yield from _outside_sums(pair, pairs)
    else:
        yield from _rows_put_in(pair)


def _to_compare(pair: Pair, pairs: Pairs) -> list[tuple[Cell, str]]:
    """The form's formulas but for those that stand there word for word, where nothing they name can have moved."""
    ours = pair.form.formulas
    if not all(other.unmoved for other in pairs.values()):
        return list(ours.items())
    there = pair.workings.formulas if pair.workings else {}
    if there == ours:  # nearly all
        return []
    return sorted((cell, formula) for cell, formula in ours.items() if there.get(cell) != formula)


def _to_look_at(pair: Pair) -> Iterable[tuple[Cell, str | float]]:
    """What the form prints, but for what stands there as it is, where nothing has moved."""
    printed, formulas = pair.form.printed, pair.sheet.formulas
    if not pair.unmoved or not formulas.isdisjoint(printed):
        return printed.items()
    return unlike(pair.form, pair.sheet)


def _rows_put_in(pair: Pair) -> Iterator[Finding]:
    """Beside the official tables nobody needs another row."""
    for row in pair.rows.added:
        for column in [column for column, value in enumerate(pair.row(row)) if not is_blank(value)][:1]:
            told = pair.told((-1, column), (row, column))
            yield finding("form-words", case="added", severity="info", **told)


def _word(pair: Pair, cell: Cell, spot: Cell, value: str | float) -> Finding:
    now, number = pair.sheet.value(*spot), isinstance(value, float)
    return finding(
        "form-words",
        case="lost" if is_blank(now) else "number" if number else "",
        severity="error" if number else "warning",
        expected=value if isinstance(value, float) else cut(value),
        shown=number_text(value) if isinstance(value, float) else cut(value),
        **pair.told(cell, spot),
    )


class _Summed(NamedTuple):
    """Rows of one column that a formula takes together."""

    sheet: str
    column: int
    top: int
    bottom: int


def _outside_sums(pair: Pair, pairs: Pairs) -> Iterator[Finding]:
    """Filled rows put in that no formula counts though it counts the rows beside them."""
    last = max(pair.rows.here, default=-1)
    added = [row for row in pair.rows.added if row < last and not all(map(is_blank, pair.row(row)))]
    if not added:
        return
    blocks = [block for block in _blocks(pairs) if block.sheet == pair.sheet.name]
    for row in added:
        beside = [line for line in (_nearest(pair, row, -1), _nearest(pair, row, 1)) if line is not None]
        near = {one.column for one in blocks if any(one.top <= line <= one.bottom for line in beside)}
        if missed := near - {one.column for one in blocks if one.top <= row <= one.bottom}:
            place = pair.place((row, min(missed)))
            yield finding("form-formula", case="outside", at=place, found=row + 1)


def _nearest(pair: Pair, row: int, step: int) -> int | None:
    """The next row in that direction that is the form's."""
    while 0 <= row < len(pair.sheet.rows):
        row += step
        if row in pair.rows.here:
            return row
    return None


def _blocks(pairs: Pairs) -> Iterator[_Summed]:
    for pair in pairs.values():
        for text in (pair.workings.formulas if pair.workings else {}).values():
            sheet = pair.sheet.name
            for token in filter(None, tokens(with_blocks(text))):
                if (block := corners(token["range"] or "")) and block[1] == block[3]:
                    yield _Summed(sheet, block[1], block[0], block[2])
                sheet = unquoted(token["sheet"][:-1]) if token["sheet"] else pair.sheet.name


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
    for axis, lines in enumerate((pair.rows, pair.columns)):
        for line in lines.lost:
            if not axis and line in pair.form.hidden_rows and pair.item(line) is None:
                continue  # a spare row: 说明 says that it may be deleted
            if any(cell[axis] == line for cell in pair.form.cells):
                behind = 1 + max((there for ours, there in lines.there.items() if ours < line), default=-1)
                place = pair.place((top, behind) if axis else (behind, 0))
                item, what = (None, _column(line)) if axis else (pair.item(line), in_rows([line]))
                yield finding("form-lines", at=place, item=item, what=what)
    last = max(pair.columns.here, default=-1)
    for column in pair.columns.added:
        if column < last:
            place = pair.place((top, column))
            yield finding("form-lines", case="added", severity="warning", at=place, what=_column(column))


def _blank_rows(pair: Pair) -> Iterator[Finding]:
    """Rows put in between the form's that hold nothing: no score changes, and yet it is not the form."""
    if not pair.rows.added:
        return
    last = max(pair.rows.here, default=-1)
    used = {row for row, _ in pair.sheet.formulas}
    for row in pair.rows.added:
        if row < last and row not in used and all(map(is_blank, pair.row(row))):
            place = pair.place((row, 0))
            yield finding("form-lines", case="blank", severity="info", at=place, what=in_rows([row]))


def _hidden(pair: Pair) -> Iterator[Finding]:
    """Rows and columns that the form shows, and rows put in that hold something."""
    height = pair.form.height
    for row in sorted(pair.sheet.hidden_rows - (pair.form.hidden_rows if pair.unmoved else frozenset())):
        ours = pair.rows.here.get(row, -1)
        filled = row in pair.rows.added and any(not is_blank(value) for value in pair.row(row))
        if filled or (0 <= ours < height and ours not in pair.form.hidden_rows):
            case, at = "added" if filled else "", pair.place((row, 0))
            yield finding("form-hidden", case=case, at=at, item=pair.item(ours), what=in_rows([row]))
    for column in sorted(pair.sheet.hidden_columns):
        ours = pair.columns.here.get(column, -1)
        if ours in pair.form.columns_used and ours not in pair.form.hidden_columns:
            yield finding("form-hidden", at=pair.place((0, column)), what=_column(column))


def _column(column: int) -> Both:
    letters = column_letters(column)
    return Both(f"{letters} 列", f"column {letters}")
