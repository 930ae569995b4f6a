"""表头 — find the header rows of a sheet by their words, wherever they stand and in whatever order.

Three kinds of block earn points: the execution of the budget, the indicators, and (in the Beijing table) the
rates of last year and this year. A list of projects, and targets of which nothing is achieved yet, earn none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from xlfuncs.cells import Value
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.forms.recognition.assignment import BUDGETS, LEVELS, Assignment, Heading, assign
from xlfuncs.forms.recognition.evidence import evidence, rows_below
from xlfuncs.forms.recognition.marks import Mark, amounts_beside, marks
from xlfuncs.forms.recognition.parts import Meanings, is_vague
from xlfuncs.forms.recognition.reader import Reader
from xlfuncs.forms.recognition.texts import LONGEST, label_points, normal
from xlfuncs.forms.recognition.words import concept, concepts, is_row, words

__all__ = ["Header", "is_header", "scan"]

Kind = Literal["execution", "indicators", "rates", "projects", "goals"]
SCORED = frozenset({"target", "actual", "points", "score"})
_HEADER_WORD = 20  # characters
_MARKS = ("title", "total", "subtotal", "tail")
_YEAR = re.compile(r"(20\d\d)(?:年度?)?")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a block: which column holds what, and the label that stands beside or above it."""

    kind: Kind
    row: int
    end: int  # the last header row
    columns: dict[str, int]
    words: dict[str, str]  # each header as written
    label: str | None
    findings: tuple[Finding, ...] = ()

    @property
    def own(self) -> bool:
        """Whether the block has the helper columns of our own workbooks."""
        return "rule_score" in self.columns and "explanation" in self.columns

    @property
    def amounts(self) -> tuple[int, int] | None:
        """The columns of budget and executed amount; None where one was in doubt and is not read."""
        budget = next((self.columns[key] for key in BUDGETS if key in self.columns), None)
        executed = self.columns.get("executed")
        return None if budget is None or executed is None else (budget, executed)


def scan(reader: Reader) -> Iterator[Header | Mark]:
    """Headers and marks of a sheet, from top to bottom."""
    done, last = -1, None
    # each text once, however many rows have it
    known = concepts([value for value in set[Value]().union(*reader.rows) if type(value) is str])
    means_nothing = known.keys().isdisjoint
    for number, row in enumerate(reader.rows):
        if number <= done or means_nothing(row):
            continue
        found = [
            (column, known[text]) for column, text in enumerate(row) if type(text) is str and text in known
        ]
        header = _header(reader, number, known) if len(found) > 1 else None
        if header is not None:
            done, last = header.end, header
            yield header
        else:
            yield from marks(reader, number, found, last.columns if last else {})


def is_header(row: Sequence[Value]) -> bool:
    """Whether the texts of a row are the headings of a block."""
    known = concepts([value for value in row if type(value) is str])
    return _kind([Heading(0, 0, text, meanings) for text, meanings in known.items()], 0) is not None


def _header(reader: Reader, row: int, known: Mapping[str, Meanings]) -> Header | None:
    years = _years(reader.rows[row])
    upper = _headings(reader, row, known)
    lower = _second_row(reader, row + 1, upper, known)
    kind = _kind(upper, len(years))
    if kind in (None, "goals") and lower and _says(upper) & SCORED:
        kind = _kind(upper + lower, 0)
    if kind is None or (kind == "execution" and amounts_beside(reader, row, upper)):
        return None
    end = row + bool(lower)
    while not lower and end + 1 < len(reader.rows) and _is_height(reader, end + 1, row):
        end += 1
    headings = _under_groups(reader, upper, lower)
    if kind == "projects" and _has_funds(reader, end):
        kind = "execution"
    rows = rows_below(reader, end, kind)
    made = assign(reader, [heading for heading in headings if not _goes_on(reader, heading, end)], rows)
    columns = {name: heading.column for name, heading in made.places.items()}
    if not columns:
        return None
    if kind == "rates":
        (_, columns["previous_rate"]), (_, columns["rate"]) = years
    written = {name: heading.text for name, heading in made.places.items()}
    header = Header(kind, row, end, columns, written, _label(reader, row, columns))
    findings = () if header.own else tuple(_findings(reader, header, made, rows))
    return Header(kind, row, end, columns, written, header.label, findings)


def _headings(reader: Reader, row: int, known: Mapping[str, Meanings]) -> list[Heading]:
    """The short texts of a row, and what they can mean as headings."""
    texts = [(column, text) for column, text in reader.texts(row) if len(text) <= LONGEST]
    return [Heading(row, column, text.strip(), known.get(text, ())) for column, text in texts]


def _says(headings: list[Heading]) -> set[str]:
    return {meaning for heading in headings for meaning, _ in heading.meanings}


def _kind(headings: list[Heading], years: int) -> Kind | None:
    names = _says(headings)
    if "executed" in names and names & set(BUDGETS):
        return "projects" if "project" in names else "execution"
    labels = names & set(LEVELS)
    if labels and years == 2 and names & {"points", "score"}:
        return "rates"
    if names & {"actual", "score"} and (len(labels) > 1 or (labels and names & {"target", "points"})):
        return "indicators"
    return "goals" if len(labels) > 1 and "target" in names else None


