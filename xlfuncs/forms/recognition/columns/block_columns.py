"""区块各列 — which column of a block holds what: as its headings name it, and where they do not, as what stands below shows."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.assignment import Assignment, assign
from xlfuncs.forms.recognition.columns.by_content import read_by_content
from xlfuncs.forms.recognition.columns.evidence import BUDGETS, Columns
from xlfuncs.forms.recognition.columns.header_rows import Kind, goes_on, last_targets
from xlfuncs.forms.recognition.columns.heading import Heading
from xlfuncs.forms.recognition.columns.rivals import other_scores, settle_rivals
from xlfuncs.forms.recognition.columns.score_sheet import score_sheet
from xlfuncs.forms.recognition.columns.shares import drop_unsure_shares
from xlfuncs.forms.recognition.columns.spread import (
    SCORED_BY,
    Goals,
    Pair,
    beside_labels,
    innermost,
    outer,
    paired,
    paired_goals,
    spread,
    unheaded_signs,
)
from xlfuncs.forms.recognition.columns.unnamed import blanks, leave_figures, name_rows, unheaded_score
from xlfuncs.forms.recognition.columns.which_budget import settle_budget
from xlfuncs.forms.recognition.words.texts import bare, label_points, normal
from xlfuncs.forms.recognition.words.word_list import words

OWN = frozenset({"rule_score", "explanation"})  # helper columns that nobody else's tables have


def block_columns(
    reader: Reader, kind: Kind, row: int, end: int, headings: list[Heading], names: int | None, rows: range
) -> tuple[Columns, Assignment, Pair | None, Goals | None, Sequence[Heading]] | None:
    """The columns of a block headed in `row` to `end`, how they were told, what two share one, and scores that do not count.

    `names` is that of its names, where it was known without headings. None where no heading names one.
    """
    sheet = score_sheet(reader, headings, rows) if kind == "projects" else []
    listed = _rate_beside(headings) if kind == "execution" else sheet
    made = _assigned(reader, kind, end, [one for one in headings if one not in listed], rows)
    columns = {name: heading.column for name, heading in made.places.items()}
    if sheet:
        columns["score"] = sheet[0].column
    if not columns:
        return None
    if kind == "indicators":
        if "target" not in columns:
            leave_figures(reader, columns, made, rows)
        name_rows(reader, columns, made, names, rows)
    if "level4" in columns:  # the innermost level names the rows
        columns["level2"], columns["level3"] = columns.get("level3", columns["level4"]), columns.pop("level4")
    pair = None
    if kind == "indicators":
        both = (SCORED_BY, SCORED_BY[::-1])
        alone = [key for key, other in both if key in columns and other not in columns]
        known = (made.places[key] for key in alone if key in made.places)
        pair = paired(reader, (*made.unread, *known), rows)
        if pair:
            columns |= dict.fromkeys(("points", "score"), pair[0])
            made.unread = [heading for heading in made.unread if heading.column != pair[0]]
        if "score" not in columns and (scores := unheaded_score(reader, row, columns, rows)):
            columns["score"] = scores
        blank = blanks(reader, range(row, end + 1), columns, rows)
        if made.unread or blank or "actual" not in columns:
            read_by_content(reader, columns, made, rows, blank)
        if made.unread and not OWN.issubset(columns):  # the headings of ours are certain
            settle_rivals(reader, columns, made, rows)
    goals = None
    if kind == "indicators" and not {"target", "actual"} <= columns.keys():
        two = (made.places.get("target"), made.places.get("actual"), *made.unread)
        goals = paired_goals(reader, filter(None, two), rows)
    if goals:
        columns |= dict.fromkeys(("target", "actual"), goals[0])
        made.unread = [heading for heading in made.unread if heading.column != goals[0]]
    columns |= spread(reader, columns, row, rows) | innermost(reader, columns, row, rows)
    if kind == "indicators":
        columns |= outer(reader, columns, headings, rows)
        columns |= unheaded_signs(reader, columns, end, rows) | _rates(columns, made)
    others = listed[bool(sheet) :]
    if kind == "indicators" and made.unread:
        others = other_scores(reader, columns, made, rows)
    return columns, made, pair and pair[1], goals and goals[1], others


def _rate_beside(headings: Sequence[Heading]) -> Sequence[Heading]:
    """The headings of a rate that earns beside the execution rate, and of its score and points: 到位率 得分 执行率 得分."""
    ends = tuple(words("amount_parts")["rate"])
    rates = [one for one in headings if bare(normal(one.text)).endswith(ends)]
    own = [one.means == ["rate"] for one in rates]
    kinds = [[one for one in headings if one.meaning == key] for key in ("score", "points")]
    if sorted(own) != [False, True] or len(kinds[0]) != len(rates) or len(kinds[1]) > len(rates):
        return ()
    if len(kinds[1]) == 1 and label_points(kinds[0][own.index(True)].text) is None:
        return ()  # nobody knows whose these points are
    kinds[1] *= len(rates) // max(1, len(kinds[1]))
    return tuple(some[own.index(False)] for some in (rates, *kinds) if some)  # in the order of the rates


def _assigned(reader: Reader, kind: Kind, end: int, headings: Sequence[Heading], rows: range) -> Assignment:
    """What the headings name, without what cannot be meant in such a block."""
    headings = last_targets(list(headings)) if kind == "goals" else headings
    if kind == "execution":
        headings = [beside_labels(reader, heading, rows) for heading in headings]
    made = assign(reader, [heading for heading in headings if not goes_on(reader, heading, end)], rows)
    if kind == "indicators":  # 调整后 among the targets is no budget
        made.unread += [made.places.pop(key) for key in (*BUDGETS, "executed") if key in made.places]
    if kind == "execution" and "target" in made.places:  # 计划 among the amounts may be the budget
        made.unread.append(made.places.pop("target"))
    if kind == "projects" and "total" in made.places and "score" not in made.places:
        made.places["score"] = made.places.pop("total")
    for key in {"total", "subtotal"} & made.places.keys():  # 标准总分
        made.unread.append(made.places.pop(key))
    if (
        not made.places.keys() >= OWN
    ):  # in ours 分值 is what a score is of, 权重 what it counts for in 加权得分
        drop_unsure_shares(reader, headings, made, rows)
    settle_budget(reader, made, rows)
    return made


def _rates(columns: Columns, made: Assignment) -> Columns:
    """The columns of rates that come of target and result."""
    found: dict[str, int] = {}
    for key in ("completion", "deviation") if {"target", "actual"} <= columns.keys() else ():
        said = tuple(words("other_columns")[key])
        rates = [heading for heading in made.unread if bare(normal(heading.text)).endswith(said)]
        if len(rates) == 1 and not any(word in rates[0].text for word in words("of_funds")["words"]):
            made.unread.remove(rates[0])
            found[key] = rates[0].column
    return found
