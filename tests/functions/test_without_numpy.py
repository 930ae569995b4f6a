"""Without numpy a range gives what it gives with it, row by row; and a table never asks for it."""

from __future__ import annotations

import math
import random
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

import xlfuncs
from tests.functions.test_functions import GOOD
from xlfuncs.addins.core import core
from xlfuncs.errors import XlfuncsError
from xlfuncs.function_table import TABLE

ROOT = Path(__file__).parents[2]
MIXED = [0, -1, "", None, "文字", "≥40人", 3, 12.5, 100, 0.1, 0.8262]


def hide_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where it is not installed: what imports it cannot be imported."""
    for module in ("numpy", "xlfuncs.scoring.columns"):
        monkeypatch.setitem(sys.modules, module, None)


def columns() -> list[tuple[str, list[Any]]]:
    """Every worked case as a column between rows of everything that may stand in a cell."""
    chance = random.Random(7)
    found = []
    for name, arguments, _ in GOOD:
        # what goes row by row: not the rule, nor a range
        own = [n for n, one in enumerate(TABLE[name].arguments[: len(arguments)]) if one.name != "rule"]
        if any(isinstance(arguments[n], (list, tuple)) for n in own):
            continue
        wide = [
            [value, *(chance.choice([value, *MIXED]) for _ in range(12))] if n in own else value
            for n, value in enumerate(arguments)
        ]
        found.append((name, wide))
    return found


def given(name: str, arguments: list[Any]) -> tuple[list[Any], dict[int, str]]:
    column = core(TABLE[name])(*arguments)
    values = [None if value is None or value != value else value for value in column.lists()]
    return values, {place: error.cell for place, error in column.errors.items()}


@pytest.mark.parametrize(("name", "arguments"), columns())
def test_a_column(name: str, arguments: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = given(name, arguments)
    hide_numpy(monkeypatch)
    assert given(name, arguments) == wanted


def test_shapes_and_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    hide_numpy(monkeypatch)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        rates = xlfuncs.execution_rate([[100], [0]], [50, None, 200])
    assert rates[0][0] == 0.5
    assert math.isnan(rates[0][1])
    assert len(rates[1]) == 3
    assert "第 2 行第 1 列" in str(said[0].message)
    assert xlfuncs.grade([90.73, ""]) == ["优秀", None]
    assert "50÷100" in xlfuncs.explain("execution_rate", [100, 200], 50)[0]
    with pytest.raises(XlfuncsError, match="行列数"):
        xlfuncs.execution_rate([1, 2, 3], [1, 2])


def test_a_table_needs_none(tmp_path: Path) -> None:
    code = """
import sys
sys.modules["numpy"] = None
import xlfuncs
(result,) = xlfuncs.score_file(sys.argv[1], sys.argv[2])
print(result.total)
"""
    table = ROOT / "tests" / "cases" / "base.xlsx"
    done = subprocess.run(
        [sys.executable, "-c", code, str(table), str(tmp_path / "out.xlsx")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "91.92\n", done.stderr
