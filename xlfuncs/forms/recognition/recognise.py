"""识别 — find the self-evaluation tables of a workbook and read them, by header words, not addresses.

A block of indicators or of amounts is a table. What is there is read; what is missing, or can be read in two ways,
is a finding, and nothing of one table or sheet holds back the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.cells import Place, Sheet
from xlfuncs.errors import UnknownForm
from xlfuncs.evaluation.content import Item, Section, Table
from xlfuncs.evaluation.findings.goals import ANY_GOALS
from xlfuncs.evaluation.findings.register import Finding, Severity, finding
from xlfuncs.forms.layout import load_layout
from xlfuncs.forms.recognition.cells.reader import Reader, as_text
from xlfuncs.forms.recognition.cells.simplified import simplified
from xlfuncs.forms.recognition.cells.unseen import unseen_characters
from xlfuncs.forms.recognition.columns.marks import Mark
from xlfuncs.forms.recognition.funds.amounts_beside import read_beside
from xlfuncs.forms.recognition.funds.amounts_said import read_said
from xlfuncs.forms.recognition.funds.basics import Basics, is_basics, read_basics
from xlfuncs.forms.recognition.funds.breakdowns import check_breakdowns
from xlfuncs.forms.recognition.funds.execution import read_execution
from xlfuncs.forms.recognition.funds.rate_rows import read_rates
from xlfuncs.forms.recognition.indicators.indicators import read_indicators
from xlfuncs.forms.recognition.indicators.labelled import read_labelled
from xlfuncs.forms.recognition.tables.by_project import by_project
from xlfuncs.forms.recognition.tables.extent import TableOutline, blocks, cut, left_over
from xlfuncs.forms.recognition.tables.goal_tables import read_goals
from xlfuncs.forms.recognition.tables.goal_texts import read_goal_texts
from xlfuncs.forms.recognition.tables.joined import joined
from xlfuncs.forms.recognition.tables.jurisdiction import headings, place_fields
from xlfuncs.forms.recognition.tables.lists import Lists, find_lists, nearly, read_fields
from xlfuncs.forms.recognition.tables.missing import lost_helpers, missing_parts
from xlfuncs.forms.recognition.tables.printed_grade import read_grade
from xlfuncs.forms.recognition.tables.projects import PROJECTS, read_projects
from xlfuncs.forms.recognition.tables.rest import rest
from xlfuncs.forms.recognition.tables.side_by_side import side_by_side
from xlfuncs.forms.recognition.tables.titles import ANY, form_of, head_texts, heading, is_interim, unit_of
from xlfuncs.forms.recognition.tables.totals import drop_unproven_goals, proven_total, read_total
from xlfuncs.forms.recognition.tables.whose import departments, project

_FOOT = 15  # rows at the end of a table that may hold its grade


def recognise(sheets: Sequence[Sheet], *, file: str) -> list[Table]:
    """识别工作簿里的自评表 — the tables of a workbook, in order of sheet and row.

    Parameters
    ----------
    sheets : sequence of Sheet
        All sheets as read.
    file : str
        What messages call the workbook.

    Raises
    ------
    UnknownForm
        No table at all; the message says what was seen.

    >>> recognise([Sheet("Sheet1", [["通知"]])], file="a.xlsx")
    Traceback (most recent call last):
    xlfuncs.errors.UnknownForm: a.xlsx：没有认出绩效自评表或评分表...
    """
    basics, findings = read_basics(sheets)
    found = _Found(basics, findings=findings)
    for sheet in (part for whole in sheets for part in side_by_side(simplified(whole))):
        if not is_basics(sheet):
            before = len(found.tables)
            _read(sheet, found)
            found.tables[before:] = sorted(found.tables[before:], key=lambda one: one[0])
    tables = joined([table for _, table in found.tables])
    found.others += _place(found.listed, tables, basics)
    if not tables:
        seen = "；".join(found.others) or "看过的工作表：" + (
            "、".join(sheet.name for sheet in sheets) or "（无）"
        )
        raise UnknownForm(
            f"{file}：没有认出绩效自评表或评分表。{seen}。"
            "自评表应有标题（…自评表、…评分表）、资金表头（预算数、执行数）和"
            "指标表头（三级指标、指标值、完成值、得分） | no self-evaluation table found"
        )
    tables[0].findings += found.findings
    if not found.basics:
        tables[0].findings += _unread(found.unread, {table.sheet for table in tables})
    return tables


@dataclass(slots=True)
class _Found:
    """What a workbook holds, sheet by sheet."""

    basics: Basics
    findings: list[Finding]
    tables: list[tuple[int, Table]] = field(
        default_factory=list
    )  # with the row where its first header stands
    others: list[str] = field(default_factory=list)  # what was seen that is no table
    listed: list[tuple[str, str, Lists]] = field(default_factory=list)
    unread: list[Sheet] = field(default_factory=list)  # sheets, and parts of some, without a table


def _read(sheet: Sheet, found: _Found, *, part: bool = False) -> None:
    """Read the tables of a sheet, then of the parts that belong to none."""
    reader = Reader(sheet)
    outlines = [part for whole in cut(reader) for part in by_project(reader, whole)]
    scored = [outline for outline in outlines if outline.is_table]
    # a list that belongs to one of our forms is no table of its own
    ours = found.basics and all(
        {header.kind for header in one.headers} <= {"projects", "execution"} for one in scored
    )
    if (ours or not scored) and (lists := find_lists(reader)):
        found.listed += [(reader.name, lists[0], table) for table in lists[1]]
        return
    for outline in scored:
        table, lost = _table(reader, outline, found.basics)
        if lost:
            title = reader.text(outline.title.row, outline.title.column) if outline.title else None
            found.others.append(f"工作表「{reader.name}」：像是{title or table.form}，缺少{lost}")
            found.findings.append(finding("headers-lost", sheet=reader.name, found=lost))
        else:
            found.tables.append((outline.head.stop, table))
    goals = [outline for outline in outlines if outline.has("goals")] if not scored else []
    found.tables += [(outline.head.stop, _goals(reader, outline)) for outline in goals]
    if scored or goals:
        found.findings += [] if part else unseen_characters(reader)
        for other in (one for beside, _ in rest(sheet, outlines) for one in side_by_side(beside)):
            _read(other, found, part=True)
        return
    found.unread.append(sheet)
    found.others += [outline.describe(reader) for outline in outlines if outline.title or outline.headers]
    found.others += [lacking] if (lacking := nearly(reader)) else []


def _unread(parts: Sequence[Sheet], read: set[str]) -> Iterator[Finding]:
    """Rows of figures in sheets without a table, and beside the tables of others, where they matter more."""
    for part in parts:
        for _, cells in rest(part, []):
            name = as_text(part.value(*cells[0]))
            severity: Severity = "warning" if part.name in read else "info"
            at = Place(part.name, *cells[0])
            yield finding("rows-unread", severity=severity, at=at, found=name, count=len(cells))


def _place(listed: Sequence[tuple[str, str, Lists]], tables: list[Table], basics: Basics) -> list[str]:
    """Lists of a form that is scored belong to its table, those of one that is not are a table.

    Gives what was found that belongs to no table.
    """
    scored, alone = {table.form: table for table in tables}, []
    for sheet, form, lists in listed:
        if form in scored:
            scored[form].lists |= lists
        elif load_layout(form).rule:
            alone.append(f"工作表「{sheet}」只有「{load_layout(form).name}」的清单")
        else:
            unit = basics["unit"][0] if "unit" in basics else None
            tables.append(Table(sheet, form, unit=unit, lists=lists))
    return alone


def _goals(reader: Reader, outline: TableOutline) -> Table:
    """A table of targets that earn no points."""
    reader.findings = [found for header in outline.headers for found in header.findings]
    lists: Lists = {}
    for header, rows in blocks(outline):
        if header.kind == "goals":
            lists |= read_goals(reader, header, rows, range(outline.start, header.row))
    return Table(
        reader.name,
        ANY_GOALS,
        departments=departments(reader, outline.head),
        project=project(reader, outline.head),
        lists=lists,
        findings=reader.findings,
    )


def _table(reader: Reader, outline: TableOutline, basics: Basics) -> tuple[Table, str]:
    """The table, and what headers it has lost."""
    reader.findings = findings = [found for header in outline.headers for found in header.findings]
    for row in outline.unknown:
        texts = [text for _, text in reader.texts(row)]
        at = reader.at(row, reader.texts(row)[0][0])
        reader.note("column-unread", case="header", severity="warning", at=at, found="、".join(texts))
    for cell in left_over(reader, outline):
        reader.note("row-unread", at=reader.at(*cell), found=reader.text(*cell))
    texts = head_texts(reader, outline.start, outline.headers)
    sections: dict[str, Section] = {}
    items: list[Item] = []
    details: list[Item] = []
    cells: dict[str, Place] = {}
    funds = None
    if not outline.has("execution"):
        funds = read_beside(reader, outline.amounts, outline.head.stop)
        funds = funds or (None if outline.has("projects") else read_said(reader, outline.head))
    if funds:
        _merge(sections, funds[0])
        items += funds[1]
    for header, rows in blocks(outline):
        if header.kind == "execution":
            section, found_items, parts = read_execution(reader, header, rows)
            details += parts
            for item in found_items[:1]:
                check_breakdowns(reader, item, rows)
            if (score := header.columns.get("score")) is not None and not header.own:
                found_items += read_labelled(reader, score, min(header.columns.values()), rows, found_items)
            _merge(sections, [section, *(Section(one.section, one.points) for one in found_items[1:])])
            items += found_items
        elif header.kind == "projects":
            section, found_items = read_projects(reader, header, rows)
            _merge(sections, [section])
            items += found_items
        elif header.kind == "indicators":
            found, found_items, total = read_indicators(reader, header, rows, outline.subtotals, cells)
            if total is not None:
                outline.totals.append(Mark("total", total, min(header.columns.values())))
            _merge(sections, found)
            items += found_items
        else:
            name = items[-1].section if items else ""
            items += read_rates(reader, header, rows, name, basics)
    title = reader.text(outline.title.row, outline.title.column) if outline.title else None
    listed = {header.kind for header in outline.headers} == {"projects"}
    form = PROJECTS if listed else form_of(title, reader.name, texts, list(sections))
    table = Table(
        sheet=reader.name,
        form=form,
        rule=basics["rule"][0] if "rule" in basics else None,
        fields=place_fields(reader, outline.head, outline.title),
        headings=[*headings(reader, outline.headers), *((name, None) for name in sections)],
        unit=basics["unit"][0] if "unit" in basics else unit_of(texts),
        departments=departments(reader, outline.head),
        project=outline.project or project(reader, outline.head),
        year=basics.get("year"),
        approval=[basics[key] for key in ("approved_office", "approved_date") if key in basics],
        sections=list(sections.values()),
        items=items,
        details=details,
        cells=cells,
        own=any(header.own for header in outline.headers),
    )
    table.lists = read_fields(reader, form, outline.head)
    first = next((header.row for header in outline.headers if header.kind == "indicators"), outline.end)
    table.lists |= read_goal_texts(reader, range(outline.start, first))
    table.entered_grade = read_grade(
        reader, [*outline.head, *range(max(first, outline.end - _FOOT), outline.end)]
    )
    read_total(reader, outline.totals, outline.headers, table)
    drop_unproven_goals(table)
    proven_total(reader, outline.head, outline.end, table)
    findings += missing_parts(table, outline.headers, listed=outline.project is not None)
    if is_interim(title, outline.headers):  # what it would be scored by is not missing
        findings[:] = [replace(found, severity="info") for found in findings]
    if form == ANY:
        said = title or heading(reader, outline.head)
        severity = "info" if said else "warning"
        told: dict[str, Any] = {
            "found": said or None,
            "title": said or Both("无", "none"),
            "sheet": reader.name,
        }
        reader.note("form-assumed", severity=severity, **told)
    table.findings = findings
    return table, "、".join(lost_helpers(form, outline.headers))


def _merge(sections: dict[str, Section], found: list[Section]) -> None:
    for section in found:
        sections.setdefault(section.name, section)
