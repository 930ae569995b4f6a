"""Colours say what is wrong, unlike the rule, or overridden: each condition asked of both engines, with and without cause."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import Rule

from tests.engines import Engine
from xlfuncs.making.colours import COLOURS
from xlfuncs.making.new import new_form

SHEET = "自评表"
ASKED = "ZZ"  # a column where the condition of a cell is asked for


def _rules(path: Path, colour: str) -> dict[str, Rule]:
    """The formula of a colour by the first cell it may fall on."""
    sheet = openpyxl.load_workbook(path)[SHEET]
    return {
        str(block.sqref).partition(":")[0]: rule
        for block in sheet.conditional_formatting
        for rule in block.rules
        if rule.dxf.fill.bgColor.rgb[-6:] == COLOURS[colour][0] and rule.formula != ['""']
    }


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("colours") / "form.xlsx"
    path.write_bytes(new_form("project-self-evaluation"))
    return path


# First indicator row: target, actual, points, and what is typed beside it.
ROW = {"E13": "≥100亩", "F13": "80亩", "G13": 10}
CASES: list[tuple[str, str, dict[str, object], bool]] = [
    ("differs", "Q13", {"Q13": 9}, True),
    ("differs", "Q13", {"Q13": 8}, False),
    ("wrong", "Q13", {"Q13": 11}, True),
    ("wrong", "Q13", {"Q13": 8}, False),
    ("wrong", "S13", {"S13": 11}, True),
    ("wrong", "H13", {"S13": 11}, True),
    ("wrong", "H13", {}, False),
    ("wrong", "J13", {"N13": "无"}, True),
    ("wrong", "J13", {}, False),
    ("override", "L13", {"L13": "反向"}, True),
    ("override", "L13", {}, False),
    ("override", "M13", {"M13": 90}, True),
    ("override", "N13", {"N13": 80}, False),
]


def test_each_cause_has_its_colour(form: Path, engine: Engine, tmp_path: Path) -> None:
    for number, (colour, cell, typed, expected) in enumerate(CASES):
        book = openpyxl.load_workbook(form)
        sheet = book[SHEET]
        (condition,) = _rules(form, colour)[cell].formula
        for place, value in {**ROW, **typed, f"{ASKED}13": f"=IF({condition},1,0)"}.items():
            sheet[place] = value
        path = tmp_path / f"{number}.xlsx"
        book.save(path)
        assert engine.recalculate(path)[SHEET][f"{ASKED}13"] == float(expected), (colour, cell, typed)
