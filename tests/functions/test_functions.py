"""The public functions as cells use them: blanks, errors and their cell values, ranges and scalars alike."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import xlfuncs
from tests.evaluation.rule_files import rule_file
from xlfuncs.errors import (
    NotANumber,
    NotCovered,
    OutOfRange,
    UnknownLevel,
    UnknownRule,
    XlfuncsError,
    ZeroDivisor,
)
from xlfuncs.function_table import SCORED, TABLE
from xlfuncs.functions.ranges import RowsWarning

EQUAL = rule_file(capped_ratio_score={"equal": "ratio"})
LINEAR = rule_file(
    capped_ratio_score={
        "inverse": "linear_to_zero",
        "equal": "exact",
        "rate_places": 4,
        "rate_rounding": "truncate",
    }
)

GOOD: list[tuple[str, tuple[Any, ...], Any]] = [
    ("execution_rate", (291435.79, 251145.17), 0.8617),
    ("execution_rate_score", (291435.79, 251145.17), 17.23),
    ("execution_rate_score", (2161.48, 2123.04, 20, "dongxihu-2020"), 19.64),
    ("execution_rate_score", (13295745.76, 13268748.05, 10, "mof-2020-10"), 9.98),
    ("carryover_rate", (291435.79, 40290.62), 0.1382),
    ("carryover_deduction", (0.0804, 0.1382), 2.0),
    ("variance_rate", (159584.73, 291435.79), 0.8262),
    ("variance_rate", (100, 30), -0.7),
    ("variance_deduction", (0.283, 0.8262), 2.0),
    ("capped_ratio_score", (5300, 5830, 10, "反向"), 9.09),
    ("capped_ratio_score", (5300, 5830, 10, "反向", LINEAR), 9.0),
    ("capped_ratio_score", ("≤5300元", "5830元", 10), 9.09),
    ("capped_ratio_score", (10, 30, 10), 9.0),
    ("capped_ratio_score", (10, 29.99, 10), 10.0),
    ("capped_ratio_score", (10, 40, 10), 8.0),
    ("capped_ratio_score", (10, 60, 10), 7.0),
    ("capped_ratio_score", (0.02, 0, 5, "反向"), 5.0),
    ("capped_ratio_score", (100, 90, 5, "等于", EQUAL), 4.5),
    ("capped_ratio_score", ("=5", 5, 10), 10.0),  # met exactly: full whatever the method
    ("capped_ratio_score", (0, 0, 10), 10.0),
    ("capped_ratio_score", ("=100%", "100%", 5, None, LINEAR), 5.0),
    ("qualitative_score", ("部分达成", 10, 0.75, "mof-2020-10"), 7.5),
    ("checklist_score", (2, 4, 0.8), 2.4),
    ("checklist_score", (6, 4, 0.8), 0.0),
    ("grade", (90.73,), "优秀"),
    ("grade", (89.996, "mof-2020-10"), "良"),
]
BAD: list[tuple[str, tuple[Any, ...], type[XlfuncsError]]] = [
    ("execution_rate", (0, 5), ZeroDivisor),
    ("execution_rate", (100, -5), OutOfRange),
    ("execution_rate", ("一百", 5), NotANumber),
    ("execution_rate", (True, 5), NotANumber),
    ("execution_rate", ({}, 5), NotANumber),
    ("execution_rate", (100, 5, "beijing-2023"), UnknownRule),
    ("execution_rate_score", ("≤100", 5), NotANumber),
    ("execution_rate_score", (100, 5, -20), OutOfRange),
    ("carryover_rate", (100, 101), OutOfRange),
    ("carryover_rate", (100, 1, "mof-2020-10"), NotCovered),
    ("carryover_deduction", (8.04, 0.1382), OutOfRange),
    ("carryover_deduction", (0.0804, 13.82), OutOfRange),
    ("carryover_deduction", (0.1, -0.1), OutOfRange),
    ("variance_rate", (0, 5), ZeroDivisor),
    ("variance_deduction", (0.283, 82.62), OutOfRange),
    ("variance_deduction", (0.283, -1.01), OutOfRange),
    ("capped_ratio_score", (0, 5, 10), ZeroDivisor),
    ("capped_ratio_score", (10, -5, 10), OutOfRange),
    ("capped_ratio_score", ("合理", "合理", 10), NotANumber),
    ("capped_ratio_score", (40, bytearray(b"38"), 10), NotANumber),
    ("capped_ratio_score", ("≥40人", "38场", 10), NotANumber),
    ("capped_ratio_score", ("≤5", 4, 10, "正向"), UnknownLevel),
    ("capped_ratio_score", ("≥5", 4, 10, "等于"), UnknownLevel),
    ("capped_ratio_score", (5, 4, 10, "斜向"), UnknownLevel),
    ("capped_ratio_score", (5, 4, 10, 1), UnknownLevel),
    ("capped_ratio_score", (5, 6, 10, "等于"), NotCovered),
    ("capped_ratio_score", ("=5", 6, 10), NotCovered),
    ("qualitative_score", ("还行", 10, 0.9, "mof-2020-10"), UnknownLevel),
    ("qualitative_score", ("部分达成", 10, 0.8, "mof-2020-10"), OutOfRange),
    ("qualitative_score", ("达成", 10, 0.9), NotCovered),
    ("checklist_score", (1.5, 4, 0.8), OutOfRange),
    ("grade", (100.01,), OutOfRange),
    ("grade", (89.99,), NotCovered),
]
INPUTS = {name: sum(not a.optional for a in TABLE[name].arguments) for name in (*SCORED, "total_score")}
BLANKS = [None, "", " \u3000", float("nan")]


def ids(case: Any) -> str | None:
    return case if isinstance(case, str) else None


@pytest.mark.parametrize(("name", "arguments", "expected"), GOOD, ids=ids)
def test_published_and_hand_computed_figures(name: str, arguments: tuple[Any, ...], expected: Any) -> None:
    assert getattr(xlfuncs, name)(*arguments) == expected


@pytest.mark.parametrize(("name", "arguments", "error"), BAD, ids=ids)
def test_bad_input_has_its_error(name: str, arguments: tuple[Any, ...], error: type[XlfuncsError]) -> None:
    with pytest.raises(error):
        getattr(xlfuncs, name)(*arguments)


@pytest.mark.parametrize(("name", "arguments", "expected"), GOOD, ids=ids)
@pytest.mark.parametrize("blank", BLANKS, ids=repr)
def test_blank_gives_a_blank_score(name: str, arguments: tuple[Any, ...], expected: Any, blank: Any) -> None:
    for place in range(INPUTS[name]):
        given = [*arguments[:place], blank, *arguments[place + 1 :]]
        assert getattr(xlfuncs, name)(*given) is None


def test_blank_comes_before_bad() -> None:
    assert xlfuncs.execution_rate("一百", None) is None
    assert xlfuncs.capped_ratio_score(None, "许多", 5, "斜向") is None
    assert xlfuncs.capped_ratio_score(float("nan"), 3.0, 5.0, "斜向") is None


def test_a_qualitative_direction_is_blank_whatever_stands_there() -> None:
    assert xlfuncs.capped_ratio_score("合理", "合理", 5, "定性") is None
    assert xlfuncs.capped_ratio_score(5.0, 4.0, 5.0, "定性") is None
    scores = xlfuncs.capped_ratio_score([5, 5], [4, 4], 5, ["定性", None])
    assert np.array_equal(scores, [np.nan, 4.0], equal_nan=True)


def test_points_left_out_are_the_rules_and_a_blank_cell_is_blank() -> None:
    assert xlfuncs.execution_rate_score(100, 50) == 10.0
    assert xlfuncs.execution_rate_score(100, 50, rule="mof-2020-10") == 5.0
    scores = xlfuncs.execution_rate_score([100, 100], [50, 50], [20, None])
    assert np.array_equal(scores, [10.0, np.nan], equal_nan=True)
    silent = rule_file(execution_rate_score={})
    with pytest.raises(NotCovered, match="分值"):
        xlfuncs.execution_rate_score(100, 50, rule=silent)


def in_a_range(name: str, cells: Any) -> tuple[Any, dict[int, XlfuncsError]]:
    """What a function gives for ranges, and the errors of its rows, as the add-ins ask for them."""
    column = getattr(xlfuncs, name).__wrapped__(*cells)
    return column.values, dict(column.errors)


@pytest.mark.parametrize(("name", "arguments", "expected"), GOOD, ids=ids)
def test_ranges_hold_the_scalars(name: str, arguments: tuple[Any, ...], expected: Any) -> None:
    inputs, options = arguments[: INPUTS[name]], arguments[INPUTS[name] :]
    column, errors = in_a_range(name, [*([[cell], [None]] for cell in inputs), *options])
    assert column.shape == (2, 1)
    assert column[0, 0] == expected
    assert column[1, 0] is None or np.isnan(column[1, 0])
    assert errors == {}


# A row of each function that can be computed, to stand beside bad ones: all arguments but the rule.
NEIGHBOURS: dict[str, tuple[Any, ...]] = {
    "execution_rate": (100, 50),
    "execution_rate_score": (100, 50, 20),
    "carryover_rate": (100, 50),
    "carryover_deduction": (0.1, 0.2, 4),
    "variance_rate": (100, 50),
    "variance_deduction": (0.1, 0.5, 4),
    "capped_ratio_score": (100, 50, 20, None),
    "qualitative_score": ("达成", 10, 0.9),
    "checklist_score": (1, 4, 0.8),
    "grade": (95,),
}
# where the rule itself says nothing, no row can be computed
BAD_ROWS = [case for case in BAD if case[0] != "carryover_rate" or case[2] is not NotCovered]
BAD_ROWS = [case for case in BAD_ROWS if case[2] is not UnknownRule and case[1] != ("达成", 10, 0.9)]


@pytest.mark.parametrize(("name", "arguments", "error"), BAD_ROWS, ids=ids)
def test_a_bad_row_touches_no_other(name: str, arguments: tuple[Any, ...], error: type[XlfuncsError]) -> None:
    good = NEIGHBOURS[name]
    bad, rule = [*arguments, *good[len(arguments) :]][: len(good)], arguments[len(good) :]
    cells = [[wrong, right, wrong] for wrong, right in zip(bad, good, strict=True)]
    column, errors = in_a_range(name, [*cells, *rule])
    assert {place: type(problem) for place, problem in errors.items()} == {0: error, 2: error}
    assert column[1] == getattr(xlfuncs, name)(*good, *rule)


def test_ranges_broadcast_like_cells_of_a_block() -> None:
    targets, actuals = np.array([[10.0], [20.0]]), np.array([[5.0, 10.0, 40.0]])
    scores = xlfuncs.capped_ratio_score(targets, actuals, 10)
    assert scores.tolist() == [[5.0, 10.0, 8.0], [2.5, 5.0, 10.0]]
    one_column = xlfuncs.capped_ratio_score(10, [[5], [10]], 10, [["反向"], ["positive"]])
    assert one_column.tolist() == [[10.0], [10.0]]


def test_text_targets_in_a_range() -> None:
    scores = xlfuncs.capped_ratio_score(["≥40人", "≤4.6万元", 40], [36, "45000元", 20], [5, 5, 5])
    assert scores.tolist() == [4.5, 5.0, 2.5]


def test_the_warning_names_rows_and_why() -> None:
    with pytest.warns(RowsWarning) as caught:
        scores = xlfuncs.execution_rate([100, 0, "一百", 100], [50, 1, 1, -1])
    assert np.array_equal(scores, [0.5, np.nan, np.nan, np.nan], equal_nan=True)
    (warning,) = caught
    message = str(warning.message)
    assert message.startswith("有 3 行不能计算")
    for row, why in ((2, "为 0"), (3, "不是数"), (4, "不能为负")):
        assert f"第 {row} 行：" in message
        assert why in message
    assert [type(error) for error in warning.message.errors.values()] == [ZeroDivisor, NotANumber, OutOfRange]  # type: ignore[union-attr]
    assert warning.filename == __file__


def test_the_warning_names_row_and_column_of_a_block_and_stays_short() -> None:
    with pytest.warns(RowsWarning, match="第 2 行第 1 列：.* 等 "):
        xlfuncs.execution_rate([[1, 1], [0, 0], [0, 0], [0, 0]], [[1, 1], [1, 1], [1, 1], [1, 1]])


def test_shapes_that_do_not_fit_are_an_error() -> None:
    for arguments in (([1, 2, 3], [1, 2], 5), (["≥1", "≥2", 3], [1, 2], 5)):
        with pytest.raises(XlfuncsError, match="行列数"):
            xlfuncs.capped_ratio_score(*arguments)


def test_total_is_exact_and_passes_over_blanks() -> None:
    assert xlfuncs.total_score([17.23, 59.50, 14.00, None, "", float("nan")]) == 90.73
    assert xlfuncs.total_score([[0.1] * 5, [0.1] * 5]) == 1.0
    assert xlfuncs.total_score(np.full(1000, 0.1)) == 100.0
    assert xlfuncs.total_score(["", None]) is None
    assert xlfuncs.total_score(3) == 3.0
    with pytest.raises(NotANumber):
        xlfuncs.total_score([1, "二"])


# Cells as people leave them: numbers as floats, integers and text, blanks, and what is none of these.
numbers = st.one_of(
    st.integers(-3, 400),
    st.integers(-300, 40000).map(lambda cents: cents / 100),
    st.floats(0, 1e12).filter(lambda value: value == 0 or value > 1e-12),
    st.integers(0, 40000).map(lambda cents: f"{cents / 100}"),
)
cells = st.one_of(numbers, st.sampled_from([None, "", " ", "无", "#REF!", float("nan"), True]))
targets = st.one_of(cells, st.sampled_from(["≥40人", "≤5", "=100%", "85%以上", "合理", "不少于３０家"]))
directions = st.sampled_from([None, "", "正向", "反向", "等于", "定性", "negative", "斜向", " 正向 "])
rates = st.one_of(cells, st.floats(-1.2, 12))
ROWS: dict[str, st.SearchStrategy[tuple[Any, ...]]] = {
    "execution_rate": st.tuples(cells, cells),
    "execution_rate_score": st.tuples(cells, cells, cells.filter(lambda cell: cell is not None)),
    "carryover_rate": st.tuples(cells, cells),
    "carryover_deduction": st.tuples(rates, rates, cells.filter(lambda cell: cell is not None)),
    "variance_rate": st.tuples(cells, cells),
    "variance_deduction": st.tuples(rates, rates, cells.filter(lambda cell: cell is not None)),
    "capped_ratio_score": st.tuples(targets, targets, cells, directions),
    "checklist_score": st.tuples(cells, cells, cells),
    "grade": st.tuples(cells),
}


def alone(function: Callable[..., Any], row: tuple[Any, ...]) -> Any:
    """A row's score as a cell of its own: the number, None, or the kind of error."""
    try:
        return function(*row)
    except XlfuncsError as error:
        return type(error)


