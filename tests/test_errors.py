"""Every refusal speaks both languages: what is raised on purpose has a Chinese and an English half."""

from __future__ import annotations

import ast
from pathlib import Path

import xlfuncs.errors
from xlfuncs.errors import FileProblem, XlfuncsError

SOURCE = Path(xlfuncs.errors.__file__).parent
ERRORS = {"XlfuncsError", *(error.__name__ for error in XlfuncsError.__subclasses__())}
HANDED_ON = {
    "error",
    "why",
    "text",
    "message",
    "_CLOSE",
    "_BY_HAND",
}  # names of texts that have their halves already


def _both(text: ast.expr) -> bool:
    parts = list(ast.walk(text))
    names = {part.id for part in parts if isinstance(part, ast.Name)}
    words = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any("| " in word for word in words) or bool(names & HANDED_ON) or "_syntax" in names


def test_every_refusal_has_both_halves() -> None:
    calls = [
        (f"{path.relative_to(SOURCE)}:{node.lineno}", node.args[0])
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ERRORS
        and node.args
    ]
    assert len(calls) > 100
    assert not [place for place, text in calls if not _both(text)]


def test_both_halves_name_the_place() -> None:
    problem = FileProblem("文件是空的 | the file is empty").within("甲 | 乙.xlsx")
    assert problem.zh == "甲 | 乙.xlsx：文件是空的"
    assert problem.en == "甲 |乙.xlsx: the file is empty"
