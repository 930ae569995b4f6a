"""进度 — a review at a terminal: how far it is, how fast, what failed; Ctrl-C ends it with what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from xlfuncs.bilingual import language
from xlfuncs.cli.language import said
from xlfuncs.errors import FileProblem
from xlfuncs.evaluation.findings.register import Severity, tally
from xlfuncs.review.engines import Engine
from xlfuncs.review.journal import Records
from xlfuncs.review.record import Record, stamp_of
from xlfuncs.review.run import Options, review

_PACE = "每秒 {speed} 份，未能审核 {bad} 份 | {speed} a second, {bad} failed"
_WRITING = "正在写汇总…… | writing the summary …"
_ENDED = (
    "本次审核了 {seen} 份，结果已写入 {output}；用同样的命令加 --resume 可接着做"
    " | {seen} reviewed, written to {output}; the same command with --resume goes on"
)
_UNSUMMED = (
    "本次审核了 {seen} 份，都已记下，汇总没有写成；用同样的命令加 --resume 可接着做"
    " | {seen} reviewed and kept, no summary written; the same command with --resume goes on"
)
_REVIEWED = (
    "已审核 {good} 份工作簿 {tables} 张表：{tally}；未能审核 {bad} 份{copies}。{others}已写出 {output}"
    " | {good} workbooks reviewed, {tables} tables: {tally}; {bad} failed{copies}. {others}Written to {output}"
)
_UNCOPIED = "；{count} 份的副本未写出 | ; {count} without a copy"
_OTHERS = (
    "另有 {count} 个文件不是工作簿，没有审核，见汇总的“其他文件”。"
    " | {count} other files are no workbooks, see 其他文件 in the summary. "
)
_NOT_OURS = (
    "{folder} 中的 {names} 不是这次写的（这次没有该单位的工作簿，或是另外放进去的），发送前请核对、移走"
    " | {names} in {folder} are not of this run (units without workbooks now, or other files): look before sending"
)


def run_with_progress(places: Sequence[Path], options: Options, engine: Engine) -> int:
    """How many workbooks could not be reviewed."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn(said("审核 | Review")),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[words]}"),
        TextColumn(said("剩余 | left")),
        TimeRemainingColumn(),
    )
    bad, seen, unread = 0, 0, 0
    before = stamp_of(options.output)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, words="")

        def started(total: int, kept: int, others: int) -> None:
            nonlocal unread
            unread = others
            words = said("（沿用 {kept} 份） | ({kept} kept)", kept=kept) if kept else ""
            bar.update(task, total=total, completed=kept, words=words)

        def done(record: Record) -> None:
            nonlocal bad, seen
            seen += 1
            bad += bool(record["reason"])
            speed = bar.tasks[0].speed or 0.0
            words = said(_PACE, speed=f"{speed:.{int(speed < 10)}f}", bad=bad)
            if bar.tasks[0].completed + 1 == bar.tasks[0].total:
                words = said(_WRITING)
            bar.update(task, advance=1, words=words)

        try:
            records = review(places, options, engine, started=started, done=done)
        except (KeyboardInterrupt, FileProblem, OSError):
            written = stamp_of(options.output) != before
            if seen or written:
                words = said(_ENDED if written else _UNSUMMED, seen=seen, output=options.output)
                console.print(words, soft_wrap=True, markup=False, highlight=False)
            raise
    return _close(options, records, unread)


def _close(options: Options, records: Records, unread: int) -> int:
    counted: Counter[Severity] = Counter()
    tables = bad = uncopied = 0
    for record in records:
        tables += len(record["tables"])
        bad += record["status"] != "ok"
        uncopied += record["status"] == "ok" and bool(record["reason"])
        counted.update(f["severity"] for table in record["tables"] for f in table["findings"])
    print(
        said(
            _REVIEWED,
            good=len(records) - bad,
            tables=tables,
            tally=tally(counted, language()),
            bad=bad,
            copies=said(_UNCOPIED, count=uncopied) if uncopied else "",
            others=said(_OTHERS, count=unread) if unread else "",
            output=options.output,
        )
    )
    # Of a unit that is gone, say; ~$ is what Word puts beside one that is open.
    lying = options.feedback.glob("[!~]*.docx") if options.feedback else ()
    if names := sorted(path.name for path in lying if str(path) not in records.letters):
        more = said(" 等 {n} 份 | … ({n} files)", n=len(names)) if len(names) > 5 else ""
        print(said(_NOT_OURS, folder=options.feedback, names="、".join(names[:5]) + more))
    return bad + uncopied
