"""进度 — a review at a terminal: how far it is, how fast, what failed; Ctrl-C ends it with what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from xlfuncs.evaluation.findings.register import Severity, tally
from xlfuncs.review.engines import Engine
from xlfuncs.review.record import Record
from xlfuncs.review.run import Options, review


def run_with_progress(places: Sequence[Path], options: Options, engine: Engine) -> int:
    """How many workbooks could not be reviewed."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("审核"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[words]}"),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    bad, seen, unread = 0, 0, 0
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, words="")

        def started(total: int, kept: int, others: int) -> None:
            nonlocal unread
            unread = others
            bar.update(task, total=total, completed=kept, words=f"（沿用 {kept} 份）" if kept else "")

        def done(record: Record) -> None:
            nonlocal bad, seen
            seen += 1
            bad += bool(record["reason"])
            speed = bar.tasks[0].speed or 0.0
            bar.update(task, advance=1, words=f"每秒 {speed:.{int(speed < 10)}f} 份，未能审核 {bad} 份")

        try:
            records = review(places, options, engine, started=started, done=done)
        except KeyboardInterrupt:
            words = f"本次审核了 {seen} 份，结果已写入 {options.output}；用同样的命令加 --resume 可接着做"
            console.print(words, soft_wrap=True, markup=False, highlight=False)
            raise
    return _close(options, records, unread)


def _close(options: Options, records: Sequence[Record], unread: int) -> int:
    counted: Counter[Severity] = Counter()
    tables = bad = uncopied = 0
    for record in records:
        tables += len(record["tables"])
        bad += record["status"] != "ok"
        uncopied += record["status"] == "ok" and bool(record["reason"])
        counted.update(f["severity"] for table in record["tables"] for f in table["findings"])
    copies = f"；{uncopied} 份的副本未写出" if uncopied else ""
    others = f"另有 {unread} 个文件不是工作簿，没有审核，见汇总的“其他文件”。" if unread else ""
    print(
        f"已审核 {len(records) - bad} 份工作簿 {tables} 张表：{tally(counted)}；未能审核 {bad} 份{copies}。"
        f"{others}已写出 {options.output}"
    )
    return bad + uncopied
