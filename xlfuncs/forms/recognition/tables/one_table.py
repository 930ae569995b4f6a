"""一张表 — one table of a sheet: what its blocks hold, whose it is, and what came of it."""

from __future__ import annotations

from dataclasses import replace

from xlfuncs.bilingual import Both
from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item, Section, Table
from xlfuncs.forms.layout import kind_of
from xlfuncs.forms.recognition.cells.reader import Reader, in_stated_unit
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.marks import AMOUNTS, Mark
from xlfuncs.forms.recognition.funds.amount_rows import check_breakdowns
from xlfuncs.forms.recognition.funds.amounts import earned_as_indicator
from xlfuncs.forms.recognition.funds.amounts_beside import check_totals, read_beside
from xlfuncs.forms.recognition.funds.amounts_said import note_unread, read_said
from xlfuncs.forms.recognition.funds.basics import Basics, read_rates
from xlfuncs.forms.recognition.funds.detail_sums import check_across
from xlfuncs.forms.recognition.funds.earned import read_labelled
from xlfuncs.forms.recognition.funds.execution import read_execution
from xlfuncs.forms.recognition.indicators.indicators import read_indicators
from xlfuncs.forms.recognition.tables.extent import left_over
from xlfuncs.forms.recognition.tables.goals import check_tasks, read_goal_texts, read_goals
from xlfuncs.forms.recognition.tables.lists import Lists, read_entry, read_fields
from xlfuncs.forms.recognition.tables.missing import asked, check_unit, lost_helpers, marks_of, missing_parts
from xlfuncs.forms.recognition.tables.outline import TableOutline
from xlfuncs.forms.recognition.tables.projects import read_projects
from xlfuncs.forms.recognition.tables.rate_points import settle_rate
from xlfuncs.forms.recognition.tables.total_cells import check_columns, read_grade
from xlfuncs.forms.recognition.tables.totals import drop_unproven_goals, proven_total, read_total
from xlfuncs.forms.recognition.tables.whose import (
    departments,
    form_of,
    head_texts,
    heading,
    headings,
    is_interim,
    place_fields,
    project,
    unit_of,
)
from xlfuncs.forms.recognition.words.texts import label, label_points
from xlfuncs.forms.recognition.words.words import first_meaning

_FOOT = 15  # rows at the end of a table that may hold its grade


def read_targets(reader: Reader, outline: TableOutline) -> Table:
    """A table of targets that earn no points."""
    reader.findings = [finding for header in outline.headers for finding in header.findings]
    lists: Lists = {}
    _put_units(reader, outline, unit_of(head_texts(reader, outline.start, outline.headers)))
    for header, rows in outline.blocks():
        if header.kind == "goals":
            lists |= read_goals(reader, header, rows, range(outline.start, header.row))
            check_totals(reader, range(outline.start, header.row))
            outline.between |= check_tasks(reader, range(outline.start, header.row))
            if outline.totals and (points := header.columns.get("points")) is not None:
                lists["total"] = [read_entry(reader, outline.totals[-1].row, {"points": points})]
    return Table(
        reader.name,
        kind_of("goals"),
        fields=place_fields(reader, outline.head, outline.title),
        departments=departments(reader, outline.head),
        project=project(reader, outline.head),
        lists=lists,
        demanding=False,
        findings=reader.findings,
    )


