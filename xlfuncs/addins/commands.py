"""插件命令 — ``xlfuncs addin``: build, install or remove an add-in of an office suite."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

__all__ = ["HOSTS", "addin"]

HOSTS = {  # the folders beside this file: the help of the command that builds
    "excel": "构建 Excel 加载项 | build the add-in for Excel.",
    "calc": "构建 LibreOffice Calc 扩展 | build the extension for Calc.",
}
_SUITE = click.argument("suite", type=click.Choice(list(HOSTS)))
_OUT = click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="写到哪个文件夹"
)


@click.group()
def addin() -> None:
    """Excel 与 LibreOffice Calc 的插件 | add-ins for office suites."""


def _add_build(host: str, words: str) -> None:
    @addin.command(host, help=words)
    @_OUT
    def build(output: Path) -> None:
        click.echo(f"已写出 {_module(host, 'build').build(output)}")


for _host, _words in HOSTS.items():
    _add_build(_host, _words)


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


def _module(host: str, name: str) -> Any:
    """A host's module, loaded only when it is used: they need libraries that other commands do not."""
    return import_module(f"xlfuncs.addins.{host}.{name}")
