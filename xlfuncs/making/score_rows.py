"""得分行 — the native formulas of one scored row: its rate, its rule score, its official score.

The official score is the approved one if given, else the rule's, else the entered one.
"""

from __future__ import annotations

from typing import Any

from xlfuncs.cells import address
from xlfuncs.errors import NotCovered
from xlfuncs.forms.own_cells import BASICS, basic
from xlfuncs.forms.plan import Plan, ScoredRow
from xlfuncs.functions.apply import bound
from xlfuncs.making.printed import derived
from xlfuncs.making.staging import staged_cells, without_errors
from xlfuncs.making.states import state
from xlfuncs.rules.loader import load
from xlfuncs.scoring import formulas as native

Formulas = dict[str, Any]  # A1 → a formula, or what stands there instead of one


def official(cells: dict[str, str]) -> str:
    """Approved, else the rule's, else entered, else the error that the rule's score is."""
    approved, by_rule, entered = cells["approved"], cells["rule_score"], cells["entered"]
    return f'=IF({approved}<>"",{approved},IF(ISNUMBER({by_rule}),{by_rule},IF({entered}<>"",{entered},{by_rule})))'


def row_formulas(row: ScoredRow, plan: Plan, rule: str) -> Formulas:
    """What stands in a row's cells that nobody fills in."""
    cells = row.cells | staged_cells(plan, row.index)
    formulas = _points(row, cells, rule)
    if row.kind == "indicators":
        formulas |= derived(plan, row, cells)
    formulas[cells["rule_score"]] = "=" + _SCORES[row.kind](formulas, row, cells, rule)
    score, points = cells["score"], cells["row_points"]
    formulas[cells["over"]] = f"=IF(AND(ISNUMBER({score}),ISNUMBER({points})),IF({score}>{points},1,0),0)"
    formulas[score] = official(cells)
    whole = plan.subtotals.get(row.section)
    whole_score = None if whole is None else address((whole, row.columns["score"]))
    measured = "capped_ratio_score" in load(rule).functions
    formulas[cells["state"]] = state(row, cells, measured=measured, whole=whole_score)
    if "weighted" in cells:
        weight = cells["weight"]
        numbers = f"AND(ISNUMBER({score}),ISNUMBER({weight}))"
        formulas[cells["weighted"]] = f'=IF({numbers},ROUND({score}*{weight},2),"")'
    return formulas | without_errors(cells)


def _points(row: ScoredRow, cells: dict[str, str], rule: str) -> Formulas:
    """The row's points: from the official cell where it has one, else from the rule."""
    if row.own_points:
        return {cells["row_points"]: f'=IF({cells["points"]}="","",{cells["points"]})'}
    if row.kind == "indicators":
        return {}  # filled in by hand
    worth = {cells.get("points", cells["row_points"]): _worth(row, rule)}
    return worth | ({cells["row_points"]: f"={cells['points']}"} if "points" in cells else {})


def _worth(row: ScoredRow, rule: str) -> Any:
    """What the rule says a row is worth."""
    document = load(rule)
    if row.kind == "checklist":
        return document.item(row.name).points.value
    points = document.function(str(row.function)).number("points")
    if points is None:
        key = f"functions.{row.function}.points"
        raise NotCovered(f"规则 {document.id} 没有给出「{row.name}」的分值 {key} | no points in the rule")
    return points


def _execution(formulas: Formulas, row: ScoredRow, cells: dict[str, str], rule: str) -> str:
    _stage(formulas, cells, cells["budget"], cells["executed"])
    rate, places = bound("execution_rate", rule)
    method, parameters = bound("execution_rate_score", rule)
    top, bottom = cells["top"], cells["bottom"]
    formulas[cells["rate"]] = "=" + _when(bottom, rate.formula(top, bottom, places))
    if parameters.get("rate_places") is None:
        score = method.formula(top, bottom, cells["row_points"], parameters, "TRUE")
        return _when(bottom, f"IF({bottom}=0,1/{bottom},{score})")
    return _when(cells["rate"], native.score_of_rate(cells["rate"], cells["row_points"], parameters))


