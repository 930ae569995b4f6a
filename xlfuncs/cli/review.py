"""批量审核 — the command ``review``: a bureau's folders of returned workbooks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from xlfuncs.cli.language import misuse
from xlfuncs.cli.options import ONLY, PATH, RULE


@click.command()
@click.argument("places", nargs=-1, required=True, type=PATH, metavar="文件夹… | DIR…")
@click.option("-o", "--output", required=True, type=PATH, help="汇总写到哪个 .xlsx | summary to write")
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
    "--roster", type=PATH, help="应报单位名册（.xlsx、.csv、.txt，第一列） | units that should report"
)
@click.option(
    "--resume", is_flag=True, help="接着上一次：只做没有做过的和有变动的 | do only what is missing or changed"
)
@click.option("--write", type=PATH, help="评分后的副本写到哪个文件夹 | folder for scored copies")
@click.option(
    "--feedback", type=PATH, help="各单位的复核意见写到哪个文件夹 | folder for the answers to the units"
)
@click.option(
    "--deadline",
    default="",
    help="复核意见要求在哪天前重新报送，如 2026年3月31日 | day of return in the answers",
)
@click.option("--from", "sender", default="", help="复核意见的落款，如 某县财政局 | who signs the answers")
@ONLY
@click.option("--force", is_flag=True, help="汇总已经存在也改写 | replace the summary")
@RULE
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
    deadline: str,
    sender: str,
    only: str | None,
    force: bool,
    rule: str | None,
) -> None:
    """批量审核文件夹里的工作簿，写出汇总；有文件未能审核则退出码为 1 | review many workbooks."""
    from xlfuncs.cli.progress import run_with_progress
    from xlfuncs.files.disk import refuse_existing
    from xlfuncs.review.engines import DaskEngine, Engine, LocalEngine
    from xlfuncs.review.run import Options

    if output.suffix.lower() != ".xlsx":
        raise misuse(
            "汇总须写成 .xlsx，不能写成 {name} | a summary is an .xlsx, not {name}", name=output.name
        )
    for made in () if force or resume else (output, output.with_suffix(".jsonl")):
        refuse_existing(made, "；要改写它请加 --force，要接着做请加 --resume")
    if (engine == "dask") != bool(scheduler):
        raise misuse("--engine dask 与 --scheduler 地址 须一起用 | --engine dask and --scheduler go together")
    if send and not scheduler:
        raise misuse("--send 只与 --engine dask 一起用 | --send goes with --engine dask")
    if (deadline or sender) and not feedback:
        raise misuse("--deadline、--from 只与 --feedback 一起用 | --deadline and --from go with --feedback")
    if rule:
        from xlfuncs.rules.loader import load

        load(rule)  # an unknown one is an error here, not in every file
    local = LocalEngine(jobs or os.cpu_count() or 1)
    chosen: Engine = DaskEngine(scheduler, send=send) if scheduler else local
    options = Options(output, rule, roster, resume, write, feedback, only, deadline, sender)
    sys.exit(1 if run_with_progress(places, options, chosen) else 0)
