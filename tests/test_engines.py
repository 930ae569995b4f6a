"""The engines themselves: a harness that reads nothing would let every template pass."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.engines import Engine, Filling, Office, is_error

SHEET = "评分表"


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Inputs, formulas over them and every kind of result, no cached values."""
    path = tmp_path_factory.mktemp("workbook") / "engines.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    cells = {
        "A1": 90, "B1": 100, "C1": "=A1/B1*20", "D1": "文字", "E1": '=IF(A1="","",A1*2)',
        "A2": "=A1/0", "B2": "=NA()", "C2": '="x"+1', "D2": "=1E300*1E300", "E2": "=VALUE(\"x\")",
        "A3": '=IF(TRUE,"","x")', "B3": "=A1>B1", "C3": "=A1<B1", "AB3": "=SUM(A1:B1)",
    }  # fmt: skip
    for address, value in cells.items():
        sheet[address] = value
    sheet["F1"].number_format = "0.00"  # a style, no content
    other = book.create_sheet("基础 数据")
    other["A1"] = f"={SHEET}!C1+1"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def stale(workbook: Path) -> Path:
    """The same file with the cached value 7 in C1, where 18 belongs."""
    path = workbook.with_name("stale.xlsx")
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content, count = re.subn(rb"(<f>A1/B1\*20</f>)<v\s*/?>(</v>)?", rb"\1<v>7</v>", content)
                assert count == 1
            new.writestr(name, content)
    assert openpyxl.load_workbook(path, data_only=True)[SHEET]["C1"].value == 7
    return path


def test_values_text_blanks_and_errors_are_told_apart(engine: Engine, workbook: Path) -> None:
    values = engine.recalculate(workbook)
    assert is_error(values[SHEET].pop("E2"))  # #VALUE! in one engine, Err:502 in the other
    assert not any(map(is_error, [None, 0.0, "", "文字"]))
    assert values["基础 数据"] == {"A1": 19.0}
    assert values[SHEET] == {
        "A1": 90.0, "B1": 100.0, "C1": 18.0, "D1": "文字", "E1": 180.0,
        "A2": "#DIV/0!", "B2": "#N/A", "C2": "#VALUE!", "D2": "#NUM!",
        "A3": "", "B3": 0.0, "C3": 1.0, "AB3": 190.0,
    }  # fmt: skip


def test_a_stale_cached_value_is_replaced(engine: Engine, stale: Path) -> None:
    assert engine.recalculate(stale)[SHEET]["C1"] == 18.0


def test_each_filling_starts_from_the_file_as_it_is(engine: Engine, workbook: Path) -> None:
    fillings: list[Filling] = [
        {SHEET: {"A1": 45}},
        {},
        {SHEET: {"A1": None, "B1": 50}},
        {SHEET: {"B1": "没有"}},
        {SHEET: {"C1": "=A1+B1", "D1": 3}},
        {SHEET: {"D1": None}, "基础 数据": {"B9": 1.5}},
    ]
    read = [f"{SHEET}!A1", f"{SHEET}!C1", f"{SHEET}!D1", f"{SHEET}!E1", "基础 数据!A1", "基础 数据!B9"]
    seen = engine.fill_and_recalculate(workbook, fillings, read)
    assert [values[SHEET] for values in seen] == [
        {"A1": 45.0, "C1": 9.0, "D1": "文字", "E1": 90.0},
        {"A1": 90.0, "C1": 18.0, "D1": "文字", "E1": 180.0},
        {"C1": 0.0, "D1": "文字", "E1": ""},
        {"A1": 90.0, "C1": "#VALUE!", "D1": "文字", "E1": 180.0},
        {"A1": 90.0, "C1": 190.0, "D1": 3.0, "E1": 180.0},
        {"A1": 90.0, "C1": 18.0, "E1": 180.0},
    ]
    assert [values["基础 数据"].get("A1") for values in seen] == [10.0, 19.0, 1.0, "#VALUE!", 191.0, 19.0]
    assert [values["基础 数据"].get("B9") for values in seen] == [None, None, None, None, None, 1.5]


def test_a_file_that_is_none_is_an_error_and_the_office_goes_on(office: Office, workbook: Path) -> None:
    with pytest.raises(RuntimeError, match="gone"):
        office.recalculate(workbook.with_name("gone.xlsx"))
    assert office.recalculate(workbook)[SHEET]["C1"] == 18.0


def test_convert_and_render(office: Office, workbook: Path, tmp_path: Path) -> None:
    copy = office.convert(workbook, "xlsx", tmp_path / "copy.xlsx")
    assert openpyxl.load_workbook(copy, data_only=True)[SHEET]["C1"].value == 18
    pages = office.render(workbook, tmp_path)
    assert pages
    assert all(page.read_bytes().startswith(b"\x89PNG") for page in pages)


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_no_office_is_left_behind(how: str, tmp_path: Path) -> None:
    ending = "office.__exit__()" if how == "closed" else "import os; os.kill(os.getpid(), 9)"
    script = f"""
from pathlib import Path
from tests.engines import Office
office = Office(Path({str(tmp_path)!r}))
print(office.pid, flush=True)
{ending}
"""
    root = Path(__file__).parents[1]
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, timeout=100
    )
    pid = int(ran.stdout)
    assert ran.returncode == (0 if how == "closed" else -9), ran.stderr
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and Path(f"/proc/{pid}").exists():
        time.sleep(0.1)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
