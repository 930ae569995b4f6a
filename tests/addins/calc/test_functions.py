"""The functions in the cells of a real LibreOffice: typed, as arrays, loaded from files, saved and reloaded."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

import xlfuncs
from tests.addins.calc.office import CalcOffice
from tests.addins.calc.profile import speak_chinese
from xlfuncs.addins.calc.build import build
from xlfuncs.function_table import TABLE, find
from xlfuncs.rules.loader import index

# Arguments by cell, and what an official document (or, for text, the core) says of them.
INPUTS: dict[str, Any] = {
    "A1": 291435.79, "A2": 251145.17, "A3": 40290.62, "A4": 159584.73, "A5": 0.0804, "A6": 0.1382,
    "A7": 0.283, "A8": 0.8262, "A9": "≥40人", "A10": 36, "A11": "部分达成", "A12": "=1/0", "A14": "文字",
    "B1": 17.23, "B2": 59.5, "B4": 14,
}  # fmt: skip
CALLS = {
    "execution_rate": ("A1;A2", 0.8617),
    "execution_rate_score": ("A1;A2;20", 17.23),
    "carryover_rate": ("A1;A3", 0.1382),
    "carryover_deduction": ("A5;A6;4", 2.0),
    "variance_rate": ("A4;A1", 0.8262),
    "variance_deduction": ("A7;A8", 2.0),
    "capped_ratio_score": ("A9;A10;5", 4.5),
    "qualitative_score": ('A11;10;0.75;"mof-2020-10"', 7.5),
    "checklist_score": ("2;4;0.8", 2.4),
    "required_executed": ("A1;20;18", 262233.93),
    "required_actual": ("A9;5;4.5", 36.0),
    "total_score": ("B1:B4", 90.73),
    "grade": ("SUM(B1:B4)", "优秀"),
    "explain": ('"指标得分";A9;A10;5', xlfuncs.explain("指标得分", "≥40人", 36, 5)),
    "rule_value": ('"beijing-2022";"variance_deduction.average_rate"', 0.283),
    "rule_source": ('"beijing-2022";"grade"', xlfuncs.rule_source("beijing-2022", "grade")),
    "rule_list": ('"东西湖"', "dongxihu-2020"),
}


def typed(formula: str) -> str:
    """In the English interface arguments are parted by commas."""
    return formula.replace(";", ",")


def test_every_function_under_both_names(calc_office: CalcOffice) -> None:
    assert CALLS.keys() == TABLE.keys()
    cells = dict(INPUTS)
    for row, (name, (arguments, _)) in enumerate(CALLS.items(), 1):
        cells[f"D{row}"] = typed(f"={find(name).calc}({arguments})")
        cells[f"E{row}"] = typed(f"={find(name).zh}({arguments})")
        cells[f"F{row}"] = typed(f"={find(name).calc.lower()}({arguments})")
    values = calc_office.typed(cells)
    for row, (name, (_, expected)) in enumerate(CALLS.items(), 1):
        assert [values[f"{column}{row}"] for column in "DEF"] == [expected] * 3, name


def test_optional_arguments_may_be_left_out_anywhere(calc_office: CalcOffice) -> None:
    cells = INPUTS | {
        "D1": "=预算执行率得分(A1,A2)",
        "D2": '=预算执行率得分(2161.48,2123.04,,"dongxihu-2020")',
        "D3": '=指标得分(A9,A10,5,,"beijing-2022")',
        "D4": '=得分说明("指标得分",A9,A10,5,,"beijing-2022")',
        "D5": "=指标得分(A1,A2,5,A13)",  # a blank direction
        "D6": "=预算执行率(A1)",  # one that may not be left out
    }
    values = calc_office.typed(cells)
    assert [values[f"D{row}"] for row in (1, 2, 3, 5)] == [17.23, 19.64, 4.5, 4.31]
    assert values["D4"] == xlfuncs.explain("指标得分", "≥40人", 36, 5)
    assert str(values["D6"]).startswith("Err:")


def test_errors_and_blanks_of_single_cells(calc_office: CalcOffice) -> None:
    formulas = {
        "=预算执行率得分(A20,A21,20)": "",  # both blank
        "=预算执行率得分(A20,A2,20)": "#DIV/0!",
        "=预算执行率(-1,A2)": "#NUM!",
        "=预算执行率(A14,A2)": "#VALUE!",
        '=预算执行率(A1,A2,"没有")': "#N/A",
        "=预算执行率(A12,A2)": "#DIV/0!",  # an error goes through
        '=ISNA(评价等级(90,"没有"))': 1.0,
        "=IFERROR(预算执行率(A20,A2),-1)": -1.0,
        '=IF(总分(A20)="",1,2)': 1.0,
    }
    cells = INPUTS | {f"D{row}": formula for row, formula in enumerate(formulas, 1)}
    values = calc_office.typed(cells)
    assert [values[f"D{row}"] for row in range(1, len(formulas) + 1)] == list(formulas.values())


def test_an_array_has_its_errors_and_blanks_in_their_own_cells(calc_office: CalcOffice) -> None:
    cells = {
        "A1": 291435.79, "A3": 0, "A4": 5, "A5": "无", "A6": 100,
        "B1": 251145.17, "B3": 1, "B4": -1, "B5": 1, "B6": 50,
        "C1": 90.73, "C3": "=1/0",
    }  # fmt: skip
    arrays = {
        "E1:E6": "=XLF.EXECUTION_RATE_SCORE(A1:A6;B1:B6;20)",
        "F1:F3": '=XLF.GRADE(IFERROR(C1:C3;""))',
        "G1:G3": "=XLF.GRADE(C1:C3)",
    }
    values = calc_office.typed(cells, arrays)
    expected = [17.23, "", "#DIV/0!", "#NUM!", "#VALUE!", 10.0]
    assert [values[f"E{row}"] for row in range(1, 7)] == expected
    assert [values[f"F{row}"] for row in range(1, 4)] == ["优秀", "", ""]
    # Calc hands no range that holds an error to any add-in: documented, and IFERROR helps.
    assert [values[f"G{row}"] for row in range(1, 4)] == ["Err:504"] * 3


def test_the_list_of_rules_fills_an_array_and_names_what_a_function_takes(calc_office: CalcOffice) -> None:
    number = len(index().rule)
    arrays = {
        f"D1:F{number}": "=XLF.RULES()",
        "H1:J1": '=XLF.ZH_RULES("重庆")',
        "L1:N1": '=XLF.RULES("火星")',
    }
    values = calc_office.typed({"A1": 100, "B1": 50, "C1": "=预算执行率得分(A1,B1,20,D3)"}, arrays)
    assert [values[f"D{row}"] for row in range(1, number + 1)] == [entry.id for entry in index().rule]
    assert [values[f"F{row}"] for row in range(1, number + 1)] == [entry.year for entry in index().rule]
    assert [values["H1"], values["I1"], values["J1"]] == xlfuncs.rule_list("重庆")[0]
    assert values["L1"] == "#N/A"
    assert values["C1"] == 10.0


def test_the_function_wizard_helps(calc_office: CalcOffice) -> None:
    wizard = calc_office.wizard()
    for function in TABLE.values():
        for name in (function.calc, function.zh):
            assert wizard[name]["help"] == f"{function.english}."
            asked = [(a.name, a.english, a.optional) for a in function.arguments]
            assert [tuple(argument) for argument in wizard[name]["arguments"]] == asked


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our functions as openpyxl writes them, without cached values."""
    path = tmp_path_factory.mktemp("functions") / "functions.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    for address, value in INPUTS.items():
        sheet[address] = value
    for row, (name, (arguments, _)) in enumerate(CALLS.items(), 1):
        sheet[f"D{row}"] = typed(f"={find(name).calc}({arguments})")
    sheet["F1"] = ArrayFormula("F1:F2", "=XLF.EXECUTION_RATE(A1:A2,A2:A3)")
    book.save(path)
    return path


