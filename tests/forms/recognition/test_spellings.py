"""Targets and results as people type them, one row a table: scored where every reading gives the same, else left (留)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms.recognition.small_tables import project
from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.score_item import score_item

KINDS = {
    "数": "产出指标 | 数量指标",
    "质": "产出指标 | 质量指标",
    "时": "产出指标 | 时效指标",
    "本": "成本指标 | 经济成本指标",
    "济": "效益指标 | 经济效益指标",
    "社": "效益指标 | 社会效益指标",
    "态": "效益指标 | 生态效益指标",
}
ROWS = (Path(__file__).parents[1] / "data" / "spellings.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_scored_or_left(row: str) -> None:
    kind, name, target, actual, points, score = (part.strip() for part in row.split("|"))
    item = project(f"{KINDS[kind]} | {name} | {target} | {actual} | {points} | ").items[-1]
    assert item.name == name
    try:
        found = score_item(item, "mof-2020-10").score
    except NotANumber:
        found = None
    assert found == (None if score == "留" else float(score))


def test_both_are_among_them() -> None:
    left = sum(row.endswith("留") for row in ROWS)
    assert 80 < left < len(ROWS) - 80
