"""清单与填表项 — parts of a form that earn no points but are checked: lists and fields.

Lists are found by their header words, fields by their labels. Which parts, and what their columns are called, the layouts
say: every block with a ``key``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from xlfuncs.evaluation.content import Entry
from xlfuncs.forms.layout import forms, layouts
from xlfuncs.forms.layout_parts import Block, SheetLayout
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import amount_or_none
from xlfuncs.forms.recognition.words.row_labels import is_row
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import edges
from xlfuncs.forms.recognition.words.words import is_placeholder

Lists = dict[str, list[Entry]]
ListHeader = tuple[int, Block, dict[str, int]]  # its row, and which column holds what
Texts = dict[str, int]  # the short texts of a row → their columns
_UNREAD = ("side", "number")  # columns that only group or count the rows
_LONGEST = 20  # characters of a header word


@dataclass(frozen=True, slots=True)
class Known:
    """A sheet with parts that are checked, and the header words of its lists."""

    form: str
    layout: SheetLayout
    lists: list[tuple[Block, dict[str, str]]]  # header word → key
    narrows: str  # the form whose tables may have its fields, too


def find_lists(reader: Reader) -> tuple[str, list[Lists]] | None:
    """The form whose lists stand on a sheet, and what each of its tables there holds; None where there are none."""
    rows = _texts(reader)
    for known in _known():
        headers = [
            (row, block, {words[text]: texts[text] for text in words})
            for row, texts in rows.items()
            for block, words in known.lists
            if words.keys() <= texts.keys()
        ]
        if any(block.key for _, block, _ in headers):
            starts = _starts(reader, known.form, headers)
            tables = []
            for start, end in zip(starts, [*starts[1:], len(reader.rows)], strict=True):
                inside = [header for header in headers if start <= header[0] < end]
                if inside:
                    fields = read_fields(reader, known.form, range(start, end))
                    tables.append(fields | _lists(reader, known.layout, inside, end))
            return known.form, tables
    return None


def _starts(reader: Reader, form: str, headers: list[ListHeader]) -> list[int]:
    """The rows where tables begin: where a label or a header comes again."""
    labels = _field_labels(form)
    starts, seen = [0], set[object]()
    for row in range(len(reader.rows)):
        here: set[object] = {key for _, text in reader.texts(row) if (key := labels.get(bare(normal(text))))}
        here |= {block.key for at, block, _ in headers if at == row}
        if seen & here:
            starts.append(row)
            seen = set()
        seen |= here
    return starts


def _lists(reader: Reader, layout: SheetLayout, headers: list[ListHeader], end: int) -> Lists:
    lists: Lists = {}
    for (row, block, columns), below in zip(headers, [*(one[0] for one in headers[1:]), end], strict=False):
        if block.key:
            rows = range(row + 1, min(row + 2, below) if block.single else below)
            entries = lists[block.key] = _entries(reader, rows, columns, layout)
            for entry in entries if "%" in block.side else ():  # 60% typed there makes a percent cell
                entry.values |= {
                    key: reader.shown(entry.cells[key], held) for key, held in entry.values.items()
                }
    return lists


def nearly(reader: Reader) -> str | None:
    """What a sheet lacks that has every column of a checked list but one."""
    for row, texts in _texts(reader).items():
        for known in _known():
            for block, words in known.lists:
                missing = words.keys() - texts.keys()
                if block.key and len(missing) == 1 and len(words) > 3:
                    what = f"像是「{known.layout.title}」的表头，缺少「{missing.pop()}」列"
                    return f"工作表「{reader.name}」第 {row + 1} 行{what}"
    return None


def read_fields(reader: Reader, form: str, rows: range) -> Lists:
    """The checked fields of a form: what stands right of each label, or of that of the block: 绩效目标 | 1.完成……."""
    labels = _field_labels(form)
    firsts = _field_labels(form, sides=True) | labels
    found: Lists = {}
    for row, column, text in reader.texts_in(rows if labels else ()):
        known = firsts if column == reader.texts(row)[0][0] else labels
        part, key = known.get(bare(normal(text)), ("", ""))
        stands, inside = column, ""
        if not part and ":" in (said := normal(text)):  # 其他资金：200 in one cell
            label, _, inside = said.partition(":")
            part, key = labels.get(bare(label), ("", ""))
        if part and not inside:
            right = [c for c in range(column, reader.width) if reader.anchor(row, c) != (row, column)]
            if not any(reader.merged(row, c) for c in (column, *right)):  # 项目名称 | | 培训
                right = [c for c in right if reader.data(row, c) not in (None, "")]
            stands = next(iter(right), -1)
            if stands < 0 or bare(normal(reader.text(row, stands) or "")) in labels:
                continue  # 其中：财政资金 | 其他资金 are headings
        if part:
            (entry,) = found.setdefault(part, [Entry({}, {})])
            value = (amount_or_none(inside) or inside) if inside else reader.data(row, stands)
            entry.values.setdefault(key, value)
            entry.cells.setdefault(key, reader.at(row, stands))
    return found


def read_entry(reader: Reader, row: int, columns: Mapping[str, int]) -> Entry:
    """What stands in some columns of a row, and where."""
    values = {key: reader.data(row, column) for key, column in columns.items()}
    return Entry(values, {key: reader.at(row, column) for key, column in columns.items()})


def _entries(reader: Reader, rows: range, columns: dict[str, int], layout: SheetLayout) -> list[Entry]:
    """The filled rows of a list, to its sum or the next heading."""
    headings = {bare(normal(block.heading)) for block in layout.blocks if block.heading}
    entries = []
    for row in rows:
        texts = [bare(normal(text)) for _, text in reader.texts(row)]
        first = texts[0] if texts else ""
        if is_row("total", first) or first in headings or (len(texts) == 1 and first.endswith("表")):
            break
        entry = read_entry(reader, row, columns)
        if not all(map(is_placeholder, entry.values.values())):
            entries.append(entry)
    return entries


def _texts(reader: Reader) -> dict[int, Texts]:
    """The rows with texts that may be header words: most rows of a long sheet have none."""
    firsts = _first_characters()
    found = {}
    for row in range(len(reader.rows)):
        short = ((column, text) for column, text in reader.texts(row) if len(text) < _LONGEST)
        texts = {normal(text): column for column, text in short if text.lstrip()[0] in firsts}
        if len(texts) > 2:
            found[row] = texts
    return found


@cache
def _known() -> tuple[Known, ...]:
    return tuple(
        Known(
            form.id,
            sheet,
            [(block, words) for block in sheet.blocks if (words := _words(block))],
            form.recognise.narrows if form.recognise else "",
        )
        for form in forms()
        for sheet in form.sheets
        if any(block.key for block in sheet.blocks)
    )


def _words(block: Block) -> dict[str, str]:
    if block.kind != "list":
        return {}
    return {normal(c.title): c.key for c in block.columns if c.title and c.key not in _UNREAD}


@cache
def _first_characters() -> frozenset[str]:
    return edges((word for known in _known() for _, words in known.lists for word in words), 0)


@cache
def _field_labels(form: str, *, sides: bool = False) -> dict[str, tuple[str, str]]:
    """Label → part and key; or those beside all fields of a block, each with the key of the first."""
    stated = (one.recognise.fields_of for one in layouts() if one.id == form and one.recognise)
    of = next(stated, "") or form
    return {
        bare(normal(block.side if sides else item.label)): (block.key, item.key)
        for known in _known()
        if of in (known.form, known.narrows)
        for block in known.layout.blocks
        if block.key and (block.side or not sides)
        for item in [item for line in block.fields for item in line][: 1 if sides else None]
    }
