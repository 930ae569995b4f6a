"""公式 — which cells of a sheet hold formulas, and what must be known before writing over one.

A shared formula stands in its first cell and serves others (``<f t="shared" si="0"/>``); an array formula
fills a block. ECMA-376 part 1, 18.3.1.40.

>>> xml = b'<worksheet><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>'
>>> [(formula.cell, formula.text, formula.cached) for formula in formulas(written(xml))]
[((0, 0), '1+1', True)]
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import product
from sys import intern
from typing import NamedTuple

from xlfuncs.cells import COLUMNS, Cell, address, cell_at, corners
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.cell import Writer, plain_formula
from xlfuncs.files.ooxml.grammar import grammar

_MOST_CELLS = 1_000_000  # of one array formula
_MOST_KEPT = 5000  # formulas of a sheet that are remembered: a form has hundreds; a list of more has no like
_ATTRIBUTE = re.compile(rb'\s(\w+)="([^"]*)"')


class Formula(NamedTuple):
    """One formula of a sheet, where it stands."""

    cell: Cell
    text: str  # without "="; a follower of a shared formula has its master's text
    kind: str  # "normal", "shared", "array", "dataTable"
    cached: bool  # whether a result stands beside it
    block: tuple[Cell, ...]  # the cells it fills: one, but for arrays and data tables
    master: Cell  # where its text was written, the cell itself but for followers

    @property
    def moved(self) -> Cell:
        """How many rows and columns it stands away from there."""
        return self.cell[0] - self.master[0], self.cell[1] - self.master[1]


class Written(NamedTuple):
    """A sheet that is quickly looked through: of a form of ours, nine tenths are the texts of formulas."""

    bare: bytes  # the sheet, in place of each text its number
    texts: tuple[bytes, ...] = ()  # none where they are a small part and stay where they are
    first: int = -1  # where the first formula starts


def written(xml: bytes) -> Written:
    """A sheet and the texts of its formulas, apart where those are most of it.

    >>> long = b"+".join(90 * [b"1"])
    >>> sheet = written(b'<worksheet><sheetData><c r="A1"><f>%s</f><v>90</v></c></sheetData></worksheet>' % long)
    >>> sheet.bare, sheet.texts == (long,)
    (b'<worksheet><sheetData><c r="A1"><f>0</f><v>90</v></c></sheetData></worksheet>', True)
    """
    form = grammar(xml)
    opening, closing = b"<%sf" % form.prefix, b"</%sf>" % form.prefix
    # in half the time of bytes.find
    if (start_tag := re.compile(re.escape(opening)).search(xml, form.start, form.end)) is None:
        return Written(xml)
    first = start_tag.start()
    if 2 * (form.end - first) < len(xml):
        return Written(xml, (), first)
    *before, rest = xml[first : form.end].split(closing)
    bare, texts = [xml[:first]], []
    for number, piece in enumerate(before):
        start = piece.find(b">", piece.rfind(b"<")) + 1
        bare += piece[:start], b"%d" % number, closing
        texts.append(piece[start:])
    if 2 * sum(map(len, texts)) < len(xml):
        return Written(xml, (), first)
    return Written(b"".join([*bare, rest, xml[form.end :]]), tuple(texts), first)


class SheetFormulas(tuple[Formula, ...]):
    """The formulas of a sheet, in its order: one object for all sheets that have the same ones, and equal to no other."""

    __eq__ = object.__eq__  # told apart at once, thousands of formulas as they are
    __ne__ = object.__ne__
    __hash__ = object.__hash__

    @cached_property
    def cells(self) -> frozenset[Cell]:
        """All cells that they fill."""
        return frozenset(self.held)

    @cached_property
    def held(self) -> Mapping[Cell, bool]:
        """The same, with whether a result stands there."""
        return {cell: one.cached for one in self for cell in one.block}

    @cached_property
    def subtotals(self) -> bool:
        """Whether one of them may leave out hidden rows."""
        # of bytes: in a tenth of the time
        return any(b"SUBTOTAL" in one.text.encode().upper() for one in self)

    @cached_property
    def texts(self) -> Mapping[Cell, str]:
        """What each formula says in its own cell; interned, to be compared quickly with a form's."""
        return {one.cell: intern(one.text if one.master == one.cell else moved(one)) for one in self}


