"""Layouts of other provinces, each as a clerk types it: what is there is read, what is doubtful is said."""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from tests.evaluation.tables import evaluate, read
from tests.forms.grid import grid, published
from tests.forms.recognition.small_tables import HEAD, INDICATORS, project
from xlfuncs.cells import Value
from xlfuncs.evaluation.content import Item, Table
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.forms.recognition.tables import extent
from xlfuncs.sheets import Sheet

ROWS = (
    "产出指标 | 数量指标 | 培训人数 | 40 | 36 | 50 | 45\n效益指标 | 社会效益 | 就业人数 | 40 | 40 | 40 | 40"
)


def row(item: Item) -> tuple[object, ...]:
    return item.name, item.target, item.actual, item.points, item.entered


def said(table: Table) -> set[tuple[str, str]]:
    return {(found.code, found.case) for found in table.findings}


@pytest.mark.parametrize("label", ["综合得分", "最终得分", "项目总得分", "自评得分", "总 计", "部门自评总分"])
def test_a_total_by_any_of_its_names(label: str) -> None:
    table = project(ROWS, total=f"{label} | | | | | 100 | 94")
    assert (table.entered_total, table.total_points) == (94, 100)
    assert [item.name for item in table.items] == ["年度资金总额", "培训人数", "就业人数"]


@pytest.mark.parametrize("label", ["", "本表综合情况 | < | <"])
def test_a_total_by_its_place_and_number(label: str) -> None:
    blanks = " |" * (7 - label.count("|") - 3)
    table = project(ROWS, total=f"{label} |{blanks} 100 | 94")
    assert (table.entered_total, table.total_points) == (94, 100)
    assert len(table.items) == 3


@pytest.mark.parametrize("top", ["自评得分：94", "自评得分 | 94", "综合得分:94分"])
def test_a_total_above_the_table(top: str) -> None:
    table = project(ROWS, head=HEAD.replace("项目名称", f"{top}\n项目名称"), total="")
    assert table.entered_total == 94
    assert not said(table)


def test_a_total_below_its_label_above_the_table() -> None:
    table = project(ROWS, head=HEAD.replace("项目名称", " | 自评得分\n | 94\n项目名称"), total="")
    assert (table.entered_total, str(table.cells["total"])) == (94, "Sheet1!B3")


@pytest.mark.parametrize(
    "amounts",
    [
        "预算数（万元） | 100 | 执行数（万元） | 90 | 执行率 | 90%",
        "全年预算数 | 100\n全年执行数 | 90\n预算执行率 | 0.9",
        "预算数： | 100万元 | 执行数： | 90.00  万元 | 执行率 | 90%",
        "资金 | 资金总额 | 财政拨款 | 其他资金\n全年预算数 | 100 | 80 | 20\n全年执行数 | 90 | 80 | 10",
        "预算执行情况 | 全年预算数 | 100 | 执行率\n^ | 全年执行数 | 90 | 90%",
    ],
)
def test_amounts_beside_their_labels(amounts: str) -> None:
    table = project(ROWS, head=f"项目支出绩效自评表\n项目名称 | 培训\n{amounts}")
    item = table.items[0]
    assert (item.inputs["budget"], item.inputs["executed"]) == (100, 90)
    assert item.inputs.get("published_rate") == (0.9 if "率" in amounts else None)
    assert item.idle  # no points are given for it
    assert ("part-missing", "rate-points") in said(table)


@pytest.mark.parametrize(
    ("rows", "budget"),
    [
        (" | 100 | 90 | 10 | 90% | 9\n其中：财政 | 80 | 70\n其他资金 | 20 | 20", 100),
        (" |  |  | 10 | 90% | 9", None),
        ("年度资金总额 |  |  | 10 | | \n其中：财政 | 80 | 70", None),
    ],
)
def test_a_total_of_the_amounts_that_is_blank_or_without_a_name(rows: str, budget: object) -> None:
    head = f"项目支出绩效自评表\n项目资金 | 预算数 | 执行数 | 分值 | 执行率 | 得分\n{rows}"
    item = project(ROWS, head=head).items[0]
    assert (item.inputs["budget"], item.points) == (budget, 10)


def test_a_list_of_projects_is_checked_and_earns_nothing() -> None:
    table = read(
        "项目支出情况表\n序号 | 项目名称 | 预算数 | 执行数 | 执行率\n1 | 养护 | 100 | 90 | 90%\n2 | 培训 | 20 | 20 | 100%\n"
        "合计 | | 121 | 110"
    )
    assert [(item.name, item.inputs["budget"], item.idle) for item in table.items] == [
        ("养护", 100, True),
        ("培训", 20, True),
    ]
    assert (table.form, said(table)) == ("project-list", {("sum-differs", "")})


@pytest.mark.parametrize(
    ("above", "below"),
    [(("办公室小计 | 140", ""), ("信息处小计 | 330", "")), (("", "小计 | 140"), ("", "小计 | 330"))],
)
def test_subtotals_of_a_list_are_those_of_its_projects(
    above: tuple[str, str], below: tuple[str, str]
) -> None:
    first, second = (
        ["会议费 | 80 | 76 | 95%", "培训费 | 60 | 60 | 100%"],
        ["系统运维 | 220 | 209 | 95%", "更新 | 100 | 90 | 90%"],
    )
    marked = [(sums[0], rows, sums[1]) for sums, rows in ((above, first), (below, second))]
    lines = [line for before, rows, after in marked for line in (before, *rows, after) if line]
    text = "\n".join(["项目支出情况表", "项目名称 | 预算数 | 执行数 | 执行率", *lines, "总计 | 460 | 435"])
    table = read(text)
    assert [item.name for item in table.items] == ["会议费", "培训费", "系统运维", "更新"]
    (wrong,) = (found for found in table.findings if found.code == "sum-differs")
    assert (wrong.found, wrong.expected) == (330.0, 320.0)


