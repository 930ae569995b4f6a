"""What a reviewer asks about: each question at its cell, and none where the row answers it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluation.tables import evaluate, indicator, item, spot, table
from xlfuncs.evaluation.content import Entry, Item
from xlfuncs.evaluation.findings.criteria import criteria
from xlfuncs.evaluation.findings.odd_figures import of_goal

NATIONAL = "mof-2020-10"


def asked(*rows: Item, both_kinds: bool = False) -> list[tuple[str, Any]]:
    """The codes and cells of what is asked about, the arithmetic left aside."""
    judged = table(*rows, rule=NATIONAL)
    judged.both_kinds = both_kinds
    arithmetic = ("score-differs", "score-missing", "not-covered", "points-sum", "total-differs")
    return [(f.code, f.cell) for f in evaluate(judged).findings if f.code not in arithmetic]


@pytest.mark.parametrize(
    ("actual", "entered", "reason", "code"),
    [
        (36.0, 4.5, None, "loss-unexplained"),
        (36.0, 4.5, " ", "loss-unexplained"),
        (36.0, 4.5, "加强管理。", "reason-empty"),
        (36.0, 4.5, "受汛期影响，两场培训改期到下年", None),
        (40.0, 4.0, None, None),  # nothing was missed: that the rule gives all is `score-differs`
        (40.0, 5.0, "受汛期影响", "reason-needless"),
        (40.0, 5.0, "无", None),
        (40.0, 5.0, None, None),
        (36.0, None, None, "loss-unexplained"),  # nobody entered a score: the rule's counts
    ],
)
def test_points_lost_have_a_reason(actual: float, entered: Any, reason: Any, code: str | None) -> None:
    row = indicator(40.0, actual, 5.0, entered=entered, reason=reason)
    assert asked(row) == ([(code, spot("reason"))] if code else [])


def test_a_table_without_a_column_of_reasons_is_not_asked_for_them() -> None:
    assert asked(indicator(40.0, 36.0, 5.0, entered=4.5)) == []


@pytest.mark.parametrize(
    ("target", "actual", "name", "code"),
    [
        (40.0, 52.0, "培训人数", "completion-high"),
        (40.0, 51.9, "培训人数", None),
        ("≥40人", "52人", "培训人数", "completion-high"),
        ("≤40人", "52人", "培训人数", None),  # exceeding a limit is no achievement
        ("≥95%", "102%", "验收合格率", "percent-over"),
        ("≥95%", "102%", "投资完成率", None),
        ("100%", "101%", "违法案件查办率", "percent-over"),
        ("5%", "101%", "游客增长率", "completion-high"),
        ("≥95%", "960‰", "保存率", "per-mille"),
        ("≤1.5‰", "1.2‰", "出生缺陷发生率", None),
        ("≥1005人", "1,005人", "培训人数", None),
        ("≥2人", "02人", "培训人数", "zero-in-front"),
        ("≤6起", "1.2起", "投诉", "completion-high"),
        ("≤6起", "1.3起", "投诉", None),
        ("≤6起", "0起", "投诉", None),
        ("≥950%", "102%", "投资完成率", None),
        ("≥95%", "≥95%", "验收合格率", "actual-sign"),
        ("≥95%", "=96%", "验收合格率", None),
        ("≤20万元", "最高19.6万元", "单户贴息额度", None),
        ("最高20万元", "最高20万元", "单户贴息额度", "actual-sign"),
        ("≥100万元", "1000000万元", "撬动投资", "unit-slip"),
        ("≥100万元", "120万元", "撬动投资", None),
        ("≥40人", "已完成", "培训人数", "actual-no-number"),
        ("健全", "健全", "制度建设", None),
        ("较上年下降10%", "下降8%", "塑料用量", "target-missed"),
        ("及时", "未及时完成", "补贴发放", "result-not-done"),
        ("优秀", "良好", "考核等次", "result-not-done"),
        ("良好以上", "优秀", "考核等次", None),
        ("Ⅲ类及以上", "Ⅳ类", "断面水质", "result-not-done"),
    ],
)
def test_completions_a_reviewer_asks_about(target: Any, actual: Any, name: str, code: str | None) -> None:
    row = item(None, name=name, target=target, actual=actual, points=5.0, entered=5.0)
    assert asked(row) == ([(code, spot("actual"))] if code else [])


@pytest.mark.parametrize(
    ("target", "actual", "name", "code"),
    [
        ("≥40人", "教师家属42人", "培训教师", "actual-words"),
        ("≥40人", "42人（含研究生）", "资助大学生", "actual-words"),
        ("≥90%", "职工满意度95%", "群众满意度", "actual-words"),
        ("≥90%", "家长满意度95%", "服务对象满意度", None),
        ("≥40人", "截至12月底共培训42人，任务全部完成", "培训人数", None),
        ("≤3次", "无投诉", "投诉次数", None),
    ],
)
def test_words_of_a_scored_result_nobody_read(target: str, actual: str, name: str, code: str | None) -> None:
    assert asked(indicator(target, actual, 5.0, name=name)) == ([(code, spot("actual"))] if code else [])


@pytest.mark.parametrize(("points", "severity"), [(5.0, "warning"), (None, "info")])
def test_a_result_with_a_sign_weighs_more_where_it_earned(points: float | None, severity: str) -> None:
    row = indicator("≥80%", "≥80%", points, name="验收合格率")
    (sign,) = [one for one in evaluate(table(row), NATIONAL).findings if one.code == "actual-sign"]
    assert sign.severity == severity


@pytest.mark.parametrize(
    ("executed", "code"),
    [
        (90.0, None),
        (89.99, "execution-low"),
        (100.0, None),
        (100.01, "execution-over"),
        (1e6, "readings-differ"),
    ],
)
def test_how_far_a_budget_was_executed(executed: float, code: str | None) -> None:
    row = item("execution_rate_score", budget=100.0, executed=executed, points=10.0)
    assert asked(row) == ([(code, spot("executed"))] if code else [])


def test_what_shows_over_the_whole_table() -> None:
    full = [indicator(text, text, 2.0, entered=2.0, level2="数量指标") for text in ("≥4人", "≥6次", "≥9场")]
    words = [
        item(None, name=f"第{number}项", target="健全", actual="健全", points=2.0, entered=2.0)
        for number in range(4)
    ]
    codes = [one for one, _ in asked(*full, *words, both_kinds=True) if one != "actual-sign"]
    assert codes == ["all-full", "results-copied", "kind-absent", "mostly-qualitative"]
    assert asked(indicator(40.0, 40.0, 60.0), indicator(40.0, 41.0, 20.0), indicator(40.0, 42.0, 20.0)) == [
        ("points-concentrated", spot("points"))
    ]


def test_a_blank_table_is_asked_nothing() -> None:
    assert asked(*(indicator(40.0, None, 5.0) for _ in range(6)), both_kinds=True) == [("not-begun", None)]


def test_the_words_of_the_data_are_as_they_are_compared() -> None:
    for word in criteria().empty_reasons:
        assert word == "".join(word.split()), word


@pytest.mark.parametrize(
    ("target", "actual", "reason", "asked_about"),
    [
        ("100%", "10%", None, True),
        ("100%", "10%", "进一步完善", True),
        ("100%", "10%", "受汛期影响改期", False),
        ("100%", "100%", None, False),
        ("≤5天", "6天", None, True),
        ("≤5天", "4天", None, False),
        ("≥100%", "101%", None, False),
    ],
)
def test_a_target_missed_without_points(target: str, actual: str, reason: Any, asked_about: bool) -> None:
    codes = [code for code, _ in asked(indicator(target, actual, None, name="管护率", reason=reason))]
    assert ("target-missed" in codes) is asked_about


def test_a_target_that_cannot_be_reached() -> None:
    row = indicator("≥950%", "95%", None, name="验收合格率", reason="分期验收")
    assert [(code, cell) for code, cell in asked(row) if code == "percent-over"] == [
        ("percent-over", spot("target"))
    ]


def test_a_row_is_compared_with_the_sign_and_unit_of_its_own_columns() -> None:
    row = indicator("≥9%", "100%", 5.0, name="管护任务完成情况")
    row.target, row.actual = 9.0, 100.0
    assert ("completion-high", spot("actual")) in asked(row)


@pytest.mark.parametrize(
    ("target", "said"), [("满意", True), ("较高", True), ("≥90%", False), ("满意度达到90%以上", False)]
)
def test_satisfaction_is_better_measured(target: str, said: bool) -> None:
    row = item(None, name="群众满意度", target=target, actual=target, points=5.0, entered=5.0)
    assert (("satisfaction-unmeasured", spot("target")) in asked(row)) is said


@pytest.mark.parametrize(
    ("target", "name", "level2", "code"),
    [
        ("≤95%", "游客满意度", "满意度指标", "sign-unlikely"),
        ("≥95%", "游客满意度", "满意度指标", None),
        ("≥59%", "游客满意度", "满意度指标", "target-low"),
        ("≥60%", "游客满意度", "满意度指标", None),
        ("≤50个", "新建站点", "数量指标", "sign-unlikely"),
        ("≤50件", "投诉", "数量指标", None),
        ("≤0件", "办结数", "数量指标", None),
        ("≥90万元", "项目成本", "成本指标", "sign-unlikely"),
        ("≥1场", "举办活动场次", "成本指标", None),  # printed so by a city
        ("≥1500元", "亩均补助标准", "成本指标", None),
        ("≥90万元", "成本节约额", "成本指标", None),
        ("1.1亿元以上", "企业用工成本降低", "效益指标", None),
        ("≥90万元", "带动投资", "经济效益指标", None),
        ("≥098%", "资金到位率", "质量指标", "zero-in-front"),
        ("2021年05月31日前", "完成时间", "时效指标", None),
    ],
)
def test_targets_that_can_hardly_be_meant(target: str, name: str, level2: str, code: str | None) -> None:
    row = indicator(target, None, 5.0, name=name, level2=level2)
    odd = ("sign-unlikely", "target-low", "zero-in-front", "percent-over", "per-mille")
    assert [(one, at) for one, at in asked(row) if one in odd] == ([(code, spot("target"))] if code else [])
    goal = Entry({"level2": level2, "level3": name, "target": target}, {"target": spot("target")})
    assert [found.code for found in of_goal(goal)] == [code] * bool(code)


@pytest.mark.parametrize(
    ("actual", "entered", "asked_about"), [("10%", 4.0, True), ("100%", 4.0, False), ("0次", 4.0, False)]
)
def test_a_score_beside_no_points_tells_nothing_of_a_target_missed(
    actual: str, entered: float, asked_about: bool
) -> None:
    row = item(
        None, name="查办情况", target="0次" if "次" in actual else "100%", actual=actual, entered=entered
    )
    assert ("target-missed" in [code for code, _ in asked(row)]) is asked_about


def test_what_may_be_a_limit_is_not_said_to_be_missed() -> None:
    row = item(None, name="宣传片制作费", target="200万元", actual="195.5万元", entered=5.0)
    assert "target-missed" not in [code for code, _ in asked(row)]


def test_a_target_of_0_that_was_missed() -> None:
    row = item(None, name="责任事故", target="0次", actual="2次")
    assert ("target-missed", spot("actual")) in asked(row)


@pytest.mark.parametrize(
    ("target", "actual", "said"), [("/", "98%", True), ("无", 0.0, False), ("/", "/", False)]
)
def test_a_result_asks_for_its_target(target: str, actual: Any, said: bool) -> None:
    row = item(None, name="特种设备检验率", target=target, actual=actual, points=5.0, entered=5.0)
    assert asked(row) == ([("missing-entry", spot("target"))] if said else [])
