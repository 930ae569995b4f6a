"""上限 — how much of a file is read and calculated, in one place; each can be changed by an environment variable.

A file beyond a limit is refused with a sentence that names the variable; nothing of it is half read. The limits
leave room for whole provinces in one table, and keep a file made to exhaust a computer from doing so.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

LIMITS = {  # variable of the environment → the most that is admitted; what each counts and protects: docs/limits.md
    "XLFUNCS_MAX_FILE": 256_000_000,
    "XLFUNCS_MAX_PART": 256_000_000,
    "XLFUNCS_MAX_INFLATED": 512_000_000,
    "XLFUNCS_MAX_CELLS": 16_000_000,
    "XLFUNCS_MAX_SECONDS": 5,
    "XLFUNCS_MAX_MEMORY": 1_000_000_000,
    "XLFUNCS_REVIEW_SECONDS": 60,
    "XLFUNCS_REVIEW_MEMORY": 2_147_483_648,
}


def limit(variable: str) -> int:
    """The most that is admitted now; what the variable holds where that is a number.

    >>> limit("XLFUNCS_REVIEW_SECONDS")
    60
    """
    chosen = os.environ.get(variable, "")
    return int(chosen) if chosen.isdecimal() else LIMITS[variable]


def bound_memory(most: int) -> None:
    """This process takes no more than so many bytes of address space beyond what it holds, where the system sees to it.

    A process forked from a large one holds all that the large one held: an absolute bound could leave it nothing.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):  # no such bound, or no telling what is held
        import resource

        held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        _, admitted = resource.getrlimit(resource.RLIMIT_AS)
        if admitted == resource.RLIM_INFINITY or admitted > held + most:
            resource.setrlimit(resource.RLIMIT_AS, (held + most, held + most))
