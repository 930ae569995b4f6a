"""A value of a rule, and where it stands, for cells."""

from __future__ import annotations

import pytest

from xlfuncs.errors import NotCovered, UnknownRule
from xlfuncs.rules.loader import index, load
from xlfuncs.rules.lookup import rule_list, rule_source, rule_value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("variance_deduction.average_rate", 0.283),
        ("carryover_deduction.per_step", 0.4),
        ("结转结余率扣分.per_step", 0.4),
        ("execution_rate.rounding", "truncate"),
        ("sections.整体绩效目标实现情况.points", 60.0),
        ("items.资产管理规范性.checks", 6.0),
        ("grade.bands", "90（含）至 100：优秀"),
        (
            "capped_ratio_score.excess_bands",
            "2（含）至 3：扣分值的 10%；3（含）至 5：扣分值的 20%；5（含）以上：扣分值的 30%",
        ),
    ],
)
def test_values(key: str, value: object) -> None:
    assert rule_value("beijing-2022", key) == value


def test_a_clause_and_an_inference() -> None:
    assert rule_source("beijing-2022", "carryover_deduction.step").startswith("评分表 三、结转结余率")
    assert rule_source("beijing-2022", "execution_rate.rounding").startswith("推断：251145.17÷291435.79")
    assert rule_source("beijing-2022", "评价等级") == rule_source("beijing-2022", "grade")
    assert rule_source("beijing-2022", "grade") == "报告 五、（一）：90.73 分，评分等级为优秀"


@pytest.mark.parametrize("look_up", [rule_value, rule_source])
def test_an_unknown_key_lists_the_known(look_up) -> None:
    with pytest.raises(NotCovered, match=r"没有「average」；可查：.*variance_deduction\.average_rate"):
        look_up("beijing-2022", "average")
    assert NotCovered.cell == "#N/A"


@pytest.mark.parametrize("look_up", [rule_value, rule_source])
def test_an_unknown_rule(look_up) -> None:
    with pytest.raises(UnknownRule):
        look_up("beijing", "grade")


@pytest.mark.parametrize("rule", [entry.id for entry in index().rule])
def test_every_value_can_be_looked_up(rule: str) -> None:
    for key, value in load(rule).values():
        assert isinstance(rule_value(rule, key), float | str)
        assert rule_source(rule, key) == value.source != ""


def test_an_unknown_region_lists_the_known() -> None:
    with pytest.raises(UnknownRule, match="没有地区为「上海」的规则；已有：北京市、"):
        rule_list("上海")
