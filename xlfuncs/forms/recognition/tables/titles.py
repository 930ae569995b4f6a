"""标题与表型 — which official form a table is, from its title and labels."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xlfuncs.forms.layout import layouts
from xlfuncs.forms.layout_parts import Recognise
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.words.texts import LONGEST, bare, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.patterns import pattern

_EVALUATES = pattern("自评|绩效|评价|考核")
_UNIT = pattern(r"单位[:：](?:人民币)?(万元|元|亿元)|\((?:单位[:：])?(?:人民币)?(万元|元|亿元)\)")


def head_texts(reader: Reader, start: int, headers: Sequence[Header]) -> list[str]:
    """The titles, unit names and labels above the indicators, and in all headers; long texts are prose."""
    ends = [header.end for header in headers] or [start]
    first = next((header.end for header in headers if header.kind == "indicators"), ends[-1])
    rows = [*range(start, first + 1), *(header.row for header in headers if header.row > first)]
    return ["".join(text.split()) for row in rows for _, text in reader.texts(row) if len(text) <= LONGEST]


def heading(reader: Reader, head: range) -> str | None:
    """A text alone in its row above the headers that speaks of an evaluation: 农机购置补贴绩效自评."""
    alone = [texts[0][1] for row in head if len(texts := reader.texts(row)) == 1]
    return next((text for text in alone if _EVALUATES.search(text) and len(text) <= LONGEST), None)


def is_interim(title: str | None, headers: Sequence[Header]) -> bool:
    """Whether a table only watches over the year that has not ended: it has neither points nor scores."""
    scored = any({"points", "score"} & header.columns.keys() for header in headers)
    return bool(title) and not scored and any(word in str(title) for word in words("titles")["interim"])


def form_of(title: str | None, sheet: str, texts: Sequence[str], sections: Sequence[str]) -> str:
    """The id of the form; the last where neither title nor labels say whose evaluation it is."""
    head, labels = normal(title or sheet), {bare(normal(text)) for text in texts}
    known = [(layout.id, layout.recognise) for layout in layouts() if layout.recognise]
    known.sort(key=lambda pair: pair[1].order)
    for form, marks in known:
        if _fits(marks, head, labels, sections):
            closer = (other for other, more in known if more.narrows == form and _has_rows(more, labels))
            return next(closer, form)
    return known[-1][0]


def _fits(marks: Recognise, head: str, labels: Collection[str], sections: Sequence[str]) -> bool:
    if marks.narrows or any(word in head for word in marks.other_titles):
        return False
    if len(set(sections) & set(marks.sections)) > 1 or any(word in head for word in marks.titles):
        return True
    return any(word in labels for word in marks.labels)


def _has_rows(marks: Recognise, labels: Collection[str]) -> bool:
    return all(any(label.startswith(word) for label in labels) for word in marks.rows)


def unit_of(texts: Sequence[str]) -> str | None:
    """The unit of the amounts, where the labels show one and only one.

    >>> unit_of(["项目资金（万元）", "预算数"]), unit_of(["预算数（元）", "执行数（万元）"])
    ('万元', None)
    """
    found = {match[1] or match[2] for text in texts for match in _UNIT.finditer(normal(text))}
    return found.pop() if len(found) == 1 else None
