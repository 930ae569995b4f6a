"""读取 .xlsx — the sheets of an .xlsx or .xlsm: values by calamine, errors and formulas from the XML."""

from __future__ import annotations

import io
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from xlfuncs.cells import Cell, Sheet, Value, address
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.sheet import error_cells, far_corner
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.recalculate import Results, results, shown

__all__ = ["XlsxFile"]

_MOST_CELLS = 40_000_000  # of a sheet's block; a stray entry in XFD1048576 would ask for all memory


class XlsxFile:
    """一个 .xlsx 文件的内容 — its worksheets, each read when asked for; FileProblem where it is damaged."""

    def __init__(self, data: bytes) -> None:
        self._workbook = Workbook(Package(data))
        self._calamine = _calamine(data)
        self._results: Results | None = None

    def changeable(self) -> Workbook:
        """The workbook to change and save; this one stays as the file is, and lends what it has read."""
        return self._workbook.copy()

    def sheet_names(self) -> list[str]:
        """The worksheets in order, hidden ones too, chart sheets not."""
        sheets = self._calamine.sheets_metadata
        return [sheet.name for sheet in sheets if sheet.typ == SheetTypeEnum.WorkSheet]

    def read(self, sheet: str) -> Sheet:
        """One worksheet as the file holds it; a formula without a known result reads as 未计算."""
        xml = self._xml(sheet)
        if corner := far_corner(xml, _MOST_CELLS):
            raise FileProblem(f"内容一直延伸到 {address(corner)}，区域过大；请删去远处误填的单元格")
        try:
            found = self._calamine.get_sheet_by_name(sheet)
            rows: list[list[Value]] = [
                [None if value == "" else value for value in row]
                for row in found.to_python(skip_empty_area=False)
            ]
        except CalamineError as problem:
            raise _damaged(problem) from problem
        merged = [(*top_left, *bottom_right) for top_left, bottom_right in found.merged_cell_ranges or ()]
        for cell, error in error_cells(xml).items():
            _set(rows, cell, error)
        some = self._workbook.formulas(sheet)
        for formula in some:
            for cell in () if formula.cached else formula.block:
                _set(rows, cell, self._calculated(sheet, cell))
        return Sheet(sheet, rows, frozenset(cell for f in some for cell in f.block), merged)

    def _calculated(self, sheet: str, cell: Cell) -> Value:
        """What a formula without a cached result gives; evaluated once, for the whole workbook."""
        if self._results is None:
            self._results = results(self._workbook)
        return shown(self._results[sheet][cell])

    def _xml(self, sheet: str) -> bytes:
        workbook = self._workbook
        xml, part = workbook.sheet_xml(sheet), workbook.sheets[sheet]
        if xml != workbook.package.read(part):  # a rare spelling, some of which calamine takes for blanks
            usual = workbook.package.copy()
            usual.put(part, xml)
            self._calamine = _calamine(usual.to_bytes(level=0))
        return xml


def _calamine(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as problem:
        raise FileProblem("文件设有打开密码，请先取消密码") from problem
    except CalamineError as problem:
        raise _damaged(problem) from problem


def _damaged(problem: Exception) -> FileProblem:
    return FileProblem(f"内容已损坏（{problem}），请用办公软件打开并另存")


def _set(rows: list[list[Any]], cell: Cell, value: Value) -> None:
    """Put a value into the block, grown where the cell lies outside it."""
    row, column = cell
    rows += [[] for _ in range(row + 1 - len(rows))]
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = value
