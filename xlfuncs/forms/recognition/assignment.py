"""表头归属 — which column of a header row holds what: the best assignment of its texts to their meanings.

Words weigh most; where they are not certain, what stands in the column below counts too. Two columns that mean the
same are said; where neither their words nor their cells tell them apart, neither is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from xlfuncs.evaluation.findings.register import Both, Finding, finding
from xlfuncs.forms.recognition.evidence import Evidence, evidence
from xlfuncs.forms.recognition.reader import Reader
from xlfuncs.forms.recognition.words import SURE, Meanings

__all__ = ["BUDGETS", "LEVELS", "Assignment", "Heading", "assign"]

BUDGETS = ("adjusted_budget", "budget", "initial_budget")  # the first one a table has counts
LEVELS = ("level1", "level2", "level3", "name")
SINGLE = frozenset({  # a second column of one of these cannot be told from the first
    *BUDGETS, "executed", "rate", "level1", "level2", "level3", "target", "adjusted_target", "actual",
    "points", "score", "row_points", "entered", "approved",
})  # fmt: skip
TERMS = {
    "points": Both("分值", "the points"),
    "score": Both("得分", "the score"),
    "approved": Both("复核得分", "a reviewer's score"),
    "target": Both("指标值", "the target"),
    "actual": Both("完成值", "the result"),
}
CLEAR = 2  # the least difference of weights between two headings that nobody takes for the same


@dataclass(frozen=True, slots=True)
class Heading:
    """A text of a header row, where it stands, and what it can mean."""

    row: int
    column: int
    text: str
    meanings: Meanings


@dataclass(slots=True)
class Assignment:
    """Which heading names the column of what, those that name none, and what was doubtful."""

    places: dict[str, Heading] = field(default_factory=dict)
    unread: list[Heading] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def assign(reader: Reader, headings: Sequence[Heading], rows: range) -> Assignment:
    """The best assignment of the headings of a block to their meanings; `rows` are those below that are looked at."""
    named = Counter(meaning for heading in headings for meaning, _ in heading.meanings)
    made, contested = Assignment(), list[Contested]()
    for heading in headings:
        meaning, weight = heading.meanings[0] if heading.meanings else ("", 0)
        if weight >= SURE and len(heading.meanings) == 1 and (named[meaning] == 1 or meaning not in SINGLE):
            made.places.setdefault(meaning, heading)
        elif weight:
            contested.append(Contested(heading, evidence(reader, heading.column, rows)))
        else:
            made.unread.append(heading)
    chosen, _ = _best(contested, 0, frozenset(made.places) & SINGLE)
    taken = {meaning: each for each, meaning in zip(contested, chosen, strict=True) if meaning in SINGLE}
    for each, meaning in zip(contested, chosen, strict=True):
        if meaning and (other := _other(each, meaning, {*chosen, *made.places})):
            made.findings.append(_either(reader, each.heading, meaning, other))
        elif meaning:
            made.places.setdefault(meaning, each.heading)
    for each, meaning in zip(contested, chosen, strict=True):
        shared = next((one for one in each.weights if one in taken), "")
        if not meaning and shared:
            _settle(reader, made, each, taken[shared], shared)
        elif not meaning:
            made.unread.append(each.heading)
    return made


class Contested:
    """A heading that can mean several things, or what another one means too."""

    def __init__(self, heading: Heading, cells: Evidence) -> None:
        self.heading, self.cells = heading, cells
        counted = {
            meaning: weight if weight >= SURE else weight + cells.speaks_for(meaning)
            for meaning, weight in heading.meanings
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
    near = each.weights[meaning] - CLEAR
    free = (one for one in each.weights if one not in taken and each.weights[one] >= near)
    return next(free, None) if each.heading.meanings[0][1] < SURE and meaning in TERMS else None


def _either(reader: Reader, heading: Heading, one: str, other: str) -> Finding:
    return finding(
        "column-unread",
        case="either",
        severity="warning",
        at=reader.at(heading.row, heading.column),
        item=None,
        found=heading.text,
        one=TERMS[one],
        other=TERMS[other],
    )


def _settle(reader: Reader, made: Assignment, lost: Contested, won: Contested, meaning: str) -> None:
    """Two headings of one meaning: what tells them apart is said, and where nothing does, neither is read."""
    margin = won.weights[meaning] - lost.weights[meaning]
    if margin > CLEAR:
        made.unread.append(lost.heading)
        return
    proof = won.cells.speaks_for(meaning) - lost.cells.speaks_for(meaning)
    if not margin and (proof < 0 or not won.cells.values):
        won, lost, proof = lost, won, -proof
        made.places[meaning] = won.heading
    told = margin or proof or not lost.cells.values or won.cells.values == lost.cells.values
    if not told:
        made.places.pop(meaning, None)
    one, other = won.heading, lost.heading
    if not told:
        one, other = sorted((one, other), key=lambda heading: heading.column)
    made.findings.append(
        finding(
            "columns-alike",
            case="chosen" if told else "",
            severity="info" if told else "warning",
            at=reader.at(one.row, one.column),
            item=None,
            found=one.text,
            other=reader.at(other.row, other.column),
            said=other.text,
        )
    )
