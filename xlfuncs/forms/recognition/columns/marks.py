"""标记 — cells that speak of the whole table: its title, a total, its end, an amount beside its label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.evidence import BUDGETS, Columns
from xlfuncs.forms.recognition.words.parts import Known, Meanings
from xlfuncs.forms.recognition.words.row_labels import is_row, is_total, total_in_text
from xlfuncs.forms.recognition.words.texts import bare, label_points, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import SURE, is_placeholder

_SCORED = {"target", "actual", "score"}  # below such headings a label is an indicator's
_GOALS = ("target", "actual")
_HEADS = {"points", "target", "actual", *BUDGETS}
AMOUNTS = (*BUDGETS, "executed", "rate")
_DIGIT, _PAIRS = re.compile(r"\d"), 3
_EARNED, _OWN = re.compile("(?:指标|[类项]|部分|自评|合计|小计)*(?:得分)?$"), ("本", "该")
OF_RATE = 20  # points of a rate, at most
Hits = Sequence[tuple[int, Meanings]]  # the texts of a row that mean something, by column
_BELOW = 3  # rows: the first budget, the whole year's, what was spent
_PLANNED = {"target": "budget", "actual": "executed"}  # beside 资金投入: 计划 400, 实际 384


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell says, where it stands, and the column of its value where that stands beside it."""

    kind: str
    row: int
    column: int
    value: int | None = None


def marks(reader: Reader, row: int, meant: Hits, columns: Columns) -> Iterator[Mark]:
    """The marks of a row below a header with these columns; none, above the first header."""
    texts = reader.texts(row)
    heads = {meanings[0][0] for _, meanings in meant} & _HEADS  # of a header that nobody understood
    places = (columns[key] for key in _GOALS if key in columns)
    goals = {column for column in places if not is_placeholder(reader.data(row, column))}
    below = bool(columns.keys() & _SCORED)
    name = columns.get("level3", columns.get("name")) if len(goals) == len(_GOALS) else None
    own = name if reader.text(row, name) else None
    both = below and amounts_beside(reader, row, meant)  # of the next table
    for column, meanings in meant:
        kind, weight = meanings[0]
        sure = weight >= SURE
        goal = goals - {column}  # the label of a total may stand there, below another table
        if kind in ("total", "subtotal") and not sure and (goal or not columns):
            continue  # 培训场次合计, an indicator
        if kind in ("total", "subtotal") and own is not None and own < column:
            continue  # how an indicator is counted
        if kind in ("total", "subtotal") and dict(texts)[column].startswith("扣"):
            continue  # 扣分合计
        if kind == "title" and len(texts) > 2:
            continue  # a row that speaks of such a table
        if kind in ("title", "total", "subtotal", "page_sum"):
            yield Mark(kind, row, column)
            if kind == "title" and total_in_text(dict(texts)[column]) is not None:
                yield Mark("total", row, column)
        elif kind in ("score", "approved") and not goal:
            if (label_points(dict(texts)[column]) or 100) <= OF_RATE and not columns:
                continue  # 自评得分（10分） of the amounts
            said = not heads and is_total(dict(texts)[column])
            if said or (not columns and _of_the_whole(reader, row, meant, column)):
                yield Mark("total", row, column)
            elif kind == "score" and below and _earned_above(reader, row, column, columns):
                yield Mark("subtotal", row, column)
        elif kind in AMOUNTS and (not below or both) and (value := beside(reader, row, column)) is not None:
            yield Mark(kind, row, column, value)
        elif kind in _PLANNED and not columns and (value := _of_funds(reader, row, column)) is not None:
            yield Mark(_PLANNED[kind], row, column, value)
        if kind in ("tail", "reason") and sure and column == texts[0][0]:
            yield Mark("tail", row, column)


