"""文件里的工作表 — one small interface to the sheets of a file, whatever its kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from xlfuncs.cells import Sheet
from xlfuncs.files.kinds.kind import kind_of
from xlfuncs.files.kinds.xlsx import XlsxFile

__all__ = ["FileSheets", "file_sheets"]


class FileSheets(Protocol):
    """工作表 — of one file; errors are `CellError`, a formula nobody calculated reads as 未计算."""

    def sheet_names(self) -> list[str]:
        """The worksheets in order, hidden ones too, chart sheets not."""

    def read(self, sheet: str) -> Sheet:
        """One of them; FileProblem where it is damaged."""


def file_sheets(data: bytes) -> FileSheets:
    """打开工作表 — by what the content is; FileProblem where it is no workbook, damaged or locked."""
    kind = kind_of(data)
    if kind == "xlsx":
        return XlsxFile(data)
    if kind == "xls":
        from xlfuncs.files.kinds.xls import read_xls  # xlrd, rarely needed

        return _Whole(read_xls(data))
    from xlfuncs.files.kinds.ods import read_ods

    return _Whole(read_ods(data))


class _Whole:
    """Sheets of a kind that is read as a whole."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = {sheet.name: sheet for sheet in sheets}

    def sheet_names(self) -> list[str]:
        return list(self._sheets)

    def read(self, sheet: str) -> Sheet:
        return self._sheets[sheet]
