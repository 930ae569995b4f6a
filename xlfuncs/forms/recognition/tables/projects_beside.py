"""并排的项目 — projects beside each other in one table: headings that are merged across points and scores of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xlfuncs.cells import Corners, Sheet, Value
from xlfuncs.forms.recognition.cells.contents import contents
from xlfuncs.forms.recognition.cells.values import amount_or_none, as_text
from xlfuncs.forms.recognition.columns.header_rows import year_of
from xlfuncs.forms.recognition.words.parts import Known, parts_of
from xlfuncs.forms.recognition.words.row_labels import is_row
from xlfuncs.forms.recognition.words.texts import bare, normal, part_of_year
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.scoring.numbers import exact

HEAD = 60  # rows in which the headers of such tables stand
_JUDGED = {"points", "score"}
_GOALS = {"target", "actual", "score"}  # of projects that share their points
_WHOLE = 100  # points of a project


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
