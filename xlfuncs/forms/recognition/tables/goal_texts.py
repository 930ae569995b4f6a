"""总体目标 — the goals of the year in words, with what is said to have come of them beside: 预期目标、实际完成情况."""

from __future__ import annotations

from collections.abc import Iterable

from xlfuncs.evaluation.content import Entry
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.tables.lists import Lists
from xlfuncs.forms.recognition.words.row_labels import is_row
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.words import is_placeholder

_ACHIEVED = "完成情况"  # 实际完成情况, 年度目标完成情况 …


def read_goal_texts(reader: Reader, rows: Iterable[int]) -> Lists:
    """The texts below two such labels; none where they do not stand side by side."""
    columns: tuple[int, int] | None = None
    entries: list[Entry] = []
    for row in rows:
        if columns is None:
            columns = _columns(reader, row)
            continue
        values = {
            key: reader.data(row, column)
            for key, column in zip(("expected", "achieved"), columns, strict=True)
        }
        if any(is_placeholder(value) for value in values.values()):
            break
        cells = {key: reader.at(row, column) for key, column in zip(values, columns, strict=True)}
        entries.append(Entry(values, cells))
    return {"overall": entries} if entries else {}


def _columns(reader: Reader, row: int) -> tuple[int, int] | None:
    """Where the goals stand, and what came of them, in a row of labels."""
    texts = reader.texts(row)
    for achieved in (column for column, text in texts if _is_achieved(text)):
        goals = [column for column, text in texts if column < achieved and is_row("goals", text)]
        if goals:  # 年度目标完成情况 left of all is what the block is called
            return goals[-1], achieved
    return None


def _is_achieved(text: str) -> bool:
    return "情况" in text and bare(normal(text)).endswith(_ACHIEVED)
