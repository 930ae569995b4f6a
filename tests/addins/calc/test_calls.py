"""Calls as Calc makes them: published figures in, published figures and Calc's own error values out."""

from __future__ import annotations

import struct
import subprocess
import sys
from typing import Any

import pytest

import xlfuncs
from tests.addins.published import PUBLISHED
from xlfuncs.addins.calc.calls import caller, error_value
from xlfuncs.function_table import TABLE, find

# LibreOffice's FormulaError
CODES = {
    "#NUM!": 503, "#VALUE!": 519, "#NULL!": 521, "#REF!": 524, "#NAME?": 525, "#DIV/0!": 532, "#N/A": 32767,
}  # fmt: skip
LEFT_OUT = None


def shown(block: tuple[tuple[Any, ...], ...]) -> list[list[Any]]:
    """A block as cells show it: a NaN with an error code in its payload is that error."""
    return [[error(value) if value != value else value for value in row] for row in block]


def error(nan: float) -> str:
    (bits,) = struct.unpack("<Q", struct.pack("<d", nan))
    return next(marker for marker, code in CODES.items() if bits == 0x7FF8 << 48 | code)


@pytest.mark.parametrize("marker", CODES)
def test_every_error_value_has_calcs_number(marker: str) -> None:
    assert error(error_value(marker)) == marker


def call(name: str, *arguments: Any) -> Any:
    """The function as Calc calls it: required cells come as blocks, optional ones bare."""
    function = find(name)
    given = [
        tuple(tuple("" if cell is None else cell for cell in row) for row in value)
        if type(value) is tuple
        else value
        if argument.optional
        else ((value,),)
        for argument, value in zip(function.arguments, arguments, strict=False)
    ]
    given += [LEFT_OUT] * (len(function.arguments) - len(given))
    block = shown(caller(function)(*given))
    return block[0][0] if len(block) == len(block[0]) == 1 else block


@pytest.mark.parametrize(("name", "arguments", "published"), PUBLISHED)
def test_published_figures(name: str, arguments: tuple[Any, ...], published: object) -> None:
    assert call(name, *arguments) == published


def test_every_function_of_the_table_can_be_called() -> None:
    blank = {
        name: call(name, *[0.0] * (len(f.arguments) - f.arguments[-1].optional)) for name, f in TABLE.items()
    }
    assert blank.pop("rule_list") == [list(row) for row in xlfuncs.rule_list()]  # it needs no argument
    assert blank == dict.fromkeys(TABLE.keys() - {"rule_list"}, "")


def test_words_about_rules_and_results_over_ranges() -> None:
    rules = (("beijing-2022",), ("x",), ("",))
    values = caller(find("rule_value"))(rules, "execution_rate_score.points")
    assert shown(values) == [[20.0], ["#N/A"], ["#N/A"]]  # a blank names no rule
    sources = caller(find("rule_source"))(rules, "grade")
    assert sources[0][0] == xlfuncs.rule_source("beijing-2022", "grade")
    budgets, executed = ((100.0,), (0.0,), ("",)), ((50.0,), (1.0,), (1.0,))
    steps = caller(find("explain"))("预算执行率得分", (budgets, executed, None, None))
    assert steps == (
        (xlfuncs.explain("预算执行率得分", 100.0, 50.0),),
        (xlfuncs.explain("预算执行率得分", 0.0, 1.0),),
        ("",),
    )


@pytest.mark.parametrize(
    ("name", "arguments", "marker"),
    [
        ("execution_rate", (0.0, 5.0), "#DIV/0!"),
        ("execution_rate", (5.0, -1.0), "#NUM!"),
        ("execution_rate", ("没有", 1.0), "#VALUE!"),
        ("execution_rate", (5.0, 1.0, "no-such-rule"), "#N/A"),
        ("execution_rate", (5.0, 1.0, 2022.0), "#N/A"),
        ("rule_list", (((1.0,), (2.0,)),), "#VALUE!"),
        ("carryover_deduction", (8.04, 13.82), "#NUM!"),
        ("qualitative_score", ("好", 10.0, 0.75, "mof-2020-10"), "#N/A"),
        ("rule_value", ("beijing-2022", "no.such"), "#N/A"),
        ("execution_rate", (((1.0,), (2.0,)), ((1.0,), (2.0,), (3.0,))), "#VALUE!"),
    ],
)
def test_errors_are_calc_errors(name: str, arguments: tuple[Any, ...], marker: str) -> None:
    assert call(name, *arguments) == marker


def test_a_blank_share_leaves_the_score_to_a_person() -> None:
    assert call("qualitative_score", "部分达成", 10.0, 0.0, "mof-2020-10") == ""


def test_a_range_has_its_errors_and_blanks_in_their_own_cells() -> None:
    budget = ((291435.79,), ("",), (0.0,), (5.0,), ("无",), (100.0,))
    executed = ((251145.17,), ("",), (1.0,), (-1.0,), (1.0,), (50.0,))
    assert call("execution_rate_score", budget, executed, 20.0) == [
        [17.23], [""], ["#DIV/0!"], ["#NUM!"], ["#VALUE!"], [10.0],
    ]  # fmt: skip


def test_a_block_keeps_its_shape_and_text_results_are_text() -> None:
    assert call("grade", ((90.73, ""), (-1.0, 95.0))) == [["优秀", ""], ["#NUM!", "优秀"]]


def explained(*arguments: Any) -> Any:
    return shown(caller(find("explain"))(((arguments[0],),), arguments[1:]))[0][0]


def test_explain_says_the_steps_and_notes_a_previous_rate_of_zero() -> None:
    steps = explained("预算执行率得分", 291435.79, 251145.17, 20.0)
    assert "86.17%" in steps and "17.23 分" in steps  # noqa: PT018
    assert "上年率为 0 或空白" in explained("结转结余率扣分", 0.0, 0.1382)
    assert "空白" not in explained("结转结余率扣分", 0.0804, 0.1382)
    assert explained("预算执行率得分", 0.0, 0.0) == ""


def test_explain_says_what_is_wrong_with_the_call_itself() -> None:
    assert explained("指标得份", 1.0).startswith("不能说明：没有「指标得份」这个函数；可用：预算执行率、")
    assert explained("指标得分", 1.0).endswith("依次为：指标值、完成值、分值、方向（可省略）、规则（可省略）")
    assert explained("总分", 1.0) == "不能说明：「总分」没有计算步骤可说明"


def test_without_numpy_ranges_are_calculated_row_by_row() -> None:
    code = """
import sys
sys.modules["numpy"] = None
from xlfuncs.addins.calc.calls import caller, error_value
from xlfuncs.function_table import find
rate = caller(find("execution_rate"))
print(rate(((100.0,),), ((50.0,),), None), rate(((4.0,), (2.0,), ("",)), ((1.0,), (1.0,), (1.0,)), None))
explain = caller(find("explain"))
print(explain((("预算执行率",),), (((100.0,), (200.0,)), ((50.0,), (50.0,)))))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    numbers, words = done.stdout.splitlines()
    assert numbers == "((0.5,),) ((0.25,), (0.5,), ('',))"
    assert "50÷200＝25%" in words
