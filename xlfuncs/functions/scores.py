"""得分 — the scores a person types in a cell: of the execution rate, an indicator, a judgement, a checklist; their exact sum, and
the grade it earns.
"""

from __future__ import annotations

from xlfuncs.function_table import documented
from xlfuncs.functions.apply import apply
from xlfuncs.functions.ranges import Cells, Labels, Numbers, flat, public
from xlfuncs.rules.loader import DEFAULT
from xlfuncs.scoring.numbers import is_blank
from xlfuncs.scoring.totals import total as exact_sum


@public
def execution_rate_score(
    budget: Cells, executed: Cells, points: Cells = None, rule: str = DEFAULT
) -> Numbers:
    """预算执行率得分 — the execution rate, at most 1, times the points.

    ZeroDivisor, OutOfRange, NotANumber, UnknownRule, NotCovered
        As for :func:`execution_rate`.

    >>> execution_rate_score(291435.79, 251145.17)
    17.23
    >>> execution_rate_score(2161.48, 2123.04, 20, rule="dongxihu-2020")
    19.64

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》一; 武汉市东西湖区商务局
    《2020年度部门整体绩效自评结果》.
    """
    return apply("execution_rate_score", rule, budget, executed, points)


@public
def capped_ratio_score(
    target: Cells, actual: Cells, points: Cells, direction: Cells = None, rule: str = DEFAULT
) -> Numbers:
    """指标得分 — a quantitative indicator: actual ÷ target (or target ÷ actual), at most 1, times the points.

    Units are converted where certain; 定性 is blank: a person decides.

    ZeroDivisor, OutOfRange, NotANumber, UnknownLevel, UnknownRule, NotCovered
        Zero target; negative amounts; text without a number; direction and symbol that contradict each
        other; 等于 where the rule has no method for it. [#DIV/0!, #NUM!, #VALUE!, #N/A]

    >>> capped_ratio_score("≥40人", 36, 5)
    4.5
    >>> capped_ratio_score(291435.79, 251145.17, 5, "反向")
    5.0
    >>> capped_ratio_score(10, 35, 10)  # 250 % over a target that was set too low
    9.0

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》一、评分标准②.
    """
    return apply("capped_ratio_score", rule, target, actual, points, direction=direction)


@public
def qualitative_score(level: Cells, points: Cells, share: Cells = None, rule: str = DEFAULT) -> Numbers:
    """定性指标得分 — share × points, the share checked against the tier of its level.

    UnknownLevel, OutOfRange, NotANumber, UnknownRule, NotCovered
        No such level; a share outside its tier. [#N/A, #NUM!, #VALUE!]

    >>> qualitative_score("部分达成", 10, 0.75, rule="mof-2020-10")
    7.5

    Source: 财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）.
    """
    return apply("qualitative_score", rule, level, points, share)


@public
def checklist_score(failed: Cells, points: Cells, per_item: Cells, rule: str = DEFAULT) -> Numbers:
    """清单得分 — points − failed × per_item, not below 0.

    OutOfRange, NotANumber, UnknownRule, NotCovered
        [#NUM!, #VALUE!, #N/A]

    >>> checklist_score(2, 4, 0.8)
    2.4

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》三、资产管理规范性.
    """
    return apply("checklist_score", rule, failed, points, per_item)


@documented
def total_score(scores: Cells) -> float | None:
    """总分 — the exact sum of the scores; blanks are passed over, all blank is blank.

    NotANumber
        Text that is no number among them. [#VALUE!]

    >>> total_score([17.23, 59.5, "", 14])
    90.73

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》合计.
    """
    given = [score for score in flat(scores) if not is_blank(score)]
    return float(exact_sum(given)) if given else None


@public
def grade(total: Cells, rule: str = DEFAULT) -> Labels:
    """评价等级 — the grade of a total, by the rule's bands; an edge belongs to its own band.

    OutOfRange, NotANumber, UnknownRule, NotCovered
        A total outside the bands; one whose grade the rule does not state. [#NUM!, #VALUE!, #N/A]

    >>> grade(90.73), grade(89.996, rule="mof-2020-10")
    ('优秀', '良')

    Source: 北京市商务局《2022年度部门整体绩效评价报告》五（一）; 财预〔2020〕10号.
    """
    return apply("grade", rule, total)
