"""What CONTRIBUTING says on adding a function or a method: these places, and no other."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import xlfuncs
from tests.evaluation import rule_files
from xlfuncs import function_table
from xlfuncs.evaluation.findings.causes import READINGS
from xlfuncs.function_table import SCORED, Argument, Function
from xlfuncs.functions.apply import apply
from xlfuncs.functions.explain import explain
from xlfuncs.functions.method_steps import STEPS
from xlfuncs.scoring import formulas
from xlfuncs.scoring.methods import METHODS
from xlfuncs.toml import loads

PACKAGE = Path(xlfuncs.__file__).parent
ROOMS = ("scoring", "rules", "functions")
KINDS = {"functions/rates.py", "functions/scores.py"}


def words(module: Path) -> set[str]:
    """Every name and every text of the code; not what docstrings and comments mention."""
    said = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        for field in ("value", "id", "name", "attr", "arg"):
            word = getattr(node, field, None)
            said |= {word} if isinstance(word, str) else set()
    return said


@pytest.fixture(scope="module")
def said() -> dict[str, set[str]]:
    modules = [*PACKAGE.glob("*.py"), *(one for room in ROOMS for one in (PACKAGE / room).rglob("*.py"))]
    said = {module.relative_to(PACKAGE).as_posix(): words(module) for module in modules}
    table = loads((PACKAGE / "function_table.toml").read_text("utf-8"))
    return said | {"function_table.toml": {*table["functions"]}}


# `grade` is also a common word; `checklist_score` also a method, which stands in the places of methods.
@pytest.mark.parametrize("name", sorted(set(SCORED) - {"grade", *METHODS}))
def test_a_function_stands_in_three_places(name: str, said: dict[str, set[str]]) -> None:
    places = {module for module, names in said.items() if name in names}
    assert {"__init__.py", "function_table.toml"} < places
    assert len(places) == 3
    assert places & KINDS


def test_a_function_on_a_method_that_stands_needs_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A share of projects on time: its table entry and its call, nothing else, and rule, range and words follow."""
    projects = Argument("projects", "项目数", "项目数", "Projects")
    on_time = Argument("on_time", "按期数", "按期完成数", "Finished on time")
    rule = function_table.TABLE["execution_rate"].arguments[-1]
    entry = Function(
        "punctual_rate", "按期率", "", "", [projects, on_time, rule], ["rate"], ["whole", "part"]
    )
    monkeypatch.setitem(SCORED, entry.name, entry)
    monkeypatch.setitem(function_table._NAMES, entry.zh, entry)
    monkeypatch.setitem(rule_files.METHODS, entry.name, "rate")
    own = rule_files.rule_file(punctual_rate={"places": 4, "rounding": "truncate"})

    assert apply("punctual_rate", own, 3.0, 2.0) == 0.6666
    assert apply("punctual_rate", own, "3", 2) == 0.6666
    assert apply("punctual_rate", own, [3, None], [2, 1]).values[0] == 0.6666
    assert explain("按期率", 3, 2, own).startswith("2÷3＝66.6666%，截断为 66.66%。依据：第一条")


def test_a_method_has_all_its_faces() -> None:
    for name, method in METHODS.items():
        assert (method.name, method.formula) == (name, getattr(formulas, name))
    assert {name for function in SCORED.values() for name in function.methods} == set(METHODS)


def test_the_words_of_a_method_go_by_its_name() -> None:
    assert set(STEPS) == set(METHODS)
    assert set(READINGS) <= set(METHODS)


@pytest.mark.parametrize("name", xlfuncs.__all__)
def test_help_names_the_types(name: str) -> None:
    signature = inspect.signature(getattr(xlfuncs, name))
    types = [parameter.annotation for parameter in signature.parameters.values()]
    assert not {"Any", inspect.Signature.empty} & {*types, signature.return_annotation}
