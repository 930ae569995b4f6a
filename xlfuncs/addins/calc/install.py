"""安装与卸载 — the extension in LibreOffice, for the user who runs this, through LibreOffice's own unopkg."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from xlfuncs.addins.calc.build import build
from xlfuncs.addins.calc.names import EXTENSION
from xlfuncs.errors import FileProblem

__all__ = ["install", "uninstall"]

_USUAL_PLACES = ("/usr/lib/libreoffice/program", "/opt/libreoffice/program")
_PATIENCE = 120  # seconds


def install() -> str:
    """安装 — build the extension and add it, in place of an older one; says what was done.

    Raises
    ------
    FileProblem
        LibreOffice is not there, is running, or refuses.
    """
    with tempfile.TemporaryDirectory() as folder:
        extension = build(Path(folder))
        _unopkg("add", "--force", "--suppress-license", str(extension))
    return "已为当前用户安装到 LibreOffice Calc。请重新打开 LibreOffice：菜单“绩效评分”，函数如 =预算执行率得分(B5;C5;20)"


def uninstall() -> str:
    """卸载 — remove the extension; says what was done. FileProblem as for :func:`install`."""
    if EXTENSION not in _unopkg("list"):
        return "LibreOffice Calc 中没有安装本扩展，无需卸载"
    _unopkg("remove", EXTENSION)
    return "已从 LibreOffice Calc 卸载；工作簿里的 XLF 函数会显示 #NAME?，重新安装后恢复"


def _unopkg(*arguments: str) -> str:
    program = shutil.which("unopkg") or shutil.which("unopkg", path=os.pathsep.join(_USUAL_PLACES))
    if program is None:
        raise FileProblem(
            "没有找到 LibreOffice（unopkg），请先安装：sudo apt install libreoffice-calc python3-uno"
        )
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        raise FileProblem("LibreOffice 不许管理员（root）安装用户扩展；请用平时使用 LibreOffice 的账号运行")
    try:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        raise FileProblem("LibreOffice 没有响应；请关闭 LibreOffice 后再试") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise FileProblem(
            f"LibreOffice 没有完成（若已打开，请先关闭再试）：{said[-1] if said else '没有说明'}"
        )
    return done.stdout
