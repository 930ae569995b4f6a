"""One figure of a file changed, as slips of typing change it: is it found, and at its cell or row?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.accuracy.identities import Identity, figure, identities
from benchmarks.accuracy.reviewed import Review, review

FILES = Path(__file__).parents[2]
# What is said where a sum does not add up: at its own cell, or at the first row it is of.
_SUMS = ("points-sum", "total-differs", "sum-differs", "score-differs", "parts-differ", "sources-differ")
# A number with its sign before and its unit after; no outline number, date or name of a period.
_FIGURE = re.compile(
    r"(?:[≥≤≧≦<>＝=＜＞]+|不少于|不低于|不超过)?\s*-?\d+(?:\.\d+)?\s*(?![、.年月])[^\d年月、]{0,8}"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass
class Mutated:
    """How many changes were made, and found at the right row, or, of a sum, at the sum."""

    tied: int = 0  # those that break what the form states of its figures
    tied_found: int = 0
    at_sum: int = 0  # of these: only the sum is named, as nothing in the row itself is wrong
    all: int = 0
    all_found: int = 0
    elsewhere: int = 0  # found, but at another row only
    by_file: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))  # found, of each file
    missed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def mutated(folder: Path, of_each: int) -> Mutated:
    """Change so many figures of every typed table and every example, one at a time."""
    made = Mutated()
    published = sorted((FILES / "tests" / "tables" / "published").glob("*.xlsx"))
    examples = sorted((FILES / "workbook_templates" / "examples").glob("*.xlsx"))
    for file in [*published, *examples]:
        _of_file(made, file, folder / "mutated.xlsx", Random(file.stem), of_each)
    return made


def _of_file(made: Mutated, file: Path, copy: Path, random: Random, of_each: int) -> None:
    book, shown = load_workbook(file), load_workbook(file, data_only=True)
    book.save(copy)
    unchanged = review(copy)
    before = _findings(unchanged)
    read = {table["sheet"] for table in unchanged.tables}
    printed = [sheet for sheet in book.worksheets if sheet.title in read or not read]
    stated = {sheet.title: identities(sheet, shown[sheet.title]) for sheet in printed}
    figures = [
        (sheet.title, cell.coordinate) for sheet in printed for cell in _figures(sheet, shown[sheet.title])
    ]
    for sheet, address in random.choices(figures, k=of_each) if figures else ():
        cell, value = book[sheet][address], shown[sheet][address].value
        kind, changed = random.choice([*changes_of(value, random)] or [("none", None)])
        if kind == "none":
            continue
        original, cell.value = cell.value, changed
        book.save(copy)
        new = _findings(review(copy)) - before
        cell.value = original
        at_row = any(_at(finding, sheet, cell, book[sheet]) for finding in new)
        broken = _broken(stated[sheet], shown[sheet], cell.coordinate, changed)
        at_sum = not at_row and broken <= {"sum", "worth"} and any(code in _SUMS for code, *_ in new)
        tied = bool(broken)
        made.all += 1
        made.by_file[file.stem].append(at_row)
        made.all_found += at_row
        made.tied += tied
        made.tied_found += tied and (at_row or at_sum)
        made.at_sum += tied and at_sum
        made.elsewhere += bool(new) and not at_row
        if not (at_row or at_sum):
            made.missed[f"{kind}{f' that breaks {min(broken)}' if tied else ''}"].append(
                f"{file.name} {sheet}!{address}: {value!r} → {changed!r}{'; said elsewhere' if new else ''}"
            )


def _figures(sheet: Worksheet, shown: Worksheet) -> Iterator[Cell]:
    """Cells that print a figure: numbers, also of formulas, and short texts with one number."""
    areas = [range_boundaries(area.split("!")[-1]) for area in str(sheet.print_area or "").split(",") if area]
    for cell in (each for row in sheet.iter_rows() for each in row if isinstance(each, Cell)):
        column = sheet.column_dimensions[cell.column_letter]
        unprinted = column.hidden or column.outlineLevel or sheet.row_dimensions[cell.row].hidden
        if unprinted or (areas and not any(_within(cell, area) for area in areas)):
            continue
        value = shown[cell.coordinate].value
        if type(value) in (int, float) or (isinstance(value, str) and _FIGURE.fullmatch(value.strip())):
            yield cell


def _within(cell: Cell, area: tuple[int | None, ...]) -> bool:
    left, top, right, bottom = (bound or 10**7 for bound in area)
    return top <= cell.row <= bottom and left <= cell.column <= right


def _broken(stated: Sequence[Identity], shown: Worksheet, address: str, changed: Any) -> set[str]:
    """The kinds of what the form states that a changed figure breaks."""
    number = figure(changed)
    about = [one for one in stated if address in one.cells]
    figures = {
        cell: found for one in about for cell in one.cells if (found := figure(shown[cell].value)) is not None
    }
    if number is None or not about:
        return set()
    figures[address] = number
    return {one.kind for one in about if not one.holds(figures)}


def changes_of(value: Any, random: Random) -> Iterator[tuple[str, Any]]:
    """Every slip that changes the value."""
    text = str(value)
    found = _NUMBER.search(text)
    if found is None:
        return
    number = found[0]
    slips: dict[str, Callable[[], str]] = {
        "digits swapped": lambda: (
            number[1] + number[0] + number[2:] if len(number) > 1 and number[1] != "." else number
        ),
        "extra digit": lambda: (
            number + str(random.randrange(1, 10)) if "." not in number else number[0] + number
        ),
        "decimal shifted": lambda: f"{float(number) * random.choice([10, 0.1]):.10g}",
        "truncated": lambda: number.partition(".")[0],
        "one more": lambda: f"{float(number) + 1:.10g}",
    }
    for kind, slip in slips.items():
        slipped = slip()
        changed = text[: found.start()] + slipped + text[found.end() :]
        if float(slipped) != float(number):
            yield kind, float(changed) if isinstance(value, (int, float)) else changed
    if isinstance(value, str):
        for one, other in (("万元", "元"), ("元", "万元"), ("%", "‰"), ("≥", "≤"), ("≤", "≥")):
            if one in value and not (one == "元" and "万元" in value):
                yield ("sign flipped" if one in "≥≤" else "unit changed"), value.replace(one, other)


def _findings(reviewed: Review) -> set[tuple[str, str | None, str | None, str]]:
    said = {(f["code"], f["cell"], f["item"], f["message"]) for f in reviewed.findings()}
    return said | ({("refused", None, None, reviewed.refused)} if reviewed.refused else set())


def _at(finding: tuple[str, str | None, str | None, str], sheet: str, cell: Cell, of: Worksheet) -> bool:
    _, place, item, message = finding
    if f"{sheet}!{cell.coordinate} " in message:
        return True
    if place is not None:
        there, _, address = place.rpartition("!")
        return there == sheet and re.sub("[A-Z]", "", address) == str(cell.row)
    texts = {str(each.value) for each in of[cell.row] if each.value is not None}
    return item in texts or f"{sheet}!{cell.coordinate}" in message
