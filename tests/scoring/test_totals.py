"""A total is exact, in any order; blanks are passed over and text is refused."""

from __future__ import annotations

import math
from decimal import Decimal as D

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlfuncs.errors import NotANumber
from xlfuncs.scoring.totals import total


@pytest.mark.parametrize(
    ("scores", "published"),
    [
        # 北京市商务局《2022年部门整体绩效评价指标体系评分表》: 三块, 合计 90.73
        ([17.23, 59.50, 14.00], "90.73"),
        ([9.5, 10, 5, 5, *[2] * 8, 8, 6], "59.5"),
        ([1, 2, 1, 4, 4, 0, 2], "14"),
        # 武汉市东西湖区商务局《2020年度部门整体绩效自评结果》: 19.64 + 76
        ([19.64, "76"], "95.64"),
        ([], "0"),
    ],
)
def test_published(scores: list[object], published: str) -> None:
    assert total(scores) == D(published)


def test_blanks_are_passed_over() -> None:
    assert total(np.array([1.1, math.nan, 2.2])) == total([1.1, None, "", "  ", 2.2]) == D("3.3")


def test_text_is_refused() -> None:
    with pytest.raises(NotANumber, match="待定"):
        total([1, "待定"])


@given(st.lists(st.integers(0, 10**6)))
def test_order_does_not_matter(hundredths: list[int]) -> None:
    scores = [n / 100 for n in hundredths]
    assert total(scores) == total(sorted(scores)) == D(sum(hundredths)).scaleb(-2)
