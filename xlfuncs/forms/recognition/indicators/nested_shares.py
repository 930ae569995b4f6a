"""逐级权重 — shares of each level in the one above it: a row is worth the product of all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import prod

from xlfuncs.forms.recognition.columns.shares import WORTH
from xlfuncs.forms.recognition.words.texts import normal

_LEVELS, _WHOLE = 2, 100

_SHARE = re.compile(r"\((?:权重|占比?)?:?(\d{1,3}(?:\.\d+)?)%\)$")

Level = tuple[str, Decimal | None]  # a heading or name, and its share in percent


def nested(rows: Iterable[Sequence[Level]]) -> tuple[list[float] | None, dict[str, Decimal]]:
    """What rows are worth by the shares of their levels, outermost first, and the headings below which these do not come to
    the whole: then nobody knows. A level without shares is left aside.

    >>> nested([[("产出", Decimal(60)), ("里程", Decimal(25))], [("产出", Decimal(60)), ("合格率", Decimal(75))],
    ...         [("效益", Decimal(40)), ("满意度", Decimal(100))]])
    ([15.0, 45.0, 40.0], {})
    """
    paths, depths = list[tuple[Level, ...]](), set[tuple[int, ...]]()
    for row in rows:
        paths.append(tuple(level for level in row if level[1] is not None))
        depths.add(tuple(at for at, level in enumerate(row) if level[1] is not None))
        if len(depths) > 1 or len(paths[-1]) < _LEVELS:  # most tables, at their first row
            return None, {}
    if not paths or len({*paths}) < len(paths):
        return None, {}
    inside = defaultdict[tuple[Level, ...], Decimal](Decimal)
    for path in {whole[:depth] for whole in paths for depth in range(1, len(whole) + 1)}:
        inside[path[:-1]] += path[-1][1] or 0
    right = inside.pop(()) in WORTH
    off = {path[-1][0]: share for path, share in inside.items() if share != _WHOLE}
    if off or not right:
        return None, off if right and len(off) == 1 < len(inside) - 1 else {}
    shares = [[share for _, share in path if share is not None] for path in paths]
    return [float(prod(own[1:], start=own[0]).scaleb(-2 * (len(own) - 1))) for own in shares], {}


def share_in(text: str) -> Decimal | None:
    """The share that a name carries.

    >>> share_in("产出指标（权重50%）"), share_in("合格率（≥95%）")
    (Decimal('50'), None)
    """
    found = _SHARE.search(normal(text)) if "%" in text or "％" in text else None
    return Decimal(found[1]) if found else None
