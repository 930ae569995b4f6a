"""OpenFormula — a formula of an .ods as an .xlsx would write it.

OpenDocument 1.3 part 4, 5.8 (references) and 5.6 (separators). What has no plain counterpart nobody takes for
calculated.
"""

from __future__ import annotations

import re

from xlfuncs.files.results.trust import LITERAL

_PREFIX = "of:="
_PART = re.compile(r"""(?P<text>"(?:[^"]|"")*")|\[(?P<reference>[^\]"]*)\]|(?P<separator>;)""")
_REFERENCE = re.compile(
    r"(?:\$?(?P<sheet>'(?:[^']|'')*'|[^.'\[\]]+))?\.(?P<first>\$?[A-Z]{1,3}\$?\d+)(?::\.(?P<last>\$?[A-Z]{1,3}\$?\d+))?"
)
_UNKNOWN = "[?]"


def as_excel(formula: str) -> str | None:
    """The formula without "=", references and separators as in an .xlsx; None where that is not plain.

    >>> as_excel("of:=SUM([.E2:.E5];[.$F$2])*2"), as_excel("of:=[$表.A1]")
    ('SUM(E2:E5,$F$2)*2', '表!A1')
    >>> as_excel("of:={1;2}*[.A1]"), as_excel("of:=[.A1~.B1]"), as_excel("msoxl:=A1")
    (None, None, None)
    """
    if not formula.startswith(_PREFIX) or "{" in LITERAL.sub("", formula):
        return None
    text = _PART.sub(_spelled, formula.removeprefix(_PREFIX))
    return None if _UNKNOWN in text else text


def _spelled(part: re.Match[str]) -> str:
    if part["separator"]:
        return ","
    if part["text"] is not None:
        return part["text"]
    found = _REFERENCE.fullmatch(part["reference"])
    if found is None:
        return _UNKNOWN
    sheet = f"{found['sheet']}!" if found["sheet"] else ""
    return sheet + found["first"] + (f":{found['last']}" if found["last"] else "")
