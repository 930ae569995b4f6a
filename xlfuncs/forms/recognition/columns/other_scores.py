"""另一次评分 — columns of scores beside the one that counts: those of several who reviewed a table, one after the other."""

from __future__ import annotations

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.assignment import Assignment, Heading, unread
from xlfuncs.forms.recognition.columns.evidence import Columns, scores_within
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import words

_SCORES = {"score", "approved"}
_WHICH = "0123456789ABCDE一二三四五六七甲乙丙丁戊"  # 专家1, 评委甲


def other_scores(reader: Reader, columns: Columns, made: Assignment, rows: range) -> tuple[Heading, ...]:
    """Those of the unread headings below which scores within the points of their rows stand, and that a column was so
    read is said.
    """
    if not {"points", "score"} <= columns.keys():
        return ()
    said = filter(_says_score, made.unread)
    found = [one for one in said if scores_within(reader, one.column, columns["points"], rows)]
    for heading in found:
        made.unread.remove(heading)
        made.findings.append(unread(reader, heading, case="scores"))
    return tuple(found)


def _says_score(heading: Heading) -> bool:
    """Whether a heading speaks of a score, or of somebody who gives one: 初评得分, 财政复核."""
    text = bare(normal(heading.text)).rstrip(_WHICH)
    if any(word in text for word in words("other_columns")["no_scores"]):
        return False
    listed = words("parts")["approved"]
    return not _SCORES.isdisjoint(heading.means) or text.endswith(tuple(listed))
