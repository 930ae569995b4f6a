"""A bureau's folder: workbooks reviewed a second, against readers that do nothing else; how that grows, and what it takes.

`make bench-large` (XLFUNCS_LARGE=1) takes 2,000 and 10,000 workbooks, and one of 200,000 rows.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator
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

LARGE = os.environ.get("XLFUNCS_LARGE") == "1"
FEW, MANY = (2_000, 10_000) if LARGE else (150, 600)
HUGE = 200_000  # rows of one table
OWN = Path(__file__).parents[1] / "workbook_templates"
FORMS = ("project_self_evaluation", "beijing_department_evaluation", "hubei_department_self_evaluation")
TYPED = Path(__file__).parents[1] / "tests/tables/published"
VARIANTS = 5  # of each form of ours, with other results
UNIT = 10  # workbooks of a unit

# One process each, so that all of its work is counted: the evaluator's too, which ends with it.
CALAMINE = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook

for path in Path(sys.argv[1]).rglob("*.xlsx"):
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""
OURS = """
import sys
from pathlib import Path
from xlfuncs.files.limits import limit
from xlfuncs.review.engines import prepare
from xlfuncs.review.record import Job, review_file

prepare(limit("XLFUNCS_REVIEW_MEMORY"))  # as a worker of a review is
for path in Path(sys.argv[1]).rglob("*.xlsx"):
    record = review_file(Job(str(path)))
    assert record["tables"], record["reason"]
"""
# The same, but for the values of cells: read by openpyxl in its read-only mode, which knows of no merged cells.
OPENPYXL = (
    """
import io, re
import openpyxl
from openpyxl.utils import range_boundaries
from xlfuncs.files.kinds import xlsx

class Values:
    def __init__(self, workbook):
        data = io.BytesIO(workbook.package.data)
        self.book = openpyxl.load_workbook(data, read_only=True, data_only=True)
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
"""
    + OURS
)
SCRIPTS = {"ours": OURS, "calamine": CALAMINE, "openpyxl": OPENPYXL}


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
        form = FORMS[number % len(FORMS)]
        printed = {item.name for item in _items(FileBook.open(OWN / f"{form}.xlsx"))}  # nobody renames these
        filled = _kind(_filled(form, chance), formulas=True)
        yield filled._replace(names=[name for name in filled.names if name not in printed])
        yield typed[number % len(typed)]


def _filled(form: str, chance: random.Random) -> bytes:
    """A form of ours, filled in with results of its own, as an office suite would save it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "form.xlsx")
        path.write_bytes((OWN / f"examples/{form}_example.xlsx").read_bytes())
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


def work_rows(folder: Path) -> Iterator[Row]:
    """What a workbook takes of a processor: read, recognised, scored and checked, against readers that only read."""
    few = folder / "work"
    workbooks(few, FEW)
    ways = {name: (sys.executable, "-c", script, few) for name, script in SCRIPTS.items()}
    turns = [{name: run(*way).seconds for name, way in ways.items()} for _ in range(3)]
    ours, alone, openpyxl = (median(turn[name] for turn in turns) / FEW * 1e3 for name in ways)
    what, mine = f"{FEW:,} workbooks reviewed, each", f"{ours:.1f} ms"
    yield Row(
        what,
        mine,
        f"calamine only reading it, {alone:.2f} ms",
        alone / ours,
        at_least=0.35 if LARGE else 0.16,
    )
    yield Row(
        what,
        mine,
        f"its values read by openpyxl, {openpyxl:.1f} ms",
        openpyxl / ours,
        at_least=3 if LARGE else 2.4,
    )


class Review(NamedTuple):
    """What a run of the command took."""

    wall: float  # seconds
    work: float  # seconds of a processor, but for the evaluators
    memory: float  # gigabytes of its largest process


def review(folder: Path, jobs: int = 2, how: str = "--force") -> Review:
    """`xlfuncs review` over a folder."""
    start = perf_counter()
    summary = folder.with_suffix(".xlsx")
    took = run(*XLFUNCS, "review", folder, "-o", summary, "--jobs", jobs, how, ends=(0, 1))
    return Review(perf_counter() - start, took.seconds, took.gigabytes)


def folder_rows(folder: Path) -> Iterator[Row]:
    """The command over folders: workers, going on with nothing to do, memory, growth."""
    few, many = folder / "few", folder / "many"
    workbooks(few, FEW)
    workbooks(many, MANY)
    turns = [(review(few), review(few, jobs=1), review(few, how="--resume")) for _ in range(3)]
    two, one, again = (Review(*map(median, zip(*side, strict=True))) for side in zip(*turns, strict=True))
    what = f"review of {FEW:,} workbooks"
    mine, theirs = f"{FEW / two.wall:.0f} files/s", f"one process, {FEW / one.wall:.0f} files/s"
    wish = 1.6 if LARGE else None  # of few the start is most
    yield Row(f"{what}, two processes", mine, theirs, one.wall / two.wall, at_least=wish)
    yield Row(
        f"{what}: nothing to do",
        f"{again.work:.2f} s",
        f"the review, {two.work:.1f} s",
        two.work / again.work,
        at_least=20,
    )
    large = review(many)
    each, before = large.work / MANY * 1e3, two.work / FEW * 1e3
    what = f"review of {MANY:,} workbooks"
    yield Row(f"{what}, each", f"{each:.1f} ms", f"of {FEW:,}, {before:.1f} ms", each / before, at_most=1.2)
    for count, taken in ((FEW, two), (MANY, large)):
        size = f"{taken.memory * 1024:.0f} MB"
        yield Row(f"review of {count:,}: largest process", size, "400 MB", taken.memory / 0.4, at_most=1)


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
        return [*work_rows(folder), *folder_rows(folder), *(huge_rows(folder) if LARGE else ())]
