"""金额旁的分值与得分 — the points, the score and the rate that stand among amounts beside their labels, or around them."""

from __future__ import annotations

from collections.abc import Iterator

from xlfuncs.cells import Cell
from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.marks import Mark, beside, right_of
from xlfuncs.forms.recognition.funds.amounts import read_rate
from xlfuncs.forms.recognition.funds.earned import OF_WHOLE, read_earned
from xlfuncs.forms.recognition.words.row_labels import is_row
from xlfuncs.forms.recognition.words.texts import label_points, normal
from xlfuncs.forms.recognition.words.words import concept, first_meaning, is_placeholder
from xlfuncs.patterns import pattern

NEAR = 4  # rows from the budget on that may say what its execution earned; above what was spent
_COMPUTED = pattern("[×*÷]")
_EARNED = (("points", True), ("score", True))  # labels below 预算数, 执行数 and 执行率


def read_beside_amounts(reader: Reader, budget: Mark, executed: Mark, rate: Mark | None, item: Item) -> None:
    """Fill in the rate, the points and the score of two amounts."""
    if rate:
        read_rate(reader, rate.row, of_total(reader, rate), reader.text(rate.row, rate.column) or "", item)
    else:
        rates, text = _headed(reader, budget, "rate")
        row = _filled(reader, rates, budget, executed)
        # 全年预算数 75 执行率, and below it 全年执行数 60 80%
        if rates is None and executed.row > budget.row:
            behind = (one for one in reader.texts(budget.row) if one[0] > budget.column)
            rates, text = next((one for one in behind if concept(one[1]) == ("rate", True)), (None, ""))
            row = executed.row
        read_rate(reader, row, rates, text, item)
    for key, term in (("points", "分值"), ("score", "得分")):
        stated = _labelled(reader, budget, executed, rate, key)
        if stated is not None:
            item.cells[key] = reader.at(*stated)
            setattr(item, "entered" if key == "score" else key, reader.number(*stated, term, item.name))
    if item.points is None:
        item.points = _points_of_label(reader, budget, rate)
    read_earned(reader, budget.row, item)
    item.inputs["points"] = item.points


def _labelled(reader: Reader, budget: Mark, executed: Mark, rate: Mark | None, key: str) -> Cell | None:
    """The cell of the points, or the score, right of their label, beside or below the rate, or below a heading."""
    rows = block(reader, budget)
    last_row = max(executed.row, rate.row if rate else 0)
    stacked = range(last_row + 1, len(reader.rows))
    below = [
        row
        for row in stacked[:NEAR]
        for place, (at, text) in enumerate(reader.texts(row))
        if (not place or (rate and at == rate.column))
        and concept(text) in _EARNED
        and not OF_WHOLE.search(text)
    ]
    last = [rate.row] if rate and rate.row >= rows.stop else []
    texts = reader.texts_in((*rows, *last, *below))
    labels = [(row, at) for row, at, text in texts if concept(text) == (key, True)]
    labels = [(row, at) for row, at in labels if row > budget.row or at > budget.column]
    for row, at in labels:
        if (stands := beside(reader, row, at)) is not None:
            return row, stands
    column, _ = _headed(reader, budget, key)
    if column is not None:
        return _filled(reader, column, budget, executed), column
    found = _below(reader, budget, last_row, key) or _of_rate(reader, budget, key)[1]
    waiting = ((row, _to_fill(reader, row, at)) for row, at in labels if key == "score")
    return found or next(((row, at) for row, at in waiting if at is not None), None)


def _below(reader: Reader, budget: Mark, end: int, key: str) -> Cell | None:
    """The one number below a heading behind the budget, beside what was spent: 预算数 60 得分, and below it 执行数 57 9.5."""
    for column, text in reader.texts(budget.row):
        headed = column > budget.column and first_meaning(text) == key and not OF_WHOLE.search(text)
        if headed and beside(reader, budget.row, column) is None:
            rows = [row for row in range(budget.row + 1, end + 1) if is_number(reader.data(row, column))]
            return (rows[0], column) if len(rows) == 1 else None
    return None


