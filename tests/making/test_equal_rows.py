"""Rows in which the target is to be met exactly: their native formulas, under the rules that have a way for them."""

from __future__ import annotations

from pathlib import Path

import pytest

import xlfuncs
from tests.engines import Filling, IronCalc
from tests.made import new_form
from xlfuncs.cells import address
from xlfuncs.errors import XlfuncsError
from xlfuncs.forms.layout import load_layout
from xlfuncs.forms.placing import plans
from xlfuncs.rules.loader import DATA

FORM = "project-self-evaluation"
PAIRS = [
    (10, 10),
    (10, 5),
    (3, 2),
    (10, 12),
    (10, 0),
    (0, 0),
    (0, 1),
    (0.3, 0.1 + 0.2),
    (1e9, 1e9 - 1),
    (7, -1),
]


@pytest.mark.parametrize("way", ["ratio", "exact"])
@pytest.mark.parametrize("direction", ["等于", "正向", "反向"])
def test_the_sheet_gives_what_the_function_gives(
    way: str, direction: str, tmp_path: Path, ironcalc_engine: IronCalc
) -> None:
    rule, book = tmp_path / "my.toml", tmp_path / "a.xlsx"
    text = (DATA / "integrated-system.toml").read_text("utf-8")
    rule.write_text(text.replace('equal = { value = "ratio"', f'equal = {{ value = "{way}"'), "utf-8")
    book.write_bytes(new_form(FORM, rule=str(rule)))
    plan = plans(load_layout(FORM), None, None)[0]
    row = next(row for row in plan.rows if row.kind == "indicators")
    at = {key: address((row.index, column)) for key, column in row.columns.items()}
    worth = at["points" if row.own_points else "row_points"]
    typed = worth, at["direction"], at["target_number"], at["actual_number"]
    fillings: list[Filling] = [
        {plan.name: dict(zip(typed, (7, direction, *pair), strict=True))} for pair in PAIRS
    ]
    cell = at["rule_score"]
    shown = [values[plan.name][cell] for values in ironcalc_engine.fill_and_recalculate(book, fillings)]
    assert shown == [expected(target, actual, direction, str(rule)) for target, actual in PAIRS]


def expected(target: float, actual: float, direction: str, rule: str) -> float | str:
    try:
        return float(xlfuncs.capped_ratio_score(target, actual, 7, direction, rule=rule))
    except XlfuncsError as error:
        return error.cell
