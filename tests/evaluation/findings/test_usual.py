"""Of rows that are taken for usual, none of the questions has anything to ask."""

from itertools import product

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.evaluate import QUESTIONS
from xlfuncs.evaluation.findings.usual import are_usual
from xlfuncs.evaluation.score_items import score_items

_NAMES = (
    "培训人数",
    "设备数量",
    "合格率",
    "增长（%）",
    "投诉件数（≤10）",
    "满意度",
    "制作费",
    "按时完成",
    "",
)
_TARGETS = (
    100.0,
    0.0,
    "100",
    "100个",
    "0100个",
    "100‰",
    "100%",
    "≥100个",
    "100万元",
    "100以上",
    "待定",
    None,
)
_REACHED = (0.001, 0.02, 15.0, 50.0, 100.0, 101.0, 128.0, 129.99, 130.0, 600.0, 1e6)
_CELLS = {key: Place("表", 3, at) for at, key in enumerate(("target", "actual", "points", "score", "reason"))}
_RATIO = "capped_ratio_score"


def test_usual_rows_are_asked_nothing() -> None:
    rows = [
        Item("产出", name, _RATIO, dict(inputs), target, actual, 5.0, entered, cells=_CELLS)
        for name, target, actual, way, entered in product(
            _NAMES, _TARGETS, (*_REACHED, "100个"), (None, "正向", "反向", "等于"), (None, 4.0)
        )
        for inputs in ({"target": 100.0, "actual": actual, "points": 5.0, "direction": way},)
    ]
    scores = [*score_items(rows, "beijing-2022")]
    usual = [score for score, as_most in zip(scores, are_usual(scores), strict=True) if as_most]
    assert [found for score in usual for check in QUESTIONS for found in check(score)] == []
    assert len(usual) > 300
