"""表样的情形 — what differs between a workbook of ours and a fresh one of its form, told at each of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from xlfuncs.cells import Cell, Content, NewFormula
from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.result import Result
from xlfuncs.refresh.file_state import folded
from xlfuncs.refresh.seal.seal import seal
from xlfuncs.refresh.typed_sheet import TypedSheet, same
from xlfuncs.sheets import Sheet, Workings

_MOST_CHANGES = 5  # in one sentence


def form_state(
    read: dict[str, TypedSheet],
    results: Sequence[Result],
    rule: str | None,
    written: Mapping[str, Mapping[Cell, Content]] = MappingProxyType({}),
) -> None:
    """Say of a workbook of ours what differs from its form, each at its own table, once this is written to it."""
    filled = _filled(read, results)
    sheets = {name: earlier.as_typed(filled.get(name, ())) for name, earlier in read.items()}
    for name, cells in written.items():
        put_back = {cell: content.text for cell, content in cells.items() if isinstance(content, NewFormula)}
        sheets[name] = _with_formulas(sheets[name], put_back)
    found = seal(sheets, results, rule)
    if found is None:
        return
    first = next((result for result in results if result.table.own), results[0])
    homes = {result.table.sheet: result for result in reversed(results)}
    for one in found:
        home = homes.get(one.cell.sheet, first) if one.cell else first
        home.findings.append(one)
    hidden = {one.cell[:2] for one in found if one.code == "form-hidden" and one.cell}  # sheet and row
    for result in results:
        result.findings[:] = [
            one
            for one in result.findings
            if one.code != "hidden-cells" or one.cell is None or one.cell[:2] not in hidden
        ]
        result.intact = not found
    tables = {sheet for result in results for sheet in result.table.sheets}
    for name, sheet in sheets.items():
        if name not in tables and sheet.visibility == "visible":
            first.findings += folded(sheet)


def _filled(read: dict[str, TypedSheet], results: Sequence[Result]) -> dict[str, set[Cell]]:
    """Cells of each sheet that an earlier refresh wrote a score to, where a formula was gone."""
    filled: dict[str, set[Cell]] = {}
    for score in (score for result in results for score in result.scores if result.table.own):
        if place := score.item.place("rule_score"):
            sheet = read[place.sheet].sheet
            if place.cell not in sheet.formulas and same(sheet.value(*place.cell), score.score):
                filled.setdefault(place.sheet, set()).add(place.cell)
    return filled


def with_changes(error: XlfuncsError, sheets: Iterable[Sheet]) -> XlfuncsError:
    """Why a workbook is refused; of one of ours that is no longer as it was made, what was changed in it."""
    found = seal({sheet.name: sheet for sheet in sheets}, [], None)
    if not found:
        return error
    shown = found[:_MOST_CHANGES]
    zh, en = "；".join(one.message for one in shown), "; ".join(one.said("en") for one in shown)
    return type(error)(f"{error.zh}；与空白表比较：{zh} | {error.en}; compared with a blank table: {en}")


def _with_formulas(sheet: Sheet, formulas: Mapping[Cell, str]) -> Sheet:
    """A sheet once these formulas are written to it."""
    read = sheet.workings

    def workings() -> Workings:
        assert read
        found = read()
        texts = {cell: text.removeprefix("=") for cell, text in formulas.items()}
        return replace(found, formulas={**found.formulas, **texts})

    return replace(sheet, formulas=sheet.formulas | formulas.keys(), workings=workings if read else None)
