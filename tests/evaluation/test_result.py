"""A result as a TABLE: JSON holds all of it, a blank is null, an exact number of a row keeps its digits as text."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

from xlfuncs.cells import CellError, Place
from xlfuncs.evaluation.content import Item, Table
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.result import Result, Score


def result(score: Score, *findings: Finding) -> Result:
    sections = [{"name": "管理", "points": 20.0, "score": 16.0, "entered": 14.0}]
    return Result(
        Table("评分表", "form"), "beijing-2022", [score], sections, 92.73, 90.73, "优秀", [*findings]
    )


def test_what_json_cannot_hold_becomes_text_and_blanks_null() -> None:
    item = Item("管理", "进度", target=dt.date(2022, 12, 31), actual="", points=Decimal("4"), entered=0)
    item.approved = float("inf")
    (told,) = result(Score(item)).to_dict()["items"]
    assert (told["target"], told["actual"], told["points"], told["entered"]) == ("2022-12-31", None, "4", 0)
    assert told["approved"] == "inf"
    assert told["score"] is told["explanation"] is told["source"] is told["cell"] is None


def test_json_gives_the_same_back() -> None:
    at, odd = Place("评分表", 0, 6), CellError("#REF!")
    found = finding("reason-missing", at=at, item="x", found=odd, expected=Decimal("1.5"))
    table = result(Score(Item("管理", "x")), found).to_dict()
    assert json.loads(json.dumps(table)) == table
    assert (table["findings"][0]["found"], table["findings"][0]["expected"]) == ("#REF!", 1.5)


def test_a_form_that_earns_no_points_has_no_rule() -> None:
    unscored = Result(Table("台账", "duty-ledger-beijing"), "", [], [], None, None, None, [])
    assert unscored.to_dict()["rule"] is None
