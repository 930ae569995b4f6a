"""行列对应 — which rows and columns of a returned sheet are which of the form: by what they hold, not where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, zip_longest

from xlfuncs.cells import Cell, Sheet, Value
from xlfuncs.forms.blueprint import FormSheet

Tokens = frozenset[Hashable]  # what a line holds of the form


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows, or columns: the form's and the returned ones.

    >>> lines = align(["a", "b", "b", "c"], ["a", "b", "", "b", "c"])
    >>> sorted(lines.there.items()), lines.added, lines.lost
    ([(0, 0), (1, 1), (2, 3), (3, 4)], [2], [])
    """

    there: dict[int, int]  # of the form → returned
    here: dict[int, int] = field(default_factory=dict)  # returned → of the form
    added: list[int] = field(default_factory=list)  # returned ones that the form does not have
    lost: list[int] = field(default_factory=list)  # of the form, not returned

    @property
    def unmoved(self) -> bool:
        """Whether every line stands where the form has it."""
        itself = self.there is self.here or all(a == b for a, b in self.there.items())
        return not self.added and not self.lost and itself

    def of_form(self, line: int) -> int | None:
        """The form's line of a returned one: of an added one that before it, below the last as many below the last."""
        if line in self.here:
            return self.here[line]
        before = max((known for known in self.here if known < line), default=None)
        if before is None:
            return None
        return self.here[before] + (line - before if before == max(self.here) else 0)


def align(ours: Iterable[Iterable[Hashable]], theirs: Iterable[Iterable[Hashable]]) -> Lines:
    """The pairing of lines, in their order, that have most in common; a line changed beyond likeness keeps its place."""
    form, returned = [*map(frozenset, ours)], [*map(frozenset, theirs)]
    start = 0
    while start < min(len(form), len(returned)) and form[start] == returned[start]:
        start += 1
    end = 0
    while end < min(len(form), len(returned)) - start and form[-1 - end] == returned[-1 - end]:
        end += 1
    there = {line: line for line in range(start)}
    middle = _pairs(form[start : len(form) - end], returned[start : len(returned) - end])
    there |= {start + a: start + b for a, b in middle}
    there |= {len(form) - 1 - line: len(returned) - 1 - line for line in range(end)}
    here = {b: a for a, b in there.items()}
    added = [line for line in range(len(returned)) if line not in here]
    return Lines(there, here, added, [line for line in range(len(form)) if line not in there])


_GAP = -0.6  # for a line on one side only: a deletion and an insertion must save more than a changed line


def _pairs(form: Sequence[Tokens], returned: Sequence[Tokens]) -> list[tuple[int, int]]:
    """The pairs whose likeness, with the gaps, adds up to most (Needleman and Wunsch)."""
    rows, columns = len(form), len(returned)
    extra = [_GAP if line else 0.0 for line in returned]  # a blank line put in costs nothing
    best = [[_GAP * (rows - a)] * (columns + 1) for a in range(rows + 1)]
    best[rows] = [*accumulate(reversed(extra), initial=0.0)][::-1]
    for a in range(rows - 1, -1, -1):
        row, below = best[a], best[a + 1]
        for b in range(columns - 1, -1, -1):
            pair = below[b + 1] + _likeness(form[a], returned[b])
            row[b] = max(pair, below[b] + _GAP, row[b + 1] + extra[b])
    pairs, a, b = [], 0, 0
    while a < rows and b < columns:
        if best[a][b] == best[a + 1][b + 1] + _likeness(form[a], returned[b]):
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a][b + 1] + extra[b]:
            b += 1
        else:
            a += 1
    return pairs


@lru_cache(maxsize=1 << 12)
def _likeness(form: Tokens, returned: Tokens) -> float:
    """How much two lines have in common, from 0 to 1."""
    return len(form & returned) / max(len(form), len(returned)) if form or returned else 1.0


_FEW = 0.1  # of the cells of a form: more changed ones may be moved lines