def test_a_header_that_comes_again_on_the_second_page() -> None:
    first, second = ROWS.split("\n")
    table = project(f"{first}\n{INDICATORS}\n | 质量指标 | 合格率 | 90% | 90% | 10 | 10\n{second}")
    assert [(item.section, item.name) for item in table.items[1:]] == [
        ("产出指标", "培训人数"),
        ("产出指标", "合格率"),
        ("效益指标", "就业人数"),
    ]


def test_the_title_that_comes_again_with_the_header_on_the_second_page() -> None:
    head = f"项目支出绩效自评表 | < | < | < | < | <\n（2023年度） | < | < | < | < | <\n{INDICATORS}"
    first, second = ROWS.split("\n")
    pages = f"{head}\n{first}\n{head}\n{second}"
    table = read(f"{pages}\n总分 | | | | | 90 | 85")
    assert [item.name for item in table.items] == ["培训人数", "就业人数"]
    assert table.entered_total == 85
    for other in (pages.replace("2023", "2022", 1), pages.replace(first, f"{first}\n总分 | | | | | 50 | 45")):
        assert len(recognise([grid(other)], file="a.xlsx")) == 2  # of another year; below a total


def test_two_tables_beside_each_other() -> None:
    lines = f"项目支出绩效自评表 | < | < | < | < | < | <\n{INDICATORS}\n{ROWS}\n总分 | | | | | 90 | 85".splitlines()
    both = "\n".join(f"{line} | | {line.replace('36', '20')}" for line in (pad(line) for line in lines))
    tables = recognise([grid(both)], file="a.xlsx")
    assert [[row(item) for item in table.items] for table in tables] == [
        [("培训人数", 40, actual, 50, 45), ("就业人数", 40, 40, 40, 40)] for actual in (36, 20)
    ]
    assert [table.entered_total for table in tables] == [85, 85]


def pad(line: str) -> str:
    return line + " | " * (6 - line.count("|"))


@pytest.mark.parametrize(
    ("parent", "parts", "counted"),
    [
        ("培训 |  |  | 20 | 18", "其中：甲 | 20 | 18 |  | \n其中：乙 | 20 | 20 |  | ", ["培训"]),
        ("培训 |  |  |  | ", "其中：甲 | 20 | 18 | 10 | 9\n其中：乙 | 20 | 20 | 10 | 10", ["其中：甲", "其中：乙"]),
        ("培训 | 40 | 38 | 20 | 19", "其中：甲 | 20 | 18 | 10 | 9\n其中：乙 | 20 | 20 | 10 | 10", ["培训"]),
        ("一、培训 | 40 | 38 | 20 | 19", "1、甲 | 20 | 18 | 10 | 9\n2、乙 | 20 | 20 | 10 | 10", ["一、培训"]),
        ("一、培训 | 40 | 38 | 20 | 19", "1、甲 | 20 | 18 | 10 | 9\n2、乙 | 20 | 20 | 15 | 15", ["一、培训", "1、甲", "2、乙"]),
        ("会 | 4 | 4 | 20 | 9", "培训\n其中：甲 | 9 | 9 | 10 | 9\n其中：乙 | 9 | 9 | 10 | 10", ["会", "其中：甲", "其中：乙"]),
    ],
)  # fmt: skip
def test_a_parent_and_its_parts_are_scored_once(parent: str, parts: str, counted: list[str]) -> None:
    lines = [f" |  | {line}" for line in f"{parent}\n{parts}".splitlines() if line]
    table = project("\n".join(lines))
    assert [item.name for item in table.items[1:] if not item.idle] == counted


@pytest.mark.parametrize(
    ("scores", "said"),
    [((19, 9, 10), ["once"]), ((19, 9, 15), [""]), ((19, 9, 1), [""]), (("", 9, 15), []), ((19, 9, ""), [])],
)
def test_a_parent_scored_beside_its_parts_is_said(scores: tuple[object, ...], said: list[str]) -> None:
    names = ("一、培训", "1、甲", "2、乙")
    lines = (f" |  | {name} | 20 | 18 |  | {score}" for name, score in zip(names, scores, strict=True))
    told = [found for found in project("\n".join(lines)).findings if found.code == "parts-unequal"]
    assert [found.case for found in told] == said
    if scores[-1] == 1:
        assert told[0].message.endswith("（小数点错位），则相符")


HEADS = {
    "目标": "目标 预期目标 年度目标 年初目标 标准值 应达目标 目标设定值 计划数 拟达到目标",
    "完成": "实际 完成结果 实际结果 实际达到值 达成值 实现值 年末完成情况 指标值（实际） 年度指标（完成）",
    "分值": "赋分 配分 分数 指标分 分配分值 满分值",
    "得分": "得分值 自评打分 打分 实得分 单位自评分 单位自评分值",
}


@pytest.mark.parametrize("head", [(kind, head) for kind, heads in HEADS.items() for head in heads.split()])
def test_headings_that_nobody_listed(head: tuple[str, str]) -> None:
    heads = {"目标": "指标值", "完成": "完成值", "分值": "分值", "得分": "得分"} | dict([head])
    header = f"一级指标 | 二级指标 | 三级指标 | {' | '.join(heads.values())}"
    table = project(ROWS, header)
    assert [row(item) for item in table.items[1:]] == [
        ("培训人数", 40, 36, 50, 45),
        ("就业人数", 40, 40, 40, 40),
    ]
    assert not said(table)


