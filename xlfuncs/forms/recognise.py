"""识别 — find the self-evaluation tables of a workbook and read them, by header words, not addresses.

What is found decides; when a table is clearly there but incomplete, or two readings are possible, that is an
error which says what was found and what is missing, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xlfuncs.errors import UnknownForm
from xlfuncs.evaluation.content import Finding, Item, Section, Table
from xlfuncs.forms.basics import Basics, is_basics, read_basics
from xlfuncs.forms.cells import Sheet
from xlfuncs.forms.execution import read_execution
from xlfuncs.forms.headers import Header, Mark, scan
from xlfuncs.forms.indicators import read_indicators
from xlfuncs.forms.lists import Lists, find_lists, nearly, read_fields
from xlfuncs.forms.reader import Reader
from xlfuncs.forms.titles import form_of, head_texts, missing_parts, unit_of
from xlfuncs.forms.totals import read_total
from xlfuncs.forms.words import words
from xlfuncs.forms.years import read_years

__all__ = ["recognise"]


@dataclass(slots=True)
class Part:
    """The rows of one table on a sheet, and what was found in them."""

    start: int
    end: int = 0  # one past the last row
    title: Mark | None = None
    headers: list[Header] = field(default_factory=list)
    totals: list[Mark] = field(default_factory=list)
    subtotals: dict[int, bool] = field(default_factory=dict)  # row → whether it is one section's
    tails: list[int] = field(default_factory=list)  # rows that begin with a closing remark

    def has(self, kind: str) -> bool:
        """Whether there is a block of this kind."""
        return any(header.kind == kind for header in self.headers)

    @property
    def is_table(self) -> bool:
        """Whether there is enough to be a table, though perhaps an incomplete one."""
        return bool(self.title and self.headers) or (self.has("indicators") and self.has("execution"))

    def describe(self, reader: Reader) -> str:
        """What was found where no table was."""
        title = f"标题「{reader.text(self.title.row, self.title.column)}」" if self.title else ""
        kinds = {"execution": "资金表头", "indicators": "指标表头", "years": "年度对比表头"}
        found = [title] * bool(title) + [kinds[header.kind] for header in self.headers]
        return f"工作表「{reader.name}」只有{'、'.join(found)}"

    @property
    def closed(self) -> bool:
        """Whether its total row has been passed."""
        return any(total.row > self.headers[-1].row for total in self.totals) if self.headers else False


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
        parts = _parts(reader, file)
        found = [_table(reader, part, basics, file) for part in parts if part.is_table]
        tables += found
        if found:
            continue
        if lists := find_lists(reader):
            listed.append((reader.name, *lists))
        else:
            others += [part.describe(reader) for part in parts if part.title or part.headers]
            others += [lacking] if (lacking := nearly(reader)) else []
    _place(listed, tables, basics)
    if not tables:
        seen = "；".join(others) or "看过的工作表：" + ("、".join(sheet.name for sheet in sheets) or "（无）")
        raise UnknownForm(
            f"{file}：没有认出绩效自评表或评分表。{seen}。"
            "自评表应有标题（…自评表、…评分表）、资金表头（预算数、执行数）和"
            "指标表头（三级指标、指标值、完成值、得分） | no self-evaluation table found"
        )
    tables[0].findings += findings
    return tables


def _place(listed: Sequence[tuple[str, str, Lists]], tables: list[Table], basics: Basics) -> None:
    """Lists on sheets of their own belong to the scored table of their form; without one they are a table."""
    scored = {table.form: table for table in tables}
    for sheet, form, lists in listed:
        if form in scored:
            scored[form].lists |= lists
        else:
            unit = basics["unit"][0] if "unit" in basics else None
            tables.append(Table(sheet, form, unit=unit, lists=lists))


def _parts(reader: Reader, file: str) -> list[Part]:
    """Cut a sheet into tables: a new one begins where a title, or the amounts, come again."""
    parts = [Part(0)]
    for event in scan(reader, file):
        part = parts[-1]
        if isinstance(event, Header):
            again = event.kind == "execution" and (part.has("execution") or part.has("indicators"))
            if part.closed or again:
                after = max([total.row for total in part.totals] + [header.end for header in part.headers])
                parts.append(part := Part(after + 1))
            part.headers.append(event)
        elif event.kind == "title":
            if part.headers and part.has("indicators"):
                parts.append(part := Part(event.row))
            part.title = event if part.title is None or not part.headers else part.title
        elif event.kind == "total" and not (part.headers and part.headers[-1].kind == "execution"):
            part.totals.append(event)
            part.subtotals[event.row] = False
        elif event.kind == "subtotal":
            part.subtotals[event.row] = True
        elif event.kind == "tail":
            part.tails.append(event.row)
    ends = [*(part.start for part in parts[1:]), len(reader.rows)]
    for part, end in zip(parts, ends, strict=True):
        part.end = end
    return parts


def _table(reader: Reader, part: Part, basics: Basics, file: str) -> Table:
    reader.findings = findings = list[Finding]()
    texts = head_texts(reader, part.start, part.headers)
    blocks = list(_blocks(part))
    sections: dict[str, Section] = {}
    items: list[Item] = []
    cells: dict[str, str] = {}
    for header, rows in blocks:
        if header.kind == "execution":
            section, item = read_execution(reader, header, rows, file)
            _merge(sections, [section])
            items.append(item)
        elif header.kind == "indicators":
            found, more = read_indicators(reader, header, rows, part.subtotals, cells)
            _merge(sections, found)
            items += more
        else:
            name = items[-1].section if items else ""
            items += read_years(reader, header, rows, name, basics)
    title = reader.text(part.title.row, part.title.column) if part.title else None
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
        own=any(header.own for header in part.headers),
    )
    table.lists = read_fields(reader, form, range(part.start, part.headers[0].row))
    read_total(reader, part.totals, part.headers, table)
    missing = missing_parts(form, part.headers, table)
    if missing:
        seen = "、".join(sections) or "表头"
        raise UnknownForm(
            f"{file}，工作表「{reader.name}」：像是{title or '绩效自评表'}，找到了{seen}，"
            f"缺少{'、'.join(missing)} | a table that is incomplete"
        )
    table.findings = findings
    return table


def _blocks(part: Part) -> Iterator[tuple[Header, range]]:
    """Each header with the rows below it, as far as the next header, the total row, a closing remark."""
    for header, below in zip(part.headers, [*part.headers[1:], None], strict=True):
        end = below.row if below else part.end
        if header.kind != "execution":
            last = [total.row for total in part.totals if header.end < total.row < end][-1:]
            end = min([end, *last, *(row for row in part.tails if header.end < row)])
        yield header, range(header.end + 1, end)


def _merge(sections: dict[str, Section], found: list[Section]) -> None:
    for section in found:
        sections.setdefault(section.name, section)
