"""规则的内容 — what a rule file may say.

A rule is one issued document. Every value carries its unit, and either the ``clause`` that states it or
``inferred_from``: the published figure that shows it, with what the alternatives would have given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from xlfuncs.bilingual import Both
from xlfuncs.errors import NotCovered
from xlfuncs.function_table import TABLE

Unit = Literal["分", "比例", "倍", "位小数", "方式", "项"]
Status = Literal["seen", "corroborated", "unverified"]
YEARLY = "average_rate"  # published every year
STATUS = {
    "seen": Both("已见原文", "original seen"),
    "corroborated": Both("有旁证", "corroborated"),
    "unverified": Both("未核实", "not verified"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a rule, with its unit and where it comes from."""

    value: Any
    unit: Unit
    clause: str = ""
    inferred_from: str = ""

    @property
    def kind(self) -> str:
        """Stated or inferred."""
        return "条款" if self.clause else "推断"

    @property
    def source(self) -> str:
        """The clause, or the inference marked as one."""
        return self.clause or f"推断：{self.inferred_from}"


@dataclass(frozen=True, slots=True)
class FunctionRule:
    """How a rule computes one public function: a method by name, and its numbers."""

    method: str
    clause: str
    values: dict[str, Value] = field(default_factory=dict)

    def number(self, key: str) -> Any:
        """The bare value of a key, or None where the rule does not state it."""
        found = self.values.get(key)
        return None if found is None else found.value


@dataclass(frozen=True, slots=True)
class SectionPoints:
    """A block of the table and the points it is worth."""

    points: Value


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A checklist row: its points, the cost of each failed check, how many checks there are."""

    points: Value
    per_item: Value
    checks: Value


@dataclass(frozen=True, slots=True)
class Rule:
    """One issued document.

    ``link`` is where anybody can read it, empty where no public place is known; ``checked`` is the day on which
    its values were last compared with their sources.
    """

    id: str
    title: str
    issuer: str
    document_number: str
    year: int
    jurisdiction: str
    status: Status
    source: str
    functions: dict[str, FunctionRule]
    link: str = ""
    checked: date | None = None
    inherits: str = ""
    notes: list[str] = field(default_factory=list)
    sections: dict[str, SectionPoints] = field(default_factory=dict)
    items: dict[str, ChecklistItem] = field(default_factory=dict)

    @property
    def annual(self) -> bool:
        """Whether it states what every year decides anew, the average of that year."""
        return any(key.endswith(f".{YEARLY}") for key, _ in self.values())

    def function(self, name: str) -> FunctionRule:
        """The rule's word on a public function; NotCovered where it has none."""
        try:
            return self.functions[name]
        except KeyError:
            raise NotCovered(
                f"规则 {self.id}（{self.title}）没有规定「{TABLE[name].zh}」；规定了："
                f"{'、'.join(TABLE[one].zh for one in self.functions)} | rule {self.id} does not cover {name}"
            ) from None

    def item(self, name: str) -> ChecklistItem:
        """The rule's word on a checklist row; NotCovered where it has none."""
        try:
            return self.items[name]
        except KeyError:
            known = "、".join(self.items) or "（无）"
            raise NotCovered(
                f"规则 {self.id}（{self.title}）没有清单项「{name}」；它的清单项：{known}"
                " | no such checklist item in the rule"
            ) from None

    def values(self) -> Iterator[tuple[str, Value]]:
        """Every value with its dotted key, in the order of the file."""
        for name, function in self.functions.items():
            for key, value in function.values.items():
                yield f"{name}.{key}", value
        for name, section in self.sections.items():
            yield f"sections.{name}.points", section.points
        for name, item in self.items.items():
            for key in ("points", "per_item", "checks"):
                yield f"items.{name}.{key}", getattr(item, key)
