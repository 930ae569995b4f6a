"""Scored workbooks whose cells are edited at random: `xlfuncs verify` must miss none. Run by `make tampered`."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tests.refresh.memory_book import MemoryBook
from xlfuncs.cells import Value, address
from xlfuncs.files.book import FileBook
from xlfuncs.refresh.refresh import refresh
from xlfuncs.refresh.verify import verify
from xlfuncs.sheets import Sheet

ROOT = Path(__file__).parents[2]
_BESIDE = ("核对", "说明", "依据", "得分汇总")
_TYPED: list[Value] = ["", "≥40人", "36人", "好", 0.0, 1.0, -5.0, 1e9, 87.3, True]


def edited(sheets: Mapping[str, Sheet], chance: random.Random) -> tuple[str, Sheet]:
    """One cell of a sheet that shows with another content: what was done, and the sheet after it."""
    shown = [sheet for name, sheet in sheets.items() if not name.startswith(_BESIDE) and _has_typed(sheet)]
    sheet = chance.choice(shown)
    while True:
        row = chance.randrange(len(sheet.rows))
        column = chance.randrange(max(map(len, sheet.rows)))
        old = sheet.value(row, column)
        if (row, column) in sheet.formulas or (old is None and chance.random() < 0.7):
            continue
        new = _other(old, chance)
        if (old or "") != (new or ""):
            rows = [list(line) for line in sheet.rows]
            rows[row] += [None] * (column + 1 - len(rows[row]))
            rows[row][column] = new
            return f"{sheet.name}!{address((row, column))} {old!r} → {new!r}", replace(sheet, rows=rows)


def _has_typed(sheet: Sheet) -> bool:
    """Whether anything on a visible sheet is not a formula's."""
    return sheet.visibility == "visible" and any(
        value is not None and (row, column) not in sheet.formulas
        for row, line in enumerate(sheet.rows)
        for column, value in enumerate(line)
    )


def _other(old: Value, chance: random.Random) -> Value:
    if isinstance(old, float) and chance.random() < 0.7:
        slips: list[Value] = [old + 1, old * 10, old / 10, -old, float(f"{old * 1.0001:.15g}"), str(old)]
        return chance.choice(slips)
    if isinstance(old, str) and chance.random() < 0.7:
        return chance.choice([old + "。", old[:-1], old[::-1], old.replace("0", "1", 1)])
    return chance.choice(_TYPED)


def noticed(sheets: Mapping[str, Sheet], edit: str, after: Sheet) -> bool:
    """Whether verify says that this row of this sheet was changed."""
    verdicts = verify(MemoryBook(*({**sheets, after.name: after}).values()))
    told = [one for verdict in verdicts for one in verdict.differences if one.kind == "input"]
    row = int(re.findall(r"[A-Z]+(\d+) ", edit)[0])
    return any(one.sheet == after.name and row in one.rows for one in told)


def unnoticed(count: int, seed: int) -> int:
    """How many of so many edits verify does not name, over all that is handed out and some tables of others."""
    chance, silent = random.Random(seed), 0
    paths = [
        *sorted((ROOT / "workbook_templates").rglob("*.xlsx")),
        *sorted((ROOT / "tests/cases").glob("*.xlsx")),
    ]
    for number, path in enumerate(paths):
        book = FileBook.open(path)
        refresh(book)
        scored = FileBook(path, book.to_bytes())
        sheets = {name: scored.read(name) for name in scored.sheet_names()}
        for _ in range(count // len(paths) + (number < count % len(paths))):
            edit, after = edited(sheets, chance)
            if not noticed(sheets, edit, after):
                silent += 1
                print(f"{path.name}: {edit} is not noticed")
    return silent
