"""精简的工作簿 — a copy of a workbook for the evaluator: its formulas and the columns that they read.

What a formula can depend on besides its cells stays as well: which rows are hidden, and how far down a sheet goes
whose whole columns are read. Every formula gives the same as in the full workbook, or no answer (`guarded`).
"""

from __future__ import annotations

import contextlib
import html
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from xlfuncs.cells import COLUMN_NAME, ROWS, WRITTEN_CELL, Cell, column_letters
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.cell import Writer
from xlfuncs.files.ooxml.grammar import Grammar, grammar
from xlfuncs.files.ooxml.looks import hidden_rows
from xlfuncs.files.ooxml.parts import part_of
from xlfuncs.files.ooxml.rows import rewrite
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.dependents import Reading
from xlfuncs.files.results.guarded import guarded
from xlfuncs.formula_text import tame

_WIDE = 200  # columns; of a sheet read over more of them, everything stays
# Cells without content that are spelled as a number, a boolean or a shared text (openpyxl writes such).
_NO_VALUE = rb"<(?:\w+:)?v(?:\s*/>|></(?:\w+:)?v>)"
_END = rb"\s*</(?:\w+:)?c>"
_TYPED_BLANK = re.compile(rb' t="[nbs]"((?: s="\d+")?)\s*(?:/>|>\s*(?:%s)?%s)' % (_NO_VALUE, _END))
_UNTYPED_BLANK = re.compile(rb'">\s*%s%s' % (_NO_VALUE, _END))
_SHARED_TEXT = re.compile(rb"""t\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v\b[^>]*>\s*(\d+)""")
_FORMULA = re.compile(rb"(<(?:\w+:)?f\b[^>]*>)([^<]+)(</)")
_TO_GUARD = re.compile(rb"LOOKUP\(|MATCH\(|[A-Z](?::%s\b|\$?\d+:%s\$?\d{4})" % (2 * (COLUMN_NAME.encode(),)))
_NAMED = re.compile(rb'[^"]*"%s"' % WRITTEN_CELL)
_FILLED = re.compile(rb'<(?:\w+:)?c r="[^"\d]+(\d+)"[^>]*(?<!/)>')
_TEXT_END = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>")


class _Wanted(NamedTuple):
    """What must stay of one sheet."""

    columns: Collection[int]
    to_end: bool  # whether it matters how far down the sheet goes


def reduced_file(workbook: Workbook, readings: Sequence[Reading], unread: Collection[Reading]) -> bytes:
    """The file for the evaluator, with what these formulas need, but for the cells that `unread` ones read.

    All of it where it cannot be told what one of them reads.
    """
    package = workbook.package
    wanted = _wanted(readings, {reading.key for reading in unread})
    wild: dict[str, dict[Cell, Writer]] = {}
    for sheet, formula, _ in unread:
        if not tame(formula.text):
            wild.setdefault(sheet, {})[formula.cell] = _not_available
    parts: dict[str, bytes] = {}
    for sheet, part in Workbook(package).sheets.items():  # a report may have come in since
        xml = workbook.sheet_xml(sheet) if sheet in workbook.sheets else package.read(part)
        if sheet in wild:
            xml = rewrite(xml, wild[sheet])
        kept = None if wanted is None else wanted.get(sheet, _Wanted((), to_end=False))
        # Blank cells are spelled so that the evaluator does not take them for 0.
        parts[part] = xml = _TYPED_BLANK.sub(rb"\1/>", _reduced_sheet(xml, kept))
        if re.search(rb"v\s*/>", xml) or b"<v></v>" in xml:
            parts[part] = _UNTYPED_BLANK.sub(rb'"/>', xml)
    parts = _guarded(parts)
    if wanted is not None:
        parts |= _fewer_texts(workbook, parts.values())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in package.names():
            if name in parts:
                archive.writestr(name, parts[name])
            elif name.endswith((".xml", ".rels")):
                with contextlib.suppress(FileProblem):  # a damaged part that is nothing to the evaluator
                    archive.writestr(name, package.read(name))
    return out.getvalue()


def _not_available(attributes: bytes, content: bytes) -> tuple[bytes, bytes]:
    """What stands where a formula would break the evaluator."""
    p = content[1 : content.index(b"f")]
    return re.sub(rb'\st="[^"]*"', b"", attributes), b"<%sf>NA()</%sf>" % (p, p)


