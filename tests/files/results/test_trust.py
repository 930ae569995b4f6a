"""Every function the evaluator is trusted with gives what an office suite gives."""

from __future__ import annotations

import itertools
from pathlib import Path

import ironcalc
import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from tests.engines import IronCalc, Office
from xlfuncs.files.results.trust import FUNCTIONS, Trust

NAMES = {
    "total": "'表'!$B$2",
    "scores": "'表'!$A$1:$A$6",
    "税": "1.5",
    "tax": "1.5",
    "moving": "OFFSET('表'!$A$1,1,0)",
}

# At least one formula for every trusted function; A1:A6 hold 3, 1, 2.5, a text, a blank, C1 TRUE,
# D1:E4 a table of bands.
SAMPLES = """
ABS(-2.5) CEILING(2.1,0.5) CHOOSE(2,"甲","乙") CONCATENATE("得",A1,"分") DATE(2022,12,31)-DATE(2022,1,1) DAY(44926)
EXACT("A","a") FIND("≥","指标≥40") FLOOR(2.9,0.5) IF(A1>2,"优","良") IF(A1>5,1) IFERROR(1/0,"") IFERROR(A4*1,-1)
_xlfn.IFNA(NA(),7) _xlfn.IFNA(MATCH(99,A1:A3,0),"无") INT(-2.5) INT(ROUND(5.432/0.1,7)) ISBLANK(A5) ISBLANK(A4) ISERR(1/0)
ISERR(NA()) ISERROR(NA()) ISLOGICAL(C1) ISNA(NA()) ISNONTEXT(A5) ISNUMBER(A1) ISTEXT(A4) LEFT("指标值",2)
LEN("预算执行率") LOWER("AbC") MID("预算执行率",3,2) MOD(-3,2) MOD(5.5,2) MONTH(44926) N(C1) N(A4) NOT(C1) POWER(2,0.5)
REPLACE("40人",3,1,"次") REPT("★",3) RIGHT("40人",1) ROUND(2.675,2) ROUND(1.005,2) ROUND(-2.5,0) ROUNDDOWN(2.79,1)
ROUNDUP(2.71,1) SEARCH("b","ABC") SIGN(-3) SQRT(2) SUBSTITUTE("≥40人","人","") T(A4) T(A1) TRIM("  a   b ")
SUM(OFFSET(A1,0,0,ROW(A4)-ROW(A1),1)) ROW(A3) TRUNC(-2.79,1) TRUNC(86.1751,2) UPPER("abc")
YEAR(44926) AND(A1>1,A2>0) AND(A1:A3) OR(A1>5,A2>5) AVERAGE(A1:A6) AVERAGEIF(A1:A6,">1") COLUMNS(A1:C2) ROWS(A1:A6)
AVERAGEIFS(A1:A3,A1:A3,">1",A1:A3,"<3") COUNT(A1:A6) COUNTA(A1:A6) COUNTBLANK(A1:A6) COUNTIF(A1:A6,">=2")
COUNTIF(A1:A6,"优*") COUNTIFS(A1:A3,">1",A1:A3,"<3") HLOOKUP(1,A2:B3,2,FALSE) INDEX(A1:A6,2) INDEX(D1:E4,3,2)
LARGE(A1:A3,2) SMALL(A1:A3,2) LOOKUP(85,D1:D4,E1:E4) LOOKUP(85,{0,60,80,90},{"差","中","良","优"}) MATCH(60,D1:D4)
MATCH("良",E1:E4,0) MAX(A1:A6) MIN(A1:A6) MEDIAN(A1:A3) PRODUCT(A1:A3) RANK(A3,A1:A3) SUBTOTAL(9,A1:A3)
SUBTOTAL(109,A1:A3) SUM(A1:A6) SUM(scores)-total SUMIF(A1:A3,">=2") SUMIF(E1:E4,"良",D1:D4)
SUMIFS(D1:D4,D1:D4,">0",E1:E4,"<>良") SUMPRODUCT(A1:A3,D2:D4) SUMPRODUCT((A1:A3>1)*(A1:A3<3)*A1:A3) SUMSQ(A1:A3)
VLOOKUP(85,D1:E4,2) VLOOKUP(60,D1:E4,2,FALSE) VLOOKUP(61,D1:E4,2,FALSE) 1/0 -A1^2 A1%*100 A1&"分" A5+1 A5&"" 2^0.5
1E-3+0.1 (A1+A2)*2 A1<>A2 "a"="A" "优">1 IF(A5="","",A5) IF(A5=0,"零") AND(C1,TRUE)
(A1>1)*(A2+1) (A1&A2)="31" ((A1-A2)*100)&"%" A1&(A2+A3) -(A1+A2)^2 2^-A1 A1-(A2-A3)/(A1/A2) IF((A1>1)*1=1,A1&A2,1%)
TRUE() FALSE() IF(TRUE(),1,2) VLOOKUP(60,D1:E4,2,FALSE()) AND(C1,TRUE()) COUNTIF(C1:C2,TRUE()) SUM(TRUE(),1)
"""

