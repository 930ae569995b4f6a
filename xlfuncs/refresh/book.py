"""工作簿接口 — the little that refresh and check need of a workbook, wherever its cells live.

Three adapters implement it: a file, a live Excel book (xlwings), a live Calc document (UNO).
Rows and columns count from 0; sheet order is the workbook's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from xlfuncs.cells import Cell, Content, Value
from xlfuncs.reports import Report
from xlfuncs.sheets import Sheet


class Book(Protocol):
    """A workbook that can be read in blocks and written by cells."""

    @property
    def name(self) -> str:
        """What messages call it: a file name or a document title."""

    def sheet_names(self) -> list[str]:
        """The worksheets, in order."""

    def read(self, sheet: str) -> Sheet:
        """One whole worksheet."""

    def write(self, sheet: str, cells: Mapping[Cell, Content]) -> None:
        """Put values and formulas into cells, styles kept; what stood there is replaced."""

    def replace_sheet(self, sheet: str, report: Report) -> None:
        """Make a sheet hold exactly this report; FileProblem where it is somebody else's."""


@runtime_checkable
class Converted(Protocol):
    """A file that may be of a kind that can only be read."""

    @property
    def lossless(self) -> bool:
        """Whether formulas stay when it is saved; else it becomes a new workbook of values."""

    def formulas_once(
        self, written: Mapping[str, Mapping[Cell, Content]]
    ) -> Mapping[str, Mapping[Cell, Value]]:
        """Sheet → cell → what formulas that may follow these cells will show."""
