"""没有读出的金额 — amounts above a table whose labels or headings nobody knows, of a table that has no others."""

from __future__ import annotations

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.patterns import pattern

_MONEY = pattern(r"(?!.*(?:收入|决算))(?=.*(?:资金|预算|支出|经费|金额|拨款))[^表单：:]{2,15}")


def note_unread(reader: Reader, head: range) -> None:
    """Say where figures stand beside or below a label of money."""
    labels = [one for one in reader.texts_in(head) if _MONEY.fullmatch(one[2])]
    if unread := [one for one in labels if _has_figure(reader, head, *one[:2])]:
        row, column, text = unread[0]
        count = len({row for row, *_ in unread})
        reader.note("rows-unread", severity="warning", at=reader.at(row, column), found=text, count=count)


def _has_figure(reader: Reader, head: range, row: int, column: int) -> bool:
    beside = next((one for one in reader.rows[row][column + 1 :] if one not in (None, "")), None)
    return is_number(beside) or (row + 1 in head and is_number(reader.data(row + 1, column)))
