"""Colours say what is wrong, unlike the rule, or overridden: each condition asked of both engines, with and without cause."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import Rule

from tests.engines import Engine, Input, Office
from tests.made import new_form
from xlfuncs.making.colours import COLOURS

SHEET = "自评表"


def _rules(path: Path, colour: str) -> dict[str, Rule]:
    """The formula of a colour by the first cell it may fall on."""
    sheet = openpyxl.load_workbook(path)[SHEET]
    return {
        str(block.sqref).partition(":")[0]: rule
        for block in sheet.conditional_formatting
        for rule in block.rules
        if rule.dxf and rule.dxf.fill.bgColor.rgb[-6:] == COLOURS[colour][0] and rule.formula != ['""']
    }


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("colours") / "form.xlsx"
    path.write_bytes(new_form("project-self-evaluation"))
    return path


# First indicator row: target, actual, points, and what is typed beside it.
ROW: dict[str, Input] = {"E13": "≥100亩", "F13": "80亩", "G13": 10.0}
CASES: list[tuple[str, str, dict[str, Input], bool]] = [
    ("differs", "Q13", {"Q13": 9.0}, True),
    ("differs", "Q13", {"Q13": 8.0}, False),
    ("wrong", "Q13", {"Q13": 11.0}, True),
    ("wrong", "Q13", {"Q13": 8.0}, False),
    ("wrong", "S13", {"S13": 11.0}, True),
    ("wrong", "H13", {"S13": 11.0}, True),
    ("wrong", "H13", {}, False),
    ("wrong", "J13", {"N13": "无"}, True),
    ("wrong", "J13", {}, False),
    ("override", "L13", {"L13": "反向"}, True),
    ("override", "L13", {}, False),
    ("override", "M13", {"M13": 90.0}, True),
    ("override", "N13", {"N13": 80.0}, False),
    ("blank", "Q13", {"E13": "基本建成", "F13": "已建成"}, True),
    ("blank", "O13", {"E13": "基本建成", "F13": "已建成"}, True),
    ("blank", "O13", {"E13": "基本建成", "F13": "已建成", "Q13": 8.0}, False),
    ("blank", "Q13", {}, False),
    ("blank", "L13", {"E13": "约80亩", "F13": "75亩"}, True),
    ("blank", "L13", {"E13": "2023年6月", "F13": "2023年5月"}, False),  # a person says whether it was kept
    ("blank", "L13", {}, False),
    ("blank", "T13", {"S13": 8.0}, True),
    ("blank", "T13", {"S13": 8.0, "T13": "经复核"}, False),
    ("blank", "T13", {}, False),
]


def test_each_cause_has_its_colour(form: Path, engine: Engine, tmp_path: Path) -> None:
    rules = {colour: _rules(form, colour) for colour in COLOURS}
    book = openpyxl.load_workbook(form)
    asked = [f"Z{chr(ord('A') + number)}13" for number in range(len(CASES))]  # columns that nothing else uses
    for place, (colour, cell, *_) in zip(asked, CASES, strict=True):
        (condition,) = rules[colour][cell].formula
        book[SHEET][place] = f"=IF({condition},1,0)"
    path = tmp_path / "asked.xlsx"
    book.save(path)
    fillings = [{SHEET: {**ROW, **typed}} for _, _, typed, _ in CASES]
    seen = engine.fill_and_recalculate(path, fillings, [SHEET])
    for place, case, values in zip(asked, CASES, seen, strict=True):
        assert values[SHEET][place] == float(case[-1]), case


@pytest.mark.parametrize(("switch", "printed"), [("显示", True), ("不显示", False)])
def test_one_cell_turns_all_colours_off_for_printing(
    switch: str, printed: bool, form: Path, office: Office, tmp_path: Path
) -> None:
    """A blank input and a score above its points; what LibreOffice prints."""
    book = openpyxl.load_workbook(form)
    book["基础数据"]["B6"] = switch
    for place, value in {**ROW, "S13": 11}.items():
        book[SHEET][place] = value
    path = tmp_path / "form.xlsx"
    book.save(path)
    pdf = office.convert(path, "pdf", tmp_path / "form.pdf")
    drawn = subprocess.run(["pdftoppm", "-r", "40", pdf], capture_output=True, check=True).stdout
    for colour in ("blank", "wrong"):
        assert (20 * bytes.fromhex(COLOURS[colour][0]) in drawn) == printed, colour  # a run of twenty pixels


def test_a_blank_input_is_all_but_white_where_a_printer_knows_no_colours() -> None:
    red, green, blue = bytes.fromhex(COLOURS["blank"][0])
    assert 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.98 * 255
