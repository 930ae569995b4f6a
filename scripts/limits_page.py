"""docs/limits.md: how much of a file is read and calculated, from the table of limits."""

from __future__ import annotations

from scripts.markdown import GENERATED, row
from xlfuncs.files.limits import LIMITS

_HEAD = f"""{GENERATED}

# Limits 上限

How much of a file is read and calculated. A file beyond a limit is refused with a sentence that names the variable;
set the environment variable to a larger number and run the command again.
文件超过上限时不读取，并说明是哪一项；把下列环境变量设为更大的数后重新运行即可。
"""

_TAIL = """
Fixed, because no office suite writes more: addresses lie inside the sheet (XFD1048576), an array formula fills at most
1,000,000 cells, cells of an OpenDocument file that only repeat another are at most 1,000,000, a target of more than
2,000 characters is left to a person, no part has a DOCTYPE, and only ordinary files are read or written (no pipes, no
devices).

Other environment variables: `XLFUNCS_DEBUG=1` shows where an unexpected failure came from.

What writing keeps: a link is followed to its file; owner, mode and extended attributes stay where the system allows it.
A file is replaced by a new one, so that it is whole at every moment: other hard links to it keep the old content, and on
Windows (not verified there) access rights come from the folder.
"""


_WORDS = {  # what each counts, in both languages, and what would happen without it
    "XLFUNCS_MAX_FILE": ("文件字节数", "bytes of a file", "memory: a file is read whole"),
    "XLFUNCS_MAX_PART": (
        "一个部件解压后的字节数",
        "bytes of one part once inflated",
        "memory: a part of a few kilobytes can inflate to gigabytes",
    ),
    "XLFUNCS_MAX_INFLATED": (
        "解压后的总字节数",
        "bytes of all parts once inflated",
        "memory: many parts, each below its own limit",
    ),
    "XLFUNCS_MAX_CELLS": (
        "各表的单元格总数",
        "cells of all blocks of a file",
        "memory: one cell in the last row and column asks for all that lie before it",
    ),
    "XLFUNCS_MAX_SECONDS": (
        "计算公式的秒数",
        "seconds for its formulas, and one more a megabyte",
        "time: a formula can run for ever; it runs in a process of its own, which is ended",
    ),
    "XLFUNCS_MAX_MEMORY": (
        "计算公式的内存字节数",
        "bytes of memory for its formulas",
        "memory: 82 characters can make a text of a gigabyte",
    ),
    "XLFUNCS_REVIEW_SECONDS": (
        "批量审核中一份文件的秒数",
        "seconds for one file of a review",
        "the run: its worker is replaced and the file is named",
    ),
    "XLFUNCS_REVIEW_MEMORY": (
        "批量审核中一个进程的内存字节数",
        "bytes of memory for one process of a review, beyond what it starts with",
        "the computer: its worker ends and the file is named",
    ),
}


def limits_page() -> str:
    """The whole page."""
    rows = [row("variable 变量", "上限", "what counts", "at most", "what it protects"), row(*["---"] * 5)]
    for variable, most in LIMITS.items():
        zh, en, protects = _WORDS[variable]
        rows.append(row(f"`{variable}`", zh, en, f"{most:,}", protects))
    return "\n".join([_HEAD, *rows, _TAIL])
