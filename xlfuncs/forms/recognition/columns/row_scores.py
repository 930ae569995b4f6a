"""分与理由 — points, scores and reasons of a row, and where they stand; the same in every block.

In our own workbooks the official 得分 is a formula and the helper column 填报得分 holds what was entered; in
any other table the 得分 column itself holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from functools import partial
from typing import Any

from xlfuncs.cells import CellError, Place, Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.shares import are_of_a_hundred, are_shares
from xlfuncs.forms.recognition.columns.spread import both
from xlfuncs.forms.recognition.words.texts import FIGURE, normal
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.functions.target_words import WIDTH
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact

# Points, entered, approved, reason and cells of an item.
Read = tuple[Any, Any, Any, Any, MutableMapping[str, Place]]

_SPOKEN = pattern(rf"满分|扣({FIGURE})分?")
_REMARK = pattern(rf"({FIGURE})分?\((?:扣|减|因|满分)[^()]*\)")  # 28.5分（扣1.5分）
_TAKEN = pattern(rf"扣({FIGURE})分?[,;、]得({FIGURE})分?")  # 扣1.5分，得28.5分
_GRADES = "(?:优秀?|良好?|中等?|合格|差)等?"
_TOLD = pattern(
    rf"[★☆*]?(?P<plain>{FIGURE})分?(?:/(?P<of>{FIGURE})分?"
    rf"|\((?:[^()\d%元万]{{1,12}}|满分\d{{1,3}}分?)\)|[,、/]?{_GRADES})?"
    rf"|{_GRADES}\((?P<graded>{FIGURE})分?\)"
)
_UNJUDGED = pattern("不适用|不涉及|不计分|不考核|免评|不参评|未参评|不评价?|未评价?|未自评|未打分")
_CELLS = ("score", "rule_score", "explanation", "approved", "approved_reason", "reason")
_GOALS = ("target", "actual")
_DERIVED = ("target_number", "actual_number")
_FIGURES = ("points", "row_points", "failed", "share", "entered", "approved", *_DERIVED)


def entered_column(header: Header) -> int | None:
    """The column of the entered scores."""
    if header.own:
        return header.columns.get("entered")
    return header.columns.get("score", header.columns.get("entered"))


def told_number(value: Value, whole: Value = None) -> float | None:
    """The number of points or of a score that says something beside it; of a share, where that is of the `whole`.

    >>> told_number("96.5分（优）"), told_number("优（96.5）"), told_number("★20"), told_number("9.7（四舍五入）")
    (96.5, 96.5, 20.0, 9.7)
    """
    if not isinstance(value, str) or is_number(value):
        return None
    found = _TOLD.fullmatch(_half_width(value))
    if found is None or (found["of"] and float(found["of"]) != whole):
        return None
    return float(found["plain"] or found["graded"])


def _half_width(text: str) -> str:
    return "".join(text.split()).translate(WIDTH)  # not NFKC, which makes ① 1


def _spoken(entered: Value, worth: Value) -> float | None:
    """A score told by the points, 满分, 扣1分, or with why it is not all: 28.5（扣1.5分）; 扣1.5分，得28.5分, if they fit."""
    if not isinstance(entered, str) or not isinstance(worth, float):
        return None
    said = _half_width(entered)
    if remarked := _REMARK.fullmatch(said):
        return float(remarked[1])
    if taken := _TAKEN.fullmatch(said):
        off, left = (exact(float(number)) for number in taken.groups())
        return float(left) if off + left == exact(worth) else None
    found = _SPOKEN.fullmatch(said)
    return float(exact(worth) - exact(float(found[1] or 0))) if found else None


class ScoreColumns:
    """The columns of a block that say what a row is worth and what it got."""

    def __init__(self, reader: Reader, header: Header) -> None:
        columns = header.columns
        self.reader = reader
        self.pair, self.own = header.pair, header.own
        reader.figures = [columns[key] for key in _FIGURES if key in columns] if self.own else ()
        self.official, self.helper = columns.get("points"), columns.get("row_points")
        if self.pair:
            self.official = None
        self.entered = entered_column(header)
        self.approved, self.reason = columns.get("approved"), columns.get("approved_reason")
        self.percents = self._are_percents(header)
        rows = header.rows if header.kind == "indicators" else range(0)
        official = None if header.own or self.percents else self.official
        self.shares = official is not None and are_shares(reader, official, self.entered, rows)
        stated = None if header.own else self.official
        self.hundreds = stated is not None and are_of_a_hundred(reader, stated, self.entered, rows)
        self._entered, self._worth = reader.column(self.entered), reader.column(self.official)
        # whether points are not what they are as numbers
        self._read = self.own or self.shares or bool(reader.formats)
        read = _CELLS + (_GOALS if header.kind == "indicators" else ())
        found = {key: columns[key] for key in read if key in columns}
        if self.pair or (self.hundreds and "score" in found):  # no cell to write a score to
            del found["score"]
        if self.entered is not None:
            found["entered"] = self.entered
        self._columns = {
            points: found if points is None else found | {"points": points}
            for points in (self.official, self.helper)
        }
        self.merged = frozenset(  # rows where one of these cells is part of a merged block
            row for column in {*found.values(), *self._columns} for row in reader.merges(column)
        )

    def _are_percents(self, header: Header) -> bool:
        """Whether most points are typed as shares of 100: 60%."""
        if self.official is None or header.own:
            return False
        cells = self.reader.column(self.official)
        written = self.reader.formats or any(type(one) is str and "%" in normal(one) for one in {*cells})
        if not written:
            return False  # nearly all tables
        filled = [row for row in header.rows if not is_placeholder(cells[row])]
        shares = sum(self.reader.is_percent(row, self.official) for row in filled)
        return len(filled) > (header.kind != "execution") and 2 * shares > len(filled)

    def points(self, row: int) -> int | None:
        """The column of a row's points: the helper column, where it is filled in or the official cell is shared, or is none."""
        if self.helper is None or self.official is None:
            return self.official if self.helper is None else self.helper
        shared = self.reader.merged(row, self.official) is not None
        blank = self.reader.data(row, self.helper) is None or (row, self.helper) in self.reader.formulas
        return self.official if blank and not shared else self.helper

    def read(self, row: int, item: str) -> Read:
        """What a row says besides its inputs, for the item of this name."""
        reader, points = self.reader, self.official if self.helper is None else self.points(row)
        cells: MutableMapping[str, Place] = RowPlaces(reader.name, row, self._columns[points])
        if row in self.merged or reader.moved:  # never in a label that is merged across these columns
            columns = self._columns[points].items()
            cells = {key: reader.at(row, at) for key, at in columns if reader.anchor(row, at)[1] == at}
        worth = self._worth[row]
        if type(worth) is not float or points != self.official or self._read:  # in few rows
            read = reader.points if self.percents and points == self.official else reader.number
            number = None if self.own else told_number(worth)
            worth = read(row, points, "分值", item) if number is None else number
            if type(worth) is str:  # 10% beside points that are none: nobody calculates with 0.1
                worth = CellError(worth)
            if self.shares and type(worth) is float:
                worth = float(exact(worth).scaleb(2))
        entered = self._entered[row]
        if entered is None:  # in a hundred thousand rows nobody has
            pass
        elif self.pair and (told := both(entered, self.pair)):
            worth, entered = told["points"], told["score"]
        elif self.own:  # whose formulas take a word for none
            entered = reader.number(row, self.entered, "得分", item)
        elif isinstance(entered, str) and _UNJUDGED.fullmatch(normal(entered)):
            entered = None
        elif (spoken := _spoken(entered, worth)) is not None:
            entered = spoken
        elif (number := told_number(entered, worth)) is not None:
            entered = number
        else:
            entered = (reader.points if self.percents else reader.number)(row, self.entered, "得分", item)
            if self.hundreds and type(entered) is type(worth) is float:
                entered = float((exact(entered) * exact(worth)).scaleb(-2))
        if self.approved is None:
            return worth, entered, None, None, cells
        approved = reader.number(row, self.approved, "核定得分", item)
        return worth, entered, approved, reader.text(row, self.reason), cells


