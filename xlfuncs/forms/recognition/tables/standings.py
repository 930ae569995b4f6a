"""名次与平均 — what a list says of its numbers as a whole: which place each score takes, and what they are on average."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlfuncs.evaluation.findings.completion_rate import typed_rates
from xlfuncs.forms.recognition.cells.reader import Reader, amount_or_none
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import ONE, WIDE, cents, decimals, exact

_RANK = pattern("(?:综合|得分|最终|本次|本年|年度)*(?:名次|排名|位次|排序|排位)")
_FEWEST = 4  # ranks, of which half may be by something else
_MEAN = pattern("平均.*|.*平均(?:[值分数]|得分)?")

Line = tuple[int, str]  # a row and what it is of


def check_ranks(reader: Reader, header: Header, listed: Sequence[Line]) -> None:
    """The rank of a score is by how many are higher; nothing where many ranks are not, as in groups."""
    lines = range(header.row, header.end + 1)
    texts = [one for line in lines for one in reader.texts(line)]
    ranks = [column for column, text in texts if _RANK.fullmatch(bare(normal(text)))]
    if len(ranks) != 1 or (score := header.columns.get("score")) is None:
        return
    cells = [
        (row, name, amount_or_none(reader.data(row, ranks[0])), amount_or_none(reader.data(row, score)))
        for row, name in listed
    ]
    given = [
        (row, name, rank, earned)
        for row, name, rank, earned in cells
        if rank is not None and earned is not None
    ]
    wrong = []
    for row, name, rank, earned in given:
        higher = [other for *_, other in given if other > earned]
        alike = sum(other == earned for *_, other in given)
        if not (len(higher) < rank <= len(higher) + alike or rank == len({*higher}) + 1):
            wrong.append((reader.at(row, ranks[0]), name, rank, float(len(higher) + 1)))
    for at, name, rank, right in wrong if 2 * len(wrong) <= len(given) >= _FEWEST else ():
        reader.note("rank-differs", at=at, item=name, found=rank, expected=right)


def check_averages(reader: Reader, header: Header, rows: Sequence[int], listed: Sequence[Line]) -> None:
    """What rows of averages say of scores and rates: their mean, or that by the amounts of each."""
    lines = [row for row, _ in listed]
    weights = [[ONE] * len(lines), *(_numbers(reader, lines, column) for column in header.amounts or ())]
    columns = [header.columns[key] for key in ("score", "rate") if key in header.columns]
    for column in (*columns, *(one.column for one in header.others)) if rows else ():
        values = _numbers(reader, lines, column)
        known = [one for one in weights if len(one) == len(lines) and sum(one) > 0]
        means = [_mean(values, one) for one in known if len(values) == len(lines) > 1]
        for row, typed in [(one, typed) for one in rows for typed in _numbers(reader, [one], column)]:
            if means and all(abs(typed - mean) >= Decimal(1).scaleb(-decimals(typed)) for mean in means):
                told = {"found": float(typed), "expected": float(cents(means[0])), "item": "平均"}
                at = reader.at(row, column)
                reader.note("total-differs", case="average", severity="warning", at=at, **told)


def says_average(text: str) -> bool:
    """Whether a label is that of averages: 平均, 合计/平均, 平均得分; 水平均衡发展 is a name."""
    return _MEAN.fullmatch(bare(normal(text))) is not None


def _numbers(reader: Reader, rows: Sequence[int], column: int) -> list[Decimal]:
    """The numbers of a column in some rows, 95% as 0.95."""
    found = list[Decimal]()
    for value in (reader.data(row, column) for row in rows):
        number = amount_or_none(value)
        found += typed_rates(value)[:1] if number is None else [exact(number)]
    return found


def _mean(values: Sequence[Decimal], weights: Sequence[Decimal]) -> Decimal:
    pairs = zip(values, weights, strict=True)
    return WIDE.divide(sum((WIDE.multiply(one, by) for one, by in pairs), Decimal()), sum(weights, Decimal()))
