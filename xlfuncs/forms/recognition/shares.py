"""权重占比 — shares of 100 as points: only where the scores of the single indicators show that they are of 100."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.forms.recognition.assignment import Assignment, Heading
from xlfuncs.forms.recognition.reader import Reader, amount, is_number
from xlfuncs.forms.recognition.texts import normal

__all__ = ["drop_unsure_shares"]

_SHARE, _SINGLE = "占比", "得分"


def drop_unsure_shares(reader: Reader, headings: Sequence[Heading], made: Assignment, rows: range) -> None:
    """Leave shares unread beside scores of single indicators that never exceed them: what those are of is unknown.

    A single score of 25, a share of 25 % and a converted one of 6.25 may be full points, or a quarter of them.
    """
    points, used = made.places.get("points"), made.places.values()
    single = next((one for one in headings if normal(one.text).endswith(_SINGLE) and one not in used), None)
    if (
        points is None
        or single is None
        or _SHARE not in points.text
        or _of_a_hundred(reader, points, single, rows)
    ):
        return
    del made.places["points"]
    made.findings.append(_unread(reader, points))


def _of_a_hundred(reader: Reader, points: Heading, single: Heading, rows: Sequence[int]) -> bool:
    pairs = [(reader.data(row, single.column), reader.data(row, points.column)) for row in rows]
    return any(amount(one) > amount(other) for one, other in pairs if is_number(one) and is_number(other))  # type: ignore[operator]


def _unread(reader: Reader, heading: Heading) -> Finding:
    at = reader.at(heading.row, heading.column)
    return finding("column-unread", severity="warning", at=at, item=None, found=heading.text)