def _of_the_whole(reader: Reader, row: int, meant: Hits, column: int) -> bool:
    """Whether a score among the facts above the table is its total: 自评得分 98, with no amounts that might have earned it."""
    known = {meaning for _, meanings in meant for meaning, _ in meanings}
    text = reader.text(row, column) or ""
    earned = known & {*AMOUNTS, "points"}
    return "自评" in text and not earned and beside(reader, row, column) is not None


def _earned_above(reader: Reader, row: int, column: int, columns: Columns) -> bool:
    """Whether the first label of a row says what those above it earned: 产出指标得分, below the rows of 产出指标; 本项得分."""
    if column != reader.texts(row)[0][0] or column > min(columns[key] for key in _SCORED & columns.keys()):
        return False  # 已评分, a state
    labels = reader.labels(columns.get("level1", column))[:row]
    above = next((text for text in reversed(labels) if text), "")
    stem = _EARNED.sub("", bare(normal(reader.text(row, column) or "")))
    return stem in (_EARNED.sub("", bare(normal(above))), *_OWN)


def amounts_beside(reader: Reader, row: int, meant: Hits) -> bool:
    """Whether they stand right of their labels, 预算数 120 执行数 100, one perhaps not typed; 预算执行 left of both is none."""
    labels = {meanings[0][0]: column for column, meanings in meant if meanings}
    budget, executed = next((labels[key] for key in BUDGETS if key in labels), None), labels.get("executed")
    if budget is None or executed is None:
        return False
    typed = [column for column in (budget, executed) if beside(reader, row, column) is not None]
    if executed + 1 == budget:
        return budget in typed
    if len(typed) != 1:
        return len(typed) > 1
    other = executed if typed == [budget] else budget
    return right_of(reader, row, other) not in {column for column, meanings in meant if meanings}


def in_pairs(reader: Reader, row: int) -> bool:
    """Whether a row is of labels with a number beside each: 人员编制 | 编制数 28 | 实有人数 27 | 控制率 96.43%."""
    cells = [value for value in reader.rows[row] if not is_placeholder(value)]
    named = [(one, other) for one, other in pairwise(cells) if isinstance(one, str)]
    labels = {one for one, other in named if not _DIGIT.search(one) and is_number(other)}
    return len(labels) >= _PAIRS


def amounts_below(reader: Reader, row: int, known: Known) -> bool:
    """Whether they stand so in the rows below one of sources: 资金总额 财政拨款 分值, 预算数 120 100 10, 执行数 100 80."""
    said = {
        known[text][0][0]
        for below in range(row + 1, min(row + 1 + _BELOW, len(reader.rows)))
        for column, text in reader.texts(below)
        if text in known and beside(reader, below, column) is not None
    }
    return "executed" in said and not said.isdisjoint(BUDGETS)


def heads_rows(reader: Reader, row: int, text: str, columns: Sequence[int]) -> bool:
    """Whether a label heads the rows below: a word for them, or one with points across all these columns: 预算执行率（10分）."""
    across = all(reader.merged(row, column) == (row, columns[0]) for column in columns[1:])
    return is_row("groups", text) or (across and label_points(text) is not None)


def _of_funds(reader: Reader, row: int, column: int) -> int | None:
    """The column of the amount right of a label that stands beside one of funds, which may be that of the rows above."""
    above = range(row, max(row - _BELOW, 0) - 1, -1)
    side = next((text for line in above if (text := reader.text(line, column - 1))), None) if column else None
    told = side is not None and any(word in side for word in words("of_funds")["words"])
    return beside(reader, row, column) if told else None


def beside(reader: Reader, row: int, column: int) -> int | None:
    """The column of the amount right of a label."""
    own = reader.anchor(row, column)
    for right in range(column + 1, min(column + 6, reader.width)):
        place = reader.anchor(row, right)
        if place != own and (value := reader.data(*place)) is not None:
            return right if is_number(value) else None
    return None


def right_of(reader: Reader, row: int, column: int) -> int | None:
    """The column of the cell right of a label, whatever it holds."""
    label = reader.anchor(row, column)
    return next((slot for slot in range(column + 1, reader.width) if reader.anchor(row, slot) != label), None)
