"""A call through xlwings' own Python server: published figures, blanks and errors each in its own cell."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

import xlfuncs
from tests.addins.excel.cases import SCALARS
from tests.addins.excel.windows import MISSING
from tests.addins.published import NEW, OLD, column
from xlfuncs.function_table import TABLE

# What pywin32 makes of cells that show #NULL!, #DIV/0!, #VALUE!, #REF!, #NAME?, #NUM!, #N/A.
NUL, DIV, VALUE, REF = -2146826288, -2146826281, -2146826273, -2146826265
NAME, NUM, NA = -2146826259, -2146826252, -2146826246


@pytest.mark.parametrize(("name", "arguments", "expected"), SCALARS)
def test_published(excel: SimpleNamespace, name: str, arguments: tuple[Any, ...], expected: Any) -> None:
    assert excel.call(name, *arguments) == expected


def test_every_function_is_among_them(excel: SimpleNamespace) -> None:
    assert {name for name, _, _ in SCALARS} | {"XLF_EXPLAIN", "XLF_RULES"} == {
        f.excel for f in TABLE.values()
    }


def test_the_list_of_rules_is_a_block(excel: SimpleNamespace) -> None:
    assert excel.call("XLF_RULES", MISSING) == xlfuncs.rule_list()
    assert (
        excel.call("XLF_RULES", "东西湖") == xlfuncs.rule_list("东西湖")[0]
    )  # a single row loses a dimension
    assert excel.call("XLF_RULES", "火星") == "#N/A"


def test_explain_says_what_is_wrong_with_the_call_itself(excel: SimpleNamespace) -> None:
    assert str(excel.call("XLF_EXPLAIN", "指标得份", 1.0)).startswith("不能说明：没有「指标得份」这个函数")


def test_explain_leaves_out_what_is_left_out(excel: SimpleNamespace) -> None:
    given = (291435.79, 251145.17, MISSING, MISSING, MISSING)
    assert excel.call("XLF_EXPLAIN", "预算执行率得分", *given) == xlfuncs.explain(
        "预算执行率得分", 291435.79, 251145.17
    )
    middle = (10.0, 9.0, 5.0, MISSING, NEW)
    assert excel.call("XLF_EXPLAIN", "指标得分", *middle) == xlfuncs.explain(
        "指标得分", 10.0, 9.0, 5.0, None, NEW
    )
    assert excel.call("XLF_EXPLAIN", "总分", 1.0, *[MISSING] * 4) == "不能说明：「总分」没有计算步骤可说明"
    ranges = excel.call("XLF_EXPLAIN", "预算执行率", column(100.0, 50.0), column(50.0, 50.0), *[MISSING] * 3)
    assert [row[0] for row in ranges] == [xlfuncs.explain("预算执行率", one, 50.0) for one in (100.0, 50.0)]


@pytest.mark.parametrize(
    ("arguments", "cell"),
    [
        ((None, 1.0, 20.0, MISSING), ""),  # a blank amount
        ((1.0, 1.0, None, MISSING), ""),  # a blank cell for the points is not the rule's points
        ((0.0, 1.0, 20.0, MISSING), "#DIV/0!"),
        ((-1.0, 1.0, 20.0, MISSING), "#NUM!"),
        (("没有", 1.0, 20.0, MISSING), "#VALUE!"),
        ((True, 1.0, 20.0, MISSING), "#VALUE!"),
        ((NA, 1.0, 20.0, MISSING), "#VALUE!"),  # a cell that shows #N/A
        ((1.0, 1.0, 20.0, "mars-2050"), "#N/A"),
        ((1.0, 1.0, 20.0, 2022.0), "#N/A"),
        ((1.0, 1.0, 20.0, None), "#N/A"),  # no silent default where a rule is named by a blank cell
        ((column(1.0, 2.0), column(1.0, 2.0, 3.0), 20.0, MISSING), "#VALUE!"),  # ranges that do not fit
    ],
)
def test_blank_and_errors(excel: SimpleNamespace, arguments: tuple[Any, ...], cell: str) -> None:
    assert excel.call("XLF_EXECUTION_RATE_SCORE", *arguments) == cell


def test_a_block_where_none_is_expected_is_an_error_of_the_cell(excel: SimpleNamespace) -> None:
    assert excel.call("XLF_RULES", column("北京", "湖北")) == "#VALUE!"


def test_one_bad_row_touches_no_other(excel: SimpleNamespace) -> None:
    budget = column(291435.79, None, 0.0, "没有", NUL, DIV, VALUE, REF, NAME, NUM, NA, -1.0, "2,161.48")
    executed = column(251145.17, *[1.0] * 11, 2123.04)
    found = excel.call("XLF_EXECUTION_RATE_SCORE", budget, executed, 20.0, MISSING)
    errors = ["#VALUE!"] * 8
    assert found == [[17.23], [""], ["#DIV/0!"], *[[error] for error in errors], ["#NUM!"], [19.64]]


def test_the_shape_is_the_inputs(excel: SimpleNamespace) -> None:
    block = ((100.0, 50.0), (25.0, 20.0), (10.0, 5.0))
    assert excel.call("XLF_EXECUTION_RATE", block, block, MISSING) == [[1.0, 1.0]] * 3
    # xlwings' server sends a single row flat, and Excel lays it out as a row
    assert excel.call("XLF_EXECUTION_RATE", block[:1], 20.0, MISSING) == [0.2, 0.4]
    assert excel.call("XLF_EXECUTION_RATE", ((100.0,),), 20.0, MISSING) == 0.2
    assert excel.call("XLF_EXECUTION_RATE", (100.0, 50.0), 20.0, MISSING) == [0.2, 0.4]  # from other macros


def test_text_ranges_and_a_rule_for_each_row(excel: SimpleNamespace) -> None:
    scores = excel.call(
        "XLF_CAPPED_RATIO_SCORE", column("≥40人", "≤10天", None), column(36.0, 20.0, 1.0), 5.0, MISSING, NEW
    )
    assert scores == [[4.5], [2.5], [""]]
    rules = column(NEW, "mars-2050", OLD)
    assert excel.call("XLF_GRADE", 90.73, rules) == [["优秀"], ["#N/A"], ["优"]]
    assert excel.call("XLF_GRADE", column(90.73, None, 200.0), OLD) == [["优"], [""], ["#NUM!"]]
    assert excel.call("XLF_RULE_VALUE", rules, "execution_rate_score.points")[:2] == [[20.0], ["#N/A"]]


def test_a_column_is_what_its_cells_are(excel: SimpleNamespace) -> None:
    targets, actuals = [3.0, 7.0, 11.0, 0.3], [2.0, 6.65, 40.0, 0.1]
    each = [
        excel.call("XLF_CAPPED_RATIO_SCORE", *cells, 10.0, MISSING, MISSING)
        for cells in zip(targets, actuals, strict=True)
    ]
    together = excel.call(
        "XLF_CAPPED_RATIO_SCORE", column(*targets), column(*actuals), 10.0, MISSING, MISSING
    )
    assert together == [[cell] for cell in each]
