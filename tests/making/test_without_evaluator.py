"""Without the evaluator the formulas of the official tables give what it gives, whatever is filled in: every cell."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from tests.engines import Filling, Input, IronCalc, is_error
from tests.made import new_form
from tests.making.fillings import Form, fillings
from tests.making.test_sheet_equals_core import FORMS, Build, build
from xlfuncs.cells import CellError, address, cell_at
from xlfuncs.files.book import FileBook
from xlfuncs.files.ooxml.cell import put
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.rows import rewrite
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results import recalculate
from xlfuncs.files.results.plan import plan_of
from xlfuncs.refresh.refresh import refresh

__all__ = ["build"]  # a fixture


UNTOLD = "an error that may be the calculator's own"


def filled(content: bytes, filling: Filling) -> Workbook:
    """A workbook with values and formulas typed into it."""
    workbook = Workbook(Package(content))
    for sheet, cells in filling.items():
        writers = {cell_at(a1): _writer(a1, value) for a1, value in cells.items()}
        workbook.put_sheet_xml(sheet, rewrite(workbook.sheet_xml(sheet), writers))
    return workbook


def _writer(a1: str, value: Input) -> Any:
    if isinstance(value, str) and value.startswith("="):
        return partial(_formula, value[1:].replace("&", "&amp;").replace("<", "&lt;"))
    return put(cell_at(a1), value)


def _formula(text: str, attributes: bytes, _: bytes) -> tuple[bytes, bytes]:
    return attributes.partition(b" t=")[0], f"<f>{text}</f>".encode()


def here(workbook: Workbook) -> dict[str, dict[str, float | str]]:
    """What is calculated without the evaluator, sheet by sheet; errors by their marker."""
    found = plan_of(workbook, evaluator=False).calculation.results(workbook)
    return {
        sheet: {address(cell): _plain(value) for cell, value in cells.items()}
        for sheet, cells in found.items()
    }


def _plain(value: Any) -> float | str:
    if isinstance(value, bool):
        return float(value)
    return value.code if isinstance(value, CellError) else UNTOLD if value is None else value


def _same(one: float | str | None, other: float | str | None) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return f"{one:.14g}" == f"{other:.14g}"
    return one == other or (is_error(other) and (one == UNTOLD or is_error(one)))


@pytest.mark.parametrize("example", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_fillings(form: str, example: bool, ironcalc_engine: IronCalc, build: Build) -> None:
    built: Form = build(form, example)
    content = built.path.read_bytes()  # type: ignore[attr-defined]
    cases = [filling for _, filling in fillings(built, edge=6, plain=4, odd=10)]
    theirs = ironcalc_engine.fill_and_recalculate(built.path, cases)  # type: ignore[attr-defined]
    for number, (filling, wanted) in enumerate(zip(cases, theirs, strict=True)):
        different = {
            f"{sheet}!{a1}": (value, wanted[sheet].get(a1))
            for sheet, cells in here(filled(content, filling)).items()
            for a1, value in cells.items()
            if not _same(value, wanted[sheet].get(a1))
        }
        assert different == {}, number


@pytest.mark.parametrize("form", FORMS)
def test_a_refreshed_form_has_its_results(form: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """The same bytes as with the evaluator, no formula without its result."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(new_form(form, example=True))
    saved = []
    for there in (True, False):
        monkeypatch.setattr(recalculate, "present", lambda there=there: there)
        book = FileBook.open(path)
        refresh(book)
        saved.append(book.to_bytes())
    assert saved[0] == saved[1]
    workbook = Workbook(Package(saved[1]))
    for sheet in workbook.sheets:
        assert all(formula.cached for formula in workbook.sheet_part(sheet).formulas)
