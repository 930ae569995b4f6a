"""The tables other people laid out: their rows, and what a reviewer must be told about them."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.counts import Counts
from benchmarks.accuracy.defects import said
from benchmarks.accuracy.reviewed import review
from tests.tables.grammar.truth import Row, TableTruth

TABLES = Path(__file__).parents[2] / "tests" / "tables" / "published"
_PLAIN = ("positive", "negative", "equal", "equal_zero", "date")


def published() -> tuple[Counts, dict[str, list[bool]], list[str]]:
    """Counts of rows; by code, whether each thing a reviewer must be told is said; and what was not."""
    counts, told, unsaid = Counts(), defaultdict(list), []
    for table in json.loads((TABLES / "expected.json").read_text("utf-8"))["tables"]:
        reviewed = review(TABLES / table["file"])
        counts += compare(reviewed, [_truth(table)], table["file"])
        for defect in table["discrepancies"] + table["reviewer_flags"]:
            found = said(reviewed, table, defect)
            told[defect["code"]].append(found)
            if not found:
                unsaid.append(f"{defect['code']}: {table['file']} {table['sheet']} {defect['text']}")
    return counts, dict(told), sorted(unsaid)


def _truth(table: dict[str, Any]) -> TableTruth:
    truth = TableTruth(table["sheet"], {})
    amounts = table["execution"]
    if amounts and amounts["points"] and amounts["cells"].get("score"):
        score = amounts.get("rule_score_half_up")
        row = Row("年度资金总额", None, None, Decimal(amounts["points"]), {}, kind="execution", sure=False)
        row.readings = {"规则": Decimal(score)} if score else {}
        row.entered = None if amounts["score"] is None else Decimal(amounts["score"])
        row.cells = _cells(table, amounts["cells"])
        truth.rows.append(row)
    truth.rows += [_row(table, row) for row in table["rows"]]
    return truth


def _row(table: dict[str, Any], typed: dict[str, Any]) -> Row:
    score, points, entered = (typed.get(key) for key in ("rule_score_half_up", "weight", "published_score"))
    equal_missed = typed["direction"] == "equal" and score != f"{Decimal(points or 0):.2f}"
    readings = {} if score is None or equal_missed else {"规则": Decimal(score)}
    row = Row(
        typed["name"],
        typed.get("target"),
        typed.get("actual"),
        None if points is None else Decimal(points),
        readings,
        None if entered is None else Decimal(entered),
        sure=typed["direction"] in _PLAIN and points is not None and score is not None,
        counts=typed["role"] in ("row", "parent"),
        kind=typed["direction"],
        level1=typed.get("level1", ""),
    )
    row.cells = _cells(table, {key: cell for key, cell in typed["cells"].items() if key != "sheet"})
    row.cells = {{"weight": "points"}.get(key, key): cell for key, cell in row.cells.items()}
    return row


def _cells(table: dict[str, Any], cells: dict[str, str]) -> dict[str, str]:
    return {key: f"{table['sheet']}!{cell}" for key, cell in cells.items()}
