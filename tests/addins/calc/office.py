"""LibreOffice with extensions, asked from the tests' Python: the client of `server.py`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.engines import Office, Values, absolute


class CalcOffice(Office):
    """An office with these .oxt files installed in the profile, a folder that it makes."""

    SERVER = Path(__file__).with_name("server.py")

    def __init__(self, profile: Path, *extensions: Path) -> None:
        (profile / "extensions").mkdir(parents=True)
        for extension in extensions:
            shutil.copy(extension, profile / "extensions")
        self.profile = profile
        super().__init__(profile)

    def __enter__(self) -> CalcOffice:
        return self

    def typed(self, cells: dict[str, Any], arrays: dict[str, str] | None = None) -> dict[str, Any]:
        """The values of a new sheet after typing into cells; `arrays` are ranges with an array formula."""
        return self._ask("typed", cells=cells, arrays=arrays or {})

    def press(self, path: Path, *commands: str, read_only: bool = False) -> list[dict[str, Any]]:
        """Open a copy on screen (of a headless office) and press; after each what was said and what stands.

        A command is that of a menu entry (``refresh``, ``check``, ``new/FORM``, ``help``) or ``undo``. Each
        step gives message, ok, sheets (values), formulas, fills, protected, undo (titles), modified, opened (new documents).
        """
        return self._ask("press", path=absolute(path), commands=commands, read_only=read_only)

    def read(self, path: Path, sheet: str) -> Values:
        """The values of a sheet as they show on loading, without recalculation."""
        return {sheet: self._ask("read", path=absolute(path), sheet=sheet)}

    def book(self, path: Path) -> list[dict[str, Any]]:
        """Every sheet as our adapter reads it: name, rows (as text), formulas, merged."""
        return self._ask("book", path=absolute(path))

    def wizard(self) -> dict[str, Any]:
        """What the function wizard shows for our functions: by name, help and arguments."""
        return self._ask("wizard")

    def documents(self) -> list[str]:
        """The titles of all open documents."""
        return self._ask("documents")

    def opened_pages(self) -> list[str]:
        """What the office gave the desktop to open."""
        log = self.profile / "opened.txt"
        return log.read_text().split() if log.exists() else []

    def seconds_to_calculate(self, rows: int, formula: str, *, array: bool = False) -> float:
        """See `server`."""
        return self._ask("seconds_to_calculate", rows=rows, formula=formula, array=array)

    def seconds_to_refresh(self, path: Path) -> list[float]:
        """See `server`."""
        return self._ask("seconds_to_refresh", path=absolute(path))
