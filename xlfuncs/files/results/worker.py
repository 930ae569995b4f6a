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


def answer(question: Any) -> Any:
    """Sheet name → the values asked for, in their order, an error value in a list; None where it cannot say."""
    import ironcalc

    try:
        model = ironcalc.load_from_xlsx(question["file"], "en", "UTC", "en")
        names = [sheet["name"] for sheet in model.get_worksheets_properties()]
        place = {name: index for index, name in enumerate(names)}
        for sheet, cells in question["unknown"].items():  # what nobody may calculate
            for row, column in cells:
                model.update_cell_with_formula(place[sheet], row + 1, column + 1, "=NA()")
        if not question["wanted"].keys() <= place.keys():
            return None
        model.evaluate()
        return {
            sheet: [_value(model, place[sheet], row + 1, column + 1) for row, column in cells]
            for sheet, cells in question["wanted"].items()
        }
    except ironcalc.WorkbookError:
        return None
    except BaseException as problem:
        if type(problem).__name__ == "PanicException":  # a bug in the evaluator, not in the file
            return None
        raise


def _value(model: Any, sheet: int, row: int, column: int) -> Any:
    value = model.get_cell_value(sheet, row, column)
    odd = isinstance(value, str) and value.startswith("#")
    return [value] if odd and int(model.get_cell_type(sheet, row, column)) == _ERROR else value


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
    for line in sys.stdin.buffer:
        out.write(json.dumps(answer(json.loads(line))).encode() + b"\n")
        out.flush()


if __name__ == "__main__":
    main()
