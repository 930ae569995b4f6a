"""One file's review held against the truth of its tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from benchmarks.accuracy.counts import Counts
from benchmarks.accuracy.reviewed import Review
from tests.tables.grammar.indicators import Percent
from tests.tables.grammar.truth import Row, TableTruth

# What is said of an entered score follows from the rule's; it does not say that the row is unsure.
_OF_THE_SCORE = ("score-differs", "score-missing", "score-out-of-range")


def compare(review: Review, truths: Iterable[TableTruth], where: str) -> Counts:
    """Count what of the truth was found, right, wrong or left."""
    counts = Counts()
    by_cell = {item["cell"]: item for item in review.items() if item["cell"]}
    by_name: dict[str, list[dict[str, Any]]] = {}
    for each in review.items():
        by_name.setdefault(_plain(each["name"]), []).append(each)
    for truth in truths:
        counts.tables += 1
        items: list[dict[str, Any] | None] = []
        for row in truth.rows:
            named = by_name.get(_plain(row.name), [])
            item = by_cell.get(row.cells.get("score", "")) or (named[0] if len(named) == 1 else None)
            items.append(item)
            counts += _row(review, row, item, where)
        found = [item for item in items if item is not None]
        if review.tables and 2 * len(found) >= len(truth.rows):
            counts.read += 1
            _table(counts, review, truth, found, where)
        else:
            cause = review.refused or f"{len(found)} of {len(truth.rows)} rows found"
            counts.examples[f"not read: {_shape(cause)}"].append(where)
    clean = not any(truth.must_say or any(not _clean(row) for row in truth.rows) for truth in truths)
    rows = {place for truth in truths for row in truth.rows for place in (*row.cells.values(), row.name)}
    for finding in review.findings("error") if clean else ():
        if finding["cell"] not in rows and finding["item"] not in rows:
            counts.false_alarms += 1
            counts.examples[f"false alarm: {finding['code']}, table"].append(f"{where} {finding['message']}")
    return counts


def _row(review: Review, row: Row, item: dict[str, Any] | None, where: str) -> Counts:
    counts = Counts(rows=1)
    scorable = row.sure and row.score is not None
    counts.scorable += scorable
    shown = (
        f"{where} {row.cells.get('score', '')} {row.name} | {row.target!r} | {row.actual!r} | {row.points}"
    )
    if item is None:
        return counts
    counts.found += 1
    off = [key for key, typed in _typed(row) if not _same(typed, item[key])]
    counts.values_right += not off
    for key in off:
        counts.examples[f"value misread: {key} of {row.kind}"].append(f"{shown} → {item[key]!r}")
    given = None if item["score"] is None else Decimal(str(item["score"]))
    said = [finding for finding in review.findings() if _about(finding, row)]
    doubted = any(f["severity"] != "info" and f["code"] not in _OF_THE_SCORE for f in said)
    if given is None:
        counts.left += scorable
        if scorable:
            counts.examples[f"left: {row.kind}"].append(shown)
    elif row.admits(given):
        counts.right += scorable
    else:
        counts.wrong += 1
        counts.silent += not doubted
        readings = ", ".join(map(str, row.readings.values())) or "none"
        counts.examples[f"wrong: {row.kind}"].append(f"{shown} → {given}, readings: {readings}")
    alarms = [finding for finding in said if finding["severity"] == "error"] if _clean(row) else []
    counts.false_alarms += bool(alarms)
    for finding in alarms:
        counts.examples[f"false alarm: {finding['code']}, {row.kind}"].append(
            f"{shown} → {finding['message']}"
        )
    differ = len(set(row.readings.values())) > 1
    if (row.missed_deadline or differ) and given is None and not doubted:
        counts.unsaid += 1
        counts.examples[f"unsaid: {'readings differ' if differ else 'deadline missed'}"].append(shown)
    return counts


def _table(
    counts: Counts, review: Review, truth: TableTruth, found: list[dict[str, Any]], where: str
) -> None:
    own = max(review.tables, key=lambda table: sum(item in found for item in table["items"]))
    if truth.complete and truth.total is not None and len(found) == len(truth.rows):
        counts.totals += 1
        totals = {truth.total, truth.cautious_total} - {None}
        right = own["total"] is not None and any(_same(total, own["total"]) for total in totals)
        counts.totals_right += right
        if not right:
            counts.examples["total wrong"].append(f"{where}: {own['total']}, not {truth.total}")
    messages = [finding["message"] for finding in own["findings"]]
    for what, words in truth.must_say.items():
        said = any(word in message for word in words for message in messages)
        counts.unsaid += not said
        if not said:
            counts.examples[f"unsaid: {what}"].append(where)


def _clean(row: Row) -> bool:
    """Whether there is nothing about the row that a reviewer must object to."""
    return (row.sure and row.score is not None and row.entered in (None, row.score)) or row.kind == "quality"


def _about(finding: dict[str, Any], row: Row) -> bool:
    return finding["cell"] in row.cells.values() or (finding["cell"] is None and finding["item"] == row.name)


def _typed(row: Row) -> list[tuple[str, object]]:
    return [
        ("target", row.target), ("actual", row.actual), ("points", row.points if "points" in row.cells else None),
        ("entered", row.entered),
    ]  # fmt: skip


def _same(typed: object, said: object) -> bool:
    """Whether a cell came out as typed; a target may carry the sign and unit of its neighbours."""
    if typed is None or typed == "":
        return True
    if isinstance(typed, Percent):
        typed = Decimal(str(typed.stored))
    if isinstance(typed, dt.date):
        return said is not None
    if isinstance(typed, (int, float, Decimal)) and isinstance(said, (int, float)):
        return abs(Decimal(str(typed)) - Decimal(str(said))) < Decimal("0.005")
    shown = re.fullmatch(r"(\d+(?:\.\d+)?)%", _plain(typed))
    if shown and isinstance(said, (int, float)):  # the text of a percent cell
        return _same(Decimal(shown[1]) / 100, said)
    return _plain(typed) in _plain(said)


def _plain(value: object) -> str:
    return re.sub(r"\s", "", str(value))


def _shape(cause: str) -> str:
    """A refusal without the file's name and cells, so that equal ones come together."""
    missing = re.search(r"缺少[^|（]*", cause)
    return missing[0] if missing else re.sub(r"\S+\.xlsx?，?|\S+!\S+|「[^」]*」", "…", cause)[:60]
