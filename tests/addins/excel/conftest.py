"""xlwings as on Windows, the built add-in taken apart, and the filled Beijing table, for the tests of the Excel add-in."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import olefile
import pytest

from tests.addins.excel.windows import windows
from tests.made import new_form
from xlfuncs.addins.excel.build import build
from xlfuncs.addins.excel.vba_project import PART

with warnings.catch_warnings():  # its own use of pyparsing
    warnings.simplefilter("ignore")
    from oletools.olevba import VBA_Parser


@pytest.fixture(scope="module")
def excel() -> Iterator[SimpleNamespace]:
    with windows() as made:
        yield made


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("addin") / "new" / "folder")


@pytest.fixture(scope="module")
def parts(addin: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(addin) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def project(parts: dict[str, bytes]) -> olefile.OleFileIO:
    return olefile.OleFileIO(io.BytesIO(parts[PART]))


@pytest.fixture(scope="module")
def modules(addin: Path) -> dict[str, str]:
    """Module name → source, as olevba extracts it."""
    parser = VBA_Parser(str(addin))
    found = {Path(name).stem: code.replace("\r\n", "\n") for *_, name, code in parser.extract_macros()}
    parser.close()
    return found


@pytest.fixture(scope="module")
def beijing() -> bytes:
    return new_form("department-evaluation-beijing", example=True)
