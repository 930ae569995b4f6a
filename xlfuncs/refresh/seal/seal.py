"""封样 — which form a workbook was made of, which sheets belong together, and everything that differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from xlfuncs import __version__
from xlfuncs.bilingual import Both
from xlfuncs.errors import UnknownForm, XlfuncsError
from xlfuncs.evaluation.findings.register import Finding, codes, finding, gravity
from xlfuncs.evaluation.result import Result
from xlfuncs.forms.blueprint import FormSheet, kept_blueprint
from xlfuncs.forms.own_cells import FormMark, form_mark
from xlfuncs.forms.recognition.funds.basics import is_basics
from xlfuncs.refresh.seal.differences import differences
from xlfuncs.refresh.seal.lines import as_made, columns_of, plain, rows_of, unmoved
from xlfuncs.refresh.seal.pair import Pair
from xlfuncs.rules.loader import load
from xlfuncs.sheets import Sheet

_MOST_ROWS = 100  # of every kind: with more, a fresh workbook takes too long to make
_MOST = 50  # differences that are told one by one: nobody goes through more
_FEW, _NAMED = 3, 5  # so many of a kind are told alone beside them; places that are named of the others


def seal(sheets: Mapping[str, Sheet], results: Sequence[Result], rule: str | None) -> list[Finding] | None:
    """What differs from a fresh workbook of the same form; None where it is not one of ours.

    ``rule`` is the one that was asked for: a person's own rule file cannot be found again by its id alone.
    """
    mark = form_mark(sheets.values())
    marks = [mark] if mark else _by_content(sheets, results)
    if not marks:
        return None
    try:
        found = min((_differences(mark, sheets, results, rule) for mark in marks), key=len)
    except (XlfuncsError, ModuleNotFoundError):
        return [finding("form-unknown", found=str(marks[0]))]
    made_by = marks[0].version
    if found and made_by != __version__:
        return [finding("form-version", at=marks[0].at, found=made_by, expected=__version__, **_tally(found))]
    kinds = Counter((one.code, one.case) for one in found)
    # what is told alone may be somebody's deed in an older form: a row lost, a score typed over
    many = [one for one in found if one.case != "other" and kinds[one.code, one.case] > _FEW]
    if len(many) <= _MOST:
        return found
    grave = min((one.severity for one in many), key=gravity)
    told = finding("form-version", at=marks[0].at, case="many", severity=grave, **_tally(many))
    return [told, *(one for one in found if one.case == "other" or kinds[one.code, one.case] <= _FEW)]


def _tally(found: Sequence[Finding]) -> dict[str, Any]:
    """What many differences are told as: how many, of each kind, and where the first of the gravest are."""
    kinds = [(codes()[code].title, count) for code, count in Counter(one.code for one in found).most_common()]
    named = [Both(f"{title.zh} {count} 处", f"{title.en}: {count}") for title, count in kinds]
    places = [str(one.cell) for one in sorted(found, key=lambda one: gravity(one.severity)) if one.cell]
    return {"count": len(found), "kinds": Both.joined(named, Both("、", "; ")), "cells": places[:_NAMED]}


def _differences(
    mark: FormMark, sheets: Mapping[str, Sheet], results: Sequence[Result], rule: str | None
) -> list[Finding]:
    fresh = _fresh(mark, rule)
    pairs = {pair.sheet.name: pair for pair in _pairs(fresh, sheets, results)}
    return [*_missing(fresh, pairs), *(one for pair in pairs.values() for one in differences(pair, pairs))]


def _by_content(sheets: Mapping[str, Sheet], results: Sequence[Result]) -> list[FormMark]:
    """What a workbook that lost its mark may be: as its table was recognised, with its 基础数据 beside it; an example where
    both differ as much, for it has a line more above its mark.
    """
    if not any(map(is_basics, sheets.values())):
        return []
    tables = (result.table for result in results if result.table.own or not result.rule)
    table = next(tables, None)
    return [FormMark(table.form, table.rule or "", 0, example) for example in (True, False)] if table else []


def _fresh(mark: FormMark, rule: str | None) -> tuple[FormSheet, ...]:
    """As it is kept; made only for a person's own rule, or with other numbers of rows than the official table's."""
    kept = None if mark.rows else kept_blueprint(mark.form, mark.rule, mark.example)
    if kept:
        return kept
    if mark.rows > _MOST_ROWS:
        raise UnknownForm(f"每类 {mark.rows} 行 | {mark.rows} rows of every kind")
    # by its name, since it needs openpyxl, which the extension of Calc does not have
    making = import_module("xlfuncs.making.drawn")
    asked = rule if rule and load(rule).id == mark.rule else mark.rule
    made: tuple[FormSheet, ...] = making.drawn(mark.form, asked or None, mark.rows or None, mark.example)
    return made


def _pairs(
    fresh: Sequence[FormSheet], sheets: Mapping[str, Sheet], results: Sequence[Result]
) -> Iterator[Pair]:
    """The sheets of the same name; official ones under another name by what they hold."""
    names = {sheet.name for sheet in fresh}
    for form in fresh:
        if form.name in sheets:
            yield _pair(form, sheets[form.name])
    official = [form for form in fresh if form.official]
    for name in dict.fromkeys(result.table.sheet for result in results if result.table.own):
        if name not in names and name in sheets:
            yield max((_pair(form, sheets[name]) for form in official), key=_likeness)


def _pair(form: FormSheet, sheet: Sheet) -> Pair:
    if as_made(form, sheet):  # most are, and need no pairing
        return Pair(form, sheet, *unmoved(form, sheet))
    columns = columns_of(form, sheet)
    return Pair(form, sheet, rows_of(form, sheet, columns.there), columns)


def _likeness(pair: Pair) -> int:
    """How many words of the form stand where they should."""
    cells = ((pair.there(cell), value) for cell, value in pair.form.words.items())
    return sum(at is not None and plain(str(pair.sheet.value(*at))) == plain(value) for at, value in cells)


def _missing(fresh: Sequence[FormSheet], pairs: Mapping[str, Pair]) -> Iterator[Finding]:
    """Sheets of the form that are not there under any name."""
    there = {pair.form.name for pair in pairs.values()}
    for form in fresh:
        if form.name not in there:
            yield finding("form-lines", case="sheet", expected=form.name)
