"""计算进程 — what runs in the evaluator's own process: a question a line, an answer a line, until nobody asks.

It imports nothing of this library, so that it starts in no time.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from typing import Any

_ERROR = 16  # of the evaluator's cell types, numbered as Excel's TYPE() does


class Model:
    """A workbook in the evaluator, and what it is asked for."""

    def __init__(self, model: Any, wanted: Any) -> None:
        self.model, self._wanted = model, wanted
        names = [sheet["name"] for sheet in model.get_worksheets_properties()]
        self._position = {name: index for index, name in enumerate(names)}

    def put(self, changes: Any) -> None:
        """Other values in its cells, None for a blank."""
        for sheet, row, column, value in changes:
            cell = self._position[sheet], row + 1, column + 1
            if value is None:
                self.model.clear_cell_contents(*cell)
            elif isinstance(value, bool):
                self.model.update_cell_with_bool(*cell, value)
            elif isinstance(value, str):
                self.model.update_cell_with_text(*cell, value)
            else:
                self.model.update_cell_with_number(*cell, value)

    def forget(self, unknown: Any) -> None:
        """#N/A for the formulas that nobody may calculate."""
        for sheet, cells in unknown.items():
            for row, column in cells:
                self.model.update_cell_with_formula(self._position[sheet], row + 1, column + 1, "=NA()")

    def answer(self) -> Any:
        """The values asked for; None where there is no such sheet."""
        if not self._wanted.keys() <= self._position.keys():
            return None
        self.model.evaluate()
        return {
            sheet: [_value(self.model, self._position[sheet], row + 1, column + 1) for row, column in cells]
            for sheet, cells in self._wanted.items()
        }


def answer(question: Any, kept: dict[int, Model]) -> Any:
    """Sheet name → the values asked for, in their order, an error value in a list; None where it cannot say."""
    import ironcalc

    try:
        if "again" in question:
            asked = kept[question["again"]]
            asked.put(question["changes"])
            return asked.answer()
        asked = Model(ironcalc.load_from_xlsx(question["file"], "en", "UTC", "en"), question["wanted"])
        asked.forget(question["unknown"])
        if question.get("forget"):
            kept.clear()
        if "keep" in question:
            kept[question["keep"]] = asked
        return asked.answer()
    except ironcalc.WorkbookError:
        return None
    except BaseException as problem:
        if type(problem).__name__ == "PanicException":  # a bug in the evaluator, not in the file
            return None
        raise


def _value(model: Any, sheet: int, row: int, column: int) -> Any:
    value = model.get_cell_value(sheet, row, column)
    if (
        isinstance(value, str)
        and value.startswith("#")
        and int(model.get_cell_type(sheet, row, column)) == _ERROR
    ):
        return [value]
    return value


def main() -> None:
    """Answer on what was standard output; the evaluator's own remarks go nowhere."""
    libraries, memory = sys.argv[1:]
    sys.path.append(libraries)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks is interrupted, and ends this one
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    out = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    kept: dict[int, Model] = {}
    for line in sys.stdin.buffer:
        out.write(json.dumps(answer(json.loads(line), kept)).encode() + b"\n")
        out.flush()


if __name__ == "__main__":
    main()
