"""读取 .xlsx — the sheets of an .xlsx or .xlsm: values by calamine where there is one, errors and formulas from the XML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from xlfuncs.cells import Cell, Value, address
from xlfuncs.errors import FileProblem
from xlfuncs.files.kinds.like_values import Block
from xlfuncs.files.limits import limit
from xlfuncs.files.ooxml.formulas import SheetFormulas
from xlfuncs.files.ooxml.looks import hidden_columns, hidden_rows, styled_cells, telling_codes, workings
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.sheet import error_cells, far_corner
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.beside import put_right
from xlfuncs.files.results.calculation import Results
from xlfuncs.files.results.recalculate import results
from xlfuncs.number_formats import shown_otherwise
from xlfuncs.sheets import Sheet, own_rows, put_value

if TYPE_CHECKING:
    from xlfuncs.files.kinds.calamine import CalamineValues
    from xlfuncs.files.ooxml.plain import PlainValues


class XlsxFile:
    """一个 .xlsx 文件的内容 — its worksheets, each read when asked for; FileProblem where it is damaged."""

    def __init__(self, package: Package) -> None:
        package.refuse_bombs()
        self.workbook = Workbook(package)  # stays as the file is: a copy of it is changed
        self._values = _values(self.workbook)
        self._results: Results | None = None
        self._blocks: dict[str, Block] = {}  # read before their sheets, since formulas read them
        self._known: dict[str, list[list[Value]]] = {}  # the rows of sheets that were read
        self._cells = 0  # of all sheets read: a stray entry in XFD1048576 would ask for all memory
        self._styled = styled_cells(telling_codes(self.workbook))
        self.marks = self.workbook.marks

    def rows_once(self, written: Mapping[str, Mapping[Cell, Any] | None], sheet: str) -> list[list[Value]]:
        """The values of a worksheet, as it will be read, once this is written; FileProblem where all of it is."""
        edits = written.get(sheet, {})
        if edits is None:
            raise FileProblem(f"“{sheet}”将整页改写 | {sheet} is written anew")
        known = self._known[sheet] if sheet in self._known else self._block(sheet)[0]
        rows = own_rows(known, edits)
        for cell, value in edits.items():
            read = float(value) if type(value) is int else None if value == "" else value
            put_value(rows, cell, read)
        return rows

    def sheet_names(self) -> list[str]:
        """The worksheets in order, hidden ones too, chart sheets not."""
        return list(self.workbook.sheets)

    def read(self, sheet: str) -> Sheet:
        """One worksheet as the file holds it; a formula without a known result reads as 未计算."""
        rows, merged = self._blocks.pop(sheet) if sheet in self._blocks else self._block(sheet)
        self._cells += len(rows) * len(rows[0]) if rows else 0
        part = self.workbook.sheet_part(sheet)
        formulas = part.formulas
        outdated, unverified = self._calculate(sheet, formulas, rows)
        self._known[sheet] = rows
        return Sheet(
            sheet,
            rows,
            formulas.cells,
            merged,
            shown_otherwise(rows, part.in_cells(self._styled).items()),
            self.workbook.visibility.get(sheet, "visible"),
            part.in_rows(hidden_rows),
            part.in_front(hidden_columns),
            outdated,
            unverified,
            partial(workings, self.workbook, sheet),
        )

    def _block(self, sheet: str) -> Block:
        """The values of a worksheet as they stand in the file, and its merged blocks."""
        part = self.workbook.sheet_part(sheet)
        if corner := far_corner(part, limit("XLFUNCS_MAX_CELLS") - self._cells):
            raise FileProblem(
                f"内容一直延伸到 {address(corner)}，区域过大；请删去远处误填的单元格（XLFUNCS_MAX_CELLS 可以调高）"
                f" | cells as far as {address(corner)}; delete what was typed there (see XLFUNCS_MAX_CELLS)"
            )
        errors = part.in_cells(error_cells)  # while a long one is read
        rows, merged = self._values.block(sheet)
        for cell, error in errors.items():
            put_value(rows, cell, error)
        return rows, merged

    def _calculate(
        self, sheet: str, formulas: SheetFormulas, rows: list[list[Value]]
    ) -> tuple[dict[Cell, Value], frozenset[Cell]]:
        """Put what the formulas give in place of what stands beside them; what was otherwise, what we cannot say."""
        if formulas and self._results is None:  # for the whole workbook
            self._blocks[sheet] = rows, ()  # as it stands in the file, until the results are there
            self._results = results(self.workbook, self._rows)
            del self._blocks[sheet]
        found = self._results or Results()
        apart = None if found.apart is None else found.apart.get(sheet, ())
        return put_right(rows, formulas.held, found.get(sheet, {}), apart)

    def _rows(self, sheet: str) -> list[list[Value]]:
        if sheet not in self._blocks:
            self._blocks[sheet] = self._block(sheet)
        return self._blocks[sheet][0]


def _values(workbook: Workbook) -> CalamineValues | PlainValues:
    try:
        from xlfuncs.files.kinds.calamine import CalamineValues
    except ModuleNotFoundError:  # in a browser
        from xlfuncs.files.ooxml.plain import PlainValues

        return PlainValues(workbook)
    return CalamineValues(workbook)
