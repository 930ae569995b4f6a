"""One figure of a file changed, as slips of typing change it: is it found, and at its cell or row?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.accuracy.reviewed import Review, review

__all__ = ["Mutated", "changes_of", "mutated"]

FILES = Path(__file__).parents[2]
# A heading whose column the form ties to others by a sum, a product or a limit.
_TIED = re.compile("得分|分值|权重|预算|执行|评分|总分|合计")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass
class Mutated:
    """How many changes were made, and found at the right row."""

    tied: int = 0
    tied_found: int = 0
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
    figures = [(sheet.title, cell.coordinate) for sheet in printed for cell in _figures(sheet)]
    for sheet, address in random.choices(figures, k=of_each) if figures else ():
        cell, value = book[sheet][address], shown[sheet][address].value
        kind, changed = random.choice([*changes_of(value, random)] or [("none", None)])
        if kind == "none":
            continue
        original, cell.value = cell.value, changed
        book.save(copy)
        new = _findings(review(copy)) - before
        cell.value = original
        tied = isinstance(value, (int, float)) and bool(_TIED.search(_heading(book[sheet], cell)))
        at_row = any(_at(finding, sheet, cell, book[sheet]) for finding in new)
        made.all += 1
        made.by_file[file.stem].append(at_row)
        made.all_found += at_row
        made.tied += tied
        made.tied_found += tied and at_row
        made.elsewhere += bool(new) and not at_row
        if not at_row:
            made.missed[f"{kind}{' of a tied figure' if tied else ''}"].append(
                f"{file.name} {sheet}!{address}: {value!r} → {changed!r}{'; said elsewhere' if new else ''}"
            )


def _figures(sheet: Worksheet) -> Iterator[Cell]:
    """Cells that print a figure: numbers, formulas, and short texts with one number."""
    areas = [range_boundaries(area.split("!")[-1]) for area in str(sheet.print_area or "").split(",") if area]
    for cell in (each for row in sheet.iter_rows() for each in row if isinstance(each, Cell)):
        column = sheet.column_dimensions[cell.column_letter]
        unprinted = column.hidden or column.outlineLevel or sheet.row_dimensions[cell.row].hidden
        if unprinted or (areas and not any(_within(cell, area) for area in areas)):
            continue
        value = cell.value
        if (
            cell.data_type == "f"
            or type(value) in (int, float)
            or (isinstance(value, str) and len(value) < 15 and _one(value))
        ):
            yield cell


def _within(cell: Cell, area: tuple[int | None, ...]) -> bool:
    left, top, right, bottom = (bound or 10**7 for bound in area)
    return top <= cell.row <= bottom and left <= cell.column <= right


def _one(text: str) -> bool:
    return len(_NUMBER.findall(text)) == 1 and not re.search(r"年|指标|附件|[（(\[]", text)


def _heading(sheet: Worksheet, cell: Cell) -> str:
    """The nearest text above that is no figure, with the row's own label."""
    label = str(sheet.cell(cell.row, 1).value or "")
    for row in range(cell.row - 1, 0, -1):
        above = sheet.cell(row, cell.column).value
        if isinstance(above, str) and not _one(above) and not above.startswith("="):
            return above + label
    return label


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
    if place is not None:
        there, _, address = place.rpartition("!")
        return there == sheet and re.sub("[A-Z]", "", address) == str(cell.row)
    texts = {str(each.value) for each in of[cell.row] if each.value is not None}
    return item in texts or f"{sheet}!{cell.coordinate}" in message
