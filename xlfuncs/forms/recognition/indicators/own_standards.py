"""表内的评分标准 — what a row says itself that a miss costs, in whichever cell it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlfuncs.cells import Value
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.own_ways import states_own_way
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import is_placeholder

_FOOT = 12  # rows at the end of a sheet that may hold a note
_FOR_ALL = re.compile("每[^。;；]{1,12}扣[0-9]|(?:未|没有|低于|不到)[^。;；]{0,12}不[得计]分")
_RULED = re.compile("每|不[得计]|满分")


class OwnStandards:
    """The columns of a block that say how a row is scored, and those that nobody understood, which may say it too."""

    def __init__(self, reader: Reader, header: Header) -> None:
        stated = {header.columns[key] for key in ("standard", "meaning") if key in header.columns}
        unread = {*range(reader.width)} - {*header.columns.values()}
        self.standards = _of_points(map(reader.column, sorted(stated)))
        self.remarks = _of_points(map(reader.column, sorted(unread)))
        factors = words("other_columns")["factors"]
        headed = [(column, normal(reader.text(header.end, column) or "")) for column in sorted(unread)]
        self.factors = [reader.column(at) for at, text in headed if any(word in text for word in factors)]
        self.note = _note(reader)

    def multiplied(self, row: int) -> bool:
        """Whether the row's score is multiplied by a factor that nobody knows: 难度系数 1.1."""
        if not self.factors:  # nearly every table
            return False
        return any(not is_placeholder(cells[row]) and cells[row] != 1 for cells in self.factors)

    def of(self, row: int, item: Item) -> str | None:
        """What a miss costs in this row."""
        for column in self.standards:
            if type(said := column[row]) is str and states_own_way(said, item.target, item.actual):
                return said
        others = [item.target, item.name]
        if self.remarks:
            others += [column[row] for column in self.remarks]
        for said in others:  # 扣0.5分 is what somebody thought of this row, 扣分≤3分 a target
            if (
                type(said) is str
                and "分" in said
                and _RULED.search(said)
                and states_own_way(said, item.target, item.actual)
            ):
                return said
        return self.note


def _note(reader: Reader) -> str | None:
    """What a note at the foot says of all rows: 注：未完成指标值的，该项不得分。"""
    for row in range(max(len(reader.rows) - _FOOT, 0), len(reader.rows)):
        texts = reader.texts(row)
        if len(texts) == 1 and _FOR_ALL.search(texts[0][1]) and "比例" not in texts[0][1]:
            return texts[0][1]
    return None


def _of_points(columns: Iterable[list[Value]]) -> list[list[Value]]:
    return [cells for cells in columns if any(type(cell) is str and "分" in cell for cell in cells)]
