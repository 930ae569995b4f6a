"""The register of findings: every code is used, every code and wording is produced by a check, and none else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.evaluation.findings.examples import examples
from xlfuncs.evaluation.findings import register
from xlfuncs.evaluation.findings.register import codes, finding

PACKAGE = Path(register.__file__).parents[2]


def constants() -> Iterator[str]:
    """Every text in the rooms that make findings."""
    for room in ("evaluation", "forms", "refresh"):
        for module in (PACKAGE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(module.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_every_code_is_used() -> None:
    assert codes().keys() <= set(constants())


def test_every_wording_is_produced_and_none_else() -> None:
    registered = {(name, case) for name, code in codes().items() for case in ("", *code.cases)}
    assert examples().keys() == registered


def test_every_severity_is_one_the_register_lists() -> None:
    for made in examples().values():
        assert made.severity in codes()[made.code].severity


def test_findings_are_made_by_the_maker_alone() -> None:
    """Nobody calls the class itself: an unregistered code would get through."""
    for module in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            called = (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"
            )
            assert not called or module.name == "register.py", module


def test_numbers_are_written_in_full() -> None:
    """As people write them: never 1.23457e+06, never 5.0."""
    made = finding("points-sum", item="产出指标", found=1234567.5, expected=1234568.0, hint="")
    assert "1234567.5" in made.message
    assert "1234568" in made.said("en")
    assert ".0" not in made.message


def test_both_languages_say_it() -> None:
    for made in examples().values():
        assert "{" not in made.message + made.said("en")
        assert " | " not in made.message
        assert made.message != made.said("en")


@pytest.mark.parametrize(
    ("code", "more"), [("new", {}), ("plan-end", {"severity": "info"}), ("plan-end", {"case": "new"})]
)
def test_what_is_not_registered_is_a_mistake_of_ours(code: str, more: dict[str, str]) -> None:
    with pytest.raises((KeyError, ValueError)):
        finding(code, at=None, item=None, **more)  # type: ignore[arg-type]
