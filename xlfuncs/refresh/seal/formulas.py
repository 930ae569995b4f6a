"""公式比较 — whether a formula of the form is still there, says the same however it is spelled, and names the same cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.cells import SHEET_NAME, Cell, cell_at, corners, unquoted
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.forms.own_cells import helper_columns
from xlfuncs.formula_text import LITERAL, TOKEN, plain_name
from xlfuncs.functions.wording import plain
from xlfuncs.patterns import pattern
from xlfuncs.refresh.seal.pair import Pair, Pairs, cut
from xlfuncs.scoring.numbers import exact, is_blank, is_number, is_rounding
from xlfuncs.sheets import Sheet, own_rows, put_value

_SEVERAL = 3  # formulas gone from a column, of which each is told
Reference = tuple[str, int, int]  # the sheet, "" for its own; row and column from 0

_cell_at = lru_cache(maxsize=1 << 12)(cell_at)  # a formula names the cells of its row again and again
# What is the same in capitals, unlike texts and the names of sheets.
_CASED = pattern(rf"({LITERAL.pattern}|{SHEET_NAME})|[a-z]+")


def formula_differences(pair: Pair, pairs: Pairs, formulas: Iterable[tuple[Cell, str]]) -> Iterator[Finding]:
    """What became of these formulas of the form."""
    gone = defaultdict[int, list[Finding]](list)  # column → what was deleted
    for cell, formula in formulas:
        if spot := pair.there(cell):
            found = [*_differences(pair, pairs, cell, spot, formula)]
            gone[spot[1]] += (lost := [one for one in found if one.case == "lost"])
            yield from () if lost else found
    for lost in gone.values():  # several are one block, cleared or pasted over
        cells = Both.first([one.cell.address for one in lost if one.cell])
        block = [replace(one, case="cleared", words={**one.words, "cells": cells}) for one in lost[:1]]
        yield from block if len(lost) > _SEVERAL else lost


def _differences(pair: Pair, pairs: Pairs, cell: Cell, spot: Cell, formula: str) -> Iterator[Finding]:
    """What became of one; `cell` is where the form has it, `spot` where it stands."""
    if spot not in pair.sheet.formulas:
        yield from _gone(pair, pairs, cell, spot, formula)
    elif pair.workings:
        ours, theirs = spelled(formula), spelled(pair.workings.formulas.get(spot, ""))
        if ours.shape != theirs.shape:
            yield finding("form-formula", case="changed", **_told(pair, cell, spot, formula))
            return
        rows = {other.form.name: other.rows for other in pairs.values()}
        forms = [(name or pair.form.name, row, column) for name, row, column in ours.references]
        named = [(name, rows[name].kept(row) if name in rows else row, at) for name, row, at in forms]
        if named != _named_of_form(theirs, pair, pairs, spot[0], cell[0]):
            yield finding("form-formula", case="moved", **_told(pair, cell, spot, formula))


def _told(pair: Pair, cell: Cell, spot: Cell, formula: str) -> dict[str, Any]:
    return pair.told(cell, spot) | {"expected": cut("=" + formula)}


def _gone(pair: Pair, pairs: Pairs, cell: Cell, spot: Cell, formula: str) -> Iterator[Finding]:
    """No formula stands there any more."""
    own, told = cell in pair.form.given, _told(pair, cell, spot, formula)
    if is_blank(pair.sheet.value(*spot)):
        yield finding("form-formula", case="lost", severity="error" if own else "warning", **told)
    elif not own:
        return  # read from the printed cells and typed over: reading says so
    elif cell[1] == _beside(pair, "entered"):  # a total that was published: no score rests on it
        yield finding("form-formula", severity="warning", **told)
    elif reason := _reason(pair, cell, spot):
        yield finding("form-formula", case="explained", severity="info", reason=reason, **told)
    elif (right := _result(pair, pairs, spot, formula)) is None:
        yield finding("form-formula", **told)
    elif is_rounding(exact(pair.sheet.value(*spot)), exact(right), 2):
        yield finding("form-formula", case="same", **told)
    else:
        yield finding("form-formula", case="other", **told | {"expected": right, "right": plain(right)})


def _result(pair: Pair, pairs: Pairs, spot: Cell, formula: str) -> float | None:
    """The number that the formula would give where one was typed over it; None where nobody can say."""
    if not is_number(pair.sheet.value(*spot)) or not all(other.unmoved for other in pairs.values()):
        return None
    shown = {other.form.name: other.sheet for other in pairs.values()}
    try:  # by its name: the extension of Calc does not have it
        calculating = import_module("xlfuncs.files.results.in_python")
    except ModuleNotFoundError:
        return None
    right = calculating.result_in(shown, lambda name: _as_shown(shown[name]), (pair.form.name, spot), formula)
    return float(right) if is_number(right) else None


def _as_shown(sheet: Sheet) -> list[list[Any]]:
    """The values of a sheet; a formula that shows nothing gives a text of nothing, which is no blank cell."""
    blank = [cell for cell in sheet.formulas if sheet.value(*cell) is None]
    rows = own_rows(sheet.rows, blank)
    for cell in blank:
        put_value(rows, cell, "")
    return rows


def _reason(pair: Pair, cell: Cell, spot: Cell) -> str:
    """Why a person typed over a printed cell: what stands in the row under 核定理由."""
    there = pair.columns.there.get(_beside(pair, "approved_reason"))
    if there is None or cell[1] >= pair.form.width:
        return ""
    value = pair.sheet.value(spot[0], there)
    return "" if is_blank(value) else str(value)


def _beside(pair: Pair, key: str) -> int:
    """The form's column of this helper; -1 where it has none."""
    title = helper_columns()[key].title
    return next((column for (_, column), value in pair.form.cells.items() if value == title), -1)


