"""命令行 — what a person runs. Chinese first; ``--json`` on every command that reports.

Exit codes: 0 done; 1 ``check`` found an error, ``verify`` that something changed, or ``score`` met a cell that cannot
be used (its finding says what was expected there; with ``-o`` the other rows are scored and written, ``--in-place``
leaves the file as it is);
2 the command was called wrongly; 3 the input could not be used (the message says which file and sheet, and what
was expected) and nothing is written, or the program met what nobody thought of (XLFUNCS_DEBUG=1 shows where), also
for one of several files, of which the others are checked; 130 interrupted. ``review``, which lists what it could not
read, exits with 1 then. Nothing that fails in printing changes the exit code.

The commands stand in ``score``, ``check``, ``review`` (with its ``progress``), ``forms`` and ``rules``, their common ``options``
apart. ``terminal`` is the net under them, ``streams`` where they print, ``language`` what they speak. ``results`` shows tables
by ``display``, ``checked`` and ``overview`` are many workbooks, ``texts`` what stands in the cells of a terminal.
"""

from __future__ import annotations

import click

from xlfuncs.addins.commands import addin
from xlfuncs.cli.check import check
from xlfuncs.cli.forms import demo, forms, new
from xlfuncs.cli.review import review
from xlfuncs.cli.rules import rules
from xlfuncs.cli.score import score, verify, whatif
from xlfuncs.cli.terminal import SafeGroup
from xlfuncs.web.command import web


@click.group(cls=SafeGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="xlfuncs", help="显示版本 | show the version")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), expose_value=False, help="zh 中文，en 英文 | zh or en"
)
def main() -> None:
    """预算绩效评分：官方表的新建、评分与核对 | exact, cited scores for public budgets."""


for _command in (demo, forms, rules, new, score, check, whatif, verify, review, addin, web):
    main.add_command(_command)
