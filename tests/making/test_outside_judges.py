"""Two auditors of spreadsheets that nobody here wrote: nothing grave in our forms, nothing new in what a refresh wrote.

Where one of them is wrong it is said why, beside the formula that misleads it.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook
from show_your_work.cli import run as unexplained_cells
from spreadsheet_auditor.audit import main as spreadsheet_auditor

from xlfuncs.refresh.score_file import score_file

ROOT = Path(__file__).parents[2]
OURS = sorted((ROOT / "workbook_templates").rglob("*.xlsx"))
TYPED = sorted((ROOT / "tests/tables/published").glob("*.xlsx"))

# What they say wrongly: rule, how the cell's content begins, and why it is no defect.
WRONG = [
    # 合计 counts the rows above it by ROW(A35)－ROW(J5): ROW of the cell itself reads no value, so nothing goes round.
    ("circular_reference", r'="(合计|总分)"&IF\(.*\bROW\('),
    # A check below the total waits for the scores of the parts, C3:C5, and leaves out the total of these very cells.
    ("total_misses_rows", r'=IF\(COUNT\(C3:C\d+\)=0,"未填",'),
    # The total stands below rows that each pick their own score: it adds them up, as a total does.
    ("FORMULA_DRIFT", r"=IF\(COUNT\(OFFSET\("),
    # Which rows may be read both ways follows from their printed names: where those settle it, it is a constant.
    ("inconsistent_formula", r"=(TRUE|FALSE)$"),
    # The example's target and result are prose, and the numbers in it were typed beside them: 手工填写, as check says.
    ("overwritten_formula", r"(291435\.79|251145\.17)$"),
]


class Verdict(NamedTuple):
    rule: str
    cell: str
    content: str


def verdicts(file: Path, folder: Path) -> Iterator[Verdict]:
    """What either calls high or critical."""
    settings, told = folder / "settings.json", folder / "told.json"
    settings.write_text(json.dumps({"recalc": {"enabled": False}}))  # other tests recalculate, in two engines
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        spreadsheet_auditor([str(file), "--json", str(told), "--config", str(settings), "--fail-on", "None"])
    grave = [
        (each["rule_id"], each["location"])
        for each in json.loads(told.read_text())["findings"]
        if each["severity"] in ("Critical", "High")
    ]
    grave += [
        (each.check, f"{each.sheet}!{each.location}")
        for each in unexplained_cells(str(file)).findings
        if each.level.value == "high"
    ]
    book = load_workbook(file)
    for rule, place in grave:
        sheet, _, address = place.rpartition("!")
        first = re.match(r"[A-Z]+\d+", address)
        yield Verdict(rule, place, str(book[sheet][first[0]].value) if first else "")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, list[Verdict]]:
    return {file: [*verdicts(file, tmp_path_factory.mktemp("judged"))] for file in OURS}


def excuses(verdict: Verdict) -> list[tuple[str, str]]:
    return [
        (rule, start)
        for rule, start in WRONG
        if rule == verdict.rule and re.match(start, verdict.content, re.S)
    ]


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.stem)
def test_nothing_grave_in_our_forms(file: Path, ours: dict[Path, list[Verdict]]) -> None:
    assert [verdict for verdict in ours[file] if not excuses(verdict)] == []


def test_every_excuse_is_needed(ours: dict[Path, list[Verdict]]) -> None:
    used = {excuse for found in ours.values() for verdict in found for excuse in excuses(verdict)}
    assert used == set(WRONG)


@pytest.mark.parametrize("file", TYPED, ids=lambda file: file.stem)
def test_nothing_new_after_a_refresh(file: Path, tmp_path: Path) -> None:
    """Of tables that other people typed: what was odd stays odd, and nothing we write is."""
    scored = tmp_path / "scored.xlsx"
    score_file(file, scored)
    before = {verdict[:2] for verdict in verdicts(file, tmp_path)}
    assert {verdict[:2] for verdict in verdicts(scored, tmp_path)} <= before
