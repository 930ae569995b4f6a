"""A checklist: each failed check costs its points, never below 0; the kernel gives the same."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring import reference
from tests.scoring.agreement import all_agree
from tests.scoring.cells import bad, points
from xlfuncs.errors import OutOfRange
from xlfuncs.scoring.steps import checklist_score


@pytest.mark.parametrize(
    ("failed", "points", "per_item", "score"),
    [
        # 北京市商务局《2022年部门整体绩效评价指标体系评分表》三: what each failed check costs
        (0, "1", "0.5", "1"),
        (1, "1", "0.5", "0.5"),
        (6, "4", "0.8", "0"),  # 4.8 would be lost
        (3, "4", "0.8", "1.6"),
        (2, "4", "2", "0"),
    ],
)
def test_checklist(failed: int, points: str, per_item: str, score: str) -> None:
    assert checklist_score(D(failed), D(points), D(per_item)) == D(score)


@pytest.mark.parametrize(("failed", "points"), [("1.5", "4"), ("-1", "4"), ("1", "-4")])
def test_refusals(failed: str, points: str) -> None:
    with pytest.raises(OutOfRange):
        checklist_score(D(failed), D(points), D("0.5"))


counts = st.one_of(st.integers(0, 12).map(float), st.integers(0, 12).map(float), points, bad)


@given(st.lists(st.tuples(counts, st.one_of(points, bad), st.one_of(points, bad)), min_size=1, max_size=30))
def test_agrees(rows: list[tuple[float, ...]]) -> None:
    scores = all_agree("checklist_score", reference.checklist_score, rows, {})
    for row, score in zip(rows, scores, strict=True):
        assert isinstance(score, str) or score != score or 0 <= score <= row[1] * (1 + 1e-14)
