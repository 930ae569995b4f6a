"""What the tests of both hosts share: one LibreOffice for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.addins.calc.office import CalcOffice
from xlfuncs.addins.calc.build import build

collect_ignore = ["calc/server.py"]  # for the system's Python: it imports uno


@pytest.fixture(scope="session")
def calc_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalcOffice]:
    """One headless LibreOffice with our extension in a throwaway profile, started by the first test."""
    folder = tmp_path_factory.mktemp("calc")
    with CalcOffice(folder / "profile", build(folder)) as running:
        yield running
