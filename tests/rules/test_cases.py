"""Every rule gives its worked cases, and no number or word of a rule file can change unnoticed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.numerals import changed_numbers, leaves, numbers, place, replaced, toml
from tests.rules.worked import CASES, Case, cases
from xlfuncs.errors import RuleProblem
from xlfuncs.function_table import SCORED
from xlfuncs.rules.loader import DATA, index, load
from xlfuncs.scoring.methods import METHODS

RULES = [entry.id for entry in index().rule]
_CASES = [
    pytest.param(rule, case, id=f"{rule}-{number}-{case.item or case.function}")
    for rule in RULES
    for number, case in enumerate(cases(rule), 1)
]


@pytest.mark.parametrize(("rule", "case"), _CASES)
def test_the_rule_gives_the_worked_case(rule: str, case: Case) -> None:
    assert case.holds(rule), case.source


def test_every_rule_has_cases_and_no_other() -> None:
    assert sorted(path.stem for path in CASES.iterdir()) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_every_function_of_a_rule_has_a_case(rule: str) -> None:
    assert set(load(rule).functions) <= {case.function for case in cases(rule)}


@pytest.mark.parametrize("case", [case for rule in RULES for case in cases(rule)])
def test_a_case_expects_one_thing_and_says_where_it_is_from(case: Case) -> None:
    assert (case.expected is not None) + bool(case.error) + case.blank == 1
    assert case.source
    assert bool(case.arguments) != bool(case.item)


@pytest.mark.parametrize("rule", RULES)
def test_every_number_of_a_rule_file_is_found(rule: str) -> None:
    path = DATA / f"{rule}.toml"
    parsed = [value for value in leaves(toml(path)) if isinstance(value, int | float)]
    assert sorted(float(match["number"]) for match in numbers(path.read_text("utf-8"))) == sorted(parsed)


@pytest.mark.parametrize("rule", RULES)
def test_changing_any_number_breaks_a_case(rule: str, tmp_path: Path) -> None:
    text = (DATA / f"{rule}.toml").read_text("utf-8")
    unnoticed = [where for where, changed in changed_numbers(text) if unchanged_by(changed, rule, tmp_path)]
    assert not unnoticed


@pytest.mark.parametrize("rule", RULES)
def test_changing_any_word_that_chooses_a_way_breaks_a_case(rule: str, tmp_path: Path) -> None:
    text = (DATA / f"{rule}.toml").read_text("utf-8")
    unnoticed = [where for where, changed in other_words(text) if unchanged_by(changed, rule, tmp_path)]
    assert not unnoticed


def unchanged_by(text: str, rule: str, folder: Path) -> bool:
    """Whether the rule still loads, agrees with the index, and gives every case."""
    path = folder / f"{len(list(folder.iterdir()))}.toml"  # a new name each time: rules are remembered
    path.write_text(text, encoding="utf-8")
    try:
        changed = load(str(path))
    except RuleProblem:
        return False
    entry = next(entry for entry in index().rule if entry.id == rule)
    return changed.year == entry.year and all(case.holds(str(path)) for case in cases(rule))


def other_words(text: str) -> Iterator[tuple[str, str]]:
    """The file with one choice replaced by each other word its method knows."""
    choices = {
        parameter: kind.choices
        for function in SCORED.values()
        for name in function.methods
        for parameter, kind in METHODS[name].parameters.items()
    }
    for match in re.finditer(r'(?<=values\.)(\w+) = \{ value = "(\w+)"', text):
        for word in choices[match[1]]:
            if word != match[2]:
                new = match[0].replace(f'"{match[2]}"', f'"{word}"')
                yield f"{place(text, match.start())} → {word}", replaced(text, match, new)


def test_the_words_are_found() -> None:
    text = (DATA / "beijing-2022.toml").read_text("utf-8")
    words = re.findall(r'value = "(\w+)", unit = "方式"', text)
    assert len({where.partition(" →")[0] for where, _ in other_words(text)}) == len(words) == 9
