"""没有表头的列 — an indicator block whose column of names has a heading nobody knows, or none; or whose scores have none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.assignment import SCORED, Assignment
from xlfuncs.forms.recognition.columns.evidence import BUDGETS, Columns, evidence, rows_below
from xlfuncs.forms.recognition.columns.heading import Heading
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import first_meaning, is_placeholder
from xlfuncs.patterns import pattern

_INNERMOST = frozenset({"name", "level3", "level4"})  # what rows are called by
_BESIDE = frozenset({"reason", "meaning", "number", "unit", "symbol", "coefficient", "project", "standard"})
_REVIEWED = frozenset({"approved", "deduction"})  # columns of a reviewer, beside points and score
_AMOUNTS = frozenset({*BUDGETS, "executed", "rate"})  # of each part of a project
_NAMED = pattern(r"[\u4e00-\u9fff]{2}.*\d")  # words before a figure
_ANSWER = pattern(r"[是否有无√×○]|[≥≤＞＜><＝=].*")  # names nothing
_FIGURE = pattern(r"[≥≤><=]?\d[\d.,]*\D{0,4}")
_GOALS = {"target", "actual"}
_JUDGED = {"points", "score"}  # of what only a person can judge: 分配科学性 5 5
_ENOUGH = 3  # of these headings make a block of indicators without the word


def unnamed(reader: Reader, headings: Sequence[Heading], end: int) -> int | None:
    """The column of the names left of at least three headings of values, or of points and score with their numbers
    below: the nearest one that holds words only; right of four of them, one in which all words differ; or that of targets
    that say what they are of.

    `end` is the last row of the header.
    """
    known = [heading for heading in headings if heading.meanings]
    values = {heading.meaning: heading.column for heading in known}
    found = {meaning: column for meaning, column in values.items() if meaning in SCORED}
    judged = found.keys() == _JUDGED
    said = {meaning for heading in known for meaning in heading.means}
    beside = _BESIDE | _AMOUNTS if said >= SCORED else _BESIDE
    if (len(found) < _ENOUGH and not judged) or values.keys() - SCORED - beside - _REVIEWED:
        return None
    rows = rows_below(reader, end)
    filled = sum(map(any, reader.rows[rows.start : rows.stop]))
    below = [evidence(reader, column, rows) for column in found.values()] if judged else []
    if not all(1 < cells.numbers == len(cells.values) for cells in below):
        return None
    others = {column for meaning, column in values.items() if meaning not in ("project", "meaning")}
    # 计划完成 is no name
    others |= {heading.column for heading in known if _GOALS.issubset(heading.means)}
    left = range(min(found.values()) - 1, -1, -1)
    # 指标说明, 责任科室 where nothing else names the rows
    last = {heading.column for heading in headings if _is_other(heading)} | {values.get("meaning")}
    for column in sorted(left, key=last.__contains__):
        if column in others:
            continue  # 单位
        cells = evidence(reader, column, rows).values
        words_only = not any(is_number(cell) for cell in cells)
        if 2 * len(cells) > filled and words_only and not all(_ANSWER.fullmatch(str(one)) for one in cells):
            return column
    for heading in headings if len(found) > _ENOUGH else ():
        cells = evidence(reader, heading.column, rows).values
        whole = len(cells) == len({*cells}) and 2 * len(cells) > filled
        if whole and heading.column not in found.values() and _are_names(heading, cells):
            return heading.column
    return _in_targets(reader, found, rows) if len(found) > _ENOUGH else None


def _are_names(heading: Heading, cells: Sequence[Value]) -> bool:
    known = heading.meaning in ("", "name", "project") and not _is_other(heading)
    return known and not any(map(is_number, cells)) and not _are_figures(cells)


def _are_figures(cells: Sequence[Value]) -> bool:
    """Whether most cells say a figure and nothing of what: ≥90%, 2600户."""
    return 2 * sum(_FIGURE.fullmatch(normal(str(cell))) is not None for cell in cells) > len(cells)


def _is_other(heading: Heading) -> bool:
    return any(word in heading.text for word in words("other_columns")["no_names"])


def leave_figures(reader: Reader, columns: Columns, made: Assignment, rows: range) -> None:
    """三级指标 beside 指标 with figures below, where no target is: that names no rows."""
    named = [key for key in columns if key in _INNERMOST and key in made.places]
    for key in named if len(named) > 1 else ():
        if _are_figures(evidence(reader, columns[key], rows).values):
            made.unread.append(made.places.pop(key))
            del columns[key]


def name_rows(reader: Reader, columns: Columns, made: Assignment, names: int | None, rows: range) -> None:
    """Put in the column of the names, where no heading says it: right of the levels, or of 考核指标 over several rows each."""
    if names is None and not _INNERMOST & columns.keys():
        levels = [columns[key] for key in ("level1", "level2") if key in columns]
        names = _own_texts(reader, max(levels), columns, made.unread, rows) if levels else None
        names = names or _in_targets(reader, columns, rows)
    if names is None and "name" in columns and "level3" not in columns:
        groups = {*evidence(reader, columns["name"], rows).values}
        own = _own_texts(reader, columns["name"], columns, made.unread, rows)
        names = own if own is not None and len(groups) < len(evidence(reader, own, rows).values) else None
    if names is not None:
        columns["name"] = names
        made.unread = [heading for heading in made.unread if heading.column != names]


def _in_targets(reader: Reader, columns: Columns, rows: range) -> int | None:
    """The column of targets, where each says what it is a target of: 新建公厕≥5座."""
    column = columns.get("target")
    cells = () if column is None else evidence(reader, column, rows).values
    named = len(cells) > 1 and all(isinstance(cell, str) and _NAMED.match(cell) for cell in cells)
    return column if named and len({*cells}) == len(cells) else None


def _own_texts(  # under a heading nobody knows
    reader: Reader, left: int, columns: Columns, unread: Iterable[Heading], rows: range
) -> int | None:
    first = min((columns[key] for key in SCORED if key in columns), default=0)
    for heading in unread:
        cells = evidence(reader, heading.column, rows).values
        own = len(cells) > 1 and len({*cells}) == len(cells) and _are_names(heading, cells)
        if own and left < heading.column < first:
            return heading.column
    return None


def unheaded_score(reader: Reader, header: int, columns: Columns, rows: range) -> int | None:
    """The column without a heading, right of the figures, with numbers below and nothing but numbers up to a heading 得分."""
    last = max(columns.get(key, 0) for key in SCORED)
    for column in range(last + 1, reader.width):
        if column in columns.values():
            continue
        cells = evidence(reader, column, rows)
        if cells.numbers and 2 * cells.numbers > len(cells.values) and _heads(reader, header, column):
            return column
    return None


def blanks(reader: Reader, header: range, columns: Columns, rows: range) -> list[Heading]:
    """The columns right of the names with numbers below and no heading, where points or scores have none."""
    if columns.keys() >= _JUDGED or not _INNERMOST & columns.keys():
        return []
    first = max(columns[key] for key in _INNERMOST & columns.keys()) + 1
    free = sorted({*range(first, reader.width)} - {*columns.values()})
    blank = [one for one in free if not any(reader.text(row, one) for row in header)]
    cells = {one: evidence(reader, one, rows) for one in blank}
    full = [one for one, of in cells.items() if 1 < of.numbers == len(of.values)]
    return [Heading(header[-1], one, "", ()) for one in full]


def _heads(reader: Reader, row: int, column: int) -> bool:
    """Whether the nearest text from a row upwards heads scores."""
    for above in range(row, -1, -1):
        value = reader.data(above, column)
        if isinstance(value, str) and not is_placeholder(value) and not is_number(value):
            return above < row and first_meaning(value) == "score"
    return False
