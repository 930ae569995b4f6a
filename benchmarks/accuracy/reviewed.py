"""What ``xlfuncs check --json`` says of a file, run in this process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from xlfuncs.cli import main

_RUNNER = CliRunner()


@dataclass
class Review:
    """The tables that were found, or why none was."""

    tables: list[dict[str, Any]] = field(default_factory=list)
    refused: str = ""

    def items(self) -> Iterator[dict[str, Any]]:
        """The rows of all tables."""
        for table in self.tables:
            yield from table["items"]

    def findings(self, severity: str = "error warning info") -> list[dict[str, Any]]:
        """The findings of all tables, of some severities."""
        return [f for table in self.tables for f in table["findings"] if f["severity"] in severity]


def review(file: Path) -> Review:
    """Check one file."""
    run = _RUNNER.invoke(main, ["check", str(file), "--json"])
    try:
        return Review(tables=json.loads(run.stdout)["tables"])
    except (ValueError, KeyError):
        crash = "" if run.exception is None or isinstance(run.exception, SystemExit) else repr(run.exception)
        lines = (crash or run.stderr or run.stdout).strip().splitlines()
        return Review(refused=lines[0] if lines else f"exit {run.exit_code}, nothing said")
