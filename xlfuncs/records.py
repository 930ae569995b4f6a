"""记录 — data files as dataclasses, strictly: an unknown key, a missing one or a wrong type names its place.

Pure standard library: this also runs inside an office suite's Python, where no validation package is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


class Malformed(ValueError):
    """Data of the wrong shape; says where and what was expected."""


def record(data: Any, kind: type[T], where: str = "") -> T:
    """Data read from a file as a dataclass (or a container of them).

    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Point:
    ...     x: int
    ...     name: str = ""
    >>> record({"x": 3}, Point)
    Point(x=3, name='')
    >>> record({"x": "3"}, Point, "点")
    Traceback (most recent call last):
        ...
    xlfuncs.records.Malformed: 点.x 应为整数，却是 '3' | expected int
    """
    return _read(data, kind, where)  # type: ignore[no-any-return]


def _read(data: Any, kind: Any, where: str) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return data
    if origin in (list, tuple):
        _expect(isinstance(data, list), data, "list", where)
        return origin(_read(part, inner[0], f"{where}[{index}]") for index, part in enumerate(data))
    if origin is dict:
        _expect(isinstance(data, Mapping), data, "table", where)
        return {key: _read(part, inner[1], f"{where}.{key}".lstrip(".")) for key, part in data.items()}
    if origin is Literal:
        _expect(data in inner, data, "、".join(map(str, inner)), where)
        return data
    if origin is UnionType:
        return None if data is None else _read(data, inner[0], where)
    if hasattr(kind, "__dataclass_fields__"):
        return _dataclass(data, kind, where)
    accepted = (int, float) if kind is float else kind
    fits = isinstance(data, accepted) and isinstance(data, bool) == (kind is bool)
    _expect(fits, data, kind.__name__, where)
    return data


def _dataclass(data: Any, kind: Any, where: str) -> Any:
    _expect(isinstance(data, Mapping), data, "table", where)
    kinds, required = _shape(kind)
    for key in data.keys() - kinds.keys():
        raise Malformed(f"{_at(where, key)}：没有这个键；可用：{'、'.join(kinds)} | unknown key")
    for key in required - data.keys():
        raise Malformed(f"{_at(where, key)}：缺少这个键 | missing key")
    return kind(**{key: _read(data[key], kinds[key], _at(where, key)) for key in data})


@cache
def _shape(kind: Any) -> tuple[dict[str, Any], frozenset[str]]:
    required = (f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING)
    return get_type_hints(kind), frozenset(required)


def _expect(holds: bool, data: Any, what: str, where: str) -> None:
    if not holds:
        shown = str(data) if isinstance(data, Decimal) else repr(data)
        raise Malformed(f"{where} 应为{_KINDS.get(what, f' {what}')}，却是 {shown} | expected {what}")


_KINDS = {
    "int": "整数",
    "float": "数",
    "str": "文字",
    "bool": " true 或 false",
    "date": "日期（如 2026-11-25，不加引号）",
    "list": "数组",
    "table": "表",
}


def _at(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
