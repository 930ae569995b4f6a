"""清单的得分 — the scores of a list's projects: each part within its points, the whole their sum, that of the rate by it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlfuncs.cells import Place
from xlfuncs.evaluation.findings.compare import out_of_range
from xlfuncs.evaluation.findings.slips import mended
from xlfuncs.forms.recognition.cells.reader import Reader, amount_or_none
from xlfuncs.forms.recognition.columns.assignment import Heading
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.score_sheet import adds_up, points_of
from xlfuncs.forms.recognition.funds.amounts import with_carried
from xlfuncs.forms.recognition.words.texts import label, normal
from xlfuncs.functions.wording import percent, plain
from xlfuncs.scoring.numbers import ONE, WIDE, cents, exact

_USUAL = (10.0, 20.0)  # points of the rate, where its heading states none
_NEAR = Decimal("0.05")  # of rates rounded before they were multiplied
_RATE = "执行"

Line = tuple[int, str]  # a row and the name of its project


def check_scores(reader: Reader, header: Header, listed: Sequence[Line], full: int | None) -> None:
    """The scores of these rows, where their columns are known; `full` is the row of the points that they are of."""
    for row, name in listed if header.others else ():
        _check(reader, header, row, name, full)
    rates = [one for one in header.others if _RATE in normal(one.text)]
    if len(rates) == 1 and header.amounts:
        _check_rates(reader, header, rates[0], listed)


def _check(reader: Reader, header: Header, row: int, name: str, full: int | None) -> None:
    parts = list[tuple[float, Place | None, float | None]]()
    for part in header.others:
        at, most = reader.at(row, part.column), points_of(part)
        if most is None and full is not None:
            most = amount_or_none(reader.data(full, part.column))
        if (value := amount_or_none(reader.data(row, part.column))) is None:
            continue
        parts.append((value, at, most))
        if most is not None and not 0 <= value <= most:
            said = out_of_range(value, most)
            reader.note("score-out-of-range", at=at, item=name, which=label(part.text), **said)
    column = header.columns["score"]
    whole = amount_or_none(reader.data(row, column))
    values = [exact(value) for value, *_ in parts]
    if whole is None or len(parts) < len(header.others) or adds_up(exact(whole), values):
        return
    added = sum(values, Decimal())
    told: dict[str, Any] = {"expected": float(added), "hint": mended(exact(whole) - added, parts)}
    reader.note("total-differs", at=reader.at(row, column), item=name, found=whole, **told)


def _check_rates(reader: Reader, header: Header, part: Heading, listed: Sequence[Line]) -> None:
    """The score of the rate is its share of the points, where that of another project below 100 % is."""
    stated = points_of(part)
    rates = {row: rate for row, _ in listed if (rate := _rate(reader, header, row)) is not None}
    given = {
        row: exact(value)
        for row in rates
        if (value := amount_or_none(reader.data(row, part.column))) is not None
    }
    for most in map(exact, _USUAL if stated is None else (stated,)):
        right = {row: WIDE.multiply(rates[row], most) for row in given}
        near = {row for row in given if abs(given[row] - right[row]) <= _NEAR}
        if any(rates[row] < ONE for row in near):
            for row, name in listed:
                if row in given and row not in near:
                    told = {
                        "entered": plain(given[row]),
                        "right": plain(cents(right[row])),
                        "points": plain(most),
                    }
                    told |= {"which": label(part.text), "rate": percent(rates[row])}
                    numbers = {"found": float(given[row]), "expected": float(cents(right[row]))}
                    at = reader.at(row, part.column)
                    reader.note("score-differs", case="rate-part", at=at, item=name, **numbers, **told)
            return


def _rate(reader: Reader, header: Header, row: int) -> Decimal | None:
    budget, executed = (amount_or_none(reader.data(row, column)) for column in header.amounts or ())
    budget = with_carried(reader, header, row, budget)
    if not budget or executed is None or executed < 0:
        return None
    return min(WIDE.divide(exact(executed), exact(budget)), ONE)
