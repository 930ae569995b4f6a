"""基础数据 — the amounts behind the rates, from the sheet of that name: label, value, unit, note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlfuncs.cells import Place, Sheet
from xlfuncs.forms.own_cells import basic_values
from xlfuncs.forms.recognition.cells.money import in_stated_unit
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.header_rows import year_of
from xlfuncs.forms.recognition.words.words import is_placeholder, meaning

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
