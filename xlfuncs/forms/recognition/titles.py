"""标题与表型 — which official form a table is, from its title and labels, and what it may not lack."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from xlfuncs.errors import UnknownForm
from xlfuncs.evaluation.content import Table
from xlfuncs.forms.helper_columns import helper_columns
from xlfuncs.forms.layout import Recognise, layouts
from xlfuncs.forms.recognition.headers import Header
from xlfuncs.forms.recognition.rate_rows import rate_names, rate_row
from xlfuncs.forms.recognition.reader import Reader
from xlfuncs.forms.recognition.texts import LONGEST, bare, normal

__all__ = ["form_of", "head_texts", "missing_parts", "unit_of"]

_BLOCKS = {
    "execution": "资金表头（预算数、执行数）",
    "indicators": "指标表头（三级指标、指标值、完成值、得分）",
}
_UNIT = re.compile(r"单位[:：](万元|元|亿元)|\((?:单位[:：])?(万元|元|亿元)\)")


def head_texts(reader: Reader, start: int, headers: Sequence[Header]) -> list[str]:
    """The titles, unit names and labels above the indicators, and in all headers; long texts are prose."""
    first = next((header.end for header in headers if header.kind == "indicators"), headers[-1].end)
    rows = [*range(start, first + 1), *(header.row for header in headers if header.row > first)]
    return ["".join(text.split()) for row in rows for _, text in reader.texts(row) if len(text) <= LONGEST]


def form_of(title: str | None, sheet: str, texts: Sequence[str], sections: Sequence[str], file: str) -> str:
    """The id of the form.

    Raises
    ------
    UnknownForm
        Neither title nor labels say whether a department or a project is evaluated.
    """
    head, labels = normal(title or sheet), {bare(normal(text)) for text in texts}
    known = [(layout.id, layout.recognise) for layout in layouts() if layout.recognise]
    for form, marks in sorted(known, key=lambda pair: pair[1].order):
        if _fits(marks, head, labels, sections):
            closer = (other for other, more in known if more.narrows == form and _has_rows(more, labels))
            return next(closer, form)
    raise UnknownForm(
        f"{file}，工作表「{sheet}」：找到了指标表头，但标题（{title or '无'}）与行名都没有说明"
        "是部门整体还是项目的自评表 | department or project?"
    )


def _fits(marks: Recognise, head: str, labels: Collection[str], sections: Sequence[str]) -> bool:
    if marks.narrows or any(word in head for word in marks.other_titles):
        return False
    if len(set(sections) & set(marks.sections)) > 1 or any(word in head for word in marks.titles):
        return True
    return any(word in labels for word in marks.labels)


def _has_rows(marks: Recognise, labels: Collection[str]) -> bool:
    return all(any(label.startswith(word) for label in labels) for word in marks.rows)


def missing_parts(form: str, headers: Sequence[Header], table: Table) -> list[str]:
    """What a table of this form must have and this one has not."""
    layout = next(layout for layout in layouts() if layout.id == form)
    marks = layout.recognise or Recognise()
    names = {section.name for section in table.sections}
    missing = [f"「{name}」一段" for name in marks.sections if name not in names]
    excused = {header.kind for header in headers}
    if marks.amounts_unless and any(marks.amounts_unless in header.columns for header in headers):
        excused.add("execution")
    if not any(rate_row(item.name) for item in table.items):
        excused.add("rates")
    headed = _BLOCKS | {"rates": f"{'、'.join(rate_names())}的「上年、本年」表头"}
    missing += [headed[kind] for kind in marks.needs if kind not in excused]
    scored = any({"score", "entered"} & set(header.columns) for header in headers)
    if scored and "total" not in table.cells:
        missing.append("合计（总分）行")
    helpers = layout.sheets[0].helpers if layout.sheets else []
    return missing + [
        f"第 {header.row + 1} 行表头中的「{helper_columns()[key].title}」"
        for header in headers
        if header.own  # nothing of our own is read around a helper header that somebody wrote over
        for key in helpers
        if key not in header.columns
    ]


def unit_of(texts: Sequence[str]) -> str | None:
    """The unit of the amounts, where the labels show one and only one.

    >>> unit_of(["项目资金（万元）", "预算数"]), unit_of(["预算数（元）", "执行数（万元）"])
    ('万元', None)
    """
    found = {match[1] or match[2] for text in texts for match in _UNIT.finditer(normal(text))}
    return found.pop() if len(found) == 1 else None
