"""另一次评分 — columns of scores beside the one that counts: those of several who reviewed a table, one after the other."""

from __future__ import annotations

from xlfuncs.evaluation.findings.register import finding
from xlfuncs.forms.recognition.cells.reader import Reader, amount_or_none
from xlfuncs.forms.recognition.columns.assignment import Assignment, Heading
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import is_placeholder

_FEWEST = 2  # rows with points and such a score
_SCORES = {"score", "approved"}
_WHICH = "0123456789ABCDE一二三四五六七甲乙丙丁戊"  # 专家1, 评委甲


def other_scores(
    reader: Reader, columns: dict[str, int], made: Assignment, rows: range
) -> tuple[Heading, ...]:
    """Those of the unread headings below which scores within the points of their rows stand, and that a column was so
    read is said.
    """
    if not {"points", "score"} <= columns.keys():
        return ()
    found = [one for one in made.unread if _says_score(one) and _within(reader, one, columns["points"], rows)]
    for heading in found:
        made.unread.remove(heading)
        at = reader.at(heading.row, heading.column)
        made.findings.append(finding("column-unread", case="scores", at=at, found=heading.text))
    return tuple(found)


def _says_score(heading: Heading) -> bool:
    """Whether a heading speaks of a score, or of somebody who gives one: 初评得分, 财政复核."""
    text = bare(normal(heading.text)).rstrip(_WHICH)
    if any(word in text for word in words("other_columns")["no_scores"]):
        return False
    listed = words("parts")["approved"]
    return any(one in _SCORES for one, _ in heading.meanings) or text.endswith(tuple(listed))


def _within(reader: Reader, heading: Heading, points: int, rows: range) -> bool:
    """Whether nearly all are scores of their rows: one may be mistyped."""
    cells = [(reader.data(row, heading.column), reader.data(row, points)) for row in rows]
    filled = [pair for pair in cells if not any(map(is_placeholder, pair))]
    pairs = [(amount_or_none(score), amount_or_none(worth)) for score, worth in filled]
    right = [score is not None and worth is not None and 0 <= score <= worth for score, worth in pairs]
    return sum(right) >= max(_FEWEST, len(right) - 1)
