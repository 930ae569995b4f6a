"""Rows scored by columns are scored as each by itself."""

from __future__ import annotations

import math
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.tables import indicator, item
from xlfuncs.errors import NotCovered, XlfuncsError
from xlfuncs.evaluation import score_items as module
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.result import Score
from xlfuncs.evaluation.score_item import score_item
from xlfuncs.evaluation.score_items import score_items

RULES = ("beijing-2022", "mof-2020-10")
NUMBERS = st.one_of(
    st.integers(-200, 50_000).map(lambda cents: cents / 100),
    st.sampled_from((0.0, 1e10, 9999999999.99, 291435.79, 251145.17, math.nan)),
    st.floats(0, 1e6),
)
VALUES = st.one_of(NUMBERS, st.sampled_from(("≥40人", "40", "许多", None)))
DIRECTIONS = st.sampled_from((None, "正向", "反向", "等于", "定性", "斜向"))


@pytest.fixture(autouse=True)
def _every_table_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONG", 1)


def plain() -> Item:
    return indicator(10.0, 9.0, 5.0)


def alone(row: Item, rule: str) -> tuple[Score, str]:
    try:
        return score_item(row, rule), ""
    except XlfuncsError as error:
        return Score(row, method=row.function), str(error)


def said(row: Score, error: str) -> tuple[object, ...]:
    return (row.item, row.score, row.method, row.source, row.explanation, repr([*row.values]), error)


@given(
    st.lists(st.tuples(VALUES, VALUES, st.sampled_from((5.0, 10.0, 0.5, None)), DIRECTIONS), max_size=30),
    st.sampled_from(RULES),
)
def test_columns_give_what_rows_give(rows: list[tuple[object, ...]], rule: str) -> None:
    items = [indicator(*row) for row in rows]
    items.append(item("execution_rate_score", budget=291435.79, executed=251145.17, points=20.0))
    found = [said(score, str(score.problem or "")) for score in score_items(items, rule)]
    assert found == [said(*alone(row, rule)) for row in items]


@pytest.mark.parametrize("rule", RULES)
def test_rows_of_a_short_table_that_are_met_exactly_earn_what_each_earns(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONG", 10_000)
    goals = [(0.1, 0.1), (3.0, 3.0), (4.0, 3.0), (1e10, 1e10)]
    items = [
        indicator(*goal, points, way) for goal in goals for points in (5.0, 0.125) for way in (None, "反向")
    ]
    found = [said(score, "") for score in score_items(items, rule)]
    assert found == [said(*alone(row, rule)) for row in items]


def test_many_rows_go_by_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    items = [plain()] * 3
    monkeypatch.setattr(module, "score_item", never)
    monkeypatch.setattr(module, "of_numbers", never)
    assert [score.score for score in score_items(items, "mof-2020-10")] == [4.5] * 3
    monkeypatch.setattr(module, "LONG", 4)
    with pytest.raises(AssertionError):
        next(score_items(items, "mof-2020-10"))


def test_a_rule_without_the_method_says_so_in_every_row() -> None:
    errors = [score.problem for score in score_items([plain(), plain()], "dongxihu-2020")]
    assert [type(error) for error in errors] == [NotCovered, NotCovered]


def test_without_numpy_every_row_goes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert [score.score for score in score_items([plain()] * 3, "mof-2020-10")] == [4.5] * 3


@pytest.mark.parametrize(
    ("name", "target", "actual", "points"),
    [
        ("覆盖率", 150.0, 210.0, 10.0),  # 2.1%?
        ("完成月份", 2023.12, 2023.11, 10.0),
        ("完成月份", 202312.0, 202311.0, 10.0),
        ("培训人数", 40.0, 36.0, None),
        ("培训人数", 40.0, "36人", 10.0),
        ("培训人数", 1.0, 300.0, 10.0),
    ],
)
def test_what_may_be_meant_otherwise_goes_by_itself(
    name: str, target: float, actual: object, points: float | None
) -> None:
    rows = [indicator(target, actual, points, "正向", name=name) for _ in range(3)]
    for row in rows:
        del row.cells["rule_score"]  # a table that somebody else made
    found = [said(score, str(score.problem or "")) for score in score_items(rows, "mof-2020-10")]
    assert found == [said(*alone(row, "mof-2020-10")) for row in rows]
