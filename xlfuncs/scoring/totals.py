"""合计 — the exact sum of scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import reduce

from xlfuncs.scoring.numbers import WIDE, ZERO, exact, is_blank

_FEW = 20  # cells, of which it does not pay to see which are the same


def total(scores: Iterable[object]) -> Decimal:
    """总分 — the exact sum of the numbers among cells; blanks are passed over. NotANumber for other text. [#VALUE!]

    >>> total([17.23, 59.5, None, 14])
    Decimal('90.73')

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》合计 90.73.
    """
    given = list(scores)
    if len(given) < _FEW:
        return reduce(WIDE.add, (exact(score) for score in given if not is_blank(score)), ZERO)
    others = [score for score in given if type(score) is not float]
    floats = [score for score in given if type(score) is float] if others else given
    counts = Counter(floats)  # a column has few different scores
    parts = [WIDE.multiply(exact(score), count) for score, count in counts.items() if not is_blank(score)]
    parts += [exact(score) for score in others if not is_blank(score)]
    return reduce(WIDE.add, parts, ZERO)
