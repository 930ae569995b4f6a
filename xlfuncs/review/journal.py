"""日志 — one JSON line a workbook, only ever appended to: what was done stays done, whatever happens next."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from xlfuncs.review.record import Record, digest_of, fingerprint

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
                with contextlib.suppress(ValueError):  # a torn line
                    record = json.loads(line)
                    known[record["file"]] = record
        return known

    def unchanged(self, files: list[Path], rule: str | None) -> dict[str, Record]:
        """The records that still hold: same content, same rules, same version."""
        known, now = self.records(), fingerprint(rule)
        kept = {}
        for file in map(str, files):
            record = known.get(file)
            if record is None or any(record.get(key) != value for key, value in now.items()):
                continue
            with contextlib.suppress(OSError):
                if digest_of(file) == record.get("digest"):
                    kept[file] = record
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
