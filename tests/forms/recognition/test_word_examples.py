"""More of what the docstrings of the words of headers, labels and standards give one example of."""

from __future__ import annotations

from xlfuncs.forms.recognition.cells.values import amount, amount_or_none
from xlfuncs.forms.recognition.columns.row_scores import told_number
from xlfuncs.forms.recognition.indicators.goal_cells import in_named_unit, other_bases
from xlfuncs.forms.recognition.indicators.own_standards import states_own_way
from xlfuncs.forms.recognition.words.parts import amount_of, mistyped, parts_of
from xlfuncs.forms.recognition.words.row_labels import number_said, total_in_text
from xlfuncs.forms.recognition.words.texts import label, label_points, part_of_year
from xlfuncs.forms.recognition.words.words import concept


def test_states_own_way() -> None:
    own = ("每少1次扣1分", "≥90%得20分，80%以下不得分", "完成率≥95%的，得10分；90%（含）-95%，得9分")
    assert [states_own_way(standard, None, None) for standard in own] == [True, True, True]
    shares = ("未完成的按比例扣分", "得分=完成率×分值", "可衡量指标占全部指标的比例")
    assert [states_own_way(standard, None, None) for standard in shares] == [False, False, False]
    full = "完成率达到95%得满分，否则按比例扣"
    assert states_own_way(full, None, None) is False
    assert states_own_way(full, "100%", "96%")
    assert states_own_way(full, "50场", "45场")
    assert states_own_way("按完成比例得分，低于60%不得分", "10次", "8次") is False
    assert states_own_way("按完成比例得分，低于60%不得分", "10次", "5次")
    assert states_own_way("完成率不足60%（不含）的得0分", "≤10件", "12件") is False
    assert states_own_way("完成率不足60%（不含）的得0分", "≤10件", "20件")
    assert states_own_way("完成率不足60%（不含）的得0分", "≤10件", "2件") is False


def test_concept() -> None:
    assert concept("全年执行数②") == ("executed", True)
    assert concept("执行率C=B/A") == ("rate", True)
    assert concept("项目A") is None
    assert concept("执行率（B/A）×10") == ("score", False)
    assert concept("完成率×10") is None
    assert concept("年度指标值（调整）") == ("adjusted_target", True)
    assert concept("预算数（调整后）") == ("adjusted_budget", True)


def test_mistyped() -> None:
    assert mistyped("上年执行数", frozenset({"executed"})) is None
    assert mistyped("得分率", frozenset({"score"})) is None
    assert mistyped("三级指标指标", frozenset({"level2", "level3"})) == ("三级指标", "level3")
    assert mistyped("自平分", frozenset({"points", "score"})) == ("自评分", "score")
    assert mistyped("得芬", frozenset({"points", "score"})) == ("得分", "score")
    assert mistyped("目录", frozenset({"target", "actual"})) is None


def test_parts_of() -> None:
    assert parts_of("预期实现值") == (("target", 6), ("actual", 5))
    assert parts_of("计划完成情况") == (("actual", 6), ("target", 5))
    assert parts_of("财政打分") == (("approved", 7), ("score", 5))
    assert parts_of("指标分") == (("points", 5), ("score", 4))
    assert parts_of("单位自评分") == (("score", 6),)
    assert parts_of("所得分值") == (("score", 5),)
    assert parts_of("自评权重") == (("points", 5),)


def test_amount_of() -> None:
    assert amount_of("项目支出") is None
    assert amount_of("资金总额") is None
    assert amount_of("资金支出率") == (("rate", 4),)
    assert amount_of("实际拨付数") == (("executed", 2),)
    assert amount_of("年初安排") == (("initial_budget", 4),)
    assert amount_of("调整后") == (("adjusted_budget", 2),)


def test_label_points() -> None:
    assert label_points("效益指标30分)") == 30.0
    assert label_points("培训（3）", unit=True) is None
    assert label_points("PM2.5") is None
    assert label_points("得分（执行率×10）") == 10.0
    assert label_points("得分（满分10）：") == 10.0
    assert label_points("得分（满分10）") == 10.0
    assert label_points("产出指标（50分，得48.5分）") == 50.0
    assert label_points("效益（30分）自评28分") == 30.0
    assert label_points("满意度10分/9.5分") == 10.0


def test_label() -> None:
    assert label("产出指标（50分，得48.5分）") == "产出指标"


def test_part_of_year() -> None:
    assert part_of_year("1-12月完成值") is None
    assert part_of_year("目标值（月均）") is None
    assert part_of_year("截至2025年3月完成值") is None


def test_total_in_text() -> None:
    assert total_in_text("部门整体支出绩效自评表（自评得分：95.6分）") == 95.6
    assert total_in_text("自评总分：99.3分　等级：优") == 99.3
    assert total_in_text("总分：97.6分（优），扣2.4分") == 97.6
    assert total_in_text("自评得分：97.6分/100分") == 97.6
    assert total_in_text("合计：97人，5分") is None


def test_number_said() -> None:
    assert number_said("本项目自评得分97.6分，等级为优") == ("本项目自评得分", "97.6")


def test_told_number() -> None:
    assert told_number("28.5/30", 30.0) == 28.5
    assert told_number("28.5/30", 20.0) is None
    assert told_number("9.7（另加2分）") is None
    assert told_number("97分（满分100分）") == 97.0


def test_amount() -> None:
    assert amount("186.5（含结转12）") == 186.5
    assert amount("19.33①") == 19.33
    assert amount("30（见注1）") == 30.0
    assert amount("得9.5分*") == 9.5
    assert amount("1 180.50万元") == 1180.5
    assert amount_or_none("100 80") is None


def test_other_bases() -> None:
    assert other_bases("指标值", "未完成值")
    assert other_bases("指标值", "预计完成值")
    assert other_bases("预计完成值", "实际完成值") is False
    assert other_bases("指标值", "上年完成值")
    assert other_bases("上年目标", "上年完成") is False


def test_in_named_unit() -> None:
    assert in_named_unit("培训（人次）", 120.0, "118人") == ("120人次", "118人")
    assert in_named_unit("培训（省级）", 120.0, "118人") == (120.0, "118人")
