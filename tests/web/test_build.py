"""The page is the same bytes every time, holds nothing from elsewhere, and names what it is made of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.web.conftest import CACHE
from xlfuncs.cli import main
from xlfuncs.errors import FileProblem
from xlfuncs.web import npm
from xlfuncs.web.build import page
from xlfuncs.web.site import LIBRARIES


def test_two_builds_are_the_same_bytes(page_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "again.html"
    done = CliRunner().invoke(main, ["web", "-o", str(out), "--cache", str(CACHE)])
    assert done.exit_code == 0, done.output
    assert out.read_bytes() == page_file.read_bytes()


def test_it_loads_nothing(page_file: Path) -> None:
    text = re.sub(r'(id="part-\w+">)[^<]*', r"\1", page_file.read_text("utf-8"))
    assert not re.search(r"(?:src|href)=", text.split("<script>")[0])
    assert "default-src 'none'" in text
    assert "connect-src 'none'" in text
    parts = ("openpyxl 3", "xlrd 2", "==== jinja2 3", "MIT License", "Julian R Seward", "LLVM Exceptions")
    for name in ("Mozilla Public License", "PYTHON SOFTWARE FOUNDATION LICENSE", *parts):
        assert name in text
    for library in LIBRARIES:  # and none without its terms
        assert re.search(rf"==== {library} [\d.]+ ====\n\s*\S.{{200}}", text, re.DOTALL), library


def test_no_script_writes_html() -> None:
    for script in (Path(npm.__file__).parent / "page").glob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", script.read_text("utf-8")
        )


def test_another_content_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pinned = npm.CURRENT._replace(integrity="x")
    (tmp_path / "npm").write_text("#!/bin/sh\necho x > pyodide.tgz\n", "utf-8")
    (tmp_path / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(FileProblem, match="与规定的不符"):
        npm.fetched(pinned, tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


def test_the_page_for_older_browsers() -> None:
    text = page(CACHE, compatible=True).decode()
    assert "Pyodide 0.24.1" in text
    assert "Chromium 内核 85" in text
    assert "Apache License" in text
    assert "Mozilla Public License" not in text
