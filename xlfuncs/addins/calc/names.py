"""Calc 里的名字 — under which LibreOffice knows the extension, its parts, and every function of the table.

Calc stores a call as ``<service>.<method>``, in .xlsx as in .ods, so the service is ``XLF`` and a method the
English name: ``XLF.GRADE`` is found by any file that says so. The Chinese name is a second method with that
display name in every interface language; it is stored under its own ASCII name.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlfuncs.function_table import TABLE, Argument, Function

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
        return [(argument.name, self._type(argument)) for argument in self.function.arguments]

    def _type(self, argument: Argument) -> str:
        if self.function.name == "explain" and argument.optional:
            return "[]any"  # as many arguments as the explained function takes
        return "any" if argument.optional else "[][]any"  # Calc takes an ``any`` for optional


METHODS = tuple(CalcMethod(f.in_cells, f.calc, f) for f in TABLE.values()) + tuple(
    CalcMethod(f"ZH_{f.in_cells}", f.zh, f) for f in TABLE.values()
)
