"""A short `make fuzz`: spoiled workbooks are scored or refused by name; the same number is always the same file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from benchmarks.fuzz.mutations import WAYS, mutant
from benchmarks.fuzz.seeds import seeds
from benchmarks.fuzz.trial import trials

CASES, MADE, SEED = 200, 500, 13


def test_no_spoiled_workbook_ends_badly(tmp_path: Path) -> None:
    cases = {f"{number}": partial(mutant, number, SEED) for number in range(CASES)}
    outcomes = list(trials(cases, tmp_path))
    assert sorted(outcome.name for outcome in outcomes) == sorted(cases)
    assert [outcome for outcome in outcomes if outcome.failed] == []
    ends = {outcome.end for outcome in outcomes}
    assert {"scored", "refused"} <= ends
    assert list(tmp_path.iterdir()) == []


def test_every_kind_of_file_is_spoiled_in_every_way() -> None:
    made = [mutant(number, SEED) for number in range(MADE)]
    assert made[:50] == [mutant(number, SEED) for number in range(50)]
    assert {each.way for each in made} == WAYS.keys()
    assert {each.original.suffix for each in made} == {path.suffix for path in seeds()}
    assert sum(each.data == each.original.read_bytes() for each in made) < MADE // 20


def test_a_figure_of_hundreds_of_digits_refuses_no_table(tmp_path: Path) -> None:
    (outcome,) = trials({"slip": partial(mutant, 20_108, 1)}, tmp_path, workers=1)
    assert outcome.end == "scored"
