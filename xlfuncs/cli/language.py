"""语言 — Chinese, or English with ``--lang en``: one of both halves of every text; click's own by a catalogue.

A text for both stands as ``中文 | English``; values are put in afterwards, so that no bar in a file's name parts it.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from xlfuncs.bilingual import spoken
from xlfuncs.cli.streams import broken, columns_of

_CATALOGUE = Path(__file__).with_name("locale")
_KINDS = {  # what click calls an option's value, in both languages
    "path": "路径 | PATH",
    "directory": "文件夹 | DIRECTORY",
    "text": "文字 | TEXT",
    "integer": "整数 | INTEGER",
    "integer range": "整数 | INTEGER",
}


class _Help(click.HelpFormatter):
    """Help in two columns that stand straight: a Chinese character is as wide as two others."""

    def write_dl(self, rows: Iterable[tuple[str, str]], *_: int, **__: int) -> None:
        """Options or commands, and what each is for."""
        lines = [(" " * self.current_indent + term, words) for term, words in rows]
        column = max(columns_of(term) for term, _ in lines) + 2
        for term, words in lines:
            told = f"\n{'':{column}}".join(broken(words, self.width - column))
            self.write(f"{term}{'':{column - columns_of(term)}}{told}\n")


class _Context(click.Context):
    formatter_class = _Help


def choose(arguments: list[str]) -> list[str]:
    """Take ``--lang en`` out of a command's arguments, wherever it stands, and speak that language from now on.

    One that nobody speaks is left for click to refuse, before all else.

    >>> choose(["check", "a.xlsx", "--lang", "fr"])
    ['--lang', 'fr', 'check', 'a.xlsx']
    """
    rest = [word for word in arguments if not word.startswith("--lang=")]
    named = [word.partition("=")[2] for word in arguments if word.startswith("--lang=")]
    if "--lang" in rest:
        place = rest.index("--lang")
        named += rest[place + 1 : place + 2] or [""]
        del rest[place : place + 2]
    if named[-1:] not in ([], ["zh"], ["en"]):
        rest = ["--lang", named[-1], *rest]
    os.environ["LANGUAGE"] = "en" if named[-1:] == ["en"] else "zh_CN"
    gettext.bindtextdomain("xlfuncs", _CATALOGUE)
    gettext.textdomain("xlfuncs")
    return rest


def said(text: str, **values: Any) -> str:
    """The half of a text in the language spoken, with its values.

    >>> said("已新建 {file} | made {file}", file="a | b.xlsx")
    '已新建 a | b.xlsx'
    """
    return spoken(text).format(**values)


def misuse(text: str, **values: Any) -> click.UsageError:
    """That options do not go together, in the language spoken."""
    return click.UsageError(said(text, **values))


def speak(command: click.Command) -> None:
    """Let the help of a command, its options and its subcommands be in the language spoken."""
    command.context_class = _Context
    command.options_metavar = said("[选项] | [OPTIONS]")
    if isinstance(command, click.Group):
        command.subcommand_metavar = said("命令 [参数]… | COMMAND [ARGS]...")
    owners: list[click.Command | click.Parameter] = [command, *command.params]
    for owner in owners:
        for name in ("help", "metavar"):
            both = owner.__dict__.setdefault(
                f"_both_{name}", getattr(owner, name, None) or _kind(owner, name)
            )
            if both:
                setattr(owner, name, spoken(both))
    if cached := command.__dict__.get("_help_option"):  # click keeps the one it made
        cached.help = said("显示这些说明 | Show this message and exit.")
    for part in getattr(command, "commands", {}).values():
        speak(part)


def _kind(owner: click.Command | click.Parameter, name: str) -> str | None:
    """How a parameter's value is called where nobody said."""
    if name == "metavar" and isinstance(owner, click.Option) and not owner.is_flag:
        return _KINDS.get(owner.type.name)
    return None