def _indicators(formulas: Formulas, row: ScoredRow, cells: dict[str, str], rule: str) -> str:
    target, actual, points = cells["target_number"], cells["actual_number"], cells["row_points"]
    factor, bottom, top = cells["factor"], cells["bottom"], cells["top"]
    try:
        method, parameters = bound("capped_ratio_score", rule)
    except NotCovered:
        return _tier(cells, rule)  # the rule says nothing about numbers: a person decides
    positive, negative, equal = (f'{cells["direction"]}="{word}"' for word in ("正向", "反向", "等于"))
    # where the rule has no method for 等于, only what is met exactly has a score
    same = equal if "equal" in parameters else f"AND({equal},{target}={actual})"
    upward = f"OR({positive},{same})"
    formulas[factor] = "=" + native.scale(target, actual)
    given = f'AND({target}<>"",{actual}<>"",{points}<>"",OR({upward},{negative}))'
    if parameters.get("inverse") == "linear_to_zero":  # (2 × target − actual) ÷ target
        below, above = target, f"IF({upward},{actual},MAX(2*{target}-{actual},0))"
    else:
        below, above = f"IF({upward},{target},{actual})", f"IF({upward},{actual},{target})"
    formulas[bottom] = f'=IF({given},{native.scaled(below, factor)},"")'
    formulas[top] = f'=IF({given},{native.scaled(above, factor)},"")'
    met = f"IF({actual}=0,ROUND({points},{parameters.get('places', 2)}),1/{target})"
    score = f"IF({target}=0,{met},{method.formula(top, bottom, points, parameters, positive)})"
    if "equal" in parameters:
        only = equal if parameters["equal"] == "exact" else f"AND({equal},{target}=0)"
        score = f"IF({only},{native.all_or_nothing(actual, target, points, parameters)},{score})"
    checked = native.invalid(f"MIN({target},{actual},{points})<0", score)
    tier = _tier(cells, rule)
    if "level" in cells:  # a level that somebody chose goes before what is derived, not before a way he chose
        chosen = f'AND({cells["level"]}<>"",{cells["direction"]}={cells["derived_direction"]})'
        return f'IF(OR({bottom}="",{chosen}),{tier},{checked})'
    return f'IF({bottom}="",{tier},{checked})'


def _tier(cells: dict[str, str], rule: str) -> str:
    """A qualitative row's score, where the form has a level and a share; else blank: a person decides."""
    if "level" not in cells:
        return '""'
    try:
        method, parameters = bound("qualitative_score", rule)
    except NotCovered:
        return '""'
    level, share, points = cells["level"], cells["share"], cells["row_points"]
    missing = f'OR({level}="",{share}="",{points}="")'
    return f'IF({missing},"",{method.formula(level, share, points, parameters)})'


def _checklist(formulas: Formulas, row: ScoredRow, cells: dict[str, str], rule: str) -> str:
    failed, per_item = cells["failed"], load(rule).item(row.name).per_item.value
    return _when(failed, native.checklist_score(failed, cells["row_points"], per_item))


def _rates(formulas: Formulas, row: ScoredRow, cells: dict[str, str], rule: str) -> str:
    compared = row.compared
    assert compared is not None
    budget, amount, base = (f"{BASICS}!{basic(key)}" for key in (*compared.amounts, compared.base))
    _stage(formulas, cells, budget, amount)
    method, parameters = bound(compared.rate, rule)
    if method.name == "change_rate":
        formulas[cells["top"]] = "=" + _when(
            cells["bottom"], f"{native.scaled(amount, cells['factor'])}-{cells['bottom']}"
        )
        formulas[cells["previous_rate"]] = "——"  # the average stands on 基础数据: it is no rate of last year
    else:
        formulas[cells["previous_rate"]] = "=" + _when(base, base)
    current = cells["rate"]
    formulas[current] = "=" + _when(
        cells["bottom"], method.formula(cells["top"], cells["bottom"], parameters)
    )
    method, parameters = bound(str(row.function), rule)
    score = method.formula(base, current, cells["row_points"], parameters)
    return _when(current, _when(base, score))  # an error in the rate comes first


_SCORES = {"execution": _execution, "indicators": _indicators, "checklist": _checklist, "rates": _rates}


def list_rate(budget: str, executed: str, rule: str) -> str:
    """The execution rate of a listed amount, without staging cells of its own."""
    bottom, top = native.scaled(budget, "100"), native.scaled(executed, "100")
    method, parameters = bound("execution_rate", rule)
    rate = method.formula(top, bottom, parameters)
    checked = native.invalid(f"MIN({budget},{executed})<0", rate)
    return f'=IF(OR({budget}="",{executed}=""),"",{checked})'


def _stage(formulas: Formulas, cells: dict[str, str], whole: str, part: str) -> None:
    factor = cells["factor"]
    formulas[factor] = "=" + native.scale(whole, part)
    given = f'OR({whole}="",{part}="")'
    checked = native.invalid(f"MIN({whole},{part})<0", native.scaled(whole, factor))
    formulas[cells["bottom"]] = f'=IF({given},"",{checked})'
    formulas[cells["top"]] = f'=IF({given},"",{native.scaled(part, factor)})'


def _when(cell: str, formula: str) -> str:
    return f'IF({cell}="","",{formula})'