@given(data=st.data(), name=st.sampled_from(sorted(ROWS)))
def test_scalars_and_ranges_agree(data: st.DataObject, name: str) -> None:
    rows = data.draw(st.lists(ROWS[name], min_size=1, max_size=12))
    function = getattr(xlfuncs, name)
    expected = [alone(function, row) for row in rows]
    values, errors = in_a_range(name, [list(column) for column in zip(*rows, strict=True)])
    for place, (row, wanted) in enumerate(zip(rows, expected, strict=True)):
        if isinstance(wanted, type):
            assert place in errors, row
            # of two bad cells in a row either may be reported
            assert type(errors[place]) is wanted or sum(is_bad(cell) for cell in row) > 1, row
        else:
            assert place not in errors, row
            found = values[place]
            assert (found is None or found != found) if wanted is None else found == wanted, row


def is_bad(cell: Any) -> bool:
    return isinstance(cell, (str, bool)) or (isinstance(cell, (int, float)) and not 0 < cell <= 1)


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 2000), st.booleans())
@example(1, 0, 0, False)
def test_a_score_lies_within_its_points(target: int, actual: int, points: int, negative: bool) -> None:
    score = xlfuncs.capped_ratio_score(target / 100, actual / 100, points / 100, "反向" if negative else None)
    assert 0 <= score <= points / 100


def test_a_cell_costs_no_import_of_numpy() -> None:
    code = (
        "import sys, xlfuncs as x; x.capped_ratio_score('≥40人', 36, 5), x.total_score([1, 2]), x.grade(95)"
    )
    subprocess.run([sys.executable, "-c", f"{code}; assert 'numpy' not in sys.modules"], check=True)
