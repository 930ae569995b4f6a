"""手工填写的计分依据 — what a person typed over the cells that an own form derives from the printed ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlfuncs.cells import Value
from xlfuncs.evaluation.content import TERMS, Item
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import exact_or_none

DERIVED = {"direction": "计分方式", "target_number": "目标数值", "actual_number": "完成数值"}
_PRINTED = {"target_number": TERMS["target"], "actual_number": TERMS["actual"]}
_SCALES = (0, -4, -2, 2, 4)  # percent or 万元 may have been meant


def typed_over(reader: Reader, columns: Mapping[str, int], row: int, item: Item) -> dict[str, Value]:
    """The derived cells of a row that hold no formula: what a person typed there; None where it was cleared.

    A number unlike the printed one is a finding of its own, the others of the row share one.
    """
    typed: dict[str, Value] = {}
    for key, term in DERIVED.items():
        place = row, columns[key]
        if place in reader.formulas:
            continue
        typed[key] = reader.data(*place) if key == "direction" else reader.number(*place, term, item.name)
        item.cells[key.removesuffix("_number")] = reader.at(*place)
    said = []
    for key, value in typed.items():
        printed = getattr(item, key.removesuffix("_number"), None)
        if key in _PRINTED and _unlike(printed, value):
            told = {"found": printed, "expected": _shown(value), "which": _PRINTED[key]}
            at = reader.at(row, columns[key])
            reader.note("typed-over", case="differs", severity="warning", at=at, item=item.name, **told)
        elif value is not None:
            said.append(key)
    if said:
        terms, values = "、".join(DERIVED[key] for key in said), "、".join(_shown(typed[key]) for key in said)
        at = reader.at(row, columns[said[0]])
        reader.note("typed-over", at=at, item=item.name, found=values, terms=terms)
    return typed


def _unlike(printed: Any, typed: Value) -> bool:
    """Whether the printed cell holds a number, and another one."""
    one, other = parse_target(printed).number, exact_or_none(typed)
    return one is not None and other is not None and other not in [one.scaleb(scale) for scale in _SCALES]


def _shown(value: Value) -> str:
    return plain(value) if isinstance(value, float) else str(value)
