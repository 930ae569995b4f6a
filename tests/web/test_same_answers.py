"""The page's engine says what the command line says, and saves the bytes that it saves, of every workbook there is."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.web.opened import TODAY, Opened
from xlfuncs.errors import XlfuncsError
from xlfuncs.files.book import FileBook
from xlfuncs.files.results import recalculate
from xlfuncs.forms.layout import DATA, forms
from xlfuncs.making.new import new_form
from xlfuncs.refresh.refresh import refresh

ROOT = Path(__file__).parents[2]
WORKBOOKS = sorted(
    path
    for folder in ("workbook_templates", "tests")
    for path in (ROOT / folder).rglob("*.*")
    if path.suffix in (".xlsx", ".xlsm", ".xls", ".ods") and path.parent.name != "hostile"
)
# Their formulas carry no result, or an old one: without an evaluator nobody knows what they give.
NEED_THE_EVALUATOR = {"formulas.xlsx", "shanxi-formulas-without-results.xlsx", "stale_zero.xlsx"}


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


def verified(found: dict[str, Any]) -> dict[str, Any]:
    """All but the finding that formulas could not be calculated again: the evaluator's absence, said."""
    for table in found.get("tables", []):
        table["findings"] = [
            finding for finding in table["findings"] if finding["code"] != "result-unverified"
        ]
    return found


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_a_workbook(path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    content = path.read_bytes()
    found, saved = opened.score(path.name, content)
    if path.name not in NEED_THE_EVALUATOR:
        assert verified(told(copy.deepcopy(found))) == verified(native(path.name, content)[0])
    monkeypatch.setattr(recalculate, "calculated", lambda *_: None)
    assert (told(found), saved) == native(path.name, content)


@pytest.mark.parametrize("form", [form.id for form in forms()])
def test_a_new_form(form: str, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalculate, "calculated", lambda *_: None)
    for example in {False, (DATA / f"{form}.example.toml").is_file()}:
        made = opened.tab.evaluate(
            "async ([form, example]) => [...(await (await engine()).ask('new', { form, example })).bytes]",
            [form, example],
        )
        assert bytes(made) == new_form(form, example=example)