def test_a_heading_of_two_meanings_is_not_read() -> None:
    table = read(
        "项目自评表\n一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分数\n产出 | 数量 | 人数 | 40 | 36 | 50"
    )
    assert (table.items[0].points, table.items[0].entered) == (None, None)
    (found,) = [found for found in table.findings if found.code == "column-unread"]
    assert "「分数」可以是分值，也可以是得分" in found.message


def test_a_column_that_nobody_understands_is_said() -> None:
    header = INDICATORS.replace("实际完成值", "责任科室 | 实际完成值")
    table = project(
        "产出 | 数量 | 培训人数 | 40 | 人事科 | 36 | 90 | 81", header, total="总分 | | | | | | 100 | 90"
    )
    (found,) = table.findings
    assert (found.code, found.severity, str(found.cell)) == ("column-unread", "info", "Sheet1!E5")


@pytest.mark.parametrize("other", ["评价得分", "复评得分", "财政评价得分", "复核得分"])
def test_a_second_score_is_the_reviewers(other: str) -> None:
    header = f"{INDICATORS} | {other}".replace("得分 |", "自评得分 |", 1)
    item = project("产出指标 | 数量指标 | 培训人数 | 40 | 36 | 90 | 81 | 80", header).items[1]
    assert (item.entered, item.approved) == (81, 80)


@pytest.mark.parametrize(
    "header",
    [
        "一级指标 | 二级指标 | 三级指标 | 预期指标值 | < | < | 完成值 | 分值 | 得分\n"
        "^ | ^ | ^ | 符号 | 值 | 单位（文字描述） | ^ | ^ | ^",
        # filled down from merged cells: no second row of their own
        "一级指标 | 二级指标 | 三级指标 | 预期指标值 | | | 完成值 | 分值 | 得分\n"
        "一级指标 | 二级指标 | 三级指标 | 符号 | 值 | 单位 | 完成值 | 分值 | 得分",
    ],
)
def test_a_vague_word_below_a_common_heading_means_what_stands_above(header: str) -> None:
    item = project("产出 | 数量 | 人数 | >= | 98 | 人 | 100 | 90 | 90", header, total="").items[1]
    assert (item.target, item.actual, item.points, item.entered) == ("≥98人", 100, 90, 90)


def test_goals_of_any_province_are_read_and_nothing_is_demanded_that_they_have_no_column_for() -> None:
    tables = recognise(
        [
            grid(
                "项目支出绩效目标表\n项目名称 | 维修\n预算数 | 20 | 其中：财政资金 | 20\n"
                "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 面积 | ≥400平方米\n | 质量指标 | 合格率 | \n"
                "某法院 | | | 单位：万元\n项目名称 | 办案\n"
                "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 人数 | 1人\n | 数量指标 | 人数 | 2人"
            )
        ],
        file="a.xlsx",
    )
    assert [table.form for table in tables] == ["project-goals", "project-goals"]
    assert [[entry.values["level3"] for entry in table.lists["indicators"]] for table in tables] == [
        ["面积", "合格率"],
        ["人数", "人数"],
    ]
    results = [evaluate(table).findings for table in tables]
    assert [[found.code for found in findings if found.severity != "info"] for findings in results] == [
        ["missing-entry"],
        ["duplicate-indicator"],
    ]
    assert results[0][0].item == "合格率"


def test_the_name_of_a_second_project_stands_above_its_sources() -> None:
    tables = recognise(
        [
            grid(
                "\n".join(
                    f"某局 | < | < | < | 单位：万元\n项目名称 | {name} | < | < | <\n"
                    "预算数 | 560 | 其中：财政资金 | 560 | 其他资金\n"
                    "一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值\n产出指标 | 数量指标 | 里程 | 里程 | ≥486公里"
                    for name in ("公路养护", "公交补贴")
                )
            )
        ],
        file="a.xlsx",
    )
    assert [table.project for table in tables] == ["公路养护", "公交补贴"]


@pytest.mark.parametrize(("result", "told"), [("", [("资金发放及时率", "Sheet1!D5")]), ("100%", [])])
def test_a_result_left_blank_where_nothing_earns_points(result: str, told: list[tuple[str, str]]) -> None:
    rows = (
        f"产出 | 资助人数 | 2860 | 2915\n产出 | 知晓率 | 100% | 100%\n产出 | 资金发放及时率 | 100% | {result}"
    )
    table = read(f"奖助学金项目自评表\n一级指标 | 指标名称 | 目标值 | 实际完成值\n{rows}")
    found = [one for one in evaluate(table).findings if one.code == "missing-entry"]
    assert [(one.item, str(one.cell)) for one in found] == told


def test_a_blank_column_beside_the_names_leaves_the_block_one() -> None:
    table = read(
        "某局2021年度预算项目绩效自评表 | < | < | < | < | < | < | < | <\n"
        "四、年度绩效指标完成情况 | 一级指标 | 二级指标 | 三级指标 | | 指标说明 | 预期指标值 | 实际完成值 | 自评得分\n"
        "^ | 产出指标 | 数量指标 | 补助人数 | | 全年补助人数 | 86人 | 88人 | 90\n"
        "^ | 效果指标 | 社会效益指标 | 保障率 | | 占比 | 95% | 98% | 10"
    )
    assert [(item.name, item.target, item.entered) for item in table.items] == [
        ("补助人数", "86人", 90),
        ("保障率", "95%", 10),
    ]


