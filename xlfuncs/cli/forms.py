"""官方表 — the commands that make and list the official tables: ``demo``, ``forms``, ``new``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from xlfuncs.cli.language import said
from xlfuncs.cli.options import JSON, PATH, RULE
from xlfuncs.cli.results import show_results
from xlfuncs.cli.terminal import print_json
from xlfuncs.errors import FileProblem

_DEMO = Path("xlfuncs_demo.xlsx")


@click.command()
@click.option("-o", "--output", default=_DEMO, type=PATH, help="写到哪个文件 | file to write")
@JSON
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
    show_results(str(output), results, as_json)
    if not as_json:
        words = (
            "已写出 {file}：评分表、基础数据、得分汇总、依据、说明、核对。用任何办公软件打开都能看到得分。"
        )
        click.echo("\n" + said(words + " | written {file}; any office suite shows its scores", file=output))


@click.command()
@JSON
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
        ruled = "默认规则 {rule} | rule {rule}" if form.rule else "不打分 | no points"
        rule = said(ruled, rule=form.rule)
        words = "{id}\n    {name}（{judged}）\n    出处：{source} | {id}\n    {name} ({judged})\n    source: {source}"
        click.echo(said(words, id=form.id, name=form.name, judged=rule, source=form.source))
        if others := form.fits[1:]:
            click.echo(
                "    " + said("也可用 --rule：{rules} | also with --rule: {rules}", rules="、".join(others))
            )


@click.command()
@click.argument("form", metavar="表 | FORM")
@RULE
@click.option("--example", is_flag=True, help="填好公布的示例 | filled with the published example")
@click.option(
    "--rows",
    type=click.IntRange(1, 1000),
    help="每类指标、清单显示几行，另有折叠的备用行 | rows shown of each kind of indicator, spare ones are folded below",
)
@click.option("-o", "--output", required=True, type=PATH, help="写到哪个文件 | file to write")
def new(form: str, rule: str | None, example: bool, rows: int | None, output: Path) -> None:
    """新建一张官方表，「表」是编号或中文表名（见 xlfuncs forms） | start an official table."""
    from xlfuncs.files.disk import refuse_existing, write_bytes
    from xlfuncs.making.new import new_form

    if output.suffix.lower() != ".xlsx":
        problem = FileProblem("新建的是 .xlsx 工作簿，文件名须以 .xlsx 结尾 | the name must end in .xlsx")
        raise problem.within(str(output))
    refuse_existing(output)
    write_bytes(output, new_form(form, rule=rule, example=example, rows=rows))
    click.echo(said("已新建 {file} | made {file}", file=output))
