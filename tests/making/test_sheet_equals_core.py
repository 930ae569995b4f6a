"""The native formulas of a form give what the Python core gives, in LibreOffice and in IronCalc."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.engines import Engine, Filling, Values, is_error
from tests.evaluation.tables import evaluate
from tests.made import new_form
from tests.making.core_results import expected, same
from tests.making.fillings import BASIC, SUMMARY, Form, fillings
from xlfuncs.cells import Cell, CellError, Value, address, cell_at
from xlfuncs.evaluation.result import Result
from xlfuncs.files.book import FileBook
from xlfuncs.forms.layout import forms, load_layout
from xlfuncs.forms.placing import plans
from xlfuncs.forms.plan import load_example
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.sheets import Sheet

SCORE_CHECKS = {"check_total_points", "check_row_points", "check_caps", "check_total"}
FORMS = [layout.id for layout in forms() if layout.rule]
BY_OTHERS = [(layout.id, rule) for layout in forms() for rule in layout.fits[1:]]


@dataclass(frozen=True)
class Built(Form):
    path: Path
    checks: dict[str, str]  # the names check_*, and where each stands
    formulas: dict[str, frozenset[Cell]]  # of each sheet

    @property
    def total(self) -> str:
        """The cell of the total."""
        return address((self.scored.total, self.scored.rows[-1].columns["score"]))

    @property
    def sheets(self) -> list[str]:
        """Where scores and the amounts behind them stand."""
        checked = {place.partition("!")[0] for place in self.checks.values()}
        return sorted({self.scored.name, BASIC, *([SUMMARY] if self.summed else []), *checked})


Build = Callable[..., Built]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A form as a file, each made once."""
    folder, made = tmp_path_factory.mktemp("forms"), dict[Any, Built]()

    def built(form: str, example: bool = False, rows: int | None = None, rule: str | None = None) -> Built:
        key = form, example, rows, rule
        if key not in made:
            layout = load_layout(form)
            path = folder / f"{form}-{example}-{rows}-{rule}.xlsx"
            path.write_bytes(new_form(form, example=example, rows=rows, rule=rule))
            placed = plans(layout, load_example(form) if example else None, rows)
            names = openpyxl.load_workbook(path).defined_names
            checks = {
                name: names[name].attr_text.replace("'", "").replace("$", "")
                for name in names
                if name.startswith("check_")
            }
            book = FileBook.open(path)
            formulas = {name: book.read(name).formulas for name in book.sheet_names()}
            made[key] = Built(form, rule or layout.rule, placed, path, checks, formulas)
        return made[key]

    return built


def held(form: Built, values: Values) -> set[str]:
    """Of the names check_*, those that nothing contradicts."""
    found = set()
    for name, place in form.checks.items():
        sheet, _, cell = place.partition("!")
        if values[sheet][cell] != "不符":
            found.add(name)
    return found


def differences(form: Form, filling: Filling, values: Values) -> dict[str, tuple[Any, Any]]:
    """Cells that do not show what the core gives: found, wanted."""
    wrong = {}
    for place, wanted in expected(form, filling, values).items():
        sheet, _, cell = place.partition("!")
        found = values[sheet].get(cell)
        if not same(found, wanted):
            wrong[place] = (found, wanted)
    return wrong


def as_read(form: Built, values: Values, filling: Filling) -> list[Sheet]:
    """An engine's cells as the file adapter would read them; what was filled in has no formula."""
    merged = {
        plan.name: [
            (place.row, place.column, place.row + place.rows - 1, place.column + place.columns - 1)
            for place in plan.areas
            if place.rows > 1 or place.columns > 1
        ]
        for plan in form.plans
    }
    sheets = []
    for name, cells in values.items():
        places = {cell_at(place): value for place, value in cells.items() if value != ""}
        height, width = (1 + max(at) for at in zip(*places, strict=True))
        rows: list[list[Value]] = [[None] * width for _ in range(height)]
        for (row, column), value in places.items():
            rows[row][column] = CellError(str(value)) if is_error(value) else value
        typed = {cell_at(a1): str(value).startswith("=") for a1, value in filling.get(name, {}).items()}
        formulas = form.formulas[name] - typed.keys() | {cell for cell, ours in typed.items() if ours}
        sheets.append(Sheet(name, rows, formulas, merged.get(name, ())))
    return sheets


