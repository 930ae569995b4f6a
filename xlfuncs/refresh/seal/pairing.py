"""行列配对 — lines of a form and of a returned sheet paired in their order, those together that have most in common."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

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

    def kept(self, line: int) -> int:
        """A line of the form; of one that is gone the last before it that is there: so far a block shrinks."""
        gone = self.lost and line not in self.there
        return max((one for one in self.there if one < line), default=line) if gone else line

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
_WORDS = 0.75  # of the likeness: words tell a line from its neighbours, which have the same formulas


def _pairs(form: Sequence[Tokens], returned: Sequence[Tokens]) -> list[tuple[int, int]]:
    """The pairs whose likeness, with the gaps, adds up to most (Needleman and Wunsch)."""
    rows, columns = len(form), len(returned)
    extra = [_GAP if line else 0.0 for line in returned]  # a blank line put in costs nothing
    gone = [_GAP if _words(line) or not line else 0.0 for line in form]  # nor does a spare row
    best = [[left] * (columns + 1) for left in [*accumulate(reversed(gone), initial=0.0)][::-1]]
    best[rows] = [*accumulate(reversed(extra), initial=0.0)][::-1]
    for a in range(rows - 1, -1, -1):
        row, below = best[a], best[a + 1]
        for b in range(columns - 1, -1, -1):
            pair = below[b + 1] + _likeness(form[a], returned[b])
            row[b] = max(pair, below[b] + gone[a], row[b + 1] + extra[b])
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
    ours, theirs = _words(form), _words(returned)
    if not (ours or theirs):
        return _common(form, returned)
    words = _common(ours, theirs)
    return words if ours == form else _WORDS * words + (1 - _WORDS) * _common(form - ours, returned - theirs)


def _words(line: Tokens) -> Tokens:
    return frozenset(token for token in line if not isinstance(token, int))


def _common(form: Tokens, returned: Tokens) -> float:
    return len(form & returned) / max(len(form), len(returned)) if form or returned else 1.0
