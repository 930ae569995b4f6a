"""得到的分 — what the execution earned where no heading says it: a cell names it (得分9.8), the arithmetic proves it (95% 9.5),
or a row of labels below the amounts does, 分值 10 得分 9.5; and a row below that earns by itself: 年度总体目标20分 … 20.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from xlfuncs.cells import Cell, Place
from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import amount, as_text, is_number
from xlfuncs.forms.recognition.columns.marks import OF_RATE, beside, right_of
from xlfuncs.forms.recognition.words.texts import FIGURE, label, label_points, normal
from xlfuncs.forms.recognition.words.words import first_meaning
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact

_SAID = re.compile(rf"(\D{{2,8}}?):?({FIGURE})(?:分|%)?")
_NEAR = Decimal("0.006")  # of scores with two decimals
_WORTH = range(5, 51)  # points of an execution rate
_USUAL = (10, 20)  # beside 100 % any number could be called the score
OF_WHOLE = pattern("总|综合|合计|最终|指标")  # labels of what a whole table earned
_BOTH = 2  # points and score


def read_earned(reader: Reader, row: int, item: Item) -> None:
    """Fill in rate, points and score, where no label beside them and no heading above them did."""
    for column, text in reader.texts(row):
        found = _SAID.fullmatch(normal(text))
        if found is None:
            continue
        key, number, cell = first_meaning(found[1]), float(found[2]), reader.at(row, column)
        if key == "points" and item.points is None:
            item.points, item.cells["points"] = number, cell
        elif key == "score" and item.entered is None:
            item.entered, item.cells["entered"] = number, cell
        elif key == "rate" and item.inputs.get("published_rate") is None and "%" in normal(text):
            item.inputs["published_rate"] = float(exact(number).scaleb(-2))
            item.cells["published_rate"] = cell
    _read_bare_rate(reader, row, item)
    rate = item.inputs.get("published_rate")
    if item.entered is not None or type(rate) is not float or not 0 < rate <= 1:
        return
    last = max(column for at, column in map(reader.cell, item.cells.values()) if at == row)
    numbers = [*_behind(reader, row, last)]
    if item.points is None and 1 <= len(numbers) <= 2:
        _prove(rate, numbers, item)
    elif item.points is not None and len(numbers) == 1 and 0 < numbers[0][0] < item.points:
        item.entered, item.cells["entered"] = numbers[0]
        item.cells["score"] = item.cells["entered"]


def _read_bare_rate(reader: Reader, row: int, item: Item) -> None:
    """The one percentage of the line of what was spent that no label stands before: 执行数 95 95%."""
    spent = item.cells.get("executed")
    if item.inputs.get("published_rate") is not None or spent is None or reader.cell(spent)[0] != row:
        return
    texts = [(at, normal(text)) for at, text in reader.texts(row) if at > reader.cell(spent)[1]]
    rates = [(at, text) for at, text in texts if text.endswith("%") and is_number(text)]
    if len(rates) == 1 == len(texts):
        item.inputs["published_rate"] = float(exact(amount(rates[0][1], percent=True) or 0))
        item.cells["published_rate"] = reader.at(row, rates[0][0])


def _prove(rate: float, numbers: list[tuple[float, Place]], item: Item) -> None:
    """The one or two numbers right of all that is known, where rate × points is the last of them."""
    earned, stands = numbers[-1]
    worths = _USUAL if rate == 1 and len(numbers) == 1 else _WORTH
    worth = next((points for points in worths if abs(points * exact(rate) - exact(earned)) < _NEAR), None)
    if worth is None or (len(numbers) > 1 and numbers[0][0] != worth):
        return
    item.points, item.entered = float(worth), earned
    item.cells["score"] = item.cells["entered"] = stands
    if len(numbers) > 1:
        item.cells["points"] = numbers[0][1]


def _behind(reader: Reader, row: int, after: int) -> Iterator[tuple[float, Place]]:
    for column in range(after + 1, reader.width):
        value = reader.data(row, column)
        percent = "%" in normal(as_text(value) or "")
        if is_number(value) and not percent and reader.anchor(row, column) == (row, column):
            yield float(amount(value) or 0), reader.at(row, column)


def read_labelled(
    reader: Reader, score: int, left: int, rows: Iterable[int], amounts: Sequence[Item]
) -> Iterator[Item]:
    """The rows below with a score, whose first text stands left of all amounts and says what they are worth, or 目标."""
    scored = {item.place("score") for item in amounts}
    for row in rows:
        column, text = next(iter(reader.texts(row)), (score, ""))
        points = label_points(text, unit=True)
        named = column < left and (points is not None or "目标" in normal(text))
        if named and reader.anchor(row, score) == (row, score) and reader.has_number(row, score):
            name, cell = label(text), reader.at(row, score)
            if cell in scored:
                continue
            entered = reader.number(row, score, "得分", name)
            cells = {"score": cell, "entered": cell}
            yield Item(name, name, points=points, entered=entered, cells=cells)


def earned(reader: Reader, row: int) -> dict[str, Cell]:
    """The cells of points and score that labels of a row say, 执行率 95% 分值 10 得分 9.5; none of a whole table's."""
    found, texts = dict[str, Cell](), reader.texts(row)
    for column, text in texts:
        key, at = first_meaning(text), beside(reader, row, column)
        if at is None and key == "score" and found and (right := right_of(reader, row, column)) is not None:
            at = right if reader.value(row, right) is None else None  # a cell that waits for its score
        if key not in ("points", "score") or at is None or OF_WHOLE.search(normal(text)):
            continue
        if (reader.amount(row, at) or 0) <= OF_RATE:
            found.setdefault(key, (row, at))
    of_rate = "score" in found and any("执行" in normal(text) for _, text in texts)
    return found if len(found) == _BOTH or of_rate else {}


def read_earned_below(reader: Reader, rows: Sequence[int], item: Item) -> None:
    """Fill in the points and the score of amounts with headings from the labels below them."""
    for row in rows:
        if not (cells := earned(reader, row)):
            continue
        for key, cell in cells.items():
            term = "分值" if key == "points" else "得分"
            setattr(item, "entered" if key == "score" else key, reader.number(*cell, term, item.name))
            item.cells[key] = reader.at(*cell)
        if item.points is None:
            said = (label_points(text) for _, text in reader.texts(row))
            item.points = next((points for points in said if points is not None), None)
        return
