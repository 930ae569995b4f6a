"""Which indicators stand under which level-2 heading, and how often."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from tests.tables.grammar.doubtful_indicators import bare_limit, several, unsure_rate, words_for_number
from tests.tables.grammar.exact_indicators import bare_month, deadline, equal, zero
from tests.tables.grammar.indicators import Indicator, count, limit, money_units, quality, rate

Kind = Callable[[Random, Decimal, str], Indicator]

KINDS: dict[str, list[tuple[Kind, int]]] = {
    "数量指标": [(count, 6), (equal, 2), (several, 1), (words_for_number, 1), (limit, 1), (zero, 1)],
    "质量指标": [(rate, 6), (limit, 1), (bare_limit, 1), (zero, 1), (unsure_rate, 1)],
    "时效指标": [(deadline, 3), (limit, 2), (bare_limit, 1), (bare_month, 1)],
    "成本指标": [(limit, 3), (bare_limit, 2), (money_units, 2)],
    "服务对象满意度指标": [(rate, 6), (unsure_rate, 1), (quality, 1)],
}
BENEFITS: list[tuple[Kind, int]] = [(quality, 4), (count, 2), (rate, 2), (limit, 1), (bare_limit, 1)]


DOUBTFUL = (bare_limit, bare_month, several, unsure_rate, words_for_number)


def kind_for(random: Random, level2: str, kinds: str) -> Kind:
    """Draw a kind of indicator that fits the heading, of any kind or certain ones only."""
    fitting = [pair for pair in KINDS.get(level2, BENEFITS) if kinds == "any" or pair[0] not in DOUBTFUL]
    return random.choices([kind for kind, _ in fitting], [weight for _, weight in fitting])[0]
