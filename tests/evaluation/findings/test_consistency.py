"""Figures that a report states twice: the published ones of 东西湖区商务局 2020, and ones that do not agree."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.evaluation.tables import entry, spot
from xlfuncs.evaluation.content import Entry, Item, Table
from xlfuncs.evaluation.findings.consistency import check
from xlfuncs.evaluation.findings.register import Finding

TODAY = dt.date(2021, 3, 1)


def checked(**lists: list[Entry]) -> list[Finding]:
    return list(check(Table("自评表", "department-self-evaluation-hubei", lists=lists), TODAY))


@pytest.mark.parametrize(
    ("target", "actual", "published", "expected"),
    [  # 东西湖区商务局《2020年度部门整体绩效自评结果》, all its completion rates
        (720.0, 722.8, 1.004, None),
        (721.0, 722.8, 1.002, None),
        (11.5, 12.13, 1.054, ("rate-truncated", "info", 1.055)),
        (11.64, 12.13, 1.042, None),
        (182.91, 188.86, 1.033, None),
        (184.74, 188.86, 1.022, None),
        (831.91, 796.17, 0.957, None),
        (831.91, 796.17, "95.70%", None),
        (800.0, 803.94, 1.0049, None),
        # made up
        (11.5, 12.13, "105.47%", ("rate-truncated", "info", 1.0548)),
        (11.5, 12.13, "105.5%", None),
        (11.5, 12.13, "１０５％", None),
        (11.5, 12.13, 1.06, ("rate-differs", "warning", 1.05)),
        (11.5, 12.13, 1.053, ("rate-differs", "warning", 1.055)),
        (0.0, 12.13, 1.053, ("bad-input", "error", "不为 0 的数")),
        ("十一", 12.13, 1.053, ("not-a-number", "error", "数字")),
        (11.5, None, 1.053, None),
    ],
)
def test_published_rates(target: Any, actual: Any, published: Any, expected: Any) -> None:
    row = entry(matter="实际利用外资", target=target, actual=actual, published=published)
    found = [(f.code, f.severity, f.expected) for f in checked(rates=[row])]
    assert found == ([expected] if expected else [])


def test_a_truncated_rate_shows_its_arithmetic() -> None:
    row = entry(matter="实际利用外资", target=11.5, actual=12.13, published=1.054)
    (finding,) = checked(rates=[row])
    assert finding.cell == spot("published")
    assert "公布 105.4%，12.13÷11.5＝105.478%，四舍五入为 105.5%，公布数是截断的" in finding.message


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        (15.0, 14.0, True),
        (14.0, "14", False),
        ("14 个", 14.0, False),
        ("全部完成", "全部 完成", False),
        ("全部完成", "14", True),
        (15.0, None, False),
    ],
)
def test_two_statements(first: Any, second: Any, differ: bool) -> None:
    found = [
        (f.code, f.severity, f.cell)
        for f in checked(
            statements=[entry(matter="指标数", first=first, second=second, unit="个", place="结论")]
        )
    ]
    assert found == ([("statements-differ", "info", spot("first"))] if differ else [])


PROJECTS = "250000 3956.2 873446.09 150000 105000 450000 1870000 375823.66 1569222.1 3500000 1262900 2858400"


def spending(
    basic: Any = 796.17, project: Any = 1326.87, *, unit: str | None = "万元", more: float = 0
) -> Table:
    first, *others = map(float, PROJECTS.split())
    return Table(
        "自评表",
        "department-self-evaluation-hubei",
        unit=unit,
        items=[Item("预算执行情况", "部门整体支出总额", inputs={"executed": 2123.04})],
        lists={
            "spending": [entry(basic=basic, project=project)],
            "projects": [entry(project="项目", executed=amount) for amount in (first + more, *others)],
        },
    )


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (spending(), []),
        (spending(more=1), []),  # 1326.874905: the same at 2 decimals
        (spending(basic=796.18), ["parts-differ"]),
        (spending(basic=None), []),
        (spending(project=None), []),
        (spending(more=100), ["projects-differ"]),
        (spending(basic=796.16, project=1326.88), ["projects-differ"]),
        (spending(project="一千"), ["not-a-number"]),
        (spending(unit=None), []),  # the factor is not certain
        (spending(unit="元"), ["projects-differ"]),
    ],
)
def test_projects_add_up_to_what_was_spent(table: Table, codes: list[str]) -> None:
    assert [finding.code for finding in check(table, TODAY)] == codes
    assert {finding.severity for finding in check(table, TODAY)} <= {"error"}


def test_what_two_amounts_come_to_is_held_against_what_was_executed() -> None:
    (told,) = check(spending(basic=796.18), TODAY)
    assert (told.found, told.expected) == (2123.05, 2123.04)
