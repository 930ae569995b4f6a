"""A short `make fuzz`: spoiled workbooks are scored or refused by name; the same number is always the same file."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from benchmarks.fuzz.mutations import WAYS, mutant
from benchmarks.fuzz.seeds import seeds
from benchmarks.fuzz.trial import trials
from tests.refresh.memory_book import MemoryBook
from xlfuncs.errors import UnknownForm
from xlfuncs.files.book import FileBook
from xlfuncs.refresh.refresh import check

CASES_OF_OTHERS = Path(__file__).parents[1] / "cases"
CASES, SEED = 500, 13


def test_no_spoiled_workbook_ends_badly(tmp_path: Path) -> None:
    cases = {f"{number}": partial(mutant, number, SEED) for number in range(CASES)}
    outcomes = list(trials(cases, tmp_path))
    assert sorted(outcome.name for outcome in outcomes) == sorted(cases)
    assert [outcome for outcome in outcomes if outcome.failed] == []
    ends = {outcome.end for outcome in outcomes}
    assert {"scored", "refused"} <= ends
    assert list(tmp_path.iterdir()) == []


def test_every_kind_of_file_is_spoiled_in_every_way() -> None:
    made = [mutant(number, SEED) for number in range(CASES)]
    assert made[:50] == [mutant(number, SEED) for number in range(50)]
    assert {each.way for each in made} == WAYS.keys()
    assert {each.original.suffix for each in made} == {path.suffix for path in seeds()}
    assert sum(each.data == each.original.read_bytes() for each in made) < CASES // 20


@pytest.mark.parametrize(("number", "seed"), [(20_108, 1), (2_802, 77), (3_189, 77), (3_595, 77)])
def test_a_figure_of_hundreds_of_digits_refuses_no_table(number: int, seed: int, tmp_path: Path) -> None:
    (outcome,) = trials({"slip": partial(mutant, number, seed)}, tmp_path, workers=1)
    assert outcome.end in ("scored", "checked only")


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "1,000", "a", "甲", "(", "（", "%", "2023年12月", "其中：", "\n"]
)
def test_a_table_full_of_one_thing_is_read_at_once(piece: str) -> None:
    """What a pattern begins anew at every letter of takes a minute: in each cell is as much as Excel lets in."""
    sheet = FileBook.open(CASES_OF_OTHERS / "base.xlsx").read("自评表")
    head, body = sheet.rows[:11], sheet.rows[11:]
    full = (piece * 32_767)[:32_767]
    spoiled = [[full if isinstance(value, str) else value for value in row] for row in body]
    start = time.process_time()
    with contextlib.suppress(UnknownForm):
        check(MemoryBook(replace(sheet, rows=[*head, *spoiled])))
    assert time.process_time() - start < 10
