"""Fillings of a form's input cells, as an officer would type them: valid ones, and ones with what goes wrong.

Where the cells are is what `forms.plan` says, so every form with rows of these kinds has them for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from tests.engines import Filling, Input
from tests.making.pairs import Numbers, Pair, edge, odd, plain
from xlfuncs.cells import address
from xlfuncs.forms.own_cells import basic
from xlfuncs.forms.plan import Plan, ScoredRow
from xlfuncs.making.staging import DERIVED, staging
from xlfuncs.rules.loader import load

Cells = dict[str, Input]
Worth = dict[int, float | None]  # the points of each row
BASIC, SUMMARY = "基础数据", "得分汇总"
SIGNS = {
    "正向": (("≥", ""), ("不低于", ""), ("", "以上"), ("＞", "")),
    "反向": (("≤", ""), ("不超过", ""), ("", "以内"), ("<", "")),
}
KINDS: dict[str, Numbers] = {"edge": edge, "plain": plain, "odd": odd}
FRESH, CHANGED = 8, 6  # every 8th filling is all new; the others change 6 rows, which costs an office less


@dataclass(frozen=True)
class Form:
    """A form as it was built: its score sheets and its rule."""

    id: str
    rule: str
    plans: list[Plan]

    @property
    def functions(self) -> Collection[str]:
        """What its rule covers."""
        return load(self.rule).functions

    @property
    def scored(self) -> Plan:
        """The sheet that earns points; the first of several."""
        return next(plan for plan in self.plans if plan.rows)

    @property
    def summed(self) -> bool:
        """Whether 得分汇总 sums it up: there is one sheet to sum up."""
        return sum(bool(plan.rows) for plan in self.plans) == 1


def at(row: ScoredRow, column: int) -> str:
    """A1 of a row's cell."""
    return address((row.index, column))


def fillings(form: Form, seed: int = 2022, **counts: int) -> Iterator[tuple[str, Filling]]:
    """Kind and filling, so many of each kind: edge and plain ones are valid, odd ones need not be.

    Valid: the points add up, and no input is impossible.
    """
    chance = Random(seed)
    for kind, count in counts.items():
        numbers = KINDS[kind]
        valid, rows = kind != "odd", filled_rows(form.scored)
        for number in range(count):
            if number % FRESH == 0:
                worth = _points(form, form.scored, chance, valid)
                cells = _filling(form, rows, chance, numbers, worth, valid)
            else:
                some = chance.sample(rows, min(CHANGED, len(rows)))
                changed = _filling(form, some, chance, numbers, worth, valid)
                anew = {at(row, column) for row in some for column in row.columns.values()}
                kept = {a1: value for a1, value in cells[form.scored.name].items() if a1 not in anew}
                cells = {sheet: cells.get(sheet, {}) for sheet in changed} | {form.scored.name: kept}
                cells = {sheet: cells[sheet] | changed[sheet] for sheet in changed}
            yield kind, cells


def filled_rows(plan: Plan) -> list[ScoredRow]:
    """All rows that show, and of those folded away the first below each: the others have the same formulas."""
    return [row for row in plan.rows if not {row.index, row.index - 1} <= plan.spare]


def _filling(
    form: Form, rows: list[ScoredRow], chance: Random, numbers: Numbers, worth: Worth, valid: bool
) -> dict[str, Cells]:
    """Some rows filled again; the basics with them."""
    cells: dict[str, Cells] = {BASIC: _basics(chance, numbers, valid)}
    plan = form.scored
    sheet = cells.setdefault(plan.name, {})
    for row in rows:
        _FILL[row.kind](sheet, plan, row, chance, numbers, worth)
        most = worth.get(row.index, 1.0)
        given = row.columns
        sheet[at(row, given["entered"])] = _part(chance, most, 0.6)
        sheet[at(row, given["approved"])] = _part(chance, most, 0.1, places=3)
    for section, index in plan.subtotals.items():
        for key in ("entered", "approved"):
            whole = None if valid else _part(chance, plan.worth[section], 0.2)
            sheet[address((index, plan.helpers[key]))] = whole
    return cells


def _part(chance: Random, most: float | None, often: float, places: int = 2) -> float | None:
    """Some of the points, all of them or none; or nothing."""
    if most is None or chance.random() > often:
        return None
    return chance.choice((0, most, round(most * chance.random(), places) + 0.0))  # never −0


def _points(form: Form, plan: Plan, chance: Random, valid: bool) -> Worth:
    """Points of the indicator rows: adding up to the section's, or anything."""
    rows: dict[str, list[ScoredRow]] = {}
    for row in filled_rows(plan):
        if row.kind == "indicators":
            rows.setdefault(row.section, []).append(row)
    worth: Worth = {}
    for section, inside in rows.items():
        if valid:
            whole = round(_worth(form, plan, section) * 100)
            cuts = sorted(chance.randint(0, whole) for _ in inside[1:])
            parts = zip([0, *cuts], [*cuts, whole], inside, strict=True)
            worth |= {row.index: (high - low) / 100 for low, high, row in parts}
        else:
            worth |= {row.index: chance.choice((None, 0, 0.05, 2.5, 3.33, 10, -1)) for row in inside}
    return worth


def _worth(form: Form, plan: Plan, section: str) -> float:
    """What a section is worth; 100 where only the user can say."""
    sections = load(form.rule).sections
    return float(sections[section].points.value if section in sections else plan.worth.get(section, 100))


