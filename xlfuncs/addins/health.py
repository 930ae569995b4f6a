"""检查结果 — what ``xlfuncs addin doctor`` finds, in the same words for every office suite."""

from __future__ import annotations

import sys
from functools import partial
from pyexpat import EXPAT_VERSION
from typing import Literal, NamedTuple

from xlfuncs.bilingual import Both, Language, halves

State = Literal["good", "mind", "bad"]
_MARKS = {"good": Both("正常", "good"), "mind": Both("注意", "note"), "bad": Both("有误", "bad")}
_EXPAT = (2, 7)  # from here on its known weaknesses against hostile XML are mended


class HealthCheck(NamedTuple):
    """One thing looked at, in words of both languages: ``中文 | English``."""

    state: State
    words: str

    def said(self, language: Language) -> str:
        """As a line.

        >>> bad("没有安装 | not installed").said("zh")
        '[有误] 没有安装'
        """
        return f"[{_MARKS[self.state].said(language)}] {Both(*halves(self.words)).said(language)}"


good, mind, bad = partial(HealthCheck, "good"), partial(HealthCheck, "mind"), partial(HealthCheck, "bad")


def python_checks(expat: str = EXPAT_VERSION) -> list[HealthCheck]:
    """Python 本身 — its version, and the XML library it was built with.

    >>> print(python_checks("expat_2.5.0")[-1].said("zh"))
    [注意] Python 自带的 expat 是 2.5.0，低于 2.7：处理来历不明的文件时建议换用较新的 Python
    """
    found = expat.removeprefix("expat_")
    zh, en = f"Python 自带的 expat 是 {found}", f"the expat of this Python is {found}"
    recent = tuple(map(int, found.split(".")[:2])) >= _EXPAT
    if not recent:
        zh += "，低于 2.7：处理来历不明的文件时建议换用较新的 Python"
        en += ", below 2.7: take a later Python for files of unknown origin"
    python = f"Python {sys.version.split()[0]} {sys.executable}"
    return [good(python), (good if recent else mind)(f"{zh} | {en}")]
