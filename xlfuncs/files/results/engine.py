"""公式引擎 — a workbook file in the evaluator (IronCalc), which calculates all of its formulas."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

__all__ = ["loaded"]


def loaded(file: bytes) -> Any:
    """The workbook in the evaluator; None where it cannot read it, or is not there: in a browser."""
    try:
        import ironcalc  # loaded by those who need it
    except ModuleNotFoundError:
        return None

    descriptor, path = tempfile.mkstemp(suffix=".xlsx")  # it reads files only
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.write(file)
        with _silenced_stdout():
            return ironcalc.load_from_xlsx(path, "en", "UTC", "en")
    except ironcalc.WorkbookError:
        return None
    except BaseException as problem:
        if type(problem).__name__ == "PanicException":  # a bug in the evaluator, not in the file
            return None
        raise
    finally:
        os.unlink(path)


@contextlib.contextmanager
def _silenced_stdout() -> Iterator[None]:
    """Keep the evaluator's remarks on cells without a cached result out of our output."""
    try:
        kept = os.dup(1)
    except OSError:  # a program without a console
        yield
        return
    sys.stdout.flush()
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
