"""用哪一列预算 — the budget the rate is of, where a column nobody understood may be the one that counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from xlfuncs.errors import NotANumber
from xlfuncs.forms.recognition.cells.reader import Reader, amount, is_number
from xlfuncs.forms.recognition.columns.assignment import Assignment, Heading
from xlfuncs.forms.recognition.columns.evidence import BUDGETS
from xlfuncs.forms.recognition.words.parts import ENDING
from xlfuncs.forms.recognition.words.texts import normal

_MAY_COUNT = re.compile("预算|调整|调剂|追加")  # 预算调整数: the new budget, or what was added to it
_NEAR = 0.0006  # of rates with two decimals of a percent


def settle_budget(reader: Reader, made: Assignment, rows: range) -> None:
    """Take the column that the typed rates are of; without rates, read no budget where another may count as well."""
    executed, known = made.places.get("executed"), [key for key in BUDGETS if key in made.places]
    if executed is None or not known or known[0] == "adjusted_budget":
        return
    budget = made.places[known[0]]
    between = range(budget.column, executed.column) if known == ["initial_budget"] else ()
    others = [
        one
        for one in made.unread
        if one.column < executed.column
        and (one.column in between or _MAY_COUNT.search(normal(one.text)))
        and _differ(reader, rows, budget, one)
    ]
    rate = made.places.get("rate")
    fits = [(one, *_fit(reader, rows, rate, executed, one)) for one in (budget, *others) if rate]
    exact = [one for one, hits, misses in fits if hits and not misses]
    nearly = [one for one, hits, misses in fits if hits > 1 == misses]  # one row may be mistyped
    proven = exact or (nearly if len(nearly) == 1 else [])
    if proven and proven[0] is not budget:
        made.unread.remove(proven[0])
        made.places["adjusted_budget"] = proven[0]
    elif others and not proven:
        for key in known:
            del made.places[key]


def proven_budget(reader: Reader, headings: list[Heading], rows: range) -> list[Heading]:
    """The headings, the one under which the amounts stand of which the typed rates are said to be the budget: 资金合计,
    资金规模. Nothing new where several are, or all rates are 100 %.
    """
    said = {heading.meanings[0][0]: heading for heading in headings if heading.meanings}
    executed, rate = said.get("executed"), said.get("rate")
    if executed is None or rate is None or not said.keys().isdisjoint(BUDGETS):
        return headings
    others = [said.get("total"), *(one for one in headings if not one.meanings)]
    fits = {
        one: _fit(reader, rows, rate, executed, one)
        for one in others
        if one and _differ(reader, rows, one, executed)
    }
    proven = [one for one, (hits, misses) in fits.items() if hits > 1 and not misses]
    if len(proven) != 1:
        return headings
    budget = replace(proven[0], meanings=(("budget", ENDING),))
    return [budget if one == proven[0] else one for one in headings]


def _differ(reader: Reader, rows: Iterable[int], one: Heading, other: Heading) -> bool:
    pairs = [(reader.data(row, one.column), reader.data(row, other.column)) for row in rows]
    return any(is_number(first) and is_number(second) and first != second for first, second in pairs)


def _fit(
    reader: Reader, rows: Iterable[int], rate: Heading, executed: Heading, budget: Heading
) -> tuple[int, int]:
    """In how many rows that have all three the rate is that of a column, and in how many it is not."""
    told = []
    for row in rows:
        try:
            typed = amount(reader.data(row, rate.column), percent=True)
            part, whole = (amount(reader.data(row, one.column)) for one in (executed, budget))
        except NotANumber:
            continue
        if typed is not None and part and whole:
            told.append(any(abs(part / whole - value) < _NEAR for value in (typed, typed / 100)))
    return sum(told), len(told) - sum(told)
