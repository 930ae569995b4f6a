"""LibreOffice with extensions for tests, benchmarks and pictures: what `office_server.py` answers, and questions about ours.

Run by the system's own Python. `office.CalcOffice` is the client.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import uno

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests import office_server
from tests.office_work import FILTERS, Work, answered, letters, option, positions, put, values
from xlfuncs.addins.calc.book import CalcBook, used_block

OPENER = '#!/bin/sh\nprintf \'%s\\n\' "$1" >> "$HOME/opened.txt"\n'  # stands for the desktop's xdg-open
FORMULA = 16  # com.sun.star.sheet.CellFlags
TO_BOTTOM = uno.Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM")


class Office(office_server.Office):
    """An office with every .oxt of `extensions` in the profile, unpacked: unopkg refuses to serve root."""

    def __init__(self, profile: Path) -> None:
        for extension in (profile / "extensions").iterdir():
            with zipfile.ZipFile(extension) as package:
                package.extractall(profile / "bundled" / extension.name)
        opener = profile / "bin" / "xdg-open"
        opener.parent.mkdir()
        opener.write_text(OPENER)
        opener.chmod(0o755)
        super().__init__(profile)

    def start(self) -> None:
        bundled = f"-env:BUNDLED_EXTENSIONS={(self.profile / 'bundled').as_uri()}"
        if bundled not in self.command:
            self.command.append(bundled)
            self.environment["PATH"] = f"{self.profile / 'bin'}:{os.defpath}"
        super().start()

    def ask(self, question: str) -> str:
        """Asked from outside: a script and an extension, both in Python, wait for each other now and then."""
        return answered(CalcWork(self.context, self.profile), question)


class CalcWork(Work):
    """What can be asked, by the names of its methods."""

    @contextlib.contextmanager
    def shown(self, url: str, read_only: bool = False) -> Iterator[Any]:
        """A document with a window, as a person has it; Calc crashes on some undo steps of a hidden one."""
        how = (option("ReadOnly", read_only),)
        loaded = self.desktop.loadComponentFromURL(url, "_blank", 0, how)
        try:
            yield loaded
        finally:
            loaded.close(True)

    def typed(self, cells: dict[str, Any], arrays: dict[str, str]) -> dict[str, Any]:
        with self.shown("private:factory/scalc") as document:
            sheet = document.Sheets.getByIndex(0)
            for a1, value in cells.items():
                cell = sheet.getCellRangeByName(a1)
                if isinstance(value, str) and value.startswith("="):
                    cell.FormulaLocal = value  # as typed, in the language of the interface
                else:
                    put(cell, value)
            for area, formula in arrays.items():
                sheet.getCellRangeByName(area).setArrayFormula(formula)
            return values(sheet)

    def press(self, path: str, commands: list[str], read_only: bool) -> list[dict[str, Any]]:
        copy = Path(shutil.copy(path, self.folder))
        try:
            with self.shown(copy.as_uri(), read_only) as document:
                return [self._step(document, command) for command in commands]
        finally:
            copy.unlink()

    def _step(self, document: Any, command: str) -> dict[str, Any]:
        before = {open_.RuntimeUID for open_ in self.desktop.Components}
        event = None
        if command == "undo":
            document.UndoManager.undo()
        else:
            event = self.dispatch(document, command)
        fresh = [open_ for open_ in self.desktop.Components if open_.RuntimeUID not in before]
        opened = [{sheet.Name: values(sheet) for sheet in open_.Sheets} for open_ in fresh]
        unnamed = [not open_.URL for open_ in fresh]
        for open_ in fresh:
            open_.close(True)
        return {
            "message": event and event.Result,
            "ok": event and bool(event.State),
            "sheets": {sheet.Name: values(sheet) for sheet in document.Sheets},
            "formulas": {sheet.Name: formulas(sheet) for sheet in document.Sheets},
            "fills": {sheet.Name: fills(sheet) for sheet in document.Sheets},
            "heights": {sheet.Name: heights(sheet) for sheet in document.Sheets},
            "links": {sheet.Name: links(sheet) for sheet in document.Sheets},
            "protected": [sheet.Name for sheet in document.Sheets if sheet.isProtected()],
            "view": view(document.CurrentController),
            "undo": list(document.UndoManager.AllUndoActionTitles),
            "modified": document.isModified(),
            "opened": opened,
            "unnamed": unnamed,
        }

    def dispatch(self, document: Any, command: str) -> Any:
        return dispatch(self.service("com.sun.star.frame.DispatchHelper"), document, command)

    def read(self, path: str, sheet: str) -> dict[str, Any]:
        with self.document(path) as document:
            return values(document.Sheets.getByName(sheet))

    def book(self, path: str) -> list[dict[str, Any]]:
        """Every sheet as our adapter reads it, in what JSON can say."""
        with self.document(path) as document:
            found = CalcBook(document)
            sheets = [found.read(name) for name in found.sheet_names()]
        return [
            {
                "name": sheet.name,
                "rows": [[value if value is None else str(value) for value in row] for row in sheet.rows],
                "formulas": sorted(sheet.formulas),
                "merged": sorted(sheet.merged),
                "formats": sorted([*cell, *shown] for cell, shown in sheet.formats.items()),
                "visibility": sheet.visibility,
                "hidden": [sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)],
            }
            for sheet in sheets
        ]

    def wizard(self) -> dict[str, Any]:
        descriptions = self.service("com.sun.star.sheet.FunctionDescriptions")
        shown = {}
        for number in range(descriptions.Count):
            found = {entry.Name: entry.Value for entry in descriptions.getByIndex(number)}
            arguments = [(part.Name, part.Description, part.IsOptional) for part in found["Arguments"] or ()]
            shown[found["Name"]] = {"help": found["Description"], "arguments": arguments}
        return shown

    def seconds_to_calculate(self, rows: int, formula: str, array: bool) -> float:
        """The best time of recalculating a formula over two columns of amounts, in every row or as one array.

        ``{a}`` and ``{b}`` in it stand for a row's cells, or for the two columns.
        """
        with self.shown("private:factory/scalc") as document:
            sheet = document.Sheets.getByIndex(0)
            amounts = tuple((100.0 + row % 977, 50.0 + row % 1009) for row in range(rows))
            sheet.getCellRangeByName(f"A1:B{rows}").setDataArray(amounts)
            results = sheet.getCellRangeByName(f"C1:C{rows}")
            if array:
                results.setArrayFormula(formula.format(a=f"A1:A{rows}", b=f"B1:B{rows}"))
            else:
                sheet.getCellRangeByName("C1").setFormula(formula.format(a="A1", b="B1"))
                results.fillAuto(TO_BOTTOM, 1)  # a formula at a time would take minutes
            last = sheet.getCellByPosition(2, rows - 1)
            assert last.Value > 0, last.String  # an unknown name would be fast
            return best(document.calculateAll)

    def seconds_to_refresh(self, path: str) -> list[float]:
        """The best times of refreshing an open document, and of loading, recalculating and storing it."""
        copy = Path(shutil.copy(path, self.folder))
        stored = (self.folder / "stored.xlsx").as_uri(), (option("FilterName", FILTERS["xlsx"]),)

        def load_calculate_store() -> None:
            with self.shown(copy.as_uri()) as document:
                document.calculateAll()
                document.storeToURL(*stored)

        floor = best(load_calculate_store)
        with self.shown(copy.as_uri()) as document:
            return [best(lambda: self.dispatch(document, "refresh")), floor]

    def documents(self) -> list[str]:
        return [document.Title for document in self.desktop.Components]


def dispatch(helper: Any, document: Any, command: str) -> Any:
    """Press one of our buttons."""
    return helper.executeDispatch(document.CurrentController.Frame, f"vnd.xlfuncs:{command}", "", 0, ())


def view(controller: Any) -> list[Any]:
    """The sheet that shows, the cell that is selected, the first column and row of the window."""
    selected = controller.Selection.RangeAddress
    first = controller.FirstVisibleColumn, controller.FirstVisibleRow
    return [controller.ActiveSheet.Name, selected.StartColumn, selected.StartRow, *first]


def formulas(sheet: Any) -> dict[str, str]:
    lines = used_block(sheet).getFormulaArray()  # one question, not one for each cell
    return {
        f"{letters(column)}{row + 1}": lines[row][column]
        for area in sheet.queryContentCells(FORMULA).RangeAddresses
        for row, column in positions(area)
    }


def fills(sheet: Any) -> dict[str, str]:
    """The colours of the cells that have one, RRGGBB."""
    return {
        f"{letters(column)}{row + 1}": f"{group.CellBackColor:06X}"
        for group in sheet.UniqueCellFormatRanges
        if group.CellBackColor >= 0
        for area in group.RangeAddresses
        for row, column in positions(area)
    }


def heights(sheet: Any) -> list[int]:
    """How high the rows of the used block are [1/100 mm]."""
    rows = used_block(sheet).Rows
    return [rows.getByIndex(number).Height for number in range(rows.Count)]


def links(sheet: Any) -> dict[str, str]:
    """Where the cells of column B lead that are links."""
    filled = [row for row, line in enumerate(used_block(sheet).getDataArray()) if any(line[1:2])]
    cells = {row: sheet.getCellByPosition(1, row).TextFields for row in filled}
    return {f"B{row + 1}": fields.getByIndex(0).URL for row, fields in cells.items() if fields.Count}


def best(work: Callable[[], object], repeat: int = 5) -> float:
    """The shortest of several runs [s]: noise of the machine only ever adds."""
    taken = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    office_server.main(Office)
