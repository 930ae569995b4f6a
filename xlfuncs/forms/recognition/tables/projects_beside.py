"""并排的项目 — projects beside each other in one table: headings that are merged across points and scores of their own; or a list
with a project in each column, 项目名称 | 甲 | 乙 above 预算数, 执行数, put the usual way: a row each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from xlfuncs.cells import Corners, Value
from xlfuncs.forms.recognition.cells.contents import contents
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import amount_or_none, as_text
from xlfuncs.forms.recognition.columns.header_rows import year_of
from xlfuncs.forms.recognition.tables.turned import Line, put
from xlfuncs.forms.recognition.words.parts import Known, parts_of
from xlfuncs.forms.recognition.words.row_labels import is_row
from xlfuncs.forms.recognition.words.texts import bare, normal, part_of_year
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.scoring.numbers import exact
from xlfuncs.sheets import Sheet

HEAD = 60  # rows in which the headers of such tables stand
_JUDGED = {"points", "score"}
_GOALS = {"target", "actual", "score"}  # of projects that share their points
_WHOLE = 100  # points of a project
_AMOUNTS = ["budget", "executed"]  # in rows below each other
_HEADS = {None, "project", "points", "total", "subtotal"}  # beside names, which mean nothing


def projects_beside(sheet: Sheet, known: Known) -> list[set[int]]:
    """The columns of each project that headings are merged across, with points and scores of its own, and of what they share."""
    blocks = [one for one in sheet.merged if one[0] == one[2] < HEAD and one[1] < one[3]]
    blocks += _over_blanks(sheet, known, {top for top, *_ in blocks})
    tops = Counter(top for top, *_ in blocks)
    for row in [top for top, times in tops.items() if times > 1 and top + 1 < len(sheet.rows)]:
        heads = [known[text][0][0] for text in sheet.rows[row + 1] if type(text) is str and text in known]
        if heads.count("score") < 2:
            continue  # nearly all rows
        across = sorted((left, right + 1) for top, left, _, right in blocks if top == row)
        below = [sheet.rows[row + 1][slice(*columns)] for columns in across]
        said = [[min(meant_in([text], known), default="") for text in texts] for texts in below]
        alike = [range(*one) for one, texts in zip(across, said, strict=True) if texts == said[-1]]
        for_all = [at for at, text in enumerate(sheet.rows[row]) if meant_in([text], known) == {"points"}]
        if len(alike) > 1 and ({*said[-1]} >= _JUDGED or (len(for_all) == 1 and {*said[-1]} >= _GOALS)):
            over = [as_text(sheet.rows[row][one[0]]) or "" for one in alike]
            if "points" not in said[-1] and any(map(_is_part_or_all, over)):
                continue
            worth = [one[0] + said[-1].index("points") for one in alike] if "points" in said[-1] else for_all
            judged = any(parts_of(f"{text}得分") for text in over)  # 自评, 复核
            if not judged and all(_is_of_a_hundred(sheet, column) for column in worth):
                shared = {*range(max(map(len, sheet.rows)))}.difference(*alike)
                years = [year_of(text) or 0 for text in over]  # of which the last counts
                last = max(years) if all(years) else 0
                return [shared.union(one) for one, year in zip(alike, years, strict=True) if year >= last]
    return []


def _over_blanks(sheet: Sheet, known: Known, merged: set[int]) -> Iterator[Corners]:
    """Texts with blanks behind them, over headings, in rows without merged ones: what they were merged across elsewhere."""
    silent = known.keys().isdisjoint
    for top in contents(sheet).telling:
        if top + 1 >= min(len(sheet.rows), HEAD):
            break
        row, below = sheet.rows[top : top + 2]
        if top in merged or silent(row) or silent(below):
            continue  # nearly all rows
        filled = [column for column, value in enumerate(row) if value not in (None, "")]
        end = max(column for column, value in enumerate(below) if value not in (None, "")) + 1
        for left, right in pairwise([*filled, end]):
            if right - left > 1 and all(isinstance(value, str) and value for value in below[left:right]):
                yield top, left, top, right - 1


def _is_part_or_all(text: str) -> bool:
    """Whether what it stands over is of a part of the year, or of all that stands beside it."""
    whole = bare(normal(text)) in words("of_all")["places"] or is_row("funds_total", text)
    return whole or year_of(text) is not None or part_of_year(text) is not None


def _is_of_a_hundred(sheet: Sheet, column: int) -> bool:
    """Whether the points in a column come to 100, beside what their sum says."""
    numbers = [amount_or_none(row[column]) for row in sheet.rows if column < len(row)]
    return sum(exact(number) for number in numbers if number and number != _WHOLE) == _WHOLE


def meant_in(row: Sequence[Value], known: Known) -> set[str]:
    """What the texts of a row mean as headings."""
    return {known[value][0][0] for value in row if type(value) is str and value in known}


def listed_across(reader: Reader) -> Sheet | None:
    """The sheet with such a list put the usual way; None where there is none.

    >>> rows = [["项目名称", "修路", "修桥"], ["预算数", 20.0, 30.0], ["执行数", 19.0, 30.0]]
    >>> listed_across(Reader(Sheet("a", rows))).rows
    [['项目名称', '预算数', '执行数'], ['修路', 20.0, 19.0], ['修桥', 30.0, 30.0]]
    """
    meant = {text: meanings[0][0] for text, meanings in reader.known.items()}
    if not {"project", *_AMOUNTS} <= {*meant.values()}:
        return None  # nearly every sheet
    unnamed = {text for text, means in meant.items() if means == "project"}.isdisjoint
    for row in (line for line in reader.contents.telling if not unnamed(reader.rows[line])):
        said = {column: meant.get(text) for column, text in reader.texts(row)}
        beside = [column for column, means in said.items() if means != "project"]
        named = [column for column in beside if said[column] is None]
        if len(beside) == len(said) or len(named) < 2 or {*said.values()} - _HEADS:
            continue
        labels = reader.column(beside[0] - 1)
        below = takewhile(lambda line: isinstance(labels[line], str), range(row + 1, len(labels)))  # noqa: B023
        rows = [line for line in below if any(reader.data(line, column) is not None for column in named)]
        amounts = [line for line in rows if meant.get(str(labels[line])) in _AMOUNTS]
        numbers = all(reader.has_number(line, column) for line in amounts for column in named)
        if numbers and [meant[str(labels[line])] for line in amounts] == _AMOUNTS:
            block, wide = [row, *rows], range(reader.width)
            filled = [column for column in wide if any(reader.data(one, column) is not None for one in block)]
            across: list[Line] = [[(one, column) for one in block] for column in filled]
            others = (one for one in range(len(labels)) if one not in block)
            rest: list[Line] = [[(one, slot) for slot in wide] for one in others]
            return put(reader.sheet, [*rest[:row], *across, *rest[row:]])
    return None
