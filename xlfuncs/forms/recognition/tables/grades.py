"""等级 — the grade that a table states."""

from __future__ import annotations

from collections.abc import Iterable

from xlfuncs.cells import Place
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.words.row_labels import GRADE_LABEL, is_total
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.patterns import pattern

GRADE = pattern("优秀?|良好?|中等?|差|合格|基本合格|不合格")


def read_grade(reader: Reader, rows: Iterable[int]) -> tuple[str, Place] | None:
    """The first grade beside such a label, or behind it, or at the end of the total row: 总分 100 96 优; None where none
    is filled in.
    """
    for row in rows:
        texts = reader.texts(row)
        if len(texts) > 1 and is_total(texts[0][1]) and GRADE.fullmatch(normal(texts[-1][1])):
            return normal(texts[-1][1]), reader.at(row, texts[-1][0])
        for place, (column, text) in enumerate(texts):
            said = GRADE_LABEL.fullmatch(normal(text)) if len(text) < 20 else None
            if said is None:
                continue
            if GRADE.fullmatch(said["grade"]):
                return said["grade"], reader.at(row, column)
            beside = texts[place + 1 : place + 2]
            if not said["grade"] and beside and GRADE.fullmatch(normal(beside[0][1])):
                return normal(beside[0][1]), reader.at(row, beside[0][0])
    return None
