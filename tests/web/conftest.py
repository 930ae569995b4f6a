"""The page, built once, and a real Chromium that opens it from a file with the network cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.web.opened import Opened
from xlfuncs.web.build import page

ROOT = Path(__file__).parents[2]
CACHE = ROOT / "build" / "npm"  # what `make test` fetches once


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "预算绩效评分.html"
    path.write_bytes(page(CACHE))
    return path


@pytest.fixture(scope="module")
def opened(chromium: Browser, page_file: Path) -> Iterator[Opened]:
    """The page, ready; every test of a module shares it, and none may leave an error or a request behind."""
    with Opened(chromium, page_file) as ready:
        yield ready
    assert ready.problems == []
    assert ready.requests == []
