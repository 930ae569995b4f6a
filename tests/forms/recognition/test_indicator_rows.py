"""Rows of indicators: numbers as text, shared cells, parents, subtotals, directions, levels."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import evaluate
from tests.forms.recognition.small_tables import INDICATORS, project
from xlfuncs.cells import CellError


def test_numbers_typed_as_text() -> None:
    table = project(
        "产出指标 | 数量指标 | 培训人数 | ≥1,200人 | １１００ 人 | '１０ | ' 9.17分 ",
        total="总分 | | | | | '100 | ９５分",
    )
    item = table.items[1]
    assert (item.points, item.entered, item.target) == (10, 9.17, "≥1,200人")
    assert item.inputs["actual"] == "１１００ 人"
    assert table.entered_total == 95


@pytest.mark.parametrize(
    ("row", "read"), [("无 | 无 | 无 | | ", 1), ("无 | 无 | 无 | 10 | 10", 2), ("无 | 3次 | 3次 | | ", 2)]
)
def test_a_printed_row_that_nobody_needs_is_none(row: str, read: int) -> None:
    table = project(f"产出指标 | 数量指标 | 培训人数 | 40 | 36 | 10 | 9\n效益指标 | 经济效益指标 | {row}")
    assert len(table.items[1:]) == read


@pytest.mark.parametrize("bad", ["约9", "#REF!", "未计算", "十分"])
def test_what_is_no_number_stays_and_is_named(bad: str) -> None:
    table = project(f"产出指标 | 数量指标 | 培训人数 | 40 | 36 | 10 | {bad}")
    (finding,) = table.findings
    assert (finding.code, finding.severity, str(finding.cell)) == ("not-a-number", "error", "Sheet1!G6")
    assert (finding.found, finding.item) == (bad, "培训人数")
    assert "得分" in finding.message
    assert bad in finding.message
    assert table.items[1].entered == (CellError(bad) if bad in ("#REF!", "未计算") else bad)


def test_an_error_value_for_an_actual() -> None:
    table = project("产出指标 | 数量指标 | 培训人数 | 40 | #DIV/0! | 10 | 9")
    assert table.items[1].function is None
    assert [(f.code, str(f.cell)) for f in table.findings] == [("not-a-number", "Sheet1!E6")]


def test_percent_as_points_is_no_number() -> None:
    table = project("产出指标 | 数量指标 | 培训人数 | 40 | 36 | 10% | 9")
    assert [str(f.cell) for f in table.findings] == ["Sheet1!F6"]
    assert evaluate(table).scores[1].score is None


def test_one_number_among_points_in_percent_changes_none_of_them() -> None:
    rows = [f"产出指标 | 数量指标 | 指标{worth} | 40 | 36 | {worth} | 9" for worth in ("30%", "50%", "10")]
    assert [item.points for item in project("\n".join(rows)).items[1:]] == [30, 50, 10]


def test_direction_columns_never_names() -> None:
    header = "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标方向 | 目标值 | 计量单位 | 完成值 | 分值 | 得分"
    rows = (
        "产出指标 | 成本指标 | 成本控制 | 反向 | ≤ | 30 | 万元 | 28 | 10 | 10\n"
        "| 数量指标 | 事故率 | 正向指标 | | 5 | 次 | 5 | 10 | 10\n"
        "| 质量指标 | 成本下降率 | | | 5 | % | 0.05 | 10 | 10\n"
        "| 质量指标 | 制度健全 | 定性 | | 5 | | 5 | 10 | 10"
    )
    items = project(rows, header, total="总分 | | | | | | | | 40 | 40").items[1:]
    assert [item.inputs.get("direction") for item in items] == ["反向", "正向", None, None]
    assert [item.inputs.get("target") for item in items] == ["≤30万元", 5, 5, None]
    assert items[1].target == "5次"  # as shown; both numbers carry the unit, so it is not computed with
    assert (items[2].target, items[2].inputs["actual"]) == ("5%", 0.05)  # 5 % or 0.05 %? a person is asked
    assert items[3].function is None


@pytest.mark.parametrize(
    ("nature", "score", "codes"),
    [
        ("约束性", 7.5, []),  # words there may say something else
        ("越低越好", 10, []),
        ("↑", 7.5, []),
        ("◇", None, ["sign-unknown"]),
        ("±", None, ["sign-unknown"]),
        ("于大等于", None, ["sign-unknown"]),
    ],
)
def test_a_mark_where_the_nature_stands_is_a_sign(nature: str, score: float | None, codes: list[str]) -> None:
    header = "一级指标 | 二级指标 | 三级指标 | 指标性质 | 目标值 | 完成值 | 分值 | 得分"
    rows = f"产出指标 | 数量指标 | 培训 | {nature} | 40人 | 30人 | 10 |"
    table = project(rows, header, total="总分 | | | | | | 10 |")
    assert evaluate(table).scores[-1].score == score
    assert [one.code for one in table.findings if one.code == "sign-unknown"] == codes


@pytest.mark.parametrize(
    ("actual", "level"),
    [
        ("达成预期指标", "达成"),
        ("部分达成预期指标并具有一定效果", "部分达成"),
        ("未达成预期指标且效果较差", "未达成"),
        ("完成", None),
        ("较好", None),
    ],
)
def test_levels_of_qualitative_rows(actual: str, level: str | None) -> None:
    item = project(f"效益指标 | 社会效益 | 群众认可 | 明显 | {actual} | 10 | 9").items[1]
    assert item.inputs == ({"level": level, "points": 10} if level else {})
    assert item.function == ("qualitative_score" if level else None)


def test_parent_rows_give_the_subtotals_of_their_section() -> None:
    rows = (
        "产出指标 | | | | | 50 | 48\n"
        "| 数量指标 | | | | 20 | 18\n"
        "| | 培训人数 | 40 | 36 | 20 | 18\n"
        "| 质量指标 | 合格率 | 90% | 95% | 30 | 30\n"
        "满意度指标 | | | 90% | 92% | 40 | 40"
    )
    table = project(rows)
    assert [(item.name, item.entered) for item in table.items[1:]] == [
        ("培训人数", 18),
        ("合格率", 30),
        ("满意度指标", 40),
    ]
    assert [(s.name, s.points, s.entered) for s in table.sections[1:]] == [
        ("产出指标", 50, 48),
        ("满意度指标", None, None),
    ]
    assert str(table.cells["产出指标"]) == "Sheet1!G6"


def test_one_column_of_names() -> None:
    rows = "产出指标 | | | 50 | 48\n培训人数 | 40 | 36 | 20 | 18\n合格率 | 90% | 95% | 30 | 30\n满意度 | 90% | 92% | 40 | 40"
    table = project(rows, "指标名称 | 指标值 | 完成值 | 分值 | 得分", total="合计 | | | 90 | 88")
    assert [item.name for item in table.items[1:]] == ["培训人数", "合格率", "满意度"]


_TOWNS = (
    "改厕（座） | ≥1500 | 520 | 560 | 450 | 1530 | 30 | 30\n转运（车次） | ≥360 | 120 | 130 | 118 | {} | 30 | 30\n\
管护人员 | ≥45人 | 15人 | 14人 | 16人 | 45人 | 30 | 30\n满意度（%） | ≥90 | 93 | 95 | 91 | 93 | 10 | 10"
)


@pytest.mark.parametrize(
    "heads",
    ["东镇 | 西镇 | 南镇 | 完成值", "一季度 | 二季度 | 三季度 | 完成值", "完成值 | 1-4月 | 5-8月 | 9-12月"],
)
@pytest.mark.parametrize(("typed", "wrong"), [(368, []), (378, [("转运（车次）", 378, 368)])])
def test_a_result_is_the_sum_of_the_columns_beside_it(heads: str, typed: int, wrong: list[object]) -> None:
    rows = _TOWNS.format(typed)
    if heads.startswith("完成值"):
        cells = [line.split(" | ") for line in rows.split("\n")]
        rows = "\n".join(" | ".join((*each[:2], each[5], *each[2:5], *each[6:])) for each in cells)
    table = project(rows, f"指标 | 目标值 | {heads} | 分值 | 得分", total="合计 | | | | | | 100 | 100")
    assert [(f.item, f.found, f.expected) for f in table.findings if f.code == "sum-differs"] == wrong


@pytest.mark.parametrize("head", ["方向", "指标方向性"])
def test_a_sense_beside_a_target_to_be_met_exactly(head: str) -> None:
    header = f"三级指标 | {head} | 指标值 | 完成值 | 分值 | 得分"
    rows = "验收合格率 | 正向 | =100% | 100% | 40 | 40\n到位率 | 正向 | =100% | 98% | 30 | 29.4\n支出 | 反向 | ≥5 | 4 | 20 | 20"
    items = project(rows, header, total="总分 | | | | 100 | 98.4").items[1:]
    assert [item.inputs.get("direction") for item in items] == [None, None, "反向"]


def test_subtotal_rows() -> None:
    rows = (
        "产出指标 | 数量指标 | 培训人数 | 40 | 36 | 50 | 45\n小 计 | | | | | 50 | 45\n"
        "效益指标 | 社会效益 | 受益人数 | 40 | 40 | 40 | 40\n| 小计 | | | | 40 | 40"
    )
    table = project(rows)
    assert [(s.name, s.entered) for s in table.sections[1:]] == [("产出指标", 45), ("效益指标", 40)]
    assert [item.section for item in table.items[1:]] == ["产出指标", "效益指标"]


_FLAT = "指标 | 指标值 | 完成值 | 分值 | 得分"


@pytest.mark.parametrize(
    ("words", "scores", "wrong"),
    [
        (("小计", "小计"), (45, 40), []),
        (("产出小计", "效益小计"), (45, 40), []),
        (("小计", "小计"), (46, 40), [("小计", 46, 45)]),
        (("产出小计", "效益小计"), (45, 44), [("效益", 44, 40)]),
        (("小计", "小计"), (45, 85), []),  # of all rows so far
    ],
)
def test_subtotals_of_rows_that_no_level_groups(
    words: tuple[str, str], scores: tuple[float, float], wrong: list[object]
) -> None:
    rows = (
        f"培训人数 | 40 | 36 | 50 | 45\n{words[0]} | | | 50 | {scores[0]}\n"
        f"受益人数 | 40 | 40 | 30 | 30\n满意度 | 90% | 95% | 10 | 10\n{words[1]} | | | 40 | {scores[1]}"
    )
    table = project(rows, _FLAT, total="合计 | | | 100 | 94")
    assert [(f.item, f.found, f.expected) for f in table.findings if f.code == "total-differs"] == wrong
    assert not [f for f in table.findings if f.code == "points-sum" and scores[1] != 85]


@pytest.mark.parametrize("typed", [40, 44])
def test_subtotals_above_their_rows_and_of_shares(typed: float) -> None:
    rows = (
        "产出小计 | | | 60% | 55\n培训人数 | 40 | 36 | 50% | 45\n培训场次 | 4 | 4 | 10% | 10\n"
        f"效益小计 | | | 40% | {typed}\n受益人数 | 40 | 40 | 30% | 30\n满意度 | 90% | 95% | 10% | 10"
    )
    table = project(rows, _FLAT, "\n项目支出绩效自评表", "合计 | | | 100% | 95")
    told = [(f.code, f.item, f.found, f.expected) for f in table.findings if f.cell]
    assert told == ([] if typed == 40 else [("total-differs", "效益", 44, 40)])


@pytest.mark.parametrize(("carried", "wrong"), [(45, []), (54, [("承前页", 54, 45)])])
def test_what_a_page_carries_over_is_what_the_one_before_said(carried: int, wrong: list[object]) -> None:
    rows = (
        f"培训人数 | 40 | 36 | 50 | 45\n过次页 | | | 50 | 45\n{_FLAT}\n承前页 | | | 50 | {carried}\n"
        "受益人数 | 40 | 40 | 30 | 30\n满意度 | 90% | 95% | 10 | 10"
    )
    table = project(rows, _FLAT, total="合计 | | | 100 | 94")
    assert [(f.item, f.found, f.expected) for f in table.findings if f.code == "total-differs"] == wrong


def test_one_score_merged_over_a_few_rows_is_one_items() -> None:
    rows = (
        "产出指标 | 数量指标 | 培训人数 | 40 | 36 | 10 | 18\n^ | ^ | 培训场次 | 4 | 4 | 10 | ^\n"
        "^ | 质量指标 | 合格率 | 90% | 90% | 70 | 70"
    )
    table = project(rows)
    assert [(i.name, i.function, i.points, i.entered, i.idle) for i in table.items[1:]] == [
        ("培训人数等2项", None, 20, 18, False),
        ("培训场次", None, None, None, True),
        ("合格率", "capped_ratio_score", 70, 70, False),
    ]
    assert "score" not in table.items[2].cells  # nothing is written there


@pytest.mark.parametrize(
    ("first", "second", "score", "said"),
    [
        ("40 | 36 | 10 | 18", "4 | 4 | 10 | ^", 19, "2 项一并得 19 分。培训人数："),  # 9 and 10
        ("40 | 40 | 20 | 18", "4 | 4 | ^ | ^", 20, "2 项一并得 20 分"),
        ("40 | 0 | 20 | 18", "4 | 0 | ^ | ^", 0, "得 0 分"),
        ("40 | 36 | 20 | 18", "4 | 4 | ^ | ^", None, ""),  # how the points are split nobody says
        ("40 | 36 | 10 | 18", "显著 | 较好 | 10 | ^", None, ""),
        ("40 | 36 | 10 | 18", "4场 | 4场（含家属2场） | 10 | ^", None, ""),  # why one has none is told, too
    ],
)
def test_rows_under_one_score_earn_what_they_earn_alone(
    first: str, second: str, score: float | None, said: str
) -> None:
    rows = f"产出指标 | 数量指标 | 培训人数 | {first}\n^ | ^ | 培训场次 | {second}\n^ | 质量指标 | 合格率 | 90% | 90% | 70 | 70"
    result = evaluate(project(rows))
    assert result.scores[1].score == score
    assert said in result.scores[1].explanation
    shared = [found.message for found in result.findings if found.code == "readings-differ"]
    assert bool(shared) == (score is None and "显著" not in second)
    assert all("2 项共用 20 分" in text or "家属" in text for text in shared)


def test_points_in_names_and_in_labels_of_single_rows() -> None:
    rows = (
        "产出指标（50分） | 数量指标 | 培训人数（20分） | 40 | 36 | 18\n| 质量指标（30分） | 合格率 | 90% | 90% | 30\n"
        "满意度指标(10分) | 满意度 | 参训人员满意度（95） | 90% | 95% | 10"
    )
    header = "一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 得分"
    table = project(rows, header, total="总分 | | | | | 67")
    assert [item.points for item in table.items[1:]] == [20, 30, 10]


def test_points_typed_once_for_a_group_without_merging() -> None:
    rows = "产出（50） | 产出（30） | 数量 | 40 | 36 | 30 | 9\n| | 质量 | 40 | 40 | | 10\n| 效果（20） | 效益 | 5 | 5 | 20 | 20"
    assert [item.points for item in project(rows).items[1:]] == [None, None, 20]


def test_approved_scores_of_a_reviewer() -> None:
    header = f"{INDICATORS} | 财政审定评分 | 审定理由"
    item = project("产出指标 | 数量指标 | 培训人数 | 40 | 36 | 90 | 81 | 80 | 资料不全", header).items[1]
    assert (item.entered, item.approved, item.approved_reason) == (81, 80, "资料不全")
    assert str(item.cells["approved"]) == "Sheet1!H6"


def test_sums_in_the_middle_end_nothing() -> None:
    rows = (
        "产出指标 | 数量指标 | 培训人数 | 40 | 36 | 50 | 45\n合计 | | | | | 50 | 45\n"
        "效益指标 | 社会效益 | 受益人数 | 40 | 40 | 40 | 40\n指标合计 | | | | | 90 | 85"
    )
    table = project(rows)
    assert [item.entered for item in table.items] == [9, 45, 40]
    assert table.entered_total == 95
    assert {section.entered for section in table.sections} == {None}


def test_ningxia_reviewed_scores_and_hebei_symbols() -> None:
    """银川、成安: 调整预算数, 参考分值, 符号｜预期值｜单位｜实际完成值｜完成情况."""
    head = """
项目支出绩效自评表
资金 | 年初预算数 | 调整预算数（A） | 全年执行数（B） | 执行率 | 自评得分 | 财政审定评分
年度资金总额 | 100 | 80 | 60 | 75% | 7.5 | 7
"""
    header = "一级指标 | 二级指标 | 三级指标 | 符号 | 预期值 | 单位 | 实际完成值 | 完成情况 | 参考分值 | 得分"
    table = project(
        "产出（30分） | 数量 | 场次 | ＞＝ | 4 | 场 | 3 | 未完成 | 30 | 22.5",
        header,
        head,
        "总分 | | | | | | | | 40 | 30",
    )
    execution, item = table.items
    assert (execution.inputs["budget"], execution.entered, execution.approved) == (80, 7.5, 7)
    assert item.inputs == {"target": "≥4场", "actual": "3场", "points": 30, "direction": None}
