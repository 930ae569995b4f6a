"""识别 — find the self-evaluation tables of a workbook and read them, by header words, not addresses.

A block of indicators or of amounts is a table. What is there is read; what is missing, or can be read in two ways,
is a finding, and nothing of one table or sheet holds back the others.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlfuncs.cells import Cell, Place
from xlfuncs.errors import UnknownForm
from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings.register import Finding, Severity, finding
from xlfuncs.forms.layout import load_layout
from xlfuncs.forms.own_cells import is_summary, without_staged
from xlfuncs.forms.recognition.cells.characters import in_plain, put_as_typed, simplified
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.split import put_together
from xlfuncs.forms.recognition.cells.values import as_text
from xlfuncs.forms.recognition.funds.basics import Basics, is_basics, read_basics
from xlfuncs.forms.recognition.tables.by_project import by_project
from xlfuncs.forms.recognition.tables.extent import cut
from xlfuncs.forms.recognition.tables.joined import joined
from xlfuncs.forms.recognition.tables.lists import Lists, find_lists, nearly
from xlfuncs.forms.recognition.tables.one_table import read_table, read_targets
from xlfuncs.forms.recognition.tables.outline import rest
from xlfuncs.forms.recognition.tables.pages import without_broken, without_repeats
from xlfuncs.forms.recognition.tables.projects_beside import listed_across
from xlfuncs.forms.recognition.tables.side_by_side import cut_out, side_by_side
from xlfuncs.forms.recognition.tables.turned import turned
from xlfuncs.sheets import Sheet

_MOST_PARTS = 20  # of a sheet that are put the usual way; beside its tables, in which another is looked for


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
    for whole in [one for one in sheets if not is_summary(one)] if basics else sheets:
        _read_whole(whole, found)
    tables = joined([table for _, table in found.tables])
    found.others += _place(found.listed, tables, basics)
    if not tables:
        names = "、".join(sheet.name for sheet in sheets) or "（无）"
        seen = "；".join(found.others) or f"看过的工作表：{names}"
        raise UnknownForm(
            f"{file}：没有认出绩效自评表或评分表。{seen}。"
            "自评表应有标题（…自评表、…评分表）、资金表头（预算数、执行数）和"
            "指标表头（三级指标、指标值、完成值、得分） | no self-evaluation table found"
        )
    tables[0].findings += found.findings
    if not found.basics:
        named = {sheet.name: sheet for sheet in sheets}
        tables[0].findings += _unread(found, named, {table.sheet for table in tables})
    return tables


@dataclass(slots=True)
class _Found:
    """What a workbook holds, sheet by sheet."""

    basics: Basics
    findings: list[Finding]
    tables: list[tuple[int, Table]] = field(default_factory=list)  # with the row of the first header
    others: list[str] = field(default_factory=list)  # what was seen that is no table
    listed: list[tuple[str, str, Lists]] = field(default_factory=list)
    unread: list[tuple[str, list[Cell]]] = field(default_factory=list)  # sheet, rows of figures
    above: tuple[Any, Table] = None, Table("", "")  # the headings of the last table, and it

    @property
    def all(self) -> list[list[Any]]:
        """Every kind of thing; last those that are no more than a remark."""
        return [self.tables, self.findings, self.listed, self.others, self.unread]


# What sheets of explanations were that hold no table: what was seen there, and rows of figures.
_EXPLANATIONS: dict[Hashable, tuple[list[str], list[tuple[str, list[Cell]]]]] = {}
_MOST_EXPLANATIONS = 64


def _read_whole(whole: Sheet, found: _Found) -> None:
    """Read a sheet; one of explanations, which says the same in every workbook of a form, once for all."""
    key = _written(whole) if found.basics and not whole.formulas and not whole.formats else None
    if key in _EXPLANATIONS:
        others, unread = _EXPLANATIONS[key]
        found.others += others
        found.unread += unread
        return
    before = [*map(len, found.all)]
    ours = without_staged(whole)  # beside whose columns no second table has room
    plain, typed = (whole, {}) if ours else in_plain(whole)
    for sheet in [simplified(ours)] if ours else side_by_side(put_together(simplified(plain))):
        if not is_basics(sheet):
            first = len(found.tables)
            _read(sheet, found)
            found.tables[first:] = sorted(found.tables[first:], key=lambda one: one[0])
            for _, table in found.tables[first:] if typed else ():
                put_as_typed(table, typed)
    *read, others, unread = (some[start:] for some, start in zip(found.all, before, strict=True))
    if key is not None and not any(read):
        if len(_EXPLANATIONS) >= _MOST_EXPLANATIONS:
            _EXPLANATIONS.clear()
        _EXPLANATIONS[key] = others, unread


def _written(sheet: Sheet) -> Hashable:
    """All that stands on a sheet without formulas and formats."""
    rows = tuple([(*row, *map(type, row)) for row in sheet.rows])  # TRUE is no 1
    return sheet.name, rows, tuple(sheet.merged), sheet.hidden_rows, sheet.hidden_columns


def _read(sheet: Sheet, found: _Found, *, part: bool = False) -> None:
    """Read the tables of a sheet, then of the parts that belong to none."""
    reader = Reader(sheet)
    for _ in range(_MOST_PARTS):
        if (usual := listed_across(reader) or turned(reader)) is None:
            break
        reader = Reader(usual)
    if (once := without_repeats(reader)) is not None:
        reader = Reader(once)
    if (mended := without_broken(reader)) is not None:
        reader = Reader(mended)
    sheet = reader.sheet
    outlines = [part for whole in cut(reader) for part in by_project(reader, whole)]
    scored = [outline for outline in outlines if outline.is_table]
    # a list that belongs to one of our forms is no table of its own
    kinds = {header.kind for one in scored for header in one.headers}
    ours = found.basics and kinds <= {"projects", "execution"}
    if (ours or not scored) and (lists := find_lists(reader)):
        found.listed += [(reader.name, lists[0], table) for table in lists[1]]
        return
    for outline in scored:
        table, lost = read_table(reader, outline, found.basics)
        if lost:
            title = reader.text(outline.title.row, outline.title.column) if outline.title else None
            found.others.append(f"工作表「{reader.name}」：像是{title or table.form}，缺少{lost}")
            found.findings.append(finding("headers-lost", sheet=reader.name, found=lost))
        else:
            heads = table.sheet, [header.words for header in outline.headers[-1:]]
            if outline.title is None and not table.judges and heads == found.above[0]:
                last = found.above[1]  # the next project below, or beside, the same title
                table.findings = [one for one in table.findings if one.code != "form-assumed"]
                table.form, table.judges, table.both_kinds = last.form, last.judges, last.both_kinds
            found.above = heads, table
            found.tables.append((outline.head.stop, table))
    goals = [outline for outline in outlines if outline.has("goals")] if not scored else []
    found.tables += [(outline.head.stop, read_targets(reader, outline)) for outline in goals]
    if scored or goals:
        found.findings += [] if part else reader.unseen()
        others = [*rest(sheet, outlines)]
        for rows, columns, _ in others[:_MOST_PARTS]:
            for part_of_it in side_by_side(cut_out(sheet, rows, columns)):
                _read(part_of_it, found, part=True)
        found.unread += [(sheet.name, cells) for *_, cells in others[_MOST_PARTS:]]
        return
    found.unread += [(sheet.name, cells) for *_, cells in rest(sheet, [])]
    found.others += [outline.describe(reader) for outline in outlines if outline.title or outline.headers]
    found.others += [lacking] if (lacking := nearly(reader)) else []


def _unread(found: _Found, sheets: Mapping[str, Sheet], read: set[str]) -> Iterator[Finding]:
    """Rows of figures in sheets without a table, and beside the tables of others, where they matter more."""
    for sheet, cells in found.unread:
        texts = (as_text(sheets[sheet].value(*cell)) for cell in cells)  # of an error there is none
        name, at = next(filter(None, texts), ""), Place(sheet, *cells[0])
        severity: Severity = "warning" if sheet in read else "info"
        yield finding("rows-unread", severity=severity, at=at, found=name, count=len(cells))


def _place(listed: Sequence[tuple[str, str, Lists]], tables: list[Table], basics: Basics) -> list[str]:
    """Lists of a form that is scored belong to its table, others are a table; gives what was found that belongs to none."""
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
