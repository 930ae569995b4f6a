"""一并说明 — what is to be said of many rows in the same words is said once, with the names of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.cells import parted

# What may differ from row to row: names; of a mere remark the figures too.
_OWN = {"warning": re.compile("「[^」]*」"), "info": re.compile("「[^」]*」|[-+]?[0-9.]+%?")}
_LEAST = 3  # so often is one thing said, before it is said once


def together(findings: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, Both]]:
    """Of findings as JSON has them: the number of each to show, and what to add to it. Errors stand alone.

    >>> lost = {"severity": "info", "item": "甲", "message": "「甲」扣 1 分，没有写原因"}
    >>> [(number, added.zh) for number, added in together([lost | {"cell": f"表!H{row}"} for row in (2, 3, 4)])]
    [(0, '；另有 2 处同样：H3「甲」、H4「甲」')]
    """
    alike: dict[object, list[int]] = {}
    for number, found in enumerate(findings):
        own = _OWN.get(found["severity"]) if found["cell"] else None
        kind = (found["severity"], own.sub("", found["message"])) if own else number
        alike.setdefault(kind, []).append(number)
    for first, *others in alike.values():
        if len(others) + 1 < _LEAST:
            yield from ((number, Both("", "")) for number in (first, *others))
            continue
        said = [(parted(other["cell"])[1], other) for other in map(findings.__getitem__, others)]
        called = ((cell, other["item"] or other["found"]) for cell, other in said)
        names = "、".join(f"{cell}「{name}」" if name else cell for cell, name in called)
        yield first, Both(f"；另有 {len(said)} 处同样：{names}", f"; likewise {len(said)} more: {names}")
