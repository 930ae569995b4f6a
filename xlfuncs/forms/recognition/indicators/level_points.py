"""上级分值 — points of the outer levels in columns of their own: those of each heading are what its rows are worth; or shares of
each level in the one above it, whose product that is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, repeat
from math import prod

from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.slips import mended
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import of_a_hundred
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.heading import LEVELS
from xlfuncs.forms.recognition.columns.shares import WORTH
from xlfuncs.forms.recognition.indicators.indicator_rows import Rows
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.words import first_meaning
from xlfuncs.scoring.numbers import exact, exact_or_none

_LEVELS, _WHOLE = 2, 100
_SHARE = re.compile(r"\((?:权重|占比?)?:?(\d{1,3}(?:\.\d+)?)%\)$")
Level = tuple[str, Decimal | None]  # a heading or name, and its share in percent


def settle_level_points(reader: Reader, header: Header, rows: Rows) -> None:
    """Points that are shares of their headings become those of the rows; others are checked."""
    columns = dict(_columns(reader, header))
    earning = [row for row in rows if not row.item.idle]
    points = [row.item.points for row in earning if type(row.item.points) is float]
    if len(points) in (0, len(earning)) and sum(points) not in WORTH:
        worth, off = nested(_shares(reader, columns, earning))
        for text, share in off.items():
            first = next(row for row in earning if text in row.group)
            level = header.columns.get(LEVELS[first.group.index(text)], min(header.columns.values()))
            at = reader.at(first.number, level)
            reader.note("points-sum", case="shares", at=at, item=text, found=float(share), expected=100)
        if worth or off:
            columns = {}
            for row, own in zip(earning, worth or repeat(None), strict=False):
                row.item.points = own
    cells = [reader.cell(one) for row in earning if columns and (one := row.item.place("points"))]
    if cells and sum(points) > max(WORTH) and any(reader.is_percent(*cell) for cell in cells):
        found, at = header.words["points"], reader.at(header.end, header.columns["points"])
        reader.note("column-unread", severity="warning", at=at, found=found)
        for row in earning:
            row.item.points = None
    if columns:
        _check(reader, header, columns.values(), [row.item for row in earning])


def _shares(reader: Reader, columns: Mapping[str, int], rows: Rows) -> Iterator[list[Level]]:
    """The levels of each row with their shares, in columns beside them or in their names."""
    stated = dict[tuple[str, ...], Decimal | None]()
    for row in rows:
        for depth, key in enumerate(LEVELS[:2]):
            path, column = row.group[: depth + 1], columns.get(key)
            if stated.get(path) is None:
                stands = None if column is None else reader.at(row.number, column)
                beside = exact_or_none(of_a_hundred(reader.shown(stands, reader.value(row.number, column))))
                stated[path] = share_in(path[-1]) if beside is None else beside  # 50%, as it shows it, or 50
        own = exact(row.item.points) if type(row.item.points) is float else share_in(row.name)
        yield [*((text, stated[row.group[:at]]) for at, text in enumerate(row.group, 1)), (row.name, own)]


def _check(reader: Reader, header: Header, columns: Iterable[int], items: Sequence[Item]) -> None:
    """The points of each outer heading against those of its rows, where all but one come out."""
    stated = [item for item in items if "points" in item.cells and type(item.points) is float]
    worth = {reader.cell(item.cells["points"])[0]: item for item in stated}
    if len(worth) < len(items):
        return
    for column in columns:
        groups = [*_groups(reader, header, column, worth)]
        sums = [sum((exact(item.points) for item in inside), Decimal()) for *_, inside in groups]
        wrong = [(*group, one) for group, one in zip(groups, sums, strict=True) if exact(group[1]) != one]
        if len(wrong) == 1 < len(groups):
            row, points, inside, added = wrong[0]
            parts = [(item.points, item.place("points"), None) for item in inside]
            told = {"found": float(added), "expected": points, "hint": mended(exact(points) - added, parts)}
            name = reader.text(row, column - 1) or ""
            reader.note("points-sum", at=reader.at(row, column), item=name, **told)


def _columns(reader: Reader, header: Header) -> Iterator[tuple[str, int]]:
    """The levels, and right of each a column headed as points that does not count."""
    counted = header.columns.get("points", 0)
    for line in range(header.row, header.end + 1):
        said = {column: first_meaning(text) for column, text in reader.texts(line)}
        for column, one in said.items():
            if one == "points" and column != counted and said.get(column - 1) in LEVELS:
                yield said[column - 1], column


def _groups(
    reader: Reader, header: Header, column: int, worth: dict[int, Item]
) -> Iterator[tuple[int, float, list[Item]]]:
    """Each number of such a column with its row, and the items it stands beside."""
    last = max(worth, default=header.end)
    starts = [
        (row, number)
        for row in range(header.end + 1, last + 1)
        if reader.anchor(row, column)[0] == row and (number := reader.amount(row, column)) is not None
    ]
    for (row, number), (below, _) in pairwise([*starts, (last + 1, 0.0)]):
        if inside := [item for at, item in worth.items() if row <= at < below]:
            yield row, number, inside


def nested(rows: Iterable[Sequence[Level]]) -> tuple[list[float] | None, dict[str, Decimal]]:
    """What rows are worth by the shares of their levels, outermost first, and the headings below which these do not come to
    the whole: then nobody knows. A level without shares is left aside.

    >>> nested([[("产出", Decimal(60)), ("里程", Decimal(25))], [("产出", Decimal(60)), ("合格率", Decimal(75))],
    ...         [("效益", Decimal(40)), ("满意度", Decimal(100))]])
    ([15.0, 45.0, 40.0], {})
    """
    paths, depths = list[tuple[Level, ...]](), set[tuple[int, ...]]()
    for row in rows:
        paths.append(tuple(level for level in row if level[1] is not None))
        depths.add(tuple(at for at, level in enumerate(row) if level[1] is not None))
        if len(depths) > 1 or len(paths[-1]) < _LEVELS:  # most tables, at their first row
            return None, {}
    if not paths or len({*paths}) < len(paths):
        return None, {}
    inside = defaultdict[tuple[Level, ...], Decimal](Decimal)
    for path in {whole[:depth] for whole in paths for depth in range(1, len(whole) + 1)}:
        inside[path[:-1]] += path[-1][1] or 0
    right = inside.pop(()) in WORTH
    off = {path[-1][0]: share for path, share in inside.items() if share != _WHOLE}
    if off or not right:
        return None, off if right and len(off) == 1 < len(inside) - 1 else {}
    shares = [[share for _, share in path if share is not None] for path in paths]
    return [float(prod(own[1:], start=own[0]).scaleb(-2 * (len(own) - 1))) for own in shares], {}


def share_in(text: str) -> Decimal | None:
    """The share that a name carries.

    >>> share_in("产出指标（权重50%）"), share_in("合格率（≥95%）")
    (Decimal('50'), None)
    """
    found = _SHARE.search(normal(text)) if "%" in text or "％" in text else None
    return Decimal(found[1]) if found else None
