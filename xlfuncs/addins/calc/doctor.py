"""检查 Calc 扩展 — which LibreOffice there is, what its Python can do, which extension is installed in it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from importlib.metadata import metadata, version
from pathlib import Path

from xlfuncs.addins.calc.install import program, unopkg
from xlfuncs.addins.calc.names import EXTENSION
from xlfuncs.addins.health import HealthCheck, bad, good, mind
from xlfuncs.errors import FileProblem

_ASK = "import sys; print(*sys.version_info[:2]); import uno; print('uno'); import numpy; print('numpy')"
_SYSTEM = Path("/usr/bin/python3")  # what a distribution's LibreOffice runs
_PATIENCE = 60  # seconds


def examine() -> Iterator[HealthCheck]:
    """检查 — one line for each thing looked at."""
    try:
        office = program()
        yield good(_said([str(office.with_name("soffice")), "--version"]) or f"LibreOffice {office}")
        yield from _python(office.resolve().parent)
        yield _extension(unopkg("list"))
    except FileProblem as problem:
        yield bad(str(problem))


def _python(folder: Path) -> Iterator[HealthCheck]:
    own = folder / "python"
    python = own if own.exists() else _SYSTEM
    said = _said([str(python), "-c", _ASK]).split()
    required = re.findall(r"\d+", metadata("xlfuncs")["Requires-Python"])
    present, needed = (tuple(map(int, numbers)) for numbers in (said[:2], required))
    if not present:
        yield bad(
            f"LibreOffice 用的 Python 启动不了：{python} | the Python of LibreOffice does not start: {python}"
        )
    elif present < needed:
        yield bad(
            f"LibreOffice 用的 Python 是 {_dotted(present)}，扩展需要 {_dotted(needed)} 以上：{python}"
            f" | the Python of LibreOffice is {_dotted(present)}, {_dotted(needed)} is needed: {python}"
        )
    else:
        yield good(
            f"LibreOffice 用的 Python 是 {_dotted(present)}：{python}"
            f" | the Python of LibreOffice is {_dotted(present)}: {python}"
        )
        if "uno" not in said:
            yield bad(
                "Python 里没有 uno，扩展不能运行，请安装：sudo apt install python3-uno"
                " | Python has no uno and the extension cannot run: sudo apt install python3-uno"
            )
        elif "numpy" not in said:
            yield mind(
                "Python 里没有 numpy，区域逐行计算，长列较慢；需要时安装：sudo apt install python3-numpy"
                " | Python has no numpy: ranges are computed row by row; if needed: sudo apt install python3-numpy"
            )


def _extension(listed: str) -> HealthCheck:
    own = re.search(rf"Identifier: {re.escape(EXTENSION)}\s+Version: (\S+)", listed)
    ours = version("xlfuncs")
    if own is None:
        return bad(
            "扩展没有安装，请关闭 LibreOffice 后运行 xlfuncs addin install calc"
            " | the extension is not installed: close LibreOffice and run xlfuncs addin install calc"
        )
    if own[1] != ours:
        return bad(
            f"扩展是 {own[1]}，正在运行的 xlfuncs 是 {ours}，请关闭 LibreOffice 后运行 xlfuncs addin install calc"
            f" | the extension is {own[1]}, xlfuncs {ours}: close LibreOffice and run xlfuncs addin install calc"
        )
    return good(f"扩展 {ours} 已安装 | the extension {ours} is installed")


def _dotted(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))


def _said(command: list[str]) -> str:
    """What a program prints; nothing where it cannot be run. It may end badly after that: a library is missing."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
