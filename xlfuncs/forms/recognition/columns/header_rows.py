"""表头行 — the texts of a header row, and what kind of block they head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.assignment import SCORED
from xlfuncs.forms.recognition.columns.evidence import BUDGETS, Columns
from xlfuncs.forms.recognition.columns.heading import LEVELS, MISTYPED, Heading
from xlfuncs.forms.recognition.words.parts import Known, Meanings, mistyped
from xlfuncs.forms.recognition.words.row_labels import is_total, total_in_text
from xlfuncs.forms.recognition.words.texts import LONGEST, bare, is_of_term, label_points, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import SURE, concepts, first_meaning

Kind = Literal["execution", "indicators", "rates", "projects", "goals"]
# Headings beside which others are looked at for slips; beside one less, if all but the first have one.
_KNOWN = 3
_MENDED = frozenset({*SCORED, *LEVELS, *BUDGETS, "executed", "rate"})
_YEARED = re.compile(r"(20\d\d)年?度?(\D.*)")
_UNNUMBERED = {"previous_year": 1, "current_year": 2}
_STATED = re.compile(r"(?<![\d—–~至到-])20\d\d(?=年(?!\d{1,2}月))")  # no date, no end of a term
_YEAR = re.compile(r"(20\d\d)(?:年度?)?")
_SENTENCE = re.compile(r"[,;。][^,;。\n]*\d|:.{0,60}:\d")  # says more than what a block is called and worth


def headings_of(reader: Reader, row: int, known: Known) -> list[Heading]:
    """The short texts of a row, and what they can mean as headings."""
    texts = [(column, text) for column, text in reader.texts(row) if len(text) <= LONGEST]
    headings = [Heading(row, column, text.strip(), known.get(text, ())) for column, text in texts]
    if any(heading.text.startswith("20") and _YEARED.match(heading.text) for heading in headings):
        headings = _of_the_year(headings, max(stated_years(reader, row), default=""))
    return of_own_period(reader, row, _mended(headings))


def _mended(headings: list[Heading]) -> list[Heading]:
    """Beside several that are known, one that is another but for a slip, and that these are not."""
    known = [one for one in headings if one.meanings]
    if len(known) < _KNOWN - 1 or len(known) == len(headings):
        return headings  # nearly every row
    lacking = _MENDED - {one.meaning for one in known}  # 评价标准 may be that of points, beside 权种
    mended = [
        one._replace(meanings=((slip[1], MISTYPED),))
        if not one.meanings and (slip := mistyped(one.text, lacking))
        else one
        for one in headings
    ]
    return mended if len(known) >= _KNOWN or all(one.meanings for one in mended[1:]) else headings


def of_own_period(reader: Reader, row: int, headings: list[Heading]) -> list[Heading]:
    """Without other years, or the whole term, beside the table's own: 年度目标 beside 实施期目标. Bare years are of targets."""
    years = {one.column: str(year) for one in headings if (year := year_of(one.text) or 0) > len(_UNNUMBERED)}
    terms = {one.column for one in headings if is_of_term(one.text)}
    if not years and not terms:
        return headings
    stated, said, left = stated_years(reader, row), says(headings), set[int]()
    if len(years) > 1 and "actual" in said and "target" not in said:
        planned = (("target", SURE),)
        headings = [one._replace(meanings=planned) if one.column in years else one for one in headings]
    for key in ("target", "actual", "executed", *BUDGETS):
        alike = [one.column for one in headings if one.meaning == key]
        own = {one for one in alike if stated == {years.get(one)}} or {*alike} - terms
        left |= ({*alike} - own) & (terms | years.keys()) if own else set()
    return [one._replace(meanings=()) if one.column in left else one for one in headings]


def stated_years(reader: Reader, row: int) -> set[str]:
    """The years that rows above a header speak of; not those of another table, which ends with its total."""
    found = set[str]()
    for at in reversed(range(row)):
        texts = reader.texts(at)
        if found and texts and is_total(texts[0][1]):
            break
        found.update(year for _, text in texts if "20" in text for year in _STATED.findall(normal(text)))
    return found


def _of_the_year(headings: list[Heading], stated: str) -> list[Heading]:
    """2022年完成, 2023年目标: the last year means what stands behind it; not one after the table's, nor 2023年得分 by 得分."""
    said = {heading: found for heading in headings if (found := _YEARED.fullmatch(normal(heading.text)))}
    years = {found[1] for found in said.values()}
    others = says([heading for heading in headings if heading not in said])
    past = [year for year in years if year <= stated or not stated]
    last = max(past if others & {"target", "actual"} else past or years, default="")
    if not stated and len(years) > 1 and "actual" in others:
        last = ""  # the year of a result that does not say it
    dated = []
    for heading in headings:
        if found := said.get(heading):
            meanings = _dated(found[2]) if found[1] == last else ()
            if found[1] != stated and "score" in others & dict(meanings).keys():
                meanings = ()
            heading = Heading(heading.row, heading.column, heading.text, meanings)
        dated.append(heading)
    return dated


