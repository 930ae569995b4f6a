"""各列的合计 — what the total row says in columns beside that of the scores: of deductions, and of what others gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlfuncs.evaluation.content import Item, Table
from xlfuncs.evaluation.findings.compare import out_of_range
from xlfuncs.evaluation.findings.slips import unequal
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import amount_or_none
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.funds.other_rates import check_rates, may_be_rate
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.scoring.numbers import exact, exact_or_none


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
