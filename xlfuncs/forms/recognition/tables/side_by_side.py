"""并排的表 — two tables beside each other, a blank column between them: each is a sheet of its own to the reader."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise, zip_longest

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.contents import contents
from xlfuncs.forms.recognition.columns.assignment import SCORED
from xlfuncs.forms.recognition.columns.heading import LEVELS
from xlfuncs.forms.recognition.columns.scan import heads
from xlfuncs.forms.recognition.tables.projects_beside import HEAD, meant_in, projects_beside
from xlfuncs.forms.recognition.words.parts import Known
from xlfuncs.forms.recognition.words.words import SURE
from xlfuncs.sheets import Sheet

_HEADINGS, _BEHIND = 3, 2  # of the same block twice; others behind the second: 备注
_NAMING = {*LEVELS, "project", "title"}
_EARNED = {"score", "total"}


def side_by_side(sheet: Sheet) -> list[Sheet]:
    """The sheet, or one for each of the tables beside each other; cells keep their places.

    >>> head = ["指标名称", "指标值", "完成值"]
    >>> [part.rows for part in side_by_side(Sheet("a", [[*head, None, *head]]))][1]
    [[None, None, None, None, '指标名称', '指标值', '完成值']]
    >>> len(side_by_side(Sheet("a", [[*head, None, "备注"]])))
    1
    """
    known = contents(sheet).known
    parts = [cut_out(sheet, range(len(sheet.rows)), columns) for columns in projects_beside(sheet, known)]
    return parts or _apart(sheet, known)


def _apart(sheet: Sheet, known: Known) -> list[Sheet]:
    bands = _bands(sheet, known)
    if len(bands) > 1:
        below = [_apart(cut_out(sheet, band, range(max(map(len, sheet.rows)))), known) for band in bands]
        return [sheet] if all(len(parts) == 1 for parts in below) else [*chain.from_iterable(below)]
    silent = known.keys().isdisjoint
    rows = ((at, sheet.rows[at]) for at in contents(sheet).telling if at < HEAD)
    told = [(at, row) for at, row in rows if not silent(row)]
    head = next((at for at, row in told if heads(row, known)), 0)
    tables: list[range] = []
    for top in (0, head) if head else (0,):  # below one title for all, else
        runs = list(_parts(sheet, top))
        tables = list(_tables(sheet, runs, known)) if len(runs) > 1 else []
        if len(tables) > 1:
            break
    starts = [0, *(part.start for part in tables[1:])]
    if len(tables) < 2:
        second = next((column for _, row in told if (column := _second(row, known))), None)
        if second is None:
            return [sheet]
        starts = [0, second]
    parts = map(range, starts, [*starts[1:], max(map(len, sheet.rows))])
    return [one for part in parts for one in _apart(cut_out(sheet, range(len(sheet.rows)), part), known)]


def _bands(sheet: Sheet, known: Known) -> list[range]:
    """The rows of the tables below each other, as far as blank rows or titles tell them apart."""
    rows, silent = sheet.rows[:HEAD], known.keys().isdisjoint
    told = {*contents(sheet).telling}
    near = (at for at in range(1, len(rows)) if at in told or at - 1 in told)  # few
    begins = [at for at in near if not (silent(rows[at]) and any(rows[at - 1])) and _begins(sheet, at, known)]
    starts, first = [0], 0
    for row, end in pairwise([*begins, HEAD]):
        if not first or any(sheet.rows[row - 1]):  # else what stands between them belongs to the one below
            first = row if _is_table(sheet.rows[starts[-1] : row], known) else 0
        if first and _is_table(sheet.rows[first:end], known):
            starts.append(first)
            first = 0
    return [*map(range, starts, [*starts[1:], len(sheet.rows)])]


def _begins(sheet: Sheet, row: int, known: Known) -> bool:
    """Whether another table may begin in a row: below blank rows, or at nothing but titles."""
    if not any(sheet.rows[row - 1]):
        return any(sheet.rows[row])
    filled = [value for value in sheet.rows[row] if value not in (None, "")]
    meant = [known[value][0] for value in filled if isinstance(value, str) and value in known]
    return len(meant) == len(filled) and all(kind == "title" and weight >= SURE for kind, weight in meant)


def _second(row: Sequence[Value], known: Known) -> int | None:
    """The column from which on the headings of a row come again, all but the first; those of a list, all of them.

    >>> row = ["产出", "目标值", "完成值", "得分", "效益", "目标值", "完成值", "得分"]
    >>> _second(row, contents(Sheet("a", [row])).known)
    4
    """
    if len(row) - row.count(None) < 2 * _HEADINGS:
        return None
    texts = [(column, value) for column, value in enumerate(row) if isinstance(value, str) and value.strip()]
    if len(texts) < 2 * _HEADINGS:
        return None  # nearly all rows
    plain = ["".join(text.split()) for _, text in texts]
    for behind in range(_BEHIND + 1):
        half, odd = divmod(len(texts) - behind, 2)
        if not odd and plain[1:half] == plain[half + 1 : 2 * half]:
            meant = meant_in([text for _, text in texts[1:half]], known)
            listed = plain[0] == plain[half] and meant & _EARNED and not meant & SCORED - _EARNED
            return texts[half][0] if listed or len(meant & SCORED) >= _HEADINGS else None
    return None


def _parts(sheet: Sheet, top: int) -> Iterator[range]:
    """The runs of columns between those that are blank from a row on and that no merged cell there crosses."""
    width = max(map(len, sheet.rows[:HEAD]), default=0)
    crossed = [range(left, right + 1) for first, left, _, right in sheet.merged if first >= top]
    free, rows = sorted({*range(width)}.difference(*crossed)), sheet.rows[top:]
    blank = [at for at in free if not any(at < len(row) and row[at] not in (None, "") for row in rows)]
    start = 0
    for end in [*blank, width]:
        if end > start:
            yield range(start, end)
        start = end + 1


def _tables(sheet: Sheet, runs: Sequence[range], known: Known) -> Iterator[range]:
    """The runs of columns that hold a table, one or several: headings may be merged across blanks. Another names its rows."""
    start = runs[0].start
    for run, below in zip_longest(runs, runs[1:]):
        part = range(start, run.stop)
        said = chain.from_iterable(meant_in(row[part.start : part.stop], known) for row in sheet.rows[:HEAD])
        if _has_header(sheet, part, known) and (start == runs[0].start or not _NAMING.isdisjoint(said)):
            yield part
            start = below.start if below else run.stop


def _has_header(sheet: Sheet, part: range, known: Known) -> bool:
    rows = [row[part.start : part.stop] for row in sheet.rows[:HEAD]]
    # 四、年度绩效指标完成情况 left of all is what the block is called
    named = [row[1:] if meant_in(row[:1], known) & SCORED else row for row in rows]
    # where neither a heading nor a title of its own is merged the blank is what another heading was merged across
    blocks = [block for block in sheet.merged if block[1] in part and block[0] < HEAD]
    merged = {row for top, _, bottom, _ in blocks for row in range(top, bottom + 1)}
    titled = min((top for top, left, _, right in blocks if left < right < part.stop), default=HEAD)
    merged.update(range(titled + 1, len(named)))
    headed = any(number in merged and heads(row, known) for number, row in enumerate(named))
    return headed or _is_table(named, known)


def _is_table(rows: Sequence[Sequence[Value]], known: Known) -> bool:
    """Whether headings of indicators stand in the rows, or a title and what was scored below it."""
    rows = [row for row in rows if not known.keys().isdisjoint(row)]
    if any(heads(row, known) == "indicators" for row in rows):
        return True
    said = [meant_in(row, known) for row in rows]
    scored = {"title"} in said and set().union(*said) >= {"points", "score"}
    return scored or any(
        len(meant & SCORED) >= _HEADINGS and not meant_in(row[:1], known) & SCORED  # the names stand first
        for meant, row in zip(said, rows, strict=True)
    )


def cut_out(sheet: Sheet, rows: range, columns: Container[int]) -> Sheet:
    """The sheet with nothing but the cells of these rows and columns, which keep their places."""
    kept: list[Sequence[Value]] = [
        [value if column in columns else None for column, value in enumerate(row)] if number in rows else []
        for number, row in enumerate(sheet.rows[: rows.stop])
    ]
    merged = tuple(block for block in sheet.merged if block[0] in rows and block[1] in columns)
    formulas = frozenset(cell for cell in sheet.formulas if cell[0] in rows and cell[1] in columns)
    return replace(sheet, rows=kept, merged=merged, formulas=formulas)
