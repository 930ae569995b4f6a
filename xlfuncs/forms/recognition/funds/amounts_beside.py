"""标签旁的金额 — amounts that stand right of their labels, or in the column of all funds, instead of below a header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlfuncs.cells import Value
from xlfuncs.evaluation.content import Item, Section
from xlfuncs.forms.recognition.cells.reader import Part, Reader, in_first_unit
from xlfuncs.forms.recognition.cells.values import amount_or_none, makes_rate
from xlfuncs.forms.recognition.columns.by_content import AMOUNTS
from xlfuncs.forms.recognition.columns.evidence import BUDGETS
from xlfuncs.forms.recognition.columns.marks import Mark, beside, right_of
from xlfuncs.forms.recognition.funds.amount_rows import Line, parts_below
from xlfuncs.forms.recognition.funds.amounts import SECTION, without_points
from xlfuncs.forms.recognition.funds.amounts_said import Other, may_count, settle_budget_beside
from xlfuncs.forms.recognition.funds.detail_sums import amounts_at, check_parts, check_sum
from xlfuncs.forms.recognition.funds.earned import read_labelled
from xlfuncs.forms.recognition.funds.points_beside import NEAR, block, of_total, read_beside_amounts
from xlfuncs.forms.recognition.words.row_labels import ends_as, is_row, is_source
from xlfuncs.forms.recognition.words.texts import bare, label, normal
from xlfuncs.forms.recognition.words.words import concept, first_meaning, is_placeholder
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact, exact_or_none

_OTHER = pattern(r"三公|采购|资产|结转|结余|差异|上年|20\d\d年")
_EARNED = {("rate", True), ("points", True), ("score", True)}
_TOTAL = "资金总额"  # 年度资金总额, 实施期资金总额
_MONEY = "资金"  # 年度资金总额, not 支出总额 or 合计


def read_beside(reader: Reader, marks: Sequence[Mark], end: int) -> tuple[list[Section], list[Item]] | None:
    """Amounts right of their labels: 预算数 120 执行数 100; and down to `end` what else earned points in their column."""
    first: dict[str, Mark] = {}
    budgets, spent = ({one.row for one in marks if one.kind in kinds} for kinds in (BUDGETS, ("executed",)))
    apart = {one.row for one in marks} - (budgets & spent) if budgets & spent else set()
    for mark in sorted(marks, key=lambda one: (_is_other(reader, one.row), one.row in apart)):
        first.setdefault(mark.kind, mark)
    budgeted = [first[key] for key in BUDGETS if key in first]
    budget = min(budgeted, key=lambda one: _is_other(reader, one.row), default=None)
    executed = first.get("executed")
    if budget and executed and budget.row != executed.row:
        theirs = {row for row in budgets & spent if _is_other(reader, row)}
        if budget.row in spent - theirs:
            executed = next(one for one in marks if (one.kind, one.row) == ("executed", budget.row))
        else:  # 三公经费 | 预算数 9 | 决算数 8, a pair of its own; what was spent beside 年初预算数 may be of 调整预算数 below
            own = theirs | ({one.row for one in marks if one.kind in BUDGETS[:2]} & spent)
            budget, executed = (None if one.row in own else one for one in (budget, executed))
    budget = budget or (executed and _whole(reader, executed))
    if (known := executed or budget) and (rate := first.get("rate")) and not (executed and budget):
        budget, executed = budget or _proven(reader, known, rate), executed or _proven(reader, known, rate)
    if budget is None or executed is None:
        if one := budget or executed:
            _say_lacking(reader, one)
        return None
    pair = {"budget": budget, "executed": executed}
    places = {key: (mark.row, of_total(reader, mark)) for key, mark in pair.items()}
    item = Item(SECTION, SECTION, "execution_rate_score")
    item.target, item.actual = (reader.written(*place) for place in places.values())
    labels = [reader.text(mark.row, mark.column) or "" for mark in pair.values()]
    typed = [reader.money(*place, text, SECTION) for place, text in zip(places.values(), labels, strict=True)]
    values = [reader.data(*place) for place in places.values()]
    item.inputs |= zip(places, in_first_unit(typed, values, labels), strict=True)
    item.cells.update((key, reader.at(*place)) for key, place in places.items())
    own = {mark.row for mark in first.values()}
    for (row, column), mark, text in zip(places.values(), pair.values(), labels, strict=True):
        check_sum(reader, row, _details(reader, mark, own), column, text)
    for column, text in reader.texts(budget.row):  # 到位数
        value = beside(reader, budget.row, column) if column not in (budget.column, executed.column) else None
        if value is not None and value not in (budget.value, executed.value):
            other = Mark("", budget.row, column, value)
            check_sum(reader, budget.row, _details(reader, other, own), value, text)
    read_beside_amounts(reader, budget, executed, first.get("rate"), item)
    settle_budget_beside(reader, item, [*_others(reader, budget, executed)])
    if item.points is None:
        without_points(reader, item)
    items = [item]
    if score := item.place("score"):
        rows = range(block(reader, budget).stop, end)
        items += read_labelled(reader, score.column, budget.column, rows, items)
    return [Section(one.section, one.points) for one in items], items


def _say_lacking(reader: Reader, one: Mark) -> None:
    """Say at the label of the other amount, in the row or column of the one typed, that no number stands beside it."""
    spent = one.kind == "executed"
    near = range(max(one.row - NEAR, 0), min(one.row + NEAR + 1, len(reader.rows)))
    for row, column, text in reader.texts_in(near):
        meant = first_meaning(text)
        named = (meant in BUDGETS or is_row("funds_total", text)) if spent else meant == "executed"
        right = right_of(reader, row, column) if named else None
        if right is None or (row != one.row and column != one.column):
            continue
        if is_placeholder(value := reader.data(row, right)):
            place = reader.at(row, right)
            reader.note("missing-entry", at=place, item=label(text), expected="金额", severity="warning")
        elif isinstance(value, str) and not first_meaning(value):
            reader.money(row, right, "金额", label(text))
        return


def _others(reader: Reader, budget: Mark, executed: Mark) -> Iterator[Other]:
    """The amounts between budget and expenditure whose labels say that they may be of the budget, in its unit."""
    stated = reader.data(budget.row, of_total(reader, budget)), reader.text(budget.row, budget.column) or ""
    for row, column, text in reader.texts_in(range(budget.row, executed.row + 1)):
        value = beside(reader, row, column)
        inside = (budget.row, budget.column) < (row, column) < (executed.row, executed.column)
        if inside and value is not None and may_count(text):
            cell = row, of_total(reader, Mark("", row, column, value))
            pair = (stated[0], reader.data(*cell)), (stated[1], text)
            number = in_first_unit([amount_or_none(one) for one in pair[0]], *pair)[1]
            if number:
                yield text, number, reader.at(*cell)


def _is_other(reader: Reader, row: int) -> bool:
    """Whether the amounts of a row are of a part, or of another thing."""
    return _OTHER.search(normal(reader.texts(row)[0][1])) is not None


def _whole(reader: Reader, executed: Mark) -> Mark | None:
    """The one label of all money with its amount before what was spent, in its row or in one of the rows above: a budget."""
    marks = [
        Mark("budget", row, column, value)
        for row, column, text in reader.texts_in(range(max(executed.row - NEAR, 0), executed.row + 1))
        if (row < executed.row or column < executed.column) and is_row("funds_total", text)
        if _MONEY in text and (value := beside(reader, row, column)) is not None
    ]
    return marks[0] if len(marks) == 1 else None


def _proven(reader: Reader, known: Mark, rate: Mark) -> Mark | None:
    """The one amount beside a label, around that of a budget or of what was spent, that makes the typed rate: 核定数 320."""
    near = range(max(known.row - NEAR, 0), min(known.row + NEAR + 1, len(reader.rows)))
    key = "budget" if known.kind == "executed" else "executed"
    rated, stated = (reader.data(one.row, of_total(reader, one)) for one in (rate, known))
    candidates: dict[Value, tuple[Mark, str]] = {}
    for row, column, text in reader.texts_in(near):
        value = beside(reader, row, column)
        if value is not None and concept(text) not in _EARNED:
            typed = reader.data(row, value)
            if makes_rate(rated, *((stated, typed) if key == "budget" else (typed, stated))):
                candidates.setdefault(typed, (Mark(key, row, column, value), text))
    if len(candidates) != 1:
        return None
    one, said = next(iter(candidates.values()))
    place = reader.at(one.row, one.column)
    reader.note("column-unread", case="proven-label", severity="info", at=place, found=said, one=AMOUNTS[key])
    return one


def check_totals(reader: Reader, rows: Sequence[int]) -> None:
    """Totals of funds not spent yet: 年度资金总额 95 is what stands below, 财政拨款 90, 其他资金 5; one alone, in its row."""
    texts = [(row, column, bare(normal(text))) for row, column, text in reader.texts_in(rows)]
    rowed = _told_apart(reader, rows)  # 合计 1860 基本支出 1240 项目支出 620
    whole = [one for one in texts if one[2].endswith(_TOTAL) or (one[0] in rowed and is_row("total", one[2]))]
    beside_each = [(*one, beside(reader, *one[:2])) for one in whole]
    totals = [(row, column, name, total) for row, column, name, total in beside_each if total is not None]
    rowed = rowed if len(totals) == 1 else {}
    amounts = {value for row in rows for value in reader.rows[row] if type(value) is float}
    for row, column, name, total in totals:
        lines = [one for one in _details(reader, Mark("", row, column, total), set()) if one[0] not in rowed]
        check_sum(reader, row, lines, total, name)
        for parts in rowed.values():
            if float(sum(exact(number) for number, _ in parts)) not in amounts:
                check_parts(reader, row, total, parts, name)
    for row, column, text in reader.texts_in(rows):  # 资金总额：260 in one cell
        name, _, said = normal(text).partition(":")
        stated = exact_or_none(amount_or_none(said)) if bare(name).endswith(_TOTAL) else None
        parts = [] if stated is None else [*parts_below(reader, column, range(row + 1, rows[-1] + 1))]
        if stated is not None and len(parts) > 1 and sum(exact(number) for number, _ in parts) != stated:
            reader.note_sum(reader.at(row, column), name, stated, parts)


def _told_apart(reader: Reader, rows: Sequence[int]) -> dict[int, list[Part]]:
    """The amounts of sources right of their labels, of each row with several: 财政拨款 90 其他资金 5."""
    parts = {}
    for row in rows:
        labels = [(column, text) for column, text in reader.texts(row) if is_source(text)]
        columns = [amount for column, _ in labels if (amount := beside(reader, row, column)) is not None]
        if len(columns) > 1 and not (_is_other(reader, row) or any("其中" in text for _, text in labels[1:])):
            parts[row] = amounts_at(reader, row, columns)
    return parts


def _details(reader: Reader, mark: Mark, own: set[int]) -> list[Line]:
    """The rows right below a label that say what its amount is made of, 其中：财政资金, up to one of an amount of its own."""
    details = []
    for row in range(mark.row + 1, len(reader.rows)):
        name = reader.text(row, mark.column) or ""
        if row in own or (not bare(normal(name)).startswith("其中") and not ends_as("funds_detail", name)):
            break
        details.append((row, name))
    return details
