"""输出流 — standard output and standard error: no failure in printing is one of the command, and no line is wider than a page."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from itertools import chain
from typing import Any

_GONE = (OSError, ValueError)  # a full disk, a pipe that nobody reads; a stream that is closed

# What stays together on a line: paths, names and numbers with their signs, and punctuation with what it belongs to.
_TOGETHER = re.compile(
    r"[（「《]{0,2}(?:(?<![^\s：])(?:[A-Za-z]:)?[/\\][^\s，；：（）]{1,70}|[A-Za-z0-9_.%'!$/+-]{1,40}|.)[，；。：、）》」,;:]{0,4}"
)


def broken(text: str, width: int, indent: str = "") -> Iterator[str]:
    """A line broken where Chinese may break, what follows indented.

    >>> list(broken("错误 表!B3 填 5 分，按规则应为 4.84 分", 20, "  "))
    ['错误 表!B3 填 5 分，', '  按规则应为 4.84 分']
    """
    line, taken, most = "", 0, width - len(indent)
    parts = ([part] if columns_of(part) <= most else part for part in _TOGETHER.findall(text))
    for part in chain.from_iterable(parts):
        wide = columns_of(part)
        if line.strip() and taken + wide > width:
            yield line.rstrip()
            line, part = indent, part.lstrip()
            taken, wide = len(indent), columns_of(part)
        line, taken = line + part, taken + wide
    yield line


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


def _on_a_page(text: str) -> str:
    """What nobody's terminal breaks, broken."""
    width = max(shutil.get_terminal_size().columns, 60)
    if 2 * len(text) <= width or "\x1b" in text:
        return text
    pairs = ((line, " " * min(2 + len(line) - len(line.lstrip(" ")), 20)) for line in text.split("\n"))
    return "\n".join(part for line, indent in pairs for part in broken(line, width, indent))


class _Tolerant:
    """A stream that takes everything: from the first failure on the rest is left out."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._gone = False
        self._folds = hasattr(stream, "buffer") and not stream.isatty()  # else JSON may go this way

    def write(self, what: Any) -> int:
        self._attempt(self._stream.write, _on_a_page(what) if self._folds and isinstance(what, str) else what)
        return len(what)

    def flush(self) -> None:
        self._attempt(self._stream.flush)

    @property
    def buffer(self) -> Any:
        return _Tolerant(self._stream.buffer)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _attempt(self, action: Any, *arguments: Any) -> None:
        if self._gone:
            return
        try:
            action(*arguments)
        except _GONE:
            self._gone = True
            with contextlib.suppress(*_GONE):  # what is left in the buffer would fail again at the end
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, self._stream.fileno())
                os.close(nowhere)


def tolerant(stream: Any) -> Any:
    """A stream of this process that takes everything, characters that its encoding lacks, too."""
    if stream is None:  # a program without a console
        return None
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    return _Tolerant(stream)
