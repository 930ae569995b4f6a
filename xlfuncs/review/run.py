"""批量审核 — a tree of returned workbooks becomes a summary, a journal and an answer to every unit."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlfuncs.errors import FileProblem
from xlfuncs.files.disk import write_bytes
from xlfuncs.review.engines import Engine, Job
from xlfuncs.review.feedback import feedback
from xlfuncs.review.folder import workbooks
from xlfuncs.review.journal import Journal, line
from xlfuncs.review.record import Record, digest_of, fingerprint
from xlfuncs.review.summary import summary

__all__ = ["Options", "review"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a review is asked for beside its folders."""

    output: Path  # the summary
    rule: str | None = None
    roster: Path | None = None  # a workbook or text with one unit a line
    resume: bool = False
    write: Path | None = None  # a folder for scored copies
    feedback: Path | None = None  # a folder for the answers to the units
    only: str | None = None  # 错误, 警告, 提示


def review(
    places: Sequence[Path],
    options: Options,
    engine: Engine,
    *,
    started: Callable[[int, int], None] = lambda total, kept: None,
    done: Callable[[Record], None] = lambda record: None,
) -> list[Record]:
    """批量审核 — review all workbooks below these places; no original is changed, no bad file stops the others.

    The journal (JSON lines beside the summary) grows as files are done; the summary is written at the end, and
    also when the run is interrupted: it then holds what was done.

    Parameters
    ----------
    started : callable
        Told once how many workbooks there are, and how many of them a resumed run keeps.
    done : callable
        Told of every record as it comes.

    Raises
    ------
    FileProblem
        No workbook at all, or a summary that cannot be written.
    """
    ours = {options.output.resolve()}
    files = [
        file
        for file in workbooks(places)
        if file.resolve() not in ours
        and not _inside(file, options.write)
        and not _inside(file, options.feedback)
    ]
    if not files:
        raise FileProblem(f"{'、'.join(map(str, places))}：没有工作簿（.xlsx、.xls、.ods 等）| no workbooks")
    units = _roster(options.roster) if options.roster else []
    journal = Journal(options.output.with_suffix(".jsonl"))
    kept = journal.unchanged(files, options.rule) if options.resume else {}
    records = dict(kept)
    started(len(files), len(kept))
    jobs = [
        Job(str(file), options.rule, _copy(file, places, options.write))
        for file in files
        if str(file) not in kept
    ]
    try:
        with journal.appending(anew=not options.resume) as lines:
            for record in engine.run(jobs) if jobs else ():
                if "digest" not in record:  # its worker ended before it could say what it read
                    with contextlib.suppress(OSError):
                        record |= {"digest": digest_of(record["file"]), **fingerprint(options.rule)}
                lines.write(line(record))
                lines.flush()
                records[record["file"]] = record
                done(record)
    finally:
        made = summary(list(records.values()), roster=units, only=options.only, folder=options.output.parent)
        write_bytes(options.output, made)
    if options.feedback:
        feedback(records.values(), options.feedback, dt.date.today())
    return list(records.values())


def _inside(file: Path, folder: Path | None) -> bool:
    return folder is not None and file.resolve().is_relative_to(folder.resolve())


def _copy(file: Path, places: Sequence[Path], folder: Path | None) -> str | None:
    """Where the scored copy of a file goes: at the same place below another folder."""
    if folder is None:
        return None
    top = next((place for place in places if place.is_dir() and file.is_relative_to(place)), file.parent)
    return str(
        (folder / file.relative_to(top)).with_suffix(".xlsx" if file.suffix.lower() != ".xlsm" else ".xlsm")
    )


def _roster(path: Path) -> list[str]:
    """The units that should report: the first column of a workbook, or the lines of a text."""
    from xlfuncs.files.book import FileBook

    if path.suffix.lower() in (".txt", ".csv"):
        text = path.read_text("utf-8-sig", errors="replace")
        return [part for row in text.splitlines() if (part := row.split(",")[0].strip())]
    book = FileBook.open(path)
    rows = book.read(book.sheet_names()[0]).rows
    names = [str(row[0]).strip() for row in rows if row and row[0] not in (None, "")]
    return [name for name in names if name not in ("单位", "单位名称", "部门", "部门名称")]
