"""What full points and the next grade would take, read off tables and tried."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from click.testing import CliRunner

import xlfuncs
from tests.evaluation.tables import evaluate, indicator, item, table
from tests.tables.drawn import DRAWINGS, drawn
from tests.tables.grammar.grid import save
from xlfuncs.cli import main
from xlfuncs.review.prospects import next_grade, prospects

NATIONAL = "mof-2020-10"


def test_rows_below_their_points_say_what_they_need() -> None:
    rows = [
        item("execution_rate_score", name="资金", budget=100.0, executed=60.0, points=10.0),
        indicator("≥40人", "36人", 5.0, name="人数"),
        indicator("≤20天", "25天", 5.0, name="天数"),
        indicator("少于550件", "600件", 5.0, name="件数"),
        indicator(40.0, 44.0, 5.0, name="已满"),
    ]
    result = evaluate(table(*rows, rule=NATIONAL))
    result.table.unit = "万元"
    found = {row.name: (row.score, row.actual, row.needed) for row in prospects(result)}
    assert found == {
        "资金": ("6.00", "60万元", "99.95万元"),
        "人数": ("4.50", "36人", "40人"),
        "天数": ("4.00", "25天", "20天"),
        "件数": ("4.58", "600件", "＜550件"),  # 550 itself is not fewer
    }
    assert xlfuncs.execution_rate_score(100, 99.95, 10, NATIONAL) == 10.0
    assert xlfuncs.execution_rate_score(100, 99.94, 10, NATIONAL) == 9.99


def test_a_percent_cell_is_told_as_it_shows(tmp_path: Path) -> None:
    drawing = next(path for path in DRAWINGS if path.stem == "shanghai-school")
    save(drawn(drawing)[0], tmp_path / "自评表.xlsx")
    (result,) = xlfuncs.check_file(tmp_path / "自评表.xlsx")
    told = {row.name: (row.actual, row.needed) for row in prospects(result)}
    assert told == {"预算执行率": ("95%", "100%"), "师生满意度": ("81%", "90%")}


def test_a_row_that_a_person_judges_needs_no_figure() -> None:
    row = item("qualitative_score", name="机制", level="部分达成", share=0.75, points=8.0, actual="健全")
    (found,) = prospects(evaluate(table(row, rule=NATIONAL)))
    assert (found.actual, found.needed, found.judged) == ("健全", "", True)


def test_the_next_grade_and_what_is_missing_to_it() -> None:
    result = evaluate(table(indicator(100.0, 85.5, 100.0), rule=NATIONAL))
    assert next_grade(result) == ("优", Decimal("4.5"))
    best = evaluate(table(indicator(100.0, 95.0, 100.0), rule=NATIONAL))
    assert next_grade(best) is None


def test_the_command(tmp_path: Path) -> None:
    example = (
        Path(__file__).parents[2] / "workbook_templates/examples/beijing_department_evaluation_example.xlsx"
    )
    done = CliRunner().invoke(main, ["whatif", str(example)])
    assert done.exit_code == 0
    assert "资金总体" in done.stdout
    assert "17.23/20 分" in done.stdout
    told = CliRunner().invoke(main, ["whatif", str(example), "--json"])
    (found,) = json.loads(told.stdout)["tables"]
    assert (found["sheet"], found["next_grade"], found["missing"]) == ("评分表", None, None)
    row = next(row for row in found["rows"] if row["name"] == "资金总体")
    assert (row["points"], row["score"], row["judged"]) == (20, 17.23, False)
