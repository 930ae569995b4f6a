"""指标值 — targets as people write them: ``≥40人``, ``85%以上``, ``4.6万元``, ``2021年12月31日前``, ``合理``.

A text is cleaned (full width = half width), its figures are found, and the words before and after the one
figure say how it is meant. Two figures, a tolerance or a rank are not read as one number: a person decides.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from xlfuncs.functions import target_words as say
from xlfuncs.functions.target_figures import (
    date_value,
    figures,
    in_digits,
    is_sum,
    named_value,
    without_marks,
    without_parts,
)
from xlfuncs.functions.target_words import Operator
from xlfuncs.scoring.ratio import Direction

_Figure = Literal["number", "percent", "change_percent"]
Kind = Literal[_Figure, "date_deadline", "grade", "qualitative", "multiple_values", "not_applicable"]

_DIRECTIONS: dict[str | None, Direction] = {
    ">=": "positive",
    ">": "positive",
    "<=": "negative",
    "<": "negative",
    "=": "equal",
}

_LONGEST = 2000  # characters: an essay has no single figure, and cells come that make patterns slow


@dataclass(frozen=True, slots=True)
class Target:
    """指标值 — what a target (or an actual) says; a field that does not apply is None."""

    kind: Kind
    operator: Operator | None = None  # of a number or percent; "none" is a bare value
    value: str | None = None  # every digit as written, separators dropped; a date as 2021-12-31, 11-末, 6
    unit: str | None = None  # as written: 人, 万元/年, 个社区
    number: Decimal | None = None  # the one figure, of a change_percent too
    trend: int = 0  # +1 提升…, -1 下降…: the figure is said of a change
    each: str | None = None  # of 每月2次: 月
    text: str = field(default="", compare=False)  # as it stands in the cell, for messages

    @property
    def direction(self) -> Direction | None:
        """方向 — what the operator says: positive, negative, equal; None where it says nothing."""
        return _DIRECTIONS.get(self.operator)

    @property
    def leans(self) -> Direction | None:
        """偏向 — of a number that is not exact whether it is more than its figure, or less; None where it may be either.

        >>> parse_target("3万余吨").leans, parse_target("近3万吨").leans, parse_target("约3万吨").leans
        ('positive', 'negative', None)
        """
        if self.operator != "approx":
            return None
        if say.MORE.search(self.text):
            return "positive"
        return "negative" if say.LESS.search(self.text) else None


def parse_target(text: object) -> Target:
    """读出指标值 — read a target as written; never raises (words without a figure are ``qualitative``).

    Parameters
    ----------
    text : the cell's value: text; a number [no unit]; a date; None or NaN (``not_applicable``).

    Returns
    -------
    Target
        What it says, one value; its figure in the unit that is written. [``unit``]

    >>> t = parse_target("不少于４０人")
    >>> t.kind, t.operator, t.value, t.unit, t.direction
    ('number', '>=', '40', '人', 'positive')
    >>> parse_target("2021年12月31日前").value
    '2021-12-31'
    >>> parse_target("80%-90%").kind
    'multiple_values'

    Source: how targets stand in published tables; the words are those of ``target_words``.
    """
    if type(text) is float:
        return _of_float(text + 0.0)  # -0 is 0
    if isinstance(text, str):
        return _parse(text) if len(text) <= _LONGEST else Target("qualitative", text=text)
    if isinstance(text, dt.date):
        return Target("date_deadline", value=f"{text:%Y-%m-%d}", text=str(text))
    if isinstance(text, (int, float, Decimal)) and not isinstance(text, bool):
        # a cell's number is its decimal at 15 significant digits
        return _of_number(f"{text:.15g}" if isinstance(text, float) else str(text))
    return Target("not_applicable") if text is None else Target("qualitative", text=str(text))


@lru_cache(maxsize=8192)
def _of_float(value: float) -> Target:
    return _of_number(f"{value:.15g}")


@lru_cache(maxsize=8192)
def _of_number(digits: str) -> Target:
    number = Decimal(digits)
    if not number.is_finite():
        return Target("not_applicable")
    return Target("number", "none", f"{number:f}", number=number, text=f"{number:f}")


@lru_cache(maxsize=8192)
def _parse(text: str) -> Target:
    text = text.strip()
    clean = say.SPACE.sub("", say.TWO_NUMBERS.sub("、", text).translate(say.WIDTH))
    if say.NOT_APPLICABLE.fullmatch(clean):
        return Target("not_applicable", text=text)
    if say.GRADE.fullmatch(clean):
        return Target("grade", text=text)
    if mark := say.ITEM_MARK.match(clean):
        clean = without_marks(clean, mark)
    clean = without_parts(in_digits(say.CAUSE.sub("", clean)))
    clean = say.FROM_LEVEL.sub("", clean) if clean.startswith(("由", "从")) else clean
    clean = say.SHORT_YEAR.sub("20", say.UNTIL_ITS_END.sub("", say.CLOCK.sub("", clean)))
    if date := say.DATE.search(clean):
        if figures(clean[: date.start()] + " " + clean[date.end() :]):
            return Target("multiple_values", text=text)
        return Target("date_deadline", value=date_value(date), text=text)
    named = say.NAMED_DATE.search(clean) if "年" in clean or "季" in clean else None
    if named and not figures(clean[: named.start()] + " " + clean[named.end() :]):
        return Target("date_deadline", value=named_value(named), text=text)
    found = figures(clean)
    if len(found) > 1 and (rate := say.REMARKED.match(clean)) and not say.SHARES.search(clean, rate.end()):
        found = figures(clean := rate[0])  # 95%(发放问卷60份)
    elif len(found) > 2 and clean.endswith(")") and is_sum(found, opened := clean.rfind("("), clean):
        found, clean = found[:1], clean[:opened]
    if len(found) == 1:
        return _one_figure(text, clean[: found[0].start()], found[0]["value"], clean[found[0].end() :])
    return Target("multiple_values" if found else "qualitative", text=text)


def _one_figure(text: str, before: str, figure: str, after: str) -> Target:
    value = figure.lstrip("+").replace(",", "").replace(" ", "")
    number = Decimal(value)
    after = say.CLAUSE_END.split(after, maxsplit=1)[0]
    bracket = after.startswith("(")  # 120(场), 95(%)
    unit = say.UNIT_PARENS.sub(r"\1", after) if bracket else say.TIMES.sub(r"\1次", after)
    percent, unit = unit.startswith("%"), unit.removeprefix("%")
    lead, tail, odd = say.BEFORE.search(before), say.AFTER.search(unit), say.ODD.match(unit)
    first = say.BEFORE.search(before[: lead.start()]) if lead and lead.start() else None
    said = [say.OPERATORS[found.lastgroup] for found in (lead, tail, first) if found]
    operator: Operator = said[0] if said else "approx" if odd else "none"
    if say.WITHOUT_IT.search(after):  # 90%(不含)以上
        operator = say.STRICTLY.get(operator, operator)
    undone = (figure[0] == "+" and not percent) or say.UNDONE.search(after) or say.UNKNOWN_TAIL.search(unit)
    undone = undone or (say.DIGIT_LIKE.search(before) if figure[0] == "." else None)
    if not lead:
        undone = undone or say.UNKNOWN_SIGN.search(before) or say.UNDONE.search(before)
    if not tail:
        undone = undone or say.OTHERWISE.search(unit)
    contradicts = len({_DIRECTIONS[sign] for sign in said if sign in _DIRECTIONS}) > 1  # ≥90%以下, ≥≤90%
    if contradicts or undone or say.UNREADABLE.search(before) or (not lead and say.ELSEWHERE.search(before)):
        return Target("qualitative", text=text)
    change = say.CHANGE.search(before)
    level = change and say.TO_LEVEL.match(before, change.end())
    trend = 0 if not change or level else 1 if change["rise"] else -1
    if operator == "none" and percent and say.CHANGE_ENDS.search(before):
        return Target("change_percent", number=number, trend=trend, text=text)
    if percent:
        return Target("percent", operator, value, "%", number, trend, text=text)
    unit = unit[: tail.start()] if tail else unit
    if odd:
        unit = odd["scale"] + unit[odd.end() :]
    unit = say.PER.sub("/", say.UNIT_END.split(unit, maxsplit=1)[0])
    # 月 and 个月 are two things, 小时 and 个小时 are one
    if unit in ("个小时", "个工作日", "个自然日", "个批次"):
        unit = unit[1:]
    elif measure := say.MEASURE.match(unit):
        unit = measure[0]
    unit = unit or "元" * before.endswith("¥")
    every = say.EVERY.search(before)
    return Target("number", operator, value, unit or None, number, trend, every[1] if every else None, text)
