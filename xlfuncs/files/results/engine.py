"""公式引擎 — a workbook file in the evaluator (IronCalc), which calculates its formulas in a process of its own.

A formula can make an evaluator run for ever, take all memory or fall over its own stack, and this process with it;
the other one has limits, and when it ends nothing is known of that file and all goes on. It serves one file after
another, since starting it takes about as long as calculating a table.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from xlfuncs.cells import Cell, CellError, Value
from xlfuncs.files.limits import limit
from xlfuncs.files.results import worker

Cells = Mapping[str, Iterable[Cell]]  # of which sheets
Values = dict[str, dict[Cell, Value]]

_TICK = 0.1  # seconds


@cache
def present() -> bool:
    """Whether the evaluator is installed: in a browser it is not, nor in every Python."""
    return find_spec("ironcalc") is not None


def calculated(file: bytes, unknown: Cells, wanted: Cells) -> Values | None:
    """The values of the `wanted` cells once every formula is calculated, those `unknown` giving #N/A.

    None where the evaluator cannot read the file, or does not end within the limits.
    """
    asked = {sheet: list(cells) for sheet, cells in wanted.items()}
    question = {"unknown": {sheet: list(cells) for sheet, cells in unknown.items()}, "wanted": asked}
    descriptor, path = tempfile.mkstemp(suffix=".xlsx")  # the evaluator reads files only
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.write(file)
        with _LOCK:
            server = _server()
            if server is None:
                return None
            seconds = limit("XLFUNCS_MAX_SECONDS") + len(file) / 1_000_000
            answer = server.answer({"file": path} | question, seconds)
    except OSError:  # a system that starts no other process
        return None
    finally:
        os.unlink(path)
    if answer is None:
        return None
    return {
        sheet: {
            cell: CellError(value[0]) if isinstance(value, list) else value
            for cell, value in zip(cells, answer[sheet], strict=True)
        }
        for sheet, cells in asked.items()
    }


_LOCK = Lock()
# One for each process of ours: a copy of a process has no use for its parent's.
_servers: dict[int, _Server] = {}


def _server() -> _Server | None:
    spec = find_spec("ironcalc")
    if spec is None or spec.origin is None:
        return None
    server = _servers.get(os.getpid())
    if server is None or server.process.poll() is not None:
        server = _servers[os.getpid()] = _Server(str(Path(spec.origin).parents[1]))
    return server


class _Server:
    """The process that calculates."""

    def __init__(self, libraries: str) -> None:
        memory = str(limit("XLFUNCS_MAX_MEMORY"))
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", worker.__file__, libraries, memory],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        atexit.register(self.end)
        self._due = math.inf  # when its answer is
        Thread(target=self._watch, daemon=True).start()

    def answer(self, question: Any, seconds: float) -> Any:
        """What it says within so many seconds; None, and its end, where it does not."""
        process = self.process
        assert process.stdin
        assert process.stdout
        self._due = time.monotonic() + seconds
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            said = process.stdout.readline()
        except OSError:  # it ended before it had read all
            said = b""
        finally:
            self._due = math.inf
        if not said.endswith(b"\n"):
            self.end()
            return None
        return json.loads(said)

    def _watch(self) -> None:
        """End the process when its answer is overdue: a timer for each question would cost as much as a small table."""
        while self.process.poll() is None:
            if time.monotonic() > self._due:
                self.process.kill()
            time.sleep(_TICK)

    def end(self) -> None:
        """Let it go."""
        atexit.unregister(self.end)
        with contextlib.suppress(OSError):
            self.process.kill()
            self.process.communicate()
