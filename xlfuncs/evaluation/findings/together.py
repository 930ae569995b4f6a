"""一并说明 — what is remarked of many rows in the same words is said once, with the names of the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xlfuncs.bilingual import Both

_OWN = re.compile("「[^」]*」|[-+]?[0-9.]+%?")  # what differs from row to row: names, figures
_LEAST = 3  # so often is one thing said, before it is said once


class Said(NamedTuple):
    """A finding of either kind, an object or of JSON: what it says, where, and of what."""

    severity: str
    message: str
    cell: str
    name: str


def together(findings: Iterable[Said]) -> Iterator[tuple[int, Both]]:
    """The number of each finding to show, and what is to be added to it; errors and warnings stand alone.

    >>> lost = [Said("info", f"「{name}」扣 {lost} 分，没有写原因", f"表!H{lost}", name) for lost, name in enumerate("甲乙丙")]
    >>> [(number, added.zh) for number, added in together([*lost, Said("error", "合计不符", "表!H9", "总分")])]
    [(0, '；另有 2 处同样：H1「乙」、H2「丙」'), (3, '')]
    """
    alike: dict[object, list[tuple[int, Said]]] = {}
    for number, said in enumerate(findings):
        kind = _OWN.sub("", said.message) if said.severity == "info" and said.cell else number
        alike.setdefault(kind, []).append((number, said))
    for (first, _), *others in alike.values():
        if len(others) + 1 < _LEAST:
            yield first, Both("", "")
            yield from ((number, Both("", "")) for number, _ in others)
        else:
            yield first, _others([said for _, said in others])


def _others(others: list[Said]) -> Both:
    places = [(said.cell.rpartition("!")[2], said.name) for said in others]
    zh = "、".join(f"{cell}「{name}」" if name else cell for cell, name in places)
    en = ", ".join(f"{cell} “{name}”" if name else cell for cell, name in places)
    return Both(f"；另有 {len(others)} 处同样：{zh}", f"; likewise {len(others)} more: {en}")
