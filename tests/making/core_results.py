"""What the Python core gives for a filled form: every score cell, computed by the public functions row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import xlfuncs
from tests.engines import Filling, Input, Values, is_error
from tests.making.fillings import BASIC, SUMMARY, Form, at
from xlfuncs.cells import address
from xlfuncs.errors import NotCovered, XlfuncsError
from xlfuncs.forms.own_cells import basic, basic_values
from xlfuncs.forms.plan import Plan, ScoredRow
from xlfuncs.functions.targets import parse_target
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import exact

ERROR = "#"  # any error value: the engines spell them differently
Expected = dict[str, float | str]  # "Sheet!A1" → score, "" where blank, ERROR


def _given(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """A public function's result as a cell shows it."""
    try:
        result = function(*arguments, **named)
    except XlfuncsError:
        return ERROR
    return "" if result is None else result


def expected(form: Form, filling: Filling, values: Values) -> Expected:
    """Every score cell of a filled form. ``values``, as read back, only gives points that no one types."""
    plan = form.scored
    cells = filling.get(plan.name, {})
    found: Expected = {}
    rows: list[tuple[ScoredRow, Any, Any]] = []  # row, official and entered score
    for row in plan.rows:
        typed = {key: cells.get(at(row, column)) for key, column in row.columns.items()}
        points = (
            typed["row_points"] if row.kind == "indicators" and not row.own_points else typed.get("points")
        )
        if row.kind != "indicators":
            points = values[plan.name][at(row, row.columns["row_points"])]
        score = _SCORE[row.kind](form, plan, row, points, typed, filling, found)
        found[f"{plan.name}!{at(row, row.columns['rule_score'])}"] = score
        official = _official(typed["approved"], score, typed["entered"])
        if "score" in row.columns:
            found[f"{plan.name}!{at(row, row.columns['score'])}"] = official
        if "weighted" in row.columns:
            weighted = f"{plan.name}!{at(row, row.columns['weighted'])}"
            found[weighted] = _weighted(official, typed["weight"])
        rows.append((row, official, typed["entered"]))
    _summary(form, plan, rows, filling, found)
    return found


def _execution(
    form: Form, plan: Plan, row: ScoredRow, points: Any, typed: Any, filling: Filling, found: Expected
) -> Any:
    cells = filling[plan.name]
    details = plan.details[row.index] or [row.index]
    amounts = []
    for key in ("budget", "executed"):
        parts = [cells.get(address((index, row.columns[key]))) for index in details]
        amounts.append(xlfuncs.total_score(parts))
        if len(details) > 1:
            found[f"{plan.name}!{at(row, row.columns[key])}"] = _blank(amounts[-1])
    found[f"{plan.name}!{at(row, row.columns['rate'])}"] = _given(
        xlfuncs.execution_rate, *amounts, rule=form.rule
    )
    return _given(xlfuncs.execution_rate_score, *amounts, points, rule=form.rule)


def _indicator(
    form: Form, plan: Plan, row: ScoredRow, points: Any, typed: Any, filling: Filling, found: Expected
) -> Any:
    """The ratio where direction and numbers are given, else the tier; blank where the rule covers neither."""
    given = typed["target_number"], typed["actual_number"], points, typed["direction"]
    if str(typed["direction"]).startswith("="):  # nobody typed over what the printed cells say
        given = typed["target"], typed["actual"], points, _direction(typed["target"])
        if typed.get("level"):  # a level that somebody chose goes before what is derived
            given = None, None, None, None
    covered = "capped_ratio_score" in form.functions and given[-1]
    score = _given(xlfuncs.capped_ratio_score, *given, rule=form.rule) if covered else ""
    if score == "" and "level" in row.columns and typed["share"] is not None:
        return _given(xlfuncs.qualitative_score, typed["level"], points, typed["share"], rule=form.rule)
    return score


def _direction(target: Any) -> str | None:
    """What the sign of a printed target says; None where nothing is printed."""
    shown = parse_target(target).direction
    return {"positive": "正向", "negative": "反向"}[shown] if shown else None


def _official(approved: Any, score: Any, entered: Any) -> Any:
    """Approved, else the rule's, else entered, else the error that the rule's score is."""
    for value in (approved, "" if score == ERROR else score, entered):
        if value not in (None, ""):
            return value
    return score


