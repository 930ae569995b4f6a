"""识别 — find the self-evaluation tables of a workbook and read them, by header words, not addresses.

What is found decides; when a table is clearly there but incomplete, or two readings are possible, that is an
error which says what was found and what is missing, never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.cells import Place, Sheet
from xlfuncs.errors import UnknownForm
from xlfuncs.evaluation.content import Item, Section, Table
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.forms.layout import load_layout
from xlfuncs.forms.recognition.basics import Basics, is_basics, read_basics
from xlfuncs.forms.recognition.execution import read_execution
from xlfuncs.forms.recognition.indicators import read_indicators
from xlfuncs.forms.recognition.lists import Lists, find_lists, nearly, read_fields
from xlfuncs.forms.recognition.rate_rows import read_rates
from xlfuncs.forms.recognition.reader import Reader
from xlfuncs.forms.recognition.tables import TableOutline, blocks, cut
from xlfuncs.forms.recognition.titles import form_of, head_texts, missing_parts, unit_of
from xlfuncs.forms.recognition.totals import read_total
from xlfuncs.forms.recognition.words import words

__all__ = ["recognise"]


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
        No table that we know, or one that is clearly there but broken; the message says what was found and
        what is missing.

    >>> recognise([Sheet("Sheet1", [["通知"]])], file="a.xlsx")
    Traceback (most recent call last):
    xlfuncs.errors.UnknownForm: a.xlsx：没有认出绩效自评表或评分表...
    """
    basics, findings = read_basics(sheets)
    tables, others, listed = [], [], []
    for sheet in sheets:
        if is_basics(sheet) or sheet.name in words("sheets")["skip"]:
            continue
        reader = Reader(sheet)
        outlines = cut(reader, file)
        found = [_table(reader, outline, basics, file) for outline in outlines if outline.is_table]
        tables += found
        if found:
            continue
        if lists := find_lists(reader):
            listed += [(reader.name, lists[0], table) for table in lists[1]]
        else:
            others += [outline.describe(reader) for outline in outlines if outline.title or outline.headers]
            others += [lacking] if (lacking := nearly(reader)) else []
    others += _place(listed, tables, basics)
    if not tables:
        seen = "；".join(others) or "看过的工作表：" + ("、".join(sheet.name for sheet in sheets) or "（无）")
        raise UnknownForm(
            f"{file}：没有认出绩效自评表或评分表。{seen}。"
            "自评表应有标题（…自评表、…评分表）、资金表头（预算数、执行数）和"
            "指标表头（三级指标、指标值、完成值、得分） | no self-evaluation table found"
        )
    tables[0].findings += findings
    return tables


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


def _table(reader: Reader, outline: TableOutline, basics: Basics, file: str) -> Table:
    reader.findings = findings = list[Finding]()
    texts = head_texts(reader, outline.start, outline.headers)
    sections: dict[str, Section] = {}
    items: list[Item] = []
    cells: dict[str, Place] = {}
    for header, rows in blocks(outline):
        if header.kind == "execution":
            section, item = read_execution(reader, header, rows, file)
            _merge(sections, [section])
            items.append(item)
        elif header.kind == "indicators":
            found, more = read_indicators(reader, header, rows, outline.subtotals, cells)
            _merge(sections, found)
            items += more
        else:
            name = items[-1].section if items else ""
            items += read_rates(reader, header, rows, name, basics)
    title = reader.text(outline.title.row, outline.title.column) if outline.title else None
    form = form_of(title, reader.name, texts, list(sections), file)
    table = Table(
        sheet=reader.name,
        form=form,
        rule=basics["rule"][0] if "rule" in basics else None,
        text=" ".join([reader.name, *texts, *sections]),
        unit=basics["unit"][0] if "unit" in basics else unit_of(texts),
        sections=list(sections.values()),
        items=items,
        cells=cells,
        own=any(header.own for header in outline.headers),
    )
    table.lists = read_fields(reader, form, range(outline.start, outline.headers[0].row))
    read_total(reader, outline.totals, outline.headers, table)
    missing = missing_parts(form, outline.headers, table)
    if missing:
        seen = "、".join(sections) or "表头"
        raise UnknownForm(
            f"{file}，工作表「{reader.name}」：像是{title or '绩效自评表'}，找到了{seen}，"
            f"缺少{'、'.join(missing)} | a table that is incomplete"
        )
    table.findings = findings
    return table


def _merge(sections: dict[str, Section], found: list[Section]) -> None:
    for section in found:
        sections.setdefault(section.name, section)
