"""What a built table says: its rows, amounts and total, and the scores that every admissible reading gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def half_up(exact: Fraction) -> Decimal:
    """A score kept to two decimals, half away from zero, from its exact value."""
    cents = Decimal(exact.numerator * 100) / Decimal(exact.denominator)
    return cents.quantize(Decimal(1), ROUND_HALF_UP) / 100


def proportional(target: Fraction, actual: Fraction, points: Decimal, more_is_better: bool) -> Decimal:
    """Actual ÷ target × points, or target ÷ actual where less is better; never above the points."""
    if target == actual:
        return half_up(Fraction(points))
    part, whole = (actual, target) if more_is_better else (target, actual)
    ratio = min(Fraction(1), part / whole) if whole else Fraction(1)
    return half_up(ratio * Fraction(points))


@dataclass
class Row:
    """One row as typed, and what may be said of it.

    ``readings`` holds every admissible reading with its score. They agree: the score is given, or left where
    the row is not ``sure`` (an unusual spelling that a careful reader may leave). They differ, or there are
    none: a person decides.
    """

    name: str
    target: object
    actual: object
    points: Decimal | None
    readings: dict[str, Decimal]
    entered: Decimal | None = None
    sure: bool = True
    counts: bool = True  # in the total; the parts of a parent do not
    worth: Decimal = Decimal(0)  # its points, also where the table has no column for them
    missed_deadline: bool = False  # must be said
    kind: str = ""  # of the row, for the counts
    level1: str = ""
    level2: str = ""
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def score(self) -> Decimal | None:
        """The one score that every reading gives."""
        return next(iter(self.readings.values())) if len(set(self.readings.values())) == 1 else None

    def admits(self, score: Decimal | None) -> bool:
        """Whether a reader that gives this score, or none, is right or at least not wrong."""
        return score is None or score == self.score


@dataclass
class TableTruth:
    """One table of a sheet."""

    sheet: str
    layout: dict[str, str]  # which alternatives of the grammar were drawn
    rows: list[Row] = field(default_factory=list)
    budget: Decimal | None = None
    executed: Decimal | None = None
    entered_total: Decimal | None = None
    complete: bool = True  # every row is here, so that the total can be held against them
    must_say: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # what is missing or odd: words that name it

    @property
    def total(self) -> Decimal | None:
        """Σ score, else entered, of the rows that count; None where one has neither."""
        return self._sum(lambda row: row.score)

    @property
    def cautious_total(self) -> Decimal | None:
        """The same where the rows that are not sure are left, and count as entered."""
        return self._sum(lambda row: row.score if row.sure else row.entered)

    def _sum(self, given: Callable[[Row], Decimal | None]) -> Decimal | None:
        counted = [row for row in self.rows if row.counts]
        values = [row.entered if given(row) is None else given(row) for row in counted]
        known = [value for value in values if value is not None]
        return sum(known, Decimal(0)) if counted and len(known) == len(values) else None


@dataclass
class WorkbookTruth:
    """A built workbook: the tables on its sheets."""

    tables: list[TableTruth]
