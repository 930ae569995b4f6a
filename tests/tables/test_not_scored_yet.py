"""A table whose scores nobody typed yet: what a rule gives does not hang on them, and stands in their cells, or is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tables.drawn import DRAWINGS, checked, sheets
from xlfuncs.cells import cell_at

Sheets = dict[str, list[list[str]]]


def _read(typed: Sheets, path: Path) -> tuple[dict[str, float | None], list[str]] | None:
    """What the rule gives, by the cell of the score, and the codes of what is found; None of what is no table."""
    if not (results := checked(typed, path)):
        return None
    scores = {item["cell"]: item["score"] for result in results for item in result["items"]}
    return scores, [finding["code"] for result in results for finding in result["findings"]]


def test_no_other_score_where_none_is_typed(tmp_path: Path) -> None:
    others = []
    for drawing in DRAWINGS:
        typed = sheets(drawing)
        if (was := _read(typed, tmp_path / "table.xlsx")) is None:
            continue
        for cell in (cell for cell, score in was[0].items() if cell and score is not None):
            sheet, _, address = cell.rpartition("!")
            row, column = cell_at(address)
            typed[sheet.strip("'")][row][column] = ""
        now = _read(typed, tmp_path / "table.xlsx")
        for cell, score in now[0].items() if now else ():
            if score is not None and was[0].get(cell, score) != score:
                others.append((drawing.stem, cell, was[0][cell], score))
    assert not others, others


_HEAD = ["三级指标", "指标值", "完成值", "分值", "得分", "备注"]
_ROWS = [["灌区维修", "≥5处", "5处", "60", ""], ["用水户满意度", "≥90%", "94%", "30", ""]]
_SUM = ["合计", "", "", "100", ""]


def _with_rows(amounts: list[list[str]], path: Path) -> tuple[dict[str, float | None], list[str]]:
    """Of a table of these amounts, with the rows above."""
    read = _read({"自评": [["项目支出绩效自评表"], *amounts, _HEAD, *_ROWS, _SUM]}, path)
    assert read
    return read


@pytest.mark.parametrize(
    ("amounts", "cell"),
    [
        ([["预算执行（10分）", "全年预算数", "75", "执行率", ""], ["^", "全年执行数", "60", "80%", ""], ["^", "得分", ""]], "C4"),
        ([["年初预算（万元）", "75", "实际支出（万元）", "60"], ["预算执行率", "80%", "分值", "10", "得分", ""]], "F3"),
        ([["全年预算数", "75", "全年执行数", "60", "80%"], ["执行率得分（10分）", ""]], "B3"),
        ([["资金", "预算数", "执行数", "执行率", "得分"], ["资金总额", "75", "60", "80%", ""]], "E3"),
        ([["资金", "年初预算", "调整后", "执行"], ["合计", "75", "75", "60"], ["执行率", "80%", "分值", "10", "得分", ""]], "F4"),
    ],
)  # fmt: skip
def test_the_rate_has_the_cell_that_waits_for_its_score(
    tmp_path: Path, amounts: list[list[str]], cell: str
) -> None:
    read = _with_rows(amounts, tmp_path / "table.xlsx")
    assert read[0][f"自评!{cell}"] == 8
    assert [*read[0].values()] == [8, 60, 30]
    assert not {"points-sum", "part-missing", "score-missing"} & {*read[1]}


@pytest.mark.parametrize(
    "amounts",
    [  # 85 % of all, 95 % of the row that has the points
        [["资金（万元）", "全年预算数", "全年执行数", "分值", "得分"], ["资金总额", "300", "255", "", ""],
         ["其中：财政拨款", "180", "171", "10", ""], ["自筹", "120", "84", "", ""]],
        # 87.4 % of one, 95 % of the other
        [["资金（万元）", "预算批复数", "指标下达数", "实际支出数", "得分（10分）"], ["资金合计", "500", "460", "437", ""]],
    ],
)  # fmt: skip
def test_a_person_decides_which_amounts_earn(tmp_path: Path, amounts: list[list[str]]) -> None:
    read = _with_rows(amounts, tmp_path / "table.xlsx")
    assert [*read[0].values()] == [None, 60, 30]
    assert "columns-alike" in read[1]


def test_what_came_in_is_not_what_was_spent(tmp_path: Path) -> None:
    amounts = [
        ["基金收支（万元）", "预算数", "决算数", "得分（10分）"], ["本年收入", "6500", "6630", ""],
        ["本年支出", "6200", "5890", ""], ["年终结余", "300", "740", ""],
    ]  # fmt: skip
    read = _with_rows(amounts, tmp_path / "table.xlsx")
    assert read[0] == {"自评!D4": 9.5, "自评!E7": 60, "自评!E8": 30}


def test_parts_of_what_was_spent_are_not_all(tmp_path: Path) -> None:
    amounts = [
        ["基金收支（万元）", "预算数", "决算数", "得分（10分）"], ["本年收入", "6500", "6300", ""],
        ["基本支出", "3000", "3000", ""], ["项目支出", "3500", "3300", ""],
    ]  # fmt: skip
    read = _with_rows(amounts, tmp_path / "table.xlsx")
    assert read[0] == {"自评!D3": 9.69, "自评!E7": 60, "自评!E8": 30}
    amounts[3:] = [["项目支出", "3400", "3000", ""], ["年终结余", "100", "300", ""]]
    read = _with_rows(amounts, tmp_path / "table.xlsx")
    assert read[0] == {"自评!E8": 60, "自评!E9": 30}


def test_points_that_another_row_lacks_are_not_the_rates(tmp_path: Path) -> None:
    amounts = [["全年预算数", "75", "全年执行数", "60"], ["执行率", "80%", "得分", ""]]
    rows = [_ROWS[0], ["培训场次", "≥5次", "5次", "20", ""], ["用水户满意度", "≥90%", "94%", "", ""]]
    read = _read({"自评": [["项目支出绩效自评表"], *amounts, _HEAD, *rows, _SUM]}, tmp_path / "table.xlsx")
    assert read
    assert read[0]["自评!D3"] is None


def test_of_two_rates_that_wait_nobody_knows_what_each_is_worth(tmp_path: Path) -> None:
    amounts = [
        ["年初预算（万元）", "75", "实际支出（万元）", "60", "", ""], ["预算执行率", "80%", "得分", "", "", ""],
        ["资金到位率", "100%", "得分", "", "", ""],
    ]  # fmt: skip
    read = _with_rows(amounts, tmp_path / "table.xlsx")
    assert [score for score in read[0].values() if score is not None] == [60, 30]
    assert "points-sum" in read[1]
