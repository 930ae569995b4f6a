"""批量审核 — a tree of returned workbooks becomes a summary, a journal and an answer to every unit."""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlfuncs import __version__
from xlfuncs.errors import FileProblem
from xlfuncs.files.left_behind import sweep
from xlfuncs.review.engines import Engine
from xlfuncs.review.folder import copies, workbooks_and_others
from xlfuncs.review.journal import Journal, Records
from xlfuncs.review.record import Job, Record, digest_of, stamp_of


@dataclass(frozen=True, slots=True)
class Options:
    """What a review is asked for beside its folders."""

    output: Path  # the summary
    rule: str | None = None
    roster: Path | None = None  # a workbook or text with one unit a line
    resume: bool = False
    write: Path | None = None  # a folder for scored copies
    feedback: Path | None = None  # a folder for the answers to the units, and their workbooks marked
    only: str | None = None  # 错误, 警告, 提示
    deadline: str = ""  # of the answers: by when to return what is corrected
    sender: str = ""  # who signs them


def review(
    places: Sequence[Path],
    options: Options,
    engine: Engine,
    *,
    started: Callable[[int, int, int], None] = lambda total, kept, others: None,
    done: Callable[[Record], None] = lambda record: None,
) -> Records:
    """批量审核 — review all workbooks below these places; no original is changed, no bad file stops the others.

    The journal (JSON lines beside the summary) grows as files are done; the summary is written at the end, and
    also when the run is interrupted: it then holds what was done, and says how many are left. Where nothing is to
    be done, and the summary stands as it was made of the same, nothing is written.

    ``started`` is told once how many workbooks there are, how many of them a resumed run keeps, and how many files are none;
    ``done`` of every record as it comes. FileProblem where there is no workbook at all, where the summary cannot be written,
    or another run is making it.
    """
    gc.enable()  # a command for one file lives for seconds and does without
    for folder in filter(None, (options.write, options.feedback)):
        if any(_inside(place, folder) for place in places):
            raise FileProblem(
                "所审核的文件在这个文件夹里，评分副本、复核意见请写到另一个文件夹"
                " | what is reviewed lies in this folder; write copies and letters to another"
            ).within(str(folder))
        if (
            folder.is_dir()
        ):  # what a killed run left would be sent along, even where nothing is to be written again
            sweep(folder, below=True)
    journal = Journal(options.output.with_suffix(".jsonl"))
    made = {os.path.realpath(options.output), os.path.realpath(journal.path)}

    def returned(file: Path) -> bool:
        ours = os.path.realpath(file) in made or _inside(file, options.write)
        return not ours and not _inside(file, options.feedback)

    files, others = ([*filter(returned, some)] for some in workbooks_and_others(places))
    if not files:
        raise FileProblem.no_workbooks(places)
    scored = copies(files, places, options.write) if options.write else {}
    marked = copies(files, places, options.feedback) if options.feedback else {}
    jobs = [Job(str(file), options.rule, _text(scored.get(file)), _text(marked.get(file))) for file in files]
    reviewed = journal.unchanged(jobs) if options.resume else set()
    started(len(jobs), len(reviewed), len(others))
    run = _Run([job.path for job in jobs], places, others, options, journal)
    asked = _asked(places, others, options)
    missing = [job for job in jobs if job.path not in reviewed]
    if missing or not journal.closed(journal.basis(run.paths, asked), options.output):
        with journal.held(options.output):
            letters = run.carry_out(missing, engine, done)
            journal.close(journal.basis(run.paths, asked), options.output, letters)
    return Records(journal, run.paths)


@dataclass(frozen=True, slots=True)
class _Run:
    """One review: the workbooks, the folders they are in, and the other files there."""

    paths: Sequence[str]
    places: Sequence[Path]
    others: Sequence[Path]
    options: Options
    journal: Journal

    def carry_out(self, missing: Sequence[Job], engine: Engine, done: Callable[[Record], None]) -> list[Path]:
        """Review what is missing, write the summary and the letters; gives the letters."""
        # Here, because a run with nothing to do would wait for them longer than for all else.
        from xlfuncs.files.disk import make_folder, refuse_unwritable, write_bytes
        from xlfuncs.review.feedback import feedback
        from xlfuncs.review.summary import summary
        from xlfuncs.review.units import districts_of, read_roster, unit_of

        options, journal, places = self.options, self.journal, self.places
        refuse_unwritable(options.output)  # here, not after hours
        for folder in filter(None, (options.write, options.feedback)):
            make_folder(folder)
        roster = read_roster(options.roster) if options.roster else []
        stamps = {job.path: stamp_of(job.path) for job in missing}  # before a worker reads them
        left = set(stamps)
        try:
            with journal.appending(anew=not options.resume) as add:
                for record in engine.run(missing) if missing else ():
                    add(record | {"stamp": stamps[record["file"]]})
                    left.discard(record["file"])
                    done(record)
        finally:  # also where it was broken off: with what was done
            ordered = Records(journal, [path for path in self.paths if path not in left])
            known = places, roster, districts_of([*map(Path, self.paths), *self.others], places, roster)
            units = [unit_of(record, *known) for record in ordered]
            unread = [(unit_of({"file": str(file), "tables": []}, *known), str(file)) for file in self.others]
            told = ordered, units, roster, unread
            made = summary(*told, left=len(left), only=options.only, folder=options.output.parent)
            write_bytes(options.output, made)
        if not options.feedback:
            return []
        ends = options.deadline, options.sender
        return feedback(ordered, units, options.feedback, dt.date.today(), journal, *ends)


def _asked(places: Sequence[Path], others: Sequence[Path], options: Options) -> str:
    """What a summary rests on beside the records."""
    roster = digest_of(str(options.roster)) if options.roster else ""
    return repr((__version__, tuple(places), tuple(others), replace(options, resume=True), roster))


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _inside(file: Path, folder: Path | None) -> bool:
    return folder is not None and Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))
