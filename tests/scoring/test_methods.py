"""The table of methods says what each definition takes, and each definition names its source."""

from __future__ import annotations

import inspect

import pytest

from xlfuncs.scoring.methods import METHODS


@pytest.mark.parametrize("name", METHODS)
def test_the_table_says_what_the_definition_takes(name: str) -> None:
    method = METHODS[name]
    taken = inspect.signature(method.definition).parameters
    assert method.name == name
    assert [*method.inputs, *method.parameters] == list(taken)
    for key, parameter in method.parameters.items():
        assert parameter.required is (taken[key].default is inspect.Parameter.empty), key
        assert bool(parameter.choices) is (parameter.kind == "choice"), key


@pytest.mark.parametrize("name", METHODS)
def test_every_definition_names_its_source(name: str) -> None:
    doc = inspect.getdoc(METHODS[name].definition)
    assert doc is not None
    assert "Source: " in doc
    assert ">>> " in doc
