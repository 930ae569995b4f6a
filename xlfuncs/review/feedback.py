"""反馈 — for every unit a 复核意见 with its tables, their level and what to correct: an official letter and a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from xlfuncs.files.disk import write_bytes
from xlfuncs.review.content import opinion
from xlfuncs.review.letter import letter
from xlfuncs.review.page import page
from xlfuncs.review.record import Record, unit
from xlfuncs.review.verdict import LEVELS, level

__all__ = ["feedback"]


def feedback(records: Iterable[Record], folder: Path, day: dt.date) -> list[Path]:
    """各单位的复核意见 — a .docx and an .html for each unit; what could not be read is named in it.

    The files of an earlier run are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    units: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda record: record["file"]):
        units.setdefault(unit(record), []).append(record)
    written = []
    for name, own in units.items():
        tables = [
            (f"{Path(record['file']).name} · {table['sheet']}（{_level(level(table))}）", table)
            for record in own
            for table in record["tables"]
        ]
        failures = [
            (Path(record["file"]).name, record["reason"]) for record in own if record["status"] != "ok"
        ]
        review = opinion(name, tables, day, failures)
        for suffix, data in ((".docx", letter(review)), (".html", page(review).encode())):
            path = folder / f"{name}{suffix}"
            write_bytes(path, data)
            written.append(path)
    return written


def _level(grave: str) -> str:
    return f"{grave} {LEVELS[grave].partition('：')[0]}" if grave else "未见问题"