DISTRUSTED = """
TODAY() NOW() RAND() OFFSET(A1,1,0)
SUM(OFFSET(A1,0,0,2,1)*2) SUM(2*OFFSET(A1,0,0,2,1)) ROUND(OFFSET(A1,0,0,2,1),1) INDIRECT("A1") AGGREGATE(9,6,A1:A3) XLF_SCORE(A1)
TEXT(17.235,"0.00")

 SUM(Table1[得分]) [1]Sheet1!A1 '[数.xlsx]表'!A1 SUM(一月:三月!A1) SUM('一月:三月'!A1) A1:A3 A1:A3*2
SUM(A1:A3*2) SUM(-A1:A3) ROUND(A1:A3,2) IF(A1:A3>1,1,0) SUM((A1:A3,B1)) scores*2 无名 税 tax moving
SUM(A1:INDEX(A1:A9,2)) A1#
2*(A1&A2) (A1&A2)/2 -(A1&A2) A1&(A2>A3) (A1=A2)&"项" A1<A2<A3 (A1>A2)=(A2>A3) (A1-A2)% (A1&A2)% IF(A1=A2=A3,1,2)
_xlfn.SINGLE(A1) SUM(A1:A3:A5) LENB("中")
"""

# Over A1:A3, D1:D4 and E1:E4; as array formulas and, begun with SUMPRODUCT, as plain ones.
ARRAYS = [
    *(f"{outer}(IF({test},A1:A3))" for outer in ("SUM", "MAX", "MIN", "AVERAGE", "COUNT", "COUNTA", "MEDIAN")
      for test in ("A1:A3>2", "A1:A3>9", "ISNUMBER(A1:A3)", "NOT(A1:A3>2)")),
    *(f'SUM({inner}*1)' for inner in (
        "ISNUMBER(A1:A3)", "ISTEXT(E1:E4)", "ISBLANK(B1:B4)", "ISERROR(A1:A3/B1:B3)", "ISNA(A1:A3)", "LEN(E1:E4)",
        'ISNUMBER(FIND("良",E1:E4))', 'ISNUMBER(SEARCH("良",E1:E4))', 'IFERROR(FIND("良",E1:E4),0)', 'LEN(T(E1:E4))',
        "COUNTIF(E1:E4,E1:E4)", "1/COUNTIF(E1:E4,E1:E4)", "COUNTIFS(E1:E4,E1:E4)", "SUMIF(E1:E4,E1:E4,D1:D4)",
        "SUMIFS(D1:D4,E1:E4,E1:E4)", "AVERAGEIF(E1:E4,E1:E4,D1:D4)", "MATCH(E1:E4,E1:E4,0)",
        "VLOOKUP(D1:D4,D1:E4,1,0)", "IF(A1:A3>2,IF(A1:A3<9,1,0),0)", "ROUND(A1:A3,0)", "MOD(A1:A3,2)",
        "ABS(-A1:A3)", "(A1:A3>1)*(A1:A3<3)", "IF(LEFT(E1:E4,1)=\"良\",D1:D4,0)", "IFERROR(A1:A3/B1:B3,0)",
    )),
    'INDEX(D1:D4,MATCH(1,(E1:E4="良")*(D1:D4>9),0))', 'LOOKUP(2,1/(E1:E4="良"),D1:D4)', "LARGE(A1:A3*D2:D4,2)",
    "SMALL(IF(A1:A3>1,A1:A3),1)", "SUMSQ(A1:A3-D2:D4)", "PRODUCT(IF(A1:A3>1,A1:A3))",
]  # fmt: skip


SIGNS = ("+", "-", "*", "/", "^", "&", "=", "<", ">", ">=", "<=", "<>")
NESTED = [
    shape.format(*signs)
    for signs in itertools.product(SIGNS, SIGNS)
    for shape in (
        "A1{}(A2{}A3)",
        "(A1{}A2){}A3",
        "A1{}A2{}A3",
        "-(A1{}A2)%{}A3",
        "(-A1{}A2%){}-A3",
        "A1{}(-(A2{}A3))%",
    )
]


