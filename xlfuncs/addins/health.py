"""检查结果 — what ``xlfuncs addin doctor`` finds, in the same words for every office suite."""

from __future__ import annotations

import sys
from pyexpat import EXPAT_VERSION
from typing import Literal, NamedTuple

State = Literal["good", "mind", "bad"]
_MARKS = {"good": "正常", "mind": "注意", "bad": "有误"}
_EXPAT = (2, 7)  # from here on its known weaknesses against hostile XML are mended


class HealthCheck(NamedTuple):
    """One thing looked at."""

    state: State
    words: str

    def __str__(self) -> str:
        """As a line.

        >>> print(HealthCheck("bad", "没有安装"))
        [有误] 没有安装
        """
        return f"[{_MARKS[self.state]}] {self.words}"


def python_checks(expat: str = EXPAT_VERSION) -> list[HealthCheck]:
    """Python 本身 — its version, and the XML library it was built with.

    >>> print(python_checks("expat_2.5.0")[-1])
    [注意] Python 自带的 expat 是 2.5.0，低于 2.7：处理来历不明的文件时建议换用较新的 Python
    """
    found = expat.removeprefix("expat_")
    recent = tuple(map(int, found.split(".")[:2])) >= _EXPAT
    advice = "" if recent else "，低于 2.7：处理来历不明的文件时建议换用较新的 Python"
    return [
        HealthCheck("good", f"Python {sys.version.split()[0]}：{sys.executable}"),
        HealthCheck("good" if recent else "mind", f"Python 自带的 expat 是 {found}{advice}"),
    ]
