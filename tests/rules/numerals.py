"""Rule files as text: every number in one, and the file with a number or a word changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlfuncs.toml import loads

# Strings, comments and dates first, so that a number within one is passed over.
_TOKEN = re.compile(
    r'"""(?s:.*?)"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|\d{4}-\d\d-\d\d|(?<![\w.])(?P<number>\d+(?:\.\d+)?)(?![\w.])'
)


def toml(path: Path) -> dict[str, Any]:
    return loads(path.read_text(encoding="utf-8"))


def numbers(text: str) -> list[re.Match[str]]:
    """Every number of the file, where it stands."""
    return [match for match in _TOKEN.finditer(text) if match["number"]]


def changed_numbers(text: str) -> Iterator[tuple[str, str]]:
    """The file with one number one unit of its last digit higher, then lower; and where that is."""
    for match in numbers(text):
        number = Decimal(match["number"])
        unit = Decimal(1).scaleb(number.as_tuple().exponent)  # type: ignore[arg-type]
        for other in (number + unit, number - unit):
            if other >= 0:
                yield f"{place(text, match.start())}: {number} → {other}", replaced(text, match, str(other))


def replaced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def place(text: str, position: int) -> str:
    """The line, by its number and how it begins."""
    number = text.count("\n", 0, position)
    return f"line {number + 1} {text.splitlines()[number][:60]}"


def leaves(data: Any) -> Iterator[Any]:
    """Every value of the parsed file."""
    if isinstance(data, dict):
        for part in data.values():
            yield from leaves(part)
    elif isinstance(data, list):
        for part in data:
            yield from leaves(part)
    else:
        yield data
