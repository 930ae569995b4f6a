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

Lines = Sequence[tuple[int, str]]  # rows, and what each is of


def check_ranks(reader: Reader, header: Header, listed: Lines) -> None:
    """The rank of a score is by how many are higher; nothing where many ranks are by something else, as in groups."""
    rows = [row for row, _ in listed]
    scores = _numbers(reader, rows, header.columns.get("score", -1))
    for column, text in header.texts(reader):
        ranks = _numbers(reader, rows, column) if _RANK.fullmatch(bare(normal(text))) else []
        wrong = []
        for (row, name), rank, earned in zip(listed, ranks, scores, strict=False):
            above = [other for other in scores if other > earned]
            if not (0 < rank - len(above) <= scores.count(earned) or rank == len({*above}) + 1):
                wrong.append((reader.at(row, column), name, float(rank), len(above) + 1))
        complete = len(ranks) == len(scores) == len(rows) >= max(_FEWEST, 2 * len(wrong))
        for at, name, found, right in wrong if complete else ():
            reader.note("rank-differs", at=at, item=name, found=found, expected=right)


def check_averages(reader: Reader, header: Header, listed: Lines, averages: Sequence[int]) -> None:
    """What rows of averages say of scores and rates is their mean, or that by the amounts of each."""
    rows, known = [row for row, _ in listed], header.columns
    weights = [[ONE] * len(rows), *(_numbers(reader, rows, at) for at in header.amounts or ())]
    columns = [known[key] for key in ("score", "rate") if key in known] + [
        one.column for one in header.others
    ]
    for column in columns if averages else ():
        values = _numbers(reader, rows, column)
        heavy = [one for one in weights if len(one) == len(values) == len(rows) > 1 and sum(one) > 0]
        means = [
            WIDE.divide(Decimal(sum(map(WIDE.multiply, values, one))), Decimal(sum(one))) for one in heavy
        ]
        for row, typed in [(one, typed) for one in averages for typed in _numbers(reader, [one], column)]:
            if means and all(abs(typed - mean) >= Decimal(1).scaleb(-decimals(typed)) for mean in means):
                told = {
                    "found": float(typed),
                    "expected": float(cents(means[0])),
                    "at": reader.at(row, column),
                }
                reader.note("total-differs", case="average", severity="warning", item="平均", **told)


def says_average(text: str) -> bool:
    """Whether a label is that of averages: 平均, 合计/平均, 平均得分; 水平均衡发展 is a name."""
    return _MEAN.fullmatch(bare(normal(text))) is not None


def _numbers(reader: Reader, rows: Sequence[int], column: int) -> list[Decimal]:
    """The numbers of a column in some rows, 95% as 0.95."""
    cells = [reader.data(row, column) for row in rows if column >= 0]
    numbers = [(cell, amount_or_none(cell)) for cell in cells if cell is not None]
    return [
        one
        for cell, number in numbers
        for one in (typed_rates(cell)[:1] if number is None else [exact(number)])
    ]
