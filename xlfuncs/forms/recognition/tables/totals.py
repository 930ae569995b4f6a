"""总分 — the total row, or the label 自评总分 with its value beside it, below it, or in its own cell."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlfuncs.evaluation.content import Table
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import amount, amount_or_none, is_number
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.marks import Mark
from xlfuncs.forms.recognition.columns.row_scores import entered_column, told_number
from xlfuncs.forms.recognition.columns.spread import both
from xlfuncs.forms.recognition.tables.rate_points import is_of_indicators
from xlfuncs.forms.recognition.tables.total_cells import (
    column_of_total,
    heads_total,
    said_beside,
    value_of_label,
)
from xlfuncs.forms.recognition.words.row_labels import GRADE_LABEL, is_total, number_said, total_in_text
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact

_WHOLE = 100  # points of a table
_SEVERAL = 2  # scores of which a number is the sum
_NO_TOTAL = pattern("满分|分值|权重|标准分|资金|预算|金额|编码|编号|电话")


def read_total(reader: Reader, totals: Sequence[Mark], headers: Sequence[Header], table: Table) -> bool:
    """Fill in the total, by the last total row, else the label above the table; whether one was of the indicators alone."""
    rest, partial = [*totals], False
    while rest:
        if _read(reader, rest.pop(), headers, table):
            if not is_of_indicators(table):
                break
            partial, table.entered_total, table.total_points = True, None, None
            for key in ("total", "entered_total", "total_points"):
                table.cells.pop(key, None)
    for mark in rest:
        _compare(reader, mark, headers, table)
    return partial


def _read(reader: Reader, mark: Mark, headers: Sequence[Header], table: Table) -> bool:
    """Fill in the total of a mark; whether there is one."""
    above = [header for header in headers if header.row < mark.row]
    # Its scores stand in their columns.
    indicators = [header for header in above if header.kind != "execution"]
    found = indicators or above
    header = found[-1] if found else None
    if header and header.kind == "projects":
        return False
    if header and not header.own and (spoken := said_beside(reader, mark)):
        table.entered_total, table.cells["entered_total"] = spoken
        return True
    itself = total_in_text(reader.text(mark.row, mark.column) or "") is not None  # 合计得分：95.5分
    own = mark.column if itself or header is None else column_of_total(reader, mark, header)
    stands = (mark.row, own) if header else value_of_label(reader, mark)
    if header and not header.own and heads_total(reader, mark):
        stands = mark.row + 1, mark.column
    row, column = stands or (mark.row, None)
    if column is None:
        return False
    two = range(column, column + 2)  # 合计 3000 2983, of revenue, above all blocks
    if header is None and two[-1] < reader.width and all(reader.has_number(row, at) for at in two):
        return False
    if header is None and reader.at(row, column) in [item.place("entered", "score") for item in table.items]:
        return False  # 得分 9.5 beside the amounts
    said = total_in_text(reader.text(row, column) or "")
    if said is not None:  # 自评得分：96 is no cell to write a number to
        table.entered_total, table.cells["entered_total"] = said, reader.at(row, column)
        return True
    if header and header.pair and (told := both(reader.data(row, column), header.pair)):
        table.entered_total, table.total_points = told["score"], told["points"]
        table.cells["entered_total"] = table.cells["total_points"] = reader.at(row, column)
        return True
    table.cells["total"] = reader.at(row, column)
    entered = entered_column(header) if header and header.own else column
    if entered is not None:
        table.cells["entered_total"] = reader.at(row, entered)
        shares = header is not None and reader.is_percent(row, header.columns.get("points"))
        read = reader.points if shares else reader.number
        number = None if header and header.own else told_number(reader.data(row, entered), _WHOLE)
        table.entered_total = read(row, entered, "总分", "总分") if number is None else number
    points = header.columns.get("points") if header else None
    label = "" if points is None else normal(reader.text(row, points) or "")
    if points != column and not (GRADE_LABEL.fullmatch(label) or is_total(label)):  # 等级：优, 总得分
        _read_points(reader, row, points, table)
    return True


def _compare(reader: Reader, mark: Mark, headers: Sequence[Header], table: Table) -> None:
    """A label above the table, 自评得分：96, against the total row that counts."""
    first = min((header.row for header in headers if header.kind == "indicators"), default=0)
    text = reader.text(mark.row, mark.column) or ""
    counted, stands = table.cells.get("entered_total"), value_of_label(reader, mark)
    if mark.row >= first or "自评" not in normal(text) or counted is None or stands is None:
        return
    row, column = stands
    said = total_in_text(text)
    if said is None and column is not None:
        said = amount_or_none(reader.data(row, column))
    total = table.entered_total
    if column is not None and said is not None and isinstance(total, float) and said != total:
        told = {"item": "总分", "found": said, "expected": total, "first": counted}
        reader.note("total-differs", case="twice", severity="warning", at=reader.at(row, column), **told)


def _read_points(reader: Reader, row: int, column: int | None, table: Table) -> None:
    if column is not None and not is_placeholder(reader.data(row, column)):
        worth = [item.points for item in table.items if not item.idle and item.points is not None]
        shares = all(isinstance(points, float) for points in worth)
        table.total_points = (reader.points if shares else reader.number)(row, column, "分值合计", "总分")
        table.cells["total_points"] = reader.at(row, column)
        if table.total_points == 1 and shares and sum(worth) > 1:
            table.total_points = 100.0  # parts of 1 were read as of 100


def proven_total(reader: Reader, head: range, end: int, table: Table) -> None:
    """Where no label said so: the one number, beside a text or in it, that all scores add up to: 总成绩 97, 总评：97分."""
    if table.cells.keys() & {"total", "entered_total"}:
        return
    scores = [item.entered for item in table.items if isinstance(item.entered, float) and not item.idle]
    if len(scores) < _SEVERAL:
        return
    last = max(reader.cell(place)[0] for item in table.items for place in item.cells.values())
    total = sum(map(exact, scores), Decimal())
    rows = (*head, *range(last + 1, end))
    found = [place for row in rows if (place := _sum_in(reader, row, total))]
    if len(found) == 1:
        row, column, itself = found[0]
        table.entered_total, table.cells["entered_total"] = float(total), reader.at(row, column)
        if not itself:
            table.cells["total"] = reader.at(row, column)


def _sum_in(reader: Reader, row: int, total: Decimal) -> tuple[int, int, bool] | None:
    """Where a row of one label says this number, and whether in the label's own cell."""
    texts = [(column, text) for column, text in reader.texts(row) if not is_number(text)]
    if len(texts) != 1 or _NO_TOTAL.search(normal(texts[0][1])):
        return None
    numbers = [column for column in range(len(reader.rows[row])) if reader.has_number(row, column)]
    if len(numbers) > 1:
        return None
    if numbers:
        said = amount(reader.data(row, numbers[0]), percent=True)
        return (row, numbers[0], False) if said is not None and exact(said) == total else None
    spoken = number_said(texts[0][1])
    return (row, texts[0][0], True) if spoken and Decimal(spoken[1]) == total else None


def drop_unproven_goals(table: Table) -> None:
    """Leave out the goals that earned a number without saying what they are worth, unless it is part of the total."""
    goals = [item for item in table.items if item.name == item.section and "budget" not in item.cells]
    goals = [item for item in goals if item.points is item.function is None]
    total = table.entered_total
    scores = [item.entered for item in table.items if goals and isinstance(item.entered, float)]
    if goals and not (isinstance(total, float) and sum(map(exact, scores)) == exact(total)):
        names = {item.name for item in goals}
        table.items = [item for item in table.items if item not in goals]
        table.sections = [section for section in table.sections if section.name not in names]
