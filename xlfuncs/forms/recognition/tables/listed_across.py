"""横排的项目 — a list with a project in each column, 项目名称 | 甲 | 乙 above 预算数, 执行数, put the usual way: a row each."""

from __future__ import annotations

from itertools import takewhile

from xlfuncs.cells import Sheet
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.tables.turned import Line, put

_AMOUNTS = ["budget", "executed"]  # in rows below each other
_HEADS = {None, "project", "points", "total", "subtotal"}  # beside names, which mean nothing


def listed_across(reader: Reader) -> Sheet | None:
    """The sheet with such a list put the usual way; None where there is none.

    >>> rows = [["项目名称", "修路", "修桥"], ["预算数", 20.0, 30.0], ["执行数", 19.0, 30.0]]
    >>> listed_across(Reader(Sheet("a", rows))).rows
    [['项目名称', '预算数', '执行数'], ['修路', 20.0, 19.0], ['修桥', 30.0, 30.0]]
    """
    meant = {text: meanings[0][0] for text, meanings in reader.known.items()}
    if not {"project", *_AMOUNTS} <= {*meant.values()}:
        return None  # nearly every sheet
    unnamed = {text for text, means in meant.items() if means == "project"}.isdisjoint
    for row in (line for line in reader.contents.telling if not unnamed(reader.rows[line])):
        said = {column: meant.get(text) for column, text in reader.texts(row)}
        beside = [column for column, means in said.items() if means != "project"]
        named = [column for column in beside if said[column] is None]
        if len(beside) == len(said) or len(named) < 2 or {*said.values()} - _HEADS:
            continue
        labels = reader.column(beside[0] - 1)
        below = takewhile(lambda line: isinstance(labels[line], str), range(row + 1, len(labels)))  # noqa: B023
        rows = [line for line in below if any(reader.data(line, column) is not None for column in named)]
        amounts = [line for line in rows if meant.get(str(labels[line])) in _AMOUNTS]
        numbers = all(reader.has_number(line, column) for line in amounts for column in named)
        if numbers and [meant[str(labels[line])] for line in amounts] == _AMOUNTS:
            block, wide = [row, *rows], range(reader.width)
            filled = [column for column in wide if any(reader.data(one, column) is not None for one in block)]
            across: list[Line] = [[(one, column) for one in block] for column in filled]
            others = (one for one in range(len(labels)) if one not in block)
            rest: list[Line] = [[(one, slot) for slot in wide] for one in others]
            return put(reader.sheet, [*rest[:row], *across, *rest[row:]])
    return None
