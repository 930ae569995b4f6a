"""What is handed out, in ``dist/``: ``make release``.

The wheel (the same bytes for one commit), both add-ins, the page for browsers, a zip of the blank official tables,
the packages that a PC without a network needs with their hashes, a bill of materials (CycloneDX), and SHA-256 of all of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from xlfuncs.addins.calc.build import build as build_calc
from xlfuncs.addins.excel.build import build as build_excel
from xlfuncs.archives import archive
from xlfuncs.forms.layout import forms
from xlfuncs.making.new import new_form
from xlfuncs.web.build import page

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
WHEELS = DIST / "wheels"  # for Windows, where Excel is, and the Python that the guide names
WINDOWS = ["--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp"]
ONLY_ON_WINDOWS = "pywin32"  # xlwings asks for it by the system that pip runs on


def main() -> None:
    shutil.rmtree(DIST, ignore_errors=True)
    WHEELS.mkdir(parents=True)
    wheel = reproducible_wheel(DIST)
    build_excel(DIST)
    build_calc(DIST)
    (DIST / "xlfuncs.html").write_bytes(page(ROOT / "build" / "npm"))
    (DIST / "official_tables.zip").write_bytes(tables_zip())
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    extra = f"xlfuncs[excel] @ {wheel.as_uri()}"
    _run([*pip, "download", "--only-binary=:all:", *WINDOWS, "-d", str(WHEELS), extra, ONLY_ON_WINDOWS])
    requirements = DIST / "requirements.txt"
    requirements.write_text("".join(requirement_lines(WHEELS.glob("*.whl"))))
    cyclonedx = Path(sys.executable).with_name("cyclonedx-py")
    sbom = ["requirements", str(requirements), "--pyproject", "pyproject.toml", "--output-reproducible"]
    _run([str(cyclonedx), *sbom, "--of", "JSON", "-o", str(DIST / "sbom.cdx.json")])
    sums = sorted(path for path in DIST.rglob("*") if path.is_file())
    lines = [f"{_digest(path)}  {path.relative_to(DIST).as_posix()}\n" for path in sums]
    (DIST / "SHA256SUMS").write_text("".join(lines))
    print("".join(lines), end="")


def reproducible_wheel(folder: Path) -> Path:
    """The wheel of what is committed, dated by the commit: two runs are the same bytes."""
    log = ["git", "log", "-1", "--format=%ct"]
    when = subprocess.run(log, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory() as place:
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", place], input=archive, check=True)
        pip = [sys.executable, "-m", "pip", "-q", "wheel", "--no-deps", "-w", str(folder), place]
        subprocess.run(pip, env={**os.environ, "SOURCE_DATE_EPOCH": when}, check=True)
    (wheel,) = folder.glob("xlfuncs-*.whl")
    return wheel


def tables_zip() -> bytes:
    """Every official table, blank, under its Chinese name."""
    return archive((f"{form.name}.xlsx", new_form(form.id)) for form in forms())


def requirement_lines(wheels: Iterable[Path]) -> Iterator[str]:
    """For ``pip install --require-hashes``: each package in its version, with the digest of its file."""
    for wheel in sorted(wheels):
        name, version = wheel.name.split("-")[:2]
        yield f"{name.replace('_', '-').lower()}=={version} --hash=sha256:{_digest(wheel)}\n"


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
