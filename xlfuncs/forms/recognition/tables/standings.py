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


def check_standings(
    reader: Reader, header: Header, listed: Sequence[tuple[int, str]], averages: Sequence[int]
) -> None:
    """The rank of a score is by how many are higher, where not many ranks are by something else, as in groups; what rows of
    averages say of scores and rates is their mean, or that by the amounts of each.
    """
    rows, score = [row for row, _ in listed], header.columns.get("score", -1)
    ranked = [column for column, text in header.texts(reader) if _RANK.fullmatch(bare(normal(text)))]
    ranks, scores = (
        (_numbers(reader, rows, at) for at in (ranked[0], score)) if len(ranked) == 1 else ([], [])
    )
    wrong = []
    for (row, name), rank, earned in zip(listed, ranks, scores, strict=False):
        higher = [other for other in scores if other > earned]
        if not (0 < rank - len(higher) <= scores.count(earned) or rank == len({*higher}) + 1):
            wrong.append(
                {
                    "at": reader.at(row, ranked[0]),
                    "item": name,
                    "found": float(rank),
                    "expected": len(higher) + 1,
                }
            )
    complete = len(ranks) == len(scores) == len(rows) >= _FEWEST
    for told in wrong if complete and 2 * len(wrong) <= len(rows) else ():
        reader.note("rank-differs", **told)
    weights = [[ONE] * len(rows), *(_numbers(reader, rows, column) for column in header.amounts or ())]
    known = [one for one in weights if len(one) == len(rows) > 1 and sum(one) > 0] if averages else []
    for column in (score, header.columns.get("rate", -1), *(one.column for one in header.others)):
        values = _numbers(reader, rows, column) if known and column >= 0 else []
        means = [_mean(values, one) for one in known if len(values) == len(rows)]
        for row, typed in [
            (one, typed) for one in averages if means for typed in _numbers(reader, [one], column)
        ]:
            if all(abs(typed - mean) >= Decimal(1).scaleb(-decimals(typed)) for mean in means):
                told = {"found": float(typed), "expected": float(cents(means[0])), "item": "平均"}
                at = reader.at(row, column)
                reader.note("total-differs", case="average", severity="warning", at=at, **told)


def says_average(text: str) -> bool:
    """Whether a label is that of averages: 平均, 合计/平均, 平均得分; 水平均衡发展 is a name."""
    return _MEAN.fullmatch(bare(normal(text))) is not None


def _numbers(reader: Reader, rows: Sequence[int], column: int) -> list[Decimal]:
    """The numbers of a column in some rows, 95% as 0.95."""
    cells = [
        (value, amount_or_none(value)) for row in rows if (value := reader.data(row, column)) is not None
    ]
    return [
        one
        for value, number in cells
        for one in (typed_rates(value)[:1] if number is None else [exact(number)])
    ]


def _mean(values: Sequence[Decimal], weights: Sequence[Decimal]) -> Decimal:
    pairs = zip(values, weights, strict=True)
    return WIDE.divide(sum((WIDE.multiply(one, by) for one, by in pairs), Decimal()), sum(weights, Decimal()))
