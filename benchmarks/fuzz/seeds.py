"""The workbooks that mutations start from: every form, example and typed table, in every kind of file that is read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
_TYPED, _OWN = ("tests/cases", "tests/tables/published"), ("workbook_templates",)
_KINDS = (".xlsx", ".xls", ".ods", ".fods", ".csv")
_OWN_SHARE = 0.06  # they are large: each takes as long as twenty typed ones


@cache
def seeds(folders: tuple[str, ...] = (*_TYPED, *_OWN)) -> tuple[Path, ...]:
    """All of them."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.*"))
    return tuple(sorted(path for path in found if path.suffix in _KINDS and path.parent.name != "hostile"))


def seed_file(rng: Random) -> Path:
    """One of them."""
    return rng.choice(seeds(_OWN if rng.random() < _OWN_SHARE else _TYPED))
