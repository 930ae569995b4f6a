"""LibreOffice running the add-in's own VBA source as Basic; run by the system's Python, asked by `basic`."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# What the stub of XLPy calls inside the office: it asks the tests' process, where the real Python side lives.
BRIDGE = """
from multiprocessing.connection import Client

MISSING = -2147352572

def plain(value):
    if isinstance(value, tuple):
        return tuple(plain(part) for part in value)
    if value == "<missing>":
        return MISSING
    # Basic turns whole numbers into integers; a cell of Excel is always a Double
    return float(value) if type(value) is int else value

def call(module, name, arguments):
    with Client(%r, authkey=%r) as connection:
        connection.send((module, name, plain(arguments)))
        done, result = connection.recv()
    if not done:
        raise RuntimeError(result)
    return result

g_exportedScripts = (call,)
"""


def main(profile: Path, address: str, key: str) -> None:
    sys.path.insert(0, str(Path(__file__).parents[3]))
    # They import uno, which the tests' own Python has not.
    from tests.office_server import Office
    from tests.office_work import option

    scripts = profile / "user" / "user" / "Scripts" / "python"
    scripts.mkdir(parents=True)
    (scripts / "xlfbridge.py").write_text(BRIDGE % (address, key.encode()))
    does: dict[str, Callable[..., Any]] = {"typed": typed, "run": run}
    office = Office(profile)
    try:
        print(json.dumps({"ready": office.process.pid}), flush=True)
        for line in sys.stdin:
            request = json.loads(line)
            do, path = does[request.pop("do")], request.pop("path")
            try:
                with document(office, option, path) as book:
                    answer: dict[str, Any] = {"result": do(book, **request)}
            except Exception as problem:
                answer = {"error": f"{type(problem).__name__}: {problem}"}
            print(json.dumps(answer), flush=True)
    finally:
        office.close()


@contextlib.contextmanager
def document(office: Any, option: Any, path: str) -> Iterator[Any]:
    """A copy, opened with its macros enabled."""
    copy = Path(shutil.copy(path, office.profile))
    options = (option("Hidden", True), option("MacroExecutionMode", 4))
    book = office.desktop.loadComponentFromURL(copy.as_uri(), "_blank", 0, options)
    try:
        yield book
    finally:
        book.close(True)
        copy.unlink()


def typed(book: Any, cells: dict, formulas: dict, arrays: dict) -> dict[str, Any]:
    """What cells show after inputs, formulas and array formulas were typed into a new sheet of the book."""
    book.Sheets.insertNewByName("typed", 1)
    sheet = book.Sheets.getByName("typed")
    for address, value in cells.items():
        cell = sheet.getCellRangeByName(address)
        (cell.setString if isinstance(value, str) else cell.setValue)(value)
    for address, formula in formulas.items():
        sheet.getCellRangeByName(address).Formula = formula
    for address, formula in arrays.items():
        sheet.getCellRangeByName(address).ArrayFormula = formula
    return {address: sheet.getCellRangeByName(address).getDataArray() for address in (*formulas, *arrays)}


def run(book: Any, macros: list[str]) -> list[Any]:
    provider = book.getScriptProvider()
    place = "vnd.sun.star.script:xlfuncs.XlfStubs.{}?language=Basic&location=document"
    return [provider.getScript(place.format(macro)).invoke((), (), ())[0] for macro in macros]


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
