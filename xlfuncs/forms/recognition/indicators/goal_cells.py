"""指标值、完成值的单元格 — what the cells of targets and results say: unit, sign, level, one text of several cells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from xlfuncs.cells import Value
from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import as_text
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.words.texts import is_of_term, normal, part_of_year
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import concept, is_placeholder
from xlfuncs.functions.comparable import if_comparable
from xlfuncs.functions.dates import date_text
from xlfuncs.functions.directions import WORDS
from xlfuncs.functions.measures import is_unit
from xlfuncs.functions.targets import parse_target
from xlfuncs.scoring.numbers import is_number

_REMARKED = re.compile(r"(?<![\d.])\d[\d,.]*(?=\s*[(（，;；。\n]\s*[^\d\s])")  # a number before a remark
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}
COMPARES = re.compile("[大小高低多少超于等至不]+")
_ABOVE = 6  # rows of a title above a header
_OF_YEAR = re.compile("[本全当]?年|年[度初]")
_HEADED = re.compile(r"\(([^()\d]{1,5})\)$")


@lru_cache(maxsize=1 << 12)  # the same few words all the way down
def unit_of(value: Value) -> str | None:
    """What a cell of the unit column says; no number, with which 600 would read 6000."""
    text = as_text(value)
    return None if text is None or is_placeholder(text) or text[:1].isdigit() else normal(text)


def unit_columns(reader: Reader, header: Header) -> tuple[int | None, int | None]:
    """The columns of the units of targets and of results, if of their own: by their headings, else in the order of the two."""
    own = header.columns.get("unit")
    target, actual = (header.columns.get(key, -9) for key in ("target", "actual"))
    texts = reader.texts(header.end) if own is not None else ()
    units = {at: text for at, text in texts if concept(text) == ("unit", True)}
    if own != actual + 1 in units:
        return own, actual + 1
    if len(units) != 2 or any({at - 1, at + 1}.isdisjoint({target, actual, *units} - {at}) for at in units):
        return own, None
    first, second = sorted(units, reverse=target > actual)
    if "完成" in units[first] or "实际" in units[first]:
        first, second = second, first
    return first, second


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
    """Whether the two headings say that their numbers are of different periods, of one person each, or of what is left to do.

    >>> other_bases("目标值（月均）", "完成值（全年）"), other_bases("指标值（年初）", "完成值（年末）")
    (True, False)
    """
    if normal(actual).startswith(tuple(words("parts")["forecast"])):
        return True  # 预计完成值
    begun = [
        {word for word in words("other_columns")["begun"] if normal(one).startswith(word)}
        for one in (target, actual)
    ]
    if begun[0] != begun[1]:
        return True
    found = [_HEADED.search(normal(text)) for text in (target, actual)]
    said = [{word for word in words("other_columns")["periods"] if one and word in one[1]} for one in found]
    return all(found) and said[0] != said[1]


def of_part_alone(reader: Reader, header: Header) -> bool:
    """Whether the results are of a part of the year, by their heading or the title above, and the targets of all of it."""
    target, actual = (header.words.get(key, "") for key in ("target", "actual"))
    if is_of_term(target) and not is_of_term(actual):
        return True
    if not target or part_of_year(target):
        return False
    of_year = _OF_YEAR.match(normal(target)) is not None
    return (part_said(reader, header, actual) if of_year else part_of_year(actual)) is not None


def part_said(reader: Reader, header: Header, heading: str) -> str | None:
    """The part of the year that a heading says, or the title above it, where the heading does not say 全年 itself."""
    if (part := part_of_year(heading)) or _OF_YEAR.match(normal(heading)):
        return part
    above = range(header.row - 1, max(header.row - _ABOVE, 0) - 1, -1)
    titles = (text for row in above for _, text in reader.texts(row) if concept(text) == ("title", True))
    return part_of_year(next(titles, ""))


def in_named_unit(name: str, target: Any, actual: Any) -> tuple[Any, Any]:
    """Target and actual, one of them without a unit with the one that the row's name says, as the other has its own.

    >>> in_named_unit("总成本（万元）", "≤35", "342000元"), in_named_unit("总成本（估）", "≤35", "342000元")
    (('≤35万元', '342000元'), ('≤35', '342000元'))
    """
    found = _HEADED.search(normal(name)) if name[-1:] in ("）", ")") else None
    if found is None:
        return target, actual
    want, have = parse_target(target), parse_target(actual)
    if (want.unit is None) == (have.unit is None):
        return target, actual
    pair = whole_text(target, None, found[1]), whole_text(actual, None, found[1])  # one has its own
    return pair if is_unit(found[1]) or in_one_unit(*pair) is not None else (target, actual)


def whole_text(value: Any, operator: str | None, unit: str | None) -> Any:
    """``95`` under ≥ and % is ``≥95%``, a remark stays behind the unit; what already says so, or is no number, stays.

    >>> whole_text("95（含）", "≥", "%"), whole_text("60，已完成", None, "亩"), whole_text("已完成60", None, "亩")
    ('≥95%（含）', '60亩，已完成', '已完成60亩')
    """
    if isinstance(value, float):
        return f"{operator or ''}{value:.15g}{unit or ''}" if operator or unit else value
    if isinstance(value, bool) or value is None:
        return value
    read = parse_target(value)
    if read.kind == "date_deadline":
        return f"{operator}{date_text(value)}" if operator else value
    text, left = read.text.strip(), operator if operator and read.operator == "none" else ""
    if unit and read.unit is None:
        text, counts = _REMARKED.subn(lambda number: f"{number[0]}{unit}", text, count=1)
        text += "" if counts or read.number is None else unit
    return f"{left if read.number is not None else ''}{text}" if left or text != read.text.strip() else value


@lru_cache(maxsize=1 << 8)  # the same few signs all the way down
def sign_of(said: str) -> str | None:
    """The sign that a cell of its own holds: ≥, 不低于, ═."""
    read = parse_target(f"{said}1")
    if read.unit or not read.direction:
        return None
    ends = (at for at in range(1, len(said)) if parse_target(f"{said[at:]}1").operator == read.operator)
    mistyped = any(COMPARES.search(said[:at]) for at in ends)  # 于大等于 is no 等于
    return None if mistyped else _SIGNS[read.operator or ""]


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
    pair = if_comparable(target, actual)
    return pair and (float(pair[0]), float(pair[1]))


def way_of(item: Item, target: Any, number: Any, actual: Any) -> str | None:
    """The direction that the target's sign says; without one 正向, unless it may be either and the numbers differ."""
    read, words = parse_target(target), item.words
    if read.direction is not None:
        return WORDS[read.direction]
    both = words.both_ways and not (words.slow and read.unit == "%")
    return None if read.number is None or (both and number != actual) else "正向"


@lru_cache(maxsize=1 << 12)
def level_of(start: str) -> str | None:
    """The tier of a qualitative indicator, where the actual, of which this is the start, names one."""
    text = normal(start)
    return next((level for level, starts in words("levels").items() if text.startswith(tuple(starts))), None)
