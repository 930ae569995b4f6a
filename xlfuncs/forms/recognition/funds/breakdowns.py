"""资金分类 — amounts told apart below their total, 按收入性质分 and 按支出性质分: each way they add up to one of its amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.slips import mended
from xlfuncs.forms.recognition.cells.reader import Reader, amount, is_number
from xlfuncs.forms.recognition.columns.marks import beside
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.scoring.numbers import exact, exact_or_none

_WAY = re.compile(r"按.{2,6}分[:：]?")
_AMOUNTS = ("budget", "executed", "initial_budget")


def check_breakdowns(reader: Reader, item: Item, rows: Sequence[int]) -> None:
    """The parts below each heading that says how the amounts are told apart, against the amounts of the total."""
    stated = [
        (number, key) for key in _AMOUNTS if (number := exact_or_none(item.inputs.get(key))) is not None
    ]
    for place, row in enumerate(rows):
        for column, text in reader.texts(row):
            if stated and _WAY.fullmatch(normal(text)):
                _check(reader, item, stated, [*_parts(reader, column, rows[place + 1 :])], text)


def _parts(reader: Reader, column: int, rows: Sequence[int]) -> Iterator[tuple[float, Place]]:
    """The amounts right of the labels in a column, as far as labels stand there."""
    for row in rows:
        own = dict(reader.texts(row)).get(column)
        if own is None or is_number(own):
            return
        value = beside(reader, row, column)
        if value is None or "%" in normal(reader.text(row, value) or ""):
            continue
        if (number := amount(reader.value(row, value))) is not None:
            yield number, reader.at(row, value)


def _check(
    reader: Reader, item: Item, stated: list[tuple[Decimal, str]], parts: list[tuple[float, Place]], way: str
) -> None:
    added = sum((exact(number) for number, _ in parts), Decimal())
    if len(parts) < 2 or added in [number for number, _ in stated]:
        return
    total, key = min(stated, key=lambda one: abs(one[0] - added))
    if any(said.code == "sum-differs" and said.cell == item.place(key) for said in reader.findings):
        return  # the parts stand in the column of the total, and were added up there
    reader.note(
        "sum-differs",
        case="parted",
        at=item.place(key),
        item=item.name,
        found=float(total),
        expected=float(added),
        total=total.normalize(),
        added=added.normalize(),
        way=normal(way).rstrip(":："),
        hint=mended(total - added, [(number, at, None) for number, at in parts]),
    )
