"""审核口径 — thresholds and words of a reviewer where the rule states none; the data stands in criteria.toml."""

from __future__ import annotations

import re
from collections.abc import Sized
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from xlfuncs.records import record
from xlfuncs.toml import loads

_MARKS = re.compile(r"[\s,.;:!?，。；：！？、—\-/\\…]+")


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a reviewer asks about."""

    completion_high: Decimal  # actual ÷ target
    limit_loose: Decimal  # actual ÷ limit
    execution_low: Decimal  # executed ÷ budget
    budget_adjusted: Decimal  # of the budget at the start
    qualitative_share: Decimal  # of the rows
    concentrated_points: Decimal  # of all points
    full_rows: int
    glance: int
    slip: int
    slip_band: int
    renamed_likeness: Decimal  # of two names, 0 to 1
    repeated_text: int  # characters
    empty_reasons: tuple[str, ...]
    at_most_whole: tuple[str, ...]
    more_than_whole: tuple[str, ...]
    rarely_low: tuple[str, ...]
    rarely_below: Decimal
    rates: tuple[str, ...]
    no_rates: tuple[str, ...]
    rate_units: tuple[str, ...]
    counts: tuple[str, ...]
    enumerations: tuple[str, ...]
    inputs: tuple[str, ...]
    whole_costs: tuple[str, ...]
    none_happened: tuple[str, ...]
    not_meant: tuple[str, ...]
    undecided: tuple[str, ...]
    bonus: tuple[str, ...]
    not_done: tuple[str, ...]
    half_done: tuple[str, ...]
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    worse: tuple[str, ...]
    of_quality: tuple[str, ...]
    own_kinds: dict[str, tuple[str, ...]]
    not_below: dict[str, tuple[str, ...]]
    kinds: dict[str, tuple[str, ...]]


def is_bonus(*called: str) -> bool:
    """Whether a row, or what it stands under, adds to or takes from what the others earn: 加分项, 扣分项.

    >>> is_bonus("加分项：获省级表彰"), is_bonus("扣分项", "整改不到位"), is_bonus("获省级表彰")
    (True, True, False)
    """
    said = "\0".join(("", *called))  # of every row at once
    return any(f"\0{word}" in said for word in criteria().bonus)


@cache
def criteria() -> Criteria:
    """The thresholds and words.

    >>> criteria().completion_high
    Decimal('1.3')
    """
    text = Path(__file__).with_name("criteria.toml").read_text("utf-8")
    return record(loads(text, parse_float=Decimal), Criteria)


def is_long(rows: Sized) -> bool:
    """Whether rows are a list too long for questions row by row, or for a glance over them."""
    return len(rows) > criteria().glance


def says_nothing(reason: str) -> bool:
    """Whether a reason gives none.

    >>> says_nothing("进一步完善。"), says_nothing("/"), says_nothing("受疫情影响，培训推迟")
    (True, True, False)
    """
    said = words_of(reason)
    return not said or said in criteria().empty_reasons


@lru_cache(maxsize=1 << 12)
def words_of(text: str) -> str:
    """A text without blanks and marks, to be compared.

    >>> words_of("好/坏"), words_of("目标1：造林。")
    ('好坏', '目标1造林')
    """
    return _MARKS.sub("", text)


@lru_cache(maxsize=1 << 12)
def may_exceed_whole(text: str) -> bool:
    """Whether the words of an indicator allow of more than 100 %.

    >>> may_exceed_whole("投资完成率"), may_exceed_whole("违法案件查办率")
    (True, False)
    """
    return any(map(text.__contains__, criteria().more_than_whole))
