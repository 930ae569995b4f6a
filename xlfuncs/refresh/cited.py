"""引用的数 — amounts that a row's words cite, against the row of the same name on a sheet that is no table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.result import Result
from xlfuncs.functions.wording import plain
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact_or_none
from xlfuncs.sheets import Sheet

_MARKS = pattern(r"[\s“”\"'‘’《》「」:：、.．()（）\d]+")
_RATE = pattern(r"(?:变动|变化|控制|完成|执行|增长|下降|压减|节约|使用)率$")
_AMOUNT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(?=\s*万?元)")
_SHORTEST = 3  # characters of a name that says what it is of


def cited(result: Result, sheets: Mapping[str, Sheet], tables: set[str]) -> Iterator[Finding]:
    """Amounts in words that the row of that name elsewhere does not hold, though it holds another that they cite."""
    others = [sheet for name, sheet in sheets.items() if name not in tables and sheet.visibility == "visible"]
    for item in (score.item for score in result.scores) if others else ():
        words = item.criterion[1] if item.criterion else item.actual
        amounts = [*dict.fromkeys(map(Decimal, _AMOUNT.findall(words)))] if isinstance(words, str) else []
        name = _RATE.sub("", _MARKS.sub("", item.name)) if len(amounts) > 1 else ""
        if len(name) < _SHORTEST:
            continue
        for sheet, label, listed in ((other, *row) for other in others for row in _rows(other, name)):
            absent = [amount for amount in amounts if amount not in listed]
            if 0 < len(absent) < len(amounts):
                told = {"sheet": sheet.name, "label": label, "listed": [*map(plain, listed)]}
                found = "、".join(map(plain, absent))
                yield item.finding("amount-unlisted", "actual", "score", found=found, **told)


def _rows(sheet: Sheet, name: str) -> Iterator[tuple[str, Sequence[Decimal]]]:
    """The rows of that name, with the numbers they hold."""
    for row in sheet.rows:
        label = next((value for value in row if isinstance(value, str) and value.strip()), None)
        if label and _MARKS.sub("", label) == name:
            numbers = [number for value in row if (number := exact_or_none(value)) is not None]
            if numbers:
                yield label.strip(), numbers
