"""What is generated and checked in is what would be generated now: `make docs templates` brings it up to date."""

from __future__ import annotations

import io
import zipfile

import pytest

from scripts.make_docs import PAGES, ROOT
from scripts.make_templates import TEMPLATES, blueprints, workbooks
from xlfuncs.forms.blueprint import BLUEPRINTS


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_fresh(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == PAGES[name](), "make docs"


@pytest.fixture(scope="module")
def fresh() -> dict[str, bytes]:
    return dict(workbooks())


def test_the_workbooks_are_those_of_the_forms(fresh: dict[str, bytes]) -> None:
    there = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.xlsx")}
    assert there == set(fresh), "make templates"


def test_the_workbooks_are_fresh(fresh: dict[str, bytes]) -> None:
    """Part by part: how well a part was compressed is not ours to say."""
    stale = [name for name, made in fresh.items() if parts(made) != parts((TEMPLATES / name).read_bytes())]
    assert not stale, "make templates"


def test_the_blueprints_are_fresh() -> None:
    """What the seal compares with is what would be made now, word for word."""
    kept = {path.name: path.read_text("utf-8") for path in BLUEPRINTS.iterdir()}
    assert kept == dict(blueprints()), "make templates"


def parts(workbook: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return [(name, package.read(name)) for name in package.namelist()]
