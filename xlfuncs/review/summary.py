"""汇总 — the summary workbook of many reviews: a line a table, findings, failures, roster, statistics with charts.

Texts of strangers are written as texts, whatever they begin with: none becomes a formula or a link.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlfuncs.evaluation.findings.register import SEVERITIES, codes
from xlfuncs.review.record import Record, unit
from xlfuncs.review.statistics import statistics
from xlfuncs.review.verdict import LEVELS, level

__all__ = ["summary"]

_TABLES = (
    ("单位", 22), ("文件", 34), ("工作表", 14), ("表式", 26), ("规则", 18), ("填报合计", 10), ("按规则", 10),
    ("差额", 9), ("等级", 8), ("错误", 7), ("警告", 7), ("提示", 7), ("分级", 7), ("处理意见", 40),
)  # fmt: skip
_FINDINGS = (
    ("级别", 7), ("单位", 22), ("文件", 34), ("单元格", 16), ("项目", 24), ("发现", 22), ("填报", 14), ("应为", 14),
    ("说明", 70), ("怎么办", 50),
)  # fmt: skip
_FAILED = (("单位", 22), ("文件", 40), ("原因", 70))
_ROSTER = (("单位", 30), ("报送", 12), ("份数", 8), ("文件", 70))
_MOST_LINKS = 60_000  # what a worksheet holds


def summary(
    records: Sequence[Record],
    *,
    roster: Sequence[str] = (),
    only: str | None = None,
    folder: Path | None = None,
) -> bytes:
    """汇总工作簿 — an .xlsx.

    Parameters
    ----------
    records : sequence of Record
        One for each workbook.
    roster : sequence of str
        The units that should have reported; left out, no roster is made.
    only : str, optional
        错误, 警告 or 提示: only findings of this severity.
    folder : Path, optional
        Where the summary will stand: links to the files are relative to it.
    """
    import xlsxwriter  # here, because of the time it takes

    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    pen = _Pen(book, folder)
    ordered = sorted(records, key=lambda record: record["file"])
    _tables(pen, ordered)
    _findings(pen, ordered, only)
    failures = [record for record in ordered if record["status"] != "ok"]
    pen.sheet("未能审核", _FAILED, [[unit(r), pen.link(r["file"]), r["reason"]] for r in failures])
    if roster:
        pen.sheet("报送名册", _ROSTER, _roster(ordered, roster))
    _statistics(pen, [table for record in ordered for table in record["tables"]])
    book.close()
    return made.getvalue()


class _Link(str):
    """A text that leads to a file."""

    target: str


class _Pen:
    """Writes sheets that all look alike."""

    def __init__(self, book: Any, folder: Path | None) -> None:
        self.book, self.folder, self.links = book, folder, 0
        self.head = book.add_format(
            {"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.text = book.add_format(
            {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        )
        self.number = book.add_format(
            {"num_format": "0.00", "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        )
        self.whole = book.add_format(
            {"num_format": "0", "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        )
        self.linked = book.add_format(
            {
                "font_color": "#1B5480",
                "underline": 1,
                "text_wrap": True,
                "valign": "top",
                "border": 1,
                "border_color": "#BFBFBF",
            }
        )

    def link(self, file: str, cell: str = "") -> str:
        """The file's name, leading to it and to a cell of it."""
        shown = _Link(Path(file).name)
        path = os.path.relpath(file, self.folder) if self.folder else os.path.abspath(file)
        sheet, _, address = cell.rpartition("!")
        inside = f"#'{sheet.replace(chr(39), chr(39) * 2)}'!{address}" if sheet else ""
        shown.target = f"external:{path}{inside}"
        return shown

    def sheet(self, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]]) -> Any:
        """A list with its header, filter and print set-up."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        for column, (title, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, self.head)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        return sheet

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, _Link) and self.links < _MOST_LINKS and len(value.target) < 2000:
            self.links += 1
            sheet.write_url(row, column, value.target, self.linked, str(value))
        elif isinstance(value, bool) or value is None or isinstance(value, str):
            sheet.write_string(row, column, str(value or "")[:32_767], self.text)
        else:
            sheet.write_number(row, column, value, self.whole if isinstance(value, int) else self.number)


def _tables(pen: _Pen, records: Sequence[Record]) -> None:
    rows = []
    for record in records:
        for table in record["tables"]:
            counts = [sum(f["severity"] == key for f in table["findings"]) for key in SEVERITIES]
            total, entered = table["total"], table["entered_total"]
            apart = entered - total if total is not None and entered is not None else None
            grave = level(table)
            rows.append(
                [unit(record), pen.link(record["file"]), table["sheet"], table["form"], table["rule"], entered,
                 total, apart, table["grade"], *counts, grave, LEVELS[grave]]
            )  # fmt: skip
    rows.sort(key=lambda row: (-(row[6] if row[6] is not None else -1.0), row[0]))  # the ranking
    pen.sheet("汇总", _TABLES, rows)


def _findings(pen: _Pen, records: Sequence[Record], only: str | None) -> None:
    order = list(SEVERITIES)
    rows = []
    for record in records:
        for table in record["tables"]:
            for f in table["findings"]:
                word = SEVERITIES[f["severity"]]
                if only in (None, word):
                    code = codes()[f["code"]]
                    line = [word, unit(record), pen.link(record["file"], f["cell"] or ""), f["cell"], f["item"],
                            code.title.zh, _text(f["found"]), _text(f["expected"]), f["message"], code.advice.zh]  # fmt: skip
                    rows.append((order.index(f["severity"]), line))
    rows.sort(key=lambda row: row[0])
    pen.sheet("发现", _FINDINGS, [line for _, line in rows])


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, (int, float, str)) else str(value)


def _roster(records: Sequence[Record], roster: Sequence[str]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for name in roster:
        files = [record["file"] for record in records if name in record["file"]]
        said = "未报" if not files else "重复报送" if len(files) > 1 else "已报"
        rows.append([name, said, len(files), "；".join(Path(file).name for file in files)])
    return rows


def _statistics(pen: _Pen, tables: Sequence[dict[str, Any]]) -> None:
    sheet = pen.book.add_worksheet("统计")
    sheet.set_column(0, 0, 40)
    row = 0
    for place, (name, counted) in enumerate(statistics(tables).items()):
        sheet.write_string(row, 0, name, pen.head)
        sheet.write_string(row, 1, "数量", pen.head)
        known = codes()
        shown = list(counted.items()) if name == "预算执行率" else counted.most_common(15)
        first, row = row + 1, row + len(shown)
        for line, (word, count) in enumerate(shown, first):
            sheet.write_string(line, 0, known[word].title.zh if name == "发现" else word, pen.text)
            sheet.write_number(line, 1, count, pen.whole)
        if shown:
            chart = pen.book.add_chart({"type": "bar" if name in ("发现", "可能的原因") else "column"})
            chart.add_series(
                {"name": name, "categories": ["统计", first, 0, row, 0], "values": ["统计", first, 1, row, 1]}
            )
            chart.set_legend({"none": True})
            chart.set_title({"name": name, "name_font": {"size": 12}})
            sheet.insert_chart(place // 2 * 16, 3 + place % 2 * 8, chart)
        row += 2
