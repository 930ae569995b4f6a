"""Commands of the command line, run as a person types them."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from xlfuncs.cli import main


def run(*arguments: str | Path) -> Result:
    """One command, as a person types it; nothing may escape as a traceback."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result
