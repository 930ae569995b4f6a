"""清单的得分 — the scores of a list's projects: each part within its points, the whole their sum, that of the rate by it; the
place that each takes, and what they are on average.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlfuncs.cells import Place
from xlfuncs.evaluation.findings.compare import out_of_range
from xlfuncs.evaluation.findings.completion_rate import typed_rates
from xlfuncs.evaluation.findings.slips import unequal
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import amount_or_none
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.heading import Heading
from xlfuncs.forms.recognition.columns.score_sheet import adds_up, points_of
from xlfuncs.forms.recognition.funds.amount_rows import Line
from xlfuncs.forms.recognition.funds.amounts import with_carried
from xlfuncs.forms.recognition.words.texts import label, label_points, normal
from xlfuncs.functions.wording import percent, plain
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import ONE, WIDE, cents, decimals, exact

_WHOLE, _USUAL = 100, (10.0, 20.0)  # points of the rate, where its heading states none
_NEAR = Decimal("0.05")  # of rates rounded before they were multiplied
_RATE = "执行"
_RANK = pattern("(?:综合|得分|最终|本次|本年|年度)*(?:名次|排名|位次|排序|排位)")
_RANKS = 4  # ranks, of which half may be by something else


def check_scores(
    reader: Reader, header: Header, listed: Sequence[Line], full: int | None, averages: Sequence[int]
) -> None:
    """The scores of these rows, where their columns are known; `full` is the row of the points that they are of."""
    _check_ranks(reader, header, listed)
    _check_averages(reader, header, listed, averages)
    stated = [label_points(one.text) or 0 for one in header.others]  # 决策（20）, where all come to 100
    worth = stated if sum(stated) == _WHOLE else [*map(points_of, header.others)]
    for row, name in listed if header.others else ():
        _check(reader, header, row, name, full, worth)
    rates = [one for one in header.others if _RATE in normal(one.text)]
    if len(rates) == 1 and header.amounts:
        _check_rates(reader, header, rates[0], listed)


def _check(
    reader: Reader, header: Header, row: int, name: str, full: int | None, worth: Sequence[float | None]
) -> None:
    parts = list[tuple[float, Place | None, float | None]]()
    for part, most in zip(header.others, worth, strict=True):
        at = reader.at(row, part.column)
        if most is None and full is not None:
            most = reader.amount(full, part.column)
        if (value := reader.amount(row, part.column)) is None:
            continue
        parts.append((value, at, most))
        if most is not None and not 0 <= value <= most:
            said = out_of_range(value, most)
            reader.note("score-out-of-range", at=at, item=name, which=label(part.text), **said)
    column = header.columns["score"]
    whole = reader.amount(row, column)
    values = [exact(value) for value, *_ in parts]
    if whole is not None and len(parts) == len(header.others) and not adds_up(exact(whole), values):
        reader.note("total-differs", at=reader.at(row, column), item=name, **unequal(exact(whole), parts))


def _check_rates(reader: Reader, header: Header, part: Heading, listed: Sequence[Line]) -> None:
    """The score of the rate is its share of the points, where that of another project below 100 % is."""
    stated = points_of(part)
    rates = {row: rate for row, _ in listed if (rate := _rate(reader, header, row)) is not None}
    given = {row: exact(value) for row in rates if (value := reader.amount(row, part.column)) is not None}
    for most in map(exact, _USUAL if stated is None else (stated,)):
        right = {row: WIDE.multiply(rates[row], most) for row in given}
        near = {row for row in given if abs(given[row] - right[row]) <= _NEAR}
        if any(rates[row] < ONE for row in near):
            for row, name in listed:
                if row in given and row not in near:
                    told = {"entered": plain(given[row]), "right": plain(cents(right[row]))}
                    told |= {"points": plain(most), "which": label(part.text), "rate": percent(rates[row])}
                    numbers = {"found": given[row], "expected": cents(right[row])}
                    at = reader.at(row, part.column)
                    reader.note("score-differs", case="rate-part", at=at, item=name, **numbers, **told)
            return


def _rate(reader: Reader, header: Header, row: int) -> Decimal | None:
    budget, executed = (reader.amount(row, column) for column in header.amounts or ())
    budget = with_carried(reader, header, row, budget)
    if not budget or executed is None or executed < 0:
        return None
    return min(WIDE.divide(exact(executed), exact(budget)), ONE)


def _check_ranks(reader: Reader, header: Header, listed: Sequence[Line]) -> None:
    """The rank of a score is by how many are higher; nothing where many ranks are by something else, as in groups."""
    rows = [row for row, _ in listed]
    scores = _numbers(reader, rows, header.columns.get("score", -1))
    for column, text in header.headings(reader).items():
        ranks = _numbers(reader, rows, column) if _RANK.fullmatch(text) else []
        wrong = []
        for (row, name), rank, earned in zip(listed, ranks, scores, strict=False):
            above = [other for other in scores if other > earned]
            if not (0 < rank - len(above) <= scores.count(earned) or rank == len({*above}) + 1):
                wrong.append((reader.at(row, column), name, float(rank), len(above) + 1))
        complete = len(ranks) == len(scores) == len(rows) >= max(_RANKS, 2 * len(wrong))
        for at, name, found, right in wrong if complete else ():
            reader.note("rank-differs", at=at, item=name, found=found, expected=right)


def _check_averages(reader: Reader, header: Header, listed: Sequence[Line], averages: Sequence[int]) -> None:
    """What rows of averages say of scores and rates is their mean, or that by the amounts of each."""
    rows, known = [row for row, _ in listed], header.columns
    weights = [[ONE] * len(rows), *(_numbers(reader, rows, at) for at in header.amounts or ())]
    columns = [known[key] for key in ("score", "rate") if key in known]
    for column in (*columns, *(one.column for one in header.others)) if averages else ():
        values = _numbers(reader, rows, column)
        heavy = [one for one in weights if len(one) == len(values) == len(rows) > 1 and sum(one) > 0]
        sums = [(Decimal(sum(map(WIDE.multiply, values, one))), Decimal(sum(one))) for one in heavy]
        means = [WIDE.divide(added, whole) for added, whole in sums]
        for row, typed in [(one, typed) for one in averages for typed in _numbers(reader, [one], column)]:
            if means and all(abs(typed - mean) >= Decimal(1).scaleb(-decimals(typed)) for mean in means):
                told = {"at": reader.at(row, column), "found": typed, "expected": cents(means[0])}
                reader.note("total-differs", case="average", severity="warning", item="平均", **told)


def _numbers(reader: Reader, rows: Sequence[int], column: int) -> list[Decimal]:
    """The numbers of a column in some rows, 95% as 0.95."""
    cells = [reader.data(row, column) for row in rows if column >= 0]
    numbers = [(cell, amount_or_none(cell)) for cell in cells if cell is not None]
    said = (typed_rates(cell)[:1] if number is None else [exact(number)] for cell, number in numbers)
    return [one for some in said for one in some]
