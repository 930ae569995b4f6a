"""A mistyped heading changes no score in silence: what it is no longer read as is said, or the table is none any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.tables.drawn import DRAWINGS, checked, sheets

Cells = list[list[str]]
_HEADING = re.compile(
    "指标|目标|完成|分值|得分|权重|实际|满分|计划|自评|内容|预算|支出|执行|金额|单位|符号|性质"
)
_FEWEST = 3  # headings in a row
_TYPED = 2  # mistyped headings of each drawing


def mistyped(text: str, random: Random) -> str:
    """The text with a character left out, typed twice, before its neighbour, or another one."""
    at = random.randrange(len(text))
    before, own, after = text[:at], text[at], text[at + 1 :]
    return before + random.choice(("", own * 2, after[:1] + own, "口")) + after


def _headings(cells: Cells) -> list[tuple[int, int]]:
    rows = [
        [(at, column) for column, text in enumerate(row) if 1 < len(text) < 10 and _HEADING.search(text)]
        for at, row in enumerate(cells)
    ]
    return [one for row in rows if len(row) >= _FEWEST for one in row]


def _typed(drawing: Path) -> Iterator[tuple[str, dict[str, Cells]]]:
    random, drawn = Random(drawing.stem), sheets(drawing)
    places = [(name, *one) for name, cells in drawn.items() for one in _headings(cells)]
    for name, row, column in random.sample(places, min(_TYPED, len(places))):
        text = drawn[name][row][column]
        other = mistyped(text, random)
        line = [*drawn[name][row][:column], other, *drawn[name][row][column + 1 :]]
        yield f"{text} → {other}", drawn | {name: [*drawn[name][:row], line, *drawn[name][row + 1 :]]}


def _read(typed: dict[str, Cells], path: Path) -> tuple[dict[str, float | None], set[str]] | None:
    """The scores by their cells, and what is found; None of what is no table."""
    if not (results := checked(typed, path)):
        return None
    items = [item for result in results for item in result["items"] if item["cell"]]
    found = {finding["message"] for result in results for finding in result["findings"]}
    return {item["cell"]: item["score"] for item in items}, found


def test_a_mistyped_heading_changes_no_score_in_silence(tmp_path: Path) -> None:
    silent = []
    for drawing in DRAWINGS:
        was = _read(sheets(drawing), tmp_path / "table.xlsx")
        for said, typed in _typed(drawing) if was else ():
            now = _read(typed, tmp_path / "table.xlsx")
            if not (was and now):
                continue
            changed = any(now[0].get(cell, score) != score for cell, score in was[0].items())
            if changed and not now[1] - was[1]:
                silent.append((drawing.stem, said))
    assert not silent, silent


@pytest.mark.parametrize(
    ("drawing", "heading", "other"),
    [
        ("liaoning-total-first", "预期值", "预口值"),
        ("hebei-labels-under-amounts", "指标值", "指标"),
        ("hunan-project-note", "指标值", "指标口"),
        ("xizang-project", "指标值（年初批复）", "指标（值年初批复）"),
        ("shanxi-two-years-beside", "完成", "完的"),
    ],
)
def test_the_cells_prove_what_a_mistyped_heading_means(
    tmp_path: Path, drawing: str, heading: str, other: str
) -> None:
    path = DRAWINGS[0].with_name(f"{drawing}.txt")
    drawn = sheets(path)
    typed = {name: [row[:] for row in cells] for name, cells in drawn.items()}
    row = [row for cells in typed.values() for row in cells if heading in row][-1]
    row[len(row) - 1 - row[::-1].index(heading)] = other  # the last one, of this year
    was, now = (_read(cells, tmp_path / "table.xlsx") for cells in (drawn, typed))
    assert was
    assert now
    assert was[0] == now[0]
    assert any(f"「{other}」不是常见的写法" in said for said in now[1] - was[1])


@pytest.mark.parametrize(
    ("drawing", "label", "other", "said"),
    [
        ("hebei-goals-as-names", "绩效目标", "绩效目的", "没有读到指标值一列"),
        ("hunan-two-rows-merged-across", "全年完成值", "全年完成值值", "没有读到完成值一列"),
        ("guizhou-sources-across-rates", "预算安排", "预算排", "「预算排」等）不在读出的表内"),
        ("jiangxi-funds-across", "分值", "份值", "填了得分，没有读到它的分值"),
    ],
)
def test_what_is_lost_is_said(tmp_path: Path, drawing: str, label: str, other: str, said: str) -> None:
    drawn = sheets(DRAWINGS[0].with_name(f"{drawing}.txt"))
    row = next(row for cells in drawn.values() for row in cells if label in row)
    row[row.index(label)] = other
    now = _read(drawn, tmp_path / "table.xlsx")
    assert now
    assert any(said in message for message in now[1])


@pytest.mark.parametrize(
    ("heading", "other"),
    [("三级指标", "三级级指标"), ("年度指标值", "年度标指值"), ("全年完成值", "全年完戌值")],
)
def test_a_heading_is_read_but_for_a_slip(tmp_path: Path, heading: str, other: str) -> None:
    head = ["一级指标", "三级指标", "年度指标值", "全年完成值", "分值", "得分"]
    rows = [
        ["产出指标", "培训人数", "≥40人", "36人", "60", "54"],
        ["效益指标", "就业率", "≥80%", "85%", "40", "40"],
    ]
    typed = [["项目支出绩效自评表"], [other if text == heading else text for text in head], *rows]
    now = _read({"自评": [*typed, ["总分", "", "", "", "100", "94"]]}, tmp_path / "table.xlsx")
    assert now
    assert [*now[0].values()] == [54, 40]
    assert any(f"「{other}」疑为「{heading}」之误" in said for said in now[1])


@pytest.mark.parametrize("other", ["上年完成值", "基准值", "预警值", "参考值", "执行人数", "支出笔数"])
def test_another_word_is_no_slip(tmp_path: Path, other: str) -> None:
    head = ["一级指标", "三级指标", "年度指标值", other, "分值", "得分"]
    rows = [["产出指标", "培训人数", "≥40人", "36人", "100", "90"], ["总分", "", "", "", "100", "90"]]
    now = _read({"自评": [["项目支出绩效自评表"], head, *rows]}, tmp_path / "table.xlsx")
    assert now
    assert not any("之误，该列按" in said for said in now[1])
