"""表头 — find the header rows of a sheet by their words, wherever they stand and in whatever order.

Three kinds of block earn points: the execution of the budget, the indicators, and (in the Beijing table) the
rates of last year and this year. A list of projects, and targets of which nothing is achieved yet, earn none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import as_text, is_part
from xlfuncs.forms.recognition.columns.assignment import SCORED, Assignment, unread
from xlfuncs.forms.recognition.columns.block_columns import OWN, block_columns
from xlfuncs.forms.recognition.columns.by_content import guesses
from xlfuncs.forms.recognition.columns.evidence import BUDGETS, evidence, numbers_columns, rows_below
from xlfuncs.forms.recognition.columns.header_rows import (
    Kind,
    goes_on,
    headings_of,
    is_height,
    kind_of,
    label_of,
    of_own_period,
    says,
    years_of,
)
from xlfuncs.forms.recognition.columns.heading import MISTYPED, Heading
from xlfuncs.forms.recognition.columns.marks import OF_RATE, amounts_below, amounts_beside
from xlfuncs.forms.recognition.columns.score_sheet import (
    listed_units,
    scored_with_amounts,
    units_with_amounts,
)
from xlfuncs.forms.recognition.columns.spread import Goals, Pair
from xlfuncs.forms.recognition.columns.two_rows import lower_rows, under_groups
from xlfuncs.forms.recognition.columns.unnamed import unnamed
from xlfuncs.forms.recognition.columns.which_budget import proven_amounts
from xlfuncs.forms.recognition.words.parts import Known, mistyped
from xlfuncs.forms.recognition.words.row_labels import GRADE_HEADING, is_row, is_source
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import SURE

_OF_FUNDS = {"target": (("budget", SURE),), "actual": (("executed", SURE),)}  # 计划, 实际 above funds
_PLANNED = _OF_FUNDS.keys() | {"rate"}


@dataclass(slots=True)
class Header:
    """The header of a block: which column holds what, and the label that stands beside or above it."""

    kind: Kind
    row: int
    end: int  # the last header row
    columns: dict[str, int]
    words: dict[str, str]  # each header as written
    label: str | None
    rows: range  # below it that were looked at
    findings: tuple[Finding, ...] = ()
    pair: Pair | None = None  # points and score share a column
    goals: Goals | None = None  # target and actual share a column
    others: Sequence[Heading] = ()  # scores that do not count

    @property
    def own(self) -> bool:
        """Whether the block has the helper columns of our own workbooks."""
        return self.columns.keys() >= OWN

    def headings(self, reader: Reader) -> dict[int, str]:
        """What its rows say over each column, without brackets; where both do, the lower one."""
        texts = reader.texts_in(range(self.row, self.end + 1))
        return {column: bare(normal(text)) for _, column, text in texts}

    def outline(self, reader: Reader) -> dict[int, str]:
        """The numbers below it by row, 1、 and 1.1, in a column where they count parts, too; none where no part has one."""
        column = self.columns.get("number")
        cells = reader.column(column)
        rows = range(self.end + 1, len(cells))
        if self.own or column is None or not any(is_part(cells[row]) for row in rows):
            return {}
        said = {row: text for row in rows if (text := as_text(cells[row]))}
        return {row: text if is_part(text) else f"{text}、" for row, text in said.items()}

    @property
    def names(self) -> int | None:
        """The column of the names of indicators; that of 任务 right of a level, where no other is."""
        level = self.columns.get("level2", self.columns.get("level1"))
        task = self.columns.get("project", -1)
        inner = task if self.kind == "indicators" and level is not None and task > level else None
        return self.columns.get("level3", self.columns.get("name", inner))

    @property
    def amounts(self) -> tuple[int, int] | None:
        """The columns of budget and executed amount; None where one was in doubt and is not read."""
        budget = next((self.columns[key] for key in BUDGETS if key in self.columns), None)
        executed = self.columns.get("executed")
        return None if budget is None or executed is None else (budget, executed)


def header_at(reader: Reader, row: int, known: Known) -> Header | None:
    """The header that begins in a row, if one does."""
    years = years_of(reader.rows[row])
    upper = read = headings_of(reader, row, known)
    lower, below_it = lower_rows(reader, row, upper, known)
    kind = kind_of(upper, len(years))
    if kind is None and says(upper) >= _PLANNED and _has_funds(reader, row + below_it, upper):
        upper = [one._replace(meanings=_OF_FUNDS.get(one.meaning, one.meanings)) for one in upper]
    if kind in (None, "execution") and says(upper) & {"executed", *BUDGETS}:
        upper = proven_amounts(reader, upper, rows_below(reader, row + below_it))
        kind = kind_of(upper, len(years))
    if kind in (None, "goals") and lower and (years or says(upper) & {*SCORED, "total", "level3"}):
        kind = kind_of(upper + lower, 0)
    headings, names = under_groups(reader, upper, lower), None
    if headings is not read:
        headings = of_own_period(reader, row, headings)
    if kind == "rates" and "target" in says(lower):
        kind = kind_of(headings, 0)  # the targets and results of two years beside each other
    if kind is None and (listed := listed_units(reader, headings, row + below_it)):
        kind, headings = "projects", listed
    if kind == "execution" and not says(headings) >= OWN:
        below = reader, headings, row + below_it
        if listed := units_with_amounts(*below) or scored_with_amounts(*below):
            kind, headings = "projects", listed
    if kind is None:
        names = unnamed(reader, headings, row + below_it)
        kind = None if names is None or amounts_below(reader, row, known) else "indicators"
    said = [(one.column, one.meanings) for one in upper]
    if kind is None or (kind == "execution" and amounts_beside(reader, row, said)):
        return None
    end = row + below_it
    while not lower and end + 1 < len(reader.rows) and is_height(reader, end + 1, row):
        end += 1
    wordless = end + 1 < len(reader.rows) and not reader.texts(end + 1)
    if lower and kind == "projects" and wordless and any(goes_on(reader, one, end) for one in upper):
        end += 1  # 10 | 50 | 40 beside headings merged down: what those above are worth
    end += numbers_columns(reader, end + 1)
    if kind == "projects" and _has_funds(reader, end, headings):
        kind = "execution"
    rows = rows_below(reader, end, kind)
    found = block_columns(reader, kind, row, end, headings, names, rows)
    if found is None or (kind == "projects" and "project" not in found[0]):
        return None
    columns, made, pair, goals, others = found
    if kind == "rates":
        (_, columns["previous_rate"]), (_, columns["rate"]) = years
    written = {name: heading.text for name, heading in made.places.items()}
    label = label_of(reader, row, columns)
    header = Header(kind, row, end, columns, written, label, rows, (), pair, goals, others)
    header.findings = () if header.own else (*_findings(reader, header, made, rows),)
    return header


def _has_funds(reader: Reader, end: int, headings: Iterable[Heading]) -> bool:
    """Whether the rows below are funds, 年度资金总额 and its parts, or one row that is worth what a rate is, and no projects."""
    rows = rows_below(reader, end, "execution")
    filled = [row for row in rows if any(reader.rows[row])]
    worth = next((one.column for one in headings if one.meaning == "points"), None)
    points = reader.amount(filled[0], worth) if len(filled) == 1 else None
    if points is not None and points <= OF_RATE:
        return True
    texts = [text for row in rows for _, text in reader.texts(row)]
    if texts and all(is_row("funds_total", text) for text in texts):
        return True
    return any((is_row("funds_total", one) and not is_row("total", one)) or is_source(one) for one in texts)


def _findings(reader: Reader, header: Header, made: Assignment, rows: range) -> Iterator[Finding]:
    """What was doubtful, and the columns nobody understood."""
    read = {*header.columns}
    if header.kind == "projects":  # no indicators: 实施项目数, 完成项目数
        read |= {"target", "actual"} if header.amounts else {"target", "actual", "rate"}
    alike = [found for key, listed in made.alike.items() if key not in read for found in listed]
    yield from (*made.findings, *alike)
    for heading in made.places.values():
        slip = heading.meanings == ((heading.meaning, MISTYPED),)
        if slip and (meant := mistyped(heading.text, frozenset({heading.meaning}))):
            yield unread(reader, heading, case="mistyped", severity="warning", one=meant[0])
    yield from guesses(reader, made)
    first = min(header.columns.values())
    judged = {"score"} if "approved" in header.columns else set()  # 评委一, 评委二, 平均得分
    lacking = header.kind == "indicators" and not header.columns.keys() | judged >= SCORED
    lacking |= header.kind == "execution" and header.amounts is None
    told = {found.cell for found in (*made.findings, *alike)} | {found.words["other"] for found in alike}
    left = [heading for heading in made.unread if reader.at(heading.row, heading.column) not in told]
    shares = tuple(words("other_columns")["shares"])  # 完成率 comes of what is read
    for heading in left if header.kind != "rates" else ():
        cells = evidence(reader, heading.column, rows)
        needless = heading.meanings and header.columns.keys() >= {*heading.means}
        if GRADE_HEADING.fullmatch(normal(heading.text)):
            continue
        needless = needless or bare(normal(heading.text)).endswith(shares)
        needless = needless or any(word in heading.text for word in words("other_columns")["needless"])
        lacks = lacking and not needless
        if not lacks and is_row("facts", heading.text):
            continue  # understood, and nothing hangs on it
        if cells.numbers if header.kind == "execution" else cells.values and heading.column > first:
            yield unread(reader, heading, severity="warning" if lacks else "info")