def formulas(sheet: Written) -> SheetFormulas:
    """Every formula of a sheet."""
    if sheet.first < 0:
        return _NO_FORMULAS
    xml = sheet.bare
    form = grammar(xml)
    start = xml.rfind(b"<%sc r=" % form.prefix, form.start, sheet.first)
    last = xml.rfind(b"<%sf" % form.prefix, form.start, form.end)
    end = xml.find(b"</%sc>" % form.prefix, last, form.end)
    matches = _pattern(form.prefix).findall(xml, start, end if end >= 0 else form.end)
    if not matches:
        return _NO_FORMULAS
    cells, attributes, marks, numbers, results = zip(*matches, strict=True)
    # an empty text is a result
    told = enumerate(zip(attributes, results, strict=True))
    blank = tuple(number for number, (own, result) in told if not result and b't="str"' not in own)
    blocks = any(b't="array"' in one or b't="dataTable"' in one for one in set(marks))
    last_row = max(map(int, form.row.findall(xml, form.start, form.end)), default=0) - 1 if blocks else 0
    read = _remembered if len(matches) <= _MOST_KEPT else _formulas
    return read((cells, marks, numbers), sheet.texts, blank, last_row)


def _formulas(
    each: Sequence[Sequence[bytes]], texts: Sequence[bytes], blank: Iterable[int], last_row: int
) -> SheetFormulas:
    """The formulas as written: cells, attributes, their texts or the numbers of those; what has no result."""
    masters: dict[bytes, tuple[str, Cell]] = {}
    formulas, uncached = [], frozenset(blank)
    for number, (reference, marks, words) in enumerate(zip(*each, strict=True)):
        master = cell = cell_at(reference.decode())
        words = texts[int(words)] if texts and words else words
        text, kind = html.unescape(words.decode()), "normal"
        block: tuple[Cell, ...] = (cell,)
        if marks:
            attributes = dict(_ATTRIBUTE.findall(marks))
            kind, group = attributes.get(b"t", b"normal").decode(), attributes.get(b"si")
            if kind == "shared" and group is not None:
                if text:
                    masters[group] = text, cell
                text, master = masters.get(group, ("", cell))
            elif kind in ("array", "dataTable"):
                block = _cells(attributes.get(b"ref"), cell, last_row)
        formulas.append(Formula(cell, text, kind, number not in uncached, block, master))
    return SheetFormulas(formulas)


_remembered = lru_cache(maxsize=64)(_formulas)  # of one form, all tables have the same
_NO_FORMULAS = SheetFormulas()


def freed_followers(xml: bytes, targets: Container[Cell], prefix: bytes) -> dict[Cell, Writer]:
    """Writers that make followers independent of a shared formula whose first cell is written over.

    FileProblem where a target lies inside an array formula or data table of several cells.
    """
    if not re.search(rb't="(?:shared|array|dataTable)"', xml):
        return {}
    writers: dict[Cell, Writer] = {}
    for formula in formulas(written(xml)):
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
    if not (block := corners(written := (reference or b"").decode("latin-1"))):
        return (cell,)
    top, left, bottom, right = block
    rows = range(top, min(bottom, last_row) + 1)
    columns = range(left, min(right + 1, COLUMNS))
    if len(rows) * len(columns) > _MOST_CELLS:
        raise FileProblem(
            f"{address(cell)}：数组公式的区域过大（{written}），请改小"
            f" | {address(cell)}: an array formula over too large a block ({written})"
        )
    return tuple(product(rows, columns)) or (cell,)


@cache
def _pattern(prefix: bytes) -> re.Pattern[bytes]:
    """A cell with a formula: its reference and attributes; the formula's attributes, its text's number; its result."""
    p = re.escape(prefix)
    return re.compile(
        rb'<%sc r="([^"]+)"([^>]*)>\s*<%sf\b([^>]*?)(?:/>|>([^<]*)</%sf>)\s*(<%sv\b[^>]*>[^<])?'
        % (p, p, p, p)
    )
