"""xlwings as on Windows, and the filled Beijing table, for every test of the Excel add-in."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.addins.excel.windows import windows
from xlfuncs.making.new import new_form


@pytest.fixture(scope="module")
def excel() -> Iterator[SimpleNamespace]:
    with windows() as made:
        yield made


@pytest.fixture(scope="module")
def beijing() -> bytes:
    return new_form("department-evaluation-beijing", example=True)
