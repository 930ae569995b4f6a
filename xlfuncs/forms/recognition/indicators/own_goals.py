"""自制表的指标值、完成值 — in our own forms the printed cells count; what is typed over a cell derived from them goes first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlfuncs.cells import Value
from xlfuncs.evaluation.content import TERMS, Item
from xlfuncs.forms.own_cells import helper_columns
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import as_text
from xlfuncs.forms.recognition.indicators.goal_cells import in_one_unit, way_of
from xlfuncs.functions.directions import DIRECTIONS
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import exact_or_none

DERIVED = {key: helper_columns()[key].title for key in ("direction", "target_number", "actual_number")}
_PRINTED = {"target_number": TERMS["target"], "actual_number": TERMS["actual"]}
_SCALES = (0, -4, -2, 2, 4)  # percent or 万元 may have been meant
# Where refresh puts what formulas cannot read.
_READ = tuple(f"read_{key}" for key in ("target", "actual", *DERIVED))


def printed(
    reader: Reader, columns: Mapping[str, int], row: int, item: Item, shown: tuple[Any, Any]
) -> tuple[str | None, Any, Any]:
    """What the printed cells say, as they show it, and what was typed over the cells derived from them."""
    typed = typed_over(reader, columns, row, item)
    target, actual = shown
    if not typed:
        # Here formulas cannot tell.
        if any(reader.data(row, columns[key]) is None for key in DERIVED):
            item.cells.update((key, reader.at(row, at)) for key, at in columns.items() if key in _READ)
        return None, target, actual
    one, other = in_one_unit(target, actual) or (None, None)
    numbers = typed.get("target_number", one), typed.get("actual_number", other)
    chosen = "direction" in typed
    item.decided = len(typed) > chosen
    said = as_text(typed["direction"]) if chosen else way_of(item, target, *numbers)
    way = said if said in DIRECTIONS else None
    if way is None and (said or None not in numbers):
        told = {"case": "unknown", "severity": "warning", "found": said} if said else {}
        at = reader.at(row, columns["direction"])
        reader.note("helpers-blank", at=at, item=item.name, expected="计分方式", **told)
    return way or "定性", *numbers


def typed_over(reader: Reader, columns: Mapping[str, int], row: int, item: Item) -> dict[str, Value]:
    """The derived cells without a formula: what a person typed there; a number unlike the printed one is a finding of its own."""
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
        one, other = parse_target(printed).number, exact_or_none(value)
        alike = one is None or other is None or other in [one.scaleb(scale) for scale in _SCALES]
        if key in _PRINTED and not alike:
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


def _shown(value: Value) -> str:
    return plain(value) if isinstance(value, float) else str(value)
