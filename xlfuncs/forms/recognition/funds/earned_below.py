"""金额下的得分 — a row of labels below amounts with headings that says what their execution is worth and earned."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.cells import Cell
from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.marks import OF_RATE, beside, right_of
from xlfuncs.forms.recognition.words.texts import label_points, normal
from xlfuncs.forms.recognition.words.words import first_meaning
from xlfuncs.patterns import pattern

_WHOLE = pattern("总|综合|合计|最终|指标")
_BOTH = 2  # points and score


def earned(reader: Reader, row: int) -> dict[str, Cell]:
    """The cells of points and score that labels of a row say, 执行率 95% 分值 10 得分 9.5; none of a whole table's."""
    found, texts = dict[str, Cell](), reader.texts(row)
    for column, text in texts:
        key, at = first_meaning(text), beside(reader, row, column)
        if at is None and key == "score" and found and (right := right_of(reader, row, column)) is not None:
            at = right if reader.value(row, right) is None else None  # a cell that waits for its score
        if key not in ("points", "score") or at is None or _WHOLE.search(normal(text)):
            continue
        if (reader.amount(row, at) or 0) <= OF_RATE:
            found.setdefault(key, (row, at))
    of_rate = "score" in found and any("执行" in normal(text) for _, text in texts)
    return found if len(found) == _BOTH or of_rate else {}


def read_earned_below(reader: Reader, rows: Sequence[int], item: Item) -> None:
    """Fill in the points and the score of amounts with headings from the labels below them."""
    row = next(filter(lambda row: earned(reader, row), rows), None)
    for key, cell in earned(reader, row).items() if row is not None else ():
        term = "分值" if key == "points" else "得分"
        setattr(item, "entered" if key == "score" else key, reader.number(*cell, term, item.name))
        item.cells[key] = reader.at(*cell)
    if row is not None and item.points is None:
        said = (label_points(text) for _, text in reader.texts(row))
        item.points = next((points for points in said if points is not None), None)
