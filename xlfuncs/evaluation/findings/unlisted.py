"""表外得分 — why a total may be more than its rows come to, or its rows more than the total, as the end of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.result import Score
from xlfuncs.evaluation.sections import number, sum_of
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import WIDE, decimals, exact, is_blank, round_to

_MORE_ROWS = Both(
    "；各行没有分值，相差的分数多于任何一行，可能有指标没有列出",
    "; more than any row: some may not be listed",
)
_UNREAD_ROWS = Both(
    "；表中有几行没有读出，总分可能包括它们的得分",
    "; it may be with the scores of rows that were not read",
)
_SCALED = Both(
    "；各行之和按有得分的各行分值折算为百分制，则相符",
    "; right if of a hundred what the scored rows are worth",
)
_TWICE = Both(
    "；各行之和超过满分，可能有小计或上级行一并计入",
    "; more than there are points: parts may be counted twice",
)


def unlisted(table: Table, rows: Sequence[Score], added: float | None) -> Both | None:
    """Of a table whose rows come to ``added`` and are not worth the whole: that what its total has more may be theirs that are
    not listed. Where none has points, more than any row earned is no slip in one, and rows that were not read may have earned
    it. Or that rows were counted twice which come to more than all there are.
    """
    given, worth = number(table.entered_total), sum_of(row.item.points for row in rows)
    if table.own or given is None or added is None:
        return None
    short, most = exact(given) - exact(added), exact(number(table.total_points) or 100.0)
    if added > most >= given:
        return _TWICE
    typed = [row.item for row in rows if not is_blank(row.item.entered)]
    blank = sum(is_blank(item.points) for item in typed)
    if worth is None or 2 * blank > len(typed):  # 预算执行 alone has points
        earned = max((number(row.item.entered) or 0 for row in rows), default=0)
        unread = short > 0 and any(found.code == "rows-unread" for found in table.findings)
        return _MORE_ROWS if short > exact(earned) else _UNREAD_ROWS if unread else None
    rest = most - exact(worth)
    if not 0 < short <= rest:
        scored = sum_of(item.points for item in typed)
        scaled = WIDE.divide(exact(added) * most, exact(scored or worth or most))
        return _SCALED if round_to(scaled, decimals(exact(given)), "half_up") == exact(given) else None
    zh = "全部得满分" if short == rest else f"得 {plain(short)} 分"
    return Both(
        f"；未列出的 {plain(rest)} 分如{zh}，则相符",
        f"; right if the {plain(rest)} points not listed earned {plain(short)}",
    )
