"""Scored copies in LibreOffice: which of them it does not open, though it opens the originals."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.engines import Office


def opened_by_office(folder: Path) -> tuple[int, list[Path]]:
    """How many ``*_out.xlsx`` there are, and those that do not open where the file they were made from does."""
    copies = sorted(folder.glob("*_out.xlsx"))
    closed = set(copies) - _opened(copies, folder)
    originals = {path: next(folder.glob(f"{path.stem.removesuffix('_out')}.*")) for path in sorted(closed)}
    open_originals = _opened(originals.values(), folder)
    return len(copies), [path for path, original in originals.items() if original in open_originals]


def _opened(paths: Iterable[Path], folder: Path) -> set[Path]:
    """Those that it could turn into something else; a new office where one of them ended the last."""
    found: set[Path] = set()
    left = list(paths)
    while left:
        with tempfile.TemporaryDirectory() as profile, Office(Path(profile)) as office:
            while left:
                path = left.pop()
                try:
                    office.convert(path, "ods", folder / "made.ods")
                    found.add(path)
                except (RuntimeError, BrokenPipeError) as problem:
                    if "cannot open" not in str(problem):
                        break
    return found
