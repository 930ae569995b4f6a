"""合计行的单元格 — where the value of a total stands, by the row or the label that speaks of one; the grade of a table; and what
the total row says in other columns: of deductions, and of what others gave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item, Table
from xlfuncs.evaluation.findings.compare import out_of_range
from xlfuncs.evaluation.findings.slips import unequal
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import amount_or_none
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.marks import Mark
from xlfuncs.forms.recognition.funds.balances import check_rates, may_be_rate
from xlfuncs.forms.recognition.words.row_labels import (
    GRADE_LABEL,
    is_total,
    is_worth,
    number_said,
    total_in_text,
)
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.words import first_meaning, is_placeholder
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact, exact_or_none

_WHOLE = 100  # points
_DIGITS = frozenset("0123456789")
GRADE = pattern("优秀?|良好?|中等?|差|合格|基本合格|不合格")


def column_of_total(reader: Reader, mark: Mark, header: Header) -> int | None:
    """The column of the total in its row."""
    score = header.columns.get("score")
    if score is None or reader.anchor(mark.row, score) == (mark.row, mark.column):
        return _beside(reader, mark, header)
    said = reader.data(mark.row, score)
    if header.own or not (is_placeholder(said) or _DIGITS.isdisjoint(str(said))):
        return score
    if reader.moved and reader.at(header.row, score).column != reader.at(mark.row, score).column:
        return _next(reader, mark)  # the row below a block that was turned: its heading is not above
    return _beside(reader, mark, header, score)


def heads_total(reader: Reader, mark: Mark) -> bool:
    """Whether the total stands below its label, in a row that has none of its own: 总分 | 总分值 | 总得分, 100 | 97.5 below."""
    below, label = mark.row + 1, next((column for column, _ in reader.texts(mark.row)), mark.column)
    inside = below < len(reader.rows) and mark.column > label and reader.has_number(below, mark.column)
    own = any(reader.has_number(mark.row, column) for column in _right(reader, mark))
    return (
        inside
        and not own
        and (reader.merged(below, label) == (mark.row, label) or is_placeholder(reader.data(below, label)))
    )


def _next(reader: Reader, mark: Mark) -> int | None:
    """The cell right of a label, blank or not, but for one that says what the whole is worth before another."""
    start, columns = reader.anchor(mark.row, mark.column), range(mark.column + 1, reader.width)
    own = (at for at in columns if reader.anchor(mark.row, at) == (mark.row, at) != start)
    cells = [at for at in own if (mark.row, at) in reader.moved]
    return next((at for at in cells if reader.data(mark.row, at) != _WHOLE), next(iter(cells), None))


def said_beside(reader: Reader, mark: Mark) -> tuple[float, Place] | None:
    """The total that a cell right of its label says in words, and that cell: 总分（100分） 自评得分98.2分."""
    for column in _right(reader, mark):
        said = number_said(reader.text(mark.row, column) or "")
        if said and is_total(said[0]) and not is_worth(*said):
            return float(said[1]), reader.at(mark.row, column)
    return None


def value_of_label(reader: Reader, mark: Mark) -> tuple[int, int | None] | None:
    """The total of a label above the table: in its own cell, beside it, below it."""
    if total_in_text(reader.text(mark.row, mark.column) or "") is not None:
        return mark.row, mark.column
    filled = [*_right(reader, mark)]
    numbers = [column for column in filled if reader.has_number(mark.row, column)]
    if len(numbers) > 2:  # a row of scores
        heads = mark.row - 1 - _of_points(reader, mark.row - 1)
        summed = (column for column in numbers if is_total(reader.text(heads, column) or ""))
        return next(((mark.row, column) for column in summed), None)
    if filled:
        beside, *more = filled
        if more and reader.data(mark.row, beside) == _WHOLE and reader.has_number(mark.row, more[0]):
            return mark.row, more[0]  # 综合得分 100 98
        return (mark.row, beside) if reader.has_number(mark.row, beside) else None
    below = mark.row + 1
    while reader.merged(below, mark.column) == (mark.row, mark.column) or _of_points(reader, below):
        below += 1
    number = below < len(reader.rows) and reader.has_number(below, mark.column)
    return (below, mark.column) if number else None


def _of_points(reader: Reader, row: int) -> bool:
    """Whether a row says what the scores below it are of: 满分 20 30 50 100."""
    texts = reader.texts(row) if row < len(reader.rows) else ()
    return bool(texts) and first_meaning(texts[0][1]) == "points"


def _beside(reader: Reader, mark: Mark, header: Header, default: int | None = None) -> int | None:
    """The one filled cell, or the one number, right of the label that is not the sum of the points, or of what was taken off."""
    others = {header.columns.get(key) for key in ("points", "deduction")}
    filled = [column for column in _right(reader, mark) if column not in others]
    numbers = [column for column in filled if reader.has_number(mark.row, column)]
    return next((one[0] for one in (filled, numbers) if len(one) == 1), default)


def _right(reader: Reader, mark: Mark) -> Iterator[int]:
    """The filled cells right of a label."""
    start = reader.anchor(mark.row, mark.column)
    for column in range(mark.column + 1, reader.width):
        own = reader.anchor(mark.row, column)
        if own == (mark.row, column) and own != start and not is_placeholder(reader.data(mark.row, column)):
            yield column


def read_grade(reader: Reader, rows: Iterable[int]) -> tuple[str, Place] | None:
    """The first grade beside or behind such a label, or at the end of the total row: 总分 100 96 优; None where all are blank."""
    wordings = "\n".join(reader.contents.wordings)
    labelled, telling = "等" in wordings or "档" in wordings, {*reader.contents.telling}
    for row in (row for row in rows if labelled or row in telling):
        texts = reader.texts(row)
        if len(texts) > 1 and is_total(texts[0][1]) and GRADE.fullmatch(normal(texts[-1][1])):
            return normal(texts[-1][1]), reader.at(row, texts[-1][0])
        for place, (column, text) in enumerate(texts):
            said = _label(text) if ("等" in text or "档" in text) and len(text) < 20 else None
            if said is None:
                continue
            if GRADE.fullmatch(said["grade"]):
                return said["grade"], reader.at(row, column)
            beside = texts[place + 1 : place + 2]
            if not said["grade"] and beside and GRADE.fullmatch(normal(beside[0][1])):
                return normal(beside[0][1]), reader.at(row, beside[0][0])
    return None


@lru_cache(maxsize=1 << 12)
def _label(text: str) -> re.Match[str] | None:
    return GRADE_LABEL.fullmatch(normal(text))


def check_columns(reader: Reader, headers: Sequence[Header], table: Table) -> None:
    """Each of these columns against its total, and scores of others against the points of their rows."""
    blocks = [header for header in headers if header.kind == "indicators"]
    if len(blocks) != 1 or blocks[0].own:
        return
    (header,) = blocks
    headed = header.headings(reader)
    if headed.keys() - {*header.columns.values()} and any(map(may_be_rate, headed.values())):
        below = [(row, item.name) for item in table.items if (row := _row(reader, item)) > header.end]
        check_rates(reader, header, below)
    listed = [(one.column, one.text, False) for one in header.others]
    for item in table.items if listed else ():
        for column, text, _ in listed:
            _within(reader, item, column, text)
    more = [key for key in ("approved", "deduction") if key in header.words]
    listed += [(header.columns[key], header.words[key], key == "deduction") for key in more]
    total = table.cells.get("total")
    if not listed or total is None or (row := reader.cell(total)[0]) <= header.end:
        return
    earning = [item for item in table.items if not item.idle]
    inside = [item for item in earning if _row(reader, item) > header.end]
    before = [item for item in earning if _row(reader, item) <= header.end]
    for column, text, taken in listed:
        stated = reader.amount(row, column)
        values = [*_values(reader, inside, column, blank=taken)]
        if stated is None or len(values) < len(inside):
            continue
        sums = {sum(values, Decimal()) + earned for earned in _more(before, taken=taken)}
        typed = abs(exact(stated)) if taken else exact(stated)
        if typed not in sums:
            places = [reader.at(_row(reader, item), column) for item in inside]
            most = [item.points for item in inside]
            told = unequal(typed, [*zip(values, places, most, strict=True)]) | {"which": text}
            at = reader.at(row, column)
            reader.note("total-differs", case="column", severity="warning", at=at, item="总分", **told)


def _row(reader: Reader, item: Item) -> int:
    """The row of an item's own cells."""
    return max((reader.cell(place)[0] for place in item.cells.values()), default=-1)


