"""来源各列 — amounts whose sources stand in columns beside their total: 合计, 中央, 省级, 县级; they must add up to it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from itertools import count, takewhile

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.slips import mended
from xlfuncs.forms.recognition.cells.reader import Reader, amount_or_none
from xlfuncs.forms.recognition.funds.amount_rows import AMOUNTS, note_sum
from xlfuncs.forms.recognition.words.row_labels import ends_as
from xlfuncs.scoring.numbers import exact

_THIS_YEAR, _CARRIED = "当年", "结转"


def check_across(reader: Reader, items: Sequence[Item], heads: Sequence[int]) -> None:
    """The amounts of rows against those of their sources, under headings in the rows `heads`: left of them all, else right."""
    texts = [one for row in heads for one in reader.texts(row)]
    apart = any(_THIS_YEAR in text for _, text in texts)  # else what was carried over may be part of another
    sources = {
        column for column, text in texts if ends_as("funds_sources", text) or (apart and _CARRIED in text)
    }
    for item in items if len(sources) > 1 else ():
        cells = [reader.cell(place) for key in AMOUNTS if (place := item.cells.get(key)) is not None]
        first = min((column for _, column in cells), default=0)
        step = -1 if first - 1 in sources else 1
        for row, own in cells:
            total = amount_or_none(reader.data(row, own))
            parts = [*_parts(reader, row, own, sources, step)]
            added = sum((exact(number) for number, _ in parts), Decimal())
            if total is not None and len(parts) > 1 and (missing := exact(total) - added):
                hint = mended(missing, [(number, at, None) for number, at in parts])
                left = [text for column, text in reader.texts(row) if column < own]
                name = left[-1] if left else item.name
                note_sum(reader, reader.at(row, own), name, exact(total), added, hint, case="across")


def _parts(
    reader: Reader, row: int, total: int, sources: Container[int], step: int
) -> Iterator[tuple[float, Place]]:
    """The amounts beside a total as far as they are of sources."""
    for column in takewhile(sources.__contains__, count(total + step, step)):
        if (number := amount_or_none(reader.data(row, column))) is not None:
            yield number, reader.at(row, column)
