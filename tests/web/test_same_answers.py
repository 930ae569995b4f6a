"""The page says what the command line says of every workbook there is, and saves the same bytes.

What may differ are results of formulas that only the evaluator knows: they are left to the office suite.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.made import new_form
from tests.web.opened import TODAY, Opened
from xlfuncs.errors import XlfuncsError
from xlfuncs.files.book import FileBook
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.sheet import set_results
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.forms.layout import DATA, forms
from xlfuncs.refresh.refresh import refresh

ROOT = Path(__file__).parents[2]
WORKBOOKS = sorted(
    path
    for folder in ("workbook_templates", "tests")
    for path in (ROOT / folder).rglob("*.*")
    if path.suffix in (".xlsx", ".xlsm", ".xls", ".ods", ".csv") and path.parent.name != "hostile"
)
LEFT_OUT = {"vlookup.xlsx"}  # it looks up what was written, which the page leaves to the office suite


def native(name: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        book = FileBook(Path(name), content)
        results = refresh(book, today=dt.date.fromisoformat(TODAY))
        tables = [result.to_dict() for result in results]
        return json.loads(json.dumps({"file": name, "tables": tables})), book.to_bytes()
    except XlfuncsError as problem:
        return {"file": name, "error": problem.zh}, b""


def told(found: dict[str, Any]) -> dict[str, Any]:
    """What the command line's JSON holds too."""
    return {key: value for key, value in found.items() if key in ("file", "tables", "error")}


def without_results(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook, no result beside any formula."""
    workbook = Workbook(Package(content))
    for sheet in workbook.sheets:
        formulas = [formula.cell for formula in workbook.sheet_part(sheet).formulas]
        workbook.put_sheet_xml(sheet, set_results(workbook.sheet_xml(sheet), dict.fromkeys(formulas)))
    return {name: workbook.package.read(name) for name in workbook.package.names()}


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_a_workbook(path: Path, opened: Opened) -> None:
    found, saved = opened.score(path.name, path.read_bytes())
    wanted, bytes_wanted = native(path.name, path.read_bytes())
    assert told(found) == wanted
    if path.name in LEFT_OUT:
        assert without_results(saved) == without_results(bytes_wanted)
    else:
        assert saved == bytes_wanted


@pytest.mark.parametrize("form", [form.id for form in forms()])
def test_a_new_form(form: str, opened: Opened) -> None:
    for example in {False, (DATA / f"{form}.example.toml").is_file()}:
        made = opened.tab.evaluate(
            "async ([form, example]) => [...(await (await worker()).ask('new', { form, example })).bytes]",
            [form, example],
        )
        assert bytes(made) == new_form(form, example=example)
