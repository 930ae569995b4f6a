"""Two independent spreadsheet engines, to hold the workbooks' formulas against the Python core."""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import ironcalc

Input = float | str | None  # None empties the cell, text starting with "=" is a formula
Filling = Mapping[str, Mapping[str, Input]]  # sheet → A1 → input
Step = tuple[str, dict[str, Any]]  # a command of LibreOffice's menus, and its arguments
Values = dict[str, dict[str, float | str]]  # sheet → A1 → value


class Engine(ABC):
    """Something that opens an .xlsx and calculates it.

    Values: numbers (TRUE is 1.0), text, an error as its marker (``"#DIV/0!"``); a formula that gives a blank
    is ``""``, a blank cell is absent.
    """

    @abstractmethod
    def fill_and_recalculate(
        self, path: Path, fillings: Iterable[Filling], read: Sequence[str] | None = None
    ) -> list[Values]:
        """Per filling, from the file as it is: put the inputs in, recalculate everything, read back.

        `read` names the cells wanted, as ``"Sheet!A1"``, or whole sheets; all of them by default.
        """

    def recalculate(self, path: Path) -> Values:
        """The file as it is, every formula recalculated."""
        return self.fill_and_recalculate(path, [{}])[0]


class IronCalc(Engine):
    def fill_and_recalculate(
        self, path: Path, fillings: Iterable[Filling], read: Sequence[str] | None = None
    ) -> list[Values]:
        image = self._load(path)
        return [self._calculate(image, filling, read) for filling in fillings]

    @staticmethod
    def _load(path: Path) -> bytes:
        """The model as bytes, of which every filling takes a fresh copy."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, path.name)
            with zipfile.ZipFile(path) as package, zipfile.ZipFile(copy, "w") as written:
                for name in package.namelist():
                    content = package.read(name)
                    if name.startswith("xl/worksheets/"):
                        # openpyxl writes t="n", the default, on blank cells too: IronCalc takes them for 0
                        content = content.replace(b' t="n"', b"")
                    written.writestr(name, content)
            image: bytes = ironcalc.load_from_xlsx(str(copy), "en", "UTC", "en").to_bytes()
            return image

    def _calculate(self, image: bytes, filling: Filling, read: Sequence[str] | None) -> Values:
        model = ironcalc.load_from_bytes(image, "en")
        names = [sheet["name"] for sheet in model.get_worksheets_properties()]
        for name, cells in filling.items():
            for a1, value in cells.items():
                self._put(model, names.index(name), *position(a1), value)
        model.evaluate()
        values: Values = {name: {} for name in names}
        for sheet, row, column in model.get_all_cells():
            value = model.get_cell_value(sheet, row, column)
            if value is not None:
                a1 = f"{ironcalc.column_name_from_number(column)}{row}"
                values[names[sheet]][a1] = float(value) if isinstance(value, bool) else value
        return selected(values, read)

    @staticmethod
    def _put(model: Any, sheet: int, row: int, column: int, value: Input) -> None:
        if value is None:
            model.clear_cell_contents(sheet, row, column)
        elif not isinstance(value, str):
            model.update_cell_with_number(sheet, row, column, value)
        elif value.startswith("="):
            model.update_cell_with_formula(sheet, row, column, value)
        else:
            model.update_cell_with_text(sheet, row, column, value)


class Office(Engine):
    """LibreOffice, driven by `office_server.py` under the system's Python, which has `uno`."""

    PYTHON = "/usr/bin/python3"
    SERVER = Path(__file__).with_name("office_server.py")
    PATIENCE = 300  # seconds for one request

    def __init__(self, profile: Path) -> None:
        """Start one; `profile` is an empty folder that it may fill."""
        self._server = subprocess.Popen(
            [self.PYTHON, "-I", str(self.SERVER), str(profile)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for pytest, which then closes us in order
        )
        self.pid = self._answer()["ready"]

    def __enter__(self) -> Office:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.communicate()  # the end of its input is its order to end

    def fill_and_recalculate(
        self, path: Path, fillings: Iterable[Filling], read: Sequence[str] | None = None
    ) -> list[Values]:
        sheets = read and sorted({address.partition("!")[0] for address in read})
        answers = self._ask(
            "fill_and_recalculate", path=absolute(path), fillings=list(fillings), sheets=sheets
        )
        return [selected(values, read) for values in answers]

    def rearrange(self, path: Path, sheet: str, steps: Sequence[tuple[str, int]], out: Path) -> Path:
        """Save a copy after these steps, such as ("insert row", 5), "delete", "hide" and "show", "column" likewise."""
        self._ask("rearrange", path=absolute(path), sheet=sheet, steps=list(steps), out=absolute(out))
        return out

    def convert(self, path: Path, kind: str, out: Path) -> Path:
        """Save a copy as `kind` (pdf, xls, xlsx, xlsm, ods, csv), as the office shows it on opening."""
        self._ask("convert", path=absolute(path), kind=kind, out=absolute(out))
        return out

    def type_and_convert(
        self, path: Path, sheet: str, typed: Mapping[str, str], kind: str, out: Path
    ) -> Path:
        """Enter texts into cells of a sheet as a person would, and save a copy as `kind`."""
        return self.act(
            path, sheet, [step for a1, text in typed.items() for step in typing(a1, text)], kind, out
        )

    def act(self, path: Path, sheet: str, steps: Sequence[Step], kind: str, out: Path) -> Path:
        """Do on a sheet what a person does by menus and keys, where protection may forbid it; save a copy."""
        request = {"path": absolute(path), "sheet": sheet, "steps": list(steps)}
        self._ask("act", kind=kind, out=absolute(out), **request)
        return out

    def render(self, path: Path, folder: Path) -> list[Path]:
        """A picture of every printed page, for looking at."""
        pdf = self.convert(path, "pdf", folder / f"{path.stem}.pdf")
        subprocess.run(["pdftoppm", "-png", "-r", "80", pdf, folder / path.stem], check=True)
        return sorted(folder.glob(f"{path.stem}-*.png"))

    def _ask(self, what: str, **request: Any) -> Any:
        assert self._server.stdin
        print(json.dumps({"do": what, **request}), file=self._server.stdin, flush=True)
        return self._answer()["result"]

    def _answer(self) -> dict[str, Any]:
        assert self._server.stdout
        watchdog = threading.Timer(self.PATIENCE, self._server.kill)
        watchdog.start()
        line = self._server.stdout.readline()
        watchdog.cancel()
        if not line:
            raise RuntimeError(f"LibreOffice ended or did not answer within {self.PATIENCE} s")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer


def typing(a1: str, text: str) -> list[Step]:
    """The steps of entering a text into a cell."""
    return [selecting(a1), ("EnterString", {"StringName": text})]


def selecting(place: str) -> Step:
    """The step of selecting a cell, or whole rows as ``"7:9"``."""
    return "GoToCell", {"ToPoint": place}


def is_error(value: float | str | None) -> bool:
    """An error's marker, LibreOffice's own numbered ones (``"Err:502"``) included."""
    return isinstance(value, str) and value.startswith(("#", "Err:"))


def absolute(path: Path) -> str:
    return str(path.resolve())


def position(a1: str) -> tuple[int, int]:
    letters = a1.rstrip("0123456789")
    return int(a1[len(letters) :]), ironcalc.column_number_from_name(letters)


def selected(values: Values, read: Sequence[str] | None) -> Values:
    if read is None:
        return values
    chosen: Values = {}
    for address in read:
        sheet, _, a1 = address.partition("!")
        found = chosen.setdefault(sheet, {})
        if not a1:
            found |= values[sheet]
        elif a1 in values[sheet]:
            found[a1] = values[sheet][a1]
    return chosen
