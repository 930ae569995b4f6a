"""安装与卸载 — the extension in LibreOffice, for the user who runs this, through LibreOffice's own unopkg."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from xlfuncs.addins.calc.build import build
from xlfuncs.addins.calc.names import EXTENSION
from xlfuncs.errors import FileProblem

# Where unopkg is when it is not on the PATH: Debian's, the LibreOffice project's own packages, LoongOffice
_USUAL_PLACES = (
    "usr/lib/libreoffice/program",
    "usr/lib64/libreoffice/program",
    "opt/libreoffice*/program",
    "opt/loongoffice*/program",
)
_LAST_LINE = "unopkg failed."  # after the lines that say why
_PATIENCE = 120  # seconds


def install() -> str:
    """安装 — build the extension and add it, in place of an older one; says what was done.

    FileProblem where LibreOffice is not there, is running, or refuses.
    """
    with tempfile.TemporaryDirectory() as folder:
        extension = build(Path(folder))
        unopkg("add", "--force", "--suppress-license", str(extension))
    return "已为当前用户安装到 LibreOffice Calc。请重新打开 LibreOffice：菜单“绩效评分”，函数如 =预算执行率得分(B5;C5;20)"


def uninstall() -> str:
    """卸载 — remove the extension; says what was done. FileProblem as for :func:`install`."""
    if EXTENSION not in unopkg("list"):
        return "LibreOffice Calc 中没有安装本扩展，无需卸载"
    unopkg("remove", EXTENSION)
    return "已从 LibreOffice Calc 卸载；工作簿里的 XLF 函数会显示 #NAME?，重新安装后恢复"


def unopkg(*arguments: str) -> str:
    """What LibreOffice's unopkg prints; FileProblem with all it gives as a reason where it fails."""
    command = [str(program()), *arguments]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        raise FileProblem(
            "LibreOffice 不许管理员（root）安装用户扩展；请用平时使用 LibreOffice 的账号运行"
            " | run this as the user of LibreOffice, not as root"
        )
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=_PATIENCE)
    except OSError as problem:
        raise FileProblem(
            f"LibreOffice 的 {command[0]} 启动不了：{problem.strerror} | {command[0]} does not start: {problem.strerror}"
        ) from problem
    except subprocess.TimeoutExpired:
        raise FileProblem(
            "LibreOffice 没有响应；请关闭 LibreOffice 后再试 | LibreOffice does not answer; close it and try again"
        ) from None
    if done.returncode:
        raise FileProblem(
            f"LibreOffice 没有完成（若已打开，请先关闭再试）：{_reason(done.stderr) or _reason(done.stdout) or '没有说明'}"
            f" | LibreOffice did not finish (close it first): {_reason(done.stderr) or _reason(done.stdout)}"
        )
    return done.stdout


def program(root: Path = Path("/")) -> Path:
    """LibreOffice's unopkg, the newest where there are several; FileProblem where there is none."""
    found = [Path(name)] if (name := shutil.which("unopkg")) else []
    for place in _USUAL_PLACES:
        each = root.glob(f"{place}/unopkg")  # in folders such as libreoffice24.8: 24.10 comes after it
        found += sorted(each, key=lambda path: [*map(int, re.findall(r"\d+", path.parts[-3]))], reverse=True)
    if not found:
        raise FileProblem(
            "没有找到 LibreOffice（unopkg），请先安装：sudo apt install libreoffice-calc python3-uno"
            " | LibreOffice (unopkg) was not found; install libreoffice-calc python3-uno"
        )
    return found[0]


def _reason(said: str) -> str:
    lines = [line.strip().removeprefix("ERROR: ") for line in said.splitlines()]
    return "；".join(line for line in dict.fromkeys(lines) if line and line != _LAST_LINE)
