"""文件适配器 — a workbook file as a book: read as it is, changed without loss, saved whole.

Of an .xlsx or .xlsm only the named cells, the report sheet and the cached results of formulas change; every
other part keeps its bytes. An .xls or .ods can be read; saving it gives a new .xlsx of values only.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from xlfuncs.cells import Cell, Content, NewFormula, Value
from xlfuncs.errors import FileProblem
from xlfuncs.files.disk import read_bytes, write_bytes
from xlfuncs.files.kinds.kind import file_sheets
from xlfuncs.files.kinds.xlsx import XlsxFile
from xlfuncs.files.ooxml.cell import as_stored
from xlfuncs.files.ooxml.heights import grown, wrapping
from xlfuncs.files.ooxml.notes import put_notes
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.parts import begin, refuse_ill_formed
from xlfuncs.files.ooxml.report import put_report
from xlfuncs.files.ooxml.sheet import patch
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.beside import shown
from xlfuncs.files.results.recalculate import put_results, refresh_results, results
from xlfuncs.reports import Report
from xlfuncs.sheets import Sheet

# What was written to find out what formulas will show, and what they do.
_Tried = tuple[Mapping[str, Mapping[Cell, Content]], Workbook | None, Workbook | None]


class FileBook:
    """一个工作簿文件 — implements `xlfuncs.refresh.book.Book`; open one with `FileBook.open`.

    Writes are collected and applied by `save`; `read` gives the file as it was opened.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        """A workbook file of this content; FileProblem where it is none. Most callers want `open`."""
        self.path = path
        self._data = data
        self._edits: dict[str, dict[Cell, Content]] = {}
        self._reports: dict[str, Report] = {}
        self._notes: dict[str, tuple[Mapping[Cell, str], str]] = {}
        self._tried: _Tried = {}, None, None
        with self._named():
            self._sheets = file_sheets(data)
        self.lossless = isinstance(self._sheets, XlsxFile)  # whether it can be changed, not only read

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
    def marks(self) -> tuple[str, ...]:
        """Of "signed", "locked" (its structure) and "read-only" (recommended), what the file says of itself."""
        return self._sheets.marks if isinstance(self._sheets, XlsxFile) else ()

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self._edits or self._reports or self._notes)

    def sheet_names(self) -> list[str]:
        """The worksheets in order, hidden ones too, chart sheets not."""
        return self._sheets.sheet_names()

    def read(self, sheet: str) -> Sheet:
        """One worksheet as the file holds it; a formula without a known result reads as 未计算."""
        with self._named(sheet):
            if sheet not in self.sheet_names():
                raise FileProblem("没有这个工作表 | no such sheet")
            return self._sheets.read(sheet)

    def write(self, sheet: str, cells: Mapping[Cell, Content]) -> None:
        """Collect values for cells; FileProblem where there is no such sheet."""
        if sheet not in self.sheet_names():
            raise FileProblem(f"没有名为“{sheet}”的工作表 | no sheet {sheet}").within(self.name)
        if cells:
            self._edits.setdefault(sheet, {}).update(cells)

    def formulas_once(
        self, written: Mapping[str, Mapping[Cell, Content]]
    ) -> Mapping[str, Mapping[Cell, Value]]:
        """What the formulas will show once this is written: 未计算 where nobody knows; nothing of what is saved as values."""
        opened = self._sheets
        if not isinstance(opened, XlsxFile):
            return {}
        with self._named():
            workbook = self._edited(opened, written)
            found = results(workbook, partial(opened.rows_once, written), written)
            settled = workbook.copy()
            put_results(settled, found)
            for sheet in written:
                begin(settled.package, settled.sheets[sheet])
        self._tried = written, workbook, settled
        return {sheet: {cell: shown(one) for cell, one in cells.items()} for sheet, cells in found.items()}

    def replace_sheet(self, sheet: str, report: Report) -> None:
        """Collect a report sheet, new or in place of our last one."""
        self._reports[sheet] = report

    def annotate(self, sheet: str, notes: Mapping[Cell, str], author: str) -> None:
        """Collect notes for cells of a sheet; notes that stand there are kept and added to."""
        self._notes[sheet] = notes, author

    def save(self, target: Path | str | None = None, *, backup: bool = False) -> None:
        """保存 — write to `target`, or over the file opened, all or nothing; `backup` keeps a ``.bak``.

        FileProblem, with the target as it was, where the changes or the target do not allow it.
        """
        goal = self.path if target is None else Path(target)
        data = self.to_bytes(goal)
        in_place = goal.exists() and self.path.exists() and goal.samefile(self.path)
        write_bytes(goal, data, backup=backup, instead_of=self._data if in_place else None)

    def to_bytes(self, target: Path | None = None) -> bytes:
        """另存内容 — what `save` writes to `target`: the file with everything collected, or a new .xlsx of values only."""
        with self._named():
            if target is not None:
                self._refuse_other_kind(target)
            opened = self._sheets
            return self._changed_bytes(opened) if isinstance(opened, XlsxFile) else self._new_file()

    def _changed_bytes(self, opened: XlsxFile) -> bytes:
        """The file with everything collected; untouched parts are the bytes they were."""
        if not self.changed:
            return self._data
        (tried, workbook, settled), self._tried = self._tried, ({}, None, None)
        if workbook is None or tried != self._edits:
            workbook, settled = self._edited(opened, self._edits), None
        if not self._reports.keys().isdisjoint(opened.sheet_names()):
            settled = None  # a formula may read it
        workbook = settled or workbook
        for sheet, report in self._reports.items():
            put_report(workbook.package, sheet, report)
        if not settled and (self._edits or self._reports):
            written = self._edits | dict.fromkeys(self._reports)
            refresh_results(workbook, written, partial(opened.rows_once, written))
        self._put_notes(workbook)
        refuse_ill_formed(workbook.package)
        return workbook.package.to_bytes()

    def _edited(self, opened: XlsxFile, written: Mapping[str, Mapping[Cell, Content]]) -> Workbook:
        """The workbook with these values and formulas."""
        workbook = opened.workbook.copy()
        chain_holds, wrapped = True, wrapping(workbook)
        for sheet, cells in written.items():
            with self._named(sheet):
                kinds = {*map(type, cells.values())}  # of a hundred thousand scores one
                chain_holds &= NewFormula not in kinds
                chain_holds &= not any(
                    formula.cell in cells for formula in workbook.sheet_part(sheet).formulas
                )
                plain = cells
                if kinds - {float, str}:
                    early = workbook.dates_from_1904
                    plain = {cell: as_stored(value, early) for cell, value in cells.items()}
                xml = patch(workbook.sheet_xml(sheet), plain)
                workbook.put_sheet_xml(sheet, grown(xml, plain, wrapped) if str in kinds else xml)
        if not chain_holds:
            workbook.drop_calc_chain()
        return workbook

    def _new_file(self) -> bytes:
        """A new .xlsx with the values of a file that cannot be changed in place."""
        from xlfuncs.files.values import values_file  # here, because it is rarely needed

        sheets = [self.read(name) for name in self.sheet_names() if name not in self._reports]
        package = Package(values_file(sheets, self._edits))
        for sheet, report in self._reports.items():
            put_report(package, sheet, report)
        self._put_notes(Workbook(package))
        refuse_ill_formed(package)
        return package.to_bytes()

    def _put_notes(self, workbook: Workbook) -> None:
        for sheet, (notes, author) in self._notes.items():
            with self._named(sheet):
                put_notes(workbook, sheet, notes, author)

    def _refuse_other_kind(self, goal: Path) -> None:
        """An office suite refuses a file whose name says another kind than its content."""
        suffix = goal.suffix.lower()
        if not self.lossless and suffix != ".xlsx":
            raise FileProblem(
                f"这种文件只能另存为 .xlsx，不能存为 {goal.name} | this kind can be saved as .xlsx only, not as {goal.name}"
            )
        if self.lossless and suffix != self.path.suffix.lower():
            macros = b"macroEnabled" in Package(self._data).read("[Content_Types].xml")
            wanted = ".xlsm" if macros else ".xlsx"
            if suffix != wanted:
                raise FileProblem(
                    f"此工作簿应存为 {wanted} 文件，不能存为 {goal.name} | this workbook is saved as {wanted}, not as {goal.name}"
                )

    @contextlib.contextmanager
    def _named(self, sheet: str | None = None) -> Iterator[None]:
        """Let every problem name the file, and the sheet where it is one sheet's."""
        where = f"{self.name}“{sheet}”" if sheet else self.name
        try:
            yield
        except FileProblem as problem:
            known = str(problem).startswith(self.name)
            raise problem if known else problem.within(where) from problem
        except (MemoryError, KeyboardInterrupt, GeneratorExit, SystemExit):
            raise
        except RecursionError as problem:
            raise FileProblem.to_resave("内容嵌套过深", "nested too deeply").within(where) from problem
        except BaseException as problem:  # foreign bytes: a library may panic, which is no Exception
            kind = type(problem).__name__
            raise FileProblem.to_resave(
                f"内容已损坏或写法少见，读不出来（{kind}）", f"damaged or oddly written ({kind})"
            ).within(where) from problem
