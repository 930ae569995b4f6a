"""标题与表型 — which official form a table is, from its title and labels, and what it may not lack."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlfuncs.errors import UnknownForm
from xlfuncs.evaluation.content import Table
from xlfuncs.forms.layout import forms
from xlfuncs.forms.plan import HELPERS
from xlfuncs.forms.recognition.headers import Header
from xlfuncs.forms.recognition.rate_rows import year_function
from xlfuncs.forms.recognition.reader import Reader
from xlfuncs.forms.recognition.words import LONGEST, bare, normal, words

__all__ = ["form_of", "head_texts", "missing_parts", "unit_of"]

BEIJING = "department-evaluation-beijing"
HUBEI = "department-self-evaluation-hubei"
DEPARTMENT = "department-self-evaluation"
PROJECT = "project-self-evaluation"
LEDGER = "duty-ledger-beijing"
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
    if len(set(sections) & set(words("beijing")["sections"])) > 1:
        return BEIJING
    if any(word in normal(title or "") for word in words("titles")["ledger"]):
        return LEDGER
    known, labels = words("titles"), {bare(normal(text)) for text in texts}
    department = any(word in normal(title or sheet) for word in known["department"])
    project = any(word in normal(title or sheet) for word in known["project"])
    if not department and not project:
        project = not labels.isdisjoint(known["project_labels"])
        department = not project and not labels.isdisjoint(known["department_labels"])
    if department:
        hubei = all(any(label.startswith(word) for label in labels) for word in words("hubei")["labels"])
        return HUBEI if hubei else DEPARTMENT
    if project:
        return PROJECT
    raise UnknownForm(
        f"{file}，工作表「{sheet}」：找到了指标表头，但标题（{title or '无'}）与行名都没有说明"
        "是部门整体还是项目的自评表 | department or project?"
    )


def missing_parts(form: str, headers: Sequence[Header], table: Table) -> list[str]:
    """What a table of this form must have and this one has not."""
    kinds = {header.kind for header in headers}
    names = {section.name for section in table.sections}
    missing = []
    if form == BEIJING:
        missing += [f"「{name}」一段" for name in words("beijing")["sections"] if name not in names]
        if "years" not in kinds and any(year_function(item.name) for item in table.items):
            missing.append("结转结余率、预决算差异率的「上年、本年」表头")
    standards = any("standard" in header.columns for header in headers)  # 指标体系评分表 need no amounts
    if "execution" not in kinds and form != LEDGER and not (standards and form == DEPARTMENT):
        missing.append("资金表头（预算数、执行数）")
    if "indicators" not in kinds:
        missing.append("指标表头（三级指标、指标值、完成值、得分）")
    scored = any({"score", "entered"} & set(header.columns) for header in headers)
    if scored and "total" not in table.cells:
        missing.append("合计（总分）行")
    own = [header for header in headers if header.own]
    return missing + (_missing_helpers(form, own) if own else [])


def _missing_helpers(form: str, headers: Sequence[Header]) -> list[str]:
    """Helper columns of our own workbooks whose header somebody wrote over: nothing is read around them."""
    keys = [key for layout in forms() if layout.id == form for key in layout.sheets[0].helpers]
    return [
        f"第 {header.row + 1} 行表头中的「{HELPERS[key][0]}」"
        for header in headers
        for key in keys
        if ("approved_reason" if key == "reason" else key) not in header.columns
    ]


def unit_of(texts: Sequence[str]) -> str | None:
    """The unit of the amounts, where the labels show one and only one.

    >>> unit_of(["项目资金（万元）", "预算数"]), unit_of(["预算数（元）", "执行数（万元）"])
    ('万元', None)
    """
    found = {match[1] or match[2] for text in texts for match in _UNIT.finditer(normal(text))}
    return found.pop() if len(found) == 1 else None
