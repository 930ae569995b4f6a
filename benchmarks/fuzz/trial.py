"""One spoiled workbook checked and scored, in a process with limits; how that ends."""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from benchmarks.fuzz.mutations import Mutant
from xlfuncs.errors import XlfuncsError
from xlfuncs.files.limits import bound_memory
from xlfuncs.refresh.score_file import check_file, score_file

SECONDS, BYTES = 10, 1 << 30  # of the processor, for each command; beyond what the process takes before
FAILURES = ("uncaught", "over 10 s", "over 1 GB", "original changed", "output not opened", "file not named")
_KILLED_AFTER, _PATIENCE = 120, 15


class Outcome(NamedTuple):
    """How a case ended; one of `FAILURES`, or ``scored``, ``checked only``, ``refused``."""

    name: str
    end: str
    seconds: float = 0.0
    detail: str = ""
    about: str = ""  # what was spoiled, and in which way

    @property
    def failed(self) -> bool:
        """Whether that must not be."""
        return self.end in FAILURES


def trials(
    cases: Mapping[str, Callable[[], Mutant]], folder: Path, *, workers: int = 2, keep: int = 0
) -> Iterator[Outcome]:
    """The outcome of each named case, as they come; about `keep` scored copies stay, with their originals.

    A case that was slow is tried once more, by itself, when the others are done: other programs may have been in
    its way.
    """
    chosen = set(list(cases)[:: max(1, len(cases) // keep)]) if keep else set()
    slow = []
    for outcome in _tried(cases, list(cases), folder, workers, chosen):
        if outcome.end == "over 10 s":
            slow.append(outcome.name)
        else:
            yield outcome
    yield from _tried(cases, slow, folder, 1, set())


def _tried(
    cases: Mapping[str, Callable[[], Mutant]], names: list[str], folder: Path, workers: int, chosen: set[str]
) -> Iterator[Outcome]:
    from concurrent.futures import TimeoutError as TooLong
    from concurrent.futures import as_completed

    from pebble import ProcessExpired, ProcessPool

    pool: Any = ProcessPool(workers, initializer=_prepare)
    try:
        futures = {
            pool.schedule(
                trial, args=[name, cases[name], folder, name in chosen], timeout=_KILLED_AFTER
            ): name
            for name in names
        }
        for future in as_completed(futures):
            name = futures.pop(future)
            try:
                yield future.result()
            except TooLong:
                yield Outcome(name, "over 10 s", _KILLED_AFTER, "killed")
            except ProcessExpired as ended:
                yield Outcome(name, "uncaught", 0.0, f"process ended with {ended.exitcode}")
    finally:
        pool.stop()
        pool.join()


def trial(name: str, make: Callable[[], Mutant], folder: Path, kept: bool = False) -> Outcome:
    """Make the workbook, check it, score it."""
    made = make()
    path, out = folder / f"{name}{made.original.suffix}", folder / f"{name}_out.xlsx"
    path.write_bytes(made.data)
    end, seconds, detail = _ended(path, out, made.data)
    if not kept or end != "scored":
        path.unlink(missing_ok=True)
        out.unlink(missing_ok=True)
    return Outcome(name, end, seconds, detail, f"{made.way} of {made.original.name}")


def _ended(path: Path, out: Path, data: bytes) -> tuple[str, float, str]:
    (checked, long_checked), (scored, long_scored) = (
        _attempt(lambda: check_file(path)),
        _attempt(lambda: score_file(path, out)),
    )
    seconds = max(long_checked, long_scored)
    problems = [problem for problem in (checked, scored) if problem]
    for problem in problems:
        if isinstance(problem, MemoryError):
            return "over 1 GB", seconds, ""
        if not isinstance(problem, XlfuncsError):
            return "uncaught", seconds, _where(problem)
    if path.read_bytes() != data:
        return "original changed", seconds, ""
    if seconds > SECONDS:
        return "over 10 s", seconds, f"check {long_checked:.1f} s, score {long_scored:.1f} s"
    for problem in problems:
        if path.name not in str(problem):
            return "file not named", seconds, str(problem)
    if scored:
        return "refused" if checked else "checked only", seconds, f"{scored}"
    unopened = _unopened(out.read_bytes())
    if unopened and (path.suffix != ".xlsx" or not _unopened(data)):
        return "output not opened", seconds, unopened
    return "scored", seconds, ""


def _attempt(command: Callable[[], Any]) -> tuple[BaseException | None, float]:
    """What went wrong, or nothing, and how long it took. All that is found must be JSON.

    The processor's time: other programs are not in its way. What calculates formulas has limits of its own.
    """
    start, problem = time.process_time(), None
    try:
        json.dumps([result.to_dict() for result in command()], allow_nan=False, ensure_ascii=False)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as met:
        problem = met
    return problem, time.process_time() - start


def _where(problem: BaseException) -> str:
    frame = traceback.extract_tb(problem.__traceback__)[-1]
    return f"{type(problem).__name__}: {str(problem)[:100]} ({Path(frame.filename).name}:{frame.lineno})"


def _unopened(data: bytes) -> str:
    """What openpyxl has against it, or nothing.

    It makes an object of each row and merged cell: where its time or memory ends first, it has nothing against it,
    whatever it says then (it turns every error inside a value, these too, into a TypeError of its own).
    """
    from openpyxl import load_workbook

    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, _PATIENCE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            load_workbook(io.BytesIO(data))
    except Exception as problem:
        return "" if _ran_out(problem) else _where(problem)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        gc.collect()  # a book of a million objects that refer to each other would be the next case's burden
    return ""


def _ran_out(problem: BaseException | None) -> bool:
    """Whether time or memory was over: this error, or one it was raised over."""
    while problem is not None:
        if isinstance(problem, TimeoutError | MemoryError):
            return True
        problem = problem.__cause__ or problem.__context__
    return False


def _too_long(*_: object) -> NoReturn:
    raise TimeoutError


def _prepare() -> None:
    """A quiet worker that takes no more than so much beyond what it has already."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    gc.freeze()  # what the process had before is not looked through, and so not copied, with each case
    bound_memory(BYTES)