def _second_row(
    reader: Reader, row: int, upper: list[Heading], known: Mapping[str, Meanings]
) -> list[Heading]:
    """The headings of the row below, where it holds nothing else, and stands under headings merged across it."""
    cells = [value for value in reader.rows[row] if value not in (None, "")] if row < len(reader.rows) else []
    lower = _headings(reader, row, known) if len(cells) > 1 and _are_words(cells) else []
    if (
        not lower
        or len(lower) < len(cells)
        or _says(lower) & set(_MARKS)
        or _kind(lower, 0) not in (None, "goals")
    ):
        return []
    grouped = all(_group(reader, heading, upper) for heading in lower)
    return lower if grouped or all(heading.meanings for heading in lower) else []


def _are_words(cells: Sequence[Value]) -> bool:
    return all(isinstance(cell, str) and len(cell) <= _HEADER_WORD for cell in cells)


def _group(reader: Reader, heading: Heading, upper: list[Heading]) -> Heading | None:
    """The heading above that is merged across this one and its neighbour."""
    start = reader.merged(heading.row - 1, heading.column)
    after = start and reader.merged(start[0], start[1] + 1)
    if not start or after != start:
        return None
    return next((above for above in upper if (above.row, above.column) == start), None)


def _under_groups(reader: Reader, upper: list[Heading], lower: list[Heading]) -> list[Heading]:
    """年度指标值 over 指标性质, 值, 度量单位: the words below count, a vague one for what stands above it."""
    groups = {heading: _group(reader, heading, upper) for heading in lower}
    above = [heading for heading in upper if heading not in groups.values()]
    below = []
    for heading, group in groups.items():
        meanings = group.meanings if group and is_vague(heading.text) else heading.meanings
        below.append(Heading(heading.row, heading.column, heading.text, meanings))
    covered = {heading.column for heading in below}
    return [heading for heading in above if heading.column not in covered] + below


def _is_height(reader: Reader, row: int, header: int) -> bool:
    """Whether a row holds nothing but the lower parts of headings merged down."""
    merged = any(reader.merged(row, column) == (header, column) for column in range(reader.width))
    return merged and all(value in (None, "") for value in reader.rows[row])


def _goes_on(reader: Reader, heading: Heading, end: int) -> bool:
    """Whether it is merged down past the header: a label beside the block."""
    own = heading.row, heading.column
    return reader.merged(end + 1, heading.column) == own if end + 1 < len(reader.rows) else False


def _has_funds(reader: Reader, end: int) -> bool:
    """Whether the rows below are funds, 年度资金总额 and its parts, and no projects."""
    rows = range(end + 1, min(end + 6, len(reader.rows)))
    texts = [text for row in rows for _, text in reader.texts(row)]
    detail = tuple(words("rows")["funds_detail"])
    return any(
        (is_row("funds_total", text) and not is_row("total", text)) or text.endswith(detail) for text in texts
    )


def _findings(reader: Reader, header: Header, made: Assignment, rows: range) -> Iterator[Finding]:
    """What was doubtful, and the columns nobody understood."""
    yield from made.findings
    first = min(header.columns.values())
    lacking = header.kind == "indicators" and not header.columns.keys() >= SCORED
    for heading in made.unread if header.kind != "rates" else ():
        cells = evidence(reader, heading.column, rows)
        if heading.column > first and (cells.numbers if header.kind == "execution" else cells.values):
            yield finding(
                "column-unread",
                severity="warning" if lacking else "info",
                at=reader.at(heading.row, heading.column),
                item=None,
                found=heading.text,
            )


def _years(row: object) -> list[tuple[int, int]]:
    """The columns headed by a year, the earlier one first."""
    years = []
    for column, value in enumerate(row if isinstance(row, (list, tuple)) else ()):
        year = _year(value)
        if year:
            years.append((year, column))
    return sorted(years)


def _year(value: Value) -> int | None:
    if isinstance(value, str):
        known = concept(value)
        if known and known[0] in ("previous_year", "current_year"):
            return 1 if known[0] == "previous_year" else 2
        found = _YEAR.fullmatch(normal(value))
        return int(found[1]) if found else None
    return int(value) if isinstance(value, (int, float)) and 2000 <= value < 2100 and value % 1 == 0 else None


def _label(reader: Reader, row: int, columns: dict[str, int]) -> str | None:
    """What the block is called: a text left of the header words, or one with points; else the heading above."""
    first = min(columns.values())
    for column, text in reader.texts(row):
        named = "level3" in columns and column == columns.get("name")  # 绩效指标 beside 三级指标
        other = column not in columns.values() or named
        if other and (label_points(text) is not None or column < first or named):
            return text
    above = reader.texts(row - 1) if row else []
    return above[0][1] if len(above) == 1 and label_points(above[0][1]) is not None else None
