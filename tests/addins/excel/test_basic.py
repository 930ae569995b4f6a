"""The add-in's VBA, run: every function from a cell of LibreOffice through Basic to the core and back."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import xlfuncs
from tests.addins.excel.basic import INTERPRETERS, BasicOffice, twin
from tests.addins.excel.cases import SCALARS
from tests.addins.excel.windows import MISSING, MODULE, windows
from tests.addins.published import NEW
from xlfuncs.addins import excel as excel_package
from xlfuncs.addins.excel import buttons as ribbon
from xlfuncs.addins.excel.build import build
from xlfuncs.addins.excel.calls import CONTRACT, parameters
from xlfuncs.function_table import CATEGORY, TABLE

LETTERS = "ABCDEF"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BasicOffice]:
    with windows() as excel, BasicOffice(tmp_path_factory.mktemp("basic"), excel) as running:
        yield running


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("addin")
    return twin(build(folder), folder)


def placed(row: int, arguments: tuple[Any, ...]) -> tuple[dict[str, Any], str]:
    """A case's arguments in a row of cells (a range below its first cell), and the list of references.

    One left out before others is a blank cell here: for ``f(a;;b)`` LibreOffice hands Basic a 0.
    """
    while arguments[-1] is MISSING:
        arguments = arguments[:-1]
    cells: dict[str, Any] = {}
    references = []
    for letter, argument in zip(LETTERS, arguments, strict=False):
        rows = argument if isinstance(argument, tuple) else ((argument,),)
        given = {f"{letter}{row + down}": line[0] for down, line in enumerate(rows)}
        cells |= {address: cell for address, cell in given.items() if cell not in (None, MISSING)}
        references.append(f"{letter}{row}" + (f":{letter}{row + len(rows) - 1}" if len(rows) > 1 else ""))
    return cells, ";".join(references)


def test_every_function_gives_in_a_cell_what_the_core_gives(office: BasicOffice, book: Path) -> None:
    cells: dict[str, Any] = {}
    formulas, expected = {}, {}
    explained = ("预算执行率得分", 291435.79, 251145.17)
    cases = [
        *SCALARS,
        ("XLF_EXPLAIN", explained, xlfuncs.explain(*explained)),
        ("XLF_RULES", ("东西湖",), "dongxihu-2020"),
    ]
    for number, (name, arguments, result) in enumerate(cases):
        row = 1 + 10 * number
        more, references = placed(row, arguments)
        cells |= more
        formulas[f"H{row}"] = f"={name}({references})"
        expected[f"H{row}"] = [[result]]
    office.calls.clear()
    shown = office.typed(book, cells, formulas, {})
    assert shown == expected
    assert {call[:2] for call in office.calls} == {(MODULE, function.excel) for function in TABLE.values()}
    blank = [address for address, data in shown.items() if data == [[""]]]
    assert len(blank) == 1  # the qualitative row without a share: a person decides


def test_errors_become_errors_of_the_host(office: BasicOffice, book: Path) -> None:
    # LibreOffice shows what CVErr makes as the text of its number: 2007 is #DIV/0!, 2015 #VALUE!, 2036 #NUM!, 2042 #N/A
    formulas = {
        "H1": "=XLF_EXECUTION_RATE(A1;B1)",
        "H2": "=XLF_EXECUTION_RATE(A2;B2)",
        "H3": "=XLF_EXECUTION_RATE(A3;B3)",
        "H4": '=XLF_EXECUTION_RATE(A4;B4;"mars-2050")',
        "H5": "=XLF_EXECUTION_RATE(A5;B5)",
    }
    cells = {"A1": 0, "B1": 1, "A2": "没有", "B2": 1, "A3": -1, "B3": 1, "A4": 2, "B4": 1, "B5": 1}
    shown = office.typed(book, cells, formulas, {})
    assert [shown[address][0][0] for address in formulas] == [
        "Error 2007",
        "Error 2015",
        "Error 2036",
        "Error 2042",
        "",
    ]


def test_arrays(office: BasicOffice, book: Path) -> None:
    cells = {"A1": 291435.79, "B1": 251145.17, "A2": 0, "B2": 1, "B3": 1, "A4": 2161.48, "B4": 2123.04}
    arrays = {
        "H1:H4": f'=XLF_EXECUTION_RATE_SCORE(A1:A4;B1:B4;20;"{NEW}")',
        "I10:J10": "=XLF_EXECUTION_RATE(A11:B11;A11:B11)",  # one row: xlwings sends one dimension
        "I12:J13": "=XLF_EXECUTION_RATE(A11:B12;A12:B13)",
    }
    cells |= {"A11": 4, "B11": 5, "A12": 2, "B12": 2, "A13": 1, "B13": 0}
    shown = office.typed(book, cells, {}, arrays)
    assert shown["H1:H4"] == [[17.23], ["Error 2007"], [""], [19.64]]
    assert shown["I10:J10"] == [[1.0, 1.0]]
    assert shown["I12:J13"] == [[0.5, 0.4], [0.5, 0.0]]


def test_python_out_of_reach_is_an_error_and_the_next_call_connects_anew(
    office: BasicOffice, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = []

    def once_broken(*arguments: Any) -> Any:
        answered.append(arguments)
        if len(answered) == 1:
            raise RuntimeError("the server has gone")
        return 7.0

    monkeypatch.setattr("xlwings.com_server.XLPython.CallUDF", lambda self, *given: once_broken(*given))
    formulas = {"H1": "=XLF_GRADE(1)", "H2": "=XLF_GRADE(2)"}
    shown = office.typed(book, {}, formulas, {})
    assert {data[0][0] for data in shown.values()} == {7.0, "Error 2029"}  # 2029 is #NAME?


def test_ribbon_buttons_run_python(office: BasicOffice, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    callbacks = ["XlfNewForm", "XlfRefresh", "XlfCheck", "XlfHelp", "XlfAbout"]
    commands = office.run(book, *(f"Press{callback}" for callback in callbacks))
    pressed: list[tuple[str, str]] = []
    monkeypatch.setattr(ribbon, "press", lambda *button: pressed.append(button))
    monkeypatch.setitem(sys.modules, ribbon.__name__, ribbon)
    monkeypatch.setattr(excel_package, "buttons", ribbon)
    for command in commands:
        told, pushed = command.splitlines()
        assert told == "set xlwings._xlwindows BOOK_CALLER twin.xlsm"
        exec(pushed, {})  # as xlwings' server does
    assert pressed == [("new_form", "the-tag"), *((one, "") for one in ("refresh", "check", "help", "about"))]


def test_after_a_failed_start_cells_answer_and_a_button_tries_again(office: BasicOffice, book: Path) -> None:
    failed, pressed = office.run(book, "FailedStarts", "PressedAfterwards")
    cells = [line.split("\t") for line in failed.splitlines()]
    assert [(shown, starts) for shown, _, starts in cells] == [("Error 2029", "1")] * 3  # #NAME?, one start
    assert all("xlfuncs addin doctor excel" in said and "python is not there" in said for _, said, _ in cells)
    assert pressed.split("\t") == ["优秀", "False", "2"]  # the status bar is Excel's own again


@pytest.mark.parametrize(
    ("macro", "message"),
    [("EndedHalfWay", "the process has ended"), ("StoppedHalfWay", "操作已被 Esc 键中断")],
)
def test_what_python_left_switched_off_is_given_back_where_it_ended_half_way(
    office: BasicOffice, book: Path, macro: str, message: str
) -> None:
    (said,) = office.run(book, macro)
    state, keys, *shown = said.split("\n")
    assert state.split("\t") == ["True", "True", "-4105"]  # xlCalculationAutomatic
    # Esc is an error while Python works, nothing while all is given back, then what it was
    assert keys.split("\t") == ["2", "0", "1"]
    assert message in "".join(shown)


def test_esc_while_python_starts_is_a_failed_start(office: BasicOffice, book: Path) -> None:
    (said,) = office.run(book, "StoppedStart")
    cell, button, _, pressed = said.split("\n")
    shown, status, starts, *keys = cell.split("\t")
    assert (shown, starts, keys) == ("Error 2029", "1", ["2", "1"])
    assert "user interrupt" in status
    assert "操作已被 Esc 键中断" in button
    assert pressed.split("\t") == ["优秀", "False", "3"]


def test_the_status_bar_is_given_back_by_an_addin_that_has_forgotten_and_no_other_text_is_touched(
    office: BasicOffice, book: Path
) -> None:
    assert office.run(book, "StatusOfBefore") == ["False\nof another add-in\n1"]


def test_another_version_is_not_asked_for_scores(office: BasicOffice, book: Path) -> None:
    office.calls.clear()
    (said,) = office.run(book, "OtherVersion")
    shown, status, _ = said.split("\t")
    assert shown == "Error 2029"
    assert "版本不一致" in status
    assert f"{CONTRACT} / 0.0.1+00000000" in status
    assert not office.calls


def parted(line: str) -> list[str]:
    """A command line as Windows parts it for a program: the published rules of CommandLineToArgvW.

    The program's name ends at its second quote; 2n backslashes and a quote are n and a mark, 2n + 1 a quote.
    """
    program, _, rest = line[1:].partition('"')
    words, quoted = [program], False
    for part in re.findall(r'(\\*)(")|(\\+)|([ \t]+)|([^\\" \t]+)', rest):
        slashes, quote, alone, blank, text = part
        if quote:
            words[-1] += "\\" * (len(slashes) // 2)
            if len(slashes) % 2:
                words[-1] += '"'
            else:
                quoted = not quoted
        elif blank and not quoted:
            words.append("")
        else:
            words[-1] += alone + blank + text
    return words


def test_the_server_starts_with_one_constant_command_whatever_a_folder_is_called(
    office: BasicOffice, book: Path
) -> None:
    (said,) = office.run(book, "CommandLines")
    lines = said.splitlines()
    serve = "import xlwings;xlwings.serve('$(CLSID)')"
    expected = [path.replace("%HOME%", str(office.profile)) for path in INTERPRETERS]
    assert [parted(line) for line in lines] == [[path, "-I", "-B", "-c", serve] for path in expected]
    for line in lines:  # no shell that would read &, ^ or %, and no workbook
        assert "cmd" not in line.lower()
        assert "xlsm" not in line
        assert len(line) < 2048  # the buffer of xlwings' library


def test_a_module_beside_a_workbook_is_not_imported(tmp_path: Path) -> None:
    """The command's own switches, with the current folder where Excel may have it: that of a received workbook."""
    (tmp_path / "xlwings.py").write_text("print('of the workbook')")
    command = [sys.executable, *parted('"python" -I -B -c "import xlwings; print(xlwings.__file__)"')[1:]]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert "of the workbook" not in done.stdout
    assert "site-packages" in done.stdout


def test_links_to_another_copy_are_mended_and_nobody_asked_to_save(office: BasicOffice, book: Path) -> None:
    (said,) = office.run(book, "Links")
    assert said.splitlines() == ["D:\\old place\\XLFuncs.xlam", "https://x/y/xlfuncs.xlam", "True"]


def test_areas_are_joined_and_whole_columns_cut(office: BasicOffice, book: Path) -> None:
    (said,) = office.run(book, "References")
    joined, columns, row, both, bounds, first, second = said.split("\n")
    assert (joined, columns, row, both) == ("343", "343", "300", "343")
    assert bounds == "2"  # counted from 0: three rows, as far as the sheet is used, and still side by side
    assert (first, second) == ("0.025", "")


def test_the_function_wizard_is_given_every_function_once(office: BasicOffice, book: Path) -> None:
    (said,) = office.run(book, "Registered")
    assert [line.split("\t") for line in said.splitlines()] == [
        [
            f"'twin.xlsm'!{function.excel}",
            f"{function.zh}。{function.help}",
            CATEGORY,
            *(argument.help for argument in parameters(function)),
        ]
        for function in TABLE.values()
    ]
