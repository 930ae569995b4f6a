"""预算执行 — the block of amounts: its total row is scored, its detail rows must add up to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import Item, Section
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.by_content import AMOUNTS
from xlfuncs.forms.recognition.columns.header_rows import year_of
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.row_scores import ScoreColumns
from xlfuncs.forms.recognition.funds.amount_rows import total_and_details
from xlfuncs.forms.recognition.funds.amounts import (
    SECTION,
    other_amounts,
    read_amounts,
    states,
    unscored_amounts,
)
from xlfuncs.forms.recognition.funds.balances import check_balances, check_rates
from xlfuncs.forms.recognition.funds.detail_sums import check_sum
from xlfuncs.forms.recognition.funds.earned import read_earned_below
from xlfuncs.forms.recognition.funds.earning import (
    doubt_budget,
    each_by_its_rate,
    earning_amounts,
    earning_row,
    scored,
    share_points,
    sharing,
)
from xlfuncs.forms.recognition.indicators.goal_cells import part_said
from xlfuncs.forms.recognition.indicators.own_standards import OwnStandards, of_rate
from xlfuncs.forms.recognition.words.row_labels import ends_as
from xlfuncs.forms.recognition.words.texts import label, label_points, normal
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import WIDE, exact, round_to

_EARNED = {"points": Both("分值", "points"), "score": Both("得分", "a score")}
_PLACES = 6  # of a rate in percent, and at most before its point: none is taken for the next tier's


def read_execution(
    reader: Reader, header: Header, rows: Sequence[int]
) -> tuple[Section, list[Item], list[Item]]:
    """The section and the one scored row of an execution block, none where no row is the total; its detail rows."""
    columns = header.columns
    if header.amounts is None:
        return Section(SECTION), [], []
    budget, executed = header.amounts
    total, details = total_and_details(reader, header, rows)
    summed = details
    stated = scored(reader, header, details) if total is None else []
    if len(stated) == 1 and all(ends_as("funds_detail", name) or year_of(name) for _, name in details):
        # 财政资金 earns, 自筹资金 beside it does not, nor do earlier years: neither is part of the other
        total, summed = stated[0], []
        details = [detail for detail in details if detail != total]
    kinds = ("funds_detail", "funds_sources")
    rates = all(name.endswith("率") or any(ends_as(kind, name) for kind in kinds) for _, name in details)
    if total is None and len(stated) == len(details) > 1 and rates and not header.own:
        return Section(SECTION), each_by_its_rate(reader, header, details, SECTION), []
    earns = earning_row(reader, header, total, details)
    shared = total is not None and share_points(reader, header, total[0], details)
    counted, whole = earning_amounts(reader, header, total, details, earns) if total else (None, budget)
    theirs = [] if shared else [detail for detail in details if detail != counted]
    parts = [_detail(reader, header, row, name, earns) for row, name in theirs]
    if total is None or counted is None:
        at = reader.at(header.row, executed)
        points = label_points(header.label or "")
        earned = points is not None or bool(columns.keys() & _EARNED.keys())
        listed = len(stated) > 1 or (not details and any(any(reader.rows[row]) for row in rows))
        one = earned and not listed  # else it may be a list
        severity = "error" if one else "warning"
        reader.note("part-missing", case="funds-total", severity=severity, at=at, sheet=reader.name)
        return Section(label(header.label or "") if points is not None else SECTION, points), [], parts
    row, name = total
    if whole != budget:
        at, found = reader.at(header.row, whole), reader.text(header.row, whole)
        reader.findings[:] = [said for said in reader.findings if said.cell != at]
        reader.note(
            "column-unread", case="proven", severity="warning", at=at, found=found, one=AMOUNTS["budget"]
        )
    item = read_amounts(reader, header, counted[0], (whole, executed), counted[1], "", earns)
    if item.points is item.entered is None and not (header.own or shared):
        read_earned_below(reader, [line for line in rows if line > row], item)
    if item.entered is None and not (header.own or shared):
        doubt_budget(reader, header, item, total, details, earns)
    item.parts = _parts(item, parts) if summed and not shared else None
    initial = columns.get("initial_budget", budget)
    if initial != budget:
        typed = reader.has_number(row, initial)
        item.inputs["initial_budget"] = reader.money(row, initial, "年初预算数", name) if typed else None
        item.cells["initial_budget"] = reader.at(row, initial)
    others = () if header.own else other_amounts(reader, header, row)
    every = [*dict.fromkeys((budget, executed, initial, *others))]
    two = [total, *summed] if len(summed) == 1 else []
    both = [[reader.amount(line, column) for line, _ in two] for column in every if two]
    alone = any(given and given == part for given, part in both)  # 150 planned, 其中：财政拨款 150
    for column in every:
        check_sum(reader, row, summed, column, name, whole=alone)
    check_rates(reader, header, [total, *summed], every)
    check_balances(reader, header, [total, *details], every)
    block = reader.text(row, columns.get("level1")) or header.label or ""
    points = label_points(block)
    if item.points is None:
        said = [points, *(label_points(header.words.get(key, "")) for key in ("score", "rate"))]
        item.points = next((one for one in said if one is not None), None)
    item.inputs["points"] = item.points
    if not header.own:
        item.criterion = _own_standard(reader, header, row, item)
    if not header.own and (part := part_said(reader, header, header.words.get("executed", ""))):
        item.criterion = item.criterion or (part, part)  # a part of the year against the budget of all of it
    item.name = item.name or SECTION
    if item.points is None and item.entered is None:
        item.idle = True  # the form gives no points for the rate: it is checked and earns none
        reader.findings.append(item.finding("part-missing", "budget", case="rate-points", severity="info"))
    # a form of ours is blank until it is filled in
    if item.target is item.actual is None and not (header.own or shared):
        reader.note("part-missing", case="amounts", at=reader.at(row, executed), item=item.name)
    item.section = label(block) if "执行" in normal(block) else SECTION
    beside = _rate_beside(reader, header, counted[0], item.section)
    if beside and item.points is None:
        item.function = None  # what of the usual points is whose
    section = Section(item.section, item.points if points is None and not beside else points)
    if shared:
        item.idle = True
        return section, sharing(reader, header, item, details), [item]
    return section, [item, *beside], parts


def _rate_beside(reader: Reader, header: Header, row: int, section: str) -> list[Item]:
    """A rate that earns beside that of the execution, 资金到位率: how, a person knows, and its points and score count."""
    if not header.others or is_placeholder(reader.data(row, header.others[1].column)):
        return []
    rate, *earned = header.others
    theirs = replace(header, columns={one.meaning: one.column for one in earned})
    read = ScoreColumns(reader, theirs).read(row, name := label(rate.text))
    item = Item(section, name, None, {}, None, reader.text(row, rate.column), *read)
    if item.points is None:
        item.points = next((stated for one in header.others if (stated := label_points(one.text))), None)
    return [item]


def _own_standard(reader: Reader, header: Header, row: int, item: Item) -> tuple[str, str] | None:
    """What the row, or a note, says that a rate earns, ≥95%得10分，90%-95%得8分, and the rate."""
    budget, executed = (item.inputs[key] for key in ("budget", "executed"))
    if type(budget) is not float or type(executed) is not float or not budget:
        return None
    share = WIDE.divide(exact(executed), exact(budget)).scaleb(2)
    if share.adjusted() > _PLACES:
        return None  # nothing that anybody wrote a standard for
    rate = f"{plain(round_to(share, _PLACES, 'truncate'))}%"
    inside = any("得" in text for _, text in reader.texts(row))
    said = (OwnStandards(reader, header).of(row, item) if inside else None) or of_rate(reader, header, rate)
    return (said, f"执行率{rate}") if said else None


def _parts(item: Item, parts: Sequence[Item]) -> tuple[float, float] | None:
    """What the parts add up to, where the total says 0 and they do not."""
    columns = [[part.inputs[key] for part in parts if part.inputs[key]] for key in ("budget", "executed")]
    if item.inputs["budget"] != 0 or item.inputs["executed"] or not all(columns):
        return None
    budget, executed = (float(sum(map(exact, column))) for column in columns)
    return budget, executed


def _detail(reader: Reader, header: Header, row: int, name: str, earns: int | None) -> Item:
    """One of the amounts that make up the total."""
    found, stated = [], list[Both]()
    for key in ("points", "score"):
        column = header.columns.get(key, -1)
        counted = earns is not None and reader.anchor(row, column) == reader.anchor(earns, column)
        if column >= 0 and not counted and not header.own and states(reader, row, column):
            text, term = reader.text(row, column), _EARNED[key]
            found.append((reader.at(row, column), text))
            stated.append(Both(f"{term.zh} {text}", f"{term.en} of {text}"))
    if found:
        at, text = found[0]
        words = Both.joined(stated, Both("、", " and "))
        reader.note("detail-scored", at=at, item=name, found=text, stated=words)
    item = unscored_amounts(reader, header, row, name)
    if (initial := reader.amount(row, header.columns.get("initial_budget"))) is not None:
        item.inputs["initial_budget"] = initial
    return item