def _named_of_form(formula: Spelled, pair: Pair, pairs: Pairs, row: int, ours: int) -> list[Reference | None]:
    """The cells a returned formula names, as the form calls them; it stands in `row`, which is `ours` of the form."""
    named: list[Reference | None] = []
    for name, line, column in formula.references:
        if other := pairs.get(name or pair.sheet.name):
            down = ours if other is pair and line == row else other.rows.of_form(line)
            across = other.columns.of_form(column)
            named.append(None if down is None or across is None else (other.form.name, down, across))
        else:
            named.append(None)
    return named


class Spelled(NamedTuple):
    """A formula: what stands around its references, and they, in their order."""

    shape: str
    references: tuple[Reference, ...]


@lru_cache(maxsize=1 << 14)
def spelled(formula: str) -> Spelled:
    """A formula, without its "=", apart from how a suite happens to write it: with or without blanks and ``$``, with FALSE or
    FALSE(), with marks before later functions, with numbers as 1 or 1.0.

    >>> spelled("IF($B4=TRUE(),基础数据!$B$4*1.0,\'基础数据\'!B5)").references
    (('', 3, 1), ('基础数据', 3, 1), ('基础数据', 4, 1))
    >>> spelled("SUM(评分表!G5:G9,G5)").references
    (('评分表', 4, 6), ('评分表', 8, 6), ('', 4, 6))
    >>> spelled("SUM(B4, 1.0)+A1").shape == spelled("sum(C4,1)+$A2").shape
    True
    """
    shape: list[str] = []
    references: list[Reference] = []
    sheet, end = "", 0
    if formula != formula.upper():  # nearly none
        formula = _CASED.sub(lambda found: found[1] or found[0].upper(), formula)
    for token in TOKEN.finditer(formula):
        kind, written, (start, after) = token.lastgroup, token[0], token.span()
        if end != start:  # something that is no token
            shape.append(formula[end:start])
        end = after
        if kind == "cell" or (kind == "range" and corners(written)):
            name, cells = unquoted(sheet[:-1]), written.split(":")
            references += [(name, *_cell_at(one)) for one in cells]
            shape.append(":".join("\0" * len(cells)))
        elif kind == "sheet" and written[0] != "[":  # of this book
            sheet = written
            continue
        elif kind == "call":
            shape.append(f"{sheet}{plain_name(token['call'])}(")
        elif kind == "number":
            shape.append(f"{float(written):.15g}")
        elif kind == "close" and shape and shape[-1] in ("TRUE(", "FALSE("):
            shape[-1] = shape[-1][:-1]
        elif kind != "space":
            shape.append(sheet + written)
        sheet = ""
    return Spelled("".join([*shape, sheet, formula[end:]]), tuple(references))
