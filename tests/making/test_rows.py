"""Rows: spare ones folded away, rows put in and taken out by hand on the protected sheet, tables of any size."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests import made
from tests.engines import Engine, Office, Step, selecting, typing
from tests.made import new_form
from tests.making.fillings import SUMMARY
from tests.making.test_printed_cells import typed_tables
from tests.making.test_sheet_equals_core import Build, Built, build
from xlfuncs.cells import address, cell_at
from xlfuncs.files.book import FileBook
from xlfuncs.forms.layout import forms, load_layout
from xlfuncs.forms.placing import plans
from xlfuncs.forms.plan import Plan
from xlfuncs.refresh.refresh import check, refresh

__all__ = ["build"]  # a fixture

FORMS = [layout.id for layout in forms()]
SCORED = [layout.id for layout in forms() if layout.rule]
PROJECT, HUBEI = "project-self-evaluation", "department-self-evaluation-hubei"
BEFORE: Step = ("InsertRowsBefore", {})
DELETE: Step = ("DeleteRows", {})


def rows(first: int, last: int | None = None) -> Step:
    """The step of selecting rows, counted from 0."""
    return selecting(f"{first + 1}:{(first if last is None else last) + 1}")


def run_of(plan: Plan) -> list[int]:
    """The spare rows below the first row of indicators that has any."""
    row = first = min(row.index for row in plan.rows if row.index in plan.spare)
    while row in plan.spare:
        row += 1
    return [*range(first, row)]


def sheets(form: str, size: int | None = None) -> list[tuple[Plan, Worksheet]]:
    book = made.build(form, rows=size)
    return [(plan, book[plan.name]) for plan in plans(load_layout(form), None, size)]


@pytest.mark.parametrize("size", [None, 3])
@pytest.mark.parametrize("form", FORMS)
def test_spare_rows_are_folded_away_and_all_others_show(form: str, size: int | None) -> None:
    for plan, sheet in sheets(form, size):
        hidden = {row - 1 for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
        assert hidden == plan.spare
        outlined = {row - 1 for row, dimension in sheet.row_dimensions.items() if dimension.outlineLevel}
        assert outlined == plan.spare
        openers = {row for row, dimension in sheet.row_dimensions.items() if dimension.collapsed}
        assert openers == {row for row in plan.spare if row - 1 not in plan.spare}


@pytest.mark.parametrize("form", FORMS)
def test_a_spare_row_has_all_that_the_row_above_has(form: str) -> None:
    for plan, sheet in sheets(form):
        prompts = {
            cell: check
            for check in sheet.data_validations.dataValidation
            if check.formula1 != "1=0"  # what refuses to be typed over
            for block in check.sqref
            for cell in block.cells
        }
        coloured = {at for block in sheet.conditional_formatting for one in block.sqref for at in one.cells}
        above_it = {(place.row + 1, place.column): place for place in plan.areas}
        for place in plan.areas:
            other = above_it.get((place.row, place.column))
            if place.row not in plan.spare or other is None or other.role != place.role:
                continue
            cell, above = sheet.cell(place.row + 1, place.column + 1), sheet.cell(place.row, place.column + 1)
            assert cell.number_format == above.number_format
            looks = ("fontId", "fillId", "borderId", "alignmentId")
            assert [getattr(cell._style, one) == getattr(above._style, one) for one in looks] == [True] * 4
            assert (cell.data_type == "f") == (above.data_type == "f"), cell.coordinate
            here, there = (cell.row, cell.column), (above.row, above.column)
            assert (here in prompts) == (there in prompts), cell.coordinate
            if here in prompts:
                assert prompts[here].prompt == prompts[there].prompt
            assert (here in coloured) == (there in coloured), cell.coordinate


@pytest.mark.parametrize("form", FORMS)
def test_rows_that_may_be_deleted_are_unlocked_to_the_last_column_and_hold_no_label(form: str) -> None:
    for plan, sheet in sheets(form):
        for block in sheet.merged_cells.ranges:
            crossed = {row for row in plan.repeated if block.min_row <= row + 1 <= block.max_row}
            corner = sheet.cell(block.min_row, block.min_col)
            assert not crossed or not corner.protection.locked, corner.value
        for row in range(1, sheet.max_row + 1):
            style = sheet.row_dimensions[row].protection
            cells = [sheet.cell(row, column) for column in range(1, sheet.max_column + 1)]
            if style.locked:
                continue
            assert row - 1 in plan.repeated
            assert not [cell.coordinate for cell in cells if cell.protection.locked]
            said = [cell.coordinate for cell in cells if cell.data_type == "s"]
            assert not said, said
        assert all(not sheet.row_dimensions[row + 1].protection.locked for row in plan.spare)


def test_what_is_computed_in_a_row_that_may_be_deleted_refuses_to_be_typed_over() -> None:
    (plan, sheet), *_ = sheets(PROJECT)
    guard, _ = [one for one in sheet.data_validations.dataValidation if one.formula1 == "1=0"]
    guarded = {cell for block in guard.sqref for cell in block.cells}
    row = next(row for row in plan.rows if row.index in plan.spare)
    assert {(row.index + 1, row.columns[key] + 1) for key in ("score", "state", "rule_score")} <= guarded
    assert not {(row.index + 1, row.columns[key] + 1) for key in ("name", "target", "direction")} & guarded


@pytest.mark.parametrize("form", FORMS)
def test_a_folded_row_is_named_once_it_holds_something(form: str, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(new_form(form))
    assert "hidden-cells" not in [one.code for each in check(FileBook.open(path)) for one in each.findings]
    layout = load_layout(form)
    for plan in plans(layout):
        if not plan.rows and not any(block.key for block in plan.layout.blocks if block.kind == "list"):
            continue  # nothing there is checked
        for place in [p for p in plan.areas if p.row in plan.spare and p.role in ("input", "amount")][:1]:
            book = FileBook.open(path)
            book.write(plan.name, {(place.row, place.column): "某事项" if place.role == "input" else 3.0})
            book.save(tmp_path / "typed.xlsx")
            results = check(FileBook.open(tmp_path / "typed.xlsx"))
            named = [one for result in results for one in result.findings if one.code == "hidden-cells"]
            assert [f"第 {place.row + 1} 行" in one.message for one in named] == [True], plan.name


def with_rows(office: Office, form: Built, tmp_path: Path) -> tuple[Path, list[int], int]:
    """A blank form after somebody has put rows in and taken others out: the file, rows typed into, row of the total."""
    plan = form.scored
    run = run_of(plan)
    indicators = [row for row in plan.rows if row.kind == "indicators"]
    like = next(row for row in indicators if row.index == run[0])
    shown, spare, new = run[0] - 1, run[0], run[0] + 1
    end = max(plan.subtotals.values(), default=plan.total)  # the row that sums up
    steps: list[Step] = [rows(end), BEFORE, rows(run[-1]), DELETE, rows(new), BEFORE]
    last = end  # one more, one less, one more, and the first of them below the others
    points = "points" if like.own_points else "row_points"
    for row in (shown, spare, new, last):
        columns = like.columns if row != last else plan.rows[-1].columns
        filled = {"target": "≥40人", "actual": "36人", points: "5", "entered": "4"}
        if row != last or points in columns:
            steps += [
                step
                for key, text in filled.items()
                if key in columns
                for step in typing(address((row, columns[key])), text)
            ]
        if "name" in columns and row not in (shown,) and _is_input(plan, like.index, columns["name"]):
            steps += typing(address((row, columns["name"])), f"第{row}行的指标")
    out = tmp_path / "rows.xlsx"
    office.act(form.path, plan.name, steps, "xlsx", out)
    return out, [shown, spare, new], plan.total + 1


def _is_input(plan: Plan, row: int, column: int) -> bool:
    return any(p.role == "input" for p in plan.areas if (p.row, p.column) == (row, column))


@pytest.mark.parametrize("form", SCORED)
def test_rows_inserted_and_deleted_by_hand_on_the_protected_sheet(
    form: str, office: Office, ironcalc_engine: Engine, build: Build, tmp_path: Path
) -> None:
    built = build(form)
    plan = built.scored
    path, typed, total = with_rows(office, built, tmp_path)
    columns = next(row for row in plan.rows if row.index == typed[1]).columns
    before, after = (openpyxl.load_workbook(one)[plan.name] for one in (built.path, path))
    assert after.protection.sheet
    assert labels(after) == labels(before)
    new = {key: after.cell(typed[-1] + 1, columns[key] + 1) for key in ("target", "actual", "score")}
    assert not new["target"].protection.locked
    assert new["score"].value is None

    measured = 4.5 if "capped_ratio_score" in built.functions else 4.0
    book = FileBook.open(path)
    (result,) = [one for one in refresh(book) if one.table.sheet == plan.name]
    book.save()
    given = {place.row: one.counted for one in result.scores if (place := one.item.place("score"))}
    assert {row: given[row] for row in typed} == dict.fromkeys(typed, measured)
    sheet = FileBook.open(path).read(plan.name)
    assert {
        (row, columns[key]) for row in typed for key in ("score", "rule_score", "state")
    } <= sheet.formulas
    for engine in (office, ironcalc_engine):
        values = engine.recalculate(path)
        cells = values[plan.name]
        for row in typed:
            assert cells[address((row, columns["score"]))] == measured
            assert cells[address((row, columns["state"]))] == "已评分"
        assert cells[address((total, plan.rows[-1].columns["score"]))] == result.total
        sections = [values[SUMMARY][f"C{number}"] for number in range(3, 3 + len(plan.sections))]
        assert sum(score for score in sections if isinstance(score, float)) == result.total

    once = path.read_bytes()
    book = FileBook.open(path)
    refresh(book)
    book.save()
    assert path.read_bytes() == once


def labels(sheet: Worksheet) -> list[tuple[str, int, int]]:
    """What merged blocks say, and where their columns are."""
    blocks = sorted(sheet.merged_cells.ranges, key=lambda block: (block.min_col, block.min_row))
    said = [(sheet.cell(block.min_row, block.min_col), block) for block in blocks]
    return [(cell.value, block.min_col, block.max_col) for cell, block in said if cell.data_type == "s"]


def test_a_row_that_labels_stand_in_stays(office: Office, build: Build, tmp_path: Path) -> None:
    built = build(PROJECT)
    shown = run_of(built.scored)[0] - 1
    path = office.act(built.path, "自评表", [rows(shown, shown + 1), DELETE], "xlsx", tmp_path / "rows.xlsx")
    before, after = (openpyxl.load_workbook(one)["自评表"] for one in (built.path, path))
    assert labels(after) == labels(before)
    assert after.cell(shown + 1, 3).value == "数量指标"


def test_the_labels_hold_the_rows_that_were_put_in(office: Office, build: Build, tmp_path: Path) -> None:
    built = build(PROJECT)
    out = tmp_path / "rows.xlsx"
    first, *_, last = run_of(built.scored)
    steps = [rows(first), BEFORE, rows(first), BEFORE, rows(last + 2), DELETE]  # two more, one less
    sheet = openpyxl.load_workbook(office.act(built.path, "自评表", steps, "xlsx", out))["自评表"]
    merged = {str(block) for block in sheet.merged_cells.ranges}
    assert {f"C{first}:C{last + 2}", "B13:B33", "A12:A58"} <= merged


def test_what_somebody_types_into_a_row_he_put_in_stays(office: Office, build: Build, tmp_path: Path) -> None:
    built = build(PROJECT)
    row = run_of(built.scored)[0] + 1
    columns = next(one for one in built.scored.rows if one.kind == "indicators").columns
    typed = {"name": "甲", "target": "40万元", "actual": "36万元"}
    typed |= {"points": "10", "direction": "反向", "score": "7"}
    steps = [
        rows(row),
        BEFORE,
        *(step for key, text in typed.items() for step in typing(at(row, columns[key]), text)),
    ]
    path = office.act(built.path, "自评表", steps, "xlsx", tmp_path / "rows.xlsx")
    book = FileBook.open(path)
    (result,) = refresh(book)
    book.save()
    assert [(one.score, one.item.entered) for one in result.scores if one.item.name == "甲"] == [(10.0, 7.0)]
    sheet = FileBook.open(path).read("自评表")
    shown = {
        key: sheet.value(row, columns[key]) for key in ("direction", "target_number", "score", "entered")
    }
    assert shown == {"direction": "反向", "target_number": 40.0, "score": 10.0, "entered": 7.0}
    assert ((row, columns["direction"]) in sheet.formulas, (row, columns["score"]) in sheet.formulas) == (
        False,
        True,
    )


def at(row: int, column: int) -> str:
    return address((row, column))


def test_a_list_grows_and_shrinks_and_adds_up(office: Office, build: Build, tmp_path: Path) -> None:
    built = build(HUBEI)
    plan = next(plan for plan in built.plans if plan.name == "项目支出")
    (total, column, _), *_ = plan.sums
    first, last = min(plan.spare), max(plan.spare)
    steps = [rows(last), DELETE, rows(first - 1), DELETE, rows(first), BEFORE]
    for row, text in ((first, "100"), (first + 1, "20"), (3, "3")):
        steps += typing(at(row, column), text)
    path = office.act(built.path, plan.name, steps, "xlsx", tmp_path / "rows.xlsx")
    assert office.recalculate(path)[plan.name][at(total - 1, column)] == 123.0


def test_three_published_tables_typed_into_blank_forms(office: Office, build: Build, tmp_path: Path) -> None:
    """The printed cells alone, entered one by one on the protected sheet; the scores as LibreOffice saves them."""
    built = build(PROJECT)
    whole = [one for one in typed_tables(built) if len(one[2]) > 2]
    right = []
    for number, (file, filling, where) in enumerate(whole):
        cells = filling[built.scored.name]
        steps = [
            step
            for a1, value in cells.items()
            for step in typing(a1, f"{value:g}" if isinstance(value, float) else str(value))
        ]
        path = office.act(built.path, built.scored.name, steps, "xlsx", tmp_path / f"{number}.xlsx")
        sheet = FileBook.open(path).read(built.scored.name)
        given = {place: sheet.value(*cell_at(place)) for place in where}
        published = {place: float(row["rule_score_half_up"]) for place, row in where.items()}
        assert {
            place: score for place, score in given.items() if score is not None
        }.items() <= published.items(), file
        right += [file] if given == published else []
    assert len(right) >= 3
