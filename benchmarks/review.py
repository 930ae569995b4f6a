"""A bureau's folder: workbooks reviewed a second, against readers that do nothing else; how that grows, and what it takes.

``--large``, or XLFUNCS_LARGE=1, measures 2,000 and 10,000 workbooks and one of 200,000 rows: about half an hour.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from benchmarks import Row
from benchmarks.workbook import XLFUNCS, long_table, run
from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item
from xlfuncs.files.book import FileBook
from xlfuncs.files.ooxml.package import Package
from xlfuncs.refresh.refresh import check

__all__ = ["table", "workbooks"]

LARGE = "--large" in sys.argv or os.environ.get("XLFUNCS_LARGE") == "1"
FEW, MANY = (2_000, 10_000) if LARGE else (200, 600)
HUGE = 200_000  # rows of one table
OWN = Path(__file__).parents[1] / "workbook_templates/examples"
FORMS = ("project_self_evaluation", "beijing_department_evaluation", "hubei_department_self_evaluation")
TYPED = Path(__file__).parents[1] / "tests/tables/published"
VARIANTS = 5  # of each form of ours, with other results
UNIT = 10  # workbooks of a unit
WORKERS = 2

CALAMINE = """
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from python_calamine import CalamineWorkbook

def read(path):
    book = CalamineWorkbook.from_path(path)
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)

with ProcessPoolExecutor(int(sys.argv[2])) as pool:
    sum(pool.map(read, sorted(map(str, Path(sys.argv[1]).rglob("*.xlsx"))), chunksize=32))
"""
# The same review, but for the values of cells: read by openpyxl in its read-only mode, which knows of no merged cells.
OPENPYXL = """
import io, re
import openpyxl
from openpyxl.utils import range_boundaries
from xlfuncs.files.kinds import xlsx

class Values:
    def __init__(self, data, workbook):
        self.book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        self.workbook = workbook

    def block(self, sheet):
        rows = [list(row) for row in self.book[sheet].iter_rows(values_only=True)]
        merged = re.findall(rb'<mergeCell ref="([A-Z0-9:]+)"', self.workbook.sheet_xml(sheet))
        corners = [range_boundaries(block.decode()) for block in merged]
        width = max(map(len, rows), default=0)
        return (
            [[float(v) if type(v) is int else v for v in row] + [None] * (width - len(row)) for row in rows],
            [(top - 1, left - 1, bottom - 1, right - 1) for left, top, right, bottom in corners],
        )

xlsx._values = Values
from xlfuncs.cli import main
main()
"""


class Kind(NamedTuple):
    """A workbook to be varied: its parts, and the texts that differ from table to table."""

    data: bytes
    names: list[str]
    actuals: list[str]  # of tables without formulas: a result beside a formula must stay right


def workbooks(folder: Path, count: int) -> None:
    """A tree of `count` returned workbooks, ten a unit, no two alike: our own forms filled in, and tables typed by others."""
    kinds, chance = [*_kinds()], random.Random(2023)
    for number in range(count):
        unit = folder / f"单位{number // UNIT + 1:04}"
        unit.mkdir(parents=True, exist_ok=True)
        (unit / f"自评表{number % UNIT + 1:02}.xlsx").write_bytes(
            _varied(kinds[number % len(kinds)], number, chance)
        )


def _kinds() -> Iterator[Kind]:
    """One of ours in turn with one of others, as they might come in."""
    chance = random.Random(10)
    typed = [_kind(path.read_bytes()) for path in sorted(TYPED.glob("*.xlsx"))]
    for number in range(len(FORMS) * VARIANTS):
        yield _kind(_filled(FORMS[number % len(FORMS)], chance), formulas=True)
        yield typed[number % len(typed)]


def _filled(form: str, chance: random.Random) -> bytes:
    """A form of ours, filled in with results of its own, as an office suite would save it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "form.xlsx")
        path.write_bytes((OWN / f"{form}_example.xlsx").read_bytes())
        book = FileBook.open(path)
        for place, text in _actuals(book):
            book.write(place.sheet, {place.cell: _other(text, chance)})
        book.save(path)
        return path.read_bytes()


def _kind(data: bytes, *, formulas: bool = False) -> Kind:
    book = FileBook(Path("表.xlsx"), data)
    return Kind(
        data, [item.name for item in _items(book)], [] if formulas else [text for _, text in _actuals(book)]
    )


def _items(book: FileBook) -> list[Item]:
    return [score.item for result in check(book) for score in result.scores if len(score.item.name) > 3]


