"""行列对应 — which rows and columns of a returned sheet are which of the form: by what they hold, not where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Iterator, Mapping
from itertools import zip_longest

from xlfuncs.cells import Cell, Value
from xlfuncs.forms.blueprint import FormSheet
from xlfuncs.refresh.seal.pairing import Lines, align
from xlfuncs.sheets import Sheet

_FEW = 0.1  # of the cells of a form: more changed ones may be moved lines


def as_made(form: FormSheet, sheet: Sheet) -> bool:
    """Whether all stands where the form has it, but for a few cells that were typed over.

    What was typed is none of the form's words: those may have come from another line.
    """
    words = ((cell, word) for cell, word in unlike(form, sheet) if isinstance(word, str))
    changed = [now for cell, word in words if not same(now := sheet.value(*cell), word)]
    changed += [sheet.value(*cell) for cell in form.formulas.keys() - sheet.formulas]
    if not changed:
        return True
    typed = {"" if now is None else plain(str(now)) for now in changed}
    return len(changed) <= _FEW * len(form.cells) and typed.isdisjoint({"", *map(plain, form.words.values())})


def unlike(form: FormSheet, sheet: Sheet) -> Iterator[tuple[Cell, str | float]]:
    """What a form prints, but for what stands in its cell as it is: hardly any."""
    for row, columns, take, values in form.printed_rows:
        line = sheet.rows[row] if row < len(sheet.rows) else ()
        if columns[-1] >= len(line) or take(line) != values:
            for column, value in zip(columns, values, strict=False):
                if sheet.value(row, column) != value:
                    yield (row, column), value


def same(now: Value, ours: str | float) -> bool:
    """Whether a cell holds what the form has there, however its blanks and line breaks stand."""
    if now == ours:
        return True
    return isinstance(now, str) and isinstance(ours, str) and plain(now) == plain(ours)


def unmoved(form: FormSheet, sheet: Sheet) -> tuple[Lines, Lines]:
    """Rows and columns where the form has them; rows below its last are put in."""
    height, width = form.height, max(form.width_used, *map(len, sheet.rows))
    rows, columns = ({line: line for line in range(count)} for count in (height, width))
    return Lines(rows, rows, list(range(height, len(sheet.rows)))), Lines(columns, columns)


def rows_of(form: FormSheet, sheet: Sheet, columns: Mapping[int, int]) -> Lines:
    """The rows of two sheets whose columns (of the form → returned) are known."""
    ours, words = [set[Hashable]() for _ in range(form.height)], defaultdict[int, set[Hashable]](set)
    for row, column, token in _tokens(form):
        ours[row].add(_told(column, token))
        words[column].add(token)
    theirs = [
        {
            _told(column, token)
            for column, at in columns.items()
            if (token := _returned(sheet, row, at, words[column])) is not None
        }
        for row in range(max(len(sheet.rows), form.height))
    ]
    return align(ours, theirs)


def columns_of(form: FormSheet, sheet: Sheet) -> Lines:
    """The columns of two sheets, by the words that stand in them and how many formulas."""
    widths = form.width_used, max(form.width_used, *map(len, sheet.rows))
    ours, theirs = ([set[Hashable]() for _ in range(width)] for width in widths)
    for _, column, token in _tokens(form):
        ours[column].add(token)
    words = set[Hashable]().union(*ours)
    for row, values in enumerate(sheet.rows):
        for column, _ in enumerate(values):
            if (found := _returned(sheet, row, column, words)) is not None:
                theirs[column].add(found)
    stays = zip_longest(ours, theirs, fillvalue=set[Hashable]())
    if sum(2 * len(a & b) < len(a) for a, b in stays) <= 1:
        same = {column: column for column in range(len(theirs))}
        return Lines(same, same)
    return align(ours, theirs)


_FORMULA = 0  # the token of any formula: a row in which one was edited is still that row


def _told(column: int, token: Hashable) -> Hashable:
    """The token of a cell in its row: a number, where it is a formula."""
    return column if token == _FORMULA else (column, token)


def _tokens(form: FormSheet) -> Iterator[tuple[int, int, Hashable]]:
    """What tells the form's lines apart, by row and column: its words, and that there is a formula."""
    for (row, column), value in form.cells.items():
        if not isinstance(value, float):
            yield row, column, _FORMULA if value.startswith("=") else plain(value)


def _returned(sheet: Sheet, row: int, column: int, words: Container[Hashable]) -> Hashable | None:
    """The token of a returned cell, where the form has it; None of all others."""
    if (row, column) in sheet.formulas:
        return _FORMULA
    value = sheet.value(row, column)
    return text if isinstance(value, str) and (text := plain(value)) in words else None


def plain(text: str) -> str:
    """A text without blanks and line breaks."""
    return "".join(text.split())
