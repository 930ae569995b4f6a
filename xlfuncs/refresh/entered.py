"""填报得分 — what people entered, where an earlier refresh put a score of ours into the cell since."""

from __future__ import annotations

from collections.abc import Mapping

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Table
from xlfuncs.refresh.typed_sheet import TypedSheet
from xlfuncs.scoring.numbers import is_blank

_WHOLE = 100.0  # points of a table


def forget_ours(table: Table, read: Mapping[str, TypedSheet]) -> bool:
    """What people entered, where the cell holds a score of ours, or typed over it; whether it may be another's than the total."""
    if not table.own and not any(read.values()):
        return False

    def ours(place: Place) -> bool:
        """Whether a cell holds a score of ours and was read so: without formulas it was read as it was typed."""
        earlier = read[place.sheet]
        return (table.own or bool(earlier.sheet.formulas)) and earlier.ours(place.cell)

    sums = {table.cells.get(key) for key in ("total", "entered_total")}
    kept = (Place(name, *cell) for name, earlier in read.items() for cell in earlier.remembered)
    apart = table.own or any(place not in sums for place in kept)
    for item in table.items if apart else ():
        if place := item.place("score"):
            earlier = read[place.sheet]
            typed_over = table.own and is_blank(item.entered) and place.cell not in earlier.sheet.formulas
            if ours(place) or typed_over:
                item.entered = earlier.entered(place.cell, item.points)
    for section in table.sections:
        if (place := table.cells.get(section.name)) and ours(place):
            section.entered, apart = read[place.sheet].entered(place.cell), True
    for key in ("total", "entered_total"):
        if (place := table.cells.get(key)) and ours(place):
            table.entered_total = read[place.sheet].entered(place.cell, _WHOLE)
    if table.entered_grade and ours(at := table.entered_grade[1]):
        table.entered_grade = str(read[at.sheet].typed(at.cell) or ""), at
    return apart
