"""一览 — many workbooks checked: each in a few lines, all of them in one closing table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xlfuncs.cli.language import said
from xlfuncs.cli.texts import finding_line, folded, number_text, plain_text
from xlfuncs.evaluation.findings.register import Severity, gravity
from xlfuncs.functions.wording import gap

if TYPE_CHECKING:
    from rich.console import Console

    from xlfuncs.cli.checked import Checked

_MOST_SHORT = 8  # findings of one workbook among many


def print_short(one: Checked, only: Severity | None, out: Console) -> None:
    """One workbook of many: its sums, and its gravest findings; without ``only`` no mere remarks."""
    out.print(plain_text(str(one.file)), style="bold", soft_wrap=True)
    if one.problem:
        words = said("未能核对：{reason} | not checked: {reason}", reason=one.problem)
        out.print(plain_text(f"  {words}"), style="bold red", soft_wrap=True)
    for result in one.results:
        sums = said("不计分 | earns no points")
        if result.earns:
            entered, total = number_text(result.entered_total, 2) or "—", number_text(result.total, 2) or "—"
            words = "填报 {entered}，按规则 {total} | entered {entered}, by rule {total}"
            apart = gap(result.entered_total, result.total)
            sums = said(words, entered=entered, total=total) + (f"（{apart}）" if apart else "")
        out.print(plain_text(f"  {result.table.sheet}：{sums}"), soft_wrap=True)
    shown = [f for f in one.findings if (f.severity == only if only else f.severity != "info")]
    shown.sort(key=lambda finding: gravity(finding.severity))
    for finding in shown[:_MOST_SHORT]:
        out.print("  ", finding_line(finding), sep="", soft_wrap=True)
    if (left := len(shown) - _MOST_SHORT) > 0:
        words = "  另有 {left} 处，单独核对这份文件可以看到 | {left} more: check this file alone"
        out.print(said(words, left=left), style="dim")


def print_overview(checked: Sequence[Checked], out: Console) -> None:
    """The closing table: a line a table, or why a workbook could not be read."""
    from rich.table import Table

    grid = Table(title=said("核对结果 | Checked"))
    grid.add_column(said("文件 | File"), ratio=3)
    grid.add_column(said("单位 | Unit"), ratio=2)
    for head in ("填报 | Entered", "按规则 | Rule", "差额 | Gap", "错误 | Err", "警告 | Warn"):
        grid.add_column(said(head), justify="right", no_wrap=True)
    for one in checked:
        if one.problem:
            why = said("未能核对 | not checked")
            grid.add_row(folded(one.file.name), folded(why), *[""] * 5, style="bold red")
        for result in one.results:
            counted = Counter(finding.severity for finding in result.findings)
            name = one.file.name if len(one.results) == 1 else f"{one.file.name}·{result.table.sheet}"
            numbers = (
                number_text(result.entered_total, 2),
                number_text(result.total, 2),
                gap(result.entered_total, result.total),
                str(counted["error"]),
                str(counted["warning"]),
            )
            unit = next(iter(result.table.departments), "")
            style = "bold red" if counted["error"] else None
            grid.add_row(folded(name), folded(unit), *map(plain_text, numbers), style=style)
    out.print(grid)
