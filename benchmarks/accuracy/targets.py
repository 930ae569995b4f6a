"""Targets as real declarations spell them, each with a result that earns nine or eight of ten points."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from tests.tables.grammar.truth import Row

_LIST = Path(__file__).parents[2] / "tests" / "functions" / "data" / "target_texts.json"
_POINTS = Decimal(10)
_COST_OR_TIME = ("元", "万", "天", "小时", "分钟")


def target_rows() -> list[Row]:
    """One row a target; words, dates and several numbers are for a person."""
    rows: dict[str, Row] = {}
    for listed in json.loads(_LIST.read_text("utf-8"))["items"]:
        text, unit = listed["text"], listed.get("unit") or ""
        if text.strip() in rows or listed.get("value") == "0":
            continue
        operator = listed.get("operator") if listed["kind"] in ("number", "percent") else None
        share, readings = _result(operator, unit)
        if listed["kind"] == "date_deadline":  # the same date as the result keeps it, if it says when at all
            readings = {"按期": _POINTS}
        elif listed["kind"] == "change_percent":  # the same change
            readings = {"达到": _POINTS}
        actual = f"{Decimal(listed['value']) * share:f}{unit}" if share else text
        name, level2 = _under(operator, unit)
        row = Row(name, text, actual, _POINTS, readings)
        row.level1, row.level2 = "产出指标", level2
        row.sure, row.kind = (
            operator in (">=", "<=", ">", "none") and len(readings) == 1,
            f"target {operator}",
        )
        rows[text.strip()] = row
    return list(rows.values())


def _under(operator: str | None, unit: str) -> tuple[str, str]:
    """A name and the level-2 heading that fit the unit."""
    if unit == "%":
        return "任务完成率", "质量指标"
    if operator == "none" and unit.startswith(_COST_OR_TIME):
        return ("项目总成本", "成本指标") if unit.startswith(("元", "万")) else ("办结时限", "时效指标")
    return "任务完成情况", "数量指标"


def _result(operator: str | None, unit: str) -> tuple[Decimal, dict[str, Decimal]]:
    """A share of the target as the result, and what the readings of the operator give for it."""
    more, less = Decimal("0.9"), Decimal("1.25")
    match operator:
        case ">=" | ">":
            return more, {"正向": Decimal(9)}
        case "<=":
            return less, {"反向": Decimal(8)}
        case "none" if unit.startswith(_COST_OR_TIME):
            return less, {"正向": _POINTS, "反向": Decimal(8)}
        case "none" | "approx":
            return more, {"正向": Decimal(9)}
        case _:
            return Decimal(0), {}
