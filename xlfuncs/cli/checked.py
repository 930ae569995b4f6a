"""核对多份文件 — several workbooks checked one after the other, each shown shortly, all of them in one closing table.

One that cannot be read stops no other: its reason stands in its place.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlfuncs.cli.terminal import BAD_INPUT, sentence
from xlfuncs.errors import FileProblem
from xlfuncs.evaluation.findings.register import SEVERITIES, Finding, Severity
from xlfuncs.evaluation.result import Result
from xlfuncs.refresh.score_file import check_file
from xlfuncs.review.folder import refuse_folder, workbooks
from xlfuncs.review.record import unnamed


@dataclass(frozen=True, slots=True)
class Checked:
    """One workbook checked, or why it could not be."""

    file: Path
    results: Sequence[Result] = field(default=())
    problem: str = ""

    @property
    def findings(self) -> list[Finding]:
        """Those of all its tables."""
        return [found for result in self.results for found in result.findings]

    def to_dict(self, only: Severity | None) -> dict[str, Any]:
        """The object of the command line's JSON; ``error`` is null where the workbook was read."""
        tables = tables_of(self.results, only)
        return {"file": str(self.file), "tables": tables, "error": self.problem or None}


def tables_of(results: Sequence[Result], only: Severity | None) -> list[dict[str, Any]]:
    """The TABLEs of a workbook with all findings, or those of one severity."""
    tables = [result.to_dict() for result in results]
    for table in tables:
        table["findings"] = [f for f in table["findings"] if only in (None, f["severity"])]
    return tables


def files_of(places: Sequence[Path]) -> list[Path]:
    """The files named, also those that are not there, and the workbooks below the folders named; each once.

    FileProblem for no workbook at all, and for a folder named that cannot be read.
    """
    found = [file for place in places for file in (workbooks([place]) if os.path.isdir(place) else [place])]
    if not found:
        raise FileProblem.no_workbooks(places)
    return list(dict.fromkeys(found))


def check_files(
    files: Sequence[Path], rule: str | None = None, sheets: Collection[str] = ()
) -> Iterator[Checked]:
    """核对多份 — one after the other, whatever is wrong with any of them."""
    gc.enable()  # a command for one file lives for seconds and does without
    for file in files:
        try:
            refuse_folder(file)
            yield Checked(file, check_file(file, rule=rule, sheets=sheets))
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as problem:  # a stranger's file, and panics of libraries
            yield Checked(file, problem=unnamed(sentence(problem), str(file)))


def exit_code(checked: Sequence[Checked]) -> int:
    """3 where a workbook could not be read, else 1 where one has an error, else 0."""
    if any(one.problem for one in checked):
        return BAD_INPUT
    return int(any(found.severity == "error" for one in checked for found in one.findings))


def only_of(word: str | None) -> Severity | None:
    """The severity that 错误, 警告 or 提示 stands for."""
    return next((key for key, said in SEVERITIES.items() if said == word), None)