def _weighted(score: Any, weight: Any) -> Any:
    """加权得分, to two decimals half up."""
    if score in ("", ERROR) or weight is None:
        return ""
    return float((exact(score) * exact(weight)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _checklist(
    form: Form, plan: Plan, row: ScoredRow, points: Any, typed: Any, filling: Filling, found: Expected
) -> Any:
    each = load(form.rule).items[row.name].per_item.value
    return _given(xlfuncs.checklist_score, typed["failed"], points, each, rule=form.rule)


def _change(
    form: Form, plan: Plan, row: ScoredRow, points: Any, typed: Any, filling: Filling, found: Expected
) -> Any:
    amounts = {key: filling[BASIC].get(basic(key).replace("$", "")) for key in basic_values()}
    if row.function == "carryover_deduction":
        given = amounts["budget"], amounts["carryover"]
        rate = _given(xlfuncs.carryover_rate, *given, rule=form.rule)
        baseline = amounts["previous_rate"]
        found[f"{plan.name}!{at(row, row.columns['previous_rate'])}"] = _blank(baseline)
    else:
        given = amounts["initial_budget"], amounts["final_accounts"]
        rate = _given(xlfuncs.variance_rate, *given, rule=form.rule)
        baseline = amounts["average_rate"]
    found[f"{plan.name}!{at(row, row.columns['rate'])}"] = rate
    if rate == ERROR:
        return ERROR
    lost = _given(getattr(xlfuncs, str(row.function)), baseline, rate, points, rule=form.rule)
    return lost if isinstance(lost, str) else xlfuncs.total_score([points, -lost])


_SCORE: dict[str, Callable[..., Any]] = {
    "execution": _execution,
    "indicators": _indicator,
    "checklist": _checklist,
    "rates": _change,
}


def _blank(value: Any) -> Any:
    return "" if value is None else value


def _summary(
    form: Form, plan: Plan, rows: list[tuple[ScoredRow, Any, Any]], filling: Filling, found: Expected
) -> None:
    """Sections, total and grade, on the form and on 得分汇总."""
    cells = filling.get(plan.name, {})
    parts: list[tuple[Any, Any]] = []
    for number, section in enumerate(plan.sections, 3):
        inside = [(official, entered) for row, official, entered in rows if row.section == section]
        score, entered = _sum([official for official, _ in inside]), _sum([typed for _, typed in inside])
        if section in plan.subtotals:
            index = plan.subtotals[section]
            approved, entered = (
                cells.get(address((index, plan.helpers[key]))) for key in ("approved", "entered")
            )
            found[f"{plan.name}!{address((index, plan.helpers['rule_score']))}"] = score
            score = _official(approved, score, entered)
        parts.append((score, _blank(entered)))
        if form.summed:
            found[f"{SUMMARY}!C{number}"], found[f"{SUMMARY}!D{number}"] = parts[-1]
    columns, number = plan.rows[-1].columns, 3 + len(parts)
    whole = {section for section, (score, _) in zip(plan.sections, parts, strict=True) if score != ""}
    whole &= plan.subtotals.keys()
    begun = [row.index for row, *_ in rows if row.section not in whole and _begun(row, cells)]
    complete = "" not in [score for score, _ in parts] and all(
        s not in ("", ERROR) for row, s, _ in rows if row.index in begun
    )
    complete = complete and ERROR not in [
        found[f"{plan.name}!{at(row, row.columns['rule_score'])}"] for row, *_ in rows
    ]
    if not plan.worth and not set(plan.sections) & set(load(form.rule).sections):  # all points are the user's
        complete = complete and _sum([cells.get(at(row, row.columns["points"])) for row, *_ in rows]) == 100
    for place, (letter, key) in enumerate((("C", "score"), ("D", "entered"))):
        total = _sum([part[place] for part in parts])
        if form.summed:
            found[f"{SUMMARY}!{letter}{number}"] = total
        found[f"{plan.name}!{address((plan.total, columns[key]))}"] = total
    if form.summed and "grade" in form.functions:
        graded, total = f"{SUMMARY}!B{number + 1}", found[f"{SUMMARY}!C{number}"]
        found[graded] = _grade(form, total, complete)
        found[f"{SUMMARY}!B{number + 2}"] = _gap(form, total, found[graded])
        number += 1
    execution = next((row for row in plan.rows if row.kind == "execution"), None)
    if form.summed and execution:
        details = plan.details[execution.index] or [execution.index]
        parts_of = [cells.get(address((index, execution.columns["budget"]))) for index in details]
        budget = xlfuncs.total_score(parts_of)
        answer = "" if budget is None or budget <= 0 else xlfuncs.required_executed(budget, rule=form.rule)
        found[f"{SUMMARY}!B{number + 2}"] = answer


def _gap(form: Form, total: Any, grade: Any) -> Any:
    """What is missing to the next band of the rule."""
    if grade in ("", ERROR):
        return grade
    edges = [band["from"] for band in load(form.rule).function("grade").number("bands")]
    above = [Decimal(str(edge)) for edge in edges if Decimal(str(edge)) > exact(total)]
    return float(min(above) - exact(total)) if above else ""


def _sum(scores: list[Any]) -> Any:
    return _given(xlfuncs.total_score, [score for score in scores if score != ERROR])


def _begun(row: ScoredRow, cells: Mapping[str, Input]) -> bool:
    """Whether somebody has begun to fill the row in; the others' points are printed."""
    if row.kind != "indicators":
        return True
    keys = "target", "actual", "points" if row.own_points else "row_points"
    return any(cells.get(at(row, row.columns[key])) is not None for key in keys)


def _grade(form: Form, total: Any, complete: bool) -> Any:
    """None yet while a section, or a row somebody has begun, has no score."""
    if total == ERROR:
        return ERROR
    if total == "" or not complete:
        return ""
    try:
        return xlfuncs.grade(total, rule=form.rule)
    except NotCovered:
        return "原文未载"
    except XlfuncsError:
        return ERROR


def same(found: Any, wanted: Any) -> bool:
    """Whether a cell shows what is wanted: numbers to all 15 digits, any error for an error."""
    if wanted == ERROR:
        return is_error(found)
    if isinstance(wanted, str) or isinstance(found, str) or found is None:
        return bool(found == wanted)
    return f"{found:.15g}" == f"{float(wanted):.15g}"
