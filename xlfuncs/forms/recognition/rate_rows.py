"""上年与本年 — rows that compare two rates: this year's with last year's, or with the city's average."""

from __future__ import annotations

import re

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.basics import Basics
from xlfuncs.forms.recognition.headers import Header
from xlfuncs.forms.recognition.reader import Reader, amount
from xlfuncs.forms.recognition.row_scores import Helpers
from xlfuncs.forms.recognition.words import is_placeholder, label, label_points, normal, words

__all__ = ["read_years", "year_function"]

_AVERAGE = re.compile(r"平均差异率\((\d+(?:\.\d+)?%)\)")


def year_function(name: str) -> str | None:
    """The function that scores a row by its name."""
    key = normal(name)
    for function, group in (("carryover_deduction", "carryover"), ("variance_deduction", "variance")):
        if key.startswith(tuple(words("beijing")[group])):
            return function
    return None


def read_years(reader: Reader, header: Header, rows: range, section: str, basics: Basics) -> list[Item]:
    """The items of a block headed 指标｜上年｜本年; a row of another name is one where a score stands in it."""
    columns = header.columns
    names = [columns[key] for key in ("level3", "name", "level2", "level1") if key in columns]
    helpers, items = Helpers(reader, header), []
    for row in rows:
        text = next((text for column in names if (text := reader.text(row, column))), None)
        function = year_function(text) if text else None
        if text is None:
            continue
        name = label(text)
        item = Item(section, name, function, {}, None, None, *helpers.read(row, name))
        if function is None:
            if item.entered is not None or item.approved is not None:
                items.append(item)
            continue
        previous, current = columns["previous_year"], columns["current_year"]
        item.target, item.actual = reader.data(row, previous), reader.data(row, current)
        item.points = label_points(text) if item.points is None else item.points
        item.inputs["points"] = item.points
        item.inputs["rate"] = reader.number(row, current, "本年率", item.name, percent=True)
        item.cells["rate"] = reader.at(row, current)
        if function == "carryover_deduction":
            item.inputs["previous_rate"] = reader.number(row, previous, "上年率", item.name, percent=True)
            item.cells["previous_rate"] = reader.at(row, previous)
            _from_basics(item, basics, ("carryover", "budget", "previous_rate"))
        else:
            item.inputs["average_rate"] = None
            _from_basics(item, basics, ("initial_budget", "final_accounts", "average_rate"))
            _average_of_standard(reader, header, row, item)
        items.append(item)
    return items


def _from_basics(item: Item, basics: Basics, keys: tuple[str, ...]) -> None:
    """What the 基础数据 sheet gives and the row itself does not."""
    for key in keys:
        if key in basics and item.inputs.get(key) is None:
            item.inputs[key], item.cells[key] = basics[key]


def _average_of_standard(reader: Reader, header: Header, row: int, item: Item) -> None:
    """高于市级平均差异率（28.3%）的: the year's average stands in the row's standard."""
    column = header.columns.get("standard")
    text = reader.data(row, column)
    if item.inputs["average_rate"] is not None or column is None or is_placeholder(text):
        return
    found = _AVERAGE.search(normal(str(text)))
    if found:
        item.inputs["average_rate"] = amount(found[1], percent=True)
        item.cells["average_rate"] = reader.at(row, column)