def _fill_execution(
    sheet: Cells, plan: Plan, row: ScoredRow, chance: Random, numbers: Numbers, worth: Any
) -> None:
    """The total is a sum: one amount in a random detail row, and where it can be split, another."""
    whole, part = numbers(chance, 20)
    details = plan.details[row.index] or [row.index]
    for key, value in (("budget", whole), ("executed", part)):
        for index in details:
            sheet[address((index, row.columns[key]))] = None
        split = chance.random() if value is not None and len(details) > 1 else 1.0
        first = None if value is None else round(value * split, 2) if split < 1 else value
        sheet[address((details[0], row.columns[key]))] = first
        if value is not None and first != value:
            sheet[address((details[-1], row.columns[key]))] = round(value - (first or 0), 6)


def _fill_indicator(
    sheet: Cells, plan: Plan, row: ScoredRow, chance: Random, numbers: Numbers, worth: Any
) -> None:
    points = worth[row.index]
    whole, part = numbers(chance, points)
    direction = chance.choice(("正向", "正向", "反向", "反向", "定性", None))
    if direction == "反向":
        whole, part = part, whole
        if numbers is not odd and not whole:  # a target of zero is not a valid filling
            whole, part = part, whole
    columns = row.columns
    sheet[at(row, columns["points" if row.own_points else "row_points"])] = points
    near = whole and part and whole > 0 and 0 < part < 20 * whole < 400 * part
    if whole is not None and part is not None and near and chance.random() < 0.7:
        _printed(sheet, plan, row, chance, (whole, part), direction)
    else:
        _typed_over(sheet, row, chance, numbers, (whole, part), direction)
    if "weight" in columns:
        sheet[at(row, columns["weight"])] = chance.choice((None, 0.2, 0.125))
    if "level" in columns:
        level, low, high = chance.choice((("达成", 80, 100), ("部分达成", 60, 79), ("未达成", 0, 59)))
        share = chance.randint(low, high + (chance.random() < 0.3 and numbers is odd)) / 100
        qualitative = direction in ("定性", None) or numbers is odd
        sheet[at(row, columns["level"])] = level if qualitative else None
        sheet[at(row, columns["share"])] = chance.choice((share, share, None)) if qualitative else None


def _printed(
    sheet: Cells, plan: Plan, row: ScoredRow, chance: Random, pair: tuple[float, float], direction: Any
) -> None:
    """Target and actual as an officer writes them: sign, number, unit."""
    whole, part = pair
    signs = SIGNS["反向" if direction == "反向" else "正向"]
    before, after = chance.choice(signs[:-1] if whole == part else signs)  # ＞40 is not met by 40 for certain
    unit = chance.choice(("元", "万元", "人次", "%") if max(whole, part) <= 200 else ("元", "万元", "人次"))
    target, actual = (f"{Decimal(f'{number:.15g}'):f}" for number in (whole, part))
    sheet[at(row, row.columns["target"])] = f"{before}{target}{unit}{after}"
    sheet[at(row, row.columns["actual"])] = f"{actual}{unit}"
    for key, derived in DERIVED.items():  # an example may have typed over the formula
        sheet[at(row, row.columns[key])] = f"={at(row, staging(plan, derived))}"


def _typed_over(
    sheet: Cells, row: ScoredRow, chance: Random, numbers: Numbers, pair: Pair, direction: Any
) -> None:
    """The derived cells typed over, whatever words are printed."""
    columns, (whole, part) = row.columns, pair
    text = "若干" if numbers is odd and chance.random() < 0.03 else None
    sheet[at(row, columns["direction"])] = direction
    sheet[at(row, columns["target_number"])] = text or whole
    sheet[at(row, columns["actual_number"])] = part
    for key in ("target", "actual"):
        sheet[at(row, columns[key])] = chance.choice((None, "按计划完成"))


def _fill_checklist(
    sheet: Cells, plan: Plan, row: ScoredRow, chance: Random, numbers: Numbers, worth: Any
) -> None:
    counts = (None, -1, 0.5, 0, 1) if numbers is odd else (0, 0, 1, 2, 3, None)
    sheet[at(row, row.columns["failed"])] = chance.choice(counts)


def _fill_rates(*_: Any) -> None:
    """Their amounts stand on 基础数据."""


_FILL: dict[str, Callable[..., None]] = {
    "execution": _fill_execution,
    "indicators": _fill_indicator,
    "checklist": _fill_checklist,
    "rates": _fill_rates,
}


def _basics(chance: Random, numbers: Numbers, valid: bool) -> Cells:
    budget, carryover = numbers(chance, 4)
    if valid and budget is not None and carryover is not None and carryover > budget:
        carryover = round(budget / 2, 2)
    initial, final = numbers(chance, 4)
    if valid and initial and final and final > 10 * initial:
        final = initial
    rate = carryover / budget if budget and carryover is not None and carryover >= 0 else 0.1
    # whole steps below the rate, as the rule rounds it, and a basis point to either side
    previous = round(int(rate * 10_000) / 10_000 - chance.randint(0, 12) / 100, 4)
    previous = max(min(previous + chance.choice((-1, 0, 0, 1)) / 10_000, 1), 0)
    change = (final - initial) / initial if initial and final is not None else 0.5
    average = round(int(change * 10_000) / 10_000 - chance.randint(0, 12) / 10, 4)
    average = max(average + chance.choice((-1, 0, 0, 1)) / 10_000, -1)
    values: Cells = {
        "carryover": carryover,
        "budget": budget,
        "initial_budget": initial,
        "final_accounts": final,
        "previous_rate": chance.choice((round(previous, 4), 0.0804)),
        "average_rate": chance.choice((round(min(average, 10), 4), 0.283)),
    }
    if not valid and chance.random() < 0.3:
        values[chance.choice(list(values))] = chance.choice((None, -0.5, 86.17))
    return {basic(key).replace("$", ""): value for key, value in values.items()}
