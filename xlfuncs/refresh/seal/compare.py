"""逐格比较 — what two sheets differ in: formulas, words and numbers of the form, and what was typed where it is blank."""

from __future__ import annotations

from collections.abc import Iterator

from xlfuncs.cells import Cell
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.functions.wording import plain as number_text
from xlfuncs.refresh.seal.added import outside_sums
from xlfuncs.refresh.seal.formulas import formula_differences
from xlfuncs.refresh.seal.lines import same
from xlfuncs.refresh.seal.pair import Pair, Pairs, cut
from xlfuncs.refresh.seal.structure import structure
from xlfuncs.scoring.numbers import is_blank


def differences(pair: Pair, pairs: Pairs) -> Iterator[Finding]:
    """Everything that is not as the form has it, but for what is there to be filled in."""
    yield from structure(pair)
    for cell, formula in _to_compare(pair, pairs):
        if at := pair.there(cell):
            yield from formula_differences(pair, pairs, cell, at, formula)
    for cell, value in pair.form.printed.items():
        at = pair.there(cell)
        # where an example has a derived cell's own number, a blank one is enough to be told
        if at and (cell in pair.form.given or is_blank(pair.sheet.value(*at))):
            yield from _words(pair, cell, at, value)
    for cell in pair.form.blank:
        at = pair.there(cell)
        if at and (at in pair.sheet.formulas or not is_blank(pair.sheet.value(*at))):
            yield finding("form-words", case="added", severity="info", **pair.told(cell, at))
    if pair.form.official:
        yield from outside_sums(pair, pairs)
    else:
        yield from _rows_put_in(pair)


def _to_compare(pair: Pair, pairs: Pairs) -> list[tuple[Cell, str]]:
    """The form's formulas but for those that stand there word for word, where nothing they name can have moved."""
    ours = pair.form.formulas
    if not all(other.unmoved for other in pairs.values()):
        return list(ours.items())
    there = pair.workings.formulas if pair.workings else {}
    if there == ours:  # nearly all
        return []
    return sorted((cell, formula) for cell, formula in ours.items() if there.get(cell) != formula)


def _rows_put_in(pair: Pair) -> Iterator[Finding]:
    """Beside the official tables nobody needs another row."""
    for row in pair.rows.added:
        filled = (column for column, value in enumerate(pair.row(row)) if not is_blank(value))
        if (column := next(filled, None)) is not None:
            yield finding(
                "form-words", case="added", severity="info", **pair.told((-1, column), (row, column))
            )


def _words(pair: Pair, cell: Cell, at: Cell, value: str | float) -> Iterator[Finding]:
    now = pair.sheet.value(*at)
    if at not in pair.sheet.formulas and same(now, value):
        return
    number = isinstance(value, float)
    yield finding(
        "form-words",
        case="lost" if is_blank(now) else "number" if number else "",
        severity="error" if number else "warning",
        expected=value if isinstance(value, float) else cut(value),
        shown=number_text(value) if isinstance(value, float) else cut(value),
        **pair.told(cell, at),
    )