@pytest.mark.parametrize(("basic", "told"), [(4218.6, []), (3873.15, []), (4641.46, ["Sheet1!B2"])])
def test_basic_and_project_spending_above_any_departments_table(basic: float, told: list[str]) -> None:
    table = read(
        f"某局部门整体绩效自评表 | < | < | <\n基本支出总额 | {basic} | 项目支出总额 | 2690.4\n"
        "资金（万元） | 预算数 | 执行数 | 执行率\n部门整体支出总额 | 6909 | 6563.55 | 95%\n"
        "三级指标 | 指标值 | 完成值 | 得分\n送戏下乡 | 320场 | 336场 | 10"
    )
    assert [str(one.cell) for one in evaluate(table).findings if one.code == "parts-differ"] == told


def test_whose_an_indicator_is_needs_no_reading() -> None:
    rows = "产出 | 人数 | 办公室 | 2860 | 2915"
    table = read(f"奖助学金项目自评表\n一级指标 | 指标名称 | 责任部门 | 目标值 | 实际完成值\n{rows}")
    assert [one.severity for one in table.findings if one.code == "column-unread"] == ["info"]


@pytest.mark.parametrize(
    ("score", "told"),
    [
        ("9", ("warning", "summed", 15.25)),  # whoever reviews it adds up what is all there
        ("", ("error", "", 6.25)),
    ],
)
def test_no_total_is_an_error_only_where_nobody_can_add_up(score: str, told: tuple[str, str, float]) -> None:
    """成安县民政局《2020年度预算项目绩效自评表》 has scores, no points and no total."""
    rows = f"年度绩效目标（100分） | 人数 | 86人 | 88人 | 6.25\n^ | 资料 | 9份 | 9份 | 0\n^ | 准确率 | 98% | 100% | {score}"
    table = read(f"某局预算项目绩效自评表\n一级指标 | 三级指标 | 指标值 | 完成值 | 得分\n{rows}")
    found = [one for one in table.findings if one.code == "total-missing"]
    assert [(one.severity, one.case, one.expected) for one in found] == [told]
    bare = read(
        f"某局预算项目绩效自评表\n一级指标 | 三级指标 | 指标值 | 完成值 | 得分\n{rows}".replace(
            "| 6.25", "|"
        ).replace("| 0\n", "|\n")
    )
    expected = [one.expected for one in bare.findings if one.code == "total-missing"]
    assert expected == [9.0 if score else None]  # of no score it ought not to be 0
    rowless = read("某局预算项目绩效自评表\n一级指标 | 三级指标 | 指标值 | 完成值 | 得分")
    assert "summed" not in [one.case for one in rowless.findings]  # to None


def test_a_heading_of_two_rows_height() -> None:
    header = f"绩效指标 | {INDICATORS}\n^ | ^ | ^ | ^ | ^ | ^ | ^ | ^"
    rows = "\n".join(f"^ | {line}" for line in ROWS.splitlines())
    table = project(rows, header, total="总分 | | | | | | 100 | 94")
    assert [row(item) for item in table.items[1:]] == [
        ("培训人数", 40, 36, 50, 45),
        ("就业人数", 40, 40, 40, 40),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 评分标准 | 得分",
        "一级指标 | < | 二级指标 | < | 三级指标 | < | < | 得分\n"
        "指标名称 | 权重 | 指标名称 | 权重 | 指标名称 | 权重 | 评分标准 | ^",
    ],
)
def test_points_of_outer_levels_are_not_those_of_a_row(header: str) -> None:
    rows = "投入 | 10 | 目标 | 10 | 合理性 | 5 | 合理得5分 | 5\n | | | | 明确性 | 5 | 明确得5分 | 4"
    table = project(rows, header, total="合计 | 100 | | 100 | | 100 | | 9")
    assert [(item.name, item.points) for item in table.items[1:]] == [("合理性", 5), ("明确性", 5)]


def test_points_as_shares_of_a_hundred() -> None:
    header = "评价指标 | 权重 | 目标值 | 实际值 | 得分"
    table = project(
        "甲 | 60% | 100 | 90 | 54\n乙 | 40% | 95% | 95% | 40", header, total="综合得分 | 100% | | | 94"
    )
    assert [item.points for item in table.items[1:]] == [60, 40]
    assert table.total_points == 100


@pytest.mark.parametrize("title", ["2023年度自评表", "自评表"])
def test_next_years_targets_are_none_of_a_year_that_the_title_states(title: str) -> None:
    text = f"项目支出{title}\n三级指标 | 年度计划指标 | 2024年目标 | 完成值 | 分值 | 得分\n甲 | 12个 | 15个 | 9个 | 100 |"
    table = read(text)
    assert [item.target for item in table.items] == ["12个" if "2023" in title else None]


@pytest.mark.parametrize("heading", ["2022年得分", "上年得分"])
def test_the_scores_of_another_year_are_none_of_this(heading: str) -> None:
    rows = "甲 | 10 | 9 | 45 | 48 | 40.5\n乙 | 10 | 10 | 55 | 60 | 55"
    header = f"指标 | 目标 | 完成 | 满分 | {heading} | 打分"
    table = read(f"项目支出绩效自评表\n{header}\n{rows}\n累计 | | | 100 | 108 | 95.5")
    assert ([item.entered for item in table.items], table.entered_total) == ([40.5, 55], 95.5)
    assert [found for found in table.findings if found.severity == "error"] == []


def test_a_sum_of_revenue_above_the_indicators_is_no_total_of_theirs() -> None:
    revenue = "收入 | 预算数 | 决算数 | 支出 | 预算数 | 决算数\n财政 | 90 | 91 | 基本 | 80 | 76\n合计 | 90 | 91 | 合计 | 80 | 76"
    table = read(
        f"部门整体自评表\n{revenue}\n三级指标 | 指标值 | 完成值 | 分值 | 得分\n甲 | 10 | 9 | 50 | 45"
    )
    assert table.entered_total is None


