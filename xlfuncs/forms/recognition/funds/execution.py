"""预算执行 — the block of amounts: its total row is scored, its detail rows must add up to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import Item, Section
from xlfuncs.evaluation.findings.slips import NO_HINT
from xlfuncs.forms.recognition.cells.money import in_first_unit
from xlfuncs.forms.recognition.cells.reader import Reader, amount_or_none, is_number
from xlfuncs.forms.recognition.columns.evidence import BUDGETS
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.row_scores import ScoreColumns
from xlfuncs.forms.recognition.funds.amount_rows import total_and_details
from xlfuncs.forms.recognition.funds.balances import check_balances
from xlfuncs.forms.recognition.funds.detail_sums import check_sum
from xlfuncs.forms.recognition.funds.other_rates import check_other_rates
from xlfuncs.forms.recognition.indicators.own_standards import OwnStandards
from xlfuncs.forms.recognition.words.row_labels import ends_as
from xlfuncs.forms.recognition.words.texts import label, label_points, normal
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import WIDE, exact, round_to

_EARNED = {"points": Both("分值", "points"), "score": Both("得分", "a score")}
_AMOUNTS, _NO_AMOUNTS = re.compile("[数额金余]|预算|结转"), re.compile("[率比分差]|权重|进度")  # in headings
_PLACES = 6  # of a rate in percent: none is taken for the next tier's
_SEVERAL = 2  # that share the points of one
SECTION = "预算执行率"  # where the table's own label does not speak of the execution


def read_execution(
    reader: Reader, header: Header, rows: Sequence[int]
) -> tuple[Section, list[Item], list[Item]]:
    """The section and the one scored row of an execution block, none where no row is the total; its detail rows."""
    columns = header.columns
    if header.amounts is None:
        return Section(SECTION), [], []
    budget, executed = header.amounts
    total, details = total_and_details(reader, header, rows, header.amounts)
    summed = details
    scored = _scored(reader, header, details) if total is None else []
    if len(scored) == 1 and all(ends_as("funds_detail", name) for _, name in details):
        # 财政资金 earns, 自筹资金 beside it does not: neither is part of the other
        total, summed = scored[0], []
        details = [detail for detail in details if detail != total]
    earns = _earning(reader, header, total, details)
    shared = total is not None and _share_points(reader, header, total[0], details)
    parts = (
        [] if shared else [_detail(reader, header, row, header.amounts, name, earns) for row, name in details]
    )
    if total is None:
        at = reader.at(header.row, executed)
        reader.note("part-missing", case="funds-total", at=at, sheet=reader.name)
        points = label_points(header.label or "")
        return Section(label(header.label or "") if points is not None else SECTION, points), [], parts
    row, name = total
    item = read_amounts(reader, header, row, header.amounts, name, "", earns)
    item.parts = _parts(item, parts) if summed and not shared else None
    initial = columns.get("initial_budget", budget)
    if initial != budget:
        item.inputs["initial_budget"] = amount_or_none(reader.data(row, initial))
        item.cells["initial_budget"] = reader.at(row, initial)
    others = () if header.own else other_amounts(reader, header, row)
    every = [*dict.fromkeys((budget, executed, initial, *others))]
    for column in every:
        check_sum(reader, row, summed, column, name)
    check_other_rates(reader, header, [total, *summed], every)
    check_balances(reader, header, [total, *details], every)
    block = reader.text(row, columns.get("level1")) or header.label or ""
    points = label_points(block)
    if item.points is None:
        item.points = points if points is not None else label_points(header.words.get("score", ""))
    item.inputs["points"] = item.points
    if not header.own and any("得" in text for _, text in reader.texts(row)):
        item.criterion = _own_standard(reader, header, row, item)
    item.name = name or SECTION
    if item.points is None and item.entered is None:
        item.idle = True  # the form gives no points for the rate: it is checked and earns none
        reader.note(
            "part-missing", case="rate-points", severity="info", at=item.place("budget"), item=item.name
        )
    if item.target is item.actual is None and not header.own:  # a form of ours is blank until it is filled in
        reader.note("part-missing", case="amounts", at=reader.at(row, executed), item=item.name)
    item.section = label(block) if "执行" in normal(block) else SECTION
    section = Section(item.section, points if points is not None else item.points)
    if shared:
        item.idle = True
        return section, _shares(reader, header, item, details), [item]
    return section, [item], parts


def _share_points(reader: Reader, header: Header, row: int, details: list[tuple[int, str]]) -> bool:
    """Whether several amounts share the points of their total, where theirs come to its own: each earns by its rate."""
    if header.own or "points" not in header.columns or len(details) < _SEVERAL:
        return False
    worth = [
        amount_or_none(reader.data(each, header.columns["points"]))
        for each in (row, *(at for at, _ in details))
    ]
    whole, *theirs = (None if points is None else exact(points) for points in worth)
    return whole is not None and None not in theirs and whole == sum(filter(None, theirs))


def _shares(reader: Reader, header: Header, total: Item, details: list[tuple[int, str]]) -> list[Item]:
    """The amounts that share the points of their total, whose score is the sum of theirs."""
    assert header.amounts is not None
    items = [read_amounts(reader, header, row, header.amounts, name, total.section) for row, name in details]
    for item in items:
        item.inputs["points"] = item.points
    scores = [exact(item.entered) for item in items if type(item.entered) is float]
    if type(total.entered) is float and len(scores) == len(items) and sum(scores) != exact(total.entered):
        told: dict[str, Any] = {"found": total.entered, "expected": float(sum(scores)), "hint": NO_HINT}
        reader.note("total-differs", at=total.place("entered"), item=total.name, **told)
    return items


def _own_standard(reader: Reader, header: Header, row: int, item: Item) -> tuple[str, str] | None:
    """What the row says that a rate earns, ≥95%得10分，90%-95%得8分, and the rate."""
    budget, executed = (item.inputs[key] for key in ("budget", "executed"))
    said = OwnStandards(reader, header).of(row, item)
    if said is None or type(budget) is not float or type(executed) is not float or not budget:
        return None
    rate = round_to(WIDE.divide(exact(executed), exact(budget)).scaleb(2), _PLACES, "truncate")
    return said, f"执行率{plain(rate)}%"


def other_amounts(reader: Reader, header: Header, row: int) -> list[int]:
    """The columns of amounts that no score depends on: 到位数, 预算批复数."""
    known = {column for key, column in header.columns.items() if key not in BUDGETS}
    headed = {
        column: "".join(reader.text(line, column) or "" for line in range(header.row, header.end + 1))
        for column in range(reader.width)
        if column not in known and type(amount_or_none(reader.data(row, column))) is float
    }
    return [
        column
        for column, text in headed.items()
        if _AMOUNTS.search(normal(text)) and not _NO_AMOUNTS.search(normal(text))
    ]


def _parts(item: Item, parts: Sequence[Item]) -> tuple[float, float] | None:
    """What the parts add up to, where the total says 0 and they do not."""
    columns = [[part.inputs[key] for part in parts if part.inputs[key]] for key in ("budget", "executed")]
    if item.inputs["budget"] != 0 or item.inputs["executed"] or not all(columns):
        return None
    budget, executed = (float(sum(map(exact, column))) for column in columns)
    return budget, executed


def _detail(
    reader: Reader, header: Header, row: int, amounts: tuple[int, int], name: str, earns: int | None
) -> Item:
    """One of the amounts that make up the total."""
    found, stated = [], list[Both]()
    for key in ("points", "score"):
        column = header.columns.get(key, -1)
        counted = earns is not None and reader.anchor(row, column) == reader.anchor(earns, column)
        if column >= 0 and not counted and not header.own and _states(reader, row, column):
            text, term = reader.text(row, column), _EARNED[key]
            found.append((reader.at(row, column), text))
            stated.append(Both(f"{term.zh} {text}", f"{term.en} of {text}"))
    if found:
        at, text = found[0]
        words = Both.joined(stated, Both("、", " and "))
        reader.note("detail-scored", at=at, item=name, found=text, stated=words)
    return unscored_amounts(reader, header, row, amounts, name)


def unscored_amounts(reader: Reader, header: Header, row: int, amounts: tuple[int, int], name: str) -> Item:
    """The amounts of a row that earns nothing, with their rate where one is typed."""
    item = Item(SECTION, name, "execution_rate_score", idle=True)
    keys, typed = ("budget", "executed"), [reader.data(row, column) for column in amounts]
    headings = [reader.text(header.row, column) or "" for column in amounts]
    item.inputs |= zip(keys, in_first_unit([*map(amount_or_none, typed)], typed, headings), strict=True)
    item.cells.update((key, reader.at(row, column)) for key, column in zip(keys, amounts, strict=True))
    rate = header.columns.get("rate", -1)
    if rate >= 0 and _states(reader, row, rate):
        read_rate(reader, row, rate, header.words.get("rate", ""), item)
    return item


def _earning(
    reader: Reader, header: Header, total: tuple[int, str] | None, details: list[tuple[int, str]]
) -> int | None:
    """The row that gives the points and the score of the rate: the total's, else the only one that has any."""
    columns = [header.columns[key] for key in ("points", "score") if key in header.columns]
    if total is None or any(not is_placeholder(reader.data(total[0], column)) for column in columns):
        return total and total[0]
    scored = _scored(reader, header, details)
    return scored[0][0] if len(scored) == 1 else total[0]


