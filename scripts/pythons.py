"""The core's tests on every CPython that the core is to run on: ``make pythons`` prints a line for each version.

An interpreter of this machine where there is one (``pythonX.Y`` on the PATH, or pyenv's). For a version that is not
here, the CPython of npm's package `pyodide` in Node, which has no numpy: there a range is not tested.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VERSIONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
SUITES = [f"tests/{room}" for room in ("scoring", "rules", "functions", "evaluation", "forms")]
PYTEST = ["-q", "-p", "no:cacheprovider", "--no-header"]
PYODIDE = {"3.10": "0.22.1", "3.11": "0.25.1", "3.12": "0.27.7", "3.13": "0.29.4", "3.14": "314.0.7"}
# Of pure Python, as of the last release of hypothesis that is.
PURE = ["pytest", "pluggy", "iniconfig", "packaging", "pygments", "hypothesis==6.140.3", "attrs", "sortedcontainers",
        "click", "tomlkit", "openpyxl", "et_xmlfile"]  # fmt: skip
# The suite of scoring holds the columns of numpy against the definitions; these count rows of columns, start another
# Python, or read the whole package with what is not there.
NOT_THERE = ["tests/evaluation/test_score_items.py::test_many_rows_go_by_columns",
             "tests/rules/test_new_year.py::test_the_command",
             "tests/evaluation/findings/test_register.py::test_findings_are_made_by_the_maker_alone"]  # fmt: skip
ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "pythons"


def interpreter(version: str) -> str | None:
    """A CPython of this minor version that starts, if there is one."""
    for candidate in _candidates(version):
        asked = subprocess.run(
            [candidate, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
        )
        if asked.stdout.strip() == version:
            return candidate
    return None


def _candidates(version: str) -> Iterator[str]:
    if found := shutil.which(f"python{version}"):
        yield found
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(str(path) for path in pyenv.glob(f"versions/{version}.*/bin/python"))


def on_cpython(python: str, version: str) -> subprocess.CompletedProcess[str]:
    """The suites in a virtual environment of this interpreter, with all that xlfuncs needs."""
    folder = BUILD / version
    if not (folder / "ready").exists():
        _run([python, "-m", "venv", "--clear", str(folder)])
        _run([str(folder / "bin/python"), "-m", "pip", "install", "-q", ".", "pytest", "hypothesis"])
        (folder / "ready").touch()
    return _tests([str(folder / "bin/python"), "-m", "pytest", *PYTEST, *SUITES])


def on_pyodide(version: str) -> subprocess.CompletedProcess[str]:
    """The suites in Node, as far as the standard library carries them."""
    folder = BUILD / f"pyodide-{PYODIDE[version]}"
    libraries, ready = folder / "libraries", folder / "ready"
    if not (ready.exists() and ready.read_text() == str(PURE)):
        folder.mkdir(parents=True, exist_ok=True)
        _run(["npm", "install", "--silent", "--prefix", str(folder), f"pyodide@{PYODIDE[version]}"])
        pip = [sys.executable, "-m", "pip", "install", "-q", "--upgrade", "--no-deps", "--target"]
        _run([*pip, str(libraries), *PURE])
        ready.write_text(str(PURE))
    node = ["node", "scripts/in_pyodide.mjs", str(folder / "node_modules/pyodide"), str(libraries)]
    without = ["--noconftest", "-p", "no:faulthandler", "-p", "scripts.without_libraries"]
    without += [f"--deselect={test}" for test in NOT_THERE]
    return _tests([*node, *PYTEST, *without, *SUITES[1:]])


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _tests(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def main() -> int:
    failed = False
    for version in VERSIONS:
        python = interpreter(version)
        how = python or (f"npm pyodide@{PYODIDE[version]}" if shutil.which("node") else "")
        if not how:
            print(f"{version}  没有解释器，未测试 (no interpreter, not tested)")
            continue
        done = on_cpython(python, version) if python else on_pyodide(version)
        lines = done.stdout.strip().splitlines() or [done.stderr.strip()]
        print(f"{version}  {lines[-1]}  [{'CPython' if python else how}]", flush=True)
        if done.returncode:
            failed = True
            print("\n".join(lines[-40:]), done.stderr[-2000:])
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
