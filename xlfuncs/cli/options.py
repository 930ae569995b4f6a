"""选项 — what several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from xlfuncs.cli.language import said

JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON | print JSON")
RULE = click.option("--rule", help="规则编号，或自己的规则文件 my.toml | rule id, or a rule file of your own")
SHEET = click.option(
    "--sheet",
    "sheets",
    multiple=True,
    metavar="工作表 | SHEET",
    help="只看这个工作表，可写多次；省略为未隐藏的全部工作表 | only this worksheet; may be repeated",
)
_LEVELS = {"errors": "错误", "warnings": "警告", "notes": "提示"}
ONLY = click.option(
    "--only",
    type=click.Choice([*_LEVELS.values(), *_LEVELS]),
    callback=lambda _, __, word: _LEVELS.get(word, word),
    help="只列这一级的核对发现 | list only findings of this severity",
)


class _Path(click.Path):
    """A path; nothing at all, as an empty variable of a script gives, is not the folder one is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, refused where it is empty."""
        if value == "":
            self.fail(said("没有写文件名 | no name is given"), param, ctx)
        return super().convert(value, param, ctx)


PATH = _Path(path_type=Path)
FILE = click.argument("file", type=PATH, metavar="文件 | FILE")
