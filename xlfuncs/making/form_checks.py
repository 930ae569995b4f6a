"""表间核验 — the checks a layout states in its own words: ``{sheet.key}`` names a cell, ``{unit}`` the 元 in one unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlfuncs.forms.layout import Layout
from xlfuncs.forms.plan import Place, Plan
from xlfuncs.making.basics_sheet import basic
from xlfuncs.making.score_rows import ref
from xlfuncs.making.summary_parts import Checks

__all__ = ["form_checks"]

_NAMED = re.compile(r"\{(\w+)\.(\w+)\}")
_UNIT = f'IF(基础数据!{basic("unit")}="元",1,10000)'


def form_checks(layout: Layout, placed: Sequence[Plan]) -> Checks:
    """Name, words and formula of every check; it holds while one of its cells is blank."""
    plans = {plan.name: plan for plan in placed}
    checks = {}
    for check in layout.checks:
        cells = [_cell(plans[sheet], key) for sheet, key in _NAMED.findall(check.formula)]
        places = iter(cells)
        formula = _NAMED.sub(lambda _, at=places: next(at), check.formula).replace("{unit}", _UNIT)  # type: ignore[misc]
        checks[check.name] = check.label, f"=IF(COUNT({','.join(cells)})<{len(cells)},1=1,{formula})"
    return checks


def _cell(plan: Plan, key: str) -> str:
    """The cell of a key: of a list its sum, else the first that holds it."""
    places = [place for place in plan.places if place.key == key]
    found: Place = next((place for place in places if place.role == "sum"), places[0])
    return f"{plan.name}!{ref(found.row, found.column)}"