def as_made(form: FormSheet, sheet: Sheet) -> bool:
    """Whether all stands where the form has it, but for a few cells that were typed over.

    What was typed is none of the form's words: those may have come from another line.
    """
    words = ((cell, word) for cell, word in unlike(form, sheet) if isinstance(word, str))
    changed = [now for cell, word in words if not same(now := sheet.value(*cell), word)]
    changed += [sheet.value(*cell) for cell in form.formulas.keys() - sheet.formulas]
    if not changed:
        return True
    typed = {"" if now is None else plain(str(now)) for now in changed}
    return len(changed) <= _FEW * len(form.cells) and typed.isdisjoint({"", *map(plain, form.words.values())})


def unlike(form: FormSheet, sheet: Sheet) -> Iterator[tuple[Cell, str | float]]:
    """What a form prints, but for what stands in its cell as it is: hardly any."""
    for row, columns, take, values in form.printed_rows:
        line = sheet.rows[row] if row < len(sheet.rows) else ()
        if columns[-1] >= len(line) or take(line) != values:
            for column, value in zip(columns, values, strict=False):
                if sheet.value(row, column) != value:
                    yield (row, column), value


def same(now: Value, ours: str | float) -> bool:
    """Whether a cell holds what the form has there, however its blanks and line breaks stand."""
    if now == ours:
        return True
    return isinstance(now, str) and isinstance(ours, str) and plain(now) == plain(ours)


def unmoved(form: FormSheet, sheet: Sheet) -> tuple[Lines, Lines]:
    """Rows and columns where the form has them; rows below its last are put in."""
    height, width = form.height, max(form.width_used, *map(len, sheet.rows))
    rows, columns = ({line: line for line in range(count)} for count in (height, width))
    return Lines(rows, rows, list(range(height, len(sheet.rows)))), Lines(columns, columns)


def rows_of(form: FormSheet, sheet: Sheet, columns: Mapping[int, int]) -> Lines:
    """The rows of two sheets whose columns (of the form → returned) are known."""
    ours, words = [set[Hashable]() for _ in range(form.height)], defaultdict[int, set[Hashable]](set)
    for row, column, token in _tokens(form):
        ours[row].add((column, token))
        words[column].add(token)
    theirs = [
        {
            (column, token)
            for column, at in columns.items()
            if (token := _returned(sheet, row, at, words[column])) is not None
        }
        for row in range(max(len(sheet.rows), form.height))
    ]
    return align(ours, theirs)


def columns_of(form: FormSheet, sheet: Sheet) -> Lines:
    """The columns of two sheets, by the words that stand in them and how many formulas."""
    widths = form.width_used, max(form.width_used, *map(len, sheet.rows))
    ours, theirs = ([set[Hashable]() for _ in range(width)] for width in widths)
    for _, column, token in _tokens(form):
        ours[column].add(token)
    words = set[Hashable]().union(*ours)
    for row, values in enumerate(sheet.rows):
        for column, _ in enumerate(values):
            if (found := _returned(sheet, row, column, words)) is not None:
                theirs[column].add(found)
    stays = zip_longest(ours, theirs, fillvalue=set[Hashable]())
    if sum(2 * len(a & b) < len(a) for a, b in stays) <= 1:
        same = {column: column for column in range(len(theirs))}
        return Lines(same, same)
    return align(ours, theirs)


_FORMULA = 0  # the token of any formula: a row in which one was edited is still that row


def _tokens(form: FormSheet) -> Iterator[tuple[int, int, Hashable]]:
    """What tells the form's lines apart, by row and column: its words, and that there is a formula."""
    for (row, column), value in form.cells.items():
        if not isinstance(value, float):
            yield row, column, _FORMULA if value.startswith("=") else plain(value)


def _returned(sheet: Sheet, row: int, column: int, words: Container[Hashable]) -> Hashable | None:
    """The token of a returned cell, where the form has it; None of all others."""
    if (row, column) in sheet.formulas:
        return _FORMULA
    value = sheet.value(row, column)
    return text if isinstance(value, str) and (text := plain(value)) in words else None


def plain(text: str) -> str:
    """A text without blanks and line breaks."""
    return "".join(text.split())
