"""This year's table against last year's: what is gone, what asks for less, what was copied; and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.evaluation.tables import evaluate, indicator, spot, table
from tests.refresh.memory_book import national, saved
from xlfuncs.cells import Place, Value
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.last_year import against_last_year
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.refresh.score_file import check_file

Said = list[tuple[str, Any]]
REASON = "受疫情影响，部分培训班推迟举办"


def findings(now: list[Item], before: list[Item]) -> list[Finding]:
    result, old = (evaluate(table(*rows, rule="mof-2020-10")) for rows in (now, before))
    result.findings.clear()
    against_last_year([result], [old])
    return result.findings


def told(now: list[Item], before: list[Item]) -> Said:
    return [(found.code, found.item) for found in findings(now, before)]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("2022年培训人数", "指标1：2021年培训人数"),
        ("（2）培训 人数（人）", "2.培训人数(人)"),
        ("三级指标３:培训人数", "培训人数"),
        ("二、培训人数", "培训人数；"),
    ],
)
def test_numbers_years_and_marks_are_no_part_of_a_name(now: str, before: str) -> None:
    assert told([indicator(40.0, 40.0, name=now)], [indicator(40.0, 40.0, name=before)]) == []


@pytest.mark.parametrize(
    ("target", "reached", "name", "code"),
    [
        ("≥45人", "50人", "培训人数", "target-below-last"),
        ("≥50人", "50人", "培训人数", None),
        (45.0, 50.0, "培训人数", "target-below-last"),
        ("≤45天", "40天", "审批时限", "target-below-last"),
        ("≤40天", "45天", "审批时限", None),
        ("45万元", "40万元", "培训成本", None),  # nothing says whether less is better
        ("≥45人", "50场", "培训人数", None),
        ("≥45万元", "500000元", "销售收入", "target-below-last"),
        ("＝45人", "50人", "在编人数", None),
        ("2022年6月底前", "2021年5月底", "完成时间", None),
        ("健全", "健全", "制度", None),
    ],
)
def test_a_target_below_what_was_reached(target: Any, reached: Any, name: str, code: str | None) -> None:
    said = told([indicator(target, target, name=name)], [indicator(target, reached, name=name)])
    assert said == ([(code, name)] if code else [])


def test_large_amounts_are_written_in_full() -> None:
    """As 1.23457e+06 nobody would know them again."""
    (found,) = findings(
        [indicator(1234567.0, 1234567.0, name="受益人数")], [indicator(2345678.5, 2345678.5, name="受益人数")]
    )
    assert "1234567" in found.message
    assert "2345678.5" in found.message


def test_what_is_gone_and_what_is_renamed() -> None:
    before = [indicator(9.0, 9.0, name=name) for name in ("培训人数", "举办培训班", "新建站点", "培训人数")]
    now = [indicator(9.0, 9.0, name=name) for name in ("举办培训班次", "培训人数", "造林面积")]
    assert told(now, before) == [("indicator-renamed", "举办培训班次"), ("indicator-vanished", "新建站点")]


def test_a_renamed_indicator_is_compared() -> None:
    before = [indicator("≥9次", "12次", name="举办培训班", reason=REASON), indicator(1.0, 1.0, name="甲")]
    now = [indicator("≥9次", "12次", name="举办培训班次", reason=REASON), indicator(1.0, 1.0, name="甲")]
    assert [code for code, _ in told(now, before)] == [
        "indicator-renamed",
        "target-below-last",
        "text-repeated",
    ]


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [
        (REASON, f" {REASON}。", True),
        (REASON, REASON.replace("部分", "多数"), False),
        ("无", "无", False),
        ("进一步加强管理", "进一步加强管理", False),  # says nothing; that is another finding
    ],
)
def test_texts_repeated(text: str, before: str, said: bool) -> None:
    rows = [[indicator(40.0, 36.0, name="培训人数", reason=reason)] for reason in (text, before)]
    assert (("text-repeated", "培训人数") in told(*rows)) is said


def test_the_table_of_another_project_is_said_once() -> None:
    before = [indicator(9.0, 9.0, name=name) for name in ("培训人数", "新建站点")]
    assert told([indicator(9.0, 9.0, name=name) for name in ("造林面积", "管护里程")], before) == [
        ("last-year-unlike", None)
    ]


def test_of_several_tables_the_one_with_the_same_indicators(tmp_path: Path) -> None:
    first: list[Value] = ["产出指标", "数量指标", "培训人数", "≥40人", "50人", 40.0, 40.0]
    second: list[Value] = ["产出指标", "数量指标", "造林面积", "≥40亩", "41亩", 40.0, 40.0]
    now = saved(tmp_path / "今年.xlsx", national(second, name="一"), national(first, name="二"))
    before = saved(tmp_path / "上年.xlsx", national(first, name="一"), national(second, name="二"))
    said = [
        (found.code, found.cell)
        for result in check_file(now, last_year=before)
        for found in result.findings
        if found.code in ("target-below-last", "indicator-vanished", "last-year-unlike")
    ]
    assert said == [("target-below-last", Place("一", 5, 3)), ("target-below-last", Place("二", 5, 3))]


def test_it_is_said_at_the_cell() -> None:
    (result, old) = (
        evaluate(table(indicator("≥45人", "50人", name="培训人数"), rule="mof-2020-10")) for _ in range(2)
    )
    result.findings.clear()
    against_last_year([result], [old])
    (found,) = result.findings
    assert (found.cell, found.found) == (spot("target"), "≥45人")
    assert found.message == "「培训人数」指标值「≥45人」低于上年完成值「50人」，目标可能偏低，应说明理由"


def test_a_table_without_indicators_is_compared_with_nothing() -> None:
    rows, none = [indicator(40.0, 40.0, name="培训人数")], [indicator(40.0, 40.0, name="")]
    del none[0].cells["target"]
    assert told(rows, none) == told(none, rows) == []