@pytest.mark.parametrize("between", [" | ", "/"])
def test_a_remark_between_two_pages_ends_no_table(between: str) -> None:
    heads = f"一级指标 | 三级指标 | 指标值 | 完成值 | 分值{between}得分"
    rows = [f"产出 | 甲 | 10 | 9 | 50{between}45", f"效益 | 乙 | 10 | 10 | 50{between}50"]
    pages = f"{rows[0]}\n填表人：张三 | | | 审核人：李四\n{rows[1]}\n总分 | | | | 100{between}95"
    table = read(f"项目支出绩效自评表\n{heads}\n{pages}\n注：得分保留两位小数")
    assert [item.name for item in table.items] == ["甲", "乙"]
    assert ("row-unread", "") not in said(table)


def test_indicators_below_the_total_are_said() -> None:
    heads = "一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分"
    table = read(
        f"项目支出绩效自评表\n{heads}\n产出 | 甲 | 10 | 9 | 50 | 45\n总分 | | | | 50 | 45\n效益 | 乙 | 10 | 10 | 50 | 50"
    )
    assert [item.name for item in table.items] == ["甲"]
    assert ("row-unread", "") in said(table)


def test_a_lower_header_row_may_be_the_longer_one() -> None:
    """In rows of unequal length, as some files give them."""
    heads: list[list[Value]] = [
        ["绩效指标", None, None, "指标值", "完成值", "分值"],
        ["一级指标", "二级指标", "三级指标", None, None, None, "备查"],
    ]
    rows: list[list[Value]] = [["项目支出绩效自评表"], *heads, ["产出", "数量", "甲", 10.0, 9.0, 10.0, 1.0]]
    merged = ((1, 0, 1, 2), *((1, column, 2, column) for column in (3, 4, 5)))
    (table,) = recognise([Sheet("自评", rows, merged=merged)], file="a.xlsx")
    assert [item.name for item in table.items] == ["甲"]


def test_many_remarks_are_looked_below_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many a stranger's file has: each row is asked a few times, not once for every remark."""
    asked = Mock(wraps=extent._is_indicator)
    monkeypatch.setattr(extent, "_is_indicator", asked)
    heads = "三级指标 | 指标值 | 完成值 | 分值 | 得分"
    read("\n".join(["项目支出绩效自评表", heads, "甲 | 10 | 9 | 1 | 1", *["备注：无 |", "另有说明 |"] * 150]))
    assert 0 < asked.call_count < 3 * 300


GOALS = (
    "法律援助目标完成情况表\n一级指标 | 三级指标 | 指标值 | 完成值\n"
    "产出 | 援助案件 | 300件 | 270件\n效益 | 满意度 | ≥90% | 95%"
)
SCORES = (
    "法律援助自评得分表\n一级指标 | 三级指标 | 分值 | 得分\n"
    "产出 | {name} | 60 | 54\n效益 | 满意度 | 40 | 40\n合计 | | 100 | 94"
)


@pytest.mark.parametrize(
    ("name", "scores"), [("援助案件", [[54, 40]]), ("法律咨询", [[None, None], [None, None]])]
)
def test_scores_of_the_same_indicators_alone_belong_to_their_targets(
    name: str, scores: list[list[float | None]]
) -> None:
    tables = recognise([grid(f"{GOALS}\n\n{SCORES.format(name=name)}")], file="a.xlsx")
    assert [[score.score for score in evaluate(table).scores] for table in tables] == scores


@pytest.mark.parametrize(
    ("second", "points", "tables"), [("古籍修复", 100, 2), ("古籍修复", 40, 1), ("免费开放", 100, 1)]
)
def test_rows_of_several_projects_are_a_table_each_if_their_points_prove_it(
    second: str, points: int, tables: int
) -> None:
    head = "项目名称 | 一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分"
    first = "免费开放 | 产出指标 | 开放天数 | ≥300天 | 300天 | 60 | 60\n | 效益指标 | 到馆人次 | ≥12万人次 | 12万人次 | 40 | 40"
    more = f"{second} | 产出指标 | 修复古籍 | ≥400页 | 400页 | {points} | {points}"
    found = recognise([grid(f"{head}\n{first}\n{more}")], file="a.xlsx")
    assert [table.project for table in found] == (["免费开放", second] if tables == 2 else [None])


@pytest.mark.parametrize(
    ("points", "end", "tables"), [(60, "", 2), (30, "", 1), (60, "合计 | | | | 200 | 200", 1)]
)
def test_places_whose_points_prove_it_are_a_table_each(points: int, end: str, tables: int) -> None:
    rows = "\n".join(
        f"{place} | 校舍面积 | ≥900平方米 | 900平方米 | {worth} | {worth}\n | 课桌椅 | ≥30套 | 30套 | 40 | 40"
        for place, worth in (("东城区", 60), ("西河区", points))
    )
    found = recognise([grid(f"区县 | 指标 | 目标值 | 完成值 | 分值 | 得分\n{rows}\n{end}")], file="a.xlsx")
    assert len(found) == tables


@pytest.mark.parametrize("head", ["权种 | 得分", "分直 | 得份", "满芬 | 平分", "权重 | 自平分"])
def test_points_and_scores_whose_headings_have_a_slip(head: str) -> None:
    table = read(f"""
        项目支出绩效自评表
        层级一 | 层级二 | 三级指标指标 | 指标值 | 完成值 | 评价标准 | {head}
        产出指标 | 数量指标 | 培训人数 | ≥40人 | 36人 | 按比例 | 50 | 40""")
    assert [row(item) for item in table.items] == [("培训人数", "≥40人", "36人", 50, 40)]
    told = {str(found.cell) for found in table.findings if found.code == "column-unread"}
    assert "Sheet1!C2" in told
    assert told & {"Sheet1!G2", "Sheet1!H2"}


