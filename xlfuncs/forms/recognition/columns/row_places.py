"""一行的位置 — where the values of one row stand, for tables of a hundred thousand rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from xlfuncs.cells import Place


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
        return Place(self._sheet, self._row, self._columns[key])

    def get(self, key: str, default: Any = None) -> Any:
        """The same, without an error where nothing stands anywhere: what most questions are."""
        if self._own and key in self._own:
            return self._own[key]
        column = self._columns.get(key)
        return default if column is None else Place(self._sheet, self._row, column)

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