@pytest.mark.parametrize("route", [[], ["xlsx"], ["ods"], ["ods", "xlsx"]], ids=lambda route: "-".join(route))
def test_a_file_computes_on_load_and_again_after_saving(
    calc_office: CalcOffice, workbook: Path, tmp_path: Path, route: list[str]
) -> None:
    path = workbook
    for kind in route:
        path = calc_office.convert(path, kind, tmp_path / f"{path.stem}_.{kind}")
    for values in (calc_office.read(path, "表")["表"], calc_office.recalculate(path)["表"]):
        found = [values[f"D{row}"] for row in range(1, len(CALLS) + 1)]
        assert found == [expected for _, expected in CALLS.values()]
        assert [values["F1"], values["F2"]] == [0.8617, 0.1604]  # 40290.62 ÷ 251145.17 = 16.0427 %


def test_a_chinese_name_survives_saving(calc_office: CalcOffice, tmp_path: Path) -> None:
    path = tmp_path / "zh.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "=XLF.ZH_GRADE(90.73)"  # as Calc itself stores 评价等级
    book.save(path)
    saved = calc_office.convert(path, "xlsx", tmp_path / "saved.xlsx")
    assert calc_office.recalculate(saved)["Sheet"]["A1"] == "优秀"


def test_both_names_and_chinese_help_in_the_chinese_interface(tmp_path: Path) -> None:
    speak_chinese(tmp_path / "profile")
    with CalcOffice(tmp_path / "profile", build(tmp_path)) as office:
        cells = INPUTS | {"D1": "=预算执行率得分(A1;A2;20)", "D2": "=xlf.execution_rate_score(A1;A2;20)"}
        values = office.typed(cells)
        wizard = office.wizard()
    assert [values["D1"], values["D2"]] == [17.23, 17.23]
    for function in TABLE.values():
        for name in (function.calc, function.zh):
            assert wizard[name]["help"] == function.help
            asked = [[a.zh, a.help, a.optional] for a in function.arguments]
            assert wizard[name]["arguments"] == asked


def test_an_office_with_an_older_python_says_so_in_the_cell(tmp_path: Path) -> None:
    """As in LibreOffice for Windows; here the entry is told that it needs a Python still to come."""
    with zipfile.ZipFile(build(tmp_path)) as built, zipfile.ZipFile(tmp_path / "old.oxt", "w") as old:
        for name in built.namelist():
            content = built.read(name)
            if name == "xlfuncs_component.py":
                content, count = re.subn(rb"(_NEEDED = )\(3, 10\)", rb"\1(4, 0)", content)
                assert count == 1
            old.writestr(name, content)
    with CalcOffice(tmp_path / "profile", tmp_path / "old.oxt") as office:
        values = office.typed({"A1": 1, "B1": "=预算执行率(A1,A1)", "B2": "=XLF.GRADE(90)"})
    for cell in ("B1", "B2"):
        assert str(values[cell]).startswith("办公软件自带的 Python 是 3."), values
