"""金额各行 — which row of a block of amounts is its total, and which are the parts of it; and the ways they are told apart
below it, 按收入性质分 and 按支出性质分: each adds up to one of its amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Part, Reader
from xlfuncs.forms.recognition.cells.values import amount_or_none, is_number
from xlfuncs.forms.recognition.columns.evidence import BUDGETS
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.heading import LEVELS
from xlfuncs.forms.recognition.columns.marks import beside, in_pairs
from xlfuncs.forms.recognition.funds.earned import earned
from xlfuncs.forms.recognition.words.row_labels import ends_as, is_row, is_total
from xlfuncs.forms.recognition.words.texts import bare, label, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import first_meaning, is_placeholder
from xlfuncs.functions.targets import parse_target
from xlfuncs.scoring.numbers import exact, exact_or_none

_WAY = re.compile(r"按.{2,6}分[:：]?")
_HEADINGS = 3  # texts of a row without a number, which begins another block
_MONEY = (None, "元", "万", "万元")
AMOUNTS = ("budget", "executed", "initial_budget")
Line = tuple[int, str]  # a row, and what it is called


def total_and_details(reader: Reader, header: Header, rows: Sequence[int]) -> tuple[Line | None, list[Line]]:
    """The total row, by its name, as the one row or the one without a name, or as what all others add up to; and the details."""
    assert header.amounts is not None
    amounts, labels = header.amounts, (*LEVELS, *BUDGETS, "project")
    taken = {column for name, column in header.columns.items() if name not in labels} | {*amounts}
    totals, details, unnamed, rated = list[Line](), list[Line](), list[Line](), list[Line]()
    given = [header.columns[key] for key in ("rate", "score") if key in header.columns]
    heads = {header.columns.get(key): key for key in ("points", "score")}
    last = max(header.columns.values())  # a text right of it may be a remark, or another table's
    for row in rows:
        said = [(column, text) for column, text in reader.texts(row) if not is_number(text)]
        inside = [each for each in said if each[0] <= last]
        said = inside or [each for each in said if not each[1][:1].isdigit()]
        texts = [(bare(normal(text)), text) for column, text in said if column not in taken]
        scored = any(short.endswith("分") and is_total(short) for short, _ in texts)  # 总分, no amount's 合计
        if (totals and scored) or any(short in words("rows")["goals"] for short, _ in texts):
            break
        if any(heads.get(column) == first_meaning(text) for column, text in said):
            break  # 分值 or 得分 in its own column again: another block begins, whose amounts nobody knows
        if totals and not header.own and earned(reader, row):
            break
        total = next((label(text) for short, text in texts if short in words("rows")["funds_total"]), None)
        if total is not None:
            totals.append((row, total))
            continue
        values = [reader.data(row, column) for column in amounts]
        if in_pairs(reader, row):
            continue  # “三公”经费 | 上年决算 | 8.2 | 本年预算 | 8 | 本年决算 | 6.9
        if len(said) > _HEADINGS and not any(map(is_number, reader.rows[row])):
            break
        said_of = [value for value in values if value != 0 or None in values] or values
        if all(is_placeholder(one) or (isinstance(one, str) and is_row("nothing", one)) for one in said_of):
            if not texts and not all(is_placeholder(reader.data(row, column)) for column in given):
                rated.append((row, ""))
            continue
        named = any(ends_as("funds_detail", text) for _, text in texts)
        one_amount = any(amount_or_none(one) is not None for one in values)
        about = (one for one in map(parse_target, values) if one.operator == "approx")  # 约80, 80左右
        stated = named or one_amount or all(map(is_placeholder, values))
        if not stated and not any(one.unit in _MONEY for one in about):
            break  # texts stand in the columns of the amounts: another block begins
        name = label(texts[-1][1]) if texts else ""
        (details if name else unnamed).append((row, name))
        for column in amounts:
            _check_amount(reader, row, column, name, own=header.own)
    sums = [detail for detail in details if _sums_up(detail[1])]
    if not totals and len(sums) == 1 and len(details) > 1:
        totals = sums
        details.remove(sums[0])
    if not totals and len(details) == 1 and not unnamed and not normal(details[0][1]).startswith("其中"):
        totals, details = details, []
    if not totals and not unnamed and (whole := _whole(reader, details, amounts)):
        spent = [detail for detail in details if "支出" in detail[1]]
        if "收入" not in whole[1] or len(spent) in (0, len(details) - 1):  # nothing is left of what came in
            totals = [whole]
            details.remove(whole)
        elif len(spent) == 1:  # what came in is what was spent and what is left
            totals, details = spent, []
    # of several without a name, as the years of one unit, none is the total
    totals = totals or (unnamed if len(unnamed) == 1 else []) or rated
    return (totals[0] if totals else None), details


def _whole(reader: Reader, details: Sequence[Line], amounts: tuple[int, int]) -> Line | None:
    """The one of several rows whose two amounts are those of all others together; of two that are equal nobody knows."""
    typed = [[amount_or_none(reader.data(row, column)) for row, _ in details] for column in amounts]
    columns = [[exact(number) for number in column if number is not None] for column in typed]
    if any(len(column) < len(details) for column in columns):
        return None
    wholes = [
        detail
        for detail, *values in zip(details, *columns, strict=True)
        if all(value and 2 * value == sum(column) for value, column in zip(values, columns, strict=True))
    ]
    return wholes[0] if len(wholes) == 1 else None


def _sums_up(name: str) -> bool:
    """Whether an amount is that of the others by its name: 小计, 部门支出合计."""
    return is_row("subtotal", name) or ends_as("funds_sums", name)


def _check_amount(reader: Reader, row: int, column: int, name: str, *, own: bool) -> None:
    """An amount is a number and not negative: a SUM above it would take a text for nothing, a form's is an error."""
    typed = reader.typed.value(row, column)
    if own and isinstance(typed, str) and not is_placeholder(typed):
        told: dict[str, Any] = {"item": name, "found": typed, "expected": "数字", "term": "金额"}
        reader.note("not-a-number", case="text-amount", at=reader.at(row, column), **told)
        return
    value = reader.money(row, column, "金额", name)
    if isinstance(value, float) and value < 0:
        at, expected = reader.at(row, column), "不小于 0 的数"
        reader.note("bad-input", case="negative-amount", at=at, item=name, found=value, expected=expected)


