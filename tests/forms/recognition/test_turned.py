"""Headings below each other: read where the block is certain, left as it stands where it is not."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import evaluate, read
from tests.forms.grid import grid
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.forms.recognition.tables.turned import turned
from xlfuncs.sheets import NumberFormat, Sheet

ACROSS = """项目支出绩效自评表 | | |
指标 | 里程 | 合格率 | 满意度
目标值 | ≥120公里 | ≥95% | ≥90%
完成值 | 108公里 | 98% | 81%
分值 | 40 | 30 | 30
得分 | 36 | 31 |
"""
PAIRS = """项目支出绩效自评表 | | | | |
三级指标 | 内容 | 数值 | 分值 | 得分 | 备注
里程 | 目标值 | ≥120公里 | 40 | 36 |
 | 完成值 | 108公里 | | | 雨季停工
合格率 | 目标值 | ≥95% | 60 | 60 |
 | 完成值 | 98% | | |
"""


def usual(text: str) -> Sheet | None:
    sheet = grid(text)
    return turned(Reader(sheet))


def test_cells_are_known_by_where_they_stand() -> None:
    """The score that is too high, and the one that is blank, at their own cells."""
    table = read(ACROSS)
    result = evaluate(table)
    assert [str(item.cells["score"]) for item in table.items] == ["Sheet1!B6", "Sheet1!C6", "Sheet1!D6"]
    assert [str(item.cells["actual"]) for item in table.items] == ["Sheet1!B4", "Sheet1!C4", "Sheet1!D4"]
    found = {(one.code, one.cell.address) for one in result.findings if one.cell}
    assert found >= {("score-differs", "C6"), ("score-missing", "D6")}


def test_a_number_keeps_its_format_and_a_formula_its_place() -> None:
    sheet = grid(ACROSS.replace("≥90%", "0.9").replace("81%", "0.81"))
    cells = {(2, 3): NumberFormat(2, after="%"), (3, 3): NumberFormat(2, after="%")}
    sheet = Sheet(sheet.name, sheet.rows, frozenset({(5, 3)}), formats=cells)
    (table,) = recognise([sheet], file="a.xlsx")
    assert (table.items[-1].inputs["target"], table.items[-1].inputs["actual"]) == ("90%", "81%")
    put = turned(Reader(sheet))
    assert put
    assert {put.moved[cell] for cell in put.formulas} == {(5, 3)}


def test_what_stands_in_any_of_the_rows_is_taken() -> None:
    table = read(PAIRS)
    assert [(item.name, item.target, item.actual, item.entered) for item in table.items] == [
        ("里程", "≥120公里", "108公里", 36),
        ("合格率", "≥95%", "98%", 60),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "里程 | 目标值 | ≥120公里 | 40 | 36 |",
            "里程 | 目标值 | ≥120公里 | 40 | 36 | 年初批复",
        ),  # two remarks
        ("里程 | 目标值", " | 目标值"),  # the name is that of another row
        (" | 完成值 | 98%", "优良率 | 完成值 | 98%"),  # a name beside each
        (" | 完成值 | 98%", " | 完成率 | 98%"),  # not the same labels
        (" | 完成值 | 98% | | |", ""),  # half a pair
    ],
)
def test_rows_that_are_not_certainly_one_stay_as_they_stand(old: str, new: str) -> None:
    assert old in PAIRS
    assert usual(PAIRS)
    assert usual(PAIRS.replace(old, new)) is None


@pytest.mark.parametrize(
    "text",
    [
        "指标名称 | 填三级指标 | 必填\n目标值 | 填年初批复 | 必填\n完成值 | 填全年 | 必填\n分值 | 共100分 | 必填",
        "三级指标 | 目标值 | 完成值 | 分值 | 得分\n资料归档 | 完成 | 完成 | 50 | 50\n台账 | 完成 | 完成 | 50 | 50",
        "指标 | 里程 | 指标\n目标值 | 5公里 | 目标值\n完成值 | 5公里 | 完成值\n分值 | 5 | 5",  # one a card
    ],
)
def test_other_words_below_each_other_are_no_block(text: str) -> None:
    assert usual(text) is None
