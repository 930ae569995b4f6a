"""底色 — what a score sheet shows by colour: blank inputs, errors, scores over their points or unlike the rule's, overrides.

Where a suite can print without fills (Excel's 单色打印), the sheets ask it to; for LibreOffice, which cannot, one cell of
基础数据 turns them all off. The yellow of blank inputs lacks only blue: it is all but white where a printer knows no colours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from openpyxl.formatting.rule import CellIsRule, FormulaRule, Rule
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.cells import address, cell_at
from xlfuncs.forms.own_cells import BASICS, basic, basic_values
from xlfuncs.forms.plan import Plan
from xlfuncs.making.staging import DERIVED, staged_cells
from xlfuncs.making.states import CHOOSE, DECIDE, WRONG

COLOURS = {  # RRGGBB, and what the notes of a workbook say of it
    "blank": ("FFFFCC", "浅黄：待填"),
    "wrong": ("FFC7CE", "浅红：数据有误，或得分超过分值"),
    "differs": ("FFD9A0", "浅橙：填报得分与规则得分不同"),
    "override": ("CFE2FF", "浅蓝：改写了由指标值、完成值读出的内容"),
}
SHOWN, NOT_SHOWN = basic_values()["colours"].limits[1].split(",")
_SWITCH = "fill_colours"  # a name, as Excel 2007 takes no other sheet's cell in a condition
# Blank in most rows: the reason, and what stands beside the table, which a row asks for where it needs it.
_OPTIONAL = ("reason", "level", "share", "entered", "approved", "approved_reason")


def name_switch(book: Workbook) -> None:
    """The cell that turns all colours off, by the name that the conditions know."""
    book.defined_names[_SWITCH] = DefinedName(_SWITCH, attr_text=f"{BASICS}!{basic('colours')}")


def add_colours(sheet: Worksheet, cells: str, *conditions: Rule) -> None:
    """The conditions of some cells, the first that holds first, none while colours are turned off."""
    off = Rule("expression", formula=[f'{_SWITCH}="{NOT_SHOWN}"'], stopIfTrue=True)
    for condition in (off, *conditions):
        sheet.conditional_formatting.add(cells, condition)


def colour_blanks(sheet: Worksheet, plan: Plan | None = None) -> None:
    """Inputs that nobody has filled in yet, but for those that often stay blank."""
    areas = plan.areas if plan else []
    optional = {address((area.row, area.column)) for area in areas if area.key in _OPTIONAL}
    free = (cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked)
    inputs = [cell.coordinate for cell in free if cell.data_type != "f" and cell.coordinate not in optional]
    if inputs:
        add_colours(sheet, " ".join(inputs), CellIsRule("equal", ['""'], fill=fill("blank")))


def colour_rows(sheet: Worksheet, plan: Plan) -> None:
    """The cells of scored rows; each condition is written for the first cell and holds for those below it."""
    alike: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in plan.rows:
        cells = row.cells | staged_cells(plan, row.index)
        for name, (key, colour, condition) in enumerate(_conditions(cells, row.kind == "indicators")):
            alike[key, colour, str(name) + row.kind].append((cells[key], condition))
    conditions: dict[str, list[Rule]] = defaultdict(list)
    for (_, colour, _), places in alike.items():
        blocks = " ".join(_runs([cell for cell, _ in places]))
        conditions[blocks].append(FormulaRule([places[0][1]], fill=fill(colour)))
    for blocks, rules in conditions.items():
        add_colours(sheet, blocks, *rules)


def _conditions(cells: Mapping[str, str], derived: bool) -> Iterator[tuple[str, str, str]]:
    """Which cell of a row has which colour, and when."""
    points, score, by_rule = cells["row_points"], cells["score"], cells["rule_score"]
    yield "state", "wrong", f'{cells["state"]}="{WRONG}"'
    yield "score", "wrong", f"OR(ISERROR({score}),{cells['over']}=1)"
    for key in ("entered", "approved"):
        given = cells[key]
        yield key, "wrong", f"AND(ISNUMBER({given}),ISNUMBER({points}),{given}>{points})"
    entered = cells["entered"]
    differs = f"IF(AND(ISNUMBER({entered}),ISNUMBER({by_rule})),ROUND({entered}-{by_rule},2)<>0,FALSE)"
    yield "entered", "differs", differs
    reason = cells["approved_reason"]
    yield "approved_reason", "blank", f'AND({cells["approved"]}<>"",{reason}="")'
    if derived:
        for key, source in DERIVED.items():
            yield key, "override", f"{cells[key]}<>{cells[source]}"
        yield "direction", "blank", f'{cells["state"]}="{CHOOSE}"'
        for key in ("level", "share", "entered"):
            if key in cells:
                yield key, "blank", f'AND({cells["state"]}="{DECIDE}",{cells[key]}="")'


def _runs(cells: Sequence[str]) -> Iterator[str]:
    """Cells of a column as blocks, so that a row that somebody inserts lies inside."""
    rows = [cell_at(cell)[0] for cell in cells]
    starts = [place for place, row in enumerate(rows) if not place or row != rows[place - 1] + 1]
    for first, after in zip(starts, [*starts[1:], len(cells)], strict=True):
        yield f"{cells[first]}:{cells[after - 1]}"


def fill(colour: str) -> PatternFill:
    """As a condition fills a cell."""
    return PatternFill("solid", bgColor=COLOURS[colour][0])
