"""The extension as a file: complete, the same every time, and nothing in it that Calc does not need."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.engines import Office
from xlfuncs.addins.calc.build import build, contents
from xlfuncs.forms.layout import forms
from xlfuncs.toml import loads


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return contents()


def test_two_builds_are_byte_identical(tmp_path: Path) -> None:
    first = build(tmp_path / "a").read_bytes()
    time.sleep(2.1)  # the clock of a zip file ticks every two seconds
    assert build(tmp_path / "b").read_bytes() == first


def test_menu_toolbar_and_icons(files: dict[str, bytes]) -> None:
    root = etree.fromstring(files["Addons.xcu"])
    commands = set(root.xpath("//*[@*='OfficeMenuBar']//prop[@*='URL']/value/text()"))
    assert commands == {
        "vnd.xlfuncs:refresh", "vnd.xlfuncs:check", "vnd.xlfuncs:help",
        *(f"vnd.xlfuncs:new/{form.id}" for form in forms()),
    }  # fmt: skip
    assert set(root.xpath("//*[@*='OfficeToolBar']//prop[@*='URL']/value/text()")) <= commands
    icons = {
        url.removeprefix("%origin%/") for url in root.xpath("//*[@*='Images']//value/text()") if "/" in url
    }
    assert icons
    assert icons <= set(files)


def test_every_file_the_manifest_names_is_there(files: dict[str, bytes]) -> None:
    names = etree.fromstring(files["META-INF/manifest.xml"]).xpath("//@*[local-name()='full-path']")
    assert set(names) <= set(files)
    assert {"xlfuncs.rdb", "xlfuncs_component.py", "CalcAddIns.xcu", "Addons.xcu"} <= set(names)


def test_what_it_carries_needs_only_the_standard_library(tmp_path: Path) -> None:
    with zipfile.ZipFile(build(tmp_path)) as package:
        package.extractall(tmp_path / "oxt")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import xlfuncs.addins.calc.buttons, xlfuncs.addins.calc.names, xlfuncs\n"
        "assert xlfuncs.__file__.startswith(sys.argv[1])\n"
        "print(xlfuncs.execution_rate_score(291435.79, 251145.17))"
    )
    # -S: no installed packages at all
    command = [Office.PYTHON, "-I", "-S", "-c", code, str(tmp_path / "oxt" / "pythonpath")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "17.23\n"


def test_what_it_carries_needs_no_newer_python_than_asked_for(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    """Python 3.10 is what LibreOffice 25.2 brings along on Windows; `make pythons` runs the core in it."""
    project = loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))
    needed = project["project"]["requires-python"].removeprefix(">=")
    assert f"_NEEDED = ({needed.replace('.', ', ')})".encode() in files["xlfuncs_component.py"]
    assert {"pythonpath/tomli/__init__.py", "pythonpath/tomli/_parser.py"} <= set(files)
    for name, content in files.items():
        if name.startswith("pythonpath/xlfuncs/") and name.endswith(".py"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(content)
    tool = [str(Path(sys.executable).with_name("vermin")), f"--target={needed}-", "--violations", "--no-tips"]
    tool += ["--exclude", "tomllib", "--processes=1", str(tmp_path)]  # toml.py has the way round
    done = subprocess.run(tool, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_an_old_python_can_read_the_entry(files: dict[str, bytes]) -> None:
    ast.parse(files["xlfuncs_component.py"], feature_version=(3, 6))


def test_it_carries_no_more_than_it_needs(files: dict[str, bytes]) -> None:
    carried = " ".join(files)
    reading = (f"xlfuncs/files/{part}" for part in ("book", "kinds", "ooxml", "results"))
    making = (f"xlfuncs/making/{part}" for part in ("new", "page", "styles"))
    for one in ("xlfuncs/cli", "excel", *reading, *making, "build.py", "example.toml", "install.py", "test"):
        assert one not in carried
