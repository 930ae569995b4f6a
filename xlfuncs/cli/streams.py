"""输出流 — standard output and standard error, so that no failure in printing is one of the command."""

from __future__ import annotations

import contextlib
import os
from typing import Any

_GONE = (OSError, ValueError)  # a full disk, a pipe that nobody reads; a stream that is closed


class _Tolerant:
    """A stream that takes everything: from the first failure on the rest is left out."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._gone = False

    def write(self, what: Any) -> int:
        self._attempt(self._stream.write, what)
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
