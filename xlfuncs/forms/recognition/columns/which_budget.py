"""用哪一列预算 — the budget the rate is of, where a column nobody understood may be the one that counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number, makes_rate
from xlfuncs.forms.recognition.columns.assignment import Assignment
from xlfuncs.forms.recognition.columns.by_content import GUESSED, said_as
from xlfuncs.forms.recognition.columns.evidence import BUDGETS
from xlfuncs.forms.recognition.columns.heading import Heading, is_called
from xlfuncs.forms.recognition.columns.spread import beside_labels
from xlfuncs.forms.recognition.words.parts import Meanings
from xlfuncs.forms.recognition.words.row_labels import ends_as, is_row
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import SURE, is_placeholder, is_unadjusted
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact

# 预算调整数: the new budget, or what was added to it
_MAY_COUNT = pattern("预算|调整|调剂|追加|扣除|整合|可用|小计|[合总]计")
_CARRIED, _DIGIT, _ADDED = pattern("结转|结余"), pattern(r"\d"), pattern("追加|[调核][增整减]|变动")
_SURE = {*BUDGETS, "executed", "rate", "points", "score", "approved"}  # what no other amount may be


def settle_budget(reader: Reader, made: Assignment, rows: range) -> None:
    """Take the column that the typed rates are of; without rates, read no budget where another may count as well."""
    alike = [one for one in made.unread if "budget" in one.means] if "budget" in made.alike else []
    if len(proven := _proven(reader, made, rows, *alike)) == 1:  # 预算数 and 全年预算数
        made.places["budget"] = made.unread.pop(made.unread.index(proven[0]))
    executed, known = made.places.get("executed"), [key for key in BUDGETS if key in made.places]
    if executed is None or not known:
        return
    budget, rate = made.places[known[0]], made.places.get("rate")
    adjusted = known[0] == "adjusted_budget"
    before = [one for one in made.unread if one.column < executed.column]
    amounts = any(reader.amount(row, one.column) is not None for one in before for row in rows)
    if not amounts and not (adjusted and len(known) > 1):
        return  # nothing may count in its place
    if rate and _adds(reader, made, rows, _CARRIED, rate, executed, budget):
        return
    if (rate and is_called(rate, budget)) or _is_sum(reader, made, rows, budget, budget):
        return  # 全年预算数（A）, 执行率（B/A）; 上年结转 | 当年预算数 | 预算合计
    if known == [*BUDGETS[::2]] and rate and not _proven(reader, made, rows, budget):
        hits, misses = _fit(reader, rows, rate, executed, budget, made.places["initial_budget"])
        if hits > 0 == misses:  # 执行率C/(A+B)
            made.places["carried"] = made.places.pop("adjusted_budget")
            return
    if adjusted and len(known) > 1 and _unadjusted(reader, rows, made):
        del made.places["adjusted_budget"]
        return
    between = range(budget.column, executed.column) if known == ["initial_budget"] else ()
    apart = [one for one in before if _differ(reader, rows, budget, one)]
    spent = [row for row in rows if reader.has_number(row, executed.column)]
    bases = [  # what arrived may be what the rate is of, as 财预〔2020〕10号 has it
        one for one in apart if 2 * sum(_differ(reader, (row,), budget, one) for row in spent) >= len(spent)
    ]
    counting = [one for one in apart if one.column in between or _MAY_COUNT.search(normal(one.text))]
    others = [] if adjusted else [one for one in counting if not _is_change(reader, rows, made, one)]
    sums = [one for one in apart if _is_sum(reader, made, rows, one, budget)]
    every = dict.fromkeys((budget, *others, *bases))
    fits = [(one, *_fit(reader, rows, rate, executed, one)) for one in every if rate]
    certain = [one for one, hits, misses in fits if hits and not misses]
    nearly = [one for one, hits, misses in fits if hits > 1 == misses]  # one row may be mistyped
    proven = certain or (nearly if len(nearly) == 1 else [])
    if proven and proven[0] is not budget:
        made.unread.remove(proven[0])
        made.places["adjusted_budget"] = proven[0]
        if proven[0] not in others:
            made.findings.append(said_as(reader, proven[0], "budget", "warning"))
    elif sums and not proven:
        made.unread.remove(sums[0])
        made.places["adjusted_budget"] = sums[0]
    elif others and not (proven or (rate and _adds(reader, made, rows, _ADDED, rate, executed, budget))):
        for key in known:
            del made.places[key]


def _unadjusted(reader: Reader, rows: range, made: Assignment) -> bool:
    """Whether no budget was adjusted, as words below 调整后 say; or nothing stands there, and the rates are of the first; or
    what stands there was added to it, and the rates are of both together: 年初预算数 100, 调整预算数 20, 全年预算数 120.
    """
    added, whole = made.places["adjusted_budget"], made.places.get("budget")
    both = (whole, added) if whole else ()
    if _is_change(reader, rows, made, added) or _proven(reader, made, rows, *both) == [whole]:
        return True
    said = [reader.data(row, added.column) for row in rows]
    if not all(map(is_unadjusted, said)):
        return False
    first = made.places.get("initial_budget", whole)
    return not all(map(is_placeholder, said)) or first in _proven(reader, made, rows, *filter(None, (first,)))


def proven_amounts(reader: Reader, headings: list[Heading], rows: range) -> list[Heading]:
    """The headings, where budget or executed is missing that whose amounts make the typed rates as it: 资金规模, 到位资金."""
    said = {heading.meaning: heading for heading in headings if heading.meanings}
    budgets = [said[key] for key in BUDGETS if key in said and "executed" in said]
    cells = {
        one: reader.column(beside_labels(reader, one, rows).column) for one in budgets
    }  # 186.5（含结转12）
    typed = {one for one in budgets if any(_DIGIT.search(str(cells[one][row])) for row in rows)}
    idle = [said.pop(one.meaning) for one in budgets if one not in typed]  # 预算（万元）, a label, has none
    executed, budget = said.get("executed"), next((said[key] for key in BUDGETS if key in said), None)
    known = executed or budget
    if known is None or (executed and budget):
        return headings
    shares = tuple(words("amount_parts")["rate"])
    rates = [said["rate"]] if "rate" in said else [one for one in headings if one.text.endswith(shares)]
    sure = {one for key, one in said.items() if key in _SURE}
    certain, nearly = [], []
    for rate, one in product(rates, headings):
        if one not in sure and one != rate:  # of 100 % every amount may be the whole
            apart = [row for row in rows if _differ(reader, (row,), one, known)]
            hits, misses = _fit(reader, apart, rate, *((one, budget) if budget else (known, one)))
            certain += [(rate, one)] if hits and not misses else []
            nearly += [(rate, one)] if hits > 1 == misses else []  # one row may be mistyped
    proven, weight = certain or nearly, GUESSED
    sources = sum(ends_as("funds_sources", normal(one.text).removesuffix("资金")) for one in headings)
    whole = said.get("total") or said.get("subtotal")
    if not proven and executed and whole and sources > 1 and len(rates) == 1:
        proven, weight = [(rates[0], whole)], SURE  # 中央 本级 合计: the sum of these
    if not proven:
        return headings
    rate, one = proven[0]
    if any(to != rate or _differ(reader, rows, one, of) for to, of in proven):
        return headings  # 计划 320, 到位 310; where they are the same, either
    meant: dict[Heading, Meanings] = dict.fromkeys(idle, ())
    meant |= {rate: (("rate", SURE),), one: (("executed" if budget else "budget", weight),)}
    return [heading._replace(meanings=meant.get(heading, heading.meanings)) for heading in headings]


def _adds(reader: Reader, made: Assignment, rows: range, said: re.Pattern[str], *known: Heading) -> bool:
    """Take what was carried over, or added since, where all typed rates are of that and the budget together, not of one alone."""
    hits, misses = _fit(reader, rows, *known)
    for one in made.unread if misses else ():
        before = one.column < known[1].column and said.search(normal(one.text))
        if before and _fit(reader, rows, *known, one) == (hits + misses, 0):
            made.unread.remove(one)
            made.places["carried"] = one
            return True
    return False


def _is_change(reader: Reader, rows: Iterable[int], made: Assignment, one: Heading) -> bool:
    """Whether it is what the first budget was changed by in every row: 120, -20, 100."""
    budgets = [made.places.get(key) for key in ("initial_budget", "budget")]
    columns = [heading.column for heading in (*budgets, one) if heading]
    lines = [[reader.amount(row, column) for column in columns] for row in rows]
    filled = [[exact(number) for number in line if number is not None] for line in lines]
    whole = [line for line in filled if len(line) == len(budgets) + 1]
    return bool(whole) and all(abs(after - before) == abs(change) for before, after, change in whole)


def _is_sum(reader: Reader, made: Assignment, rows: Iterable[int], one: Heading, budget: Heading) -> bool:
    """Whether it says that it is the sum of all left of it, the budget and what was carried over, and is: 20, 100, 120."""
    said = one == budget or any(is_row(kind, one.text) for kind in ("funds_total", "subtotal"))
    if not said or one.column < budget.column:
        return False
    known = (made.places[key] for key in BUDGETS if key in made.places)
    parts = [each for each in dict.fromkeys((*made.unread, *known)) if each.column < one.column]
    lines = [[reader.amount(row, each.column) for each in (one, *parts)] for row in rows]
    whole = [[exact(number or 0) for number in line] for line in lines if line[0] is not None]
    return len(parts) > 1 and bool(whole) and all(first == sum(rest) for first, *rest in whole)


def _differ(reader: Reader, rows: Iterable[int], one: Heading, other: Heading) -> bool:
    pairs = [(reader.data(row, one.column), reader.data(row, other.column)) for row in rows]
    return any(is_number(first) and is_number(second) and first != second for first, second in pairs)


def _fit(
    reader: Reader, rows: Iterable[int], rate: Heading, executed: Heading, *budgets: Heading
) -> tuple[int, int]:
    """In how many rows that have all of them the rate is that of a column, or of several together, and in how many not."""
    each = (rate.column, executed.column, *(one.column for one in budgets))
    told = [makes_rate(*(reader.data(row, column) for column in each)) for row in rows]
    return told.count(True), told.count(False)


def _proven(reader: Reader, made: Assignment, rows: range, *ones: Heading) -> list[Heading]:
    """Those of some columns that all typed rates are of."""
    rate, executed = made.places.get("rate"), made.places.get("executed")
    fits = {one: _fit(reader, rows, rate, executed, one) for one in ones if rate and executed}
    return [one for one, (hits, misses) in fits.items() if hits and not misses]
