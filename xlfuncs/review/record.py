"""一份工作簿的结果 — one workbook reviewed, as data that a journal can keep and another machine can send."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from xlfuncs import __version__

if TYPE_CHECKING:
    from xlfuncs.files.book import FileBook

# file, digest, rules, version, status (ok, failed), reason (why it failed, or has no copy), seconds, tables,
# opened (where it failed: it could be read, and is no table), asked (where copies were to go), written (which were),
# stamp (of the file, before it was read: for the journal);
# while it travels: copies (their content)
Record = dict[str, Any]
WITHOUT_COPIES = "已审核，副本未写出："  # then why


class Job(NamedTuple):
    """One workbook to review."""

    path: str  # it is read once, and not changed
    rule: str | None = None  # id or file, for all tables; left out, as each table shows
    write: str | None = None  # where a scored copy goes
    mark: str | None = None  # where a copy with the findings as notes goes, if any cell has some
    data: bytes | None = None  # the content, where it was sent along: copies then stand in the record


def review_file(job: Job) -> Record:
    """审核一份 — read, recognise, score and check one workbook; whatever goes wrong is a recorded reason."""
    from xlfuncs.errors import FileProblem, XlfuncsError

    start = time.perf_counter()
    record = _blank(job.path) | {"status": "ok", "reason": "", "asked": [job.write, job.mark]}
    try:
        record |= fingerprint(job.rule)
        _fill(record, job)
    except XlfuncsError as problem:
        record |= _stopped(record, unnamed(problem.zh, job.path))
        record["opened"] = not isinstance(problem, FileProblem)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:  # a stranger's file, panics of libraries: the next file must not wait
        unforeseen = f"程序没有料到的内容（{type(problem).__name__}）"
        record |= _stopped(record, "内存不够" if isinstance(problem, MemoryError) else unforeseen)
    if job.data is None:
        record.pop("copies", None)
    record["seconds"] = int((time.perf_counter() - start) * 1000) / 1000
    return record


def _fill(record: Record, job: Job) -> None:
    """What the file holds, and the copies of it; what is done stands in the record, whatever follows."""
    from xlfuncs.files.book import FileBook
    from xlfuncs.files.disk import read_bytes
    from xlfuncs.refresh.refresh import check, refresh
    from xlfuncs.review.folder import refuse_folder
    from xlfuncs.review.marks import mark

    path = Path(job.path)
    refuse_folder(path)
    data = read_bytes(path) if job.data is None else job.data
    record["digest"] = _digest(data)
    book = FileBook(path, data)
    # as returned: writing mends formulas
    record["tables"] = [result.to_dict() for result in check(book, job.rule)]
    if job.write is not None:
        refresh(book, job.rule)
        _copy(record, job, job.write, book)
    if job.mark is not None:
        returned = FileBook(path, data)
        if mark(returned, record["tables"]):
            _copy(record, job, job.mark, returned)


def _copy(record: Record, job: Job, target: str, book: FileBook) -> None:
    """A copy in its place, or in the record, where the place is on another machine."""
    record.setdefault("copies", {})[target] = book.to_bytes(Path(target))
    if job.data is None:
        put_copies(record)


def put_copies(record: Record) -> None:
    """Let the copies that a record brings along stand in their places; FileProblem where one cannot."""
    from xlfuncs.errors import FileProblem
    from xlfuncs.files.disk import make_folder, write_bytes

    for target, content in record.pop("copies", {}).items():
        make_folder(Path(target).parent)
        if os.path.realpath(target) == os.path.realpath(record["file"]):
            raise FileProblem("链接指向原表，没有写入 | it leads to the original, not written").within(target)
        write_bytes(Path(target), content)
        record["written"].append(target)


def _stopped(record: Record, reason: str) -> Record:
    """Where it ended: once the tables are there, only copies can be missing."""
    if record["tables"]:
        return {"reason": WITHOUT_COPIES + reason}
    return {"status": "failed", "reason": reason}


def unnamed(reason: str, path: str) -> str:
    """A reason without the file at its front, which stands beside it.

    >>> unnamed("表.xlsx：文件是空的", "甲/表.xlsx"), unnamed("表.xlsx“一”：没有表头", "表.xlsx")
    ('文件是空的', '工作表“一”：没有表头')
    """
    for name in (path, Path(path).name):
        if reason.startswith((f"{name}：", f"{name}，")):
            return reason[len(name) + 1 :]
        if reason.startswith(f"{name}“"):
            return f"工作表{reason[len(name) :]}"
    return reason


def stamp_of(path: str | Path) -> list[int] | None:
    """Size [bytes] and time of the last change [ns] of a file; None where there is none."""
    with contextlib.suppress(OSError):
        status = Path(path).stat()
        return [status.st_size, status.st_mtime_ns]
    return None


def digest_of(path: str) -> str:
    """What a file holds, in short; FileProblem where it cannot be read."""
    from xlfuncs.files.disk import read_bytes

    return _digest(read_bytes(Path(path)))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def failed(path: str, reason: str) -> Record:
    """A file that its worker could not finish."""
    return _blank(path) | {"status": "failed", "reason": reason}


def _blank(path: str) -> Record:
    record = {"file": path, "status": "", "reason": "", "tables": [], "seconds": 0.0}
    return record | {"asked": [], "written": []}


@cache
def fingerprint(rule: str | None) -> dict[str, str]:
    """What a result rests on beside the file: the rules and this version."""
    from xlfuncs.rules.loader import DATA

    digest = hashlib.sha256()
    for file in (*sorted(DATA.glob("*.toml")), *([Path(rule)] if rule and rule.endswith(".toml") else [])):
        digest.update(file.read_bytes())
    return {"rules": f"{rule or ''}:{digest.hexdigest()[:16]}", "version": __version__}


def line_of(record: Record) -> bytes:
    """As a line of the journal; in ASCII where a file's name has bytes that are no text."""
    try:
        text = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return f"{text}\n".encode()
    except UnicodeEncodeError:
        return f"{json.dumps(record, allow_nan=False)}\n".encode()
    except ValueError:  # a number that JSON has not
        return line_of(failed(record["file"], "结果中有无法记录的数"))
