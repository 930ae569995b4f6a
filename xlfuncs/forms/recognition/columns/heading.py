"""一个表头 — a text of a header row and what it can mean; of several points and scores those that are of the rows themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlfuncs.forms.recognition.words.parts import Meanings
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.words import SURE
from xlfuncs.patterns import pattern

LEVELS = ("level1", "level2", "level3", "level4", "name")
MISTYPED = 2  # the weight of what a text is but for a slip
_EARNED = ("points", "score")
_DIVIDED, _LETTER = pattern(r"[A-Za-z][/÷]\(?([A-Za-z])\)?(?:[)*×]|$)"), pattern(r"\(?([A-Za-z])\)?$")


class Heading(NamedTuple):
    """A text of a header row, where it stands, and what it can mean."""

    row: int
    column: int
    text: str
    meanings: Meanings

    @property
    def meaning(self) -> str:
        """What it means first; "" of one that nobody knows."""
        return self.meanings[0][0] if self.meanings else ""

    @property
    def means(self) -> list[str]:
        """All that it can mean, the likeliest first."""
        return [meaning for meaning, _ in self.meanings]


def of_the_rows(headings: Sequence[Heading]) -> list[Heading]:
    """The headings, those of points and scores with what they mean for each row; none of what is not of the rows."""
    headings = _reviewed(headings)
    means = [heading.meaning for heading in headings]
    if means.count("points") < 2 and means.count("score") < 2:
        return headings  # nearly every header
    return _full_marks(_without_level_points(headings))


def _reviewed(headings: Sequence[Heading]) -> list[Heading]:
    """最终得分, a reviewer's too, is nothing else beside a score that can only be the unit's."""
    theirs = {one for one in headings if len(one.meanings) > 1 and one.means == ["score", "approved"]}
    if not theirs or (("score", SURE),) not in [one.meanings for one in headings]:
        return [*headings]  # nearly every header
    return [one._replace(meanings=(("approved", SURE),)) if one in theirs else one for one in headings]


def _without_level_points(headings: Sequence[Heading]) -> list[Heading]:
    """一级指标, 分值, 得分, 三级指标, 分值, 得分: points and scores after an outer level are not those of a row."""
    ordered = sorted(headings, key=lambda heading: heading.column)
    means = [heading.meaning for heading in ordered]
    last = max((place for place, meaning in enumerate(means) if meaning in LEVELS), default=0)
    outer, above = dict[Heading, str](), ""
    for heading, meaning in zip(ordered[:last], means, strict=False):
        if meaning not in _EARNED:
            above = meaning
        elif above in LEVELS[:2]:
            outer[heading] = meaning
    inner = {meaning for meaning in _EARNED if means.count(meaning) > [*outer.values()].count(meaning)}
    return [heading for heading in headings if outer.get(heading) not in inner]


def _full_marks(headings: Sequence[Heading]) -> list[Heading]:
    """三级指标, 得分, 评价标准, 指标说明, 得分: of two scores and no points, those behind the names are the points."""
    ordered = sorted(headings, key=lambda heading: heading.column)
    means = [heading.meaning for heading in ordered]
    places = [place for place, meaning in enumerate(means) if meaning == "score"]
    apart = len(places) == 2 and places[1] > places[0] + 1 and "points" not in means
    if not (apart and means[places[0] - 1] in LEVELS and {"standard", "meaning"} & {*means}):
        return [*headings]
    worth = ordered[places[0]]
    return [one._replace(meanings=(("points", SURE),)) if one is worth else one for one in headings]


def is_called(rate: Heading, budget: Heading) -> bool:
    """Whether the rate says by the letter of the budget that it is of that."""
    divided, letter = _DIVIDED.search(normal(rate.text)), _LETTER.search(normal(budget.text))
    return divided is not None and letter is not None and divided[1] == letter[1]
