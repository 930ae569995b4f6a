"""来源各列 — amounts whose sources stand in columns beside their total: 合计, 中央, 省级, 县级; they must add up to it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from itertools import count, takewhile

from xlfuncs.cells import Place
from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.slips import mended
from xlfuncs.forms.recognition.cells.reader import Reader, amount
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.scoring.numbers import exact

_AMOUNTS = ("budget", "executed", "initial_budget")
_Parts = list[tuple[float, Place]]


def check_across(reader: Reader, items: Sequence[Item], heads: Sequence[int]) -> None:
    """The amounts of rows against those of their sources, under headings in the rows `heads`: left of them all, else right."""
    sources = {column for row in heads for column, text in reader.texts(row) if _names_source(text)}
    for item in items if len(sources) > 1 else ():
        places = {key: place for key in _AMOUNTS if (place := item.cells.get(key)) is not None}
        first = min(places.values(), key=lambda place: place.column, default=None)
        step = -1 if first and first.column - 1 in sources else 1
        for key, place in places.items():
            total, parts = _number(reader, place.row, place.column), [*_parts(reader, place, sources, step)]
            added = sum((exact(number) for number, _ in parts), Decimal())
            if total is not None and len(parts) > 1 and added != exact(total):
                _note(reader, item, key, exact(total), added, parts)


def _names_source(text: str) -> bool:
    return bare(normal(text)).endswith(tuple(words("of_funds")["sources"]))


def _parts(reader: Reader, total: Place, sources: Container[int], step: int) -> Iterator[tuple[float, Place]]:
    """The amounts beside a total as far as they are of sources."""
    for column in takewhile(sources.__contains__, count(total.column + step, step)):
        if (number := _number(reader, total.row, column)) is not None:
            yield number, reader.at(total.row, column)


def _number(reader: Reader, row: int, column: int) -> float | None:
    try:
        return amount(reader.data(row, column))
    except NotANumber:
        return None


def _note(reader: Reader, item: Item, key: str, total: Decimal, added: Decimal, parts: _Parts) -> None:
    reader.note(
        "sum-differs",
        case="across",
        at=item.place(key),
        item=item.name,
        found=float(total),
        expected=float(added),
        total=total.normalize(),
        added=added.normalize(),
        hint=mended(total - added, [(number, at, None) for number, at in parts]),
    )
