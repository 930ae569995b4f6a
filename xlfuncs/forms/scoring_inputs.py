"""得分的算法与参数 — which public function scores an indicator row, and with which arguments.

The direction is never inferred from an indicator's name: only a column for it, or the target's own wording.
"""

from __future__ import annotations

from typing import Any

from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.targets import parse_target
from xlfuncs.forms.cells import CellError
from xlfuncs.forms.headers import Header
from xlfuncs.forms.reader import Reader
from xlfuncs.forms.words import is_placeholder, meaning, normal, words

__all__ = ["set_function"]


def set_function(reader: Reader, header: Header, row: int, item: Item, checklist: str) -> None:
    """Name the function and give its inputs; None where only a person can say."""
    columns, cells = header.columns, item.cells
    for key in ("target", "actual"):
        column = columns.get(key)
        if key == "target" and not is_placeholder(reader.data(row, columns.get("adjusted_target"))):
            column = columns["adjusted_target"]
        if column is not None:
            cells[key] = reader.at(row, column)
    if item.section == checklist:
        _checklist(reader, header, row, item)
        return
    for key in ("target", "actual"):
        if isinstance(getattr(item, key), CellError):
            where, found = cells[key], getattr(item, key)
            message = (
                f"{where} 的{'指标值' if key == 'target' else '完成值'}是错误值「{found}」 | an error value"
            )
            reader.note("not-a-number", "error", where, item.name, found, "指标值或完成值", message)
            return
    direction, target, actual = _goal(reader, header, row, item)
    level = _level(item.actual)
    if "coefficient" in columns and not is_placeholder(reader.data(row, columns["coefficient"])):
        item.inputs["coefficient"] = reader.number(
            row, columns["coefficient"], "得分系数", item.name, percent=True
        )
        cells["coefficient"] = reader.at(row, columns["coefficient"])
    if direction == "定性" or level is not None or not (_is_number(target) and _is_number(actual)):
        if level is not None:
            item.function = "qualitative_score"
            item.inputs |= {"level": level, "points": item.points}
            cells["level"] = cells["actual"]
        return
    item.function = "capped_ratio_score"
    item.inputs |= {"target": target, "actual": actual, "points": item.points, "direction": direction}


def _checklist(reader: Reader, header: Header, row: int, item: Item) -> None:
    column = header.columns.get("failed")
    item.function = "checklist_score"
    failed = reader.number(row, column, "不合格项数", item.name)
    item.inputs = {"failed": failed, "points": item.points, "item": item.name}
    if column is not None:
        item.cells["failed"] = reader.at(row, column)


def _goal(reader: Reader, header: Header, row: int, item: Item) -> tuple[str | None, Any, Any]:
    """Direction, target and actual: of the helper columns, else made of symbol, value and unit."""
    columns = header.columns
    direction = operator = None
    for key in ("direction", "nature", "symbol"):
        if key in columns:
            said = reader.text(row, columns[key])
            direction = direction or meaning("directions", said)
            operator = operator or meaning("operators", said)
            if meaning("directions", said) or meaning("operators", said):
                item.cells["direction"] = reader.at(row, columns[key])
    target, actual = item.target, item.actual
    unit = reader.text(row, columns.get("unit"))
    if operator or (unit and not is_placeholder(unit)):
        target, actual = (
            _whole(target, operator, unit),
            _whole(actual, None, _unit_of_actual(target, actual, unit)),
        )
        item.target = target
    for key, column in (("target", "target_number"), ("actual", "actual_number")):
        number = reader.number(
            row, columns.get(column), "目标数值" if key == "target" else "完成数值", item.name
        )
        if number is not None:
            item.cells[key] = reader.at(row, columns[column])
            target, actual = (number, actual) if key == "target" else (target, number)
    return direction, target, actual


def _whole(value: Any, operator: str | None, unit: str | None) -> Any:
    """``95`` under ≥ and % is ``≥95%``; a value that already says so stays."""
    if is_placeholder(value) or isinstance(value, CellError):
        return value
    text = f"{value:.15g}" if isinstance(value, float) else str(value).strip()
    read = parse_target(text)
    if read.number is None:
        return value
    if unit and not is_placeholder(unit) and read.unit is None:
        text += normal(unit)
    if operator and read.operator == "none":
        text = operator + text
    return text if text != str(value).strip() and (operator or unit) else value


def _unit_of_actual(target: Any, actual: Any, unit: str | None) -> str | None:
    """The unit column counts for the actual too, unless a percent was typed as a fraction beside it."""
    fraction = isinstance(actual, (int, float)) and actual <= 1.5
    if unit and normal(unit) == "%" and fraction and not (isinstance(target, (int, float)) and target <= 1.5):
        return None
    return unit


def _level(actual: Any) -> str | None:
    """The tier of a qualitative indicator, where the actual names one."""
    if not isinstance(actual, str):
        return None
    text = normal(actual[:20])
    return next((level for level, starts in words("levels").items() if text.startswith(tuple(starts))), None)


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        read = parse_target(value)
        return read.kind in ("number", "percent") and read.number is not None
    return isinstance(value, (int, float)) and not isinstance(value, bool)