def _dated(text: str) -> Meanings:
    """What stands behind a year means: 任务 beside 2024年完成 is no list's."""
    return (("target", SURE),) if text in words("dated")["target"] else concepts((text,)).get(text, ())


def says(headings: list[Heading]) -> set[str]:
    """All that some headings can mean."""
    return {meaning for heading in headings for meaning, _ in heading.meanings}


def kind_of(headings: list[Heading], years: int) -> Kind | None:
    """What kind of block they head; `years` says how many of them are years."""
    names = says(headings)
    labels = names & set(LEVELS)
    results = names >= {"target", "actual"} and bool(names & {"points", "score"})
    scored = "points" in names or "project" not in names  # else a list, each project of a hundred
    measured = names >= SCORED or bool(labels and results and scored)  # one a project, beside it
    if "executed" in names and names & set(BUDGETS) and not measured:
        return "projects" if "project" in names else "execution"
    if labels and years == 2 and names & {"points", "score"} and "target" not in names:
        return "rates"
    if names & {"actual", "score"} and (len(labels) > 1 or (labels and len(names & SCORED) > 1)):
        return "indicators"
    if labels and "points" in names and names & {"approved", "deduction"}:  # 考核内容, 分值, 扣分
        return "indicators"
    signed = bool(names & {"nature", "symbol"})  # 指标, 权重, 计量单位, 指标性质, 指标值
    named = sum(not labels.isdisjoint(heading.means) for heading in headings)
    several = len(labels) > 1 or (named > 1 and "points" in names)  # 评价内容, 指标名称, 目标值, 分值
    return "goals" if labels and "target" in names and (several or signed) else None


def last_targets(headings: list[Heading]) -> list[Heading]:
    """Targets of the whole term, and beside them those of the year, each below names of their own: the year's."""
    named = [one.column for one in headings if one.meaning == "level3"]
    targets = [one.column for one in headings if one.meaning == "target"]
    if len(named) < 2 or len(targets) < 2 or not named[-2] < targets[-2] < named[-1] < targets[-1]:
        return headings
    once = {one.text for one in headings if [other.text for other in headings].count(one.text) == 1}
    return [one for one in headings if one.text in once or one.column > targets[-2]]


def is_height(reader: Reader, row: int, header: int) -> bool:
    """Whether a row holds nothing but the lower parts of headings merged down."""
    blank = all(value in (None, "") for value in reader.rows[row])
    return blank and any(reader.merged(row, column) == (header, column) for column in range(reader.width))


def goes_on(reader: Reader, heading: Heading, end: int) -> bool:
    """Whether it is merged down past the header: a label beside the block."""
    own = heading.row, heading.column
    return reader.merged(end + 1, heading.column) == own if end + 1 < len(reader.rows) else False


def years_of(row: Sequence[Value]) -> list[tuple[int, int]]:
    """The columns headed by a year, the earlier one first."""
    return sorted((year, column) for column, value in enumerate(row) if (year := year_of(value)))


@lru_cache(maxsize=1 << 12)  # the same cells for every row that may be a header
def year_of(value: Value) -> int | None:
    """The year that a cell is, of two without numbers 1 and 2: 上年, 本年."""
    if isinstance(value, str):
        if order := _UNNUMBERED.get(first_meaning(value)):
            return order
        found = _YEAR.fullmatch(normal(value))
        return int(found[1]) if found else None
    return int(value) if isinstance(value, (int, float)) and 2000 <= value < 2100 and value % 1 == 0 else None


def _earned(text: str) -> bool:
    """Whether it is what a rate earned, 得分（5分）, and calls no block."""
    return bare(normal(text)).endswith("得分")


def label_of(reader: Reader, row: int, columns: Columns) -> str | None:
    """What the block is called: a text with points beside the header words, or above them; else one left of them."""
    first, taken = min(columns.values()), {*columns.values()}
    beside = []
    for column, text in reader.texts(row):
        named = "level3" in columns and column == columns.get("name")  # 绩效指标 beside 三级指标
        if (named or column not in taken) and not _earned(text):
            beside += [text] if label_points(text) or column < first or named else []
    above = [text for _, text in reader.texts(row - 1)] if row else []
    if len(above) != 1 or _SENTENCE.search(normal(above[0])) or any(map(is_number, reader.rows[row - 1])):
        above = []  # 得分（10分） 9.8, of the amounts above
    worth = [*beside, *(text for text in above if total_in_text(text) is None and not _earned(text))]
    return next((text for text in worth if label_points(text)), beside[0] if beside else None)
