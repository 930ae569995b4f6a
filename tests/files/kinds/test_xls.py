"""An .xls gives its values and its formulas' results; a result nobody calculated is never a 0."""

from __future__ import annotations

import datetime as dt
import random
import struct
from pathlib import Path

import openpyxl
import pytest

from tests.engines import Office
from xlfuncs.cells import CellError, cell_at
from xlfuncs.errors import FileProblem
from xlfuncs.files.book import FileBook
from xlfuncs.files.results.beside import NOT_CALCULATED

SIGNED_BY_CALC, SIGNED = b"\4\0\0Calc", b"\4\0\0Jane"
CALCULATE_ON_LOAD = 2
CONTENT = {
    "A1": "=1/0",
    "A2": '="共"&3&"项"',
    "A3": '=IF(1=1,"","有")',
    "A4": "=1=1",
    "A5": "=NA()",
    "A6": dt.date(2022, 12, 31),
    "A7": dt.datetime(2022, 12, 31, 8, 30),
    "A8": 0.8617,
    "A9": "#REF!+",
    "A10": dt.time(8, 30),
    "B1": 1200.0,
    "B2": 34.5,
    "B3": "=SUM(明细!A1:A2)+SUM(B1:B2)",
    "B4": "=B3*2",
    "B5": '=TEXT(B3,"0.00")',
    "B6": "=B1-B1",
}


@pytest.fixture(scope="module")
def old_file(tmp_path_factory: pytest.TempPathFactory, office: Office) -> bytes:
    folder = tmp_path_factory.mktemp("xls")
    book = openpyxl.Workbook()
    book.active.title = "表"
    for cell, value in CONTENT.items():
        book.active[cell] = value
    detail = book.create_sheet("明细")
    detail["A1"], detail["A2"] = 100.0, 200.0
    book.save(folder / "a.xlsx")
    return office.convert(folder / "a.xlsx", "xls", folder / "a.xls").read_bytes()


def read(data: bytes, path: Path) -> dict[str, object]:
    path.write_bytes(data)
    sheet = FileBook.open(path).read("表")
    return {place: sheet.value(*cell_at(place)) for place in CONTENT}


CALCULATED = {
    **{place: value for place, value in CONTENT.items() if not str(value).startswith("=")},
    "A1": CellError("#DIV/0!"),
    "A2": "共3项",
    "A3": None,
    "A4": True,
    "A5": CellError("#N/A"),
    "B3": 1534.5,
    "B4": 3069.0,
    "B5": "1534.50",
    "B6": 0.0,
}


def test_values_errors_dates_and_results_of_formulas(old_file: bytes, tmp_path: Path) -> None:
    found = read(old_file, tmp_path / "a.xls")
    assert found == CALCULATED
    assert found["A4"] is True


def uncalculated(data: bytes, *results: float) -> bytes:
    """The file as a program without an engine writes it: result 0, for whoever opens it to calculate."""
    assert data.count(SIGNED_BY_CALC) == 1
    data = data.replace(SIGNED_BY_CALC, SIGNED)
    for result in results:
        record = struct.pack("<dH", result, 0)
        assert data.count(record) == 1
        data = data.replace(record, bytes(8) + struct.pack("<H", CALCULATE_ON_LOAD))
    return data


def test_a_result_nobody_calculated_is_calculated(old_file: bytes, tmp_path: Path) -> None:
    assert read(uncalculated(old_file, 1534.5, 3069.0), tmp_path / "a.xls") == CALCULATED


def test_a_result_nobody_knows_is_no_zero(old_file: bytes, tmp_path: Path) -> None:
    text = b"1534.50"
    assert old_file.count(text) == 1
    # TEXT is not trusted to our evaluator; here it stands with a 0, and another formula reads it
    at = old_file.index(text)
    formula = old_file.rindex(bytes(6) + b"\xff\xff", 0, at)
    data = old_file[:formula] + bytes(8) + old_file[formula + 8 :]
    assert read(data, tmp_path / "a.xls")["B5"] == NOT_CALCULATED


def test_a_hidden_sheet_is_read_and_a_damaged_file_is_named(old_file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "旧表.xls"
    path.write_bytes(old_file)
    assert FileBook.open(path).sheet_names() == ["表", "明细"]
    for damaged in (old_file[:1500], old_file[:512] + bytes(len(old_file) - 512)):
        path.write_bytes(damaged)
        with pytest.raises(FileProblem, match=r"旧表\.xls：.*(已损坏|旧版 Word)"):
            FileBook.open(path)


def test_a_stored_result_that_the_file_contradicts_is_calculated(old_file: bytes, tmp_path: Path) -> None:
    stored = struct.pack("<d", 3069.0)
    assert old_file.count(stored) == 1
    path = tmp_path / "a.xls"
    assert read(old_file.replace(stored, struct.pack("<d", 96.0)), path) == CALCULATED
    sheet = FileBook.open(path).read("表")
    assert sheet.outdated == {cell_at("B4"): 96.0}
    assert cell_at("B5") in sheet.unverified  # TEXT is not trusted to our evaluator


def expression(draw: random.Random, depth: int, signs: str) -> str:
    """A formula of numbers and signs, its brackets where a person would need them."""
    if not depth:
        return draw.choice(["$A$1", "$A$2", "$A$3", "100", "7.5"])
    parts = [expression(draw, draw.randrange(depth), signs) for _ in range(2)]
    left, right = (f"({part})" if len(part) > 4 or part[0] == "-" else part for part in parts)
    sign = draw.choice(signs)
    return draw.choice(
        [f"{left}{sign}{right}", f"{left}{sign}({left}{sign}{right})", f"-{left}", f"ROUND({parts[0]},2)"]
    )


@pytest.mark.parametrize(
    ("signed", "signs", "more"),
    [
        (SIGNED_BY_CALC, "+-*/&", ['A1&A2="84"', '"84"=A1&A2', "A1=(A2=A3)"]),
        (SIGNED, "+-*/", ["A1=(A2=A3)"]),
    ],
    ids=["LibreOffice", "others"],
)
def test_the_brackets_of_a_formula_count(
    signed: bytes, signs: str, more: list[str], office: Office, tmp_path: Path
) -> None:
    draw = random.Random(1)
    book = openpyxl.Workbook()
    for row, value in enumerate((8, 4, 2), start=1):
        book.active.cell(row, 1, value)
    texts = ["A1/(A2/100)", "A1-(A2-A3)", "A1-(A2+A3)", "(-A1)^2", "A2^(A3^A3)", "-(A1^2)", "A1-A2-A3", *more]
    texts += [expression(draw, draw.randrange(1, 4), signs) for _ in range(300)]
    for row, formula in enumerate(texts, start=1):
        book.active.cell(row, 3, f"={formula}")
    book.save(tmp_path / "a.xlsx")
    old = office.convert(tmp_path / "a.xlsx", "xls", tmp_path / "a.xls")
    data = old.read_bytes()
    assert data.count(SIGNED_BY_CALC) == 1
    old.write_bytes(data.replace(SIGNED_BY_CALC, signed))
    sheet = FileBook.open(old).read("Sheet")
    assert len(sheet.unverified) < len(texts) / 4
    assert {texts[row]: (was, sheet.value(row, 2)) for (row, _), was in sheet.outdated.items()} == {}
