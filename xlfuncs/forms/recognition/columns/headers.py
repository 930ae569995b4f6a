"""表头 — find the header rows of a sheet by their words, wherever they stand and in whatever order.

Three kinds of block earn points: the execution of the budget, the indicators, and (in the Beijing table) the
rates of last year and this year. A list of projects, and targets of which nothing is achieved yet, earn none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xlfuncs.cells import Value
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.assignment import SCORED, Assignment, Heading, unread
from xlfuncs.forms.recognition.columns.block_columns import OWN, block_columns
from xlfuncs.forms.recognition.columns.by_content import guess, guesses
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
    year_of,
    years_of,
)
from xlfuncs.forms.recognition.columns.marks import Mark, amounts_below, amounts_beside, marks
from xlfuncs.forms.recognition.columns.paired import Goals, Pair
from xlfuncs.forms.recognition.columns.score_sheet import (
    heads_units,
    listed_units,
    scored_with_amounts,
    units_with_amounts,
)
from xlfuncs.forms.recognition.columns.two_rows import lower_rows, under_groups
from xlfuncs.forms.recognition.columns.unnamed import unnamed
from xlfuncs.forms.recognition.columns.which_budget import proven_amounts
from xlfuncs.forms.recognition.words.parts import Known, Meanings
from xlfuncs.forms.recognition.words.row_labels import GRADE_HEADING, is_row
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import foreign
from xlfuncs.patterns import pattern

_HEADINGS = 3  # of a row that is a header
_SOURCES = 2  # headings beside that of their sum, and the label before them
_FULL, _OF_RATE = 100, 20  # points of a table, and at most of its rate
_YEAR = 12  # characters of a year that heads a column
# before 资金, 拨款, 经费 in the name of a source: 社区工作者经费 is a project
_SOURCE = pattern(
    "(?:其中|[年当上本]年度?|中央|地方|[省市县区州]|级|本级|财政|专项|政府性?|一般公共|非|自[有筹]|其[他它]|社会|上级|单位|事业|"
    "经营|预算|结转|结余|补助|项目|基本|性|转移支付|国有资本|银行|[:：、])*"
)
_NUMBER = pattern(r"^\d{1,2}[.、]")  # 1.基本支出


@dataclass(frozen=True, slots=True)
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
    others: tuple[Heading, ...] = ()  # scores that do not count

    @property
    def own(self) -> bool:
        """Whether the block has the helper columns of our own workbooks."""
        return OWN.issubset(self.columns)

    def headings(self, reader: Reader) -> dict[int, str]:
        """What its rows say over each column, without brackets; where both do, the lower one."""
        texts = reader.texts_in(range(self.row, self.end + 1))
        return {column: bare(normal(text)) for _, column, text in texts}

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


def scan(reader: Reader) -> list[Header | Mark]:
    """Headers and marks of a sheet, from top to bottom."""
    known = {**reader.known, **foreign(reader.known)}
    found = [*_scan(reader, known)]
    kinds = {event.kind for event in found if isinstance(event, Header)}
    if kinds <= {"execution"} and (guessed := guess(reader, known)):
        found = [*_scan(reader, known | guessed)]
    return found


def _scan(reader: Reader, known: Known) -> Iterator[Header | Mark]:
    done, last = -1, None
    means_nothing = known.keys().isdisjoint
    short = (text for text in reader.said if text in known or len(text) < _YEAR)
    undated = (dated := {text for text in short if year_of(text)}).isdisjoint
    rows = reader.rows
    more = dated or not known.keys() <= reader.known.keys()
    for number in range(len(rows)) if more else reader.telling:
        if number <= done or (means_nothing(row := rows[number]) and undated(row)):
            continue
        found = [(at, known[text]) for at, text in enumerate(row) if type(text) is str and text in known]
        scored = last is not None and _is_scored(row, last)
        several = len(found) > 1 or heads_units(row, found) or _heads_sources(reader, number, found)
        several |= not undated(row) and len(years_of(row)) > 1  # over amounts
        header = _header(reader, number, known) if several and not scored else None
        if header is not None:
            done, last = header.end, header
            yield header
        elif last and _is_another(row, found):
            yield Mark("headings", number, found[0][0])
        else:
            told = [*marks(reader, number, found, last.columns if last else {})]
            yield from told
            if any(mark.kind == "title" for mark in told):
                last = None  # another table: nothing stands in the columns of the one above


def _heads_sources(reader: Reader, row: int, found: Sequence[tuple[int, Meanings]]) -> bool:
    """Whether 合计 is the one known word of a row, merged across others' headings as those of sources beside it are."""
    if not found or found[0][1][0][0] != "total":
        return False
    column, texts = found[0][0], reader.texts(row)
    across = reader.merged(row, column + 1) == (row, column)
    return across and len(texts) > _SOURCES and texts[0][0] < column


def _is_scored(row: Sequence[Value], header: Header) -> bool:
    """Whether a row has points of an indicator under their heading, whatever its words: 效益指标, 达成."""
    at = header.columns.get("points", len(row)) if header.kind == "indicators" else len(row)
    value = row[at] if at < len(row) else None
    return isinstance(value, float) and 0 < value <= _FULL


