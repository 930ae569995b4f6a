"""What a table lacks is said and the rest is read; where no table is at all, the refusal says what was seen."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import read
from tests.forms.grid import grid, published
from xlfuncs.errors import UnknownForm
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.sheets import Sheet


def refused(*sheets: Sheet) -> str:
    with pytest.raises(UnknownForm) as caught:
        recognise(sheets, file="县自评表.xlsx")
    message = str(caught.value)
    assert message.startswith("县自评表.xlsx")
    return message


def without(name: str, first: int, last: int | None = None) -> Sheet:
    """A published table without some rows (from 1); merged blocks of what is left move up."""
    sheet = published(name)
    start, count = first - 1, (last or first) - first + 1
    rows = [row for number, row in enumerate(sheet.rows) if not start <= number < start + count]
    merged = []
    for top, left, bottom, right in sheet.merged:
        kept = [row for row in range(top, bottom + 1) if not start <= row < start + count]
        if kept:
            moved = [row - count * (row >= start + count) for row in kept]
            merged.append((moved[0], left, moved[-1], right))
    return Sheet(sheet.name, rows, merged=tuple(merged))


def found_in(*sheets: Sheet) -> list[tuple[str, str, str]]:
    """Severity, code and case of what reading the one table of some sheets found."""
    (table,) = recognise(sheets, file="县自评表.xlsx")
    assert table.items
    return [(found.severity, found.code, found.case) for found in table.findings]


@pytest.mark.parametrize(
    ("name", "row"),
    [("beijing", 34), ("national", 29), ("hunan", 29), ("transfer", 23), ("hubei_project", 18)],
)
def test_without_its_total_row(name: str, row: int) -> None:
    assert ("warning", "total-missing", "summed") in found_in(without(name, row))


@pytest.mark.parametrize(
    ("first", "last", "section"),
    [(2, 7, "当年预算执行情况"), (8, 23, "整体绩效目标实现情况"), (24, 33, "预算管理情况")],
)
def test_beijing_without_a_section(first: int, last: int, section: str) -> None:
    (table,) = recognise([without("beijing", first, last)], file="县自评表.xlsx")
    said = [found.message for found in table.findings if found.code == "part-missing" and not found.case]
    assert said == [f"工作表「Sheet1」的表缺少「{section}」一段"]


def test_beijing_without_the_header_of_last_year_and_this() -> None:
    (table,) = recognise([without("beijing", 31)], file="县自评表.xlsx")
    assert any("上年、本年" in found.message for found in table.findings)


@pytest.mark.parametrize(
    ("name", "severity"), [("national", "error"), ("hunan", "error"), ("hubei_project", "warning")]
)
def test_without_the_amounts(name: str, severity: str) -> None:
    """Where no row has points nobody knows whether those of the rate are missing."""
    sheet = published(name)
    header = next(n for n, row in enumerate(sheet.rows, 1) if any("执行数" in str(value) for value in row))
    assert (severity, "part-missing", "execution") in found_in(without(name, header))


def test_without_the_total_of_the_amounts() -> None:
    assert ("error", "part-missing", "funds-total") in found_in(without("national", 6))


def test_without_the_indicators() -> None:
    assert ("error", "part-missing", "indicators") in found_in(without("national", 12))


ALIKE = """
项目支出绩效自评表
项目资金 | 预算数 | 执行数 | 得分
总额 | 1 | 1 | 10
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 得分 | 自评得分
产出 | 数量 | 培训 | 1 | 1 | {one} | {other}
总分 | | | | | 19
"""


def test_two_columns_of_the_same_meaning_are_named_and_neither_is_read() -> None:
    table = read(ALIKE.format(one=9, other=10))
    (found,) = [found for found in table.findings if found.code == "columns-alike"]
    assert (found.severity, str(found.cell)) == ("warning", "Sheet1!F4")
    assert "表头「得分」与 Sheet1!G4「自评得分」意思相同" in found.message
    assert table.items[1].entered is None


@pytest.mark.parametrize(("one", "other"), [("9", "9"), ("9", ""), ("", "9")])
def test_two_columns_of_the_same_meaning_are_read_where_their_cells_tell(one: str, other: str) -> None:
    table = read(ALIKE.format(one=one, other=other))
    (found,) = [found for found in table.findings if found.code == "columns-alike"]
    assert (found.severity, found.case) == ("info", "chosen")
    assert table.items[1].entered == 9


def test_neither_department_nor_project() -> None:
    rows = (
        "预算数 | 执行数 | 得分\n1 | 1 | 10\n一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 得分\n"
        "产出 | 数量 | 培训 | 1 | 1 | 9\n总分 | | | | | 19"
    )
    table = read(f"自评表\n | {rows}")
    assert table.form == "self-evaluation"
    assert "部门整体还是项目" in next(one.message for one in table.findings if one.code == "form-assumed")


def test_one_broken_sheet_holds_back_no_other() -> None:
    tables = recognise([without("national", 29), published("hunan"), grid("通知", "附件")], file="a.xlsx")
    assert [table.entered_total for table in tables] == [None, 98]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "关于报送材料的通知",
        "姓名 | 单位 | 联系电话\n某科 | 某局 | 123",
        "收入支出决算表\n项目 | 预算数 | 决算数\n财政拨款收入 | 1 | 2",
    ],
)
def test_no_such_table(text: str) -> None:
    message = refused(grid(text, "附件1"))
    assert "没有认出绩效自评表" in message
    assert "附件1" in message
    assert "指标表头" in message


def test_a_title_without_a_table() -> None:
    assert "标题「项目支出绩效自评表」" in refused(grid("项目支出绩效自评表\n项目名称 | 培训"))


def test_no_sheet_at_all() -> None:
    assert "没有认出" in refused()


ROWS = (
    "一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分\n"
    "产出 | 培训人数 | 200人 | 190人 | 60 | 57\n效益 | 满意度 | 90% | 93% | 40 | 40"
)


@pytest.mark.parametrize(
    ("head", "foot", "cell"),
    [
        ("", "最后成绩 | | | | | 97", "F5"),
        ("", " | 最后成绩 | | | | 97", "F5"),
        ("", "评价结果：97分", "A5"),
        ("", "累计 | 97", "B5"),
        ("累计得分：97\n", "", "A2"),
        ("总评 | 97\n", "", "B2"),
        ("", "最后成绩：96", None),  # not what the scores add up to
        ("满分 | 97\n", "", None),
        ("总评价 | 97\n", "最后成绩：97", None),  # which of two nobody knows
    ],
)
def test_the_number_that_all_scores_add_up_to_is_the_total(head: str, foot: str, cell: str | None) -> None:
    table = read(f"项目支出绩效自评表\n{head}{ROWS}\n{foot}")
    assert [item.name for item in table.items] == ["培训人数", "满意度"]
    assert table.entered_total == (97 if cell else None)
    assert str(table.cells.get("entered_total")) == (f"Sheet1!{cell}" if cell else "None")
    assert ("total-missing" in [found.code for found in table.findings]) is not bool(cell)


def test_numbers_of_columns_are_no_pieces_of_their_headings() -> None:
    lines = (
        "项目支出绩效自评表",
        "一级 | 考核指标 | 预期目标 | 实际完成数 | 权重 | 实得分",
        "（1） | （2） | （3） | （4） | （5） | （6）＝（5）×100%",
        "产出 | 制度 | 健全 | 健全 | 60 | 57",
        "效益 | 影响 | 显著 | 显著 | 40 | 40",
    )
    table = read("\n".join(lines))
    assert [item.entered for item in table.items] == [57, 40]


def test_shares_beside_two_judges_scores_are_points() -> None:
    head, *rows = ROWS.replace("分值 | 得分", "权重占比 | 自评得分 | 评价得分").splitlines()
    told = [f"{row} | {row.rpartition(' ')[2]}" for row in rows]
    table = read("\n".join(["项目支出绩效自评表", head, *told]))
    assert [(one.points, one.entered, one.approved) for one in table.items] == [(60, 57, 57), (40, 40, 40)]


@pytest.mark.parametrize("names", [("一级指标", "二级指标", "三级指标"), ("指标名称",)])
def test_a_table_of_headings_alone_is_read(names: tuple[str, ...]) -> None:
    heads = [*names, "指标值", "完成值", "分值", "得分"]
    (table,) = recognise([Sheet("S", [["项目支出绩效自评表"], heads])], file="a.xlsx")
    assert not table.items


def test_a_score_beside_amounts_that_is_no_number_is_said() -> None:
    table = read(
        """资金投入（万元） |  | 合计 | 中央 | 县级 | 得分（10分）
        | 计划 | 400 | 300 | 100 | A
        | 实际 | 384 | 300 | 84 |
        类别 | 指标名称 | 计划值 | 实际值 | 满分 | 得分
        产出 | 硬化村道 | 12.5公里 | 12.5公里 | 90 | 90
        总分 |  |  |  | 100 | 99.6"""
    )
    assert ("not-a-number", "A") in [(one.code, one.found) for one in table.findings]
