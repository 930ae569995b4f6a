"""重复报送 — what one unit returned in several workbooks: the same form for the same project; and which one is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from xlfuncs.review.levels import level
from xlfuncs.review.record import Record

_REASONS = "其余须退回重报", "得分的行最多", "修改最晚"  # for a version to count
_FIRST = "各份一样，取第一份"
UNNAMED = "未写明单位"
Key = tuple[str, str]  # of a table: its form and project
Passed = dict[tuple[str, Key], str]  # file and table → the file whose version is counted instead


class Returned(NamedTuple):
    """A workbook, in short."""

    file: str
    digest: str | None
    changed: int  # when
    # of each: the departments it names; whether it stands, its rows with a score
    tables: dict[Key, tuple[list[str], tuple[bool, int]]]


def key_of(table: dict[str, Any]) -> Key:
    """What tells a unit's tables apart."""
    return table["form"], table["project"] or ""


def returned(record: Record) -> Returned:
    """What is asked of a workbook to know whether it came twice."""
    tables = {}
    for table in record["tables"]:
        rows = table.get("items", ())
        scored = sum(item["score"] is not None or item["entered"] is not None for item in rows)
        tables[key_of(table)] = table["departments"], (level(table) != "P0", scored)
    return Returned(record["file"], record.get("digest"), (record.get("stamp") or (0, 0))[1], tables)


def by_unit(records: Iterable[Record], units: Iterable[str]) -> dict[str, list[Returned]]:
    """The workbooks of each unit."""
    found: dict[str, list[Returned]] = {}
    for record, unit in zip(records, units, strict=True):
        found.setdefault(unit, []).append(returned(record))
    return found


def repeated(workbooks: Sequence[Returned], unit: str) -> Iterator[tuple[str, Passed]]:
    """What came in several workbooks of a unit, and what of it is not counted.

    Of the same contents one counts. Of those that need not be returned the one with most rows scored counts, of several the
    one changed last; all do where they may be different tables: of projects or units without a name, or of several departments.
    """
    alike: dict[str, list[Returned]] = {}
    for one in workbooks:
        alike.setdefault(one.digest or one.file, []).append(one)
    for first, *copies in alike.values():
        if copies:
            names = told_apart([one.file for one in (first, *copies)])
            passed = {(one.file, key): first.file for one in copies for key in one.tables}
            yield f"内容相同的有 {len(names)} 份：{'、'.join(names)}；汇总只计一份", passed
    versions: dict[Key, list[Returned]] = {}
    for one in (first for first, *_ in alike.values()):
        for key in one.tables:
            versions.setdefault(key, []).append(one)
    for key, held in versions.items():
        if len(held) == 1:
            continue
        (form, project), first, names = key, held[0], told_apart([one.file for one in held])
        whole = form.startswith(("department", "duty"))  # a unit has one
        what = f"「{project}」" if project else "同一种表" + "（没有写明项目）" * (not whole)
        known = (project or whole) and unit != UNNAMED
        if known and all(one.tables[key][0] == first.tables[key][0] for one in held):
            order = [(*one.tables[key][1], one.changed) for one in held]
            *_, next_best, most = sorted(order)
            best = held[order.index(most)]
            ways = zip(_REASONS, most, next_best, strict=True)
            why = next((words for words, one, other in ways if one != other), _FIRST)
            counted = f"汇总暂按 {names[held.index(best)]} 计（{why}）"
            passed = {(one.file, key): best.file for one in held if one is not best}
        else:
            passed, counted = {}, "可能是不同的表，汇总都已计入"
        yield f"{what}有 {len(held)} 份：{'、'.join(names)}；{counted}", passed


def passed_over(units: Mapping[str, Sequence[Returned]]) -> Passed:
    """What is not counted, of all units."""
    twice = (passed for unit, workbooks in units.items() for _, passed in repeated(workbooks, unit))
    return {table: best for passed in twice for table, best in passed.items()}


def told_apart(files: Sequence[str]) -> list[str]:
    """The names of files; with their folders where two are called the same."""
    names = [Path(file).name for file in files]
    return names if len({*names}) == len(names) else ["/".join(Path(file).parts[-2:]) for file in files]
