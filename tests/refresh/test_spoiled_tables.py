"""Published tables, spoiled at random: a result or an error on purpose, and refreshing again changes nothing."""

from __future__ import annotations

import contextlib
import random

import pytest

from tests.forms.grid import DATA, published
from tests.refresh.memory_book import MemoryBook
from xlfuncs.cells import CellError, Value
from xlfuncs.errors import XlfuncsError
from xlfuncs.refresh.refresh import check, refresh
from xlfuncs.sheets import Sheet

NAMES = sorted(path.stem for path in DATA.glob("*.txt"))
RULES = (None, "beijing-2022", "mof-2020-10", "hubei-2020", "sichuan-2023")
VALUES: tuple[Value, ...] = (
    *(None, "  ", "—", "/", "多", "达成", "已完成", "正向", "反向", "小计", "合计", "总分", "注：略"),
    *("≥95%", "95%", "40人", "-3", "1,234.5元", "个", "%", "万元"),
    *(0.0, 1.0, 0.95, 5.0, 100.0, 12.345, 1e10, CellError("#REF!")),
)


def spoiled(sheet: Sheet, chance: random.Random) -> Sheet:
    """A few cells overwritten, rows doubled, merges taken away."""
    rows, merged = [list(row) for row in sheet.rows], list(sheet.merged)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(rows))
        what = chance.random()
        if what < 0.7 and rows[at]:
            rows[at][chance.randrange(len(rows[at]))] = chance.choice(VALUES)
        elif what < 0.85:
            rows.insert(at, list(rows[at]))
            merged = [(t + (t >= at), left, b + (b >= at), right) for t, left, b, right in merged]
        elif merged:
            merged.pop(chance.randrange(len(merged)))
    return Sheet("自评表", rows, merged=tuple(merged))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("name", NAMES)
def test_no_table_breaks_a_refresh(name: str, seed: int) -> None:
    chance = random.Random(f"{name} {seed}")
    book, rule = MemoryBook(spoiled(published(name), chance)), chance.choice(RULES)
    with contextlib.suppress(XlfuncsError):
        first = refresh(book, rule)
        before = [book.read(sheet) for sheet in book.sheet_names()]
        again = check(book, rule)
        assert [result.total for result in again] == [result.total for result in first]
        refresh(book, rule)
        assert [book.read(sheet) for sheet in book.sheet_names()] == before
