"""总分与等级 — the exact sum of scores, and the grade it earns."""

from __future__ import annotations

from xlfuncs.function_table import documented
from xlfuncs.functions.apply import apply
from xlfuncs.functions.ranges import Cells, Labels, flat, public
from xlfuncs.rules.loader import DEFAULT
from xlfuncs.scoring.numbers import is_blank
from xlfuncs.scoring.totals import total as exact_sum


@documented
def total_score(scores: Cells) -> float | None:
    """总分 — the exact sum of the scores; blanks are passed over, all blank is blank.

    Raises
    ------
    NotANumber
        Text that is no number among them. [#VALUE!]

    Examples
    --------
    >>> total_score([17.23, 59.5, "", 14])
    90.73

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》合计.
    """
    given = [score for score in flat(scores) if not is_blank(score)]
    return float(exact_sum(given)) if given else None


@public
def grade(total: Cells, rule: str = DEFAULT) -> Labels:
    """评价等级 — the grade of a total, by the rule's bands; an edge belongs to its own band.

    Raises
    ------
    OutOfRange, NotANumber, UnknownRule, NotCovered
        A total outside the bands; one whose grade the rule does not state. [#NUM!, #VALUE!, #N/A]

    Examples
    --------
    >>> grade(90.73), grade(89.996, rule="mof-2020-10")
    ('优秀', '良')

    Source: 北京市商务局《2022年度部门整体绩效评价报告》五（一）; 财预〔2020〕10号.
    """
    return apply("grade", rule, total)
