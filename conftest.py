"""What pytest must leave alone below the package itself, and where the examples of docstrings stand."""

import pytest

import xlfuncs  # noqa: F401  # before any test imports openpyxl: it tells it how to spell

collect_ignore = [  # for the office's own Python: they import uno
    "xlfuncs/addins/calc/component.py",
    "xlfuncs/addins/calc/view.py",
    "xlfuncs/addins/calc/entry.py",
]


@pytest.fixture(autouse=True)
def _folder_of_its_own(request: pytest.FixtureRequest) -> None:
    """An example of a docstring writes its files where it stands, as one who copies it does."""
    if isinstance(request.node, pytest.DoctestItem):
        request.getfixturevalue("monkeypatch").chdir(request.getfixturevalue("tmp_path"))
