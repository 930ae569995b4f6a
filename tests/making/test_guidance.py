"""What a workbook tells the person who fills it in: where to begin, what a cell takes, what holds and what does not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.engines import IronCalc
from tests.made import build, new_form
from xlfuncs.files.book import FileBook
from xlfuncs.forms.layout import forms, load_layout
from xlfuncs.forms.plan import load_example
from xlfuncs.refresh.refresh import check, refresh
from xlfuncs.refresh.report import REPORT, lines_of
from xlfuncs.rules.loader import load

FORMS = [layout.id for layout in forms()]
BEIJING, SELF_CHECK = "department-evaluation-beijing", "duty-self-check-beijing"


@pytest.mark.parametrize("form", FORMS)
def test_it_explains_itself_first_and_opens_where_filling_in_begins(form: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(new_form(form)))
    assert book.sheetnames[:2] == ["说明", "基础数据"]
    assert book.active.title == "基础数据"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["基础数据"]


@pytest.mark.parametrize("form", FORMS)
def test_inputs_have_prompts_and_no_cell_two(form: str) -> None:
    for sheet in build(form):
        prompted: list[tuple[int, int]] = []
        for one in sheet.data_validations.dataValidation:
            assert one.prompt
            assert len(one.prompt) <= 255  # as much as Excel shows
            prompted += [cell for block in one.sqref for cell in block.cells]
        assert len(prompted) == len(set(prompted))
        assert {*prompted} <= {
            (cell.row, cell.column) for row in sheet for cell in row if not cell.protection.locked
        }


@pytest.mark.parametrize("form", FORMS)
def test_the_rule_stands_by_its_title_region_and_year(form: str) -> None:
    shown = {row[0].value: row[1].value for row in build(form)["基础数据"].iter_rows(min_row=3)}
    layout = load_layout(form)
    if not layout.rule:
        assert not {"评分依据", "规则编号"} & shown.keys()
        return
    rule = load(layout.rule)
    assert rule.title in shown["评分依据"]
    assert rule.jurisdiction in shown["适用地区、年度"]
    assert str(rule.year) in shown["适用地区、年度"]


def test_a_form_without_money_asks_for_no_unit() -> None:
    labels = {row[0].value for row in build(SELF_CHECK)["基础数据"].iter_rows()}
    assert "评价年度" in labels
    assert "金额单位" not in labels


def test_no_average_of_one_year_is_prefilled_for_another() -> None:
    shown = {row[0].value: row[1].value for row in build(BEIJING)["基础数据"].iter_rows()}
    assert shown["市级平均差异率"] is None
    texts = " ".join(str(cell.value) for row in build(BEIJING)["评分表"] for cell in row)
    assert "28.3" not in texts


@pytest.mark.parametrize(("year", "found"), [(2022, False), (2024, True), ("2024年", True), ("明年", False)])
def test_another_year_than_the_rules_is_found(year: int | str, found: bool, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(new_form(BEIJING, example=True))
    book = FileBook.open(path)
    book.write("基础数据", {(3, 1): year})
    book.save()
    (result,) = check(FileBook.open(path))
    assert all(one.message for one in result.findings)
    said = [(one.severity, str(one.cell)) for one in result.findings if one.code == "year-differs"]
    assert said == ([("warning", "基础数据!B4")] if found else [])
    title = str(FileBook.open(path).read("评分表").value(0, 0))
    assert title.startswith(f"{str(year)[:4]}年部门") or year == "明年"
    if year == "明年":
        return  # no year to hold anything against
    book = FileBook.open(path)
    refresh(book)
    book.save()
    listed = [*lines_of(FileBook.open(path).read(REPORT))]
    told = [(line["填报"], line["规则"], line["差额"]) for line in listed if line["单元格"] == "B4"]
    assert told == ([(2024, 2022, None)] if found else [])  # years have no difference
    assert [line["差额"] for line in listed if line["单元格"] == "G67"] == [-2.0]


def test_what_the_rule_cannot_score_and_a_person_must_is_said_and_is_no_difference(tmp_path: Path) -> None:
    """A deadline asks for no way of counting; a sum of the few entered scores is not held against all."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(new_form("project-self-evaluation"))
    book = FileBook.open(path)
    cells: dict[int, tuple[str | float, ...]] = {
        12: ("完工", "2023年8月底前", "2023年8月20日", 10.0),
        17: ("受益", "≥10人", "9人", 40.0),
        32: ("条件", "改善", "改善", 30.0),
    }
    for row, values in cells.items():
        book.write("自评表", {(row, column): value for column, value in enumerate(values, 3)})
    book.write("自评表", {(32, 16): 25.0})
    book.save()
    (result,) = check(FileBook.open(path))
    assert (result.entered_total, result.total) == (None, 71.0)
    sheet, summary = (FileBook.open(path).read(name) for name in ("自评表", "得分汇总"))
    assert sheet.value(12, 9) == "需人工评定"
    assert [summary.value(row, 4) for row in range(2, 7)] == [None, None, 0, None, None]


@pytest.mark.parametrize(("typed", "said"), [({}, {"未填"}), ({"评分表!D6": 10, "评分表!C6": 10}, {"相符"})])
def test_checks_say_what_holds(typed: dict[str, Any], said: set[str], tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(new_form(BEIJING))
    book = openpyxl.load_workbook(path)
    named = [one for name, one in book.defined_names.items() if name.startswith("check_")]
    places = [one.attr_text.replace("'", "").replace("$", "") for one in named]
    filling: dict[str, dict[str, Any]] = {}
    for place, value in typed.items():
        filling.setdefault(place.partition("!")[0], {})[place.partition("!")[2]] = value
    (values,) = IronCalc().fill_and_recalculate(path, [filling])
    assert {values[place.partition("!")[0]][place.partition("!")[2]] for place in places} == said


@pytest.mark.parametrize("form", [form for form in FORMS if load_example(form).invented])
def test_an_invented_example_says_so_wherever_it_is_seen(form: str) -> None:
    book = build(form, example=True)
    assert "虚构" in book.properties.title
    for sheet in load_layout(form).sheets:
        named = [
            made for made in book if made.title.startswith("虚构_") and sheet.title in str(made["A1"].value)
        ]
        assert named, sheet.sheet
        assert all("（虚构示例）" in made["A1"].value for made in named)


@pytest.mark.parametrize("form", [form for form in FORMS if load_example(form).invented])
def test_an_invented_example_is_filled_in_every_row(form: str, tmp_path: Path) -> None:
    path = tmp_path / "example.xlsx"
    path.write_bytes(new_form(form, example=True))
    for result in check(FileBook.open(path)):
        assert result.findings == []
        assert None not in [score.score for score in result.scores]
        assert result.grade
