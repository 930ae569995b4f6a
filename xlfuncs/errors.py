"""错误 — every error xlfuncs raises on purpose, each with the value an Excel cell shows for it.

All derive from :class:`XlfuncsError`, a ``ValueError``; messages are Chinese first.

>>> issubclass(ZeroDivisor, XlfuncsError) and issubclass(XlfuncsError, ValueError)
True
>>> OutOfRange("分值不能为负").cell
'#NUM!'
>>> error = OutOfRange("分值不能为负 | points must not be negative")
>>> error.zh, error.en
('分值不能为负', 'points must not be negative')
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from xlfuncs.bilingual import halves

_Problem = TypeVar("_Problem", bound="XlfuncsError")


class XlfuncsError(ValueError):
    """Base of all errors raised on purpose; ``cell`` is what a spreadsheet cell shows."""

    cell = "#VALUE!"

    @property
    def zh(self) -> str:
        """The Chinese half of the message."""
        return halves(str(self))[0]

    @property
    def en(self) -> str:
        """The English half; the whole, where there is none."""
        return halves(str(self))[1]

    def within(self: _Problem, where: str) -> _Problem:
        """The same problem, both halves naming where it stands.

        >>> str(FileProblem("文件是空的 | the file is empty").within("自评表.xlsx"))
        '自评表.xlsx：文件是空的 | 自评表.xlsx: the file is empty'
        """
        plain = where.replace("| ", "|")  # a bar and a space part the halves
        return type(self)(f"{where}：{self.zh} | {plain}: {self.en}")


class NotANumber(XlfuncsError):
    """Text, or an error value, where a number belongs."""


class ZeroDivisor(XlfuncsError):
    """A budget, target or base of zero: the rate does not exist."""

    cell = "#DIV/0!"


class OutOfRange(XlfuncsError):
    """A number outside what the quantity can be (negative points, a rate typed as a percent)."""

    cell = "#NUM!"


class NotCovered(XlfuncsError):
    """The rule says nothing about this (a function, a direction, a grade)."""

    cell = "#N/A"


class UnknownLevel(XlfuncsError):
    """A level, direction or choice that is none of the known words."""

    cell = "#N/A"


class UnknownRule(XlfuncsError):
    """No rule of that id; the message lists the known ones."""

    cell = "#N/A"


class RuleProblem(XlfuncsError):
    """A rule file that breaks the rules for rule files; names the file and the key."""


class UnknownForm(XlfuncsError):
    """No official table was recognised; names what was found and what was missing."""


class FileProblem(XlfuncsError):
    """A file that cannot be read or written; names it and leaves it as it was."""

    @classmethod
    def damaged(cls, problem: object, what: str = "内容") -> FileProblem:
        """What a reader of files cannot make out; in English with what it says of it.

        >>> FileProblem.damaged("no end tag").zh
        '内容已损坏，请用办公软件打开并另存'
        """
        return cls.to_resave(f"{what}已损坏", f"damaged ({problem})")

    @classmethod
    def locked(cls) -> FileProblem:
        """A file that nobody opens without its password."""
        return cls("文件设有打开密码，请先取消密码 | protected by a password")

    @classmethod
    def no_workbooks(cls, places: Iterable[object]) -> FileProblem:
        """Folders without any."""
        return cls("没有工作簿（.xlsx、.xls、.ods 等） | no workbooks").within("、".join(map(str, places)))

    @classmethod
    def other_sheet(cls, sheet: str) -> FileProblem:
        """A sheet of that name that we did not write."""
        return cls(
            f"已有名为“{sheet}”的工作表，且不是本工具写的；请先给它改名，以免覆盖"
            f" | a sheet {sheet} that is not ours exists; rename it"
        )

    @classmethod
    def parts_alike(cls) -> FileProblem:
        """A zip with two parts of one name."""
        return cls(
            "压缩包中有重名的部件，无法安全改写；请用办公软件另存一次"
            " | two parts of one name; save it again in an office suite"
        )

    @classmethod
    def to_resave(cls, zh: str, en: str) -> FileProblem:
        """What is mended by an office suite that opens the file and saves it again.

        >>> FileProblem.to_resave("行号不正确", "no row number").en
        'no row number; open it in an office suite and save it again'
        """
        return cls(f"{zh}，请用办公软件打开并另存 | {en}; open it in an office suite and save it again")
