"""日志 — one JSON line a workbook, only ever appended to: what was done stays done, whatever happens next."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from xlfuncs.errors import FileProblem
from xlfuncs.review.record import Job, Record, digest_of, fingerprint

__all__ = ["Journal", "line"]


class Journal:
    """The lines beside a summary. A line cut off by a crash is passed over, and the next one starts anew."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def records(self) -> dict[str, Record]:
        """The last line of every file."""
        known: dict[str, Record] = {}
        if not self.path.exists():
            return known
        with self.path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                with contextlib.suppress(ValueError, TypeError, KeyError):  # a torn line
                    record = json.loads(line)
                    known[record["file"]] = record
        return known

    def unchanged(self, jobs: Iterable[Job]) -> dict[str, Record]:
        """The records that still hold: same content, rules, version and copies, and these still there.

        What a worker ended over has no digest, and is tried again; so is what could not be copied.
        """
        known, kept = self.records(), {}
        for job in jobs:
            record, now = known.get(job.path), fingerprint(job.rule)
            if record is None or any(record.get(key) != value for key, value in now.items()):
                continue
            copies = record.get("asked") == [job.write, job.mark] and all(
                map(os.path.exists, record["written"])
            )
            if not copies or (record["status"] == "ok" and record["reason"]):
                continue
            with contextlib.suppress(FileProblem):
                if digest_of(job.path) == record.get("digest"):
                    kept[job.path] = record
        return kept

    def _torn(self) -> bool:
        """Whether the last line was cut off."""
        if not self.path.exists() or not self.path.stat().st_size:
            return False
        with self.path.open("rb") as lines:
            lines.seek(-1, 2)
            return lines.read() != b"\n"

    @contextlib.contextmanager
    def appending(self, *, anew: bool) -> Iterator[IO[str]]:
        """Open for more lines; ``anew`` forgets the old ones."""
        torn = not anew and self._torn()
        with self.path.open("w" if anew else "a", encoding="utf-8", newline="\n") as lines:
            if torn:
                lines.write("\n")
            yield lines


def line(record: Record) -> str:
    """One line of the journal."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