def _is_another(row: Sequence[Value], found: Sequence[tuple[int, Meanings]]) -> bool:
    """Whether a row below a block is a header nobody knows: several headings, of scores or results too, no numbers;
    产出得分, 效益得分, 总得分 are headings of what each earned.
    """
    meant = [meanings[0][0] for _, meanings in found]
    said, earned = {*meant}, [one for one in meant if one in ("score", "total")]
    scored = said & {"points", "score"} or said >= {"target", "actual"}
    several = len(said) >= _HEADINGS or len(earned) >= _HEADINGS
    return several and bool(scored) and not any(map(is_number, row))


def heads(row: Iterable[Value], known: Known) -> Kind | None:
    """What kind of block the texts of a row, as far as they mean something, are the headings of."""
    found = {value: known[value] for value in row if type(value) is str and value in known}
    return kind_of([Heading(0, 0, text, meanings) for text, meanings in found.items()], 0) if found else None


def _header(reader: Reader, row: int, known: Known) -> Header | None:
    years = years_of(reader.rows[row])
    upper = headings_of(reader, row, known)
    lower, below_it = lower_rows(reader, row, upper, known)
    kind = kind_of(upper, len(years))
    if kind is None and says(upper) & {"executed", *BUDGETS}:
        upper = proven_amounts(reader, upper, rows_below(reader, row))
        kind = kind_of(upper, len(years))
    if kind in (None, "goals") and lower and (years or says(upper) & {*SCORED, "total", "level3"}):
        kind = kind_of(upper + lower, 0)
    headings, names = of_own_period(reader, row, under_groups(reader, upper, lower)), None
    if kind == "rates" and "target" in says(lower):
        kind = kind_of(headings, 0)  # the targets and results of two years beside each other
    if kind is None and (listed := listed_units(reader, headings, row + below_it)):
        kind, headings = "projects", listed
    if kind == "execution":
        below = reader, headings, row + below_it
        if listed := units_with_amounts(*below) or scored_with_amounts(*below):
            kind, headings = "projects", listed
    if kind is None:
        names = unnamed(reader, headings, row + below_it)
        kind = None if names is None or amounts_below(reader, row, known) else "indicators"
    if kind is None or (
        kind == "execution" and amounts_beside(reader, row, [(one.column, one.meanings) for one in upper])
    ):
        return None
    end = row + below_it
    while not lower and end + 1 < len(reader.rows) and is_height(reader, end + 1, row):
        end += 1
    if lower and kind == "projects" and _says_points(reader, upper, end + 1):
        end += 1
    end += numbers_columns(reader, end + 1)
    if kind == "projects" and _has_funds(reader, end, headings):
        kind = "execution"
    rows = rows_below(reader, end, kind)
    found = block_columns(reader, kind, row, end, headings, names, rows)
    if found is None or (kind == "projects" and "project" not in found.columns):
        return None
    columns, made = found.columns, found.made
    if kind == "rates":
        (_, columns["previous_rate"]), (_, columns["rate"]) = years
    written = {name: heading.text for name, heading in made.places.items()}
    label = label_of(reader, row, columns)
    header = Header(
        kind, row, end, columns, written, label, rows, pair=found.pair, goals=found.goals, others=found.others
    )
    return header if header.own else replace(header, findings=tuple(_findings(reader, header, made, rows)))


def _says_points(reader: Reader, headings: Iterable[Heading], row: int) -> bool:
    """Whether a row beside headings that are merged down says in numbers what those above it are worth: 10 | 50 | 40."""
    wordless = row < len(reader.rows) and not reader.texts(row)
    return wordless and any(goes_on(reader, one, row - 1) for one in headings)


def _has_funds(reader: Reader, end: int, headings: Iterable[Heading]) -> bool:
    """Whether the rows below are funds, 年度资金总额 and its parts, or one row that is worth what a rate is, and no projects."""
    rows = rows_below(reader, end, "execution")
    filled = [row for row in rows if any(reader.rows[row])]
    worth = next((one.column for one in headings if one.meaning == "points"), None)
    points = reader.amount(filled[0], worth) if len(filled) == 1 else None
    if points is not None and points <= _OF_RATE:
        return True
    texts = [text for row in rows for _, text in reader.texts(row)]
    if texts and all(is_row("funds_total", text) for text in texts):
        return True
    return any((is_row("funds_total", one) and not is_row("total", one)) or is_source(one) for one in texts)


def is_source(text: str) -> bool:
    """Whether a label is that of a source of funds: 其中：财政拨款."""
    name = bare(_NUMBER.sub("", normal(text)))
    ending = next((word for word in words("rows")["funds_detail"] if name.endswith(word)), None)
    return ending is not None and _SOURCE.fullmatch(name.removesuffix(ending)) is not None


def _findings(reader: Reader, header: Header, made: Assignment, rows: range) -> Iterator[Finding]:
    """What was doubtful, and the columns nobody understood."""
    read = {*header.columns} | ({"rate"} if header.kind == "projects" and not header.amounts else set())
    alike = [found for key, listed in made.alike.items() if key not in read for found in listed]
    yield from (*made.findings, *alike)
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
