"""公式的写法 — a formula apart from how a suite happens to write it: what it says, and which cells it names.

Suites write the same formula with or without blanks and ``$``, with FALSE or FALSE(), with marks before later
functions, with numbers as 1 or 1.0.

>>> spelled("IF($B4=TRUE(),基础数据!$B$4*1.0,\'基础数据\'!B5)").references
(('', 3, 1), ('基础数据', 3, 1), ('基础数据', 4, 1))
>>> spelled("SUM(评分表!G5:G9,G5)").references
(('评分表', 4, 6), ('评分表', 8, 6), ('', 4, 6))
>>> spelled("SUM(B4, 1.0)+A1").shape == spelled("sum(C4,1)+$A2").shape
True
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from xlfuncs.cells import column_index, unquoted

Reference = tuple[str, int, int]  # the sheet, "" for its own; row and column from 0

_SHEET = r"(?:\'(?:[^\']|\'\')+\'|[^\W\d][\w.]*)!"
_PART = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")
    | (?P<sheet>{_SHEET})?(?<![\w.])\$?(?P<column>[A-Za-z]{{1,3}})\$?(?P<row>[1-9]\d{{0,6}})(?![\w.(])
    | (?P<number>(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<truth>(?<![\w.])(?i:TRUE|FALSE)\(\))
    | \s+ | (?i:_xlfn\.|_xlws\.)
    """,
    re.VERBOSE,
)


class Spelled(NamedTuple):
    """A formula: what stands around its references, and they, in their order."""

    shape: str
    references: tuple[Reference, ...]


@lru_cache(maxsize=1 << 14)
def spelled(formula: str) -> Spelled:
    """A formula, without its "=", apart from how it is written."""
    shape: list[str] = []
    references: list[Reference] = []
    at = 0
    for part in _PART.finditer(formula):
        shape.append(formula[at : part.start()].upper())
        at = part.end()
        if part["text"]:
            shape.append(part["text"])
        elif part["column"]:
            sheet = (part["sheet"] or "")[:-1]
            plain = unquoted(sheet)
            if not plain and references and shape[-1] == ":":  # the end of a block
                plain = references[-1][0]
            references.append((plain, int(part["row"]) - 1, column_index(part["column"].upper())))
            shape.append("\0")
        elif part["number"]:
            shape.append(f"{float(part['number']):.15g}")
        elif part["truth"]:
            shape.append(part["truth"][:-2].upper())
    shape.append(formula[at:].upper())
    return Spelled("".join(shape), tuple(references))
