"""Our functions under the names that other programs write are found in a formula; text and other names stay."""

from __future__ import annotations

import pytest

from xlfuncs.addins.calc.repair import repaired_formula


@pytest.mark.parametrize(
    ("written", "repaired"),
    [
        ("=xlf_grade(A1)", "=XLF.GRADE(A1)"),
        ("=_xlfn.XLF_GRADE(A1)", "=XLF.GRADE(A1)"),
        ("=_xlfn._xludf.XLF_GRADE(A1)", "=XLF.GRADE(A1)"),
        ("=_xldudf_XLF_GRADE(A1)", "=XLF.GRADE(A1)"),
        ("=[1]!XLF_GRADE(A1)+1", "=XLF.GRADE(A1)+1"),
        (r"='C:\工具\x.xlam'!XLF_GRADE(A1)", "=XLF.GRADE(A1)"),
        ("=xlfuncs.xlam!XLF_GRADE (A1)", "=XLF.GRADE (A1)"),
        ("=_xll.XLF.GRADE(A1)", "=XLF.GRADE(A1)"),
        ("=评价等级(总分(A1:A3))", "=XLF.GRADE(XLF.TOTAL_SCORE(A1:A3))"),
        ("=XLF.ZH_GRADE(A1)", "=XLF.GRADE(A1)"),
        ('="XLF_GRADE("&A1', '="XLF_GRADE("&A1'),  # text, not a call
        ("=MYXLF_GRADE(A1)+XLF_GRADE", "=MYXLF_GRADE(A1)+XLF_GRADE"),
        ("=XLF_EXECUTION_RATE_SCORE(A1;B1)", "=XLF.EXECUTION_RATE_SCORE(A1;B1)"),
    ],
)
def test_spellings_of_other_programs_are_repaired(written: str, repaired: str) -> None:
    assert repaired_formula(written) == repaired
