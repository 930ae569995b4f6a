"""反馈 — for every unit a 复核意见 with its tables, their level and what to correct: an official letter and a page."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from xlfuncs.errors import FileProblem
from xlfuncs.files.disk import write_bytes
from xlfuncs.review.content import opinion
from xlfuncs.review.folder import file_name, free_path
from xlfuncs.review.journal import Journal
from xlfuncs.review.letter import letter
from xlfuncs.review.levels import LEVELS, level
from xlfuncs.review.opinion import Opinion
from xlfuncs.review.page import page
from xlfuncs.review.record import Record, stamp_of
from xlfuncs.review.repeated import UNNAMED, repeated, returned
from xlfuncs.review.words import without_options

_PASSING = {"seconds", "stamp"}  # of a record: they differ, and the letter does not


def feedback(
    records: Sequence[Record],
    units: Sequence[str],
    folder: Path,
    day: dt.date,
    journal: Journal,
    deadline: str = "",
    sender: str = "",
) -> list[Path]:
    """各单位的复核意见 — a .docx and an .html for each unit, what must be corrected first; what could not be read is named.

    `units` gives the unit of each record; by `deadline` it is to return, to the `sender`. A letter that the `journal` knows to
    be made of the same stays, with its day; of one that somebody has worked on since, a ``.bak`` does. FileProblem, once the
    others stand, for one that could not be written.
    """
    numbered: dict[str, list[int]] = {}
    for number, unit in enumerate(units):
        numbered.setdefault(_addressed(unit, records, number), []).append(number)
    letters: list[Path] = []
    unwritten: list[FileProblem] = []
    taken: set[str] = set()
    for unit, numbers in numbered.items():
        own = [records[number] for number in numbers]
        basis = _basis(own, unit, deadline, sender)
        paths = [free_path(folder / f"{file_name(unit)}{suffix}", taken) for suffix in (".docx", ".html")]
        letters += paths
        states = {path: journal.letter(path, basis) for path in paths}
        if all(states.values()):
            continue
        review = replace(_opinion(unit, own, folder, day), deadline=deadline, sender=sender)
        made = letter(review), page(review).encode("utf-8", "replace")
        for (path, state), data in zip(states.items(), made, strict=True):
            try:
                write_bytes(path, data, backup=state is None)
            except FileProblem as problem:  # open in Word, say: the others do not wait
                unwritten.append(problem)
            else:
                journal.note(letter=str(path), basis=basis, stamp=stamp_of(path))
    if unwritten:
        raise unwritten[0]
    return letters


def _addressed(unit: str, records: Sequence[Record], number: int) -> str:
    """Whom a letter is for; a workbook that names no unit has its own, by file and folder: it may be anybody's."""
    if unit != UNNAMED:
        return unit
    return f"{UNNAMED}（{'/'.join(Path(records[number]['file']).parts[-2:])}）"


def _basis(own: Sequence[Record], *told: str) -> str:
    """What a letter is made of, in short."""
    digest = hashlib.sha256(repr(told).encode())
    for record in own:
        lasting = {key: value for key, value in record.items() if key not in _PASSING}
        digest.update(repr(lasting).encode())
    return digest.hexdigest()


def _opinion(unit: str, own: Sequence[Record], folder: Path, day: dt.date) -> Opinion:
    """What there is to say to one unit."""
    held = [(Path(record["file"]).name, table) for record in own for table in record["tables"]]
    held.sort(key=lambda one: [*LEVELS].index(level(one[1])))
    tables = [(f"{name} · {table['sheet']}（{LEVELS[level(table)]}）", table) for name, table in held]
    failures = [_unread(record) for record in own if record["status"] != "ok"]
    copies = (Path(path) for record in own for path in record["written"])
    marked = [os.path.relpath(path, folder) for path in copies if path.is_relative_to(folder)]
    twice = [words for words, _ in repeated([*map(returned, own)], unit)]
    review = opinion(unit, tables, day)
    review = replace(review, addressed=True, unnamed=unit.startswith(UNNAMED))
    return replace(review, failures=failures, marked=marked, repeated=twice)


def _unread(record: Record) -> tuple[str, str]:
    """A workbook and why it was not reviewed, for those who sent it: nothing of our limits, nor of getting it anew."""
    name = Path(record["file"]).name + ("" if record.get("opened") else "（我方打不开）")
    return name, re.sub("(?<=请)(重新)?取得", r"\1报送", without_options(record["reason"]))
