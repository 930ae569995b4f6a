"""Calc 里的名字 — under which LibreOffice knows the extension, its parts, and every function of the table.

Calc stores a call as ``<service>.<method>``, in .xlsx as in .ods, so the service is ``XLF`` and a method the
English name: ``XLF.GRADE`` is found by any file that says so. The Chinese name is a second method with that
display name in every interface language; it is stored under its own ASCII name.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlfuncs.function_table import TABLE, Function

EXTENSION = "org.xlfuncs"
INTERFACE = "org.xlfuncs.XFunctions"
ADDIN = "org.xlfuncs.Functions"
HANDLER = "org.xlfuncs.Commands"
PROTOCOL = "vnd.xlfuncs:"
SERVICE = "XLF"


@dataclass(frozen=True, slots=True)
class CalcMethod:
    """One method of the add-in: its stored name, what is typed, and the function behind it."""

    name: str
    shown: str
    function: Function

    @property
    def stored(self) -> str:
        """The name in a file."""
        return f"{SERVICE}.{self.name}"

    def parameters(self) -> list[tuple[str, str]]:
        """Names and UNO types.

        >>> METHODS[0].parameters()
        [('budget', '[][]any'), ('executed', '[][]any'), ('rule', 'any')]
        """
        # Calc takes an ``any`` for optional; `explain` as many arguments as the explained function takes.
        optional = "[]any" if self.function.name == "explain" else "any"
        return [(one.name, optional if one.optional else "[][]any") for one in self.function.arguments]


METHODS = tuple(CalcMethod(f.in_cells, f.calc, f) for f in TABLE.values()) + tuple(
    CalcMethod(f"ZH_{f.in_cells}", f.zh, f) for f in TABLE.values()
)
