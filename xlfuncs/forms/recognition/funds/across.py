"""来源各列 — amounts whose sources stand in columns beside their total: 合计, 中央, 省级, 县级; or towns and units, below one
heading with it. They must add up to it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from itertools import count, takewhile

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.slips import mended
from xlfuncs.forms.recognition.cells.reader import Reader, amount_or_none
from xlfuncs.forms.recognition.funds.amount_rows import AMOUNTS, note_sum
from xlfuncs.forms.recognition.words.row_labels import ends_as, is_row
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.scoring.numbers import exact

_ROWS = 2  # of a heading merged across others, and these
_UNIT = re.compile("(?:[镇乡村县区市州旗局委办院校所站处科室队馆园厂]|街道|中心|公司|机关|本级)$")
_THIS_YEAR, _CARRIED = "当年", "结转"


def check_across(reader: Reader, items: Sequence[Item], heads: Sequence[int]) -> None:
    """The amounts of rows against those of their sources, under headings in the rows `heads`: left of them all, else right."""
    texts = [one for row in heads for one in reader.texts(row)]
    apart = any(_THIS_YEAR in text for _, text in texts)  # else what was carried over may be part of another
    sources = {
        column for column, text in texts if ends_as("funds_sources", text) or (apart and _CARRIED in text)
    }
    for item in items if len(sources) > 1 or len(heads) == _ROWS else ():
        cells = [reader.cell(place) for key in AMOUNTS if (place := item.cells.get(key)) is not None]
        first = min((column for _, column in cells), default=0)
        before = cells and amount_or_none(reader.data(cells[0][0], first - 1)) is not None
        step = -1 if before and first - 1 in sources else 1
        for row, own in cells:
            parts = [*_parts(reader, row, own, sources, step)]
            if len(parts) < 2 and len(heads) == _ROWS:
                parts = _grouped(reader, row, own, *heads) or _paired(reader, row, own, *heads)
            if len(parts) > 1:
                left = [text for column, text in reader.texts(row) if column < own]
                check_parts(reader, row, own, parts, left[-1] if left else item.name)


def check_parts(
    reader: Reader, row: int, column: int, parts: Sequence[tuple[float, Place]], name: str
) -> None:
    """An amount against those beside it that it is made of."""
    total = amount_or_none(reader.data(row, column))
    added = sum((exact(number) for number, _ in parts), Decimal())
    if total is not None and (missing := exact(total) - added):
        hint = mended(missing, [(number, at, None) for number, at in parts])
        note_sum(reader, reader.at(row, column), name, exact(total), added, hint, case="across")


def _parts(
    reader: Reader, row: int, total: int, sources: Container[int], step: int
) -> Iterator[tuple[float, Place]]:
    """The amounts beside a total as far as they are of sources."""
    for column in takewhile(sources.__contains__, count(total + step, step)):
        if (number := amount_or_none(reader.data(row, column))) is not None:
            yield number, reader.at(row, column)


def _grouped(reader: Reader, row: int, total: int, upper: int, lower: int) -> list[tuple[float, Place]]:
    """The amounts of towns or units beside 合计, below one heading with it; none where something else stands among them."""
    group = reader.merged(upper, total)
    beside = [at for at in range(reader.width) if at != total and group and reader.merged(upper, at) == group]
    names = [normal(reader.text(lower, at) or "") for at in beside]
    if not is_row("funds_total", reader.text(lower, total) or "") or not all(map(_UNIT.search, names)):
        return []
    values = [(amount_or_none(reader.data(row, at)), reader.at(row, at)) for at in beside]
    return [(value, at) for value, at in values if value is not None]


def _paired(reader: Reader, row: int, total: int, upper: int, lower: int) -> list[tuple[float, Place]]:
    """The amounts of the same heading, 预算, below those of sources, towns or units beside 合计; none where another is."""
    heading = reader.text(lower, total)
    alike = [
        at for at in range(reader.width) if at != total and heading and reader.text(lower, at) == heading
    ]
    names = [reader.value(upper, at) for at in (total, *alike)]
    whole, *parts = (normal(name) if isinstance(name, str) else "" for name in names)
    if not is_row("funds_total", whole) or not all(
        ends_as("funds_sources", part) or _UNIT.search(part) for part in parts
    ):
        return []
    values = [(amount_or_none(reader.data(row, at)), reader.at(row, at)) for at in alike]
    return [(value, at) for value, at in values if value is not None]
