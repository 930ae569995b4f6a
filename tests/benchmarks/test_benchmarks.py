"""A missed target must fail `make bench`, and a peer without one must not."""

from __future__ import annotations

import pytest

from benchmarks import Row, seconds
from benchmarks.__main__ import report


@pytest.mark.parametrize(
    ("ratio", "at_least", "at_most", "met"),
    [
        (50, 50, None, True),
        (49.9, 50, None, False),
        (8, None, 8, True),
        (8.1, None, 8, False),
        (3, None, None, None),
    ],
)
def test_met(ratio: float, at_least: float | None, at_most: float | None, met: bool | None) -> None:
    assert Row("x", "1 ns", "2 ns", ratio, at_least, at_most).met is met


@pytest.mark.parametrize(("ratio", "code"), [(60.0, 0), (40.0, 1)])
def test_exit_code(ratio: float, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [Row("a row", "1 ns/row", "60 ns/row", ratio, at_least=50), Row("a peer", "1 s", "1 s", 1)]
    assert report(rows) == code
    printed = capsys.readouterr()
    assert "a peer" in printed.out
    assert ("missed: a row" in printed.err) == bool(code)


def test_seconds_is_the_best_run() -> None:
    assert 0 <= seconds(lambda: None, repeat=3) < 1