def _wanted(readings: Iterable[Reading], unread: Collection[tuple[str, Cell]]) -> dict[str, _Wanted] | None:
    """What must stay of every sheet; None for all of all."""
    bands: set[tuple[str, int, int, bool]] = set()
    for reading in readings:
        bands.update((reading.sheet, column, column, False) for _, column in reading.formula.block)
        if reading.key in unread:
            continue
        if reading.blocks is None:
            return None
        bands.update((one.sheet, one.left, one.right, one.bottom == ROWS - 1) for one in reading.blocks)
    columns: dict[str, set[int]] = {}
    to_end = set()
    for sheet, left, right, down in bands:
        columns.setdefault(sheet, set()).update(range(left, right + 1))
        if down:
            to_end.add(sheet)
    return {sheet: _Wanted(some, sheet in to_end) for sheet, some in columns.items()}


def _reduced_sheet(xml: bytes, wanted: _Wanted | None) -> bytes:
    """The sheet with the wanted columns only, without blank cells; with all of them for None.

    What stands below the cells goes: the evaluator would empty cells that a merged one covers; office suites read
    them.
    """
    form = grammar(xml)
    p = form.prefix
    if wanted is None or len(wanted.columns) > _WIDE:
        return xml[: form.end] + b"</%sworksheet>" % p
    rows = _rows(xml, form, wanted.columns) if wanted.columns else b""
    # the last cell, blank or not
    at = xml.rfind(b'<%sc r="' % p, form.start, form.end) if wanted.to_end else -1
    last = _NAMED.match(xml, at) if at >= 0 else None
    if last and b'<%srow r="%s"' % (p, last[2]) not in rows:
        rows += b'<%srow r="%s"><%sc r="%s%s"/></%srow>' % (p, last[2], p, *last.groups(), p)
    return b"%s<%ssheetData>%s</%ssheetData></%sworksheet>" % (xml[: form.start], p, rows, p, p)


def _rows(xml: bytes, form: Grammar, columns: Collection[int]) -> bytes:
    """The rows with these columns' cells."""
    p = form.prefix
    cell, row = b"<%sc r=%%s</%sc>" % (p, p), b'</%srow><%srow r="%%s"%%s><%sc r=%%s</%sc>' % (p, p, p, p)
    hidden, out, last = {b"%d" % (row + 1) for row in hidden_rows(xml)}, [], b""
    for content, number in _cells(columns, p).findall(xml, form.start, form.end):
        if number == last:
            out.append(cell % content)
        else:
            out.append(row % (number, b' hidden="1"' if number in hidden else b"", content))
            last = number
    closing = b"</%srow>" % p
    return b"".join([*out, closing])[len(closing) :] if out else b""


def _cells(columns: Collection[int], prefix: bytes) -> re.Pattern[bytes]:
    """A cell of these columns that is not blank: what stands behind ``<c r=``, and its row."""
    letters = "|".join(sorted(column_letters(column) for column in columns)).encode()
    p = re.escape(prefix)
    return re.compile(rb'<%sc r=("(?:%s)(\d+)"[^>]*(?<!/)>.*?)</%sc>' % (p, letters, p), re.DOTALL)


def _guarded(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The sheets with their formulas as the evaluator answers them rightly."""
    if not any(map(_TO_GUARD.search, parts.values())):
        return parts
    last = max((int(row) for xml in parts.values() for row in _FILLED.findall(xml)), default=1)

    def formula(found: re.Match[bytes]) -> bytes:
        if not _TO_GUARD.search(found[0]):
            return found[0]
        text = guarded(html.unescape(found[2].decode()), last)
        return found[1] + html.escape(text, quote=False).encode() + found[3]

    return {part: _FORMULA.sub(formula, xml) for part, xml in parts.items()}


def _fewer_texts(workbook: Workbook, sheets: Iterable[bytes]) -> dict[str, bytes]:
    """The table of shared texts, cut off behind the last one that is used."""
    package = workbook.package
    part = part_of(package, workbook.part, "sharedStrings")
    if not part:
        return {}
    last = max((int(index) for sheet in sheets for index in _SHARED_TEXT.findall(sheet)), default=0)
    xml = package.read(part)
    end = next(islice(_TEXT_END.finditer(xml), last, None), None)
    if end is None or b"<!" in xml:  # a comment or CDATA may hold anything
        return {}
    return {part: xml[: end.end()] + xml[xml.rindex(b"</") :]}
