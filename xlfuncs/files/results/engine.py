"""公式引擎 — a workbook file in the evaluator (IronCalc), which calculates its formulas in a process of its own.

A formula can make an evaluator run for ever, take all memory or fall over its own stack, and this process with it;
the other one has limits, and when it ends nothing is known of that file and all goes on. It serves one file after
another, since starting it takes about as long as calculating a table, and keeps some of them: most tables differ from
the last one of their form in a few values.
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
from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from threading import Lock, Thread
from typing import Any, NamedTuple

from xlfuncs.cells import Cell, CellError, Value
from xlfuncs.files.limits import limit
from xlfuncs.files.results import worker

Cells = Mapping[str, Iterable[Cell]]  # of which sheets
Values = dict[str, dict[Cell, Value]]

_TICK = 0.1  # seconds
_MOST_KEPT = 8  # workbooks, each of some megabytes


class Kept(NamedTuple):
    """A workbook that the evaluator keeps, to calculate it again with other values."""

    formulas: Hashable  # by which it is known
    values: Mapping[tuple[str, int, int], str | float | bool]  # of all the cells that the formulas read

    def changes(self, before: Kept) -> list[tuple[str, int, int, str | float | bool | None]]:
        """The cells that held another value before, with theirs; None for a blank."""
        old = before.values
        changed = [
            (*cell, value)
            for cell, value in self.values.items()
            if old.get(cell) != value or type(old[cell]) is not type(value)  # True is no 1
        ]
        return [*changed, *((*cell, None) for cell in old.keys() - self.values.keys())]


@cache
def present() -> bool:
    """Whether the evaluator is installed: in a browser it is not, nor in every Python."""
    return find_spec("ironcalc") is not None


def calculated(file: bytes, unknown: Cells, wanted: Cells, kept: Kept | None = None) -> Values | None:
    """The values of the `wanted` cells once every formula is calculated, those `unknown` giving #N/A.

    None where the evaluator cannot read the file, or does not end within the limits.
    `kept` is what the file is known by the next time.
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
            keep = server.keep(kept, asked) if kept else {}
            seconds = limit("XLFUNCS_MAX_SECONDS") + len(file) / 1_000_000
            answer = server.answer({"file": path} | question | keep, seconds)
            if kept and answer is None:
                server.kept.pop(kept.formulas, None)
    except OSError:  # a system that starts no other process
        return None
    finally:
        os.unlink(path)
    return _by_cell(answer, asked)


def calculated_again(kept: Kept) -> Values | None:
    """The values of a workbook that is kept, with these in place of its own; None where there is none."""
    with _LOCK:
        server = _servers.get(os.getpid())
        if server is None or kept.formulas not in server.kept:
            return None
        number, before, asked = server.kept.pop(kept.formulas)
        question = {"again": number, "changes": kept.changes(before)}
        answer = server.answer(question, limit("XLFUNCS_MAX_SECONDS"))
        if answer is not None:
            server.kept[kept.formulas] = number, kept, asked
    return _by_cell(answer, asked)


def _by_cell(answer: Any, asked: Mapping[str, list[Cell]]) -> Values | None:
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
        # By their formulas: its number, the values it has now, the cells asked for.
        self.kept: dict[Hashable, tuple[int, Kept, dict[str, list[Cell]]]] = {}
        self._numbers = count()
        self._due = math.inf  # when its answer is
        Thread(target=self._watch, daemon=True).start()

    def keep(self, kept: Kept, asked: dict[str, list[Cell]]) -> dict[str, Any]:
        """What is said along with a file that is to be kept; when there are too many, the others go."""
        full = len(self.kept) >= _MOST_KEPT
        if full:
            self.kept.clear()
        number = next(self._numbers)
        self.kept[kept.formulas] = number, kept, asked
        return {"keep": number, "forget": full}

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
        """Let it go, and all that it keeps."""
        self.kept.clear()
        atexit.unregister(self.end)
        with contextlib.suppress(OSError):
            self.process.kill()
            self.process.communicate()
