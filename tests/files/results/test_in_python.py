"""Without the evaluator a result is what an office suite gives, or it is not known; and there is an end to the work."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from tests.engines import Office
from tests.files.results.test_recalculate import workbook
from tests.files.results.test_trust import SAMPLES, samples, words
from xlfuncs.cells import CellError, Value, address
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results import in_python
from xlfuncs.files.results.calculation import MOST_CELLS, Calculation
from xlfuncs.files.results.meaning import Meaning
from xlfuncs.files.results.plan import plan_of

__all__ = ["samples"]  # a fixture


def found(made: Workbook, sheet: str = "表", most: int = MOST_CELLS) -> dict[str, Value]:
    """Cell → what its formula gives, None where that is not known."""
    each = plan_of(made, evaluator=False).each
    known = [(sheet, formula) for sheet, formula in each if in_python.known_here(formula)]
    results = Calculation(made.sheets, known, lambda *_: None, {}).results(made, most=most)
    return {address(cell): value for cell, value in results.get(sheet, {}).items()}


def given(formula: str, **cells: object) -> Value:
    return found(workbook({**cells, "Z9": f"={formula}"}))["Z9"]


def test_the_samples_are_what_an_office_suite_gives(samples: Path, office: Office) -> None:
    theirs, ours = office.recalculate(samples)["表"], found(Workbook(Package(samples.read_bytes())))
    known = {cell: value for cell, value in ours.items() if value is not None}
    assert len(known) > 40
    for cell, value in known.items():
        wanted = theirs[cell]
        plain = (
            value.code if isinstance(value, CellError) else float(value) if isinstance(value, bool) else value
        )
        if isinstance(plain, float):
            assert f"{plain:.14g}" == f"{wanted:.14g}", words(SAMPLES)[int(cell[1:]) - 1]
        else:
            assert plain == wanted, words(SAMPLES)[int(cell[1:]) - 1]


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("ROUND(1.005,2)", 1.01),
        ("ROUND(-17.235,2)", -17.24),
        ("0.1+0.2=0.3", True),
        ('1+2&"分"', "3分"),
        ("-2+10%", -1.9),
        ("--3", 3.0),
        ('1*"文字"', CellError("#VALUE!")),
        ("1E+300*1E+300", CellError("#NUM!")),
        ('IF(A9="","空",1)', "空"),
        ("A9", 0.0),
        ('MID("预算执行率",3,9)', "执行率"),
        ('"A"="a"', True),
        ('IFERROR(FIND("无","有"),-1)', -1.0),
        ('OR(ISNUMBER(FIND("一",A2)),ISNUMBER(FIND("二",A2)),ISNUMBER(FIND("三",A1)))', True),
        ('OR(ISNUMBER(FIND("一",A2)),ISNUMBER(FIND("三",A2)))', False),
        ('OR(ISNUMBER(FIND(1/0,A2)),ISNUMBER(FIND(MID("三二",2,1),A2)))', True),  # one that fails is not held
        ('OR(ISNUMBER(FIND("二",1/0)),ISNUMBER(FIND("二",1/0)))', False),
        ("OR(A4,1/0)", CellError("#N/A")),  # the first error, as in Excel; Calc gives the other
        ('AND(A3>9,A4,LEN("𠀀")>1)', CellError("#N/A")),
        ('SUM("3",TRUE)', 4.0),
        ("IF(FALSE(),1,TRUE())", True),  # as LibreOffice saves what stands as FALSE and TRUE in ours
        ("SUM(A1:A3,10)", 13.0),
        ("COUNTA(A1:A5)", 4.0),
    ],
)
def test_a_formula(formula: str, wanted: Value) -> None:
    assert given(formula, A1=1, A2="二", A3=2, A4="=NA()") == wanted


def test_formulas_of_one_shape_over_other_values_have_their_own_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calculated: list[str] = []
    once = in_python._Calculated.result

    def counted(formula: in_python._Calculated, meaning: Meaning) -> Value:
        calculated.append(formula.sheet)
        return cast(Value, once(formula, meaning))

    monkeypatch.setattr(in_python._Calculated, "result", counted)
    rows: dict[str, object] = {"A1": 1, "A2": True, "A3": "1", "A5": 7, "A6": 7}
    filled = {f"B{row}": f'=IF(ISNUMBER(A{row}),A{row}+1,A{row}&"次")' for row in range(1, 7)}
    placed = {f"C{row}": f"=ROW(A{row})+0*A{row}" for row in (5, 6)}
    results = found(workbook(rows | filled | placed))
    assert [results[f"B{row}"] for row in range(1, 7)] == [2.0, "TRUE次", "1次", "次", 8.0, 8.0]
    assert [results["C5"], results["C6"]] == [5.0, 6.0]
    assert len(calculated) == 7  # B6 is as B5; where a formula stands counts for ROW


@pytest.mark.parametrize(
    "formula",
    [
        '1*"2024/1/2"',  # a date in a text
        '1*"5%"',
        '"甲">"乙"',  # how texts are sorted
        "1E+20&\"\"",
        'COUNTIF(A1:A3,">1")',
        'LEN("𠀀")',  # one character or two
        "Z9+1",  # a circle
        "A1:A3",
    ],
)  # fmt: skip
def test_what_is_not_certain_is_not_known(formula: str) -> None:
    assert given(formula, A1=1, A2=2) is None


def test_no_more_than_it_knows() -> None:
    made = workbook(
        {
            "A1": "=VLOOKUP(1,B1:C9,2)",
            "A2": "=A1+SUM(A:A)",
            "A3": "=2^3",
            "A4": "=A5",
            "A5": "=A4",
            "A6": "=7",
        }
    )
    assert found(made) == {"A4": None, "A5": None, "A6": 7.0}


def test_a_formula_filled_down_is_moved() -> None:
    made = workbook(
        {"A1": 1, "A2": 2, "B1": "=A1*10+$A$1", "B2": "=1"},
        lambda xml: xml.replace(
            b"<f>A1*10+$A$1</f>", b'<f t="shared" ref="B1:B2" si="0">A1*10+$A$1</f>'
        ).replace(b"<f>1</f>", b'<f t="shared" si="0"/>'),
    )
    assert found(made) == {"B1": 11.0, "B2": 21.0}


@pytest.mark.parametrize("step", [1, -1])
def test_a_long_chain_has_its_end(step: int) -> None:
    rows = range(2, 3000)
    start = rows[0] - 1 if step < 0 else rows[-1] + 1
    made = workbook({f"A{start}": 1} | {f"A{row}": f"=A{row + step}+1" for row in rows})
    assert max(value for value in found(made).values() if isinstance(value, float)) == len(rows) + 1


def test_a_formula_of_many_terms_is_no_deep_one() -> None:
    assert given("1" + "+1" * 3000) == 3001.0
    assert given("-" * 3000 + "1") == 1.0


def test_work_without_end_is_given_up() -> None:
    made = workbook(
        {f"A{row}": row for row in range(1, 1001)}
        | {f"B{row}": f"=SUM(A$1:A$1000)+{row}" for row in range(1, 1001)}
    )
    results = found(made, most=100_000)
    assert results["B1"] == 500501.0
    assert results["B1000"] is None


def test_a_text_that_grows_is_stopped() -> None:
    made = workbook({"A1": "a" * 1000} | {f"A{row}": f"=A{row - 1}&A{row - 1}" for row in range(2, 40)})
    assert found(made)["A39"] == CellError("#VALUE!")