def shown(value: Any) -> Any:
    """A result as a cell shows it."""
    return "" if value is None else value


def evaluated(form: Built, values: Values, filling: Filling | None = None) -> Result:
    """What refresh makes of the workbook."""
    return evaluate(recognise(as_read(form, values, filling or {}), file="test")[0])


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_form_shows_no_error_and_no_score(form: str, engine: Engine, build: Build) -> None:
    built = build(form)
    values = engine.recalculate(built.path)
    for name in built.sheets:
        assert not [cell for cell in values[name].items() if is_error(cell[1])]
    assert held(built, values) == set(built.checks)
    sheet = values[built.scored.name]
    for row in built.scored.rows:
        for key in ("score", "rule_score"):
            assert sheet[address((row.index, row.columns[key]))] == ""
    assert sheet[built.total] == ""


@pytest.mark.parametrize("form", FORMS)
def test_the_example_shows_what_refresh_says(form: str, engine: Engine, build: Build) -> None:
    built = build(form, example=True)
    values = engine.recalculate(built.path)
    result = evaluated(built, values)
    assert held(built, values) == set(built.checks)
    sheet = values[built.scored.name]
    assert sheet[built.total] == shown(result.total)
    assert sheet[address((built.scored.total, built.scored.helpers["entered"]))] == shown(
        result.entered_total
    )
    for score in result.scores:
        found = sheet[score.item.cells["score"].address]
        assert found == shown(score.counted)


@pytest.mark.parametrize("example", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_fillings(form: str, example: bool, engine: Engine, build: Build) -> None:
    built = build(form, example)
    counts = {"edge": 8, "odd": 8} if example else {"edge": 130, "plain": 90, "odd": 80}
    cases = list(fillings(built, **counts))
    seen = engine.fill_and_recalculate(built.path, [filling for _, filling in cases], built.sheets)
    for number, ((kind, filling), values) in enumerate(zip(cases, seen, strict=True)):
        assert not differences(built, filling, values), (number, kind)
        if kind != "odd":
            assert held(built, values) >= SCORE_CHECKS & set(built.checks), (number, kind)
            result = evaluated(built, values, filling)
            assert same(values[built.scored.name][built.total], shown(result.total)), (number, kind)
            if built.summed and "grade" in built.functions:
                grade = values[SUMMARY][f"B{4 + len(built.scored.sections)}"]
                assert str(grade).replace("原文未载", "") == shown(result.grade), (number, kind)


@pytest.mark.parametrize(("form", "rule"), BY_OTHERS)
def test_the_core_reads_what_another_rule_scores(
    form: str, rule: str, ironcalc_engine: Engine, build: Build
) -> None:
    built = build(form, rule=rule)
    cases = [filling for _, filling in fillings(built, edge=6, plain=6)]
    seen = ironcalc_engine.fill_and_recalculate(built.path, cases, built.sheets)
    for filling, values in zip(cases, seen, strict=True):
        result = evaluated(built, values, filling)
        assert same(values[built.scored.name][built.total], shown(result.total))


@pytest.mark.parametrize("rows", [1, 14, 60])
def test_sizes(rows: int, ironcalc_engine: Engine, build: Build) -> None:
    built = build("department-evaluation-beijing", rows=rows)
    cases = [filling for _, filling in fillings(built, edge=2, plain=1, odd=1)]
    seen = ironcalc_engine.fill_and_recalculate(built.path, cases, built.sheets)
    for filling, values in zip(cases, seen, strict=True):
        assert not differences(built, filling, values)
