"""表头归属 — which column of a header row holds what: the best assignment of its texts to their meanings.

Words weigh most; where they are not certain, what stands in the column below counts too. Two columns that mean the
same are said; where neither their words nor their cells tell them apart, neither is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import TERMS
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.evidence import BUDGETS, Evidence, evidence, scores_within
from xlfuncs.forms.recognition.columns.heading import Heading, of_the_rows
from xlfuncs.forms.recognition.words.row_labels import is_row
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import SURE

SCORED = frozenset({"target", "actual", "points", "score"})
SINGLE = frozenset({  # a second column of one of these cannot be told from the first
    *BUDGETS, "executed", "rate", "level1", "level2", "level3", "level4", "target", "adjusted_target", "actual",
    "points", "score", "row_points", "entered", "approved",
})  # fmt: skip
NAMED = {key: Both(TERMS[key].zh, f"the {TERMS[key].en}") for key in SCORED}
NAMED["approved"] = Both("复核得分", "a reviewer's score")
_SCORES = {"score", "approved"}
_OFFICE = 4  # characters of the shortest name of an office; not all units of a table are as long
CLEAR = 2  # the least difference of weights between two headings that nobody takes for the same


@dataclass(slots=True)
class Assignment:
    """Which heading names the column of what, those that name none, and what was doubtful."""

    places: dict[str, Heading] = field(default_factory=dict)
    unread: list[Heading] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    # Of what no column is read, unless cells prove one.
    alike: dict[str, list[Finding]] = field(default_factory=dict)


def assign(reader: Reader, headings: Sequence[Heading], rows: range) -> Assignment:
    """The best assignment of the headings of a block to their meanings; `rows` are those below that are looked at."""
    headings = of_the_rows(headings)
    count = [meaning for heading in headings for meaning, _ in heading.meanings].count
    made, contested = Assignment(), list[Contested]()
    for heading in headings:
        meaning, weight = heading.meanings[0] if heading.meanings else ("", 0)
        if weight >= SURE and len(heading.meanings) == 1 and (count(meaning) == 1 or meaning not in SINGLE):
            made.places.setdefault(meaning, heading)
        elif weight:
            contested.append(Contested(heading, evidence(reader, heading.column, rows, heading.text)))
        else:
            made.unread.append(heading)
    for meaning in ("name", "project"):
        named = [one for one in headings if one.means == [meaning]] if count(meaning) > 1 else ()
        if len(named) > 1:  # 考核项目, 考核内容: the innermost tells the rows apart
            ordered = named[::-1] if meaning == "name" else named  # 市县 may be amounts of theirs
            made.places[meaning] = max(ordered, key=lambda one: _told_apart(reader, one.column, rows))
    if "unit" in made.places:
        _choose_unit(reader, made, headings, rows)
    chosen, _ = _best(contested, 0, frozenset(made.places) & SINGLE)
    taken = {meaning: each for each, meaning in zip(contested, chosen, strict=True) if meaning in SINGLE}
    for each, meaning in zip(contested, chosen, strict=True):
        if meaning and (other := _other(each, meaning, {*chosen, *made.places})):
            told = {"one": NAMED[meaning], "other": NAMED[other]}
            made.findings.append(unread(reader, each.heading, case="either", severity="warning", **told))
            made.unread.append(each.heading)  # what stands below may prove it
        elif meaning:
            made.places.setdefault(meaning, each.heading)
    rivals: dict[str, list[Contested]] = {}
    for each, meaning in zip(contested, chosen, strict=True):
        if not meaning:
            shared = next((one for one in each.weights if one in taken), "")
            if shared and taken[shared].weights[shared] - each.weights[shared] <= CLEAR:
                rivals.setdefault(shared, [taken[shared]]).append(each)
            else:
                made.unread.append(each.heading)
    for meaning, alike in rivals.items():
        _settle(reader, made, meaning, alike, rows)
    if "approved" in made.places and made.places.keys().isdisjoint({"score", "target", "actual"}):
        made.places["score"] = made.places.pop("approved")  # the only scores that a sheet of checks has
    return made


def _told_apart(reader: Reader, column: int, rows: range) -> int:
    """How many rows the texts of a column tell apart; 产出 and 满意度 head rows."""
    values = {*evidence(reader, column, rows).values}
    return sum(not (isinstance(value, str) and is_row("groups", value)) for value in values)


class Contested:
    """A heading that can mean several things, or what another one means too."""

    def __init__(self, heading: Heading, cells: Evidence) -> None:
        self.heading, self.cells = heading, cells
        counted = {
            meaning: weight + min(said, 0) if weight >= SURE else weight + said
            for meaning, weight in heading.meanings
            for said in (cells.speaks_for(meaning),)
        }
        self.weights = {meaning: weight for meaning, weight in counted.items() if weight > 0}


def _best(contested: Sequence[Contested], at: int, taken: frozenset[str]) -> tuple[list[str], int]:
    """A meaning for each heading from `at` on, or "", so that their weights come to the most."""
    if at == len(contested):
        return [], 0
    rest, sum_ = _best(contested, at + 1, taken)
    best = ["", *rest], sum_
    for meaning, weight in contested[at].weights.items():
        if meaning not in taken:
            rest, sum_ = _best(contested, at + 1, taken | {meaning} & SINGLE)
            best = max(best, ([meaning, *rest], weight + sum_), key=lambda one: one[1])
    return best


def _other(each: Contested, meaning: str, taken: set[str]) -> str | None:
    """What else a heading may as well mean, where nobody listed its word and no other column is that."""
    near, same = each.weights[meaning] - CLEAR, _SCORES if meaning in _SCORES else ()  # 审核得分
    free = (one for one in each.weights if one not in (*taken, *same) and each.weights[one] >= near)
    return next(free, None) if each.heading.meanings[0][1] < SURE and meaning in NAMED else None


def _choose_unit(reader: Reader, made: Assignment, headings: Sequence[Heading], rows: range) -> None:
    """单位 over names of offices is none of measure, which may stand in another column: 计量单位."""
    for heading in headings:
        if heading.means == ["unit"]:
            cells = evidence(reader, heading.column, rows).values
            if not cells or any(len(str(cell)) < _OFFICE for cell in cells):
                made.places["unit"] = heading
                return
    del made.places["unit"]


def unread(reader: Reader, heading: Heading, **told: Any) -> Finding:
    """What is said of a column that its heading does not name for certain."""
    return finding("column-unread", at=reader.at(heading.row, heading.column), found=heading.text, **told)


def said_alike(reader: Reader, one: Heading, other: Heading, **told: Any) -> Finding:
    """That two headings may mean the same."""
    at, place = (reader.at(heading.row, heading.column) for heading in (one, other))
    return finding("columns-alike", at=at, found=one.text, other=place, said=other.text, **told)


def _settle(reader: Reader, made: Assignment, meaning: str, alike: Sequence[Contested], rows: range) -> None:
    """Headings of one meaning: what tells them apart is said, and where nothing does, none of them is read."""

    telling, worth = words("telling").get(meaning, ()), made.places.get("points")

    def strength(each: Contested) -> tuple[int, int, bool, bool]:
        said = any(word in each.heading.text for word in telling)
        told = said and worth is not None and scores_within(reader, each.heading.column, worth.column, rows)
        return each.weights[meaning], each.cells.speaks_for(meaning), bool(each.cells.values), told

    best, *others = sorted(alike, key=strength, reverse=True)
    same = all(best.cells.values == one.cells.values for one in others)
    told = same or strength(best) > strength(others[0])
    if told:
        made.places[meaning] = best.heading
        if meaning == "executed" or strength(best)[-1]:  # 实际投入 beside 实际使用: the rates may be of it
            made.unread += [one.heading for one in others]
    else:
        made.places.pop(meaning, None)
        best, *others = sorted(alike, key=lambda each: each.heading.column)
        made.unread += [each.heading for each in alike]
    case, severity = ("chosen", "info") if told else ("", "warning")
    found = [said_alike(reader, best.heading, one.heading, case=case, severity=severity) for one in others]
    if told:
        made.findings += found
    else:
        made.alike.setdefault(meaning, []).extend(found)