@pytest.mark.parametrize(
    "head", ["类型 | 指标 | 2024年目标值", "指标类型 | 指标 | 目标值", "一级指标 | 三级指标指标 | 指标值"]
)
def test_goals_with_few_headings(head: str) -> None:
    (table,) = recognise([grid(f"项目绩效目标申报表\n{head}\n数量 | 筛查人数 | ≥320人")], file="a.xlsx")
    (goal,) = table.lists["indicators"]
    assert (goal.values["level3"], goal.values["target"]) == ("筛查人数", "≥320人")


FUNDS = "资金 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分\n年度资金总额 | 100 | 100 | 90 | 10 | 90% | 9"
TITLED = "项目支出绩效自评表\n一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"


def test_a_row_with_points_is_no_header_whatever_its_words() -> None:
    rows = f"{ROWS}\n绩效指标 | 效益指标 | 社会效益 | 目标 | 达成 | 10 | 9\n总分 | | | | | 100 | 94"
    table = read(f"{TITLED}\n{rows}")
    assert [(item.name, item.points, item.entered) for item in table.items][2:] == [("社会效益", 10, 9)]


def test_headings_merged_down_beside_the_second_row_belong_to_one_header() -> None:
    head = "考核体系 | < | < | 指标值 | 完成情况 | < | 分值 | 得分\n"
    head += "一级指标 | 二级指标 | 三级指标 | ^ | 实际完成值 | 偏差原因 | ^ | ^"
    rows = "产出指标 | 数量指标 | 培训人数 | ≥40人 | 36人 | 下雨 | 50 | 45"
    (item,) = read(f"项目支出绩效自评表\n{head}\n{rows}\n总分 | | | | | | 50 | 45").items
    assert row(item) == ("培训人数", "≥40人", "36人", 50, 45)


def test_amounts_again_begin_another_table_though_no_total_ends_the_first() -> None:
    one = f"{FUNDS}\n{TITLED.partition(chr(10))[2]}\n{ROWS}"
    assert [len(table.items) for table in recognise([grid(f"{one}\n{one}")], file="a.xlsx")] == [3, 3]


def test_a_total_without_a_label_is_the_sum_of_the_rows_that_are_no_parts_of_others() -> None:
    rows = "一、产出 | ≥40人 | 40人 | 40 | 40\n(一)培训 | ≥20人 | 20人 | 20 | 20\n(二)宣传 | ≥20人 | 20人 | 20 | 20"
    rows += "\n二、效益 | ≥30人 | 30人 | 60 | 60"
    table = read(f"自评表\n指标名称 | 年度指标值 | 实际完成值 | 分值 | 得分\n{rows}\n | | | 100 | 100")
    assert [item.name for item in table.items if not item.idle] == ["一、产出", "二、效益"]
    assert table.entered_total == 100


def test_points_are_those_of_the_rows_below_too_only_where_these_earned_no_more() -> None:
    rows = "产出指标 | 数量指标 | 培训人数 | ≥40人 | 40人 | 10 | 10\n产出指标 | 质量指标 | 合格率 | ≥90% | 92% | | 8"
    table = read(f"{TITLED}\n{rows}")
    assert [item.points for item in table.items] == [10, None]


def test_what_a_list_of_projects_adds_up_to_is_no_total_of_scores() -> None:
    head = "部门项目支出绩效自评情况表\n项目名称 | 预算数 | 执行数 | 执行率"
    table = read(f"{head}\n甲项目 | 120 | 100 | 83.33%\n乙项目 | 100 | 100 | 100%\n合计 | 220 | |")
    assert (table.form, table.entered_total, table.cells) == ("project-list", None, {})


@pytest.mark.parametrize("name", ["培训场次合计", "培训人数小计", "投入资金总计"])
def test_an_indicator_called_like_a_sum_is_a_row_where_it_has_a_target(name: str) -> None:
    table = read(f"{TITLED}\n产出指标 | 数量指标 | {name} | ≥40 | 36 | 50 | 45\n总分 | | | | | 50 | 45")
    assert [(item.name, item.entered) for item in table.items] == [(name, 45)]


def test_a_remark_below_the_rows_is_none_whatever_numbers_stand_beside_it() -> None:
    table = read(f"{TITLED}\n{ROWS}\n备注：以问卷为准 | < | < | ≥1 | 2 | 9 | 9")
    assert [item.name for item in table.items] == ["培训人数", "就业人数"]


@pytest.mark.parametrize("points", ["分数", "分值", "满分"])
def test_points_and_score_below_one_heading_of_scores(points: str) -> None:
    rows = [
        "项目支出绩效自评表",
        "三级指标 | 目标值 | 完成情况 | 评分情况 | <",
        f"^ | ^ | ^ | {points} | 自评分数",
        "培训人数 | 40 | 36 | 90 | 81",
        "演练次数 | 4 | 4 | 10 | 10",
    ]
    table = read("\n".join(rows))
    assert [(item.points, item.entered) for item in table.items] == [(90, 81), (10, 10)]


