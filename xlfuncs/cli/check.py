"""核对 — the command ``check``: one workbook, or many, judged and left as they are."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlfuncs.cli.language import misuse, said
from xlfuncs.cli.options import JSON, ONLY, PATH, RULE, SHEET
from xlfuncs.cli.results import show_results, show_unusable
from xlfuncs.cli.terminal import print_json, showing, visible

if TYPE_CHECKING:
    from xlfuncs.cli.checked import Checked


@click.command()
@click.argument("places", nargs=-1, required=True, type=PATH, metavar="文件… | FILE…")
@click.option(
    "--report", type=PATH, help="复核意见写到哪里：.html 或 .docx | report to write: .html or .docx"
)
@click.option(
    "--last-year",
    type=PATH,
    metavar="上年的文件 | OLD",
    help="与上年的表比较：指标取消、目标低于上年完成值、文字照抄 | compare with last year's workbook",
)
@click.option("--force", is_flag=True, help="--report 的文件已经存在也改写 | replace the file of --report")
@ONLY
@RULE
@SHEET
@JSON
def check(
    places: tuple[Path, ...],
    report: Path | None,
    last_year: Path | None,
    force: bool,
    only: str | None,
    rule: str | None,
    sheets: tuple[str, ...],
    as_json: bool,
) -> None:
    """只核对，不改动，可以是多份文件和文件夹；有错误则退出码为 1 | check only, also many files, exit 1 on an error."""
    from xlfuncs.cli.checked import Checked, check_files, exit_code, files_of, only_of
    from xlfuncs.files.disk import refuse_existing
    from xlfuncs.refresh.score_file import check_file

    if report and report.suffix.lower() not in (".html", ".docx"):
        words = "复核意见只能写成 .html 或 .docx，不能写成 {name} | a report is .html or .docx, not {name}"
        raise misuse(words, name=report.name)
    several = len(places) > 1 or os.path.isdir(places[0])
    if several and last_year:
        raise misuse("--last-year 一次只能核对一份文件 | --last-year goes with one file at a time")
    if report and not force:
        refuse_existing(report, "；要改写它请加 --force")
    if several:
        checked = _check_many(check_files(files_of(places), rule, sheets), only, as_json)
    else:
        results = check_file(places[0], rule=rule, sheets=sheets, last_year=last_year)
        checked = [Checked(places[0], results)]
    if report:
        _write_opinion(checked, report)
    if not several:
        show_results(str(places[0]), results, as_json, only_of(only))
        show_unusable(places[0], results)
    if report and not as_json:
        click.echo(said("已写出 {file} | written {file}", file=visible(str(report))))
    sys.exit(exit_code(checked))


def _check_many(files: Iterable[Checked], only: str | None, as_json: bool) -> list[Checked]:
    """Show each as it is done, and all of them at the end."""
    from xlfuncs.cli import display, overview
    from xlfuncs.cli.checked import only_of

    checked, severity, out = [], only_of(only), display.console()
    for one in files:
        checked.append(one)
        if as_json:
            print_json(one.to_dict(severity), indent=None)
        else:
            with showing():
                overview.print_short(one, severity, out)
    if not as_json:
        with showing():
            overview.print_overview(checked, out)
            every = [found for one in checked for found in one.findings]
            display.print_closing(every, out, unread=sum(bool(one.problem) for one in checked))
    return checked


def _write_opinion(checked: Sequence[Checked], report: Path) -> None:
    from xlfuncs.files.disk import write_bytes
    from xlfuncs.review.content import opinion
    from xlfuncs.review.letter import letter
    from xlfuncs.review.page import page

    one = len(checked) == 1
    name = checked[0].file.name if one else f"{len(checked)} 份工作簿"
    tables = [(file, result.to_dict()) for file in checked for result in file.results]
    titled = [
        (table["sheet"] if one else f"{file.file.name} · {table['sheet']}", table) for file, table in tables
    ]
    failures = [(file.file.name, file.problem) for file in checked if file.problem]
    review = replace(opinion(name, titled, dt.date.today()), failures=failures)
    write_bytes(report, page(review).encode() if report.suffix.lower() == ".html" else letter(review))
