"""The printed cells are scored by formulas alone: all that is plain, and never otherwise than the core scores it."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.engines import Engine, Filling, Values
from tests.making.test_sheet_equals_core import Build, Built, build, evaluated
from xlfuncs.cells import address
from xlfuncs.evaluation.content import Score

__all__ = ["build"]  # a fixture

PROJECT = "project-self-evaluation"
SIGNS = [
    *("", "", "", "≥", "≤", ">", "<", "=", ">=", "＞＝", "≧", "不低于", "不少于", "不超过", "不大于", "至少", "至多", "不得低于"),
    *("约", "第", "±", "达到", "大于", "少于", "≥ ", "﹥", "不高于", "控制在", "增长", "降低", "完成"),
]  # fmt: skip
NUMBERS = [
    *("40", "4.6", "1,234", "1，234", "12,34", "１２", "0", "100", "95", "0.95", "96", "1", "2023.12", "202312", "2023"),
    *("102 120", "90 95", "1.2.3", "1234567", ".5", "5.", "007", "-5", "1e5", "90/95", "80~90", "三", "3万", "38", "300"),
    *("1,234,567.5", "20231231", "9999999999", "0.1", "1 000", "12月", "10000"),
]  # fmt: skip
UNITS = [
    *("", "%", "％", "人", "人次", "万元", "元", "亩", "个", "个社区", "天", "个工作日", "个月", "年", "月", "日前", "次/年"),
    *("以上", "%以上", "人以上", "天以内", "万元以下", "%（含）以上", "余人", "左右", "人。", "（人）", "‰", "百分比", "级以上"),
    *("个百分点", "倍", "年度", "小时", "分钟", "万", "亿元", "场", "套 "),
]  # fmt: skip
NAMES = [
    *(
        "培训人数",
        "项目成本",
        "投诉件数",
        "群众满意度",
        "完成时间",
        "设备合格率",
        "人均培训费",
        "安全事故起数",
        "项目按时完成率",
    ),
    *("投诉办结率", "造林面积", "空编率", "会议场次", "报告数量", "预算支出控制", "个" * 40),
]
KINDS = 9  # indicator kinds of the form, each with as many rows as asked for

Row = tuple[str, Any, Any]  # name, target, actual


def tables() -> list[dict[str, Any]]:
    """The published tables with the right answers."""
    path = Path(__file__).parents[1] / "tables" / "published" / "expected.json"
    listed: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["tables"]
    return listed


def made_rows(seed: int, count: int) -> list[Row]:
    chance = random.Random(seed)

    def side(sign: str, unit: str) -> str:
        return chance.choice(("", "", " ", "\n")) + sign + chance.choice(NUMBERS) + unit

    rows: list[Row] = []
    for _ in range(count):
        unit = chance.choice(UNITS)
        target: Any = side(chance.choice(SIGNS), unit)
        actual: Any = side("", chance.choice((unit, unit, "", chance.choice(UNITS))))
        if chance.random() < 0.15:
            actual = chance.choice((0.95, 36.0, 100.0, 0.1 + 0.2, 2023.12, 0.0, 96.0))
        if chance.random() < 0.1:
            target = chance.choice((0.95, 36.0, 100.0, 40.0, 2023.12, 0.0))
        rows.append((chance.choice(NAMES), target, actual))
    return rows


def filling(form: Built, rows: list[Row]) -> Filling:
    """The rows in the printed cells, ten points each."""
    cells: dict[str, Any] = {}
    for row, (name, target, actual) in zip(
        (row for row in form.scored.rows if row.kind == "indicators"), rows, strict=False
    ):
        given = {"name": name, "target": target, "actual": actual, "points": 10.0}
        cells |= {address((row.index, row.columns[key])): value for key, value in given.items()}
    return {form.scored.name: cells}


def scores(form: Built, values: Values, typed: Filling) -> list[tuple[Score, Any, Any]]:
    """Of every indicator row: the core's score, the sheet's, and its state."""
    found = []
    for score in evaluated(form, values, typed).scores:
        place = score.item.cells["rule_score"]
        sheet = values[form.scored.name]
        state = sheet.get(address((place.row, form.scored.helpers["state"])))
        found.append((score, sheet.get(place.address), state))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_no_text_is_scored_otherwise_than_the_core_scores_it(seed: int, engine: Engine, build: Build) -> None:
    form = build(PROJECT, rows=40)
    rows = made_rows(seed, 40 * KINDS)
    typed = filling(form, rows)
    (values,) = engine.fill_and_recalculate(form.path, [typed], form.sheets)
    wrong, given = [], 0
    for score, by_sheet, state in scores(form, values, typed):
        if isinstance(by_sheet, float):
            given += 1
            if by_sheet != score.score:
                wrong.append((score.item.name, score.item.target, score.item.actual, by_sheet, score.score))
        elif by_sheet == "" and state == "已评分":
            wrong.append((score.item.name, score.item.target, score.item.actual, state, score.score))
    assert wrong == []
    assert given > 10
