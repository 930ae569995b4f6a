"""读取 .xlsx（calamine）— the values of a workbook's sheets, as fast as they can be had.

Of a large sheet calamine sees no texts of formulas, and of one like another seen before only the cells that differ.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from xlfuncs.errors import FileProblem
from xlfuncs.files.kinds.like_values import Beside, Block, LikeValues, keep, like_values
from xlfuncs.files.limits import limit
from xlfuncs.files.meanwhile import LONG, meanwhile
from xlfuncs.files.ooxml.like_part import LikePart
from xlfuncs.files.ooxml.parts import USUAL_PARTS, edited, part_of
from xlfuncs.files.ooxml.sheet import far_corner
from xlfuncs.files.ooxml.workbook import Workbook

_LARGE = 100_000  # bytes of a sheet
# Where nothing of a cell stands: what is damaged there stops no reading.
_UNASKED = (
    "docProps/",
    "customXml/",
    *(f"xl/{of}/" for of in ("media", "theme", "drawings", "charts", "printerSettings")),
)


class CalamineValues:
    """工作表的值 — of one workbook; FileProblem where it is locked or damaged."""

    def __init__(self, workbook: Workbook) -> None:
        self._beside = Beside.of(workbook)
        self._like: dict[str, LikePart] = {}
        self._known: dict[str, LikeValues] = {}
        self._lock = Lock()  # it reads one sheet at a time
        self._begun: dict[str, Callable[[], CalamineSheet]] = {}
        package = workbook.package.copy()
        for sheet, name in workbook.sheets.items():
            with contextlib.suppress(FileProblem):  # said when that sheet is read
                part = workbook.sheet_part(sheet)
                if isinstance(part, LikePart):
                    self._like[sheet] = part
                    if known := like_values(part, self._beside):
                        self._known[sheet] = known
                        package.put(name, known.extract)
                        continue
                package.put(name, _merged_first(part.bare) if len(part.xml) > _LARGE else part.xml)
        for kind, usual in USUAL_PARTS.items():
            place = part_of(package, workbook.part, kind)
            if place and usual not in package:
                package.put(usual, package.read(place))
        for unasked in (part for part in package.names() if part.startswith(_UNASKED)):
            package.remove(unasked)
        if len(workbook.sheet_ids) > len(workbook.sheets):  # where one is of macros, it opens none
            with edited(package, workbook.part) as root:
                for sheets in root.iterfind("{*}sheets"):
                    sheets[:] = [sheet for sheet in sheets if sheet.get("name") in workbook.sheets]
        try:
            self._workbook = _opened(package.to_bytes(level=0) if package.written() else package.data)
        except CalamineError as problem:
            raise FileProblem.damaged(problem) from problem
        for sheet in [*workbook.sheets][:1]:
            with contextlib.suppress(FileProblem):  # as above
                part = workbook.sheet_part(sheet)
                if len(part.xml) >= LONG and not far_corner(part, limit("XLFUNCS_MAX_CELLS")):
                    self._begun[sheet] = meanwhile(partial(self._page, sheet))

    def _page(self, sheet: str) -> CalamineSheet:
        with self._lock:
            return self._workbook.get_sheet_by_name(sheet)

    def block(self, sheet: str) -> Block:
        """The rows from A1 on, all of one length, blanks as None; and the merged blocks."""
        try:
            page = self._begun.pop(sheet, partial(self._page, sheet))()
            values: list[list[Any]] = page.to_python(skip_empty_area=False)
        except CalamineError as problem:
            raise FileProblem.damaged(problem) from problem
        for row in values:
            for at, value in enumerate(row):
                if value == "":
                    row[at] = None
        if sheet in self._known:
            return self._known[sheet].put_together(values)
        merged = [(*top_left, *bottom_right) for top_left, bottom_right in page.merged_cell_ranges or ()]
        if sheet in self._like:
            keep(self._like[sheet], (values, merged), self._beside)
        return values, merged


def _opened(data: bytes) -> CalamineWorkbook:
    """A large one as a file in memory, where there are such: of what stands in bytes calamine makes copy after copy."""
    if len(data) >= LONG and hasattr(os, "memfd_create"):
        with contextlib.suppress(OSError, CalamineError), open(os.memfd_create("xlfuncs"), "wb") as file:
            file.write(data)
            file.flush()
            return CalamineWorkbook.from_path(f"/proc/self/fd/{file.fileno()}")
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _merged_first(xml: bytes) -> bytes:
    """A long sheet with its merged blocks before its rows: calamine looks for them by themselves, past all of its rows."""
    rows, end = xml.find(b"<sheetData>"), xml.rfind(b"</sheetData>")
    if not 0 <= rows < end:
        return xml
    closing, parts = b"</mergeCells>", memoryview(xml)
    if xml.find(b"mergeCells", end) < 0:
        return b"".join([parts[:rows], b"<mergeCells>", closing, parts[rows:]])
    start, stop = xml.find(b"<mergeCells", end), xml.find(closing, end) + len(closing)
    if not 0 <= start < stop:  # spelled otherwise
        return xml
    return b"".join([parts[:rows], parts[start:stop], parts[rows:start], parts[stop:]])
