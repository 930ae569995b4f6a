"""The page with the memory of a started interpreter: the same bytes every time, and it scores as the other does."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.web.conftest import CACHE, ROOT
from tests.web.opened import Opened
from xlfuncs.errors import FileProblem
from xlfuncs.web.build import page

EXAMPLE = ROOT / "workbook_templates" / "examples" / "beijing_department_evaluation_example.xlsx"


def test_it_scores_and_is_the_same_every_time(chromium: Browser, tmp_path: Path) -> None:
    content = page(CACHE, fast_start=True)
    path = tmp_path / "fast.html"
    path.write_bytes(content)
    with Opened(chromium, path) as opened:
        opened.take(EXAMPLE)
        assert opened.total() == "92.73"
        assert opened.problems == []
    assert page(CACHE, fast_start=True) == content


def test_the_older_pyodide_has_none() -> None:
    with pytest.raises(FileProblem, match="不能带内存映像"):
        page(CACHE, compatible=True, fast_start=True)
