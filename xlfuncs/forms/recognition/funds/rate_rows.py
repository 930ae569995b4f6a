"""上年与本年 — rows that compare two rates: this year's with last year's, or with the city's average.

Which rows there are, the layouts say: `words.row_labels` knows their names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.layout_parts import Compared
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import amount
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.row_scores import ScoreColumns
from xlfuncs.forms.recognition.funds.basics import Basics
from xlfuncs.forms.recognition.words.row_labels import rate_row
from xlfuncs.forms.recognition.words.texts import label, label_points, normal


def read_rates(
    reader: Reader, header: Header, rows: Sequence[int], section: str, basics: Basics
) -> list[Item]:
    """The items of a block headed 指标｜上年｜本年; a row of another name is one where a score stands in it."""
    columns = header.columns
    names = [columns[key] for key in ("level3", "name", "level2", "level1") if key in columns]
    scores, items = ScoreColumns(reader, header), []
    for row in rows:
        text = next((text for column in names if (text := reader.text(row, column))), None)
        if text is None:
            continue
        name, known = label(text), rate_row(text)
        item = Item(section, name, None, {}, None, None, *scores.read(row, name))
        if known is not None and known.compared is not None:
            item.function = known.function
            item.points = label_points(text) if item.points is None else item.points
            item.inputs["points"] = item.points
            _read_row(reader, header, row, item, known.compared, basics)
        if known is not None or item.entered is not None or item.approved is not None:
            items.append(item)
    return items


def _read_row(
    reader: Reader, header: Header, row: int, item: Item, compared: Compared, basics: Basics
) -> None:
    """This year's rate and what it is compared with: of the row, else of 基础数据, else of its standard."""
    previous, current = header.columns["previous_rate"], header.columns["rate"]
    item.target, item.actual = reader.data(row, previous), reader.data(row, current)
    item.inputs["rate"] = reader.number(row, current, "本年率", item.name, percent=True)
    item.cells["rate"] = reader.at(row, current)
    item.inputs[compared.base] = None
    if compared.base == "previous_rate":
        item.inputs["previous_rate"] = reader.number(row, previous, "上年率", item.name, percent=True)
        item.cells["previous_rate"] = reader.at(row, previous)
    for key in (*compared.amounts, compared.base):
        if key in basics and item.inputs.get(key) is None:
            item.inputs[key], item.cells[key] = basics[key]
    column = header.columns.get("standard")
    if item.inputs[compared.base] is None and compared.in_standard and column is not None:
        _base_of_standard(reader, row, column, item, compared)


def _base_of_standard(reader: Reader, row: int, column: int, item: Item, compared: Compared) -> None:
    """高于市级平均差异率（28.3%）的: the year's average stands in the row's standard."""
    said = normal(reader.text(row, column) or "")
    if found := re.search(rf"{compared.in_standard}\((\d+(?:\.\d+)?%)\)", said):
        item.inputs[compared.base] = amount(found[1], percent=True)
        item.cells[compared.base] = reader.at(row, column)
