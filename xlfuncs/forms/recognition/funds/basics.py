"""基础数据 — the amounts behind the rates, from the sheet of that name: label, value, unit, note; and the rows that compare two
rates, this year's with last year's, or with the city's average. Which rows there are, the layouts say: `words.row_labels`
knows their names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item
from xlfuncs.forms.layout_parts import Compared
from xlfuncs.forms.own_cells import basic_values
from xlfuncs.forms.recognition.cells.reader import Reader, in_stated_unit
from xlfuncs.forms.recognition.cells.values import amount
from xlfuncs.forms.recognition.columns.header_rows import year_of
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.row_scores import ScoreColumns
from xlfuncs.forms.recognition.words.row_labels import rate_row
from xlfuncs.forms.recognition.words.texts import label, label_points, normal
from xlfuncs.forms.recognition.words.words import is_placeholder, meaning
from xlfuncs.sheets import Sheet

Basics = dict[str, tuple[Any, Place]]  # key → value, where it stands


def is_basics(sheet: Sheet) -> bool:
    """Whether a sheet is the 基础数据 of one of our workbooks."""
    return meaning("basics", sheet.name) == "sheet"


def read_basics(sheets: Sequence[Sheet]) -> tuple[Basics, list[Any]]:
    """What the 基础数据 sheets give, and the findings about them; empty where there is none."""
    found: Basics = {}
    findings: list[Any] = []
    for sheet in filter(is_basics, sheets):
        reader = Reader(sheet)
        for row, column, text in reader.texts_in(range(len(reader.rows))):
            key, stands = meaning("basics", text), (row, column + 1)
            if key is None or key == "sheet" or key in found:
                continue
            kind = basic_values()[key].kind
            if kind == "approval":
                value: Any = reader.value(*stands)
            elif kind == "text":
                value = _stated(reader, *stands, text.strip())
            elif kind == "year" and (year := year_of(reader.data(*stands)) or 0) >= 2000:
                value = float(year)
            elif kind == "amount":
                in_stated_unit(reader, [row], range(0), [f"({found.get('unit', ('',))[0]})"])
                value = reader.money(*stands, text.strip(), "")
            else:
                value = reader.number(*stands, text.strip(), "", percent=kind == "rate")
            if value is not None or kind == "approval":  # that one is blank is told at its cell
                found[key] = value, reader.at(*stands)
        findings += reader.findings
    return found, findings


def _stated(reader: Reader, row: int, column: int, label: str) -> str | None:
    """A text; that the source does not state it is worth a note."""
    value = reader.text(row, column)
    if value is None or not is_placeholder(value):
        return value
    reader.note("not-stated", case="basics", at=reader.at(row, column), item=label, found=value)
    return None


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
    if item.inputs[compared.base] is not None or not compared.in_standard or column is None:
        return
    said = normal(reader.text(row, column) or "")  # 高于市级平均差异率（28.3%）的
    if found := re.search(rf"{compared.in_standard}\((\d+(?:\.\d+)?%)\)", said):
        item.inputs[compared.base] = amount(found[1], percent=True)
        item.cells[compared.base] = reader.at(row, column)
