"""指标值里的数 — the figures of a target's text: without those that count its items or say what is counted; dates."""

from __future__ import annotations

import re
from decimal import Decimal

from xlfuncs.functions import target_words as say


def without_marks(clean: str, first: re.Match[str]) -> str:
    """Without the figure that counts the first item of a list, and those that count on from it: (1)… (2)…"""
    expected, kept, end = int(first["number"] or first["bare"]) + 1, [], first.end()
    for mark in say.ITEM_MARKS.finditer(clean, end):
        if int(re.sub(r"\D", "", mark[0])) == expected:
            kept.append(clean[end : mark.start()])
            expected, end = expected + 1, mark.end()
    return "".join([*kept, clean[end:]])


def without_parts(clean: str) -> str:
    """Without the bracket behind a number that says what is counted in it, unless something is amiss with that."""
    part = say.INCLUDED.search(clean) if clean.endswith(")") or "其中" in clean else None
    return clean if part is None or say.UNDONE.search(f"({part[0][1:]}") else clean[: part.start()]


def figures(clean: str) -> list[re.Match[str]]:
    """The figures of a text; none that is part of a name or a unit."""
    return [found for found in say.FIGURE.finditer(clean) if found["value"]]


def is_sum(found: list[re.Match[str]], opened: int, clean: str) -> bool:
    """Whether a figure is what those in the bracket behind it add up to: 12场(线上5场,线下7场)."""
    whole, *parts = (Decimal(figure["value"].replace(",", "")) for figure in found)
    behind = found[0].end() <= opened < found[1].start()
    return behind and whole == sum(parts) and not say.UNDONE.search(clean[opened:])


def date_value(date: re.Match[str]) -> str:
    """A date as 2021-12-31, 11-末, 6."""
    parts = [part for part in date.groups() if part and part not in "-./"]
    return "-".join("末" if part == "底" else part for part in parts)


def named_value(named: re.Match[str]) -> str:
    """The same of a part of the year: 2021-年末, 第四季度."""
    year, part = named["year"] or named["in_year"], (named["part"] or named["alone"]).replace("底", "末")
    return f"{year}-{part}" if year else part


def in_blocks(value: object) -> list[str]:
    """What stands between the spaces of one number, or of several, in a text: 5 and 400 of 5 400人."""
    spaced = isinstance(value, str) and len(value.split()) > 1  # hardly any
    found = say.IN_BLOCKS.fullmatch(say.narrowed(str(value))) if spaced else None
    return found[2].split(" ") if found else []


def without_spaces(value: object) -> object:
    """A text whose one number is set in blocks of three digits, without the spaces between them.

    >>> without_spaces("≥5 400人"), without_spaces("10 80人"), without_spaces("3场 120人")
    ('≥5400人', '10 80人', '3场 120人')
    """
    return "".join(str(value).split()) if in_blocks(value) else value
