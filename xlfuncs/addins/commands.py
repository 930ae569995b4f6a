"""插件命令 — ``xlfuncs addin``: build, install or remove an add-in of an office suite."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

__all__ = ["addin"]

_SUITE = click.argument("suite", type=click.Choice(["excel", "calc"]))
_OUT = click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="写到哪个文件夹"
)


@click.group()
def addin() -> None:
    """Excel 与 LibreOffice Calc 的插件 | add-ins for office suites."""


@addin.command()
@_OUT
def excel(output: Path) -> None:
    """构建 Excel 加载项 | build the add-in for Excel."""
    click.echo(f"已写出 {_module('excel', 'build').build(output)}")


@addin.command()
@_OUT
def calc(output: Path) -> None:
    """构建 LibreOffice Calc 扩展 | build the extension for Calc."""
    click.echo(f"已写出 {_module('calc', 'build').build(output)}")


@addin.command()
@_SUITE
def install(suite: str) -> None:
    """为当前用户安装 | install for the user."""
    click.echo(_module(suite, "install").install())


@addin.command()
@_SUITE
def uninstall(suite: str) -> None:
    """为当前用户卸载 | remove it again."""
    click.echo(_module(suite, "install").uninstall())


def _module(suite: str, name: str) -> Any:
    """A suite's module, loaded only when it is used: they need libraries that other commands do not."""
    return import_module(f"xlfuncs.addins.{suite}.{name}")
