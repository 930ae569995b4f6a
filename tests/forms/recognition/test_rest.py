"""What else stands on a sheet: another table is read wherever it stands; figures that belong to none are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from tests.evaluation.tables import evaluate
from tests.forms.grid import grid
from tests.tables.drawn import DRAWINGS, drawn
from tests.tables.grammar.grid import Grid, save
from xlfuncs.cells import CellError
from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.result import Result
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.refresh.score_file import check_file
from xlfuncs.sheets import Sheet

USUAL = """
项目支出绩效自评表
三级指标 | 指标值 | 完成值 | 分值 | 得分
培训人数 | 40人 | 36人 | 60 | 54
就业人数 | 9人 | 9人 | 40 | 40
总分 | | | 100 | 94
"""
VILLAGE = """
干什么 | 年初定的 | 年底干成 | 满分多少 | 自己打分
修水渠 | 1200米 | 1200米 | 40 | 40
种油茶 | 300亩 | 285亩 | 40 | 38
村民满意率 | 90% | 95% | 20 | 20
加起来 | | | 100 | 98
"""
FIGURES = """
水费 | 12 | 15 | 9
电费 | 30 | 31 | 8
"""


def read(*texts: str) -> list[Table]:
    return recognise([grid("".join(text.strip("\n") + "\n" for text in texts))], file="例.xlsx")


def unread(tables: Sequence[Table]) -> list[tuple[str, str]]:
    return [
        (str(found.cell), found.severity)
        for table in tables
        for found in table.findings
        if found.code == "rows-unread"
    ]


def test_figures_that_begin_with_an_error_are_named_after_the_next_row() -> None:
    sheet = grid(USUAL.strip("\n") + "\n\n" + FIGURES.strip("\n"))
    rows = [[CellError("#REF!") if one == "水费" else one for one in values] for values in sheet.rows]
    (table,) = recognise([replace(sheet, rows=rows)], file="例.xlsx")
    assert [one.found for one in table.findings if one.code == "rows-unread"] == ["电费"]


UNREAD_FUNDS = """
项目支出绩效自评表
资金情况 | 计划数 | 到位数 | 到位率 | 得分 | 支出数 | 使用率 | 得分
总额 | 1500 | 1500 | 100% | 5 | 1461 | 95.1% | 4.87
省级 | 500 | 500 | 100% | | 461 | 90.3% |
指标名称 | 目标值 | 完成值 | | | | | 得分
新建冷库 | 3座 | 3座 | | | | | 50
农户满意度 | ≥90% | 92% | | | | | 40
合计 | | | | | | | {total}
"""


@pytest.mark.parametrize(("total", "severity"), [(99.87, "warning"), (89.87, "error")])
def test_a_total_may_be_with_what_was_not_read(total: float, severity: str) -> None:
    result = evaluate(read(UNREAD_FUNDS.format(total=total))[0])
    assert [found.severity for found in result.findings if found.code == "total-differs"] == [severity]


def names(tables: Sequence[Table]) -> list[list[str]]:
    return [[item.name for item in table.items] for table in tables]


def beside(left: str, right: str) -> Sheet:
    """Two tables with a blank column between them."""
    one, other = grid(left), grid(right)
    width = max(map(len, one.rows)) + 1
    rows = [
        [*row, *[None] * (width - len(row)), *more] for row, more in zip(one.rows, other.rows, strict=True)
    ]
    return Sheet("Sheet1", rows)


@pytest.mark.parametrize("texts", [(USUAL, VILLAGE), (VILLAGE, USUAL), (USUAL, "\n \n", VILLAGE)])
def test_a_table_whose_headings_nobody_knows_is_read_below_and_above_another(texts: Sequence[str]) -> None:
    village, usual = ["修水渠", "种油茶", "村民满意率"], ["培训人数", "就业人数"]
    tables = read(*texts)
    assert names(tables) == ([village, usual] if texts[0] == VILLAGE else [usual, village])
    assert unread(tables) == []


def test_a_table_whose_headings_nobody_knows_is_read_beside_another() -> None:
    for sheet in (beside(VILLAGE, USUAL), beside(USUAL, VILLAGE)):
        tables = recognise([sheet], file="例.xlsx")
        assert sorted(map(len, names(tables))) == [2, 3]


def test_rows_of_figures_that_are_no_table_are_named() -> None:
    assert unread(read(USUAL, FIGURES)) == [("Sheet1!A6", "warning")]
    assert unread(recognise([grid(USUAL), grid(FIGURES, "底稿")], file="例.xlsx")) == [("底稿!A1", "info")]


@pytest.mark.parametrize(
    "rows",
    [
        "评价等级 | 优 | 良\n注：得分保留两位小数",
        "联系电话 | 13800000000\n填表日期 | 2024年1月5日",
        "备注1 | 2\n备注2 | 3",
        "其中：财政资金 | 80 | 其中：财政资金 | 76\n其他资金 | 20 | 其他资金 | 19",
    ],
)
def test_what_has_no_figures_beside_each_other_is_no_table(rows: str) -> None:
    assert unread(read(USUAL, rows)) == []


def test_hidden_rows_are_told_as_hidden() -> None:
    sheet = grid(USUAL.strip() + FIGURES)
    hidden = Sheet(sheet.name, sheet.rows, hidden_rows=frozenset({5, 6}))
    assert unread(recognise([hidden], file="例.xlsx")) == []


# Each by itself has no remark that another table below would be part of, and no list that goes on.
STACKED = [path for path in DRAWINGS if len(drawn(path)[0]) == len(drawn(path)[1]) == 1]


def scores(results: Sequence[Result]) -> Counter[tuple[str, float | None]]:
    return Counter((score.item.name, score.score) for result in results for score in result.scores)


@pytest.mark.parametrize("seed", range(40))
def test_of_two_tables_below_each_other_none_is_lost_in_silence(tmp_path: Path, seed: int) -> None:
    """Every row has the score it has alone, or a warning says that something was not read.

    A drawing more changes few of the pairs.
    """
    pair = sorted(STACKED, key=lambda path: sha256(f"{seed} {path.name}".encode()).digest())[:2]
    grids = [drawn(path)[0][0] for path in pair]
    alone: Counter[tuple[str, float | None]] = Counter()
    for number, one in enumerate(grids):
        save([one], tmp_path / f"{number}.xlsx")
        alone += scores(check_file(tmp_path / f"{number}.xlsx"))
    both, down = Grid("Sheet1"), grids[0].last_row + 1 + seed % 2
    both._cells = grids[0]._cells | {(row + down, column): v for (row, column), v in grids[1]._cells.items()}
    both._merged = grids[0]._merged + [(a + down, b, c + down, d) for a, b, c, d in grids[1]._merged]
    save([both], tmp_path / "both.xlsx")
    results = check_file(tmp_path / "both.xlsx")
    said = {found.code for result in results for found in result.findings if found.severity != "info"}
    lost = alone - scores(results)
    assert not lost or said & {"rows-unread", "row-unread", "points-sum", "columns-alike"}, (pair, lost)
