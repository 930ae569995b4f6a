"""What few tables hold: cells that say two things, signs against targets, parts within parts, units of two columns."""

from __future__ import annotations

from tests.evaluation.tables import checked

OTHERS = """
    宣传场次 | {sign} | 2场 | 2场 | 10 | 10
    审核份数 | {sign} | 2份 | 2份 | 10 | 10
"""


def _codes(text: str) -> set[tuple[str, str]]:
    """Cell and code of every finding."""
    return {(str(one.cell).removeprefix("Sheet1!"), one.code) for one in checked(text).findings}


def test_a_sign_beside_a_target_that_shows_the_other_is_no_direction() -> None:
    text = "指标 | 指标符号 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | ≤ | ≥20人 | 18人 | 10 | 10"
    text += OTHERS.format(sign="≥")
    assert checked(text).scores[0].score is None
    assert ("B2", "bad-input") in _codes(text)


def test_two_numbers_in_a_cell_are_no_amount() -> None:
    budget = "项目资金 | 预算数 | 执行数 | 分值 | 得分\n年度资金总额 | {} | 90 | 10 | 9"
    assert ("B2", "not-a-number") in _codes(budget.format("100 80"))
    assert checked(budget.format("1 000 000")).scores[0].item.inputs["budget"] == 1_000_000


def test_parts_of_parts_need_not_add_up_to_the_total() -> None:
    budget = """
        项目资金 | 预算数 | 执行数 | 分值 | 得分
        年度资金总额 | 100 | 90 | 10 | 9
        {}：财政拨款 | 60 | 60 | |
        {}：中央资金 | 50 | 50 | |
    """
    assert "sum-differs" not in {code for _, code in _codes(budget.format("其中", "其中"))}
    assert "sum-differs" in {code for _, code in _codes(budget.format("1", "2"))}


def test_without_points_nobody_knows_what_of_a_score_is_the_rates() -> None:
    heading = "资金 | 预算数 | 执行数 | 执行率 | {} | 资金到位率 | {}\n"
    scored = [
        checked(heading.format(own, beside) + "年度资金总额 | 100 | 90 | 90% | 9 | 100% | 5").scores
        for own, beside in (("得分", "得分"), ("得分（10分）", "得分（5分）"))
    ]
    assert [[one.score for one in scores] for scores in scored] == [[None, None], [9, None]]


def test_the_points_of_a_score_that_nobody_reads_are_not_those_of_the_execution() -> None:
    text = """
        资金 | 预算数 | 执行数 | 执行率 | 得分（10分） | 支出进度 | 进度得分（5分）
        年度资金总额 | 100 | 90 | 90% | 9 | 100% | 5
    """
    assert checked(text).scores[0].score == 9


def test_units_of_targets_and_results_in_columns_of_their_own() -> None:
    text = """
        指标 | 指标值 | 完成值 | 完成单位 | 指标单位 | 分值 | 得分
        收入 | 20 | 190000 | 元 | 万元 | 10 | 9.5
        宣传场次 | 2 | 2 | 场 | 场 | 10 | 10
        审核份数 | 2 | 2 | 份 | 份 | 10 | 10
    """
    assert [one.score for one in checked(text).scores] == [9.5, 10, 10]


def test_rows_drawn_two_high_are_read_once() -> None:
    rows = "培训 | ≥2次 | 2次 | 10 | 10\n{0}宣传场次 | ≥2场 | 1场 | 10 | 5\n{0}审核份数 | ≥2份 | 2份 | 10 | 10\n{0}"
    text = "指标 | 指标值 | 完成值 | 分值 | 得分\n" + rows.format("^ | ^ | ^ | ^ | ^\n")
    assert [one.score for one in checked(text).scores] == [10, 5, 10]


def test_what_is_expected_is_no_result() -> None:
    text = """
        指标 | 指标值 | {} | 分值 | 得分
        培训 | ≥2次 | 2次 | 10 | 10
        宣传场次 | ≥2场 | 1场 | 10 | 5
        审核份数 | ≥2份 | 2份 | 10 | 10
    """
    heads = ("实际完成", "预计实际完成")
    assert [[one.score for one in checked(text.format(head)).scores] for head in heads] == [
        [10, 5, 10],
        [None] * 3,
    ]
