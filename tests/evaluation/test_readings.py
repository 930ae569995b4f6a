"""Rows that can be read in more than one way: scored where all readings agree, else each reading with its score."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import indicator, item, spot
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.score_item import score_item

RULE = "mof-2020-10"


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≤-5%", "-6%", 10),
        ("≤-5%", "-5%", 10),
        ("≤-5%", "-3%", None),
        ("≥-3%", "-1%", 10),
        ("≥-3%", "-4%", None),
        ("-5%", "-6%", None),  # no sign
    ],
)
def test_a_target_below_zero_is_kept_or_left(target: str, actual: str, score: float | None) -> None:
    row = indicator(target, actual)
    del row.cells["rule_score"]  # a table that somebody else made
    found = score_item(row, RULE)
    assert found.score == score
    assert bool(found.readings) == (score is None)


def _empty_total(parts: tuple[float, float]) -> Item:
    row = item("execution_rate_score", budget=0.0, executed=0.0, points=10.0)
    row.parts, row.cells["executed"] = parts, spot("executed")
    return row


def test_amounts_of_nothing_whose_parts_are_something_are_left_with_both_readings() -> None:
    found = score_item(_empty_total((90.0, 81.0)), RULE)
    assert found.score is None
    assert [(reading.score and float(reading.score)) for reading in found.readings] == [None, 9.0]
