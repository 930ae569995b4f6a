"""来源各列 — amounts whose sources stand in columns beside their total: 合计, 中央, 省级, 县级; or towns and units, below one
heading with it. They must add up to it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import count, takewhile

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Part, Reader
from xlfuncs.forms.recognition.funds.amount_rows import AMOUNTS
from xlfuncs.forms.recognition.words.row_labels import ends_as, is_row
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact

_ROWS = 2  # of a heading merged across others, and these
_UNIT = pattern("(?:[镇乡村县区市州旗局委办院校所站处科室队馆园厂]|街道|中心|公司|机关|本级)$")
_THIS_YEAR, _CARRIED = "当年", "结转"


def check_across(reader: Reader, items: Sequence[Item], heads: Sequence[int]) -> None:
    """The amounts of rows against those of their sources, under headings in the rows `heads`: left of them all, else right."""
    texts = [one for row in heads for one in reader.texts(row)]
    apart = any(_THIS_YEAR in text for _, text in texts)  # else what was carried over may be part of another
    carried = {at for at, text in texts if _CARRIED in text}
    named = {at for at, text in texts if ends_as("funds_sources", text)}
    for item in items if len(named | carried) > 1 or len(heads) == _ROWS else ():
        cells = [reader.cell(place) for key in AMOUNTS if (place := item.cells.get(key)) is not None]
        first = min((column for _, column in cells), default=0)
        before = cells and reader.amount(cells[0][0], first - 1) is not None
        step = -1 if before and first - 1 in named | carried else 1
        # an amount that they come to with what was carried over alone says that it is no part of another
        proven = any(
            _adds_up(reader, *cell, _run(reader, cell, step, named | carried))
            and not _adds_up(reader, *cell, _run(reader, cell, step, named | carried, but=carried))
            for cell in cells
        )
        sources = named | carried if apart or proven else named
        for row, own in cells:
            parts = _run(reader, (row, own), step, sources)
            if len(parts) < 2 and len(heads) == _ROWS:
                parts = _grouped(reader, row, own, *heads)
            if len(parts) > 1:
                left = [text for column, text in reader.texts(row) if column < own]
                check_parts(reader, row, own, parts, left[-1] if left else item.name)


def _run(
    reader: Reader, cell: tuple[int, int], step: int, sources: set[int], but: Container[int] = ()
) -> list[Part]:
    """The amounts of sources right beside that of all of them."""
    columns = takewhile(sources.__contains__, count(cell[1] + step, step))
    return amounts_at(reader, cell[0], (column for column in columns if column not in but))


def check_parts(reader: Reader, row: int, column: int, parts: Sequence[Part], name: str) -> None:
    """An amount against those beside it that it is made of."""
    total = reader.amount(row, column)
    if total is not None and not _adds_up(reader, row, column, parts):
        reader.note_sum(reader.at(row, column), name, exact(total), parts, case="across")


def _adds_up(reader: Reader, row: int, column: int, parts: Sequence[Part]) -> bool:
    total = reader.amount(row, column)
    return total is not None and exact(total) == sum(exact(number) for number, _ in parts)


def amounts_at(reader: Reader, row: int, columns: Iterable[int]) -> list[Part]:
    """The amounts of a row in some columns, as far as they are numbers."""
    numbers = [(reader.amount(row, column), reader.at(row, column)) for column in columns]
    return [(number, at) for number, at in numbers if number is not None]


def _grouped(reader: Reader, row: int, total: int, upper: int, lower: int) -> list[Part]:
    """The amounts of sources, towns or units beside 合计: below one heading with it, or above the same one, 预算; none where
    something else stands among them.
    """
    group, heading = reader.merged(upper, total), reader.text(lower, total)
    others = [at for at in range(reader.width) if at != total]
    below = [at for at in others if group and reader.merged(upper, at) == group]
    alike = [at for at in others if heading and reader.text(lower, at) == heading]
    for columns, line in ((below, lower), (alike, upper)):
        whole, *parts = (normal(reader.text(line, at) or "") for at in (total, *columns))
        if is_row("funds_total", whole) and all(
            ends_as("funds_sources", one) or _UNIT.search(one) for one in parts
        ):
            return amounts_at(reader, row, columns)
    return []
