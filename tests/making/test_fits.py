"""A form for every rule that has one: its points, its ways of scoring, its own rule alone refused where none fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.engines import IronCalc
from xlfuncs.cells import address, cell_at
from xlfuncs.errors import NotCovered, UnknownForm
from xlfuncs.files.book import FileBook
from xlfuncs.forms.layout import forms, load_layout
from xlfuncs.forms.placing import fitted, plans
from xlfuncs.making.new import build, new_form
from xlfuncs.refresh.refresh import check

PROJECT = "project-self-evaluation"
PAIRS = [(layout.id, rule) for layout in forms() for rule in layout.fits]
# What the rule gives for 90 of 100 spent; ≥40人, 36人 at 40 points; ≤100元, 110元 at the rest of the indicators'.
SCORES = {
    "mof-2020-10": (9.0, 36.0),
    "hunan-2021": (9.0, 36.0),
    "integrated-system": (9.0, 36.0),
    "hubei-2020": (18.0, 36.0),
    "sichuan-2023": (9.0, 36.0),
}


@pytest.mark.parametrize(("form", "rule"), PAIRS)
def test_a_blank_table_for_every_pair(form: str, rule: str, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(new_form(form, rule=rule))
    result, *_ = check(FileBook.open(path))
    assert (result.rule, result.table.form, result.total) == (rule, form, None)


@pytest.mark.parametrize("rule", SCORES)
def test_the_project_form_scores_by_each_of_its_rules(rule: str, tmp_path: Path) -> None:
    placed = plans(fitted(load_layout(PROJECT), rule))[0]
    row = next(row for row in placed.rows if row.kind == "indicators")
    top = next(row for row in placed.rows if row.kind == "execution")
    cells = {key: address((row.index, column)) for key, column in row.columns.items()}
    typed: dict[str, Any] = {
        address((placed.details[top.index][0], top.columns["budget"])): 100,
        address((placed.details[top.index][0], top.columns["executed"])): 90,
        cells["target"]: "≥40人",
        cells["actual"]: "36人",
        cells["points"]: 40,
        cells["direction"]: "正向",
        cells["target_number"]: 40,
        cells["actual_number"]: 36,
    }
    path = tmp_path / "filled.xlsx"
    path.write_bytes(new_form(PROJECT, rule=rule))
    (values,) = IronCalc().fill_and_recalculate(path, [{"自评表": typed}])
    scores = values["自评表"][address((top.index, top.columns["score"]))], values["自评表"][cells["score"]]
    assert scores == SCORES[rule]


def test_chongqing_scores_by_the_coefficient_a_person_gives(tmp_path: Path) -> None:
    placed = plans(fitted(load_layout(PROJECT), "chongqing-2021"))[0]
    row = next(row for row in placed.rows if row.kind == "indicators")
    cells = {key: address((row.index, column)) for key, column in row.columns.items()}
    path = tmp_path / "filled.xlsx"
    path.write_bytes(new_form(PROJECT, rule="chongqing-2021"))
    typed: dict[str, Any] = {cells["points"]: 15, cells["level"]: "得分系数", cells["share"]: 0.9}
    other = typed | {cells["level"]: "达成"}  # a level of another rule: neither scores it, and it is said
    first, second = IronCalc().fill_and_recalculate(path, [{"自评表": typed}, {"自评表": other}])
    assert (first["自评表"][cells["score"]], second["自评表"][cells["score"]]) == (13.5, "#N/A")
    book = FileBook.open(path)
    book.write("自评表", {cell_at(place): value for place, value in other.items()})
    book.save()
    (result,) = check(FileBook.open(path))
    assert (result.scores[1].score, "没有「达成」这一档；可用：得分系数" in result.findings[0].message) == (
        None,
        True,
    )


@pytest.mark.parametrize("rule", ["integrated-system", "hubei-2020", "sichuan-2023", "chongqing-2021"])
def test_points_that_a_rule_leaves_open_stand_in_no_label(rule: str) -> None:
    labels = {str(cell.value) for row in build(PROJECT, rule=rule)["自评表"] for cell in row}
    assert {"产出指标", "效益指标", "满意度指标"} <= labels
    assert not [label for label in labels if "（50分）" in label]


@pytest.mark.parametrize(
    ("form", "rule"), [(PROJECT, "beijing-2022"), ("department-evaluation-beijing", "mof-2020-10")]
)
def test_a_rule_for_other_tables_is_refused(form: str, rule: str) -> None:
    with pytest.raises(NotCovered, match="不适用规则"):
        new_form(form, rule=rule)


def test_forms_by_their_chinese_names_and_the_nearest() -> None:
    assert load_layout("部门整体绩效目标及预算项目绩效目标表").id == "department-goals-tangshan"
    with pytest.raises(UnknownForm, match=r"是否指：.*项目支出绩效自评表"):
        load_layout("项目绩效自评表")
    with pytest.raises(UnknownForm, match="是否指：project-self-evaluation"):
        load_layout("project-self-evalution")
