"""LibreOffice with extensions for the tests: what `office_server.py` answers, and questions about ours.

Run by the system's own Python. `calc_office.CalcOffice` is the client.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests import office_server
from tests.office_server import letters, positions, put, values

OPENER = '#!/bin/sh\nprintf \'%s\\n\' "$1" >> "$HOME/opened.txt"\n'  # stands for the desktop's xdg-open
FORMULA = 16  # com.sun.star.sheet.CellFlags


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

    def connect(self, url: str) -> Any:
        desktop = super().connect(url)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        self.context = resolver.resolve(url)
        return desktop

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @contextlib.contextmanager
    def shown(self, url: str) -> Iterator[Any]:
        """A document with a window, as a person has it; Calc crashes on some undo steps of a hidden one."""
        loaded = self.desktop.loadComponentFromURL(url, "_blank", 0, ())
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

    def press(self, path: str, commands: list[str]) -> list[dict[str, Any]]:
        copy = Path(shutil.copy(path, self.profile))
        try:
            with self.shown(copy.as_uri()) as document:
                return [self._step(document, command) for command in commands]
        finally:
            copy.unlink()

    def _step(self, document: Any, command: str) -> dict[str, Any]:
        before = {open_.RuntimeUID for open_ in self.desktop.Components}
        event = None
        if command == "undo":
            document.UndoManager.undo()
        else:
            helper = self.service("com.sun.star.frame.DispatchHelper")
            frame = document.CurrentController.Frame
            event = helper.executeDispatch(frame, f"vnd.xlfuncs:{command}", "", 0, ())
        fresh = [open_ for open_ in self.desktop.Components if open_.RuntimeUID not in before]
        opened = [{sheet.Name: values(sheet) for sheet in open_.Sheets} for open_ in fresh]
        unnamed = [not open_.URL for open_ in fresh]
        for open_ in fresh:
            open_.close(True)
        return {
            "message": event and event.Result,
            "ok": event and bool(event.State),
            "sheets": {sheet.Name: values(sheet) for sheet in document.Sheets},
            "undo": list(document.UndoManager.AllUndoActionTitles),
            "modified": document.isModified(),
            "opened": opened,
            "unnamed": unnamed,
        }

    def formulas(self, path: str, sheet: str) -> dict[str, str]:
        with self.document(path) as document:
            found = document.Sheets.getByName(sheet)
            return {
                f"{letters(column)}{row + 1}": found.getCellByPosition(column, row).Formula
                for area in found.queryContentCells(FORMULA).RangeAddresses
                for row, column in positions(area)
            }

    def read(self, path: str, sheet: str) -> dict[str, Any]:
        with self.document(path) as document:
            return values(document.Sheets.getByName(sheet))

    def wizard(self) -> dict[str, Any]:
        descriptions = self.service("com.sun.star.sheet.FunctionDescriptions")
        shown = {}
        for number in range(descriptions.Count):
            found = {entry.Name: entry.Value for entry in descriptions.getByIndex(number)}
            arguments = [(part.Name, part.Description, part.IsOptional) for part in found["Arguments"] or ()]
            shown[found["Name"]] = {"help": found["Description"], "arguments": arguments}
        return shown

    def documents(self) -> list[str]:
        return [document.Title for document in self.desktop.Components]


if __name__ == "__main__":
    office_server.Office = Office  # type: ignore[misc]  # what main() makes
    office_server.main()
