"""网页所知 — what the page can offer before Python runs: forms, rules, functions, and how grave findings are."""

from __future__ import annotations

import json
from typing import Any

from xlfuncs.evaluation.findings.register import SEVERITIES
from xlfuncs.forms.layout import DATA, Layout, forms
from xlfuncs.function_table import TABLE, Function
from xlfuncs.rules import listing


def known() -> str:
    """As JSON, to be put into the page."""
    data = {
        "forms": [_form(form) for form in forms()],
        "rules": listing.every(),
        # The lines of `explain` stand under every result.
        "functions": [_function(function) for function in TABLE.values() if function.name != "explain"],
        "severities": SEVERITIES,
    }
    return json.dumps(data, ensure_ascii=False)


def _form(form: Layout) -> dict[str, Any]:
    example = (DATA / f"{form.id}.example.toml").is_file()
    named = {"id": form.id, "name": form.name, "rule": form.rule or None, "source": form.source}
    return named | {"file": f"{form.name}.xlsx", "example": example}


def _function(function: Function) -> dict[str, Any]:
    keys = ("name", "zh", "help", "english", "optional")
    arguments = [{key: getattr(argument, key) for key in keys} for argument in function.arguments]
    said = {key: getattr(function, key) for key in ("name", "zh", "excel", "help", "english")}
    return said | {"arguments": arguments}