_place = partial(tuple.__new__, Place)  # in half the time: of 100,000 rows


class RowPlaces(MutableMapping[str, Place]):
    """Where the values of one row stand: made when asked for, since of most rows nobody asks.

    `columns` gives the column of each value, the same mapping for many rows.

    >>> places = RowPlaces("评分表", 12, {"points": 6, "score": 7})
    >>> places["rate"] = Place("基础数据", 3, 1)
    >>> str(places["score"]), str(places["rate"]), len(places)
    ('评分表!H13', '基础数据!B4', 3)
    """

    __slots__ = ("_columns", "_own", "_row", "_sheet")

    def __init__(self, sheet: str, row: int, columns: Mapping[str, int]) -> None:
        self._sheet, self._row, self._columns = sheet, row, columns
        self._own: dict[str, Place] | None = None  # set one by one: what stands elsewhere

    def __getitem__(self, key: str) -> Place:
        if self._own and key in self._own:
            return self._own[key]
        return _place((self._sheet, self._row, self._columns[key]))

    def get(self, key: str, default: Any = None) -> Any:
        """The same, without an error where nothing stands anywhere: what most questions are."""
        if self._own and key in self._own:
            return self._own[key]
        column = self._columns.get(key)
        return default if column is None else _place((self._sheet, self._row, column))

    def __contains__(self, key: object) -> bool:
        return key in self._columns or (self._own is not None and key in self._own)

    def __setitem__(self, key: str, place: Place) -> None:
        if self._own is None:
            self._own = {}
        self._own[key] = place

    def __delitem__(self, key: str) -> None:
        del (self._own or {})[key]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._columns, **(self._own or {})})

    def __len__(self) -> int:
        return len({**self._columns, **(self._own or {})})
