"""规则 — the command ``rules``: every rule, one with its clauses, next year's drafted."""

from __future__ import annotations

from pathlib import Path

import click

from xlfuncs.bilingual import language
from xlfuncs.cli.language import misuse, said
from xlfuncs.cli.options import JSON, PATH
from xlfuncs.cli.terminal import print_json
from xlfuncs.errors import FileProblem


@click.command()
@click.argument("rule", required=False, metavar="[规则编号] | [RULE]")
@click.option(
    "--new-year",
    type=(str, int),
    metavar="编号 年度 | ID YEAR",
    help="起草下一年的规则文件：照抄这一份，各数值标明待确认 | draft next year's rule file from this one",
)
@click.option("-o", "--output", type=PATH, help="规则文件写到哪里；省略为 新编号.toml | rule file to write")
@JSON
def rules(rule: str | None, new_year: tuple[str, int] | None, output: Path | None, as_json: bool) -> None:
    """有哪些规则；给出编号则逐条列出数值与依据 | the rules, or one with its clauses."""
    from xlfuncs.rules import listing

    if new_year and rule:
        raise misuse("--new-year 后面已写明照抄哪一份规则，前面不必再写 | --new-year names the rule already")
    if new_year:
        _draft_rule(*new_year, output)
    elif output:
        raise misuse("-o 只与 --new-year 一起用 | -o goes with --new-year alone")
    elif as_json:
        print_json(listing.one(rule) if rule else listing.every())
    else:
        click.echo(listing.page(rule, language()) if rule else listing.overview(language()))


def _draft_rule(rule: str, year: int, output: Path | None) -> None:
    from xlfuncs.files.disk import refuse_existing, write_bytes
    from xlfuncs.rules.new_year import new_year

    drafted, text = new_year(rule, year)
    file = output or Path(f"{drafted}.toml")
    if file.suffix != ".toml":
        raise FileProblem("规则文件名须以 .toml 结尾 | a rule file ends in .toml").within(str(file))
    refuse_existing(file)
    write_bytes(file, text.encode())
    words = "已起草 {file}：规则 {drafted}，数值沿用 {rule}，逐项确认后用 --rule {file} 评分 | drafted {file} from {rule}"
    click.echo(said(words, file=file, drafted=drafted, rule=rule))
