"""用词表 — the words of headers and labels as they stand in the data file, and those of our own workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from xlfuncs.forms.basic_values import basic_values
from xlfuncs.forms.helper_columns import helper_columns
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.toml import loads

DATA = Path(__file__).parents[1] / "data" / "header_words.toml"

SUMS = ("total", "subtotal", "page_sum")  # kinds of rows


@cache
def words(group: str) -> Mapping[str, Any]:
    """One group of the word list, as it stands in the data file."""
    found: dict[str, Any] = _all()[group]
    return found


@cache
def _all() -> dict[str, Any]:
    """The word list, and with it what our helper columns and the rows of 基础数据 are called."""
    listed: dict[str, Any] = loads(DATA.read_text("utf-8"))
    listed["columns"] |= {key: [normal(c.title), *c.spellings] for key, c in helper_columns().items()}
    read = {key: value for key, value in basic_values().items() if value.kind != "printed"}
    listed["basics"] |= {key: [normal(value.title), *value.spellings] for key, value in read.items()}
    return listed


@cache
def index(group: str) -> dict[str, str]:
    """Spelling → key of a group of lists."""
    return {spelling: key for key, spellings in words(group).items() for spelling in spellings}
