"""A planned sheet: nothing lies over anything else, and everything a row needs has its cell."""

from __future__ import annotations

from collections import Counter

import pytest

from xlfuncs.forms.layout import forms, load_layout
from xlfuncs.forms.placing import plans
from xlfuncs.forms.plan import Plan, load_example

LEDGER = "duty-ledger-beijing"
PRINTED = ("诉求解决率", "群众满意率", "每月一题满意度", "委托受理率", "授权审批率")
FORMS = [layout.id for layout in forms()]


def planned(form: str, example: bool, rows: int | None) -> list[Plan]:
    return plans(load_layout(form), load_example(form) if example else None, rows)


@pytest.mark.parametrize("rows", [None, 1, 14])
@pytest.mark.parametrize("example", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_no_two_places_share_a_cell(form: str, example: bool, rows: int | None) -> None:
    for sheet in planned(form, example, rows):
        cells = Counter(
            (row, column)
            for place in sheet.areas
            for row in range(place.row, place.row + place.rows)
            for column in range(place.column, place.column + place.columns)
        )
        assert not [cell for cell, count in cells.items() if count > 1]
        widest = max([sheet.width - 1, *sheet.helpers.values()])
        assert all(column <= widest for _, column in cells)


@pytest.mark.parametrize("form", FORMS)
def test_rows_stand_in_their_sections_above_the_total(form: str) -> None:
    for sheet in planned(form, False, 3):
        for row in sheet.rows:
            first, last = sheet.sections[row.section]
            assert first <= row.index <= last < sheet.total
            assert {"score", "rule_score", "entered", "approved", "row_points"} <= set(row.columns)
        assert len({row.index for row in sheet.rows}) == len(sheet.rows)
        for total, details in sheet.details.items():
            assert details == list(range(total + 1, total + 1 + len(details)))


@pytest.mark.parametrize("rows", [1, 14, 60])
@pytest.mark.parametrize("form", [layout.id for layout in forms() if layout.rule])
def test_rows_sizes_every_kind_of_indicator(form: str, rows: int) -> None:
    sheet = plans(load_layout(form), None, rows)[0]
    kinds = sum(
        len(group.names)
        for block in load_layout(form).sheets[0].blocks
        if block.kind == "indicators"
        for group in block.groups
    )
    shown = [row for row in sheet.rows if row.kind == "indicators" and row.index not in sheet.spare]
    assert len(shown) == (max(rows, len(PRINTED)) if form == LEDGER else kinds * rows)


def test_an_indicator_that_is_printed_is_one_row_and_further_ones_are_written_in() -> None:
    sheet = plans(load_layout(LEDGER), None, 7)[0]
    shown = [row.name for row in sheet.rows if row.index not in sheet.spare]
    assert shown == [*PRINTED, "", ""]
    names = {place.row: place.role for place in sheet.areas if place.key == "name"}
    assert {names[row.index] for row in sheet.rows if not row.name} == {"input"}


@pytest.mark.parametrize("form", FORMS)
def test_spare_rows_stand_below_what_they_are_spare_rows_of(form: str) -> None:
    for sheet in planned(form, False, None):
        assert bool(sheet.spare) == any(block.spare for block in sheet.layout.blocks)
        assert sheet.spare <= sheet.repeated
        kinds = {row.index: row.name for row in sheet.rows}
        for row in sheet.spare & kinds.keys():
            assert kinds[row] in (kinds[row - 1], "")
        for place in sheet.areas:  # a label that holds one holds them to the last
            last = place.row + place.rows - 1
            if place.rows > 1 and last in sheet.spare and place.key != "name":
                assert last + 1 not in sheet.spare


def test_the_official_number_of_rows() -> None:
    sheet = plans(load_layout("department-evaluation-beijing"))[0]
    names = Counter(row.name for row in sheet.rows if row.index not in sheet.spare)
    assert names["指标1：经济效益"] == names["指标2：社会效益"] == 4
    assert names["指标1：产出数量"] == names["财务管理制度健全性"] == 1
    assert len(sheet.rows) - len(sheet.spare) == 22


def test_the_example_stands_where_it_belongs() -> None:
    layout = load_layout("department-evaluation-beijing")
    sheet = plans(layout, load_example(layout.id))[0]
    cost = next(row for row in sheet.rows if row.name == "指标4：产出成本")
    here = {one.key: one.value for one in sheet.areas if one.row == cost.index and one.value is not None}
    assert here["target_number"] == 291435.79
    assert here["actual_number"] == 251145.17
    assert here["direction"] == "反向"
    assert here["entered"] == here["row_points"] == 5