@pytest.mark.parametrize(
    ("numbers", "between"),
    [
        ("栏次 | 1 | 2 | 3 | 4 | 5 | 6", ""),
        ("甲 | 乙 | 丙 | 1 | 2 | 3 | 4", ""),
        ("甲 | 乙 | 丙 | 1 | 2 | 3 | 4", f"{INDICATORS}\n甲 | 乙 | 丙 | 1 | 2 | 3 | 4\n"),  # on the next page
    ],
)
def test_numbers_of_columns_are_no_row(numbers: str, between: str) -> None:
    rows = (
        "产出指标 | 数量指标 | 培训人数 | 40 | 40 | 50 | 50",
        "效益指标 | 社会效益 | 就业人数 | 9 | 9 | 50 | 50",
    )
    table = read(f"项目支出绩效自评表\n{INDICATORS}\n{numbers}\n{rows[0]}\n{between}{rows[1]}")
    assert [(item.name, item.entered) for item in table.items] == [("培训人数", 50), ("就业人数", 50)]


def test_letters_of_columns_behind_their_unit_are_no_amounts() -> None:
    table = read(
        "项目支出绩效自评表\n项目资金 | 预算数 | 执行数 | 执行率 | 分值 | 得分\n（万元） | A | B | B/A | |\n"
        f"年度资金总额 | 120 | 108 | 90% | 10 | 9\n{INDICATORS}\n{ROWS}"
    )
    assert (table.items[0].name, table.items[0].entered) == ("年度资金总额", 9)


@pytest.mark.parametrize(
    ("points", "more", "tables"),
    [
        ("50", "", 2),
        ("-", "差旅 | 出差次数 | ≥4次 | 4次 | 100 | 100", 3),  # those of most projects come to 100
        ("50", "培训 | 结业人数 | ≥4人 | 4人 | 100 | 100", 1),  # a name that comes again
    ],
)
def test_rows_below_the_name_of_their_project(points: str, more: str, tables: int) -> None:
    text = f"""
        项目支出绩效自评表
        项目名称 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        培训 | 培训人数 | ≥40人 | 40人 | 50 | 50
        培训 | 满意度 | ≥90% | 95% | 50 | 50
        会议 | 会议场次 | ≥4场 | 4场 | 50 | 50
        会议 | 会议人数 | ≥4人 | 4人 | {points} | 50
        {more}"""
    assert len(recognise([grid(text)], file="a.xlsx")) == tables


@pytest.mark.parametrize(("sign", "target"), [("≤", "≤2023年12月"), ("", "2023年12月")])
def test_a_sign_beside_a_month(sign: str, target: str) -> None:
    table = read(f"""
        项目支出绩效自评表
        一级指标 | 二级指标 | 三级指标 | 符号 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 时效指标 | 完成时间 | {sign} | 2023年12月 | 2023年11月 | 50 | 50
        效益指标 | 社会效益 | 就业人数 | ≥ | 9 | 9 | 50 | 50""")
    assert table.items[0].target == target


def test_a_zero_in_front_of_a_number_is_said() -> None:
    table = project("产出指标 | 数量指标 | 培训人数 | 40 | 36 | '090 | 81")
    assert table.items[1].points == 90
    assert ("zero-in-front", "Sheet1!F6") in {(found.code, str(found.cell)) for found in table.findings}


def test_a_row_of_points_in_words_is_no_sum_of_the_others() -> None:
    rows = "培训人数 | ≥40人 | 40人 | 50 | 50\n就业人数 | ≥9人 | 9人 | 50 | 50\n两项 | | | 一百 | 100"
    table = read(f"项目支出绩效自评表\n三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分\n{rows}")
    assert [item.name for item in table.items] == ["培训人数", "就业人数", "两项"]
    assert ("not-a-number", "Sheet1!D5") in {(found.code, str(found.cell)) for found in table.findings}


@pytest.mark.parametrize(("other", "told"), [(5, set()), (0, {("sum-differs", "")})])
def test_funds_of_two_terms_above_goals_must_add_up(other: int, told: set[tuple[str, str]]) -> None:
    text = f"""项目支出绩效目标申报表
项目资金（万元） | 实施期资金总额： | 180 | 年度资金总额： | 95
 | 其中：财政拨款 | 180 | 其中：财政拨款 | 90
 | 其他资金 | 0 | 其他资金 | {other}
一级指标 | 二级指标 | 三级指标 |  | 指标值
产出指标 | 数量指标 | 购置设备 |  | ≥32台
 | 质量指标 | 合格率 |  | 100%"""
    assert said(read(text)) - {("kinds-missing", "")} == told


@pytest.mark.parametrize(
    ("row", "told", "last"),
    [
        ("资产情况 | 账面原值 | 在用原值 | 闲置", ("column-unread", "header"), "道路养护"),
        ("绿化 | 待定 | 待定 | ", ("not-a-number", ""), "桥梁维修"),
    ],
)
def test_words_where_the_amounts_of_a_list_stand_may_head_another_table(
    row: str, told: tuple[str, str], last: str
) -> None:
    text = f"""项目支出明细表
项目名称 | 预算数 | 执行数 | 执行率
道路养护 | 80 | 76 | 95%
{row}
桥梁维修 | 40 | 40 | 100%"""
    table = read(text)
    assert told in said(table)
    assert table.items[-1].name == last


def test_goals_beside_their_points_keep_them_where_no_cell_is_merged() -> None:
    text = """
项目自评表
年度绩效目标1（50分） | 一级指标 | 三级指标 | 年初目标值 | 实际完成值 | 得分
 | 产出指标 | 补助幼儿园（20分） | 42 | 42 | 20
 | 产出指标 | 受益幼儿（30分） | 630 | 630 | 30
年度绩效目标2（50分） | 效益指标 | 满意度（50分） | 90% | 92% | 50
总分 | | | | | 100
"""
    (table,) = recognise([grid(text)], file="a.xlsx")
    assert [(section.name, section.points) for section in table.sections] == [
        ("年度绩效目标1", 50),
        ("年度绩效目标2", 50),
    ]
    assert [item.section[-1] for item in table.items] == ["1", "1", "2"]


