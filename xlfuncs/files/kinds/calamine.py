"""读取 .xlsx（calamine）— the values of a workbook's sheets, as fast as they can be had."""

from __future__ import annotations

import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from xlfuncs.cells import Corners, Value
from xlfuncs.errors import FileProblem


class CalamineValues:
    """工作表的值 — of one workbook file; FileProblem where it is locked or damaged."""

    def __init__(self, data: bytes) -> None:
        try:
            self._workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except PasswordError as problem:
            raise FileProblem("文件设有打开密码，请先取消密码 | protected by a password") from problem
        except CalamineError as problem:
            raise FileProblem.damaged(problem) from problem

    def block(self, sheet: str) -> tuple[list[list[Value]], list[Corners]]:
        """The rows from A1 on, all of one length, blanks as None; and the merged blocks."""
        try:
            page = self._workbook.get_sheet_by_name(sheet)
            rows = page.to_python(skip_empty_area=False)
        except CalamineError as problem:
            raise FileProblem.damaged(problem) from problem
        merged = [(*top_left, *bottom_right) for top_left, bottom_right in page.merged_cell_ranges or ()]
        return [[None if value == "" else value for value in row] for row in rows], merged
