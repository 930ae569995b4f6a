"""Returned workbooks of two units, and what else stands in such folders."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

TABLES = Path(__file__).parents[1] / "tables" / "published"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """水利局 with two tables, 林业局 with one, an empty file, and what is no workbook."""
    folder = tmp_path / "报送"
    for unit, names in (
        ("水利局", ["anhui-transfer-relief.xlsx", "yunnan-land-inspection.xlsx"]),
        ("林业局", ["chongqing-department-forestry.xlsx"]),
    ):
        (folder / unit).mkdir(parents=True)
        for name in names:
            shutil.copy(TABLES / name, folder / unit / name)
    (folder / "林业局" / "空.xlsx").write_bytes(b"")
    (folder / "林业局" / "说明.docx").write_bytes(b"x")
    (folder / "林业局" / "~$锁.xlsx").write_bytes(b"x")
    return folder


@pytest.fixture
def closed(tree: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the tree that cannot be read; tests may run as somebody who reads everything."""
    folder, scandir = tree / "教育局", os.scandir
    folder.mkdir()

    def refusing(path: str) -> object:
        if os.fspath(path) == str(folder):
            raise PermissionError(13, "Permission denied", str(folder))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    return folder
