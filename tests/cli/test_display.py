"""A result in a terminal: nothing lost, no number broken, no markup from a workbook, at any width."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from tests.cli.commands import at_a_terminal
from xlfuncs.bilingual import Both
from xlfuncs.cells import Place
from xlfuncs.cli.display import print_closing, print_result
from xlfuncs.evaluation.content import Item, Table
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.findings.slips import NO_HINT
from xlfuncs.evaluation.result import Result, Score

LONG = "40290.62÷291435.79＝13.8248%，截断为 13.82%；13.82%－上年 8.04%＝5.78 个百分点，扣 2 分，得 2 分"


def result(*scores: Score, findings: list[Finding] | None = None) -> Result:
    sections = [{"name": "管理", "points": 20.0, "score": 16.0, "entered": 14.0}]
    return Result(
        Table("评分表", "form"), "beijing-2022", list(scores), sections, 92.73, 90.73, "优秀", findings or []
    )


def scored(item: Item, steps: str) -> Score:
    return Score(item, 2.0, "carryover_deduction", steps=lambda _: Both(steps, steps))


def printed(shown: Result, width: int = 120) -> str:
    return at_a_terminal(lambda out: print_result(shown, out), width)


def row(text: str, name: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if name in line]
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_a_row_shows_points_score_entered_and_steps() -> None:
    item = Item("管理", "结转结余率", points=4, entered=0)
    text = printed(result(scored(item, f"{LONG}。依据：评分表 三（beijing-2022）")))
    assert row(text, "  结转结余率")[:5] == ["结转结余率", "4", "0.00", "2.00", "-2.00"]
    assert row(text, "│ 管理")[:5] == ["管理", "20", "14.00", "16.00", "-2.00"]
    assert row(text, "总分") == ["总分", "", "90.73", "92.73", "-2.00", "优秀"]
    assert "依据" not in text


def test_the_rows_of_a_section_stand_together() -> None:
    names = (("管理", "甲"), ("产出", "乙"), ("管理", "丙"))
    text = printed(result(*(scored(Item(section, name), "步骤") for section, name in names)))
    assert text.index("丙") < text.index("乙")
    assert text.count("│ 管理") == 1


def test_a_total_of_part_of_the_rows_says_why_there_is_no_grade() -> None:
    shown = result(Score(Item("管理", "丁", points=4)))
    shown.grade, shown.unscored = None, 1
    assert row(printed(shown), "总分")[-1] == "尚有 1 项未得分，暂不评定等级"


def test_where_a_score_comes_from_is_said() -> None:
    approved = scored(Item("管理", "甲", entered=1, approved=3, approved_reason="已与预算处研究"), "步骤")
    unreasoned = Score(Item("管理", "乙", approved=3))
    person, nobody = (
        Score(Item("管理", "丙", entered=9.5)),
        Score(Item("管理", "丁", cells={"score": Place("a", 4, 8)})),
    )
    checked = Score(Item("管理", "戊", entered=98, idle=True))
    text = printed(result(approved, unreasoned, person, nobody, checked))
    assert row(text, "  甲")[2:] == ["1.00", "3.00", "-1.00", "取核定得分：已与预算处研究"]
    assert row(text, "  乙")[5] == "取核定得分"
    assert row(text, "  丙")[2:] == ["9.50", "9.50", "", "由人评定，取填报得分"]
    assert row(text, "  丁")[2:] == ["", "", "", "尚无得分"]
    assert row(text, "  戊")[5] == "只核对，不计分"


def test_rows_of_one_kind_are_told_apart_by_their_target() -> None:
    one, two = (
        Item("管理", "经济效益", target="零售额增长"),
        Item("管理", "经济效益", target="外贸稳中提质，主体增多"),
    )
    text = printed(result(Score(one), Score(two), Score(Item("管理", "满意度", target="优秀"))))
    assert "经济效益（零售额增长）" in text
    assert "经济效益（外贸稳中提质，主体增…） " in text  # cut short, and it says so
    assert "满意度（" not in text


@pytest.mark.parametrize("width", [70, 80, 100, 120, 200])
def test_no_text_is_lost_and_no_number_is_broken(width: int) -> None:
    shown = result(scored(Item("管理", "结转结余率", points=4, entered=0), LONG))
    lines = printed(shown, width).splitlines()
    assert max(map(cell_len, lines)) <= width
    steps = [
        line.strip("│").split("│")[-1].strip()
        for line in lines
        if line.count("│") == (7 if width >= 100 else 6)
    ]
    assert "".join(steps).replace(" ", "").endswith(LONG.replace(" ", "") + "优秀")
    assert re.findall(r"[\d.]+", LONG) == [number for line in steps for number in re.findall(r"[\d.]+", line)]


def test_text_from_a_workbook_is_no_markup() -> None:
    item = Item("[管理]", "[bold]甲[/bold]", points="[red]4", entered=1)
    found = finding("reason-missing", at=Place("评分表", 0, 6), item="[link]查[/link]")
    text = printed(result(Score(item), findings=[found]))
    assert "[bold]甲[/bold]" in text
    assert "[red]4" in text
    assert "错误 评分表!G1 「[link]查[/link]」有核定得分而没有理由，请补填\n" in text


def test_findings_are_one_line_each_with_their_cell() -> None:
    findings = [
        finding("outside-sum", at=Place("评分表", 32, 6), item="很长的话。" * 40),
        finding("points-sum", case="sections", at=None, item="总分", found=90, expected=100, hint=NO_HINT),
    ]
    lines = printed(result(findings=findings), 80).splitlines()
    assert lines[-2].startswith("错误 评分表!G33：「" + "很长的话。" * 40)  # the cell once
    assert lines[-1] == "警告 各部分分值合计 90，应为 100"


def test_a_long_table_shows_its_sections_and_what_differs() -> None:
    agreed = [scored(Item("管理", f"行{n}", points=2.0, entered=2.0), "") for n in range(600)]
    text = printed(result(*agreed, scored(Item("管理", "错的一行", points=2.0, entered=1.0), "")))
    assert "错的一行" in text
    assert "行599" not in text
    assert "共 601 行" in text


def test_the_gravest_come_first_and_are_counted_at_the_end() -> None:
    findings = [
        finding("points-sum", case="sections", at=None, item="总分", found=90, expected=100, hint=NO_HINT),
        finding("outside-sum", at=Place("评分表", 32, 6), item="甲"),
    ]
    lines = printed(result(findings=findings)).splitlines()
    assert [line[:2] for line in lines[-2:]] == ["错误", "警告"]
    assert at_a_terminal(lambda out: print_closing(findings, out)) == "错误 1、警告 1、提示 0\n"
    assert at_a_terminal(lambda out: print_closing([], out)) == "未发现问题\n"
