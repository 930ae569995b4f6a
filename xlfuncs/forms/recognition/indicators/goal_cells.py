"""指标值、完成值的单元格 — what the cells of targets and results say: unit, sign, level, one text of several cells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from xlfuncs.cells import Value
from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import as_text
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.functions.comparable import comparable
from xlfuncs.functions.deadlines import date_text, is_date_number
from xlfuncs.functions.targets import parse_target
from xlfuncs.scoring.numbers import is_number

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}
_HEADED = re.compile(r"\(([^()\d]{1,5})\)$")
_WAYS = {"positive": "正向", "negative": "反向", "equal": "等于"}


@lru_cache(maxsize=1 << 12)  # the same few words all the way down
def unit_of(value: Value) -> str | None:
    """What a cell of the unit column says."""
    text = as_text(value)
    return None if text is None or is_placeholder(text) else normal(text)


def units_apart(target: str, actual: str) -> tuple[str, str] | None:
    """The units of which the two headings say that their numbers are, where those differ and one can be made the other.

    >>> units_apart("指标值（万元）", "完成值（元）"), units_apart("指标值（万元）", "完成值（万元）")
    (('万元', '元'), None)
    """
    found = [_HEADED.search(normal(text)) for text in (target, actual)]
    units = [one[1] for one in found if one]
    if len(units) < 2 or units[0] == units[1] or in_one_unit(f"1{units[0]}", f"1{units[1]}") is None:
        return None
    return units[0], units[1]


def other_bases(target: str, actual: str) -> bool:
    """Whether the two headings say that their numbers are of different periods, or of one person each.

    >>> other_bases("目标值（月均）", "完成值（全年）"), other_bases("指标值（年初）", "完成值（年末）")
    (True, False)
    """
    found = [_HEADED.search(normal(text)) for text in (target, actual)]
    said = [{word for word in words("other_columns")["periods"] if one and word in one[1]} for one in found]
    return all(found) and said[0] != said[1]


def whole_text(value: Any, operator: str | None, unit: str | None) -> Any:
    """``95`` under ≥ and % is ``≥95%``; what already says so, or is no number, stays."""
    if isinstance(value, float):
        return f"{operator or ''}{value:.15g}{unit or ''}" if operator or unit else value
    if isinstance(value, bool) or value is None:
        return value
    read = parse_target(value)
    if read.kind == "date_deadline":
        return f"{operator}{date_text(value)}" if operator else value
    if read.number is None:
        return value
    left = operator if operator and read.operator == "none" else ""
    right = unit if unit and read.unit is None else ""
    return f"{left}{read.text.strip()}{right}" if left or right else value


@lru_cache(maxsize=1 << 8)  # the same few signs all the way down
def sign_of(said: str) -> str | None:
    """The sign that a cell of its own holds: ≥, 不低于, ═."""
    read = parse_target(f"{said}1")
    return None if read.unit or not read.direction else _SIGNS[read.operator or ""]


def is_pair(target: Any, actual: Any) -> bool:
    """Whether both are numbers, or both dates (one of them perhaps typed as a number: 2023.12)."""
    if is_figure(target) and is_figure(actual):
        return True
    return all(
        parse_target(value).kind == "date_deadline" or is_date_number(value) for value in (target, actual)
    )


def is_figure(value: Any) -> bool:
    """Whether a cell holds one number, in a text perhaps."""
    if type(value) is float:
        return True
    if isinstance(value, str):
        read = parse_target(value)
        return read.kind in ("number", "percent") and read.number is not None
    return is_number(value)


def in_one_unit(target: Any, actual: Any) -> tuple[float, float] | None:
    """Both as numbers in one unit, where that is certain."""
    try:
        one, other = comparable(target, actual)
    except NotANumber:
        return None
    return float(one), float(other)


def way_of(item: Item, target: Any, number: Any, actual: Any) -> str | None:
    """The direction that the target's sign says; without one 正向, unless it may be either and the numbers differ."""
    read, words = parse_target(target), item.words
    if read.direction is not None:
        return _WAYS[read.direction]
    both = words.both_ways and not (words.slow and read.unit == "%")
    return None if read.number is None or (both and number != actual) else "正向"


def level_of(actual: Any) -> str | None:
    """The tier of a qualitative indicator, where the actual names one."""
    return _named_level(actual[:20]) if type(actual) is str else None


@lru_cache(maxsize=1 << 12)
def _named_level(start: str) -> str | None:
    text = normal(start)
    return next((level for level, starts in words("levels").items() if text.startswith(tuple(starts))), None)