def _filled(reader: Reader, column: int | None, budget: Mark, executed: Mark) -> int:
    """The row of the two amounts in which a column says something."""
    return budget.row if not is_placeholder(reader.data(budget.row, column)) else executed.row


def _of_rate(reader: Reader, budget: Mark, key: str = "score") -> tuple[str, Cell | None]:
    """A label near by that says it is the score of the execution, or its points, and the cell right of it: 执行率得分 9.5."""
    near = range(budget.row, min(budget.row + NEAR, len(reader.rows)))
    for row, column, text in reader.texts_in(near):
        formula = _COMPUTED.search(normal(text).partition("(")[0])  # of the indicators: 执行率×权重
        if "执行" in normal(text) and not formula and first_meaning(text) == key:
            value = beside(reader, row, column)
            if value is None and key == "score":
                value = _to_fill(reader, row, column)
            return text, None if value is None else (row, value)
    return "", None


def _to_fill(reader: Reader, row: int, column: int) -> int | None:
    """The column right of a label where nobody typed its number yet: another label of the row has its own, or it is alone."""
    right = right_of(reader, row, column)
    if right is None or reader.value(row, right) is not None:
        return None
    texts = reader.texts(row)
    alone = len(texts) == 1 and not is_number(reader.data(row + 1, column))  # no heading of a column
    return right if alone or any(beside(reader, row, at) is not None for at, _ in texts) else None


def block(reader: Reader, budget: Mark) -> range:
    """The rows of the budget and of what stands below it beside the same label, 预算执行情况(10分)."""
    end = budget.row + 1
    for column in range(budget.column):
        side = reader.merged(budget.row, column)
        while side and reader.merged(end, column) == side:
            end += 1
    return range(budget.row, end)


def _points_of_label(reader: Reader, budget: Mark, rate: Mark | None) -> float | None:
    """What 执行率得分（满分10分）, the heading above its score, or the label of the block says that the rate is worth."""
    rows = dict.fromkeys(one.row for one in (budget, rate) if one)
    scores = [text for *_, text in reader.texts_in(rows) if concept(text) == ("score", True)]
    told = [*scores, _of_rate(reader, budget)[0], _headed(reader, budget, "score")[1]]
    told += [reader.text(rate.row, rate.column) or ""] if rate else []  # 预算执行率（10分）
    left = [text for column, text in reader.texts(budget.row) if column < budget.column]
    told += [side for side in left[-1:] if "执行" in normal(side)]
    return next((points for text in told if (points := label_points(text)) is not None), None)


def _headed(reader: Reader, budget: Mark, key: str) -> tuple[int | None, str]:
    """The column of points, score or rate that stand once beside all amounts, below their heading; and that."""
    for row, column, text in _above(reader, budget):
        own = beside(reader, row, column)  # of a label that has, or is to have, its own: 指标得分 88.5
        below = concept(reader.text(budget.row, column) or "")
        if concept(text) == (key, True) and own is None and below is None:
            return column, text
    return None, ""


def _above(reader: Reader, mark: Mark) -> Iterator[tuple[int, int, str]]:
    """The texts that may head what stands right of a label: those in the rows above it, the nearest first."""
    rows = range(mark.row - 1, max(mark.row - NEAR, -1), -1)
    return (one for one in reader.texts_in(rows) if one[1] > mark.column)


def of_total(reader: Reader, mark: Mark) -> int:
    """The column of a label's amount: of all funds, where each fund has its own."""
    assert mark.value is not None
    heads = (one for one in _above(reader, mark) if is_row("funds_total", one[2]))
    # 资金总额 | 1150 in a row above is a label too
    return next((column for row, column, _ in heads if beside(reader, row, column) is None), mark.value)
