"""公式引擎 — a workbook file in the evaluator (IronCalc), which calculates its formulas in a process of its own.

A formula can make an evaluator run for ever, take all memory or fall over its own stack, and this process with it;
the other one has limits, and when it ends nothing is known of that file and all goes on. It serves one file after
another, since starting it takes about as long as calculating a table.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Timer
from typing import Any

from xlfuncs.cells import Cell, CellError, Value
from xlfuncs.files.limits import limit
from xlfuncs.files.results import worker

__all__ = ["Cells", "calculated", "present"]

Cells = Mapping[str, Iterable[Cell]]  # of which sheets


@cache
def present() -> bool:
    """Whether the evaluator is installed: in a browser it is not, nor in every Python."""
    return find_spec("ironcalc") is not None


def calculated(file: bytes, unknown: Cells, wanted: Cells) -> dict[str, dict[Cell, Value]] | None:
    """The values of the `wanted` cells once every formula is calculated, those `unknown` giving #N/A.

    None where the evaluator cannot read the file or does not end within the limits.
    """
    asked = {sheet: list(cells) for sheet, cells in wanted.items()}
    answer = _ask(
        file, {"unknown": {sheet: list(cells) for sheet, cells in unknown.items()}, "wanted": asked}
    )
    if answer is None:
        return None
    return {
        sheet: {
            cell: CellError(value[0]) if isinstance(value, list) else value
            for cell, value in zip(cells, answer[sheet], strict=True)
        }
        for sheet, cells in asked.items()
    }


def _ask(file: bytes, question: dict[str, Any]) -> Any:
    spec = find_spec("ironcalc")
    if spec is None or spec.origin is None:
        return None
    descriptor, path = tempfile.mkstemp(suffix=".xlsx")  # the evaluator reads files only
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.write(file)
        with _LOCK:
            seconds = limit("XLFUNCS_MAX_SECONDS") + len(file) / 1_000_000
            return _server(str(Path(spec.origin).parents[1])).answer({"file": path} | question, seconds)
    except OSError:  # a system that starts no other process
        return None
    finally:
        os.unlink(path)


_LOCK = Lock()
_servers: dict[
    int, _Server
] = {}  # one for each process of ours: a copy of a process has no use for its parent's


def _server(libraries: str) -> _Server:
    server = _servers.get(os.getpid())
    if server is None or server.process.poll() is not None:
        server = _servers[os.getpid()] = _Server(libraries)
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

    def answer(self, question: Any, seconds: float) -> Any:
        """What it says within so many seconds; None, and its end, where it does not."""
        process = self.process
        assert process.stdin
        assert process.stdout
        timer = Timer(seconds, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            said = process.stdout.readline()
        except OSError:  # it ended before it had read all
            said = b""
        finally:
            timer.cancel()
        if not said.endswith(b"\n"):
            self.end()
            return None
        return json.loads(said)

    def end(self) -> None:
        """Let it go."""
        atexit.unregister(self.end)
        with contextlib.suppress(OSError):
            self.process.kill()
            self.process.communicate()
