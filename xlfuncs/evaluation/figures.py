"""指标值与完成值 — one of the two as it stands in its cell, and with what other columns of the row say of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.cells import Place
from xlfuncs.functions.targets import Target, parse_target

# What the parts of a row are called in messages.
TERMS = {
    "target": Both("指标值", "target"),
    "actual": Both("完成值", "result"),
    "points": Both("分值", "points"),
    "score": Both("得分", "score"),
    "reason": Both("偏差原因", "reason"),
}


class Figure(NamedTuple):
    """A target or a result of a row: as it stands, and with the sign and unit that other columns give."""

    key: str
    typed: Any
    alone: Target  # what its cell says
    read: Target
    cells: Mapping[str, Place]  # of the row

    @classmethod
    def of(cls, key: str, typed: Any, cells: Mapping[str, Place], given: Any = None) -> Figure:
        """What stands there; ``given`` is the same with what other columns give."""
        alone = parse_target(typed)
        same = given is None or given is typed or alone.unit is not None
        read = alone if same else parse_target(given)
        return cls(key, typed, alone, read, cells)

    @property
    def at(self) -> Place | None:
        """Where it stands."""
        return self.cells.get(self.key)

    @property
    def which(self) -> Both:
        """What it is called."""
        return TERMS[self.key]