def _values(reader: Reader, items: Sequence[Item], column: int, *, blank: bool) -> Iterator[Decimal]:
    """What stands in a column in the rows of the items, as far as it is a number; ``blank`` says that nothing is 0."""
    for item in items:
        value = reader.data(_row(reader, item), column)
        number = amount_or_none(value)
        if number is not None:
            yield abs(exact(number)) if blank else exact(number)
        elif blank and (is_placeholder(value) or isinstance(value, str)):
            yield Decimal()


def _more(items: Sequence[Item], *, taken: bool) -> set[Decimal]:
    """What the rows of another block may add: nothing, or what they earned or lost, where they have no such column."""
    sums = {Decimal()}
    for key in ("entered", "approved"):
        earned = [exact_or_none(getattr(item, key)) for item in items]
        worth = [exact_or_none(item.points) for item in items]
        pairs = [(a, b) for a, b in zip(earned, worth, strict=True) if a is not None and b is not None]
        if len(pairs) == len(items):
            sums.add(sum((b - a if taken else a for a, b in pairs), Decimal()))
    return sums


def _within(reader: Reader, item: Item, column: int, text: str) -> None:
    """A score that somebody else gave lies within the row's points."""
    row, most = _row(reader, item), exact_or_none(item.points)
    given = reader.amount(row, column) if row >= 0 else None
    if given is None or most is None or most < 0 or 0 <= exact(given) <= most:
        return
    told = out_of_range(given, most)
    reader.note("score-out-of-range", at=reader.at(row, column), item=item.name, which=text, **told)
