"""What reviewers flag in published tables, typed otherwise: each is said at its row, and nothing of an honest row."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import checked

TABLE = """
项目支出绩效自评表
项目名称 | {project} | < | < | < | < | < | <
项目资金（{unit}） | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | < | {total} | 10 | {rate} | 9.5
其中：财政拨款 | < | {part} |  |  |
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
^ | {goal} | < | < | {result} | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
{rows}
总分 | | | | | 100 | {all}
"""
TABLE_BELOW = """一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
{rows}"""
OUTPUT, COST, EFFECT = "产出指标 | 数量指标 | ", "产出指标 | 成本指标 | ", "效益指标 | 社会效益 | "
HONEST = OUTPUT + "培训人数 | ≥40人 | 40人 | 45 | 45 |\n" + EFFECT + "就业人数 | ≥9人 | 9人 | 45 | 45 |"
FULL = " | 90 | 90 |"


def said(rows: str = HONEST, **more: str) -> set[tuple[str, str]]:
    """Code and cell of each finding."""
    return found_in(drawn(rows, **more))


def found_in(text: str) -> set[tuple[str, str]]:
    return {(found.code, str(found.cell)) for found in checked(text).findings}


def drawn(rows: str = HONEST, **more: str) -> str:
    amounts = "100 | 100 | 95"
    given = {"project": "培训", "unit": "万元", "total": amounts, "part": more.get("total", amounts)}
    given |= {"rate": "95%", "goal": "培训农民", "result": "办班三期", "all": "99.5"} | more
    return TABLE.format(rows=rows, **given)


@pytest.mark.parametrize(
    ("code", "row", "cell"),
    [
        ("amounts-differ", COST + "项目总成本 | ≤100万元 | 930000元", "E9"),
        ("amounts-differ", COST + "经费控制在预算内 | 100万元以内 | 98", "E9"),
        ("amounts-differ", COST + "项目总成本 | ≤90万元 | 80万元", "E9"),
        ("amounts-differ", COST + "窗口运行维护费 | 100万 | 100万", "E9"),
        ("amounts-differ", OUTPUT + "下达补助资金 | 1000049元 | 950000元", "D9"),  # the budget is rounded
        ("amount-as-output", OUTPUT + "发放补助资金 | 100万元 | 95万元", "D9"),
        ("amount-as-output", OUTPUT + "投入专项经费 | ≥36万元 | 36万元", "D9"),
        ("unit-unlikely", OUTPUT + "培训覆盖率 | ≥40人 | 40人", "D9"),
        ("unit-unlikely", OUTPUT + "合格比例（%） | ≥40个 | 40个", "D9"),
        ("unit-unlikely", "满意度指标 | 服务对象 | 群众满意度 | ≥40人 | 40人", "D9"),
        ("unit-unlikely", OUTPUT + "培训人数（人） | 100% | 100%", "D9"),
        ("signs-differ", OUTPUT + "补助标准（≤**元/人） | ≥530元/人 | 530元/人", "D9"),
        ("signs-differ", OUTPUT + "培训人数不少于40人 | ＞40人 | 41人", "D9"),
        ("readings-differ", OUTPUT + "补助标准（≤**元/人） | ≥530元/人 | 583元/人", "E9"),
        ("readings-differ", OUTPUT + "补助标准（≤5300元/户） | 5300元/户 | 5830元/户", "E9"),
        ("value-unchosen", OUTPUT + "机制健全性 | 优良中差 | 优良中差", "E9"),
        ("value-unchosen", OUTPUT + "是否按时 | 是 | 是/否", "E9"),
        ("value-unchosen", OUTPUT + "机制健全性 | 高中低 | 高、中、低", "E9"),
        ("actual-no-number", OUTPUT + "培训人数 | ≥40人 | 达标", "E9"),
        ("actual-no-number", OUTPUT + "培训场次 | ≥20场 | 线上10场，线下10场", "E9"),
        ("actual-no-number", COST + "成本控制数 | ≤100万元 | 控制在预算内", "E9"),
        ("satisfaction-unmeasured", "满意度指标 | 服务对象满意度 | 公众认可 | 满意 | 满意", "D9"),
        ("target-zero", EFFECT + "安全事故发生数 | 0次 | 未发生", "E9"),
        ("missing-entry", OUTPUT + "培训人数 | ≥40人 | ", "E9"),
        ("missing-entry", OUTPUT + "培训人数 |  | 40人", "D9"),
        ("actual-no-number", "产出指标 | 时效指标 | 完成时间 | 2022年12月底前 | 已完成", "E9"),
        ("result-not-done", EFFECT + "长效机制 | 建立机制 | 尚未建立", "E9"),
        ("result-not-done", EFFECT + "办学条件 | 明显改善 | 未改善", "E9"),
        ("result-not-done", EFFECT + "双拥氛围 | 浓厚 | 较浓厚", "E9"),
        ("result-not-done", EFFECT + "道路状况 | 明显改善 | 有所改善", "E9"),
        ("result-not-done", EFFECT + "市场秩序 | 持续向好 | 持续恶化", "E9"),
        ("target-missed", OUTPUT + "验收合格率 | ＝100% | 80%", "E9"),
        ("points-concentrated", OUTPUT + "培训人数 | ≥40人 | 40人", "F9"),
    ],
)
def test_flags_of_a_row(code: str, row: str, cell: str) -> None:
    assert (code, f"Sheet1!{cell}") in said(row + FULL)


@pytest.mark.parametrize(
    ("row", "warned"),
    [
        ("项目总投资 | ≤90万元 | 80万元", True),
        ("项目总成本 | ≤90 | 80", True),
        ("项目总投资 | ≤100 | 95", False),
    ],
)
def test_the_whole_cost_told_otherwise_is_a_warning(row: str, warned: bool) -> None:
    found = [one for one in checked(drawn(COST + row + FULL)).findings if one.code == "amounts-differ"]
    assert [(one.severity, "Sheet1!E4" in one.message) for one in found] == [("warning", True)] * warned


@pytest.mark.parametrize(
    ("code", "given", "cell"),
    [
        ("missing-entry", {"total": " | | 95", "rate": "100%"}, "D4"),
        ("missing-entry", {"total": "- | - | 95", "rate": "100%"}, "D4"),
        ("missing-entry", {"total": "100 | 100 | "}, "E4"),
        ("bad-input", {"total": "0 | 0 | 95"}, "D4"),
        ("readings-differ", {"total": "0 | 0 | 0", "part": "100 | 100 | 95"}, "E4"),
        ("sum-differs", {"part": "100 | 100 | 96"}, "E4"),
        ("budget-adjusted", {"total": " | 100 | 95"}, "C4"),
        ("execution-low", {"total": "100 | 100 | 30"}, "E4"),
        ("amounts-differ", {"goal": "共申请预算资金120万元，培训农民"}, "B7"),
        ("amounts-differ", {"result": "全年支出80.5万元，办班三期"}, "E7"),
        ("amount-each", {"total": "90 | 90 | 85.5", "project": "19名教师培训"}, "E4"),
        ("goal-as-result", {"goal": "造林三万亩，改善生态。", "result": "造林三万亩,改善生态"}, "E7"),
    ],
)
def test_flags_of_the_table(code: str, given: dict[str, str], cell: str) -> None:
    assert (code, f"Sheet1!{cell}") in said(**given)


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (OUTPUT + "回访人数 |  |  | 10 | 10 |", True),
        (OUTPUT + "回访人数 | — | — | 10 | 10 |", True),
        (OUTPUT + "回访人数 |  |  | 10 | 0 |", False),
        (OUTPUT + "回访人数 |  |  | 10 |  |", False),  # of a row without a score that is told
        (OUTPUT + "加分项：获省级表彰 |  |  | 10 | 10 |", False),
        (OUTPUT + "种植面积 |  |  | 10 | 10 |\n" + OUTPUT + "小麦种植面积 | 9亩 | 9亩 |  |  |", False),
        ("管理 | 制度 | 制度健全 |  |  | 10 | 10 |", False),  # no row of its section has figures
    ],
)
def test_a_score_for_nothing_is_told(last: str, told: bool) -> None:
    first = OUTPUT + "培训人数 | ≥40人 | 40人 | 80 | 80 |\n"
    assert (("missing-entry", "Sheet1!D10") in said(first + last)) == told


@pytest.mark.parametrize(("total", "told"), [("", True), ("99.5", False)])
def test_a_total_row_without_a_score_is_told(total: str, told: bool) -> None:
    assert (("missing-entry", "Sheet1!G11") in said(all=total)) == told


@pytest.mark.parametrize(("reviewed", "asked"), [("10", True), ("7", False)])
def test_a_deadline_missed_is_asked_about_until_a_reviewer_changes_the_score(
    reviewed: str, asked: bool
) -> None:
    text = "绩效自评表\n指标名称 | 指标值 | 完成值 | 分值 | 自评得分 | 复核得分\n"
    rows = (
        f"完工时间 | 2023年8月31日前 | 2023年10月16日 | 10 | 10 | {reviewed}\n人数 | 40 | 40 | 90 | 90 | 90"
    )
    assert (("readings-differ", "Sheet1!C3") in found_in(text + rows)) is asked


@pytest.mark.parametrize(("actual", "code"), [("40", None), ("36", "readings-differ")])
def test_a_row_without_a_name_may_count_either_way(actual: str, code: str | None) -> None:
    """Nothing shows that more is better: only what is met exactly has one score."""
    rows = f" | 40 | {actual} | 90 |\n培训人数 | 9 | 9 | 10 |"
    found = found_in(f"自评表\n指标名称 | 指标值 | 完成值 | 分值 | 得分\n{rows}")
    assert ("missing-entry", "Sheet1!B3") in found
    assert {one for one, _ in found if one == "readings-differ"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (EFFECT + "道路状况 | 有所改善 | 有所改善", "result-not-done"),
        (EFFECT + "道路状况 | 明显改善 | 改善明显", "result-not-done"),
        (OUTPUT + "验收合格率 | ＝100% | 100%", "target-missed"),
        (COST + "项目成本 | ＝100万元 | 90万元", "target-missed"),  # less is better
    ],
)
def test_full_marks_that_nobody_asks_about(row: str, code: str) -> None:
    assert code not in {one for one, _ in said(row + FULL)}


@pytest.mark.parametrize(
    ("all_", "told"), [("99.5", set()), ("54.5", set()), ("97", {("total-differs", "Sheet1!G11")})]
)
def test_a_blank_score_among_typed_ones(all_: str, told: set[tuple[str, str]]) -> None:
    """The total is of what was typed, or of all with what the rule gives; any other is wrong."""
    found = said(HONEST.replace("9人 | 45 | 45 |", "9人 | 45 |  |"), all=all_)
    assert ("score-missing", "Sheet1!G10") in found
    assert {one for one in found if one[0] == "total-differs"} == told


@pytest.mark.parametrize(("grade", "told"), [("良", True), ("优", False)])
def test_a_grade_at_the_end_of_the_total_row(grade: str, told: bool) -> None:
    assert (("grade-differs", "Sheet1!H11") in said(all=f"99.5 | {grade}")) is told


@pytest.mark.parametrize(("above", "told"), [("98", True), ("99.5", False)])
def test_a_total_above_the_table_and_in_its_last_row(above: str, told: bool) -> None:
    assert (("total-differs", "Sheet1!D2") in said(project=f"培训 | 自评得分 | {above}")) is told


def test_an_indicator_that_stands_twice() -> None:
    row = OUTPUT + "培训人数 | ≥40人 | 40人 | 45 | 45 |"
    assert ("duplicate-indicator", "Sheet1!D10") in said(row + "\n" + row)
    other = row.replace("40人 | 45", "41人 | 45", 1)
    assert "duplicate-indicator" not in {code for code, _ in said(row + "\n" + other)}
    row, other = (one.replace("培训人数", "参加培训人数") for one in (row, other))  # no name of a kind
    assert ("duplicate-indicator", "Sheet1!D10") in said(row + "\n" + other)
    heading = "\n".join([row, other]).replace("参加培训人数", "指标1：经济效益")
    two = row + "\n产出指标 | 质量指标 | 合格率 | ≥90% | 95% | 20 | 20"
    assert "duplicate-indicator" not in {code for code, _ in said(two + "\n" + two)}  # a block for each year
    assert "duplicate-indicator" not in {code for code, _ in said(heading)}
    assert "duplicate-indicator" not in {one for one, _ in said(row + "\n" + other.replace("45 | 45", " | "))}


QUALITY, TIME = "产出指标 | 质量指标 | ", "产出指标 | 时效指标 | "


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (OUTPUT + "资金支付及时率 | 100% | 100%", True),
        (QUALITY + "培训人数 | ≥40人 | 40人", True),
        (TIME + "培训合格率 | ≥90% | 90%", True),
        (COST + "学员满意度 | ≥90% | 90%", True),
        (EFFECT + "受益人数 | ≥40人 | 40人", False),
        (QUALITY + "验收合格面积 | ≥40亩 | 40亩", False),
        (QUALITY + "伤亡人数 | ≤1人 | 0人", False),
        (QUALITY + "学员满意度 | ≥90% | 90%", False),
        (TIME + "培训人数按期完成率 | 100% | 100%", False),
    ],
)
def test_an_indicator_under_a_heading_of_another_kind(row: str, told: bool) -> None:
    assert (("kind-unlikely", "Sheet1!D9") in said(row + FULL)) is told


@pytest.mark.parametrize(
    ("deadline", "past"),
    [
        ("2022年12月底前", True),
        ("２０２２年１２月底前", True),
        ("2023年12月底前", False),
        ("2024年3月", False),
    ],
)
def test_a_deadline_of_the_year_before(deadline: str, past: bool) -> None:
    row = TIME + f"完成时间 | {deadline} | {deadline}" + FULL
    found = found_in("2023年度项目支出绩效自评表\n" + TABLE_BELOW.format(rows=row))
    assert ("deadline-past" in {code for code, _ in found}) is past


def test_rows_that_are_not_listed() -> None:
    text = drawn(OUTPUT + "培训人数 | ≥40人 | 40人 | 50 | 50 |")
    (found,) = [found for found in checked(text).findings if found.code == "total-differs"]
    assert found.message.endswith("未列出的 40 分如全部得满分，则相符")


def test_parts_numbered_below_their_row_count_once() -> None:
    parts = "\n".join(
        OUTPUT + row
        for row in (
            "1.示范区 | ≥100亩 | 100亩 | 40 | 40 |",
            "1.1 水稻 | ≥40亩 | 40亩 | 20 | 20 |",
            "1.2 玉米 | ≥60亩 | 60亩 | 20 | 20 |",
            "2.调查 | ≥60户 | 60户 | 50 | 50 |",
        )
    )
    assert {code for code, _ in said(parts)} >= {"parts-unequal"}
    assert "total-differs" not in {code for code, _ in said(parts)}


@pytest.mark.parametrize(
    "row",
    [
        OUTPUT + "培训人数 | ≥40人 | 40人",
        OUTPUT + "巡查频率 | ≥12次 | 12次",
        OUTPUT + "考试通过率（≥90%） | ≥90% | 95%",
        COST + "人均培训成本 | ≤500元/人 | 450元/人",
        COST + "项目总成本 | ≤100万元 | 95万元",
        COST + "广告费 | ≤40万元 | 36万元",
        OUTPUT + "带动投资 | ≥400万元 | 420万元",
        OUTPUT + "印发资料 | 100万 | 100万",  # 份
        EFFECT + "安全事故发生数 | 0次 | 0次",
        EFFECT + "改善程度 | 优良中低差 | 优",
        EFFECT + "重大事故 | 未发生 | 未发生",
        "产出指标 | 时效指标 | 完成时间 | 2022年12月31日前 | 2022年12月20日",
    ],
)
def test_nothing_is_said_of_honest_rows(row: str) -> None:
    other = "满意度指标 | 服务对象满意度 | 群众满意度 | ≥90% | 95% | 45 | 45 |"
    row_cost = COST + "单次培训费 | ≤9000元 | 9000元 | 0 | 0 |"
    assumed = {"mostly-qualitative", "all-full", "kind-absent"}
    codes = {code for code, _ in said("\n".join([row + " | 45 | 45 |", other, row_cost]))}
    assert codes <= assumed


@pytest.mark.parametrize(
    ("line", "told"), [("（2022年度）", True), ("（2023年度）", False), ("填报日期：2024年3月", False)]
)
def test_a_title_of_another_year(line: str, told: bool) -> None:
    head = f"2023年度项目支出绩效自评表\n{line}\n"
    found = found_in(head + TABLE_BELOW.format(rows=HONEST))
    assert (("year-differs", "Sheet1!A2") in found) is told


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"goal": "共申请预算资金100万元，培训农民"}, "amounts-differ"),
        # what was budgeted at first, of a part
        ({"goal": "共申请预算资金120万元", "total": "0 | 0 | 0", "part": "120 | 100 | 95"}, "amounts-differ"),
        ({"result": "全年支出95万元，办班三期"}, "amounts-differ"),
        ({"project": "1名教师培训"}, "amount-each"),  # the amount itself
        ({"project": "7名教师培训"}, "amount-each"),  # comes out uneven
    ],
)
def test_what_the_amounts_bear_out(given: dict[str, str], code: str) -> None:
    assert code not in {one for one, _ in said(**given)}


@pytest.mark.parametrize(("grade", "told"), [("优", True), ("差", False)])
def test_a_grade_of_a_printed_total_that_lacks_a_row(grade: str, told: bool) -> None:
    unscored = EFFECT + "道路状况 | 明显改善 | 明显改善 | 45 |  |\n"
    found = said(unscored + HONEST.splitlines()[0], all=f"54.5 | {grade}")
    assert (("grade-differs", "Sheet1!H11") in found) is told


@pytest.mark.parametrize(("result", "told"), [("4天", False), ("≤4天", True), ("6天", True)])
def test_days_where_working_days_are_allowed(result: str, told: bool) -> None:
    """Within the limit they are, whichever days are meant; beyond it or without an exact number nobody knows."""
    row = f"产出指标 | 时效指标 | 办结时间 | ≤5个工作日 | {result}"
    assert (("bad-input", "Sheet1!E9") in said(row + FULL)) is told


@pytest.mark.parametrize(("count", "told"), [(3, True), (1001, False)])
def test_a_long_list_is_not_looked_over_as_a_whole(count: int, told: bool) -> None:
    """Of a thousand rows and more only the arithmetic is checked."""
    row = OUTPUT + "培训人数 | ≥40人 | 40人 | 45 | 45 |"
    assert ("duplicate-indicator" in {code for code, _ in said("\n".join([row] * count))}) is told


def test_a_row_that_is_not_judged_has_no_score() -> None:
    rows = HONEST + "\n" + EFFECT + "带动创业 | ≥9人 | 9人 | 5 | 不考核 |"
    assert "not-a-number" not in {code for code, _ in said(rows)}
    assert ("not-a-number", "Sheet1!G11") in said(rows.replace("不考核", "再议"))
