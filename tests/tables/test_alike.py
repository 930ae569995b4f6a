"""What means nothing changes nothing: a drawn table typed a little otherwise is scored as it was.

White space, wide digits, blank rows and columns, remarks beside and below, headings again on the next page, no merged
cells: each is done to every drawing, and every row's score compared with that of the drawing itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from tests.tables.drawn import DRAWINGS, checked, sheets

Cells = list[list[str]]
Scores = dict[str, list[float | None]]
_PERCENT = re.compile(r"\d+(\.\d{1,2})?%")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_HEADING = re.compile("指标|目标|完成|分值|得分|权重|实际|满分|计划|自评|内容|项目名称|预算数|执行数|执行率")
_FREE = ("", "<", "^")


def spaced(cells: Cells, random: Random) -> Cells:
    """White space around texts and numbers."""
    return [[_spaced(text, random) for text in row] for row in cells]


def _spaced(text: str, random: Random) -> str:
    if text in _FREE or text[0] == "%" or random.random() < 0.5:
        return text
    return random.choice((" ", "　", "\n", "")) + text + random.choice((" ", "　", "\n"))


def wide(cells: Cells, random: Random) -> Cells:
    """Some numbers in wide digits."""
    return [
        [t.translate(_WIDE) if _NUMBER.fullmatch(t) and random.random() < 0.5 else t for t in row]
        for row in cells
    ]


def in_percent_cells(cells: Cells, _: Random) -> Cells:
    """Percentages as numbers that their cells show as percentages."""
    return [
        [f"%{Decimal(text[:-1]).scaleb(-2):f}" if _PERCENT.fullmatch(text) else text for text in row]
        for row in cells
    ]


def elsewhere(cells: Cells, random: Random) -> Cells:
    """Some rows and columns further on."""
    before = [""] * random.randrange(1, 4)
    return [[""]] * random.randrange(4) + [before + row for row in cells]


def remarked_below(cells: Cells, _: Random) -> Cells:
    """Remarks and signatures below."""
    note = ["注：1.本表由项目单位填报；2.分值合计100分；3.定量指标按完成比例计分。"]
    return [*cells, note, ["填表人：张三", "", "联系电话：13800000000", "", "填报日期：2024年3月15日"]]


def remarked_beside(cells: Cells, random: Random) -> Cells:
    """A column of remarks at the right, most of them blank."""
    head = _head(cells)
    most = max(map(len, cells))
    rows = [row + [""] * (most - len(row)) for row in cells]
    for at in range(head.start if head else len(rows), len(rows)):
        filled = sum(bool(_NUMBER.fullmatch(text)) for text in rows[at]) > 1
        remark = random.choice(("", "", "无", "详见附件", "按计划推进")) if filled else ""
        rows[at].append("备注" if at == head.start else "^" if at in head else remark)
    return rows


def unmerged(cells: Cells, _: Random) -> Cells:
    """Blanks where cells were merged."""
    return [["" if text in _FREE else text for text in row] for row in cells]


def titled(cells: Cells, random: Random) -> Cells:
    """No cells merged but the title's."""
    most = max(map(len, cells))
    title, *below = unmerged(cells, random)
    return [[title[0], *["<"] * (most - 1)] if title[0] and not any(title[1:]) else title, *below]


def labels_merged(cells: Cells, _: Random) -> Cells:
    """Only the cells of the first columns merged."""
    return [row[:2] + ["" if text in _FREE else text for text in row[2:]] for row in cells]


def with_a_blank_column(cells: Cells, random: Random) -> Cells:
    """A blank column among the others, what was merged across its place still merged."""
    at = random.randrange(1, 6)
    return [
        [*row[:at], "<" if row[at : at + 1] == ["<"] else "", *row[at:]] if row[at:] else row for row in cells
    ]


def on_two_pages(cells: Cells, random: Random) -> Cells:
    """The headings again further down."""
    head = _head(cells)
    below = [at for at in range(head.stop + 1, len(cells) - 1) if "^" not in cells[at]] if head else []
    at = random.choice(below) if below else 0
    return [*cells[:at], *cells[head.start : head.stop], *cells[at:]] if at else cells


