"""结果 — what a command shows of the tables it judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlfuncs.bilingual import Both, language
from xlfuncs.cli.language import said
from xlfuncs.cli.terminal import print_json, showing, visible

if TYPE_CHECKING:
    from xlfuncs.evaluation.findings.register import Severity
    from xlfuncs.evaluation.result import Result


def show_results(file: str, results: list[Result], as_json: bool, only: Severity | None = None) -> None:
    """Every table with its scores and findings, as tables of the terminal or as JSON."""
    if as_json:
        from xlfuncs.cli.checked import tables_of

        print_json({"file": file, "tables": tables_of(results, only)})
        return
    with showing():
        from xlfuncs.cli import display

        out = display.console()
        for result in results:
            display.print_result(result, out, only)
        display.print_closing([found for result in results for found in result.findings], out)


def show_unusable(file: Path, results: list[Result]) -> bool:
    """Say which cells hold what one cannot compute with; whether there are any."""
    found = [finding for result in results for finding in result.findings if finding.unusable]
    if found:
        wrong = [*dict.fromkeys(str(one.cell) for one in found)]
        words = "错误：{file} 有 {count} 个单元格的数据有误，所在的行（或所定的表）未评分，其余各行已评分：{cells}"
        words += " | Error: {file}: {count} cells cannot be used, the other rows are scored: {cells}"
        message = said(words, file=file, count=len(wrong), cells=Both.first(wrong).said(language()))
        click.echo(visible(message), err=True)
    return bool(found)
