"""评分 — the commands for one scored workbook: ``score``, ``whatif``, ``verify``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from xlfuncs.bilingual import language
from xlfuncs.cli.language import misuse, said
from xlfuncs.cli.options import FILE, JSON, PATH, RULE, SHEET
from xlfuncs.cli.results import show_results, show_unusable
from xlfuncs.cli.terminal import print_json, showing, visible


@click.command()
@FILE
@click.option("-o", "--output", type=PATH, help="写到另一个文件 | write to another file")
@click.option(
    "--in-place", is_flag=True, help="改写原文件，另留 .bak | change the file itself, keeping a .bak"
)
@click.option("--force", is_flag=True, help="-o 的文件已经存在也改写 | replace the file of -o")
@click.option(
    "--overwrite", is_flag=True, help="已填的得分也按规则改写，原值记在「核对」 | replace typed scores too"
)
@RULE
@SHEET
@JSON
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
        raise misuse("请用 -o 文件 或 --in-place 之一说明写到哪里 | give either -o FILE or --in-place")
    if output and os.path.realpath(output) == os.path.realpath(file):
        words = (
            "-o 就是原文件；要改写原文件请用 --in-place，会另留 .bak | -o is the file itself; use --in-place"
        )
        raise misuse(words)
    if output and not force:
        refuse_existing(output, "；要改写它请加 --force")
    results = score_file(file, output or file, rule=rule, sheets=sheets, overwrite=overwrite)
    unusable = show_unusable(file, results)
    show_results(str(file), results, as_json)
    if unusable and in_place:
        words = "原文件 {file} 没有改动：请先改正上列单元格，或用 -o 另存 | {file} was left as it is: correct these cells"
        click.echo(said(words, file=visible(str(file))), err=True)
    elif not as_json:
        words, values = said("\n已写出 {file} | \nwritten {file}", file=visible(str(output or file))), ""
        with showing():
            only = "（原文件不是 .xlsx，另存为新的 .xlsx，只有数值） | , a new .xlsx of values only"
            values = "" if _keeps_all(file) else said(only)
        click.echo(words + values)
    if unusable:
        sys.exit(1)


def _keeps_all(file: Path) -> bool:
    """Whether a file of this kind is changed without loss."""
    from xlfuncs.files.disk import read_bytes
    from xlfuncs.files.kinds.kind import kind_of

    return kind_of(read_bytes(file)) == "xlsx"


@click.command()
@FILE
@RULE
@SHEET
@JSON
def whatif(file: Path, rule: str | None, sheets: tuple[str, ...], as_json: bool) -> None:
    """各行要完成多少才得满分，离上一等级还差几分 | what full points and the next grade would take."""
    from xlfuncs.refresh.score_file import check_file
    from xlfuncs.review.prospects import as_data, next_grade, prospects

    results = check_file(file, rule=rule, sheets=sheets)
    if as_json:
        print_json({"file": str(file), "tables": [as_data(result) for result in results]})
    for result in () if as_json else results:
        click.echo(visible(result.table.sheet))
        rows = [*prospects(result)]
        if not rows:
            scored = any(score.score is not None for score in result.scores)
            full = "能计分的各行都已得满分 | every row that the rule can score has full points"
            none = "没有能按规则计分的行；填写指标值、完成值、分值后再看 | the rule can score no row yet"
            click.echo(f"  {said(full if scored else none)}")
        for row in rows:
            told = said("{score}/{points} 分 | {score} of {points}", score=row.score, points=row.points)
            if row.judged:
                told += said("，由人评定 | , judged by a person")
            if row.actual:
                told += said("，现为 {actual} | , now {actual}", actual=row.actual.rstrip("。"))
            if row.needed:
                told += said("；满分需 {needed} | ; full points need {needed}", needed=row.needed)
            words = "  {name}（{cell}）：{told} |   {name} ({cell}): {told}"
            click.echo(visible(said(words, name=row.name, cell=row.cell, told=told)))
        if result.ungraded:
            click.echo(f"  {result.ungraded.said(language())}")
        if grade := next_grade(result):
            label, missing = grade
            words = "  合计 {total:.2f} 分，离「{label}」还差 {missing} 分 | total {total:.2f}, {missing} short of {label}"
            click.echo(said(words, total=result.total, label=label, missing=f"{missing:.2f}"))


@click.command()
@FILE
@RULE
@JSON
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
            click.echo(visible(f"  {one.words.said(language())}"))
    if not consistent:
        sys.exit(1)
