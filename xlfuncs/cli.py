"""命令行 — what a person runs. Chinese first; ``--json`` on every command that reports.

Exit codes: 0 done; 1 ``check`` found an error, ``verify`` that something changed, or ``score`` met a cell that cannot
be used (its finding says what was expected there; with ``-o`` the other rows are scored and written, ``--in-place``
leaves the file as it is);
2 the command was called wrongly; 3 the input could not be used (the message says which file and sheet, and what
was expected) and nothing is written, or the program met what nobody thought of (XLFUNCS_DEBUG=1 shows where), also
for one of several files, of which the others are checked; 130 interrupted. ``review``, which lists what it could not
read, exits with 1 then. Nothing that fails in printing changes the exit code.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from xlfuncs.addins.commands import addin
from xlfuncs.errors import FileProblem
from xlfuncs.language import said
from xlfuncs.terminal import SafeGroup, print_json, showing, visible
from xlfuncs.web.command import web

if TYPE_CHECKING:
    from xlfuncs.checking import Checked
    from xlfuncs.evaluation.content import Result
    from xlfuncs.evaluation.findings.register import Severity


@click.group(cls=SafeGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="xlfuncs", help="显示版本 | show the version")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), expose_value=False, help="zh 中文，en 英文 | zh or en"
)
def main() -> None:
    """预算绩效评分：官方表的新建、评分与核对 | exact, cited scores for public budgets."""


main.add_command(addin)
main.add_command(web)

_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON | print JSON")
_RULE = click.option(
    "--rule", help="规则编号，或自己的规则文件 my.toml | rule id, or a rule file of your own"
)
_SHEET = click.option(
    "--sheet",
    "sheets",
    multiple=True,
    metavar="工作表 | SHEET",
    help="只看这个工作表，可写多次；省略为未隐藏的全部工作表 | only this worksheet; may be repeated",
)
_ONLY = click.option(
    "--only",
    type=click.Choice(["错误", "警告", "提示"]),
    help="只列这一级的核对发现 | list only findings of this severity",
)
_FILE = click.argument("file", type=click.Path(path_type=Path), metavar="文件 | FILE")
_DEMO = Path("xlfuncs_demo.xlsx")


@main.command()
@click.option(
    "-o", "--output", default=_DEMO, type=click.Path(path_type=Path), help="写到哪个文件 | file to write"
)
@_JSON
def demo(output: Path, as_json: bool) -> None:
    """给内置的北京示例评分，说明与公布表差在哪里 | score the bundled example."""
    from xlfuncs.files.disk import refuse_existing
    from xlfuncs.making.new import new_form
    from xlfuncs.refresh.score_file import score_file

    if output != _DEMO:  # its own file may be made again
        refuse_existing(output)
    with TemporaryDirectory() as folder:
        example = Path(folder, _DEMO)
        example.write_bytes(new_form("department-evaluation-beijing", example=True))
        results = score_file(example, output)
    _report(str(output), results, as_json)
    if not as_json:
        words = (
            "已写出 {file}：评分表、基础数据、得分汇总、依据、说明、核对。用任何办公软件打开都能看到得分。"
        )
        click.echo("\n" + said(words + " | written {file}; any office suite shows its scores", file=output))


@main.command()
@_JSON
def forms(as_json: bool) -> None:
    """有哪些官方表 | the official tables."""
    from xlfuncs.forms.layout import forms as known

    if as_json:
        print_json(
            [
                {
                    "id": form.id,
                    "name": form.name,
                    "rule": form.rule or None,
                    "rules": form.fits,
                    "source": form.source,
                }
                for form in known()
            ]
        )
        return
    for form in known():
        rule = (
            said("默认规则 {rule} | rule {rule}", rule=form.rule) if form.rule else said("不打分 | no points")
        )
        words = "{id}\n    {name}（{judged}）\n    出处：{source} | {id}\n    {name} ({judged})\n    source: {source}"
        click.echo(said(words, id=form.id, name=form.name, judged=rule, source=form.source))
        if others := form.fits[1:]:
            click.echo(
                "    " + said("也可用 --rule：{rules} | also with --rule: {rules}", rules="、".join(others))
            )


@main.command()
@click.argument("rule", required=False, metavar="[规则编号] | [RULE]")
@click.option(
    "--new-year",
    type=(str, int),
    metavar="编号 年度 | ID YEAR",
    help="起草下一年的规则文件：照抄这一份，各数值标明待确认 | draft next year's rule file from this one",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="规则文件写到哪里；省略为 新编号.toml | rule file to write",
)
@_JSON
def rules(rule: str | None, new_year: tuple[str, int] | None, output: Path | None, as_json: bool) -> None:
    """有哪些规则；给出编号则逐条列出数值与依据 | the rules, or one with its clauses."""
    from xlfuncs.rules import listing

    if new_year and rule:
        raise click.UsageError(
            said("--new-year 后面已写明照抄哪一份规则，前面不必再写 | --new-year names the rule already")
        )
    if new_year:
        _draft_rule(*new_year, output)
    elif output:
        raise click.UsageError(said("-o 只与 --new-year 一起用 | -o goes with --new-year alone"))
    elif as_json:
        print_json(listing.one(rule) if rule else listing.every())
    else:
        click.echo(listing.page(rule) if rule else listing.overview())


def _draft_rule(rule: str, year: int, output: Path | None) -> None:
    from xlfuncs.files.disk import refuse_existing, write_bytes
    from xlfuncs.rules.new_year import new_year

    drafted, text = new_year(rule, year)
    file = output or Path(f"{drafted}.toml")
    if file.suffix != ".toml":
        raise FileProblem(f"{file}：规则文件名须以 .toml 结尾 | a rule file ends in .toml")
    refuse_existing(file)
    write_bytes(file, text.encode())
    words = "已起草 {file}：规则 {drafted}，数值沿用 {rule}，逐项确认后用 --rule {file} 评分 | drafted {file} from {rule}"
    click.echo(said(words, file=file, drafted=drafted, rule=rule))


@main.command()
@click.argument("form", metavar="表 | FORM")
@_RULE
@click.option("--example", is_flag=True, help="填好公布的示例 | filled with the published example")
@click.option(
    "--rows",
    type=click.IntRange(1, 1000),
    help="每类指标、清单显示几行，另有折叠的备用行 | rows shown of each kind of indicator, spare ones are folded below",
)
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="写到哪个文件 | file to write"
)
def new(form: str, rule: str | None, example: bool, rows: int | None, output: Path) -> None:
    """新建一张官方表，「表」是编号或中文表名（见 xlfuncs forms） | start an official table."""
    from xlfuncs.files.disk import refuse_existing, write_bytes
    from xlfuncs.making.new import new_form

    if output.suffix.lower() != ".xlsx":
        raise FileProblem(
            f"{output}：新建的是 .xlsx 工作簿，文件名须以 .xlsx 结尾 | the name must end in .xlsx"
        )
    refuse_existing(output)
    write_bytes(output, new_form(form, rule=rule, example=example, rows=rows))
    click.echo(said("已新建 {file} | made {file}", file=output))


@main.command()
@_FILE
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="写到另一个文件 | write to another file"
)
@click.option(
    "--in-place", is_flag=True, help="改写原文件，另留 .bak | change the file itself, keeping a .bak"
)
@click.option("--force", is_flag=True, help="-o 的文件已经存在也改写 | replace the file of -o")
@click.option(
    "--overwrite", is_flag=True, help="已填的得分也按规则改写，原值记在「核对」 | replace typed scores too"
)
@_RULE
@_SHEET
@_JSON
def score(
    file: Path,
    output: Path | None,
    in_place: bool,
    force: bool,
    overwrite: bool,
    rule: str | None,
    sheets: tuple[str, ...],
    as_json: bool,
) -> None:
    """给一个工作簿评分并写回 | score a workbook and write the scores back."""
    from xlfuncs.files.disk import refuse_existing
    from xlfuncs.refresh.score_file import score_file

    if (output is None) == (not in_place):
        raise click.UsageError(
            said("请用 -o 文件 或 --in-place 之一说明写到哪里 | give either -o FILE or --in-place")
        )
    if output and os.path.realpath(output) == os.path.realpath(file):
        raise click.UsageError(
            said(
                "-o 就是原文件；要改写原文件请用 --in-place，会另留 .bak | -o is the file itself; use --in-place"
            )
        )
    if output and not force:
        refuse_existing(output, "；要改写它请加 --force")
    results = score_file(file, output or file, rule=rule, sheets=sheets, overwrite=overwrite)
    unusable = _unusable(file, results)
    _report(str(file), results, as_json)
    if unusable and in_place:
        words = "原文件 {file} 没有改动：请先改正上列单元格，或用 -o 另存 | {file} was left as it is: correct these cells"
        click.echo(said(words, file=visible(str(file))), err=True)
    elif not as_json:
        click.echo(said("\n已写出 {file} | \nwritten {file}", file=visible(str(output or file))), nl=False)
        with showing():
            values = "（原文件不是 .xlsx，另存为新的 .xlsx，只有数值） | , a new .xlsx of values only"
            click.echo("" if _keeps_all(file) else said(values))
    if unusable:
        sys.exit(1)


def _keeps_all(file: Path) -> bool:
    """Whether a file of this kind is changed without loss."""
    from xlfuncs.files.disk import read_bytes
    from xlfuncs.files.kinds.kind import kind_of

    return kind_of(read_bytes(file)) == "xlsx"


@main.command()
@click.argument("places", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件… | FILE…")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="复核意见写到哪里：.html 或 .docx | report to write: .html or .docx",
)
@click.option(
    "--last-year",
    type=click.Path(path_type=Path),
    metavar="上年的文件 | OLD",
    help="与上年的表比较：指标取消、目标低于上年完成值、文字照抄 | compare with last year's workbook",
)
@click.option("--force", is_flag=True, help="--report 的文件已经存在也改写 | replace the file of --report")
@_ONLY
@_RULE
@_SHEET
@_JSON
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
    from xlfuncs.checking import Checked, check_files, exit_code, files_of, only_of
    from xlfuncs.files.disk import refuse_existing
    from xlfuncs.refresh.score_file import check_file

    if report and report.suffix.lower() not in (".html", ".docx"):
        raise click.UsageError(
            said(
                "复核意见只能写成 .html 或 .docx，不能写成 {name} | a report is .html or .docx, not {name}",
                name=report.name,
            )
        )
    several = len(places) > 1 or os.path.isdir(places[0])
    if several and last_year:
        raise click.UsageError(
            said("--last-year 一次只能核对一份文件 | --last-year goes with one file at a time")
        )
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
        _report(str(places[0]), results, as_json, only_of(only))
        _unusable(places[0], results)
    sys.exit(exit_code(checked))


def _check_many(files: Iterable[Checked], only: str | None, as_json: bool) -> list[Checked]:
    """Show each as it is done, and all of them at the end."""
    from xlfuncs import display
    from xlfuncs.checking import only_of

    checked, severity, out = [], only_of(only), display.console()
    for one in files:
        checked.append(one)
        if as_json:
            print_json(one.to_dict(severity), indent=None)
        else:
            with showing():
                display.print_short(one, severity, out)
    if not as_json:
        with showing():
            display.print_overview(checked, out)
            display.print_closing([found for one in checked for found in one.findings], out)
    return checked


@main.command()
@_FILE
@_RULE
@_SHEET
def whatif(file: Path, rule: str | None, sheets: tuple[str, ...]) -> None:
    """各行要完成多少才得满分，离上一等级还差几分 | what full points and the next grade would take."""
    from xlfuncs.refresh.score_file import check_file
    from xlfuncs.review.prospects import next_grade, prospects

    for result in check_file(file, rule=rule, sheets=sheets):
        click.echo(visible(result.table.sheet))
        for row in prospects(result):
            needed = (
                said("满分需 {needed} | full points need {needed}", needed=row.needed) if row.needed else ""
            )
            words = "  {name}（{cell}）：{score}/{points} 分，现为 {actual}；{needed}"
            words += " | {name} ({cell}): {score} of {points}, now {actual}; {needed}"
            values = {key: getattr(row, key) for key in ("name", "cell", "score", "points", "actual")}
            click.echo(visible(said(words, needed=needed, **values)).rstrip("；; "))
        if grade := next_grade(result):
            label, missing = grade
            words = "  合计 {total:.2f} 分，离「{label}」还差 {missing} 分 | total {total:.2f}, {missing} short of {label}"
            click.echo(said(words, total=result.total, label=label, missing=f"{missing:.2f}"))


@main.command()
@_FILE
@_RULE
@_JSON
def verify(file: Path, rule: str | None, as_json: bool) -> None:
    """评过分的表是否仍与核对表的记录一致，不一致则退出码为 1 | whether a scored file still gives what it says."""
    from xlfuncs.refresh.verify import verify_file

    verdicts = verify_file(file, rule=rule)
    consistent = all(verdict.consistent for verdict in verdicts)
    if as_json:
        tables = [verdict.to_dict() for verdict in verdicts]
        print_json({"file": str(file), "consistent": consistent, "tables": tables})
    for verdict in () if as_json else verdicts:
        same = said("一致 | consistent") if verdict.consistent else said("有变动 | changed")
        click.echo(visible(said("{sheet}：{same} | {sheet}: {same}", sheet=verdict.sheet, same=same)))
        for one in verdict.differences:
            click.echo(visible(said(f"  {one.words.zh} | {one.words.en}")))
    if not consistent:
        sys.exit(1)


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


@main.command()
@click.argument("places", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件夹… | DIR…")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="汇总写到哪个 .xlsx | summary to write",
)
@click.option("--jobs", type=click.IntRange(1, 256), help="几个进程；省略为处理器个数 | processes")
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    help="本机进程，或 Dask 集群 | processes of this machine, or a Dask cluster",
)
@click.option("--scheduler", help="Dask 调度器的地址，如 tcp://10.0.0.5:8786 | address of the Dask scheduler")
@click.option(
    "--send",
    is_flag=True,
    help="各台机器没有共享文件夹时，把文件内容发过去 | send the files to machines that do not share a folder",
)
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    help="应报单位名册（.xlsx、.csv、.txt，第一列） | units that should report",
)
@click.option(
    "--resume", is_flag=True, help="接着上一次：只做没有做过的和有变动的 | do only what is missing or changed"
)
@click.option(
    "--write", type=click.Path(path_type=Path), help="评分后的副本写到哪个文件夹 | folder for scored copies"
)
@click.option(
    "--feedback",
    type=click.Path(path_type=Path),
    help="各单位的复核意见写到哪个文件夹 | folder for the answers to the units",
)
@_ONLY
@click.option("--force", is_flag=True, help="汇总已经存在也改写 | replace the summary")
@_RULE
def review(
    places: tuple[Path, ...],
    output: Path,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
    send: bool,
    roster: Path | None,
    resume: bool,
    write: Path | None,
    feedback: Path | None,
    only: str | None,
    force: bool,
    rule: str | None,
) -> None:
    """批量审核文件夹里的工作簿，写出汇总；有文件未能审核则退出码为 1 | review many workbooks."""
    from xlfuncs.files.disk import refuse_existing
    from xlfuncs.review.engines import DaskEngine, Engine, LocalEngine
    from xlfuncs.review.progress import run_with_progress
    from xlfuncs.review.run import Options

    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(
            said("汇总须写成 .xlsx，不能写成 {name} | a summary is an .xlsx, not {name}", name=output.name)
        )
    if not (force or resume):
        refuse_existing(output, "；要改写它请加 --force，要接着做请加 --resume")
    if (engine == "dask") != bool(scheduler):
        raise click.UsageError(
            said("--engine dask 与 --scheduler 地址 须一起用 | --engine dask and --scheduler go together")
        )
    if send and not scheduler:
        raise click.UsageError(said("--send 只与 --engine dask 一起用 | --send goes with --engine dask"))
    if rule:
        from xlfuncs.rules.loader import load

        load(rule)  # an unknown one is an error here, not in every file
    chosen: Engine = (
        DaskEngine(scheduler, send=send) if scheduler else LocalEngine(jobs or os.cpu_count() or 1)
    )
    options = Options(
        output, rule=rule, roster=roster, resume=resume, write=write, feedback=feedback, only=only
    )
    sys.exit(1 if run_with_progress(places, options, chosen) else 0)


def _unusable(file: Path, results: list[Result]) -> bool:
    """Say which cells hold what one cannot compute with; whether there are any."""
    found = [finding for result in results for finding in result.findings if finding.unusable]
    if found:
        shown = (f"{f.found:g}" if isinstance(f.found, float) else f.found for f in found)
        cells = [f"{f.cell} 是「{value}」，应为{f.expected}" for f, value in zip(found, shown, strict=True)]
        words = "错误：{file} 有 {count} 个单元格的数据有误，该行未评分，其余各行已评分：{cells}"
        words += " | Error: {file}: {count} cells cannot be used, the other rows are scored: {cells}"
        message = said(words, file=file, count=len(found), cells="；".join(cells))
        click.echo(visible(message), err=True)
    return bool(found)


def _report(file: str, results: list[Result], as_json: bool, only: Severity | None = None) -> None:
    if as_json:
        from xlfuncs.checking import tables_of

        print_json({"file": file, "tables": tables_of(results, only)})
        return
    with showing():
        from xlfuncs import display

        out = display.console()
        for result in results:
            display.print_result(result, out, only)
        display.print_closing([found for result in results for found in result.findings], out)