def _scored(reader: Reader, header: Header, details: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those of the rows that state points or a score."""
    columns = [header.columns[key] for key in ("points", "score") if key in header.columns]
    return [detail for detail in details if any(_states(reader, detail[0], column) for column in columns)]


def _states(reader: Reader, row: int, column: int) -> bool:
    """Whether a number stands in a row's own cell, not in one merged with the rows above."""
    return reader.anchor(row, column)[0] == row and is_number(reader.data(row, column))


def read_amounts(
    reader: Reader,
    header: Header,
    row: int,
    amounts: tuple[int, int],
    name: str,
    section: str,
    earns: int | None = None,
) -> Item:
    """The amounts of a row, their rate, its points and score; those may stand in another row."""
    target, actual = (reader.data(row, column) for column in amounts)
    rest = ScoreColumns(reader, header).read(row if earns is None else earns, name)
    item = Item(section, name, "execution_rate_score", {}, target, actual, *rest)
    keys = ("budget", "executed")
    headings = [reader.text(header.row, column) or "" for column in amounts]
    typed = [
        reader.number(row, column, text or key, name)
        for key, column, text in zip(keys, amounts, headings, strict=True)
    ]
    item.inputs |= zip(keys, in_first_unit(typed, (target, actual), headings), strict=True)
    item.cells.update((key, reader.at(row, column)) for key, column in zip(keys, amounts, strict=True))
    read_rate(reader, row, header.columns.get("rate"), header.words.get("rate", ""), item)
    return item


def read_rate(reader: Reader, row: int, column: int | None, heading: str, item: Item) -> None:
    """The rate as typed: a fraction where the cell or its heading says %, or the amounts prove it."""
    rate = reader.number(row, column, "执行率", item.name, percent=True)
    if rate is None or column is None:
        return
    if isinstance(rate, float) and "%" not in normal(str(reader.data(row, column))):
        percent = "%" in normal(heading)
        budget, executed = item.inputs["budget"], item.inputs["executed"]
        given = isinstance(budget, float) and isinstance(executed, float) and budget
        near = executed / budget if given else None
        if near is not None and abs(rate - near) < 0.006:
            percent = False  # a fraction, whatever the header says
        elif near is not None and rate > 1.5 and abs(rate / 100 - near) < 0.006:
            percent = True
        if percent:
            rate = float(exact(rate).scaleb(-2))
    item.inputs["published_rate"] = rate
    item.cells["published_rate"] = reader.at(row, column)
