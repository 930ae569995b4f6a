"""Commands of the command line, run as a person types them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result
from rich.console import Console

from xlfuncs.cli import main


def run(*arguments: str | Path) -> Result:
    """One command, as a person types it; nothing may escape as a traceback."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def at_a_terminal(show: Callable[[Console], None], width: int = 80) -> str:
    """What is shown at a terminal of this width."""
    held = io.StringIO()
    show(Console(file=held, width=width, color_system=None))
    return held.getvalue()
