"""同时进行 — work that a library in C does in a thread while the caller goes on: who waits for a file has two cores."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Meanwhile(Generic[T]):
    """What some work gives; it begins at once, and is done at once where no thread can start, as in a browser.

    >>> Meanwhile(lambda: sum(range(5))).result()
    10
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._thread = Thread(target=self._do)
        try:
            self._thread.start()
        except RuntimeError:
            self._do()

    def _do(self) -> None:
        try:
            self._found = self._work()
        except BaseException as problem:  # foreign bytes: a library may panic, which is no Exception
            self._problem = problem

    def wait(self) -> None:
        """Let it be done."""
        with contextlib.suppress(RuntimeError):  # no thread
            self._thread.join()

    def result(self) -> T:
        """What it gave, once it is done; raises what it raised."""
        self.wait()
        if hasattr(self, "_problem"):
            raise self._problem
        return self._found
