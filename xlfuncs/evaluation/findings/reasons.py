"""偏差原因的核对 — points lost without a reason, reasons that give none, reasons where nothing was missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from xlfuncs.cells import is_picture
from xlfuncs.evaluation.findings.criteria import says_nothing
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.result import Score
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import exact_or_none, is_blank


def check(score: Score) -> Iterable[Finding]:
    """A row's reason against the points it lost; nothing where the table has no column for reasons."""
    item = score.item
    given = score.score if item.entered is None or is_blank(item.entered) else item.entered
    if type(given) is float and given == item.points and item.reason is None:
        return ()  # most rows of a table
    return _lost(score, given) if "reason" in item.cells else ()


def _lost(score: Score, given: Any) -> Iterator[Finding]:
    item = score.item
    points, earned = exact_or_none(item.points), exact_or_none(given)
    if points is None or earned is None or is_picture(item.reason):
        return
    reason = "" if is_blank(item.reason) else str(item.reason).strip()
    lost = points - earned
    if lost > 0 and score.score == float(points):
        return  # nothing was missed: `score-differs` says it
    if lost > 0 and not reason:
        yield item.finding("loss-unexplained", "reason", expected="偏差原因", lost=plain(lost))
    elif lost > 0 and says_nothing(reason):
        yield item.finding("reason-empty", "reason", found=reason, lost=plain(lost))
    elif lost == 0 and score.score == float(points) and reason and not says_nothing(reason):
        yield item.finding("reason-needless", "reason", found=reason)
