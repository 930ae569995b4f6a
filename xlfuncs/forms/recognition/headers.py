"""表头 — find the header rows of a sheet by their words, wherever they stand and in whatever order.

Three kinds of block earn points: the execution of the budget, the indicators, and (in the Beijing table) the
rates of last year and this year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from xlfuncs.cells import Value
from xlfuncs.errors import UnknownForm
from xlfuncs.forms.recognition.reader import Reader
from xlfuncs.forms.recognition.texts import bare, label_points, normal
from xlfuncs.forms.recognition.words import concept, concepts, is_placeholder, words

__all__ = ["BUDGETS", "LEVELS", "Header", "Mark", "scan"]

Found = tuple[int, str, bool]  # column, what its text means, whether that is certain
Kind = Literal["execution", "indicators", "rates"]
BUDGETS = ("adjusted_budget", "budget", "initial_budget")  # the first one a table has counts
LEVELS = ("level1", "level2", "level3", "name")
SINGLE = {  # a second column of one of these cannot be told from the first
    *BUDGETS, "executed", "rate", "level1", "level2", "level3", "target", "adjusted_target", "actual",
    "points", "score", "row_points", "entered", "approved",
}  # fmt: skip
_YEAR = re.compile(r"(20\d\d)(?:年度?)?")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a block: which column holds what, and the label that stands beside or above it."""

    kind: Kind
    row: int
    end: int  # the last header row
    columns: dict[str, int]
    words: dict[str, str]  # each header as written
    label: str | None

    @property
    def own(self) -> bool:
        """Whether the block has the helper columns of our own workbooks."""
        return "rule_score" in self.columns and "explanation" in self.columns


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell that says something about the whole table: its title, its total, a subtotal, its end."""

    kind: str
    row: int
    column: int


def scan(reader: Reader, file: str) -> Iterator[Header | Mark]:
    """Headers and marks of a sheet, from top to bottom.

    Raises
    ------
    UnknownForm
        Two columns of a header row mean the same.
    """
    done, last = -1, None
    # each text once, however many rows have it
    known = concepts([value for value in set[Value]().union(*reader.rows) if type(value) is str])
    means_nothing = known.keys().isdisjoint
    for number, row in enumerate(reader.rows):
        if number <= done or means_nothing(row):
            continue
        found = [
            (column, *known[text]) for column, text in enumerate(row) if type(text) is str and text in known
        ]
        header = _header(reader, number, _weights(reader, number, found), file) if len(found) > 1 else None
        if header is not None:
            done, last = header.end, header
            yield header
        else:
            yield from _marks(reader, number, found, last)


def _marks(reader: Reader, row: int, found: list[Found], header: Header | None) -> Iterator[Mark]:
    texts = reader.texts(row)
    columns = header.columns if header else {}
    goal = any(not is_placeholder(reader.data(row, columns.get(key))) for key in ("target", "actual"))
    for column, kind, sure in found:
        if kind in ("total", "subtotal") and not sure and (goal or not columns):
            continue  # 培训场次合计, an indicator
        if kind == "title" and len(texts) > 2:
            continue  # a row that speaks of such a table
        if kind in ("title", "total", "subtotal"):
            yield Mark(kind, row, column)
        if kind in ("tail", "reason") and sure and column == texts[0][0]:
            yield Mark("tail", row, column)


def _header(reader: Reader, row: int, found: list[Found], file: str) -> Header | None:
    years = _years(reader.rows[row])
    kind = _kind({name for _, name, _ in found}, len(years))
    if kind is None:
        return None
    places = _places(reader, row, found, file)
    below = _second_row(reader, row + 1)
    if below:  # 年度指标值 over 指标性质, 指标值, 度量单位
        places |= _places(reader, row + 1, below, file)
    columns = {name: column for name, (column, _) in places.items()}
    if kind == "rates":
        (_, columns["previous_rate"]), (_, columns["rate"]) = years
    written = {name: text for name, (_, text) in places.items()}
    return Header(kind, row, row + bool(below), columns, written, _label(reader, row, columns))


def _weights(reader: Reader, row: int, found: list[Found]) -> list[Found]:
    """权重 is a word for 分值, unless both stand: then it is a share."""
    points = {
        column: bare(normal(reader.text(row, column) or "")) for column, name, _ in found if name == "points"
    }
    weights = {column for column, text in points.items() if text in words("weights")["words"]}
    if len(weights) in (0, len(points)):
        return found
    return [(column, "weight" if column in weights else name, sure) for column, name, sure in found]


def _kind(names: set[str], years: int) -> Kind | None:
    if "executed" in names and names & set(BUDGETS) and "project" not in names:
        return "execution"
    labels = names & set(LEVELS)
    if labels and years == 2 and names & {"points", "score"}:
        return "rates"
    if names & {"actual", "score"} and (len(labels) > 1 or (labels and names & {"target", "points"})):
        return "indicators"
    return None


def _places(reader: Reader, row: int, found: list[Found], file: str) -> dict[str, tuple[int, str]]:
    """Header word → its column and its text; what is certain goes before what only ends alike."""
    places: dict[str, tuple[int, str]] = {}
    certain = {name for _, name, sure in found if sure}
    for column, name, sure in found:
        if not sure and name in certain:
            continue
        text = reader.text(row, column) or ""
        if name in places and name in SINGLE:
            other, said = places[name]
            raise UnknownForm(
                f"{file}：{reader.at(row, other)}「{said}」与 {reader.at(row, column)}「{text}」意思相同，"
                "分不清用哪一列 | two columns mean the same"
            )
        places.setdefault(name, (column, text))
    return places


def _second_row(reader: Reader, row: int) -> list[Found]:
    """The header words of the row below, if it holds nothing else and is no header by itself."""
    if row >= len(reader.rows):
        return []
    found = []
    for column, value in enumerate(reader.rows[row]):
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        known = concept(value) if isinstance(value, str) else None
        if known is None or known[0] in ("title", "total", "subtotal", "tail"):
            return []
        found.append((column, *known))
    return found if len(found) > 1 and _kind({name for _, name, _ in found}, 0) is None else []


def _years(row: object) -> list[tuple[int, int]]:
    """The columns headed by a year, the earlier one first."""
    years = []
    for column, value in enumerate(row if isinstance(row, (list, tuple)) else ()):
        year = _year(value)
        if year:
            years.append((year, column))
    return sorted(years)


def _year(value: Value) -> int | None:
    if isinstance(value, str):
        known = concept(value)
        if known and known[0] in ("previous_year", "current_year"):
            return 1 if known[0] == "previous_year" else 2
        found = _YEAR.fullmatch(normal(value))
        return int(found[1]) if found else None
    return int(value) if isinstance(value, (int, float)) and 2000 <= value < 2100 and value % 1 == 0 else None


def _label(reader: Reader, row: int, columns: dict[str, int]) -> str | None:
    """What the block is called: a text left of the header words, or one with points; else the heading above."""
    first = min(columns.values())
    for column, text in reader.texts(row):
        known = concept(text)
        other = known is None or (known[0] == "name" and "level3" in columns)  # 绩效指标 beside 三级指标
        if other and (label_points(text) is not None or column < first or column == columns.get("name")):
            return text
    above = reader.texts(row - 1) if row else []
    return above[0][1] if len(above) == 1 and label_points(above[0][1]) is not None else None
