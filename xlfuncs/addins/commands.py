"""插件命令 — ``xlfuncs addin``: build, install, examine or remove an add-in of an office suite."""

from __future__ import annotations

from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from xlfuncs.addins.health import python_checks
from xlfuncs.bilingual import language, spoken

HOSTS = {  # the folders beside this file: the help of the command that builds
    "excel": "构建 Excel 加载项 | build the add-in for Excel.",
    "calc": "构建 LibreOffice Calc 扩展 | build the extension for Calc.",
}
_SUITE = click.argument("suite", type=click.Choice(list(HOSTS)))
_OUT = click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="写到哪个文件夹 | folder to write to",
)


_OPTIONS: dict[str, list[click.Parameter]] = {
    "excel": [
        click.Option(
            ["--interpreter"],
            metavar="路径 | PATH",
            help="各电脑上 pythonw.exe 的完整路径，写进加载项；省略为 %LOCALAPPDATA%\\xlfuncs\\Scripts\\pythonw.exe"
            " | pythonw.exe of every PC, baked into the add-in",
        )
    ]
}


@click.group()
def addin() -> None:
    """Excel 加载项与 LibreOffice Calc 扩展 | add-ins for office suites."""


def _add_build(host: str, words: str) -> None:
    def build(output: Path, **options: Any) -> None:
        made = _module(host, "build").build(output, **{k: v for k, v in options.items() if v is not None})
        click.echo(spoken("已写出 {} | written {}").format(made))
        click.echo(f"SHA-256 {sha256(made.read_bytes()).hexdigest()}")
        after = "给本机安装：xlfuncs addin install {}；发到各台电脑见 docs/install_{}.md"
        after += " | on this computer: xlfuncs addin install {}; on others see docs/install_{}.md"
        click.echo(spoken(after).format(host, host))

    command = addin.command(host, help=words)(_OUT(build))
    command.params += _OPTIONS.get(host, [])


for _host, _words in HOSTS.items():
    _add_build(_host, _words)


@addin.command()
@_SUITE
def install(suite: str) -> None:
    """为当前用户安装 | install for the user."""
    click.echo(spoken(_module(suite, "install").install()))


@addin.command()
@_SUITE
def uninstall(suite: str) -> None:
    """为当前用户卸载 | remove it again."""
    click.echo(spoken(_module(suite, "install").uninstall()))


@addin.command()
@_SUITE
@click.pass_context
def doctor(context: click.Context, suite: str) -> None:
    """检查安装得对不对，有误时退出码为 1 | what is installed and what is wrong; exit code 1 if anything is."""
    checks = [*python_checks(), *_module(suite, "doctor").examine()]
    for check in checks:
        click.echo(check.said(language()))
    context.exit(int(any(check.state == "bad" for check in checks)))


def _module(host: str, name: str) -> Any:
    """A host's module, loaded only when it is used: they need libraries that other commands do not."""
    return import_module(f"xlfuncs.addins.{host}.{name}")