def _actuals(book: FileBook) -> Iterator[tuple[Place, str]]:
    for item in _items(book):
        if isinstance(item.actual, str) and "actual" in item.cells:
            yield item.cells["actual"], item.actual


def _other(text: str, chance: random.Random) -> str:
    """A result a little larger or smaller."""
    return re.sub(
        r"\d+", lambda digits: str(max(1, int(digits[0]) + chance.choice((-1, 0, 0, 1)))), text, count=1
    )


def _varied(kind: Kind, number: int, chance: random.Random) -> bytes:
    package = Package(kind.data)
    for part in package.names():
        if part.startswith(("xl/worksheets/sheet", "xl/sharedStrings")):
            xml = package.read(part)
            for name in kind.names:
                xml = xml.replace(f">{name}<".encode(), f">{name}（{number}）<".encode())
            for text in kind.actuals:
                xml = xml.replace(f">{text}<".encode(), f">{_other(text, chance)}<".encode(), 1)
            package.put(part, xml)
    return package.to_bytes()


def took(work: Callable[[], object]) -> float:
    """The time of one run [s]."""
    start = perf_counter()
    work()
    return perf_counter() - start


def review(
    folder: Path, *more: object, command: tuple[str, ...] = XLFUNCS, jobs: int = WORKERS
) -> Callable[[], float]:
    """A review of a folder, to be run: the most memory that a process of it held [GB]."""
    how = more or ("--force",)
    words = (*command, "review", folder, "-o", folder.with_suffix(".xlsx"), "--jobs", jobs, *how)
    return lambda: run(*words, ends=(0, 1)).gigabytes


def rows_of_folders(folder: Path) -> Iterator[Row]:
    """Throughput, workers, memory, resuming, growth."""
    few, many = folder / "few", folder / "many"
    workbooks(few, FEW)
    workbooks(many, MANY)
    calamine = (sys.executable, "-c", CALAMINE)
    ways: dict[str, Callable[[], object]] = {
        "ours": review(few),
        "one": review(few, jobs=1),
        "calamine": lambda: run(*calamine, few, WORKERS),
        "openpyxl": review(few, command=(sys.executable, "-c", OPENPYXL)),
    }
    turns = [{name: took(work) for name, work in ways.items()} for _ in range(3)]
    ours, one, alone, openpyxl = (median(turn[name] for turn in turns) for name in ways)
    what, mine = f"review of {FEW:,} workbooks", f"{FEW / ours:.0f} files/s"
    yield Row(what, mine, f"calamine only reading, {FEW / alone:.0f} files/s", alone / ours, at_least=0.05)
    yield Row(
        what, mine, f"values read by openpyxl, {FEW / openpyxl:.0f} files/s", openpyxl / ours, at_least=2
    )
    yield Row(what, mine, f"one process, {FEW / one:.0f} files/s", one / ours, at_least=1.6)
    memory = review(few)()
    yield Row(f"{what}: memory", f"{memory:.2f} GB", "0.4 GB", memory / 0.4, at_most=1)
    again = median(took(review(few, "--resume")) for _ in range(3))
    yield Row(f"{what}: nothing to do", f"{again:.2f} s", f"the review, {ours:.1f} s", ours / again)
    start = perf_counter()
    memory = review(many)()
    longer = perf_counter() - start
    what = f"review of {MANY:,} workbooks"
    yield Row(f"{what}: memory", f"{memory:.2f} GB", "0.4 GB", memory / 0.4, at_most=1)
    per_file = longer / MANY / (ours / FEW)
    yield Row(
        what,
        f"{longer / MANY * 1e3:.1f} ms/file",
        f"{FEW:,}, {ours / FEW * 1e3:.1f} ms/file",
        per_file,
        at_most=1.2,
    )


def huge_rows(folder: Path) -> Iterator[Row]:
    """One very large table, scored and written back."""
    path = folder / "huge.xlsx"
    long_table(path, HUGE)
    took = run(*XLFUNCS, "score", path, "-o", folder / "scored.xlsx")
    yield Row(
        f"refresh of {HUGE:,} rows: memory", f"{took.gigabytes:.2f} GB", "2 GB", took.gigabytes / 2, at_most=1
    )


def table() -> list[Row]:
    """The rows of `make bench`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*rows_of_folders(folder), *(huge_rows(folder) if LARGE else ())]


if __name__ == "__main__":
    from benchmarks.__main__ import report

    sys.exit(report(table()))
