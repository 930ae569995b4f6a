"""读者看到的话 — what a finding says to a reader who has no command line."""

from __future__ import annotations

import re
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.findings.register import codes

_CLAUSE = "(?:(?![,;.] )[^，；。])*"
_OPTION = re.compile(
    f"(?:^|[，；。]|[,;.] ){_CLAUSE}--[a-z]{_CLAUSE}|（XLFUNCS_[A-Z_]+(?: 可以调高)?）| \\(see XLFUNCS_[A-Z_]+\\)"
)


def words_of(found: dict[str, Any]) -> tuple[str, str]:
    """What a finding says, and what to do."""
    message = without_options(found["message"])
    return message, advice_beside(found["code"], message).zh


def advice_beside(code: str, message: str) -> Both:
    """What to do, in both languages; nothing, where the message says that already or that only the last digits differ."""
    advised = codes()[code].advice
    advice = Both(without_options(advised.zh), without_options(advised.en))
    return Both("", "") if advice.zh in message or "只差尾数" in message else advice


def without_options(text: str) -> str:
    """A sentence without what names options of the command line, or limits, which its reader cannot set.

    >>> without_options("按国家办法核对；如不适用请用 --rule 指定规则"), without_options("由评价人填写得分，或以 --rule 指定规则")
    ('按国家办法核对', '由评价人填写得分')
    >>> without_options("judged by mof-2020-10 (财政部, 办法). Name another with --rule")
    'judged by mof-2020-10 (财政部, 办法)'
    >>> without_options("超过上限（XLFUNCS_MAX_PART 可以调高），没有读取"), without_options("too much (see XLFUNCS_MAX_PART)")
    ('超过上限，没有读取', 'too much')
    """
    return _OPTION.sub("", text)
