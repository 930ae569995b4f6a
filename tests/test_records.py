"""Data files as dataclasses: what does not fit is refused by its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

import pytest

from xlfuncs.records import Malformed, record


@dataclass
class Part:
    name: str
    size: float = 1.0


@dataclass
class Whole:
    kind: Literal["one", "two"]
    count: int
    parts: list[Part] = field(default_factory=list)
    named: dict[str, Part] = field(default_factory=dict)
    note: str | None = None
    sure: bool = False
    anything: Any = None


def test_what_is_left_out_keeps_its_default() -> None:
    assert record({"kind": "one", "count": 3}, Whole) == Whole("one", 3)


def test_containers_hold_records() -> None:
    data = {"kind": "two", "count": 0, "parts": [{"name": "a"}], "named": {"b": {"name": "b", "size": 2}}}
    assert record(data, Whole) == Whole("two", 0, [Part("a")], {"b": Part("b", 2)})


def test_other_values() -> None:
    data = {"kind": "one", "count": 1, "note": "x", "sure": True, "anything": Decimal("1.50")}
    assert record(data, Whole) == Whole("one", 1, note="x", sure=True, anything=Decimal("1.50"))
    assert record({"kind": "one", "count": 1, "note": None}, Whole).note is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"count": "3"}, "表.count 应为整数，却是 '3'"),
        ({"count": True}, "表.count 应为整数，却是 True"),
        ({"count": 1.5}, "表.count 应为整数，却是 1.5"),
        ({"sure": 1}, "表.sure 应为 true 或 false，却是 1"),
        ({"kind": "three"}, "表.kind 应为 one、two，却是 'three'"),
        ({"parts": {"name": "a"}}, "表.parts 应为数组"),
        ({"parts": [{"name": "a"}, {"size": 2}]}, r"表.parts\[1\].name：缺少这个键"),
        ({"parts": ["a"]}, r"表.parts\[0\] 应为表，却是 'a'"),
        ({"named": {"b": {"name": 3}}}, "表.named.b.name 应为文字，却是 3"),
        ({"named": [1]}, "表.named 应为表"),
        ({"note": 3}, "表.note 应为文字，却是 3"),
        ({"colour": "red"}, "表.colour：没有这个键；可用：kind、count、"),
    ],
)
def test_refusals_name_the_place(change: dict[str, Any], message: str) -> None:
    with pytest.raises(Malformed, match=message):
        record({"kind": "one", "count": 1} | change, Whole, "表")


def test_a_missing_key() -> None:
    with pytest.raises(Malformed, match=r"^count：缺少这个键"):
        record({"kind": "one"}, Whole)