def check_breakdowns(reader: Reader, item: Item, rows: Sequence[int]) -> None:
    """The parts below each heading that says how the amounts are told apart, against the amounts of the total."""
    stated = [(number, key) for key in AMOUNTS if (number := exact_or_none(item.inputs.get(key))) is not None]
    for place, row in enumerate(rows):
        for column, text in reader.texts(row):
            if stated and _WAY.fullmatch(normal(text)):
                _check(reader, item, stated, [*parts_below(reader, column, rows[place + 1 :])], text)


def parts_below(reader: Reader, column: int, rows: Sequence[int]) -> Iterator[Part]:
    """The amounts right of, or in, the labels in a column, as far as labels stand there."""
    for row in rows:
        own = dict(reader.texts(row)).get(column)
        if own is None or is_number(own):
            return
        value = beside(reader, row, column)
        said = normal(own).rpartition(":")[2] if value is None else reader.value(row, value)  # 基本支出：1268
        if "%" not in normal(str(said)) and (number := amount_or_none(said)) is not None:
            yield number, reader.at(row, column if value is None else value)


def _check(
    reader: Reader, item: Item, stated: list[tuple[Decimal, str]], parts: list[Part], way: str
) -> None:
    added = sum((exact(number) for number, _ in parts), Decimal())
    if len(parts) < 2 or added in [number for number, _ in stated]:
        return
    total, key = min(stated, key=lambda one: abs(one[0] - added))
    if any(said.code == "sum-differs" and said.cell == item.place(key) for said in reader.findings):
        return  # the parts stand in the column of the total, and were added up there
    reader.note_sum(item.place(key), item.name, total, parts, case="parted", way=normal(way).rstrip(":："))
