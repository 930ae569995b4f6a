"""试算 — one function on what a person typed into the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import xlfuncs
from xlfuncs.bilingual import Both
from xlfuncs.errors import XlfuncsError
from xlfuncs.function_table import Function, find
from xlfuncs.functions.explain import explained
from xlfuncs.scoring.numbers import exact


def tried(name: str, typed: Sequence[str]) -> dict[str, Any]:
    """试算 — what a function gives for what was typed, each argument as a cell would hold it, and its steps.

    >>> tried("execution_rate_score", ["291435.79", "251145.17", "", ""])
    {'value': 17.23, 'steps': '251145.17÷291435.79＝86.1751%，截断为 86.17%；...', 'steps_en': '251145.17÷291435.79＝...'}
    """
    function = find(name)
    arguments = zip(function.arguments, typed, strict=True)
    named = {argument.name: _cell(text) for argument, text in arguments if text.strip()}
    if missing := [one for one in function.arguments if not one.optional and one.name not in named]:
        zh, en = "、".join(one.zh for one in missing), ", ".join(one.name for one in missing)
        return {"error": f"请填写：{zh}", "error_en": f"fill in: {en}"}
    if function.name == "total_score":
        named["scores"] = [*map(_cell, re.sub("[，,]", " ", typed[0]).split())]
    try:
        value, steps = getattr(xlfuncs, function.name)(**named), _steps(function, named)
    except XlfuncsError as problem:
        return {"error": problem.zh, "error_en": problem.en}
    return {"value": value, "steps": steps.zh, "steps_en": steps.en}


def _steps(function: Function, named: Mapping[str, Any]) -> Both:
    given = [named.get(argument.name) for argument in function.arguments]
    while given[-1:] == [None]:
        given.pop()
    try:
        return explained(function.name, *given)
    except XlfuncsError:  # a function without steps, such as a look-up
        return Both("", "")


def _cell(typed: str) -> Any:
    """What a cell holds after this was typed: a number, or text."""
    try:
        return float(exact(typed))
    except XlfuncsError:
        return typed.strip()
