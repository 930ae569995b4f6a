"""文件状况 — what a result says of the state its sheets were in: hidden parts, stored results that were old."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, count

from xlfuncs.bilingual import Both
from xlfuncs.cells import CellError, Place, Value, column_letters, is_picture
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.result import Result
from xlfuncs.functions.wording import plain
from xlfuncs.refresh.report import Recalculated
from xlfuncs.refresh.typed_sheet import TypedSheet, told
from xlfuncs.sheets import Sheet


def book_state(unread: Sequence[Sheet], marks: Collection[str]) -> Iterator[Finding]:
    """What there is to say of the workbook: hidden sheets that were left out, and how its owner protects it."""
    for hidden in unread:
        yield finding("hidden-sheet", sheet=hidden.name)
    if "signed" in marks:
        yield finding("workbook-protected", case="signed", severity="warning")
    if "locked" in marks:
        yield finding("workbook-protected")
    if "read-only" in marks:
        yield finding("workbook-protected", case="read-only")


def file_state(result: Result, read: Mapping[str, TypedSheet]) -> Iterator[Finding]:
    """The findings for one table of the sheets read."""
    sheet = read[result.table.sheet].sheet
    if sheet.visibility != "visible":
        yield finding("hidden-sheet", case="counted", sheet=sheet.name)
    yield from _hidden(result, read)
    if old := recalculated(result, read):
        cells = Both.first([f"{at.address}（{_words(stored)} → {_words(now)}）" for at, stored, now in old])
        first, stored, now = old[0]
        yield finding("result-outdated", at=first, found=stored, expected=now, cells=cells)
    if any(earlier.sheet.unverified for earlier in read.values()):
        there = [place for place in _places(result) if _unverified(read[place.sheet].sheet, place)]
        if there:
            cells = Both.first([place.address for place in there])
            yield finding("result-unverified", at=there[0], cells=cells)


def _unverified(sheet: Sheet, place: Place) -> bool:
    """Whether a stored result counts that nobody could calculate; not an error value, which is told as such, nor a picture."""
    value = sheet.value(*place.cell)
    return place.cell in sheet.unverified and not isinstance(value, CellError) and not is_picture(value)


def recalculated(result: Result, read: Mapping[str, TypedSheet]) -> list[Recalculated]:
    """The formulas a table rests on whose stored result was another, with both."""
    if not any(earlier.outdated for earlier in read.values()):
        return []
    return [
        Recalculated(place, told(earlier.outdated[place.cell]), told(earlier.sheet.value(*place.cell)))
        for place in _places(result)
        if place.cell in (earlier := read[place.sheet]).outdated
    ]


def _places(result: Result) -> Iterable[Place]:
    """The cells that a table's scores and checks rest on, each once."""
    each = (score.item.cells for score in result.scores)
    rows = (cells[key] for cells in each for key in cells if key not in ("rule_score", "explanation"))
    return dict.fromkeys((*rows, *result.table.cells.values()))


def _hidden(result: Result, read: Mapping[str, TypedSheet]) -> Iterator[Finding]:
    """Hidden rows and columns of the table's sheet, and of others where the lists stand that are checked with it."""
    if not any(earlier.sheet.hidden_rows or earlier.sheet.hidden_columns for earlier in read.values()):
        return
    counted: dict[str, list[Place]] = {result.table.sheet: []}
    for entry in chain.from_iterable(result.table.lists.values()):
        for place in entry.cells.values():
            counted.setdefault(place.sheet, []).append(place)
    counted[result.table.sheet] += [place for place in _places(result) if place.sheet == result.table.sheet]
    for name, places in counted.items():
        yield from _hidden_on(read[name].sheet, places, own=result.table.own)


def _hidden_on(sheet: Sheet, counted: Sequence[Place], *, own: bool) -> Iterator[Finding]:
    among = sorted((place for place in counted if place.row in sheet.hidden_rows), reverse=True)
    # the first place of each: where a row was read from may change once it is scored
    rows = {place.row: place for place in among}
    typed = [row for row in sorted(sheet.hidden_rows) if _typed(sheet, row)]
    if own:  # each row by itself: the seal knows those that the form shows; helper columns are folded away
        for row in sorted({*rows, *typed}):
            case, severity = ("", "warning") if row in rows else ("uncounted", "info")
            at = rows.get(row, Place(sheet.name, row, 0))
            yield finding("hidden-cells", case=case, severity=severity, at=at, where=in_rows([row]))  # type: ignore[arg-type]
        return
    yield from _hidden_lines(rows, typed, in_rows)
    width = max(map(len, sheet.rows), default=0)
    yield from _hidden_lines(
        {place.column: place for place in counted if place.column in sheet.hidden_columns},
        [column for column in sorted(sheet.hidden_columns) if column < width],
        _columns,
    )


def folded(sheet: Sheet) -> Iterator[Finding]:
    """What somebody typed into a hidden row of a sheet of ours that is no table."""
    for row in sorted(sheet.hidden_rows):
        if typed := _typed(sheet, row):
            at, where = Place(sheet.name, row, typed[0]), in_rows([row])
            yield finding("hidden-cells", case="uncounted", severity="warning", at=at, where=where)


def _typed(sheet: Sheet, row: int) -> list[int]:
    """The columns in which anybody typed: the spare rows of our own forms, folded away, hold formulas alone."""
    values = sheet.rows[row] if row < len(sheet.rows) else ()
    return [column for column in compress(count(), values) if (row, column) not in sheet.formulas]


def _hidden_lines(
    counted: Mapping[int, Place], hidden: Sequence[int], words: Callable[[Sequence[int]], Both]
) -> Iterator[Finding]:
    """What there is to say of hidden rows, or columns: those that count, and the others that hold something."""
    if counted:
        first = counted[min(counted)]
        yield finding("hidden-cells", at=first, where=words(sorted(counted)))
    if others := [line for line in hidden if line not in counted]:
        yield finding("hidden-cells", case="uncounted", severity="info", where=words(others))


def _words(value: Value) -> str:
    return "空" if value is None else plain(value) if isinstance(value, float) else str(value)


def in_rows(rows: Sequence[int]) -> Both:
    """Rows as a sentence names them."""
    named = Both.first([str(row + 1) for row in rows])
    return Both(f"第 {named.zh} 行", f"row {named.en}")


def _columns(columns: Sequence[int]) -> Both:
    named = Both.first([column_letters(column) for column in columns])
    return Both(f"第 {named.zh} 列", f"column {named.en}")
