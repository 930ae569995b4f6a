"""The documents: their links lead somewhere, their Python and their commands do what they say."""

from __future__ import annotations

import re
from doctest import ELLIPSIS, DocTestParser, DocTestRunner
from pathlib import Path

import pytest
from click.testing import CliRunner

from xlfuncs.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [page for room in ("", "docs", "workbook_templates") for page in sorted((ROOT / room).glob("*.md"))]
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)

each = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def blocks(page: Path, language: str) -> str:
    """The code of a page in one language, in order."""
    found = _FENCED.findall(page.read_text("utf-8"))
    return "\n".join(code for written_in, code in found if written_in == language)


@each
def test_links_lead_somewhere(page: Path) -> None:
    targets = (part.partition(")")[0].partition("#")[0] for part in page.read_text("utf-8").split("](")[1:])
    missing = {one for one in targets if one and "://" not in one and not (page.parent / one).exists()}
    assert not missing


@each
def test_the_files_that_a_page_names_are_there(page: Path) -> None:
    """Where a part of a path is left open, as in ``data/<id>.toml``, its folder."""
    named = re.findall(
        r"`((?:xlfuncs|tests|scripts|docs|benchmarks|workbook_templates)/[^`\s]*)`", page.read_text("utf-8")
    )
    patterns = {re.sub("<.*", "", name) for name in named}
    assert [name for name in patterns if not [*ROOT.glob(name)]] == []


@each
def test_python_gives_what_the_page_shows(page: Path) -> None:
    test = DocTestParser().get_doctest(blocks(page, "python"), {}, page.name, str(page), 0)
    said: list[str] = []
    assert DocTestRunner(optionflags=ELLIPSIS).run(test, out=said.append).failed == 0, "".join(said)


@each
def test_commands_run_and_exit_as_the_page_says(page: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for line in blocks(page, "sh").splitlines():
        command, _, comment = line.partition("#")
        if not command.startswith("xlfuncs ") or command.startswith("xlfuncs addin "):
            continue  # what installs an add-in changes the machine: its own tests play it on folders
        told = re.search(r"退出码 (\d)", comment)
        result = CliRunner().invoke(main, command.split()[1:])
        assert result.exit_code == (int(told[1]) if told else 0), f"{line}\n{result.output}"
