"""上限 — how much of a file is read and calculated, in one place; each can be changed by an environment variable.

A file beyond a limit is refused with a sentence that names the variable; nothing of it is half read. The limits
leave room for whole provinces in one table, and keep a file made to exhaust a computer from doing so.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import NamedTuple


class Limit(NamedTuple):
    """One limit: what counts, and the most that is admitted."""

    variable: str  # of the environment
    most: int
    what: str  # for messages
    counted: str  # in English, for the documentation
    protects: str  # what would happen without it


LIMITS = {
    limit.variable: limit
    for limit in (
        Limit(
            "XLFUNCS_MAX_FILE", 256_000_000, "文件字节数", "bytes of a file", "memory: a file is read whole"
        ),
        Limit(
            "XLFUNCS_MAX_PART",
            256_000_000,
            "一个部件解压后的字节数",
            "bytes of one part once inflated",
            "memory: a part of a few kilobytes can inflate to gigabytes",
        ),
        Limit(
            "XLFUNCS_MAX_INFLATED",
            512_000_000,
            "解压后的总字节数",
            "bytes of all parts once inflated",
            "memory: many parts, each below its own limit",
        ),
        Limit(
            "XLFUNCS_MAX_CELLS",
            16_000_000,
            "各表的单元格总数",
            "cells of all blocks of a file",
            "memory: one cell in the last row and column asks for all that lie before it",
        ),
        Limit(
            "XLFUNCS_MAX_SECONDS",
            5,
            "计算公式的秒数",
            "seconds for its formulas, and one more a megabyte",
            "time: a formula can run for ever; it runs in a process of its own, which is ended",
        ),
        Limit(
            "XLFUNCS_MAX_MEMORY",
            1_000_000_000,
            "计算公式的内存字节数",
            "bytes of memory for its formulas",
            "memory: 82 characters can make a text of a gigabyte",
        ),
        Limit(
            "XLFUNCS_REVIEW_SECONDS",
            60,
            "批量审核中一份文件的秒数",
            "seconds for one file of a review",
            "the run: its worker is replaced and the file is named",
        ),
        Limit(
            "XLFUNCS_REVIEW_MEMORY",
            2_147_483_648,
            "批量审核中一个进程的内存字节数",
            "bytes of memory for one process of a review, beyond what it starts with",
            "the computer: its worker ends and the file is named",
        ),
    )
}


def limit(variable: str) -> int:
    """The most that is admitted now; what the variable holds where that is a number.

    >>> limit("XLFUNCS_REVIEW_SECONDS")
    60
    """
    chosen = os.environ.get(variable, "")
    return int(chosen) if chosen.isdecimal() else LIMITS[variable].most


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
