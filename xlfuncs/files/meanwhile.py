"""同时进行 — work that a library in C does in a thread while the caller goes on: who waits for a long file has two cores."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")

LONG = 4_000_000  # bytes of a sheet from which on it pays


def meanwhile(work: Callable[[], T]) -> Callable[[], T]:
    """What asks for the outcome of some work, which begins now, and is done now where no thread can start, as in a browser.

    >>> meanwhile(lambda: sum(range(5)))()
    10
    """
    outcome: list[Any] = [None, None]  # what it gives, what it raises

    def do() -> None:
        try:
            outcome[0] = work()
        except BaseException as problem:  # foreign bytes: a library may panic, which is no Exception
            outcome[1] = problem

    def result() -> T:
        if thread.is_alive():
            thread.join()
        if outcome[1]:
            raise outcome[1]
        return outcome[0]  # type: ignore[no-any-return]

    thread = Thread(target=do)
    try:
        thread.start()
    except RuntimeError:
        do()
    return result
