"""两种语言 — words that are said in Chinese and in English."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
_BAR = "| "  # 「50」| no blank behind a bracket


@dataclass(frozen=True, slots=True)
class Both:
    """Words in both languages."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """The words in a language.

        >>> Both("扣分", "points off").said("en")
        'points off'
        """
        return self.en if language == "en" else self.zh

    @classmethod
    def joined(cls, parts: Iterable[Both], between: Both) -> Both:
        """Several in a row.

        >>> Both.joined([Both("一", "one"), Both("二", "two")], Both("、", ", "))
        Both(zh='一、二', en='one, two')
        """
        some = [*parts]
        return cls(between.zh.join(part.zh for part in some), between.en.join(part.en for part in some))

    @classmethod
    def first(cls, names: Sequence[str], most: int = 10) -> Both:
        """The first ones of many names, and how many there are.

        >>> Both.first(["A1", "B2"]), Both.first(["A1", "B2", "C3"], 2)
        (Both(zh='A1、B2', en='A1, B2'), Both(zh='A1、B2 等 3 处', en='A1, B2 … (3 in all)'))
        """
        many, some = len(names) > most, names[:most]
        return cls(
            "、".join(some) + (f" 等 {len(names)} 处" if many else ""),
            ", ".join(some) + (f" … ({len(names)} in all)" if many else ""),
        )


def halves(text: str) -> tuple[str, str]:
    """Both halves of a text; one that has no English stands for both.

    >>> halves("已新建 {file} | made {file}"), halves("完成")
    (('已新建 {file}', 'made {file}'), ('完成', '完成'))
    """
    chinese, bar, english = text.rpartition(_BAR)  # the last bar: what a cell holds may have one, too
    return (chinese.rstrip(), english) if bar else (english, english)


def language() -> Language:
    """What a command speaks, as the command line has left it in the environment."""
    return "en" if os.environ.get("LANGUAGE") == "en" else "zh"


def spoken(text: str) -> str:
    """The half of a text in the language that a command speaks."""
    return halves(text)[language() == "en"]
