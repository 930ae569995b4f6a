"""Directions: the words, and what a target's symbol says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from xlfuncs.errors import NotANumber, UnknownLevel, XlfuncsError
from xlfuncs.functions.directions import DIRECTIONS, column_words, numeric, read_direction


def test_words_in_both_languages() -> None:
    for chinese, english in DIRECTIONS.items():
        assert read_direction(chinese) == read_direction(english) == read_direction(f" {chinese} ") == english
    assert read_direction(None) is read_direction("") is read_direction(" ") is None


@pytest.mark.parametrize("word", ["斜向", 1, True, "正"])
def test_other_words(word: Any) -> None:
    with pytest.raises(UnknownLevel, match="正向、反向、等于、定性"):
        read_direction(word)
    assert column_words([word]) == [str(word)]  # the row will fail


def test_a_columns_words() -> None:
    words = [["正向"], ["反向"], [None], ["定性"]]
    assert column_words(words) == [["positive"], ["negative"], ["positive"], [None]]
    assert (column_words(None), column_words("等于")) == ("positive", "equal")


@pytest.mark.parametrize(
    ("target", "actual", "direction", "expected"),
    [
        (40, 36.5, None, ("40", "36.5", "positive")),
        (40, 36.5, "反向", ("40", "36.5", "negative")),
        ("≤5", 4, None, ("5", "4", "negative")),
        ("≤5", 4, "反向", ("5", "4", "negative")),
        ("≥40人", "38人", None, ("40", "38", "positive")),
        ("=100%", 1.0, None, ("100", "100", "equal")),
        ("40人", "38", "反向", ("40", "38", "negative")),
    ],
)
def test_figures_and_direction(target: Any, actual: Any, direction: Any, expected: tuple[str, ...]) -> None:
    *figures, way = numeric(target, actual, direction)
    factor = figures[0] / Decimal(expected[0])
    assert [figure / factor for figure in figures] == [Decimal(expected[0]), Decimal(expected[1])]
    assert way == expected[2]


@pytest.mark.parametrize(
    ("target", "actual", "direction", "error"),
    [
        ("≤5", 4, "正向", UnknownLevel),
        ("≥5", 4, "反向", UnknownLevel),
        ("=5", 4, "正向", UnknownLevel),
        ("≥5", 4, "定性", NotANumber),
        ("合理", 4, None, NotANumber),
        (5, "合理", None, NotANumber),
        (5, True, None, NotANumber),
    ],
)
def test_what_is_refused(target: Any, actual: Any, direction: Any, error: type[XlfuncsError]) -> None:
    with pytest.raises(error):
        numeric(target, actual, direction)
