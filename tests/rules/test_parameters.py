"""The values of a rule as the arguments of its method; what a method cannot take is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NoReturn

import pytest

from xlfuncs.rules.loader import index, load
from xlfuncs.rules.model import FunctionRule, Value
from xlfuncs.rules.parameters import check_parameters, method_parameters
from xlfuncs.scoring.methods import METHODS

STEPS = {"step": Decimal("0.01"), "per_step": Decimal("0.4"), "partial": "ignored"}
BANDS = [{"from": 60, "to": 100, "label": "合格"}, {"from": 0, "to": 60, "label": "不合格"}]
TIERS = [
    {"level": "达成", "from": Decimal("0.8"), "to": 1},
    {"level": "未达成", "from": 0, "to": Decimal("0.8")},
]


class Refused(Exception):
    pass


def refuse(key: str, why: str) -> NoReturn:
    raise Refused(f"{key}：{why}")


def check(public: str, method: str, **values: Any) -> None:
    given = {key: Value(value, "分", clause="第一条") for key, value in values.items()}
    check_parameters(public, FunctionRule(method, "第一条", given), refuse)


def test_good_values_pass() -> None:
    check("carryover_deduction", "step_deduction", **STEPS, points=4)
    check("variance_deduction", "step_deduction", **STEPS, average_rate=Decimal("0.283"))
    check("grade", "band_label", bands=BANDS)
    check("qualitative_score", "tier_score", tiers=TIERS)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"step": 0}, "carryover_deduction.step：应为大于 0、不大于 1 的比例.*却是 0"),
        ({"step": 5}, "carryover_deduction.step：.*1 个百分点是 0.01.*却是 5"),
        ({"step": Decimal("-0.01")}, "step：应为不小于 0 的数，却是 -0.01"),
        ({"step": Decimal("inf")}, "step：应为不小于 0 的数"),
        ({"step": True}, "step：应为不小于 0 的数"),
        ({"per_step": "0.4"}, "per_step：应为不小于 0 的数，却是 '0.4'"),
        ({"partial": "some"}, "partial：应为 ignored、proportional、whole 之一，却是 'some'"),
        ({"high": 1}, "high：方法 step_deduction 没有这个参数；可用：step、per_step、partial、points"),
        ({"average_rate": Decimal("0.2")}, "average_rate：方法 step_deduction 没有这个参数"),
    ],
)
def test_what_a_step_deduction_cannot_take(values: dict[str, Any], message: str) -> None:
    with pytest.raises(Refused, match=message):
        check("carryover_deduction", "step_deduction", **{**STEPS, **values})


@pytest.mark.parametrize("missing", STEPS)
def test_a_missing_parameter(missing: str) -> None:
    values = {key: value for key, value in STEPS.items() if key != missing}
    with pytest.raises(Refused, match=f"{missing}：方法 step_deduction 必须给出这个参数"):
        check("carryover_deduction", "step_deduction", **values)


@pytest.mark.parametrize("places", [-1, 16, Decimal("2.5"), "2", True])
def test_places_are_a_whole_number(places: Any) -> None:
    with pytest.raises(Refused, match="places：应为 0–15 的整数"):
        check("execution_rate", "rate", places=places, rounding="half_up")


@pytest.mark.parametrize(
    ("bands", "message"),
    [
        ([], "bands：应为若干档"),
        ("优", "bands：应为若干档"),
        ([3], "bands：应为若干档"),
        ([{"from": 0, "to": 60, "label": "差"}, {"from": 59, "label": "好"}], "须首尾相接"),  # overlap
        ([{"from": 0, "to": 60, "label": "差"}, {"from": 61, "label": "好"}], "须首尾相接"),  # gap
        ([{"from": 0, "label": "差"}, {"from": 60, "label": "好"}], "须首尾相接"),  # open below another
        ([{"from": 60, "to": 60, "label": "好"}], "to 须大于 from"),
        ([{"from": 60, "label": "好", "colour": 1}], "每档须有 from、to"),
        ([{"from": 60}], "每档须有 from、to"),
        ([{"from": "60", "label": "好"}], "bands.from：应为不小于 0 的数"),
        ([{"from": 60, "label": 5}], "bands.label：应为文字，却是 5"),
        ([{"from": 60, "label": " "}], "bands.label：应为文字，却是 ' '"),
        ([{"from": 0, "to": 60, "label": "好"}, {"from": 60, "label": "好"}], "bands.label：有两档相同"),
    ],
)
def test_bands_that_leave_a_total_with_two_grades_or_none(bands: Any, message: str) -> None:
    with pytest.raises(Refused, match=message):
        check("grade", "band_label", bands=bands)


def test_a_tier_needs_its_upper_edge() -> None:
    with pytest.raises(Refused, match="定性分档不可省"):
        check("qualitative_score", "tier_score", tiers=[{"level": "达成", "from": 0}])


@pytest.mark.parametrize(
    ("share", "why"), [(10, " 0–1 的比例，却是 10"), (Decimal("-0.1"), "不小于 0 的数，却是 -0.1")]
)
def test_a_share_is_a_fraction(share: Any, why: str) -> None:
    with pytest.raises(Refused, match=f"excess_bands.share：应为{why}"):
        check("capped_ratio_score", "ratio_score", excess_bands=[{"from": 2, "share": share}])


def test_a_tier_is_of_fractions() -> None:
    with pytest.raises(Refused, match=r"tiers.to：应为 0–1 的比例，却是 100"):
        check("qualitative_score", "tier_score", tiers=[{"level": "达成", "from": 0, "to": 100}])


@pytest.mark.parametrize(
    ("given", "missing"),
    [({"rate_places": 4}, "rate_rounding"), ({"rate_rounding": "truncate"}, "rate_places")],
)
def test_a_rate_is_rounded_wholly_or_not(given: dict[str, Any], missing: str) -> None:
    with pytest.raises(Refused, match=f"execution_rate_score.{missing}：.*须同时给出，缺这一个"):
        check("execution_rate_score", "ratio_score", **given)


def test_the_arguments_are_exact() -> None:
    assert method_parameters(load("beijing-2022").function("capped_ratio_score")) == {
        "inverse": "ratio",
        "excess_bands": (
            (Decimal(2), Decimal("0.1")),
            (Decimal(3), Decimal("0.2")),
            (Decimal(5), Decimal("0.3")),
        ),
        "places": 2,
        "rounding": "half_up",
    }


def test_a_tier_has_its_lower_edge_and_the_top_one_both() -> None:
    tiers = method_parameters(load("mof-2020-10").function("qualitative_score"))["tiers"]
    assert tiers == {
        "达成": (Decimal("0.8"), Decimal(1), True, True),
        "部分达成": (Decimal("0.6"), Decimal("0.8"), True, False),
        "未达成": (Decimal(0), Decimal("0.6"), True, False),
    }


def test_the_highest_grade_is_the_ceiling() -> None:
    assert method_parameters(load("mof-2020-10").function("grade"))["ceiling"] == 100


@pytest.mark.parametrize("rule", [entry.id for entry in index().rule])
def test_every_method_takes_what_its_rule_gives(rule: str) -> None:
    for function in load(rule).functions.values():
        assert set(method_parameters(function)) <= set(METHODS[function.method].parameters)