def read_table(reader: Reader, outline: TableOutline, basics: Basics) -> tuple[Table, str]:
    """The table, and what headers it has lost."""
    reader.findings = findings = [finding for header in outline.headers for finding in header.findings]
    for row in outline.unknown:
        texts = [text for _, text in reader.texts(row)]
        place = reader.at(row, reader.texts(row)[0][0])
        reader.note("column-unread", case="header", severity="warning", at=place, found="、".join(texts))
    for cell in left_over(reader, outline):
        reader.note("row-unread", at=reader.at(*cell), found=reader.text(*cell))
    texts = head_texts(reader, outline.start, outline.headers)
    _put_units(reader, outline, unit := unit_of(texts))
    check_unit(reader, outline.headers, basics.get("unit"))
    sections, items, details, cells = _content(reader, outline, basics)
    title = reader.text(outline.title.row, outline.title.column) if outline.title else None
    listed = {header.kind for header in outline.headers} == {"projects"}
    said = title or heading(reader, outline.head)
    form = kind_of("projects") if listed else form_of(said, reader.name, texts, list(sections))
    table = Table(
        sheet=reader.name,
        form=form,
        judges=(marks := marks_of(form)).judges,
        both_kinds=marks.both_kinds,
        rule=basics["rule"][0] if "rule" in basics else None,
        fields=place_fields(reader, outline.head, outline.title),
        headings=[*headings(reader, outline.headers), *((name, None) for name in sections)],
        unit=basics["unit"][0] if "unit" in basics else unit,
        departments=departments(reader, outline.head, basics.get("department")),
        project=outline.project or project(reader, outline.head),
        year=basics.get("year"),
        approval=[basics[key] for key in ("approved_office", "approved_date") if key in basics],
        sections=list(sections.values()),
        items=items,
        details=details,
        cells=cells | {key: place for key, (_, place) in basics.items() if key == "rule"},
        asked=asked(reader, outline.headers),
        own=any(header.own for header in outline.headers),
    )
    table.lists = read_fields(reader, form, outline.head)
    first = next((header.row for header in outline.headers if header.kind == "indicators"), outline.end)
    table.lists |= read_goal_texts(reader, range(outline.start, first))
    foot = range(max(first, outline.end - _FOOT), outline.end)
    table.entered_grade = read_grade(reader, [*outline.head, *foot])
    partial = read_total(reader, outline.totals, outline.headers, table)
    drop_unproven_goals(table)
    proven_total(reader, outline.head, outline.end, table)
    settle_rate(reader, table)
    check_columns(reader, outline.headers, table)
    labels = (text for row in range(outline.start, outline.end) for _, text in reader.texts(row))
    exported, unread = outline.project is not None, any(first_meaning(text) in AMOUNTS for text in labels)
    findings += missing_parts(table, outline.headers, listed=exported, partial=partial, unread=unread)
    if is_interim(title, outline.headers):  # what it would be scored by is not missing
        table.asked, findings[:] = None, [replace(finding, severity="info") for finding in findings]
    elif all(item.actual is item.entered is None for item in items):  # nobody has begun: nothing is wrong yet
        findings[:] = [replace(one, severity="warning") if one.case == "amounts" else one for one in findings]
    if not table.judges:
        shown = said or Both("无", "none")
        judged = any(item.points or item.entered is not None for item in items)  # else a sheet of mere data
        severity = "warning" if judged and not said else "info"
        reader.note("form-assumed", severity=severity, found=said or None, title=shown, sheet=reader.name)
    refused = {one.cell: one for one in reversed(findings) if one.code == "not-a-number"}
    # a cell may be asked for twice, as another term
    table.findings = [one for one in findings if one.code != "not-a-number" or refused[one.cell] is one]
    return table, "、".join(lost_helpers(form, outline.headers))


def _put_units(reader: Reader, outline: TableOutline, unit: str | None) -> None:
    """Read the amounts of a table in the units that it states."""
    in_stated_unit(reader, outline.head, range(0), [said := f"({unit})"])
    for header, rows in outline.blocks():
        if header.kind in ("execution", "projects") and not header.own:  # a text there is an error
            in_stated_unit(reader, rows, range(header.row, header.end + 1), [header.label or "", said])


def _content(
    reader: Reader, outline: TableOutline, basics: Basics
) -> tuple[dict[str, Section], list[Item], list[Item], dict[str, Place]]:
    """The sections, the rows that may earn points, the amounts that make up others, and where subtotals stand."""
    sections: dict[str, Section] = {}
    items: list[Item] = []
    details: list[Item] = []
    cells: dict[str, Place] = {}
    funds = None
    if not outline.has("execution"):
        funds = read_beside(reader, outline.amounts, outline.head.stop)
        funds = funds or (None if outline.has("projects") else read_said(reader, outline.head))
    if funds:
        check_across(reader, funds[1][:1], outline.head)
        _merge(sections, funds[0])
        items += funds[1]
    elif not any(map(outline.has, ("execution", "projects"))):
        note_unread(reader, outline.head)
    for header, rows in outline.blocks():
        if header.kind == "execution":
            section, found_items, parts = read_execution(reader, header, rows)
            details += parts
            if section.name in sections and header.label:  # other amounts of the same table
                section.name = label(header.label)
                for item in found_items:
                    item.section = section.name
            elif isinstance(section.points, float) and (of := sections.get(section.name)):
                of.points = (of.points if isinstance(of.points, float) else 0.0) + section.points
            for item in found_items[:1]:
                check_breakdowns(reader, item, rows)
            check_across(reader, found_items[:1], range(header.row, header.end + 1))
            if (score := header.columns.get("score")) is not None and not header.own:
                found_items += read_labelled(reader, score, min(header.columns.values()), rows, found_items)
            new_sections = [section, *(Section(one.section, one.points) for one in found_items[1:])]
        elif header.kind == "projects":
            section, found_items, sums = read_projects(reader, header, rows)
            details += sums
            check_across(reader, found_items, range(header.row, header.end + 1))
            new_sections = [section]
        elif header.kind == "indicators":
            new_sections, found_items, total = read_indicators(reader, header, rows, outline.subtotals, cells)
            if total is not None:
                outline.totals.append(Mark("total", total, min(header.columns.values())))
        else:
            own, last = _own_section(reader, header), items[-1].section if items else ""
            found_items = read_rates(reader, header, rows, own.name if own else last, basics)
            new_sections = [own] if own and found_items else []
        _merge(sections, new_sections)
        items += found_items
    earned_as_indicator(reader, items)
    return sections, items, details, cells


def _own_section(reader: Reader, header: Header) -> Section | None:
    """The section whose heading stands alone above a block: 二、预算管理情况（20分）."""
    above = reader.texts(header.row - 1) if header.row else []
    if len(above) != 1 or above[0][1] != header.label:
        return None
    return Section(label(header.label), label_points(header.label))


def _merge(sections: dict[str, Section], added: list[Section]) -> None:
    for section in added:
        sections.setdefault(section.name, section)
