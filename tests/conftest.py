"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.engines import Engine, IronCalc, Office

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A machine that is slow, or busy for a moment, proves nothing about the code; nor is it chance what is tried.
settings.register_profile(
    "xlfuncs", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("xlfuncs")
os.environ.setdefault("XLFUNCS_MAX_SECONDS", "60")

collect_ignore = ["office_server.py", "office_work.py"]  # for the system's Python: they import uno


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Whatever language a test's command spoke, the next test finds the usual one."""
    yield
    os.environ.pop("LANGUAGE", None)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences are compared whole, not as they are broken where a page is narrow."""
    monkeypatch.setenv("COLUMNS", "1000")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One headless LibreOffice for the whole run, started by the first test that asks."""
    with Office(tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture(scope="session")
def ironcalc_engine() -> IronCalc:
    """The second, independent engine."""
    return IronCalc()


@pytest.fixture(params=["office", "ironcalc_engine"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    made: Engine = request.getfixturevalue(request.param)
    return made


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's own; as root it starts only without its sandbox."""
    from playwright.sync_api import sync_playwright  # not there where `make pythons` runs the core's tests

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()
