"""A pytest plugin: where a Python has not these libraries, what needs them counts as skipped and not as failed."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

LIBRARIES = {"numpy", "hypothesis", "ironcalc", "openpyxl", "lxml", "click", "rich"}
left_out = set[str]()  # files of tests


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: Any) -> Generator[None, Any, Any]:
    report = yield
    why = str(report.longrepr) if report.failed else ""
    missing = [name for name in LIBRARIES if f"No module named '{name}" in why]
    missing += [path for path in left_out if f"({path})" in why]  # imports from a file that needs one
    if not missing:
        return report
    left_out.add(str(collector.path))
    return _skipped(report, missing[0])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Any, call: Any) -> Generator[None, Any, Any]:
    report = yield
    missing = call.excinfo.value if call.excinfo else None
    needed = isinstance(missing, ModuleNotFoundError) and missing.name in LIBRARIES
    return _skipped(report, str(getattr(missing, "name", ""))) if needed else report


def _skipped(report: Any, library: str) -> Any:
    report.outcome, report.longrepr = "skipped", (report.nodeid, 0, f"needs {library}")
    return report
