"""安装加载项 — put ``xlfuncs.xlam`` where Excel starts it, and name the interpreter in the user's own settings.

The start-up folder XLSTART needs no administrator, no tick in a dialog, and is a trusted location by default.
"""

from __future__ import annotations

import locale
import os
import sys
from pathlib import Path

from xlfuncs.addins.excel.build import NAME, build
from xlfuncs.errors import FileProblem

__all__ = ["install", "uninstall"]

_BY_HAND = (
    "这里不是 Windows，未安装。请用 xlfuncs addin excel -o 目录 生成 xlfuncs.xlam，复制到 Windows 电脑的 "
    "%APPDATA%\\Microsoft\\Excel\\XLSTART，并在 %USERPROFILE%\\.xlfuncs\\xlfuncs.conf 写一行 "
    '"INTERPRETER_WIN","pythonw.exe 的完整路径"；或在那台电脑上装好 xlfuncs[excel] 后运行 '
    "xlfuncs addin install excel。 | Not Windows: nothing was installed; copy the add-in by hand."
)


def install() -> str:
    """安装到 Excel — gives a message saying what was done, or what to do by hand.

    FileProblem where Excel holds the file open or a folder cannot be written.
    """
    if not _on_windows():
        return _BY_HAND
    addin, settings = _places()
    try:
        build(addin.parent)
        settings.parent.mkdir(parents=True, exist_ok=True)
        # The code page of the system, because VBA reads the file so; pythonw shows no window.
        interpreter = Path(sys.executable).with_name("pythonw.exe")
        settings.write_text(f'"INTERPRETER_WIN","{interpreter}"\n', encoding=locale.getencoding())
    except OSError as problem:
        raise FileProblem(
            f"写不进 {problem.filename or addin}；请先关闭 Excel 再试 | close Excel"
        ) from problem
    return (
        f"已安装：{addin}\nPython：{interpreter}（记在 {settings}）\n"
        "请重新打开 Excel，功能区应出现“绩效评分”。 | Installed; restart Excel."
    )


def uninstall() -> str:
    """从 Excel 卸载 — gives a message saying what was removed."""
    if not _on_windows():
        return "这里不是 Windows，没有可卸载的。 | Not Windows: nothing to uninstall."
    removed = []
    for file in _places():
        try:
            file.unlink()
        except FileNotFoundError:
            continue
        except OSError as problem:
            raise FileProblem(f"删不掉 {file}；请先关闭 Excel 再试 | close Excel") from problem
        removed.append(str(file))
    return "已删除：" + "、".join(removed) if removed else "没有安装过，无需卸载。 | Not installed."


def _on_windows() -> bool:
    return sys.platform == "win32"


def _places() -> tuple[Path, Path]:
    """The add-in in Excel's start-up folder, and the settings file as the add-in's VBA looks for it."""
    try:
        roaming, home = Path(os.environ["APPDATA"]), Path(os.environ["USERPROFILE"])
    except KeyError as missing:
        raise FileProblem(f"找不到用户文件夹：没有环境变量 {missing}") from None
    return roaming / "Microsoft" / "Excel" / "XLSTART" / NAME, home / ".xlfuncs" / "xlfuncs.conf"
