"""公式 — which cells of a sheet hold formulas, and what must be known before writing over one.

A shared formula stands in its first cell and serves others (``<f t="shared" si="0"/>``); an array formula
fills a block. ECMA-376 part 1, 18.3.1.40.

>>> xml = b'<worksheet><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>'
>>> [(formula.cell, formula.text, formula.cached) for formula in formulas(xml)]
[((0, 0), '1+1', True)]
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterator
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from xlfuncs.cells import COLUMNS, Cell, address, cell_at, column_index
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.cell import Writer, plain_formula
from xlfuncs.files.ooxml.rows import Grammar, grammar

_CORNERS = re.compile(rb"([A-Z]{1,3}[1-9]\d{0,6})(?::([A-Z]{1,3}[1-9]\d{0,6}))?")
_MOST_CELLS = 1_000_000  # of one array formula
_ATTRIBUTE = re.compile(rb'\s(\w+)="([^"]*)"')


class Formula(NamedTuple):
    """One formula of a sheet, where it stands."""

    cell: Cell
    text: str  # without "="; a follower of a shared formula has its master's text
    kind: str  # "normal", "shared", "array", "dataTable"
    cached: bool  # whether a result stands beside it
    block: tuple[Cell, ...]  # the cells it fills: one, but for arrays and data tables
    master: Cell  # where its text was written, the cell itself but for followers


def formulas(xml: bytes) -> Iterator[Formula]:
    """Every formula of a sheet, in its order."""
    form = grammar(xml)
    cell_start, opening, pattern = b"<%sc r=" % form.prefix, b"<%sf" % form.prefix, _pattern(form.prefix)
    masters: dict[bytes, tuple[str, Cell]] = {}
    start, before, at = -1, form.start, xml.find(opening, form.start, form.end)
    while at >= 0:
        start, before = max(start, xml.rfind(cell_start, before, at)), at
        found = pattern.match(xml, start) if start >= 0 else None
        if found is None or found.end() <= at:  # such as <family> in rich text; a second formula of one cell
            at = xml.find(opening, at + 1, form.end)
            continue
        letters, number, cell_attributes, given, written, result = found.groups()
        master = cell = int(number) - 1, column_index(letters)
        text, kind = _text(written) if written else "", "normal"
        block: tuple[Cell, ...] = (cell,)
        if given:
            attributes = dict(_ATTRIBUTE.findall(given))
            kind, group = attributes.get(b"t", b"normal").decode(), attributes.get(b"si")
            if kind == "shared" and group is not None:
                if text:
                    masters[group] = text, cell
                text, master = masters.get(group, ("", cell))
            elif kind in ("array", "dataTable"):
                block = _cells(attributes.get(b"ref"), cell, _last_row(xml, form))
        cached = result is not None or b't="str"' in cell_attributes  # an empty text is a result
        yield Formula(cell, text, kind, cached, block, master)
        at = xml.find(opening, found.end(), form.end)


def _last_row(xml: bytes, form: Grammar) -> int:
    return max(map(int, form.row.findall(xml, form.start, form.end)), default=0) - 1


@lru_cache(maxsize=1 << 14)  # the same ones stand in the next table of the same form; the forms have 6,000
def _text(written: bytes) -> str:
    return html.unescape(written.decode())


def freed_followers(xml: bytes, targets: Container[Cell], prefix: bytes) -> dict[Cell, Writer]:
    """Writers that make followers independent of a shared formula whose first cell is written over.

    FileProblem where a target lies inside an array formula or data table of several cells.
    """
    if not re.search(rb't="(?:shared|array|dataTable)"', xml):
        return {}
    writers: dict[Cell, Writer] = {}
    for formula in formulas(xml):
        hit = [cell for cell in formula.block if cell in targets]
        if len(formula.block) > 1 and hit:
            block = f"{address(formula.block[0])}:{address(formula.block[-1])}"
            raise FileProblem(
                f"{address(hit[0])}：处在数组公式（{block}）中，不能单独改写；请先拆开该公式"
                f" | {address(hit[0])} is part of an array formula ({block}); take it apart first"
            )
        if formula.master != formula.cell and formula.master in targets and formula.cell not in targets:
            writers[formula.cell] = plain_formula(moved(formula), prefix)
    return writers


def moved(formula: Formula) -> str:
    """A follower's formula: its master's, with relative references moved along."""
    from openpyxl.formula.translate import Translator  # rarely needed, slow to import

    translator = Translator(f"={formula.text}", origin=address(formula.master))
    return str(translator.translate_formula(address(formula.cell)))[1:]


def _cells(reference: bytes | None, cell: Cell, last_row: int) -> tuple[Cell, ...]:
    """The cells of a block such as ``E1:E3``, as far as the sheet goes; the formula's own where it is no block."""
    found = _CORNERS.fullmatch(reference or b"")
    if not found:
        return (cell,)
    (top, left), (bottom, right) = cell_at(found[1].decode()), cell_at((found[2] or found[1]).decode())
    rows = range(min(top, bottom), min(max(top, bottom), last_row) + 1)
    columns = range(min(left, right), min(max(left, right) + 1, COLUMNS))
    if len(rows) * len(columns) > _MOST_CELLS:
        raise FileProblem(
            f"{address(cell)}：数组公式的区域过大（{found[0].decode()}），请改小"
            f" | {address(cell)}: an array formula over too large a block ({found[0].decode()})"
        )
    return tuple(product(rows, columns)) or (cell,)


@cache
def _pattern(prefix: bytes) -> re.Pattern[bytes]:
    """A cell with a formula: letters, row, attributes; the formula's attributes, its text; its result."""
    p = re.escape(prefix)
    return re.compile(
        rb'<%sc r="([A-Z]+)(\d+)"([^>]*)>\s*<%sf\b([^>]*?)(?:/>|>([^<]*)</%sf>)\s*(<%sv\b[^>]*>[^<])?'
        % (p, p, p, p),
        re.DOTALL,
    )
