"""印制单元格 — the derived columns of an indicator row: sign, number and unit of the printed cells, by formula.

Where the formulas cannot be sure, what refresh has read counts, as long as the texts it was read from stand.
"""

from __future__ import annotations

from collections.abc import Mapping

from xlfuncs.cells import address
from xlfuncs.evaluation.row_words import spelled_out
from xlfuncs.forms.plan import Plan, ScoredRow
from xlfuncs.functions import printed_formulas as printed
from xlfuncs.making.staging import DERIVED, SIDES, staging

# A name with one of them may speak of a percentage.
_RATES = ("率", "度", "比", "满意", "覆盖面", "合格", "达标")
_LONGEST_NAME = 36  # characters; what is longer is left to a person where the target has no sign
_WORDS_ROW = 1


def words(plan: Plan) -> tuple[str, str]:
    """The pairs of characters that leave the direction open, in one cell for all rows: where, and they."""
    pairs = dict.fromkeys(word[:2] for word in spelled_out("limits", "harms"))
    return _words(plan).replace("$", ""), "|" + "|".join(pairs) + "|"


def derived(plan: Plan, row: ScoredRow, cells: Mapping[str, str]) -> dict[str, str]:
    """The formulas of a row's way of scoring, target and actual as numbers."""
    formulas: dict[str, str] = {}
    sides = {side: {step: cells[f"{side}.{step}"] for step in (*printed.STEPS, "one")} for side in SIDES}
    for side, steps in sides.items():
        formulas |= {steps[step]: formula for step, formula in printed.reading(cells[side], steps).items()}
    target, actual = sides["target"], sides["actual"]
    formulas[target["one"]] = "=" + printed.in_one_unit(target, actual)
    formulas[actual["one"]] = "=" + printed.in_one_unit(actual, target)
    formulas[cells["usable"]] = "=" + printed.usable(target, actual, printed.has_word(_RATES, cells["name"]))
    read, of = cells["read_target_number"], [(cells[side], cells[f"read_{side}"]) for side in SIDES]
    same = ",".join(f"EXACT({now},{then})" for now, then in of)
    formulas[cells["known"]] = f'=IF({read}="",FALSE,AND({same}))'
    for side, steps in sides.items():
        number = f'IF({cells["usable"]},{steps["one"]},"")'
        formulas[cells[f"derived_{side}"]] = _known_or(cells, f"read_{side}_number", number)
    numbers = (
        f"ISNUMBER({target['number']}),ISNUMBER({cells['target_number']}),ISNUMBER({cells['actual_number']})"
    )
    formulas[cells["open"]] = "=" + _open(plan, row, cells)
    met = f'IF(OR(NOT({cells["open"]}),{cells["target_number"]}={cells["actual_number"]}),"正向","")'
    way = printed.direction(target, met)
    formulas[cells["derived_direction"]] = _known_or(cells, "read_direction", f'IF(AND({numbers}),{way},"")')
    return formulas | {cells[key]: f"={cells[source]}" for key, source in DERIVED.items()}


def both_have_digits(cells: Mapping[str, str]) -> str:
    """The condition that a row could be measured: there are digits in both printed cells."""
    digits = "0123456789"
    return f"AND({','.join(printed.has_word(digits, cells[f'{side}.clean']) for side in SIDES)})"


def _known_or(cells: Mapping[str, str], read: str, formula: str) -> str:
    return f"=IF({cells['known']},{cells[read]},{formula})"


def _words(plan: Plan) -> str:
    return address((_WORDS_ROW, staging(plan, "open"))).replace(str(_WORDS_ROW + 1), f"${_WORDS_ROW + 1}")


def _open(plan: Plan, row: ScoredRow, cells: Mapping[str, str]) -> str:
    """Whether less may be better: by the kind, or by a word of the name (`row_words` knows exceptions, too)."""
    printed_kind = row.section + row.name
    if "成本" in printed_kind or any(word in row.name for word in spelled_out("limits", "harms")):
        return "TRUE"
    late = f'{cells["target.unit"]}<>"%"'
    if "时效" in printed_kind:
        return late
    name = cells["name"]
    one = [word for word in spelled_out("limits", "harms") if len(word) == 1]
    conditions = [printed.has_word(one, name), printed.has_pair_of(name, _words(plan), _LONGEST_NAME)]
    for key in ("level1", "level2"):
        if key in cells and key != row.kind:
            kind = cells[key]
            timely = f"AND({printed.has_word(['时效'], kind)},{late})"
            conditions += [printed.has_word(["成本"], kind), timely]
    return f"OR({','.join(conditions)})"