def _head(cells: Cells) -> range:
    """The rows of the last headings."""
    rows = [
        at
        for at, row in enumerate(cells)
        if sum(
            1 < len(text) < 14 and _HEADING.search(text) is not None and not re.search(r"\d", text)
            for text in row
        )
        > 3
    ]
    if not rows:
        return range(0)
    first = last = rows[-1]
    while first - 1 in rows or "^" in cells[first]:
        first -= 1
    while (
        last + 1 < len(cells)
        and cells[last + 1].count("^") > 1
        and not any(map(_NUMBER.fullmatch, cells[last + 1]))
    ):
        last += 1
    return range(first, last + 1)


# What only merged cells say: of which rows a cell, of which year an amount.
_BLANK = {
    "amounts-of-years-across",
    "guangdong-department-three-heads",
    "jiangxi-merged-score",
    "rate-left-out-of-total",
    "shanxi-points-in-score",
    "shanxi-two-rows-headed-across",
    "sichuan-two-rows-headed",
    "yunnan-school",
}
# Where it means something: what only merged cells say, of which rows or funds; a page that ends within an indicator of
# two rows, or below headings that nobody knows; a remark beside amounts that have no name.
_TELLING: dict[Callable[[Cells, Random], Cells], set[str]] = {
    spaced: set(),
    wide: set(),
    in_percent_cells: set(),
    elsewhere: set(),
    remarked_below: set(),
    remarked_beside: {"zhejiang-amounts-last"},
    unmerged: _BLANK | {"hunan-two-rows-merged-across"},
    titled: _BLANK | {"hunan-two-rows-merged-across"},
    labels_merged: (_BLANK | {"hunan-two-rows-merged-across"})
    - {"shanxi-two-rows-headed-across", "sichuan-two-rows-headed"},
    with_a_blank_column: {"anhui-nested-weight-columns", "projects-across"},
    on_two_pages: {
        "hunan-two-rows-merged-across",
        "zhejiang-another-below-amounts",
    },
}


@pytest.fixture(scope="module")
def drawn_scores(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Scores]:
    """Those of the drawings themselves."""
    path = tmp_path_factory.mktemp("drawn") / "table.xlsx"
    return {drawing: _scores(sheets(drawing), path) for drawing in DRAWINGS}


@pytest.mark.parametrize("way", _TELLING, ids=lambda way: way.__name__)
def test_what_means_nothing_changes_nothing(
    tmp_path: Path, drawn_scores: dict[Path, Scores], way: Callable[[Cells, Random], Cells]
) -> None:
    changed = {}
    for drawing in DRAWINGS:
        random = Random(drawing.stem)
        typed = {name: way(cells, random) for name, cells in sheets(drawing).items()}
        was, now = drawn_scores[drawing], _scores(typed, tmp_path / "table.xlsx")
        if any(now[name] != scores for name, scores in was.items()):
            changed[drawing.stem] = {
                name: (scores, now[name]) for name, scores in was.items() if now[name] != scores
            }
    assert changed.keys() == _TELLING[way], changed


# Amounts that belong to one table only.
_ONE = {"amounts-in-a-sentence-changed", "guizhou-funds-in-words", "hunan-four-sums-beside"}


def test_the_same_again_below_is_another_table(tmp_path: Path, drawn_scores: dict[Path, Scores]) -> None:
    one = set()
    for drawing, was in drawn_scores.items():
        twice = {name: [*cells, [""], [""], *cells] for name, cells in sheets(drawing).items()}
        now = _scores(twice, tmp_path / "table.xlsx") if len(twice) == 1 else None
        if now and any(now[name] != scores * 2 for name, scores in was.items()):
            one.add(drawing.stem)
    assert one == _ONE


def _scores(typed: dict[str, Cells], path: Path) -> Scores:
    """The scores of each name."""
    found: Scores = defaultdict(list)
    for result in checked(typed, path):
        for item in result["items"]:
            found[item["name"]].append(item["score"])
    return found
