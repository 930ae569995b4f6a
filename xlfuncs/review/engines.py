"""引擎 — who does the work: processes of this machine, or a Dask cluster; one small interface.

A worker that dies, hangs or takes too much memory is replaced, and the file it had in hand is named. On a cluster a
worker that hangs ends itself; its nanny starts another, and sees to the memory.
"""

from __future__ import annotations

import atexit
import faulthandler
import gc
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from xlfuncs.errors import FileProblem
from xlfuncs.files.disk import read_bytes
from xlfuncs.files.limits import bound_memory, limit
from xlfuncs.review.record import WITHOUT_COPIES, Job, Record, failed, put_copies, review_file

_ENDED = "处理时进程意外终止：超过时限（XLFUNCS_REVIEW_SECONDS）、内存超限，或文件损坏所致"
# Tasks of a worker under way; more would only wait, and what is sent would fill the scheduler's memory.
_AHEAD = 4
_GARBAGE = 100_000  # objects that may have become garbage; 700 are usual, and what is remembered from the first files is none
# Bytes of one block, and of all that is free: M_MMAP_THRESHOLD, M_TRIM_THRESHOLD.
_KEPT = (-3, 1 << 25), (-1, 1 << 26)
_BATCH = 32  # files of one Dask task: its overhead is that of a small file


class Engine(Protocol):
    """Reviews workbooks and gives the records as they are done."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Record]:
        """One record for each job, in any order."""


class LocalEngine:
    """Processes of this machine; each keeps what it has loaded from file to file."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(self, jobs: Sequence[Job]) -> Iterator[Record]:
        """One record for each job."""
        from concurrent.futures import TimeoutError as TooLong
        from concurrent.futures import as_completed

        from pebble import ProcessExpired, ProcessPool

        seconds, memory = limit("XLFUNCS_REVIEW_SECONDS"), limit("XLFUNCS_REVIEW_MEMORY")
        pool: Any = ProcessPool(self.workers, initializer=prepare, initargs=[memory])
        try:
            with _ctrl_c_waits():
                each = ((pool.schedule(review_file, args=[job], timeout=seconds), job) for job in jobs)
                futures: dict[Any, Job] = dict(each)
            for future in as_completed(futures):
                path = futures.pop(future).path
                try:
                    yield future.result()
                except TooLong:
                    yield failed(
                        path, f"超过 {seconds} 秒没有处理完，已停止（XLFUNCS_REVIEW_SECONDS 可以调高）"
                    )
                except ProcessExpired:
                    yield failed(
                        path,
                        f"处理时进程意外终止：内存超过 {memory >> 20} MB，或文件损坏所致（XLFUNCS_REVIEW_MEMORY 可以调高）",
                    )
                except Exception as problem:  # a result that could not be sent back
                    yield failed(path, f"没有处理完（{type(problem).__name__}）")
        finally:
            pool.stop()
            pool.join()


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """Until the workers are started: one that is interrupted half started keeps a lock, and the pool waits for ever.

    They, and those that take their place, never see it, nor does Windows know how to hold it back.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class DaskEngine:
    """A Dask cluster. The workers read the files at the same paths, or are sent them and send copies back.

    A worker that is lost is done again. So many tasks a worker are under way at a time as keep it busy.
    """

    def __init__(self, scheduler: str, *, send: bool = False, batch: int = _BATCH) -> None:
        self.scheduler, self.send, self.batch = scheduler, send, batch

    def run(self, jobs: Sequence[Job]) -> Iterator[Record]:
        """One record for each job."""
        import distributed

        waiting = (jobs[start : start + self.batch] for start in range(0, len(jobs), self.batch))
        cluster: Any = distributed
        with cluster.Client(self.scheduler) as client:
            client.wait_for_workers(1)
            busy = _AHEAD * sum(client.nthreads().values())
            batches = {self._submitted(client, batch): batch for batch in islice(waiting, busy)}
            doubtful: list[Job] = []
            under_way = cluster.as_completed(batches)
            for future in under_way:
                batch = batches.pop(future)
                if future.status == "finished":
                    yield from map(_landed, future.result())
                else:  # one of them ends workers, or only stood in line behind one that does
                    doubtful += batch
                for following in islice(waiting, 1):
                    batches[another := self._submitted(client, following)] = following
                    under_way.add(another)
            for job in doubtful:  # each alone, so that it names itself
                try:
                    yield from map(_landed, self._submitted(client, [job]).result())
                except Exception:
                    yield failed(job.path, _ENDED)

    def _submitted(self, client: Any, batch: Sequence[Job]) -> Any:
        jobs = [*map(_with_content, batch)] if self.send else list(batch)
        return client.submit(review_files, jobs, pure=False)


def _with_content(job: Job) -> Job:
    """The job with its file; without it where it cannot be read, as the worker then finds, too."""
    try:
        return job._replace(data=read_bytes(Path(job.path)))
    except FileProblem:
        return job


def _landed(record: Record) -> Record:
    """A record that came back, its copies put in their places."""
    try:
        put_copies(record)
    except FileProblem as problem:
        record["reason"] = WITHOUT_COPIES + problem.zh
    return record


def review_files(jobs: Sequence[Job]) -> list[Record]:
    """The jobs of one task; the process ends where one of them takes too long, whatever it is doing."""
    records = []
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        for job in jobs:
            faulthandler.dump_traceback_later(limit("XLFUNCS_REVIEW_SECONDS"), exit=True, file=nowhere)
            try:
                records.append(review_file(job))
            finally:
                faulthandler.cancel_dump_traceback_later()
    return records


def prepare(memory: int) -> None:
    """A worker says nothing of its own, leaves Ctrl-C to the one who started it, and takes no more than so many bytes.

    It looks for garbage once in a while, and not when it ends: what it remembers from file to file would be looked through
    each time. What one file leaves free the next one takes; given back, every page of it would be made anew.
    """
    gc.set_threshold(_GARBAGE)
    atexit.register(gc.freeze)
    with suppress(ImportError, AttributeError, OSError, TypeError):  # but in glibc
        import ctypes  # not every Python is built with it

        for what, size in _KEPT:
            ctypes.CDLL(None).mallopt(what, size)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    bound_memory(memory)
