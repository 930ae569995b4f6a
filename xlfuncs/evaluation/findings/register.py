"""发现登记 — every finding there is, from codes.toml, and the one maker of findings.

A finding keeps its code and its values; the sentence is made of them, in either language, when asked for.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from xlfuncs.bilingual import Both, Language
from xlfuncs.cells import Place
from xlfuncs.functions.wording import plain
from xlfuncs.records import record
from xlfuncs.toml import loads

Severity = Literal["error", "warning", "info"]
SEVERITIES: Mapping[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
_BETWEEN: Mapping[Language, str] = {"zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the register; ``cases`` are other templates of the same finding."""

    severity: list[Severity]  # the usual one first
    title: Both
    advice: Both
    message: Both
    cases: dict[str, Both] = field(default_factory=dict)
    unusable: bool = False
    unlike: bool = (
        False  # what stands there less what should says nothing: years, ranks, amounts of several units
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation about a cell: what stands there, what the rule expects, and why."""

    code: str
    severity: Severity
    cell: Place | None
    item: str | None
    found: Any
    expected: Any
    case: str = ""
    words: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """What there is to say, in Chinese."""
        return self.said("zh")

    @property
    def unusable(self) -> bool:
        """Whether it is about a cell that holds nothing one can compute with."""
        return codes()[self.code].unusable

    def said(self, language: Language) -> str:
        """The sentence in a language.

        >>> finding("not-a-number", term="得分", found="x").said("zh")
        '表中的得分不是数：「x」；这里应填数字'
        """
        code = codes()[self.code]
        template = (code.cases[self.case] if self.case else code.message).said(language)
        if self.cell is None and language == "zh":
            template = template.replace("{cell} ", "{cell}")  # a blank parts an address from words
        place = self.cell or Both("表中", "the table")
        own = {"cell": place, "item": self._item(), "found": self.found, "expected": self.expected}
        return template.format_map({key: _in(language, one) for key, one in {**own, **self.words}.items()})

    def placed(self, language: Language) -> str:
        """The sentence with its cell in front, named once.

        >>> from xlfuncs.cells import Place
        >>> finding("not-a-number", at=Place("表", 4, 6), case="entry", item="a", term="得分", found="x").placed("zh")
        '表!G5 「a」的得分不是数：「x」'
        >>> finding("not-a-number", at=Place("表", 4, 6), term="得分", found="x").placed("zh")
        '表!G5 的得分不是数：「x」；这里应填数字'
        """
        said, place = self.said(language), str(self.cell or "")
        return said if said.startswith(place) else f"{place} {said}"

    def _item(self) -> str | Both | None:
        """What it is about; a row without a name by its number."""
        if self.item == "" and self.cell:
            return Both(f"第 {self.cell.row + 1} 行", f"row {self.cell.row + 1}")
        return self.item

    def to_dict(self) -> dict[str, Any]:
        """One of the findings of a TABLE."""
        names = ("code", "severity", "cell", "item", "found", "expected", "message")
        return {name: json_value(getattr(self, name)) for name in names}


def finding(
    code: str,
    /,
    *,
    at: Place | None = None,
    item: str | None = None,
    found: Any = None,
    expected: Any = None,
    severity: Severity | None = None,
    case: str = "",
    **words: Any,
) -> Finding:
    """A finding of the register, about the cell `at`, else the table as a whole, and an item: a row, section or field.

    ``found`` is what stands there, ``expected`` what should; ``severity`` one of those that the register lists for the code,
    else its first; ``case`` names another of its templates; ``words`` are the other fields of it: several words are a list,
    words in both languages a `Both`. KeyError, ValueError for what is not in the register: a mistake of ours.

    >>> made = finding("missing-entry", at=Place("自评表", 2, 1), item="项目", expected="预算数")
    >>> made.severity, str(made.cell), made.message
    ('warning', '自评表!B3', '「项目」没有填预算数，请填')
    >>> made.said("en")
    '“项目” lacks 预算数; fill it in'
    """
    known = codes()[code]
    if case and case not in known.cases:
        raise KeyError(f"{code}: {case}")
    if severity is not None and severity not in known.severity:
        raise ValueError(f"{code}: {severity}")
    found = float(found) if isinstance(found, Decimal) else found
    expected = float(expected) if isinstance(expected, Decimal) else expected
    shown = found if isinstance(found, (str, int, float)) or found is None else str(found)
    return Finding(code, severity or known.severity[0], at, item, shown, expected, case, words)


@cache
def codes() -> dict[str, Code]:
    """The register: code → entry."""
    return record(loads(_REGISTER.read_text("utf-8")), dict[str, Code])


_REGISTER = Path(__file__).with_name("codes.toml")


def gravity(severity: str) -> int:
    """By which findings are sorted, the gravest first.

    >>> sorted(["info", "error", "warning"], key=gravity)
    ['error', 'warning', 'info']
    """
    return list(SEVERITIES).index(cast(Severity, severity))


def tally(counts: Mapping[Severity, int], language: Language = "zh") -> str:
    """How many findings there are of each severity.

    >>> tally({"error": 1, "info": 2}), tally({"error": 1}, "en")
    ('错误 1、警告 0、提示 2', 'error 1, warning 0, info 0')
    """
    words = SEVERITIES if language == "zh" else {key: key for key in SEVERITIES}
    return _BETWEEN[language].join(f"{word} {counts.get(key, 0)}" for key, word in words.items())


def json_value(value: Any) -> Any:
    """What JSON can hold; a blank is null."""
    if value is None or type(value) is str:
        return value or None
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, (str, bool, int, float)):
        return value
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)


def _in(language: Language, value: Any) -> Any:
    """A value of a template as a language says it."""
    if isinstance(value, Both):
        return value.said(language)
    if isinstance(value, float):
        return plain(value)
    return _BETWEEN[language].join(value) if isinstance(value, list) else value
