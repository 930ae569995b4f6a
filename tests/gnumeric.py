"""Gnumeric, a third spreadsheet engine, by its converter: it reads every formula of the official tables."""

from __future__ import annotations

import subprocess
import tempfile
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl

from tests.engines import Engine, Filling, Values, selected


class Gnumeric(Engine):
    def fill_and_recalculate(
        self, path: Path, fillings: Iterable[Filling], read: Sequence[str] | None = None
    ) -> list[Values]:
        with tempfile.TemporaryDirectory() as folder:
            return [selected(self._calculate(path, filling, Path(folder)), read) for filling in fillings]

    @staticmethod
    def _calculate(path: Path, filling: Filling, folder: Path) -> Values:
        filled, calculated = folder / "filled.xlsx", folder / "calculated.xlsx"
        book = openpyxl.load_workbook(path)
        for sheet, cells in filling.items():
            for a1, value in cells.items():
                cell = book[sheet][a1]
                cell.value = value
                if isinstance(value, str) and not value.startswith("="):
                    cell.data_type = "s"  # a text stays one, though it look like an error value
        book.save(filled)
        # Warnings about what Gnumeric does not show (header and footer kinds) go to its standard error.
        subprocess.run(["ssconvert", "--recalc", filled, calculated], check=True, capture_output=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl misses a style by name
            results = openpyxl.load_workbook(calculated, data_only=True, read_only=True)
        values = {
            sheet.title: {
                cell.coordinate: float(value) if isinstance(value, (bool, int, float)) else str(value)
                for row in sheet.iter_rows()
                for cell in row
                if (value := cell.value) is not None
            }
            for sheet in results
        }
        results.close()
        return values
