"""What was written is read as it was meant: totals that are formulas, percent cells, amounts on a sheet of their own."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest

from tests.refresh.memory_book import national, saved
from tests.tables.drawn import DRAWINGS, drawn
from tests.tables.grammar.grid import save
from tests.tables.grammar.workbook import workbook_for
from xlfuncs.cells import Value
from xlfuncs.evaluation.result import Result
from xlfuncs.refresh.score_file import check_file, score_file
from xlfuncs.refresh.verify import verify_file

ROWS: list[list[Value]] = [
    ["产出指标", "数量指标", "新建道路", "20公里", "18公里", 40.0, None],
    ["产出指标", "质量指标", "验收合格率", "≥95%", "98%", 30.0, None],
    ["满意度指标", "满意度指标", "群众满意度", "≥90%", "95%", 20.0, 17.0],
]


def assert_scored_once_and_for_all(table: Path) -> Result:
    """Scoring what was scored changes nothing, and verify agrees."""
    scored, again = table.with_name("得分.xlsx"), table.with_name("再次.xlsx")
    (result,) = score_file(table, scored)
    assert all(verdict.consistent for verdict in verify_file(scored))
    score_file(scored, again)
    assert again.read_bytes() == scored.read_bytes()
    return result


@pytest.mark.parametrize(("total", "shown"), [("=SUM(G6:G8)+H4", 92.0), ("=SUM(G6:G7)+H4", 75.0)])
def test_a_total_that_follows_scores_is_told_as_it_is_read(tmp_path: Path, total: str, shown: float) -> None:
    result = assert_scored_once_and_for_all(saved(tmp_path / "自评表.xlsx", national(*ROWS, total=total)))
    assert result.entered_total == shown  # 9, 36 and 30 are ours


def test_scores_of_ours_do_not_decide_how_a_table_is_read(tmp_path: Path) -> None:
    heavy = [
        *ROWS[:2],
        [*ROWS[2][:5], 30.0, 27.0],
    ]  # worth 100 without the execution rate, as the total may be
    result = assert_scored_once_and_for_all(saved(tmp_path / "自评表.xlsx", national(*heavy, total=93.0)))
    assert result.scores[0].score == 9


@pytest.mark.parametrize("total", ["=SUM(G6:G8)", "=SUM(G6:G8)+H4", None, 94.0])
@pytest.mark.parametrize("worth", [20.0, 30.0])
@pytest.mark.parametrize("executed", [None, 9.0, 10.0])
def test_whether_the_execution_rate_counts_is_decided_once(
    tmp_path: Path, executed: float | None, worth: float, total: Value
) -> None:
    """Rows worth 100 without it, and a total that adds up no more than these, leave it out, now as the next time."""
    rows = [[*row[:6], None] for row in (*ROWS[:2], [*ROWS[2][:5], worth, None])]
    sheet = national(*rows, total=total, executed=executed)
    result = assert_scored_once_and_for_all(saved(tmp_path / "自评表.xlsx", sheet))
    left_out = [found.case for found in result.findings if found.code == "points-sum"] == ["rate"]
    assert left_out == (worth == 30 and total == "=SUM(G6:G8)")
    assert result.total == 36 + 30 + worth + (0 if left_out else 9)


@pytest.mark.parametrize("seed", range(30))
def test_what_formulas_add_up_is_read_once(seed: int, tmp_path: Path) -> None:
    """Any table whose scores are blank below a total that adds up some of them."""
    drawn = random.Random(seed)
    table, scored, again = (tmp_path / name for name in ("自评表.xlsx", "得分.xlsx", "再次.xlsx"))
    save(workbook_for(drawn)[0], table)
    book = openpyxl.load_workbook(table)
    for result in check_file(table):
        sheet = book[result.table.sheet]
        cells = [
            sheet.cell(place.row + 1, place.column + 1)
            for score in result.scores
            if (place := score.item.place("score"))
        ]
        for cell in cells:
            if drawn.random() < 0.7:
                cell.value = None
        if (place := result.table.cells.get("total")) and cells:
            some = drawn.sample(cells, max(1, len(cells) - drawn.randrange(2)))
            sheet.cell(place.row + 1, place.column + 1).value = "=" + "+".join(
                f"N({cell.coordinate})" for cell in some
            )
    book.save(table)
    score_file(table, scored)
    score_file(scored, again)
    assert again.read_bytes() == scored.read_bytes()


def test_scores_of_percents_are_written_as_percents(tmp_path: Path) -> None:
    """权重 40% and 得分 39.6%: a score that was written as 39.6 there showed 3960%."""
    book = openpyxl.Workbook()
    rows = [
        ["消防救援经费绩效自评表"],
        ["三级指标", "指标值", "完成值", "权重", "得分"],
        ["购置消防车", "2辆", "2辆", 0.4, 0.4],
        ["处警出动及时率", "≥98%", "97.02%", 0.4, None],
        ["辖区群众满意度", "≥90%", "95%", 0.2, 0.15],
        ["合计", None, None, 1, "=SUM(E3:E5)"],
    ]
    for row in rows:
        book.active.append(row)
    for column in "DE":
        for cell in book.active[column][2:]:
            cell.number_format = "0.00%"
    book.save(table := tmp_path / "自评表.xlsx")
    for overwrite, last, total in ((False, 0.15, 94.6), (True, 0.2, 99.6)):
        (result,) = score_file(table, scored := tmp_path / "得分.xlsx", overwrite=overwrite)
        sheet = openpyxl.load_workbook(scored, data_only=True)["Sheet"]
        assert [cell.value for cell in sheet["E"][2:]] == [0.4, 0.396, last, total / 100]
        assert result.entered_total == total
        assert all(verdict.consistent for verdict in verify_file(scored))
        score_file(scored, tmp_path / "再次.xlsx", overwrite=overwrite)
        assert (tmp_path / "再次.xlsx").read_bytes() == scored.read_bytes()
        scored.unlink()


def test_scores_are_written_to_the_sheet_on_which_they_stand(tmp_path: Path) -> None:
    """The amounts are a sheet of their own: their score went to the same address of the other one."""
    table = tmp_path / "自评表.xlsx"
    drawing = next(path for path in DRAWINGS if path.stem == "funds-on-a-sheet-of-their-own")
    save(drawn(drawing)[0], table)
    before = openpyxl.load_workbook(table)
    before["资金"]["F4"].value = None
    before.save(table)
    score_file(table, scored := tmp_path / "得分.xlsx", overwrite=True)
    after = openpyxl.load_workbook(scored)
    assert after["资金"]["F4"].value == 9.4
    assert [*after["指标"].values] == [*before["指标"].values]
    score_file(scored, tmp_path / "再次.xlsx", overwrite=True)
    assert (tmp_path / "再次.xlsx").read_bytes() == scored.read_bytes()


@pytest.mark.parametrize("seed", range(100, 130))
def test_what_was_written_is_what_anybody_would_have_typed(seed: int, tmp_path: Path) -> None:
    """Without 核对, which remembers them, the scores of ours are right, and in the right cells."""
    save(workbook_for(random.Random(seed))[0], table := tmp_path / "自评表.xlsx")
    before = score_file(table, scored := tmp_path / "得分.xlsx", overwrite=True)
    book = openpyxl.load_workbook(scored)
    del book["核对"]
    book.save(scored)
    after = check_file(scored)
    assert [[(one.item.name, one.score) for one in result.scores] for result in after] == [
        [(one.item.name, one.score) for one in result.scores] for result in before
    ]
    assert not [found for result in after for found in result.findings if found.code == "score-differs"]
