"""批量审核 — a tree of returned workbooks becomes a summary, a journal and an answer to every unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlfuncs.errors import FileProblem
from xlfuncs.files.disk import write_bytes
from xlfuncs.review.engines import Engine
from xlfuncs.review.feedback import feedback
from xlfuncs.review.folder import copies, workbooks
from xlfuncs.review.journal import Journal, Records
from xlfuncs.review.record import Job, Record
from xlfuncs.review.summary import summary
from xlfuncs.review.units import read_roster, unit_of

__all__ = ["Options", "review"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a review is asked for beside its folders."""

    output: Path  # the summary
    rule: str | None = None
    roster: Path | None = None  # a workbook or text with one unit a line
    resume: bool = False
    write: Path | None = None  # a folder for scored copies
    feedback: Path | None = (
        None  # a folder for the answers to the units, and their workbooks marked at the cells
    )
    only: str | None = None  # 错误, 警告, 提示


def review(
    places: Sequence[Path],
    options: Options,
    engine: Engine,
    *,
    started: Callable[[int, int], None] = lambda total, kept: None,
    done: Callable[[Record], None] = lambda record: None,
) -> Sequence[Record]:
    """批量审核 — review all workbooks below these places; no original is changed, no bad file stops the others.

    The journal (JSON lines beside the summary) grows as files are done; the summary is written at the end, and
    also when the run is interrupted: it then holds what was done, and says how many are left.

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
    files = [
        file
        for file in workbooks(places)
        if file.resolve() != options.output.resolve()
        and not _inside(file, options.write)
        and not _inside(file, options.feedback)
    ]
    if not files:
        raise FileProblem(f"{'、'.join(map(str, places))}：没有工作簿（.xlsx、.xls、.ods 等）| no workbooks")
    roster = read_roster(options.roster) if options.roster else []
    scored = copies(files, places, options.write) if options.write else {}
    marked = copies(files, places, options.feedback) if options.feedback else {}
    jobs = [Job(str(file), options.rule, _text(scored.get(file)), _text(marked.get(file))) for file in files]
    journal = Journal(options.output.with_suffix(".jsonl"))
    reviewed = journal.unchanged(jobs) if options.resume else set()
    started(len(files), len(reviewed))
    missing = [job for job in jobs if job.path not in reviewed]
    try:
        with journal.appending(anew=not options.resume) as add:
            for record in engine.run(missing) if missing else ():
                add(record)
                reviewed.add(record["file"])
                done(record)
    finally:  # also where it was broken off: with what was done
        ordered = Records(journal, [job.path for job in jobs if job.path in reviewed])
        units = [unit_of(record, places, roster) for record in ordered]
        left = len(jobs) - len(ordered)
        made = summary(ordered, units, roster, left=left, only=options.only, folder=options.output.parent)
        write_bytes(options.output, made)
    if options.feedback:
        feedback(ordered, units, options.feedback, dt.date.today())
    return ordered


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _inside(file: Path, folder: Path | None) -> bool:
    return folder is not None and file.resolve().is_relative_to(folder.resolve())
