"""成绩栏 — the scores of the parts of each project in a list, and the column that adds them up: 产出得分, 效益得分, 综合得分."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.evidence import BUDGETS, evidence, rows_below
from xlfuncs.forms.recognition.columns.header_rows import says
from xlfuncs.forms.recognition.columns.heading import Heading
from xlfuncs.forms.recognition.words.parts import Meanings
from xlfuncs.forms.recognition.words.row_labels import is_total
from xlfuncs.forms.recognition.words.texts import bare, label_points, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import SURE, first_meaning
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import decimals, exact, round_to

_SCORES, _ENDS = {"score", "approved", "total"}, ("得分", "评分", "分数")
_RECKONED = {"points", "target", "actual"}  # what a score is reckoned of
_MORE = pattern("[加减扣]分|奖励|附加")  # may count, too
_YEAR = re.compile(r"20\d\d年度?")
_OVER_ALL = pattern("综合|最终|最后|总|合计")
_FEWEST, _UNITS, _WHOLE, _RATE, _CENT = 2, 3, 100, 20, Decimal("0.01")


def score_sheet(reader: Reader, headings: Sequence[Heading], rows: range) -> Sequence[Heading]:
    """The heading of scores that add up others, and of those, as most of the rows prove, or the points in their headings."""
    scores = [one for one in headings if _heads_scores(reader, one, rows)]
    parts = [one for one in scores if not _is_whole(one)]
    # a reviewer's score without points is one of a whole
    parts = [one for one in parts if one.meaning != "approved" or points_of(one) is not None]
    if not parts and len(scores) == 1:
        before = reversed([one for one in headings if one.column < scores[0].column])
        numbers = takewhile(lambda one: evidence(reader, one.column, rows).speaks_for("score") > 0, before)
        parts = [*numbers][::-1]  # right before it, as far as numbers stand below: 投入, 过程, 产出, 效果
    if len(parts) < _FEWEST or any(_MORE.search(one.text) for one in headings):
        return []
    totals = (one for one in scores if _is_whole(one) and _proven(reader, one, parts, rows))
    return [total, *parts] if (total := next(totals, None)) else []


def listed_units(reader: Reader, headings: Sequence[Heading], end: int) -> list[Heading]:
    """The headings of a list of units with such scores, or one a row, and no amounts, the names' as a project's; else none."""
    project = [one for one in headings if "project" in one.means]
    names = project or [one for one in headings if _is_of_units(bare(normal(one.text)))]
    if not names and says([*headings]).isdisjoint(_SCORES):
        return []  # nearly all rows
    rows = rows_below(reader, end)
    sheet = score_sheet(reader, headings, rows)
    if not names and sheet and "分" in sheet[0].text:  # 科室, 车间: whatever it calls them
        names = [one for one in headings if not one.meanings and len(_names(reader, one, rows)) >= _UNITS][:1]
    if not names:
        return []
    meant: dict[int, Meanings] = {names[0].column: (("project", SURE),)}
    if not sheet:
        whole = _whole_score(reader, names[0], headings, rows)
        if whole is None:
            return []
        meant |= {one.column: () for one in headings if {"score", "total"} & {*one.means}}
        meant[whole.column] = (("score", SURE),)
    return [one._replace(meanings=meant.get(one.column, one.meanings)) for one in headings]


def heads_units(row: Sequence[Value], found: Sequence[tuple[int, Meanings]]) -> bool:
    """Whether a row with one word of a heading, that of scores, has another of units beside it: 部门名称, 得分."""
    if not found or found[0][1][0][0] not in _SCORES:
        return False
    ends = tuple(words("whose")["departments"])
    return any(value.rstrip().endswith(ends) for value in {*row} if type(value) is str)


def _is_of_units(heading: str) -> bool:
    return heading.endswith(tuple(words("whose")["departments"]))


def _whole_score(reader: Reader, names: Heading, headings: Sequence[Heading], rows: range) -> Heading | None:
    """The column of whole scores beside names and nothing they are reckoned of; of several the one that says so, 综合得分."""
    scores = [one for one in headings if _is_whole(one) and _heads_scores(reader, one, rows)]
    scores = [one for one in scores if _OVER_ALL.search(one.text)] or _latest(scores)
    if len(scores) != 1 or "分" not in scores[0].text or says(list(headings)) & _RECKONED:
        return None
    called = _names(reader, names, rows)
    on_its_side = not _RECKONED.isdisjoint(map(first_meaning, called))  # 目标值, 完成值, 分值
    return scores[0] if len(called) >= _UNITS and not on_its_side else None


def _latest(scores: Sequence[Heading]) -> list[Heading]:
    """Those of the last year, where each says of what year it is: 2023年自评得分, 2024年自评得分."""
    years = [_YEAR.match(normal(one.text)) for one in scores]
    last = max((year[0] for year in years if year), default="")
    stated = None not in years and len(scores) > 1
    return [one for one in scores if normal(one.text).startswith(last)] if stated else [*scores]


def _names(reader: Reader, heading: Heading, rows: range) -> set[str]:
    """The texts below a heading; none where one of them is a number."""
    names = {text for row in rows if (text := reader.text(row, heading.column))}
    return set() if any(map(is_number, names)) else names


def units_with_amounts(reader: Reader, headings: Sequence[Heading], end: int) -> list[Heading]:
    """The headings of a list of units, or what an unknown word heads, with amounts, the names' as a project's; else none."""
    before = next((one.column for one in headings if one.meaning not in ("", "number")), 0)
    headed = {one.column for one in headings}
    numbers = [one.column for one in headings if says([one]) == {"number"}]
    unheaded = [Heading(end, column, "", ()) for column in range(before) if column not in headed]
    for heading in (*headings, *unheaded):
        numbered = not heading.meanings and any(column < heading.column for column in numbers)
        if not (numbered or _is_of_units(bare(normal(heading.text)))):
            continue
        if len(_names(reader, heading, rows_below(reader, end))) >= _UNITS:
            named = heading._replace(meanings=(("project", SURE),))
            others = [one for one in headings if one is not heading]
            return sorted([named, *others], key=lambda one: one.column)
    return []


def scored_with_amounts(reader: Reader, headings: Sequence[Heading], end: int) -> list[Heading]:
    """The same of whatever has amounts and a whole score each; none where no score is more than the rate ever earns."""
    meant = {one.meaning: one.column for one in headings if one.meanings}
    if "points" in meant:
        return []
    rows = rows_below(reader, end)
    totals = (one.column for one in headings if "分" in one.text and "total" in one.means)
    given = meant.get("score", next(totals, None))
    scores = [reader.amount(row, given) for row in rows]
    whole = sum(score is not None and score > _RATE for score in scores) >= _FEWEST
    if not (whole or score_sheet(reader, headings, rows)):
        return []
    first = min((column for key, column in meant.items() if key in (*BUDGETS, "executed")), default=0)
    named = {column: _names(reader, Heading(end, column, "", ()), rows) for column in range(first)}
    called = {one.column for one in headings if bare(normal(one.text)).endswith("名称")}
    names = max(named, key=lambda column: (len(named[column]), column in called, column), default=0)
    if len(named.get(names, ())) < _FEWEST:
        return []
    others = [one for one in headings if one.column != names]
    return [Heading(end, names, reader.text(end, names) or "", (("project", SURE),)), *others]


def points_of(heading: Heading) -> float | None:
    """What a heading says that its part is worth: 产出得分（50）, 产出（50分）."""
    return label_points(heading.text, unit="分" not in heading.text)


def adds_up(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether a score is that of its parts, rounded as it is."""
    added = sum(parts, Decimal())
    return abs(total - added) <= _CENT or round_to(added, decimals(total), "half_up") == total


def _is_whole(heading: Heading) -> bool:
    return is_total(_YEAR.sub("", normal(heading.text))) and points_of(heading) in (None, _WHOLE)


def _heads_scores(reader: Reader, heading: Heading, rows: range) -> bool:
    said = not _SCORES.isdisjoint(heading.means) or bare(normal(heading.text)).endswith(_ENDS)
    if not said and points_of(heading) is None:
        return False
    return evidence(reader, heading.column, rows).speaks_for("score") > 0


def _proven(reader: Reader, total: Heading, parts: Sequence[Heading], rows: range) -> bool:
    """Whether most rows come out; where the points in the headings come to 100, half of them will do."""
    worth = [points_of(one) for one in parts]
    stated = None not in worth and sum(filter(None, worth)) == _WHOLE
    lines = [[reader.amount(row, one.column) for one in (total, *parts)] for row in rows]
    filled = [[exact(one) for one in line if one is not None] for line in lines if None not in line]
    right = sum(adds_up(whole, each) for whole, *each in filled)
    return 2 * right >= len(filled) > 0 if stated else right >= _FEWEST and 2 * right > len(filled)
