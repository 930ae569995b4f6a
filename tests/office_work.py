"""What LibreOffice does for the tests, within its own process: from outside each of thousands of calls waits for another.

`office_server` has it run as a script of the office; questions and answers are JSON.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

ERRORS = {
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
FILTERS = {
    "csv": "Text - txt - csv (StarCalc)",
    "ods": "calc8",
    "pdf": "calc_pdf_Export",
    "xls": "MS Excel 97",
    "xlsm": "Calc MS Excel 2007 VBA XML",
    "xlsx": "Calc MS Excel 2007 XML",
}
STRING_RESULT, ERROR_RESULT = 2, 4  # com.sun.star.sheet.FormulaResult
CONTENT = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA


def option(name: str, value: Any) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


class Work:
    """What can be asked, by the names of its methods."""

    def __init__(self, context: Any, folder: Path) -> None:
        """Of an office with this context; the folder is its own."""
        self.context, self.folder = context, folder
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @contextlib.contextmanager
    def document(self, path: str) -> Any:
        # A copy, because an office leaves a lock file beside what it opens; and not read-only, because there
        # setting a cell works and clearing it silently does nothing.
        copy = Path(shutil.copy(path, self.folder))
        loaded = self.desktop.loadComponentFromURL(copy.as_uri(), "_blank", 0, (option("Hidden", True),))
        if loaded is None:
            raise RuntimeError(f"LibreOffice cannot open {path}")
        try:
            yield loaded
        finally:
            loaded.close(True)
            copy.unlink()

    def fill_and_recalculate(self, path: str, fillings: list, sheets: list[str] | None) -> list[dict]:
        """See `engines.Engine`; reads whole sheets, all of them by default."""
        originals: dict[tuple[str, str], tuple[Any, Any]] = {}
        results = []
        with self.document(path) as document:
            document.enableAutomaticCalculation(False)  # once for each filling, not for each of its cells
            by_name = {sheet.Name: sheet for sheet in document.Sheets}
            standing: dict[tuple[str, str], Any] = {}  # what the last filling left
            for filling in fillings:
                inputs = {(name, a1): value for name, cells in filling.items() for a1, value in cells.items()}
                for key in inputs.keys() - originals.keys():
                    cell = by_name[key[0]].getCellRangeByName(key[1])
                    originals[key] = cell, content(cell)
                wanted = {key: inputs.get(key, before) for key, (_, before) in originals.items()}
                for key, value in wanted.items():
                    if key not in standing or standing[key] != value:
                        put(originals[key][0], value)
                standing = wanted
                document.calculateAll()
                results.append({name: values(by_name[name]) for name in sheets or by_name})
        return results

    def rearrange(self, path: str, sheet: str, steps: list[list], out: str) -> None:
        """Rows and columns inserted, deleted or unhidden one after the other, as a person would; from 1."""
        with self.document(path) as document:
            changed = document.Sheets.getByName(sheet)
            protected = changed.isProtected()
            changed.unprotect("")
            for step, number in steps:
                what, lines = step.split()
                places = changed.Rows if lines == "row" else changed.Columns
                if what == "insert":
                    places.insertByIndex(number - 1, 1)
                elif what == "delete":
                    places.removeByIndex(number - 1, 1)
                else:
                    places.getByIndex(number - 1).IsVisible = what == "show"
            if protected:
                changed.protect("")
            document.storeToURL(Path(out).as_uri(), (option("FilterName", FILTERS["xlsx"]),))

    def convert(self, path: str, kind: str, out: str) -> None:
        with self.document(path) as document:
            document.storeToURL(Path(out).as_uri(), (option("FilterName", FILTERS[kind]),))

    def act(self, path: str, sheet: str, steps: list, kind: str, out: str) -> None:
        """Do on a sheet what menus and keys do, protection respected, each step a command and what it takes; then
        save a copy."""
        with self.document(path) as document:
            controller = document.CurrentController
            controller.setActiveSheet(document.Sheets.getByName(sheet))
            for command, arguments in steps:
                self.run(controller.Frame, f".uno:{command}", **arguments)
            document.storeToURL(Path(out).as_uri(), (option("FilterName", FILTERS[kind]),))

    def run(self, frame: Any, command: str, **arguments: Any) -> None:
        helper = self.service("com.sun.star.frame.DispatchHelper")
        helper.executeDispatch(
            frame, command, "", 0, tuple(option(name, value) for name, value in arguments.items())
        )


def answered(work: Work, question: str) -> str:
    """What a method of that name gives; an error is told, and the office goes on."""
    request = json.loads(question)
    try:
        return json.dumps({"result": getattr(work, request.pop("do"))(**request)})
    except Exception as problem:
        return json.dumps({"error": f"{type(problem).__name__}: {problem}"})


def answer(question: str) -> str:
    """The script."""
    return answered(Work(uno.getComponentContext(), Path.home()), question)


def content(cell: Any) -> Any:
    """What stands in a cell, as `put` takes it."""
    kind = cell.Type.value
    if kind == "EMPTY":
        return None
    return {"VALUE": cell.Value, "TEXT": cell.String, "FORMULA": cell.Formula}[kind]


def put(cell: Any, value: Any) -> None:
    if value is None:
        cell.clearContents(CONTENT)
    elif isinstance(value, str):
        (cell.setFormula if value.startswith("=") else cell.setString)(value)
    else:
        cell.setValue(value)


def values(sheet: Any) -> dict[str, Any]:
    """Every cell that is not blank: one block, then the formulas that the block shows as blank."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    block = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
    found = {
        (row, column): value
        for row, line in enumerate(block.getDataArray())
        for column, value in enumerate(line)
        if value not in ("", None)
    }
    for area in block.queryFormulaCells(STRING_RESULT).RangeAddresses:
        for row, column in positions(area):
            found.setdefault((row, column), "")
    for area in block.queryFormulaCells(ERROR_RESULT).RangeAddresses:
        for row, column in positions(area):
            code = sheet.getCellByPosition(column, row).getError()
            found[row, column] = ERRORS.get(code, f"Err:{code}")
    return {f"{letters(column)}{row + 1}": value for (row, column), value in found.items()}


def positions(area: Any) -> list[tuple[int, int]]:
    rows, columns = range(area.StartRow, area.EndRow + 1), range(area.StartColumn, area.EndColumn + 1)
    return [(row, column) for row in rows for column in columns]


def letters(column: int) -> str:
    high, low = divmod(column, 26)
    return (letters(high - 1) if high else "") + chr(65 + low)
