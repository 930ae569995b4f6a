"""合并两张表 — targets and results in one table, points and scores of the same indicators in another: they are one.

Amounts on a sheet of their own are those of the tables on the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.evaluation.content import Item, Table
from xlfuncs.forms.recognition.tables.missing import is_rate
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.scoring.numbers import exact

_WHOLE = 100  # points
_FEWEST = 2  # indicators by whose names two tables are told to be one
_OF_THE_OTHER = ("part-missing", "total-missing", "form-assumed")  # what a table lacks that the other has


def joined(tables: Sequence[Table]) -> list[Table]:
    """The tables, any with only targets and results put together with that of the scores of just the same indicators."""
    kept = list(tables)
    for scores in tables if len(tables) > 1 else ():
        wanted = _by_name(_scored(scores))
        found = [table for table in kept if wanted and _by_name(_measured(table)).keys() == wanted.keys()]
        if len(wanted) >= _FEWEST and len(found) == 1:
            kept.remove(found[0])
            measured = _by_name(_measured(found[0]))
            for name, item in wanted.items():
                _take(item, measured[name])
            _take_rest(scores, found[0])
    _complete(kept)
    return kept


def _complete(tables: list[Table]) -> None:
    """Amounts on a sheet of their own lack nothing of the others; one table, where their points come to the 100 of the total."""
    without = [table for table in tables if all("budget" not in item.cells for item in table.items)]
    funds = [table for table in tables if any("budget" in item.cells for item in table.items)]
    alone = [table for table in funds if not any(item.measured for item in table.items)]
    single = [table for table in alone if len(table.items) == 1]
    whole = [table for table in without if len(single) == 1 and _share_hundred(single[0], table)]
    if len(whole) == 1 and (len(tables) == 2 or single[0].items[0].points):
        tables.remove(single[0])
        _take_rest(whole[0], single[0])
        return
    for table in tables if len(funds) == len(alone) == 1 < len(tables) else ():
        lacking = "indicators" if table is alone[0] else "execution"
        table.findings = [one for one in table.findings if (one.code, one.case) != ("part-missing", lacking)]


def _share_hundred(funds: Table, table: Table) -> bool:
    """Whether the points of the amounts are those that the rows of the other table lack to the 100 of its total."""
    points = [item.points for one in (funds, table) for item in one.items if not item.idle]
    known = all(isinstance(value, float) for value in points) and not table.own
    apart = known and "entered_total" not in funds.cells
    return apart and table.total_points == _WHOLE == sum(map(exact, points))


def _take(item: Item, other: Item) -> None:
    """Fill in what the other table says of an indicator."""
    item.target, item.actual, item.function = other.target, other.actual, other.function
    item.inputs = other.inputs | {"points": item.points} if other.function else other.inputs
    item.level2, item.reason = item.level2 or other.level2, item.reason or other.reason
    item.criterion = item.criterion or other.criterion
    item.cells.update((key, place) for key, place in other.cells.items() if key not in item.cells)


def _take_rest(table: Table, other: Table) -> None:
    """Fill in what the other table says beside its indicators, and what was found there that this one does not mend."""
    funds = [item for item in other.items if not item.measured]
    sections = {item.section for item in funds} - {section.name for section in table.sections}
    table.items = [*funds, *table.items]
    table.sections += [section for section in other.sections if section.name in sections]
    table.details += other.details
    table.project, table.unit = table.project or other.project, table.unit or other.unit
    table.departments = table.departments or other.departments
    table.asked = table.asked or other.asked
    kept = (found for found in table.findings if not (funds and found.code in _OF_THE_OTHER))
    table.findings = [*(found for found in other.findings if found.code not in _OF_THE_OTHER), *kept]


def _scored(table: Table) -> list[Item]:
    """The indicators of a table that has their points and no target or result; else none."""
    items = [item for item in table.items if not item.idle and not is_rate(item)]
    bare = all(item.points is not None and item.target is item.actual is None for item in items)
    return items if bare and not table.own else []


def _measured(table: Table) -> list[Item]:
    """The indicators of a table that has their targets and results, neither points nor score; else none."""
    items = [item for item in table.items if item.measured]
    bare = all(item.points is item.entered is None for item in table.items)
    return items if bare and not table.own else []


def _by_name(items: Sequence[Item]) -> dict[str, Item]:
    """By their names, where no two have the same."""
    named = {normal(item.name): item for item in items}
    return named if len(named) == len(items) else {}