def words(text: str) -> list[str]:
    found: list[str] = []
    for part in text.replace("\n", " ").split(" "):  # a blank inside quotation marks belongs to the formula
        if found and found[-1].count('"') % 2:
            found[-1] += f" {part}"
        else:
            found.append(part)
    return [word for word in found if word]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    for row, value in enumerate([3, 1, 2.5, "优秀"], 1):
        sheet.cell(row, 1, value)
    sheet["B2"], sheet["C1"] = 4, True
    for row, (start, level) in enumerate([(0, "差"), (60, "中"), (80, "良"), (90, "优")], 1):
        sheet.cell(row, 4, start)
        sheet.cell(row, 5, level)
    for row, formula in enumerate(words(SAMPLES), 1):
        sheet.cell(row, 7, f"={formula}")
    for name in ("total", "scores"):
        book.defined_names[name] = DefinedName(name, attr_text=NAMES[name])
    path = tmp_path_factory.mktemp("trust") / "samples.xlsx"
    book.save(path)
    return path


def test_every_sample_is_trusted_and_every_function_sampled():
    trust = Trust(NAMES)
    assert [formula for formula in words(SAMPLES) if not trust.covers(formula)] == []
    unsampled = {function for function in FUNCTIONS if f"{function}(" not in SAMPLES}
    assert unsampled == set()


@pytest.mark.parametrize("formula", [*words(DISTRUSTED), "A1 B1", "SUM(A1:A3 A2:A5)"])
def test_what_the_evaluator_may_get_wrong_is_not_trusted(formula: str):
    assert not Trust(NAMES).covers(formula)


@pytest.mark.parametrize("formula", ["A1:A3*2", "SUM(A1:A3*2)", "IF(A1:A3>1,1,0)", "SUM(scores*2)"])
def test_an_array_formula_may_compute_with_blocks(formula: str):
    assert Trust(NAMES).covers(formula, array=True)


@pytest.mark.parametrize("formula", ["'绩效 表'!I63", "SUM(表!$A:$A)", "SUM( A1:A3 , B1 ) / COUNT(A1:A3)"])
def test_spellings_of_references_are_known(formula: str):
    assert Trust({}).covers(formula)


def test_the_evaluator_gives_trusted_formulas_the_value_of_an_office_suite(
    samples: Path, office: Office, ironcalc_engine: IronCalc
):
    theirs, ours = office.recalculate(samples)["表"], ironcalc_engine.recalculate(samples)["表"]
    different = {}
    for row, formula in enumerate(words(SAMPLES), 1):
        a, b = theirs.get(f"G{row}"), ours.get(f"G{row}")
        if isinstance(a, float) and isinstance(b, float):
            a, b = f"{a:.14g}", f"{b:.14g}"
        if a != b:
            different[formula] = a, b
    assert different == {}


def test_what_is_trusted_of_blocks_is_what_an_office_suite_gives(
    samples: Path, office: Office, ironcalc_engine: IronCalc, tmp_path: Path
) -> None:
    plain = [formula.replace("SUM(", "SUMPRODUCT(", 1) for formula in ARRAYS if formula.startswith("SUM(")]
    both = [(formula, True) for formula in ARRAYS] + [(formula, False) for formula in plain]
    trusted = [one for one in both if Trust(NAMES).covers(*one)]
    book = openpyxl.load_workbook(samples)
    for row, (formula, array) in enumerate(trusted, 1):
        book.active[f"J{row}"] = ArrayFormula(f"J{row}", f"={formula}") if array else f"={formula}"
    book.save(tmp_path / "a.xlsx")
    ours, theirs = (engine.recalculate(tmp_path / "a.xlsx")["表"] for engine in (ironcalc_engine, office))
    found = {one: (ours.get(f"J{row}"), theirs.get(f"J{row}")) for row, one in enumerate(trusted, 1)}
    told = {one: pair for one, pair in found.items() if pair[0] != "#VALUE!"}  # by which no result is taken
    assert {one: pair for one, pair in told.items() if pair[0] != pytest.approx(pair[1])} == {}
    assert len(told) > len(both) / 5


def test_the_evaluator_is_the_one_that_was_compared():
    assert ironcalc.__version__.startswith("0.9")


def test_signs_within_brackets_are_read_as_an_office_suite_reads_them(
    ironcalc_engine: IronCalc, office: Office, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for row, value in enumerate((8, 4, 2), start=1):
        book.active.cell(row, 1, value)
    trusted = [formula for formula in NESTED if Trust({}).covers(formula)]
    for row, formula in enumerate(trusted, start=1):
        book.active.cell(row, 3, f"={formula}")
    book.save(tmp_path / "a.xlsx")
    ours, theirs = (engine.recalculate(tmp_path / "a.xlsx") for engine in (ironcalc_engine, office))
    assert len(trusted) > len(NESTED) / 3
    for row, formula in enumerate(trusted, start=1):
        a, b = ours["Sheet"][f"C{row}"], theirs["Sheet"][f"C{row}"]
        if str(a).startswith("#"):  # 0^-4: which error is it?
            assert str(b).startswith("#"), formula
        elif isinstance(a, float) or len(str(a)) < 15:  # of more digits an office suite keeps fifteen
            assert a == pytest.approx(b), formula
