"""反馈 — for every unit a 复核意见 with its tables, their level and what to correct: an official letter and a page."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from xlfuncs.files.disk import write_bytes
from xlfuncs.review.content import opinion
from xlfuncs.review.folder import file_name, free_path
from xlfuncs.review.letter import letter
from xlfuncs.review.levels import LEVELS, level
from xlfuncs.review.page import page
from xlfuncs.review.record import Record
from xlfuncs.review.units import returned_twice


def feedback(
    records: Sequence[Record],
    units: Sequence[str],
    folder: Path,
    day: dt.date,
    deadline: str = "",
    sender: str = "",
) -> list[Path]:
    """各单位的复核意见 — a .docx and an .html for each unit, what must be corrected first; what could not be read is named.

    `units` gives the unit of each record; by `deadline` it is to return, to the `sender`. The files of an earlier run are
    replaced.
    """
    returned: dict[str, list[int]] = {}
    for number, unit in enumerate(units):
        returned.setdefault(unit, []).append(number)
    written: list[Path] = []
    taken: set[str] = set()
    for unit, numbers in returned.items():
        own = [records[number] for number in numbers]
        tables = [
            (f"{Path(record['file']).name} · {table['sheet']}（{LEVELS[level(table)]}）", table)
            for record in own
            for table in record["tables"]
        ]
        tables.sort(key=lambda titled: [*LEVELS].index(level(titled[1])))
        failures = [
            (Path(record["file"]).name, record["reason"]) for record in own if record["status"] != "ok"
        ]
        marked = [
            os.path.relpath(path, folder)
            for record in own
            for path in record["written"]
            if Path(path).is_relative_to(folder)
        ]
        review = replace(opinion(unit, tables, day), failures=failures, marked=marked, addressed=True)
        review = replace(review, repeated=returned_twice(own), deadline=deadline, sender=sender)
        for suffix, data in ((".docx", letter(review)), (".html", page(review).encode("utf-8", "replace"))):
            written.append(free_path(folder / f"{file_name(unit)}{suffix}", taken))
            write_bytes(written[-1], data)
    return written
