"""Every key and every way that a rule file can hold has its Chinese name."""

from __future__ import annotations

import pytest

from xlfuncs.function_table import SCORED
from xlfuncs.rules.loader import index, load
from xlfuncs.rules.model import Value
from xlfuncs.rules.words import CHOICES, LABELS, in_words, label, value_with_unit
from xlfuncs.scoring.methods import METHODS

PARAMETERS = {
    name: parameter
    for function in SCORED.values()
    for method in function.methods
    for name, parameter in METHODS[method].parameters.items()
    if name not in ("low", "high", "ceiling")  # facts, which no rule file holds
}


def test_every_key_has_a_name() -> None:
    stated = {name for function in SCORED.values() for name in function.stated}
    assert set(LABELS) == {*PARAMETERS, *stated, "points", "per_item", "checks"}
    assert len(set(LABELS.values())) == len(LABELS)


def test_every_choice_has_a_name() -> None:
    choices = {name: set(kind.choices) for name, kind in PARAMETERS.items() if kind.choices}
    assert {name: set(words) for name, words in CHOICES.items()} == choices


def test_one_word_can_mean_two_things() -> None:
    ratio = Value("ratio", "方式", clause="第一条")
    assert in_words("capped_ratio_score.inverse", ratio) == "指标值÷完成值"
    assert in_words("capped_ratio_score.equal", ratio) == "完成值÷指标值，不超过 1"


@pytest.mark.parametrize("rule", [entry.id for entry in index().rule])
def test_every_value_is_told(rule: str) -> None:
    for key, value in load(rule).values():
        assert label(key)
        told = value_with_unit(key, value)
        assert value.unit in told or value.unit == "方式"
        assert "float" not in told
        assert "Decimal" not in told
