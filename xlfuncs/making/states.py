"""状态 — what each row still needs, said beside the table; and how many rows are scored."""

from __future__ import annotations

from collections.abc import Mapping

from xlfuncs.forms.plan import ScoredRow
from xlfuncs.functions.printed_formulas import has_word
from xlfuncs.making.printed import both_have_digits

SCORED, OPEN, CHOOSE, DECIDE, WRONG = "已评分", "待填", "需选计分方式", "需人工评定", "数据有误"
STATES = (SCORED, OPEN, CHOOSE, DECIDE, WRONG)


def state(row: ScoredRow, cells: Mapping[str, str], *, measured: bool, whole: str | None) -> str:
    """The formula of a row's state.

    ``measured``: the rule scores numbers in such a row; ``whole``: where the section has a score of its own.
    """
    score = cells["score"]
    if row.kind != "indicators":
        unscored = f'"{OPEN}"'
    else:
        given = [cells[key] for key in ("target", "actual", "row_points")]
        missing = ",".join(f'{cell}=""' for cell in given)
        way = f'"{DECIDE}"'
        if measured:  # a date's digits measure nothing: 达成情况, or refresh, says whether it was kept
            dated = has_word(("月", "年底", "年末"), cells["target"])
            counts = f'{cells["direction"]}<>"定性",{both_have_digits(cells)},NOT({dated})'
            way = f'IF(AND({counts}),"{CHOOSE}",{way})'
        unscored = f'IF(OR({missing}),"{OPEN}",{way})'
        unused = f"AND({missing})" if whole is None else f"OR(AND({missing}),ISNUMBER({whole}))"
        unscored = f'IF({unused},"",{unscored})'
    return f'=IF({_wrong(cells)},"{WRONG}",IF(ISNUMBER({score}),"{SCORED}",{unscored}))'


def tally(states: str, *which: str) -> str:
    """How many rows of a column are in one of these states; all that are in use where none is named."""
    return "+".join(f'COUNTIF({states},"{name}")' for name in which or STATES)


def _wrong(cells: Mapping[str, str]) -> str:
    """An error value where one counts, or text where a number belongs."""
    values = ("score", "rule_score", "target", "actual", "budget", "executed", "rate")
    numbers = ("row_points", "target_number", "actual_number", "failed", "share", "entered", "approved")
    errors = [f"ISERROR({cells[key]})" for key in (*values, *numbers) if key in cells]
    texts = [f'IF(ISTEXT({cells[key]}),{cells[key]}<>"",FALSE)' for key in numbers if key in cells]
    return f"OR({','.join([*errors, *texts])})"
