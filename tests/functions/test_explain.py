"""Explanations: what they say is parsed back, recomputed with fractions, and ends in the function's own result."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import xlfuncs
from tests.evaluation.rule_files import rule_file
from tests.functions.arithmetic import recomputed, result, stepwise
from tests.functions.test_functions import NEIGHBOURS
from xlfuncs import explain, explanation_steps
from xlfuncs.errors import NotCovered
from xlfuncs.function_table import SCORED
from xlfuncs.rules.loader import index, load

# Every way a ratio can be turned into a score: kept or rounded, both roundings, both inverses, both equals.
RATIOS: list[dict[str, Any]] = [
    {"places": 2, "rounding": "half_up"},
    {"places": 2, "rounding": "truncate"},
    {"rate_places": 4, "rate_rounding": "truncate", "inverse": "linear_to_zero", "equal": "ratio"},
    {"rate_places": 4, "rate_rounding": "half_up", "rounding": "truncate", "equal": "exact"},
    {"inverse": "linear_to_zero", "equal": "exact"},
    {"excess_bands": "[{ from = 0.3, to = 2, share = 0.15 }, { from = 2, share = 0.3 }]", "equal": "ratio"},
    {"rate_places": 6, "rate_rounding": "truncate"},
]
RATIO_RULES = ["beijing-2022", "mof-2020-10", *(rule_file(capped_ratio_score=values) for values in RATIOS)]
RATE_RULES = ["beijing-2022", rule_file(**{
    name: {"places": 4, "rounding": "half_up"} for name in ("execution_rate", "carryover_rate", "variance_rate")
})]  # fmt: skip
STEP_RULES = ["beijing-2022", *(
    rule_file(**{name: {"points": 5, "step": step, "per_step": each, "partial": partial, **more}
                 for name, more in (("carryover_deduction", {}), ("variance_deduction", {"average_rate": 0.2}))})
    for partial in ("ignored", "proportional", "whole") for step, each in ((0.01, 0.4), (0.03, 0.7))
)]  # fmt: skip

amounts = st.one_of(
    st.integers(1, 5000).map(float),
    st.integers(1, 10**8).map(lambda cents: cents / 100),
    st.integers(1, 10**9).map(lambda small: small / 10000),
)
points = st.integers(0, 4000).map(lambda cents: cents / 100)
rates = st.one_of(
    st.integers(0, 10000).map(lambda basis: basis / 10000), st.floats(0, 1).map(lambda r: round(r, 12))
)
directions = st.sampled_from(["正向", "反向", "等于", None])


def told(name: str, *given_: Any, full: float | None = None, rate_places: int = 4) -> tuple[str, int]:
    """The explanation and how many equations it has: its text and its steps recomputed, both end in the function's result.

    Of a deduction they end in what is left of the `full` points.
    """
    score = Fraction(str(getattr(xlfuncs, name)(*given_)))
    ends = score if full is None else Fraction(str(full)) - score
    text, steps = explain(name, *given_), explanation_steps(name, *given_)
    stepwise(steps)
    assert Fraction(str(steps[-1].result)) == ends
    assert text.startswith("".join(step.text for step in steps) + "。")
    if name.endswith("_rate"):
        assert f"{float(score) * 100:.4f}".rstrip("0").rstrip(".") + "%" in text
    else:
        assert result(text) == ends, text
    return text, recomputed(text, rate_places=rate_places)


@given(st.sampled_from(RATIO_RULES), amounts, amounts | st.just(0.0), points, directions)
def test_an_indicators_steps(rule: str, target: float, actual: float, worth: float, direction: Any) -> None:
    check_indicator(rule, target, actual, worth, direction)


@given(st.sampled_from(RATIO_RULES), amounts, st.integers(0, 60), points, directions)
def test_an_indicators_steps_near_and_far_above_its_target(
    rule: str, target: float, tenths: int, worth: float, direction: Any
) -> None:
    check_indicator(rule, target, round(target * tenths / 10, 4), worth, direction)


def check_indicator(rule: str, *row: Any) -> None:
    try:
        told("capped_ratio_score", *row, rule, rate_places=6 if rule == RATIO_RULES[-1] else 4)
    except NotCovered:
        assert explain("capped_ratio_score", *row, rule) == (
            "不能计算：完成值与指标值不等，规则没有规定「等于」类指标这时不得分还是按比例得分，请评价人确定得分"
        )
        with pytest.raises(NotCovered):
            explanation_steps("capped_ratio_score", *row, rule)


@given(st.sampled_from(["beijing-2022", "dongxihu-2020", "mof-2020-10"]), amounts, amounts, points)
def test_the_execution_rates_steps(rule: str, budget: float, executed: float, worth: float) -> None:
    assert told("execution_rate_score", budget, executed, worth, rule)[1] > 0


@given(st.sampled_from(RATE_RULES), amounts, amounts)
def test_the_rates_steps(rule: str, first: float, second: float) -> None:
    for name in ("execution_rate", "variance_rate"):
        assert told(name, first, second, rule)[1] == 1


@given(st.sampled_from(STEP_RULES), rates, rates, st.none() | st.integers(0, 9).map(float))
def test_the_deductions_steps(rule: str, baseline: float, rate: float, worth: float | None) -> None:
    for name in ("carryover_deduction", "variance_deduction"):
        full: Any = xlfuncs.rule_value(rule, f"{name}.points") if worth is None else worth
        text, equations = told(name, baseline, rate, worth, rule, full=full)
        assert equations == (2 if rate > baseline else 0), text
        if rate > baseline:
            assert f"扣 {getattr(xlfuncs, name)(baseline, rate, worth, rule):g} 分" in text


@given(st.integers(0, 12), points, st.integers(0, 300).map(lambda cents: cents / 100))
def test_the_checklists_steps(failed: int, worth: float, each: float) -> None:
    assert told("checklist_score", failed, worth, each)[1] == 1


@given(st.integers(600, 799), points)
def test_a_judgements_steps(thousandths: int, worth: float) -> None:
    given_ = (
        "部分达成",
        worth,
        thousandths / 1000,
        "mof-2020-10",
    )  # the level is said as it is issued: in Chinese
    text = explain("定性指标得分", *given_)
    assert recomputed(text) == 1
    assert result(text) == Fraction(str(xlfuncs.qualitative_score(*given_)))


def test_steps_of_what_a_person_judges_as_numbers() -> None:
    (judged,) = explanation_steps("定性指标得分", "部分达成", 7, 0.755, "mof-2020-10")
    assert (judged.expression, judged.rounding, str(judged.result)) == ("75.5%×7", "half_up", "5.29")
    *_, last = explanation_steps("清单得分", 9, 4, 0.8)
    assert last.expression == ""
    assert last.result == 0
    (label,) = explanation_steps("评价等级", 92.73)
    assert label.result == "优秀"
    assert explanation_steps("指标得分", None, 3, 5) == []


def test_the_published_table() -> None:
    assert explain("execution_rate_score", 291435.79, 251145.17).startswith(
        "251145.17÷291435.79＝86.1751%，截断为 86.17%；86.17%×20＝17.234，四舍五入得 17.23 分。依据："
    )
    assert explain("结转结余率扣分", 0.0804, 0.1382).startswith(
        "13.82%－上年 8.04%＝5.78 个百分点，每 1 个百分点为一步，不满一步不计，共 5 步；5×0.4＝2，扣 2 分，得 2 分。"
    )
    assert "共 5 步；5×0.4＝2，扣 2 分，得 2 分" in explain("variance_deduction", 0.283, 0.8262)
    assert "共 15 步；15×0.4＝6，以 4 分为限，扣 4 分，得 0 分" in explain(
        "variance_deduction", 0.283, 1.8262
    )
    assert explain("评价等级", 92.73).startswith("92.73 分，分数线 90（含）至 100：优秀，等级为优秀。依据：")


def test_the_cases_that_are_no_ratio() -> None:
    assert "完成值为 0，得满分 5 分" in explain("指标得分", 3, 0, 5, "反向")
    exact, linear = RATIO_RULES[5], RATIO_RULES[6]
    assert "等于类，完成值 3 等于指标值，得满分 5 分" in explain("指标得分", 3, 3, 5, "等于", exact)
    assert "等于类，完成值 4 不等于指标值 3，得 0 分" in explain("指标得分", 3, 4, 5, "等于", exact)
    assert "达到指标值 3 的 2 倍，得 0 分" in explain("指标得分", 3, 6, 5, "反向", linear)
    assert "不高于上年 13.82%，不扣分，得 4 分" in explain("结转结余率扣分", 0.1382, 0.0804)


def test_every_scoring_function_says_its_source() -> None:
    assert NEIGHBOURS.keys() == SCORED.keys()
    for name, row in NEIGHBOURS.items():
        entry = SCORED[name]
        rule = next(entry.id for entry in index().rule if name in load(entry.id).functions)
        texts = {explain(alias, *row, rule) for alias in (name, entry.zh, entry.excel, entry.calc)}
        (text,) = texts
        assert text.endswith(f"。依据：{xlfuncs.rule_source(rule, name)}（{rule}）")


def test_what_cannot_be_computed_is_said() -> None:
    assert explain("指标得分", 0, 5, 10) == "不能计算：指标值（预算数）为 0，比值不存在"
    assert explain("指标得分", 5, None, 10) == ""
    assert explain("预算执行率得分", 100, "50万元") == "不能计算：执行数：「50万元」不是数"
    assert explain("评价等级", 85.0).endswith("优秀，85 分未评定等级")
    assert "没有规定「定性指标得分」；规定了：预算执行率、" in explain("定性指标得分", "达成", 5, 1)
    assert explain("定性指标得分", "达成", 10, None, "mof-2020-10") == ""
    assert explain("结转结余率", 5, 1, "mof-2020-10").startswith("不能计算：规则 mof-2020-10")
    assert explain("grade", 95, "没有的规则").startswith("不能计算：没有编号为「没有的规则」的规则")


def test_ranges_are_explained_row_by_row() -> None:
    texts = explain("指标得分", [[10], [None], [0]], [[5], [5], [5]], 2)
    assert isinstance(texts, np.ndarray)
    assert [text[:4] for text in texts[:, 0]] == ["5÷10", "", "不能计算"]


def test_what_has_no_steps_is_refused() -> None:
    for words in (("总分", [1, 2]), ("没有的函数", 1), ("指标得分", 1), ("指标得分", 1, 2, 3, None, "r", 6)):
        with pytest.raises(NotCovered):
            explain(*words)


def test_what_exceeds_a_limit_is_taken_off_by_its_share_where_the_rule_says_so() -> None:
    words = explain("capped_ratio_score", 40, 50, 10, "反向", "integrated-system")
    assert words.startswith("[1－(50－40)÷40]×10＝7.5 分")
