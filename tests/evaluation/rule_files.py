"""Rule files with parameters of a test's choosing: what no issued document we hold says, methods still can."""

from __future__ import annotations

import atexit
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

HEAD = """
id = "test-{number}"
title = "试验规则"
issuer = "某局"
document_number = "试1号"
year = 2024
jurisdiction = "某市"
status = "seen"
source = "试验"
"""
METHODS = {
    "execution_rate": "rate",
    "execution_rate_score": "ratio_score",
    "carryover_rate": "rate",
    "carryover_deduction": "step_deduction",
    "variance_rate": "change_rate",
    "variance_deduction": "step_deduction",
    "capped_ratio_score": "ratio_score",
    "checklist_score": "checklist_score",
    "qualitative_score": "tier_score",
    "grade": "band_label",
}
_FOLDER = Path(mkdtemp(prefix="xlfuncs-rules-"))
atexit.register(rmtree, _FOLDER)


def rule_file(**functions: Mapping[str, Any]) -> str:
    """The path of a rule file that states these functions with these values."""
    return _written(tuple((name, tuple(values.items())) for name, values in functions.items()))


@cache
def _written(functions: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]) -> str:
    lines = []
    for name, values in functions:
        lines += [f"[functions.{name}]", f'method = "{METHODS[name]}"', f'clause = "第一条 {name}"']
        for key, value in values:
            lines.append(f'values.{key} = {{ value = {_toml(value)}, unit = "分", clause = "第一条" }}')
    number = len(list(_FOLDER.iterdir()))
    path = _FOLDER / f"{number}.toml"
    path.write_text(HEAD.format(number=number) + "\n".join(lines), "utf-8")
    return str(path)


def _toml(value: Any) -> str:
    if isinstance(value, str) and not value.startswith("["):
        return f'"{value}"'
    return str(value)
