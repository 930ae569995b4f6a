"""日志 — one JSON line a workbook, only ever appended to: what was done stays done, whatever happens next.

Records stay on disk and are read one by one: those of ten thousand workbooks would fill the memory. Lines without a file
say what was made of them: a letter, and at the end of a run the summary.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from xlfuncs.errors import FileProblem
from xlfuncs.files.disk import refuse_unwritable
from xlfuncs.files.locks import locked
from xlfuncs.files.system_errors import WRITING, in_words
from xlfuncs.review.record import Job, Record, digest_of, fingerprint, line_of, stamp_of

_DECIDES = ("digest", "stamp", "rules", "version", "asked", "written", "status", "reason")  # of a record
_KEPT = 25_000_000  # bytes of lines whose records a summary keeps, gone through ten times; as objects some five times that
_STARTS = b'{"file":'  # every line of a record


class Journal:
    """The lines beside a summary. A line cut off by a crash is passed over, and the next one starts anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._places: dict[str, int] = {}  # file → where its last line begins
        self._closing: dict[str, Any] = {}  # the last line that closes a run
        self._letters: dict[str, dict[str, Any]] = {}  # file → the last line about a letter

    def lines(self) -> Iterator[Record]:
        """Every line that is a record; of a file that has several the last one counts."""
        if not self.path.is_file():  # a pipe would wait for ever
            return
        place = 0
        with self.path.open("rb") as lines:
            for line in lines:
                record = _object(line)
                if isinstance(record.get("file"), str):
                    self._places[record["file"]] = place
                    yield record
                elif isinstance(record.get("letter"), str):
                    self._letters[record["letter"]] = record
                elif "basis" in record:
                    self._closing = record
                place += len(line)

    def unchanged(self, jobs: Iterable[Job]) -> set[str]:
        """The files whose records still hold: same content, rules, version and copies, and these still there.

        A file of the same size and time is not read. What a worker ended over has no digest, and is tried again;
        so is what could not be copied.
        """
        known = {record["file"]: {key: record.get(key) for key in _DECIDES} for record in self.lines()}
        kept = set()
        for job in jobs:
            record, now = known.get(job.path), fingerprint(job.rule)
            if record is None or any(record[key] != value for key, value in now.items()):
                continue
            there = all(map(os.path.exists, record["written"] or ()))
            if not there or record["asked"] != [job.write, job.mark]:
                continue
            if record["status"] == "ok" and record["reason"]:
                continue
            with contextlib.suppress(FileProblem):
                same = record["digest"] and record["stamp"] and record["stamp"] == stamp_of(job.path)
                if same or digest_of(job.path) == record["digest"]:
                    kept.add(job.path)
        return kept

    @contextlib.contextmanager
    def held(self, summary: Path) -> Iterator[None]:
        """Against another run with the same summary, whose lines would fall among these; one left empty is no journal.

        FileProblem where another run holds it, or it cannot be written; of the summary where it cannot even be begun.
        """
        refuse_unwritable(self.path)
        with in_words(self.path if self.path.exists() else summary, WRITING):
            self.path.touch()
        with locked(self.path):
            try:
                yield
            finally:
                with contextlib.suppress(FileNotFoundError):
                    if not self.path.stat().st_size:
                        self.path.unlink()

    @contextlib.contextmanager
    def appending(self, *, anew: bool) -> Iterator[Callable[[Record], None]]:
        """Open for more records; ``anew`` forgets the old ones, but nothing that is no journal: FileProblem there."""
        if anew:
            self._refuse_foreign()
        torn = not anew and self._torn()
        with self.path.open("wb" if anew else "ab") as lines:
            if torn:
                lines.write(b"\n")

            def add(record: Record) -> None:
                self._places[record["file"]] = lines.tell()
                with in_words(self.path, WRITING):
                    lines.write(line_of(record))
                    lines.flush()

            yield add

    def basis(self, files: Iterable[str], options: str) -> str:
        """What a summary of these files is made of, in short: the options and the records."""
        digest = hashlib.sha256(options.encode())
        with self.path.open("rb") as lines:
            for file in files:
                lines.seek(self._places[file])
                digest.update(lines.readline())
        return digest.hexdigest()

    def close(self, basis: str, summary: Path, letters: Iterable[Path]) -> None:
        """Note that this summary was written, and that these letters belong to it."""
        self._closing = {"basis": basis, "summary": stamp_of(summary), "letters": list(map(str, letters))}
        self.note(**self._closing)

    def closed(self, basis: str, summary: Path) -> bool:
        """Whether the summary made of this, and its letters, stand as they were written."""
        known, stamp = self._closing, stamp_of(summary)
        same = stamp is not None and known.get("basis") == basis and known.get("summary") == stamp
        return same and all(
            self._letters.get(path, {}).get("stamp") == stamp_of(path) for path in known["letters"]
        )

    def letter(self, path: Path, basis: str) -> bool | None:
        """Whether a letter stands as it was made of this; None where somebody has worked on it since."""
        known, stamp = self._letters.get(str(path), {}), stamp_of(path)
        edited = stamp and known.get("stamp") not in (None, stamp)
        return None if edited else stamp is not None and known.get("basis") == basis

    def note(self, **line: Any) -> None:
        """Add a line about what was made of the records."""
        with in_words(self.path, WRITING), self.path.open("ab") as lines:
            lines.write(f"{json.dumps(line)}\n".encode())

    def line(self, file: str) -> bytes:
        """The record of a file that was added, or seen in `lines`, as it stands."""
        with self.path.open("rb") as lines:
            lines.seek(self._places[file])
            return lines.readline()

    def _refuse_foreign(self) -> None:
        """FileProblem where somebody else's file has the name: its first line is no record, nor the start of one."""
        with self.path.open("rb") as lines:
            head = lines.read(len(_STARTS))
        if not _STARTS.startswith(head):
            raise FileProblem(
                "同名的文件不是审核日志，没有改动；请给汇总换个文件名 | no journal, not touched"
            ).within(str(self.path))

    def _torn(self) -> bool:
        """Whether the last line was cut off."""
        with contextlib.suppress(OSError), self.path.open("rb") as lines:  # neither missing nor empty
            lines.seek(-1, os.SEEK_END)
            return lines.read() != b"\n"
        return False


class Records(Sequence[Record]):
    """The records of some files in this order, each read when it is asked for; the first of them are kept."""

    def __init__(self, journal: Journal, files: Sequence[str]) -> None:
        self._journal, self._files, self.letters = journal, files, {*journal._closing.get("letters", ())}
        self._kept, self._room = dict[int, Record](), _KEPT

    def __len__(self) -> int:
        return len(self._files)

    def __getitem__(self, number: int) -> Record:  # type: ignore[override]
        """One of them; nobody asks for several at once."""
        if (record := self._kept.get(number)) is None:
            record = json.loads(line := self._journal.line(self._files[number]))
            if len(line) <= self._room:
                self._kept[number] = record
                self._room -= len(line)
        return record


def _object(line: bytes) -> dict[str, Any]:
    """What a line holds; nothing where it is torn."""
    with contextlib.suppress(ValueError):
        if isinstance(held := json.loads(line), dict):
            return held
    return {}
