"""文件适配器 — a workbook file behind the port: read with calamine, changed without loss, saved whole.

Of an .xlsx or .xlsm only the named cells, the report sheet and the cached results of formulas change; every
other part keeps its bytes. An .xls, .ods or .xlsb can be read; saving it gives a new .xlsx of values only.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from xlfuncs.errors import FileProblem
from xlfuncs.workbook.cell_xml import serial
from xlfuncs.workbook.file_kind import is_lossless
from xlfuncs.workbook.package import Package
from xlfuncs.workbook.port import Cell, CellError, Sheet, Value, address
from xlfuncs.workbook.recalculate import Results, refresh_results, results
from xlfuncs.workbook.report_sheet import put_report_sheet
from xlfuncs.workbook.safe_file import read_bytes, write_bytes
from xlfuncs.workbook.sheet_formulas import formulas
from xlfuncs.workbook.sheet_xml import error_cells, far_corner, patch
from xlfuncs.workbook.values_file import values_file
from xlfuncs.workbook.workbook_xml import Workbook

__all__ = ["NOT_CALCULATED", "FileBook"]

NOT_CALCULATED = CellError("未计算")  # a formula whose result neither the file nor we know
_MOST_CELLS = 40_000_000  # of a sheet's block; a stray entry in XFD1048576 would ask for all memory


class FileBook:
    """一个工作簿文件 — implements `xlfuncs.workbook.port.Book`; open one with `FileBook.open`.

    Writes are collected and applied by `save`; `read` gives the file as it was opened.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        """A workbook file of this content; FileProblem where it is none. Most callers want `open`."""
        self.path = path
        self._data = data
        self._edits: dict[str, dict[Cell, Value]] = {}
        self._reports: dict[str, Sequence[Sequence[Value]]] = {}
        self._results: Results | None = None
        with self._named():
            self.lossless = is_lossless(data)
            self._workbook = Workbook(Package(data)) if self.lossless else None
            self._calamine = CalamineWorkbook.from_filelike(io.BytesIO(data))

    @classmethod
    def open(cls, path: Path | str) -> FileBook:
        """打开文件 — FileProblem, naming the file and what it is, where it is missing or no workbook."""
        path = Path(path)
        return cls(path, read_bytes(path))

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self.path.name

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self._edits or self._reports)

    def sheet_names(self) -> list[str]:
        """The worksheets in order, hidden ones too, chart sheets not."""
        sheets = self._calamine.sheets_metadata
        return [sheet.name for sheet in sheets if sheet.typ == SheetTypeEnum.WorkSheet]

    def read(self, sheet: str) -> Sheet:
        """One worksheet as the file holds it; a formula without a known result reads as 未计算."""
        with self._named(sheet):
            xml = self._xml(sheet)
            if xml:
                _refuse_vast(xml)
            found = self._calamine.get_sheet_by_name(sheet)
            rows: list[list[Value]] = [
                [None if value == "" else value for value in row]
                for row in found.to_python(skip_empty_area=False)
            ]
            merged = [(*top_left, *bottom_right) for top_left, bottom_right in found.merged_cell_ranges or ()]
            if not xml:
                return Sheet(sheet, rows, merged=merged)
            for cell, error in error_cells(xml).items():
                _set(rows, cell, error)
            some = list(formulas(xml))
            for formula in some:
                for cell in () if formula.cached else formula.block:
                    _set(rows, cell, self._calculated(sheet, cell))
            return Sheet(sheet, rows, frozenset(cell for f in some for cell in f.block), merged)

    def write(self, sheet: str, cells: Mapping[Cell, Value]) -> None:
        """Collect values for cells; FileProblem where there is no such sheet."""
        if sheet not in self.sheet_names():
            raise FileProblem(f"{self.name}：没有名为“{sheet}”的工作表")
        if cells:
            self._edits.setdefault(sheet, {}).update(cells)

    def replace_sheet(self, sheet: str, rows: Sequence[Sequence[Value]]) -> None:
        """Collect a report sheet, new or in place of our last one."""
        self._reports[sheet] = rows

    def save(self, target: Path | str | None = None, *, backup: bool = False) -> None:
        """保存 — write to `target`, or over the file opened, all or nothing; `backup` keeps a ``.bak``.

        FileProblem, with the target as it was, where the changes or the target do not allow it.
        """
        goal = self.path if target is None else Path(target)
        with self._named():
            self._refuse_other_kind(goal)
            data = self._changed_bytes() if self.lossless else self._new_file()
        if goal.exists() and goal.samefile(self.path) and read_bytes(goal) != self._data:
            raise FileProblem(f"{self.name}：打开之后被别的程序改动过，没有写入；请重新运行")
        write_bytes(goal, data, backup=backup)

    def _changed_bytes(self) -> bytes:
        """The file with everything collected; untouched parts are the bytes they were."""
        if not self.changed:
            return self._data
        package = Package(self._data)
        workbook = Workbook(package)
        formula_lost = False
        for sheet, cells in self._edits.items():
            with self._named(sheet):
                xml = workbook.sheet_xml(sheet)
                formula_lost |= any(formula.cell in cells for formula in formulas(xml))
                plain = {cell: _plain(value, workbook.dates_from_1904) for cell, value in cells.items()}
                workbook.put_sheet_xml(sheet, patch(xml, plain))
        if formula_lost:
            workbook.drop_calc_chain()
        for sheet, rows in self._reports.items():
            put_report_sheet(package, sheet, rows)
        refresh_results(workbook)
        return package.to_bytes()

    def _new_file(self) -> bytes:
        """A new .xlsx with the values of a file that cannot be changed in place."""
        sheets = [self.read(name) for name in self.sheet_names() if name not in self._reports]
        package = Package(values_file(sheets, self._edits))
        for sheet, rows in self._reports.items():
            put_report_sheet(package, sheet, rows)
        return package.to_bytes()

    def _calculated(self, sheet: str, cell: Cell) -> Value:
        """What a formula without a cached result gives; evaluated once, for the whole workbook."""
        if self._results is None:
            assert self._workbook
            self._results = results(self._workbook)
        value = self._results[sheet][cell]
        return NOT_CALCULATED if value is None else None if value == "" else value

    def _xml(self, sheet: str) -> bytes:
        if sheet not in self.sheet_names():
            raise FileProblem("没有这个工作表")
        if not self._workbook:
            return b""
        xml, part, package = (
            self._workbook.sheet_xml(sheet),
            self._workbook.sheets[sheet],
            self._workbook.package,
        )
        if xml != package.read(part):  # a rare spelling, some of which calamine takes for blanks
            package.put(part, xml)
            self._calamine = CalamineWorkbook.from_filelike(io.BytesIO(package.to_bytes(level=0)))
        return xml

    def _refuse_other_kind(self, goal: Path) -> None:
        """An office suite refuses a file whose name says another kind than its content."""
        suffix = goal.suffix.lower()
        if not self.lossless and suffix != ".xlsx":
            raise FileProblem(f"这种文件只能另存为 .xlsx，不能存为 {goal.name}")
        if self.lossless and suffix != self.path.suffix.lower():
            macros = b"macroEnabled" in Package(self._data).read("[Content_Types].xml")
            wanted = ".xlsm" if macros else ".xlsx"
            if suffix != wanted:
                raise FileProblem(f"此工作簿应存为 {wanted} 文件，不能存为 {goal.name}")

    @contextlib.contextmanager
    def _named(self, sheet: str | None = None) -> Iterator[None]:
        """Let every problem name the file, and the sheet where it is one sheet's."""
        where = f"“{sheet}”" if sheet else ""
        try:
            yield
        except FileProblem as problem:
            known = str(problem).startswith(self.name)
            raise problem if known else FileProblem(f"{self.name}{where}：{problem}") from problem
        except PasswordError as problem:
            raise FileProblem(f"{self.name}：文件设有打开密码，请先取消密码") from problem
        except CalamineError as problem:
            raise FileProblem(
                f"{self.name}{where}：内容已损坏（{problem}），请用办公软件打开并另存"
            ) from problem


def _set(rows: list[list[Any]], cell: Cell, value: Value) -> None:
    """Put a value into the block, grown where the cell lies outside it."""
    row, column = cell
    rows += [[] for _ in range(row + 1 - len(rows))]
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = value


def _plain(value: Value, from_1904: bool) -> Value:
    """Dates and times as the numbers that a workbook stores."""
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return serial(value, from_1904)
    return value


def _refuse_vast(xml: bytes) -> None:
    if corner := far_corner(xml, _MOST_CELLS):
        raise FileProblem(f"内容一直延伸到 {address(corner)}，区域过大；请删去远处误填的单元格")
