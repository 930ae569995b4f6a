"""得分的算法与参数 — which public function scores an indicator row, and with which arguments.

A cell is read as its number format shows it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from xlfuncs.cells import CellError
from xlfuncs.evaluation.content import TERMS, Item
from xlfuncs.evaluation.kept_or_not import in_proportion, in_range, none_of_them
from xlfuncs.forms.layout import layouts
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import as_text
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.indicators.directions import Directions
from xlfuncs.forms.recognition.indicators.goal_cells import (
    in_named_unit,
    is_figure,
    level_of,
    of_part_alone,
    other_bases,
    unit_columns,
    unit_of,
    units_apart,
    whole_text,
)
from xlfuncs.forms.recognition.indicators.own_goals import DERIVED, printed
from xlfuncs.forms.recognition.indicators.own_standards import RATE, OwnStandards
from xlfuncs.forms.recognition.words.row_labels import rate_row
from xlfuncs.forms.recognition.words.words import is_unadjusted
from xlfuncs.functions.changes import as_named, named_clause
from xlfuncs.functions.dates import are_dates
from xlfuncs.functions.remarks import without_remark
from xlfuncs.functions.target_figures import without_spaces
from xlfuncs.scoring.numbers import exact

_GOALS = ("target", "actual")
_TERMS = {key: TERMS[key].zh for key in _GOALS} | DERIVED
_MEASURED = (None, "capped_ratio_score")  # functions of rows that a standard may say more of
_SHARE = 1.5  # a share of the points above this is typed in percent: 90 for 0.9


class ScoringInputs:
    """The columns of a block that a score is computed from."""

    def __init__(self, reader: Reader, header: Header) -> None:
        self.reader, self.columns, self.own = reader, header.columns, header.own
        self.directions = Directions(reader, header)
        self.numbers = [key for key in _GOALS if f"{key}_number" in self.columns]
        self.adjusted = self.columns.get("adjusted_target")
        both = unit_columns(reader, header)
        self.units, self.achieved_in = ([*map(unit_of, reader.column(column))] for column in both)
        headings = [header.words.get(key, "") for key in _GOALS]
        self.headed = units_apart(*headings)
        self.apart = headings[1] if other_bases(*headings) or of_part_alone(reader, header) else ""
        if self.apart and {"points", "actual"} <= self.columns.keys():
            at = reader.at(header.row, self.columns["actual"])
            reader.note("bases-differ", at=at, found=headings[1], expected=headings[0])
        self.checklists = _checklists()
        self.criterion = _criterion(header)
        self.standards = None if header.own else OwnStandards(reader, header)
        # else the lost header is named, and nothing scored
        whole = header.own and self.columns.keys() >= {*DERIVED}
        self.formula = self.columns.get("rule_score") if whole else None

    def read(self, row: int, item: Item) -> None:
        """Name the function of a row and give its inputs; None where only a person can say."""
        if self.adjusted is not None and not is_unadjusted(self.reader.data(row, self.adjusted)):
            item.cells["target"] = self.reader.at(row, self.adjusted)
        if item.section in self.checklists and not _measured(item):
            failed = self._optional(row, item, "failed", "不合格项数")
            item.function = "checklist_score"
            item.inputs = {"failed": failed, "points": item.points, "item": item.name}
        elif self.criterion:
            standard, came_to = (self._said(row, column) for column in self.criterion)
            item.criterion = (standard, came_to) if standard and came_to else None
        elif CellError in (type(item.target), type(item.actual)):
            key = "target" if type(item.target) is CellError else "actual"
            told = {"found": getattr(item, key), "expected": _TERMS[key], "term": _TERMS[key]}
            self.reader.note(
                "not-a-number", case="goal-error-value", at=item.cells[key], item=item.name, **told
            )
        elif self.apart:
            item.criterion = (self.apart, self.apart)  # 1-7月执行情况: of another time than the target
        elif not (self.standards and self.standards.factors and self.standards.multiplied(row)):
            self._indicator(row, item)
            if self.standards and not self.standards.silent and item.function in _MEASURED:
                target, actual = self._shown(item)
                shown = replace(item, target=target, actual=actual) if self.reader.formats else item
                own = self.standards.of(row, shown)
                if own is not None and actual is not None:
                    item.target, item.criterion = target, (own, str(actual))

    def _said(self, row: int, column: int) -> str | None:
        """What stands in a cell, as it shows it: 6.5%."""
        return as_text(self.reader.shown(self.reader.at(row, column), self.reader.value(row, column)))

    def _indicator(self, row: int, item: Item) -> None:
        if self.formula is not None and (row, self.formula) in self.reader.formulas:
            direction, target, actual = printed(self.reader, self.columns, row, item, self._shown(item))
        else:
            direction, target, actual = self._goal(row, item)
        if self.standards and item.name.endswith(RATE):  # few rows
            target = self.standards.by_rate(row, item, target)
        if "coefficient" in self.columns:
            share = self._optional(row, item, "coefficient", "得分系数", percent=True)
            if share is not None:
                percent = isinstance(share, float) and share > _SHARE
                item.inputs["coefficient"] = float(exact(share).scaleb(-2)) if percent else share
        level = self._level(row, item) if "level" in self.columns or type(item.actual) is not float else None
        pair = type(target) is type(actual) is float  # nearly all
        if not pair:
            if not self.own:
                target, actual = without_spaces(target), without_spaces(actual)
                target, actual = in_named_unit(item.name, *as_named(item.name, target, actual))
            met = (in_range, none_of_them, in_proportion)  # without a share
            pair = (is_figure(target) and is_figure(actual)) or are_dates(target, actual)
            pair = pair or any(way(item, target, actual) for way in met)
            if not pair and (
                alone := without_remark(target, actual) or named_clause(item.name, target, actual)
            ):
                actual, pair = alone, True
        computed = direction != "定性" and pair
        if computed and (direction or level is None):
            item.function = "capped_ratio_score"
            read = {"target": target, "actual": actual, "points": item.points, "direction": direction}
            item.inputs = item.inputs | read if item.inputs else read
        elif level is not None:
            item.function = "qualitative_score"
            item.inputs |= {"level": level, "points": item.points}
            if (share := self._optional(row, item, "share", "给分比例", percent=True)) is not None:
                item.inputs["share"] = share

    def _level(self, row: int, item: Item) -> str | None:
        """The tier of a qualitative indicator: of the helper column, else where the actual names one."""
        column = self.columns.get("level")
        if column is not None and (chosen := self.reader.text(row, column)) is not None:
            item.cells["level"] = self.reader.at(row, column)
            return chosen
        level = level_of(item.actual[:20]) if type(item.actual) is str else None
        if level is None or is_figure(item.target):
            return None  # 达到预期 is no number of people
        item.cells["level"] = item.cells["actual"]
        return level

    def _optional(self, row: int, item: Item, key: str, term: str, *, percent: bool = False) -> Any:
        column = self.columns.get(key)
        if column is None:
            return None
        item.cells[key] = self.reader.at(row, column)
        return self.reader.number(row, column, term, item.name, percent=percent)

    def _shown(self, item: Item) -> tuple[Any, Any]:
        """Target and actual as the formats of their cells show them."""
        target, actual = (self.reader.shown(item.place(key), getattr(item, key)) for key in _GOALS)
        return target, actual

    def _goal(self, row: int, item: Item) -> tuple[str | None, Any, Any]:
        """Direction, target and actual: of the helper columns, else made of symbol, value and unit."""
        direction, operator = self.directions.of(row, item)
        unit, achieved_in = self.units[row], self.achieved_in[row]
        target, actual = self._shown(item) if self.reader.formats else (item.target, item.actual)
        numbers = type(target) is type(actual) is float
        if self.headed and unit is None and numbers:
            item.target, actual = (
                whole_text(value, None, one) for value, one in zip((target, actual), self.headed, strict=True)
            )
            return direction, item.target, actual
        apart = achieved_in if achieved_in != unit else None
        if unit and numbers and not (operator or apart):
            item.target = f"{target:.15g}{unit}"  # both numbers carry the unit: it cancels out
        elif operator or unit or apart:
            actual = whole_text(actual, None, apart or unit)
            target = item.target = whole_text(target, operator, unit)
        if not self.numbers:
            return direction, target, actual
        inputs = {"target": target, "actual": actual}
        for key in self.numbers:
            column = self.columns[f"{key}_number"]
            number = self.reader.number(row, column, _TERMS[f"{key}_number"], item.name)
            if number is not None:
                inputs[key], item.cells[key] = number, self.reader.at(row, column)
        return direction, inputs["target"], inputs["actual"]


def _measured(item: Item) -> bool:
    """Whether a row among lists of checks has a target and a result instead: 固定资产利用率 100%, 100%."""
    return is_figure(item.target) and is_figure(item.actual) and rate_row(item.name) is None


def _criterion(header: Header) -> tuple[int, int] | None:
    """The columns of a table without targets that says how each row is scored, and what it came to."""
    columns = header.columns
    came_to = columns.get("actual", columns.get("meaning"))
    if header.own or "target" in columns or "standard" not in columns or came_to is None:
        return None
    return columns["standard"], came_to


@cache
def _checklists() -> frozenset[str]:
    """The sections whose rows count what failed."""
    blocks = (block for layout in layouts() for block in layout.blocks)
    return frozenset(block.section for block in blocks if block.kind == "checklist")
