"""Arguments that look swapped are said by 得分说明; those that do not are not."""

from __future__ import annotations

from typing import Any

import pytest

from xlfuncs import explain


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        ("预算执行率", (251145.17, 291435.79), "执行数大于预算数，请核对两数是否填反"),
        ("预算执行率得分", (251145.17, 291435.79), "执行数大于预算数，请核对两数是否填反"),
        ("结转结余率扣分", (0.1382, 0.1382), "两个率相同，请核对是否误填了同一个数"),
        ("预决算差异率扣分", (0.8262, 0.8262), "两个率相同，请核对是否误填了同一个数"),
        ("预决算差异率扣分", (1.283, 0.8262), "平均率大于 100%，请核对是否与本年率填反"),
        ("清单得分", (1, 0.8, 4), "每项扣分大于分值，请核对两数是否填反"),
    ],
)
def test_a_result_that_looks_wrong_has_a_note(function: str, arguments: tuple[Any, ...], words: str) -> None:
    text = explain(function, *arguments)
    assert text.endswith(f"。注意：{words}")
    assert "依据：" in text


@pytest.mark.parametrize(
    ("function", "arguments", "order"),
    [
        ("结转结余率", (40290.62, 291435.79), "先支出预算数，后结转结余总额")  # a rate above 1
    ],
)
def test_what_the_other_order_computes_is_said(function: str, arguments: tuple[Any, ...], order: str) -> None:
    text = explain(function, *arguments)
    assert text.startswith("不能计算：")
    assert text.endswith(f"请核对是否填反（{order}）")


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("预算执行率", (291435.79, 251145.17)),
        ("预算执行率", (100, 100)),
        ("结转结余率扣分", (0.0804, 0.1382)),
        ("预决算差异率扣分", (0.283, 0.8262)),
        ("清单得分", (2, 4, 0.8)),
        ("指标得分", (0, 5, 5)),  # a target of 0 need not be a swap
        ("预算执行率", (-1, -2)),  # neither order can be computed
        ("预算执行率", (1, 2, "北京")),
    ],
)
def test_nothing_is_said_where_nothing_shows(function: str, arguments: tuple[Any, ...]) -> None:
    assert "请核对" not in explain(function, *arguments)


def test_a_wrong_rule_is_explained_with_those_there_are() -> None:
    text = explain("预算执行率得分", 100, 50, 20, "北京")
    assert "没有编号为「北京」的规则；已有：beijing-2022、" in text
