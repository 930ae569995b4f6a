"""Every filled cell of every shipped workbook emptied, replaced by text, replaced by 7: `make own-cells`.

Each such table is judged, or refused with a sentence. A finding must be new where the cell was the form's own (a
header, a label, a formula), and where a score or the total came out otherwise than before, unless another number was
typed where a person types one.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from tests.refresh.memory_book import MemoryBook
from xlfuncs.cells import Value, address
from xlfuncs.errors import XlfuncsError
from xlfuncs.files.book import FileBook
from xlfuncs.making.spare_rows import REFUSED
from xlfuncs.refresh.refresh import check
from xlfuncs.sheets import Sheet, Workings

FOLDER = Path(__file__).parents[2] / "workbook_templates"
Cell = tuple[Path, str, int, int]
REPLACEMENTS: tuple[Value, ...] = (None, "改了", 7.0)


class Case(NamedTuple):
    """One cell of one workbook, and what it is replaced by."""

    path: Path
    sheet: str
    row: int
    column: int
    value: Value

    def __str__(self) -> str:
        return f"{self.path.name} {address((self.row, self.column), self.sheet)} = {self.value!r}"


def shipped() -> dict[Path, dict[str, Sheet]]:
    """The sheets of every workbook that is handed out."""
    books = {path: FileBook.open(path) for path in sorted(FOLDER.rglob("*.xlsx"))}
    return {path: {name: book.read(name) for name in book.sheet_names()} for path, book in books.items()}


def cases(books: Mapping[Path, Mapping[str, Sheet]]) -> Iterator[Case]:
    """All of them."""
    for path, sheets in books.items():
        for name, sheet in sheets.items():
            for row, values in enumerate(sheet.rows):
                for column, old in enumerate(values):
                    for value in REPLACEMENTS:
                        if old is not None and value != old:
                            yield Case(path, name, row, column, value)


def judged(sheets: Mapping[str, Sheet]) -> tuple[str, list[object], Counter[str]]:
    """How it ends, the scores, and the findings by code and cell."""
    book = MemoryBook(*sheets.values())
    try:
        results = check(book)
        assert not book.writes
        for result in results:
            result.to_dict()  # all that is said of it can be said
    except XlfuncsError as error:
        return f"refused: {error}", [], Counter()
    except Exception as problem:
        return f"UNCAUGHT {type(problem).__name__}: {problem}", [], Counter()
    scores: list[object] = [
        one for result in results for one in (result.total, *(s.score for s in result.scores))
    ]
    return "judged", scores, Counter(f"{f.code} {f.cell}" for r in results for f in r.findings)


def changed(case: Case, sheets: Mapping[str, Sheet]) -> dict[str, Sheet]:
    """The sheets with that one cell replaced, the formula behind it gone."""
    sheet = sheets[case.sheet]
    rows = [list(values) for values in sheet.rows]
    rows[case.row][case.column] = case.value
    cell = case.row, case.column
    formulas, behind = sheet.formulas - {cell}, sheet.workings

    def workings() -> Workings:
        assert behind, "of a file"
        found = behind()
        return replace(found, formulas={at: text for at, text in found.formulas.items() if at != cell})

    return {**sheets, case.sheet: replace(sheet, rows=rows, formulas=formulas, workings=workings)}


def ours(paths: Iterable[Path]) -> tuple[set[Cell], set[Cell]]:
    """The cells that are the form's own, locked or refusing every entry, and those that it derives and one may type over."""
    own, derived = set[Cell](), set[Cell]()
    for path in paths:
        for sheet in openpyxl.load_workbook(path):
            refusing = refused(sheet)
            for cell in chain.from_iterable(sheet.iter_rows()):
                place = path, sheet.title, cell.row - 1, cell.column - 1
                if cell.protection.locked or (cell.row, cell.column) in refusing:
                    own.add(place)
                elif cell.data_type == "f":
                    derived.add(place)
    return own, derived


def refused(sheet: Any) -> set[tuple[int, int]]:
    """The cells of a sheet of openpyxl that take no entry, locked or not."""
    checks = (one for one in sheet.data_validations.dataValidation if one.formula1 == REFUSED)
    return {cell for check in checks for block in check.sqref.ranges for cell in block.cells}


def failures(chosen: list[Case], books: Mapping[Path, Mapping[str, Sheet]]) -> Iterator[tuple[str, Case]]:
    """How each case ends: judged, refused, or as none may."""
    before = {path: judged(sheets) for path, sheets in books.items()}
    own, derived = ours(books)
    for case in chosen:
        end, scores, findings = judged(changed(case, books[case.path]))
        if end == "judged":
            _, old_scores, old = before[case.path]
            place = case[:-1]
            number = case.value == 7.0 and place not in derived  # where a person types one
            if not findings - old and (place in own or (scores != old_scores and not number)):
                end = "SILENT: no finding is new"
        yield end, case


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="so many cases instead of all")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    books = shipped()
    chosen = list(cases(books))
    if given.sample:
        chosen = random.Random(given.seed).sample(chosen, given.sample)
    counted: Counter[str] = Counter()
    bad = 0
    for end, case in failures(chosen, books):
        kind = end.partition(":")[0]
        counted[kind] += 1
        if kind not in ("judged", "refused"):
            bad += 1
            print(f"{case}: {end}")
    print(
        f"{len(chosen):,} cases of {len(books)} workbooks:",
        *(f"{kind} {n:,};" for kind, n in counted.items()),
    )
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