@pytest.mark.parametrize(
    "count", ["1 | 2 | 3 | 4 | 5", "① | ② | ③ | ④ | ⑤", "（1） | （2） | （3） | （4） | （5）"]
)
def test_headings_on_the_second_page_count_their_columns_in_their_own_way(count: str) -> None:
    head = "三级指标 | 指标值 | 完成值 | 分值 | 得分"
    table = read(f"""
项目支出绩效自评表
{head}
（1） | （2） | （3） | （4） | （5）＝（3）÷（2）
培训人次 | ≥200人次 | 200人次 | 60 | 60
{head}
{count}
新增就业 | ≥50人 | 50人 | 40 | 40
总分 | | | 100 | 100
""")
    assert [(item.name, item.points, item.entered) for item in table.items] == [
        ("培训人次", 60, 60),
        ("新增就业", 40, 40),
    ]


def test_an_upper_row_of_a_header_with_blanks_below_is_no_header_that_nobody_knows() -> None:
    rows = "培训人数 | ≥40人 | 40人 | 50 | 50\n就业人数 | ≥9人 | 9人 | 50 | 50\n总分 | | | 100 | 100"
    head = (
        "资金 | 预算数 | 执行数 | 分值 | 得分\n合计 | 10 | 9 | |\n层级 | 目标 | 完成情况 | 分值与得分 | 说明"
    )
    table = read(f"项目支出绩效自评表\n{head}\n\n三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分\n{rows}")
    assert ("column-unread", "header") not in said(table)
    assert [item.entered for item in table.items][-2:] == [50, 50]


def test_rows_that_go_by_the_name_above_are_told_once() -> None:
    rows = "培训人数 | ≥40人 | 40人 | 40 | 40\n | ≥9人 | 9人 | 30 | 30\n | ≥8人 | 8人 | 30 | 30\n总分 | | | 100 | 100"
    table = read(f"项目支出绩效自评表\n三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分\n{rows}")
    assert [str(one.cell) for one in table.findings if one.case == "name-above"] == ["Sheet1!D4"]


def test_the_form_of_a_sheet_of_mere_data_is_no_warning() -> None:
    *_, data = recognise([grid("指标 | 目标 | 完成\n修路 | 10 | 10\n修渠 | 5 | 5")], file="a.xlsx")
    assert {one.severity for one in data.findings if one.code == "form-assumed"} == {"info"}


def test_a_table_beside_another_has_the_form_that_their_title_says() -> None:
    head, row = "三级指标 | 目标值 | 完成值 | 分值 | 得分", "≥40人 | 40人 | 100 | 100"
    total = "合计 | | | 100 | 100"
    text = (
        f"两项目支出绩效自评表\n{head} | | {head}\n培训人数 | {row} | | 就业人数 | {row}\n{total} | | {total}"
    )
    forms = [table.form for table in recognise([grid(text)], file="a.xlsx")]
    assert forms == ["project-self-evaluation"] * 2


@pytest.mark.parametrize("name", ["hunan", "national", "sichuan", "yunnan"])
def test_cells_split_and_filled_are_read_as_they_were_merged(name: str) -> None:
    whole = published(name)
    width = max(map(len, whole.rows))
    rows = [[*line, *[None] * (width - len(line))] for line in whole.rows]
    for top, left, bottom, right in whole.merged:
        for line in rows[top : bottom + 1]:
            line[left : right + 1] = [rows[top][left]] * (right + 1 - left)
    (filled,), (table,) = (recognise([one], file="a.xlsx") for one in (Sheet("Sheet1", rows), whole))
    assert [row(item) for item in filled.items] == [row(item) for item in table.items]
    assert (filled.form, filled.entered_total) == (table.form, table.entered_total)


def test_two_headings_below_a_filled_one_are_two_columns() -> None:
    above: list[list[Value]] = [
        [label, *[text] * 5] for label, text in (("项目名称", "甲"), ("主管部门", "乙"), ("总体目标", "丙"))
    ]
    head = (
        ["三级指标", "指标值", "指标值", "分值", "得分", "备注"],
        ["三级指标", "目标", "完成", "分值", "得分", "备注"],
    )
    rows: list[list[Value]] = [
        ["修路", "5处", "5处", 60.0, 60.0, None],
        ["修渠", "9处", "8处", 40.0, 35.0, None],
    ]
    (table,) = recognise([Sheet("Sheet1", [*above, *head, *rows])], file="a.xlsx")
    assert [item.actual for item in table.items] == ["5处", "8处"]
    graded: list[list[Value]] = [
        ["三级指标", "指标值", "完成值", "等级", "得分", "分值"],
        ["水质", "优", "优", "优", 60.0, 60.0],
    ]
    (table,) = recognise(
        [Sheet("Sheet1", [*above, *graded, ["修渠", "9处", "8处", "良", 35.0, 40.0]])], file="a.xlsx"
    )
    assert [item.actual for item in table.items] == ["优", "8处"]


@pytest.mark.parametrize("head", ["*三级指标 | ★指标值* | 完成值☆ | *分值 | 得分*"])
def test_stars_before_and_behind_a_heading_are_no_slips(head: str) -> None:
    (table,) = recognise(
        [grid(f"{head}\n修路 | 5处 | 5处 | 60 | 60\n修渠 | 9处 | 8处 | 40 | 35")], file="a.xlsx"
    )
    assert "column-unread" not in {found.code for found in table.findings}
