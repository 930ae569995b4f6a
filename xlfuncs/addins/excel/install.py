"""安装加载项 — put ``xlfuncs.xlam``, which names this Python, where Excel starts it.

The start-up folder XLSTART needs no administrator, no tick in a dialog, and is a trusted location by default.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

from xlfuncs.addins.excel.build import NAME, build
from xlfuncs.errors import FileProblem

_BY_HAND = (
    "这里不是 Windows，未安装。请用 xlfuncs addin excel -o 目录 --interpreter pythonw.exe的完整路径 生成 xlfuncs.xlam，"
    "复制到 Windows 电脑的 %APPDATA%\\Microsoft\\Excel\\XLSTART；或在那台电脑上装好 xlfuncs[excel] 后运行 "
    "xlfuncs addin install excel | Not Windows: nothing was installed; build the add-in with"
    " xlfuncs addin excel and copy it to XLSTART by hand"
)
_CLOSE = (
    "Excel 正在运行，请保存并关闭所有 Excel 窗口后再运行一次；没有改动任何文件"
    " | Excel is running: close it and try again; nothing was changed"
)
_CODE_PAGE = "mbcs" if sys.platform == "win32" else "utf-8"  # in which Windows starts programs for VBA
_LONGEST = 300


def install() -> str:
    """安装到 Excel — gives a message saying what was done.

    FileProblem elsewhere than on Windows, with what to do by hand; where Excel is running, a folder cannot be written,
    or Python lies where VBA cannot name it.
    """
    if not on_windows():
        raise FileProblem(_BY_HAND)
    addin = place()
    _check_closed()
    interpreter = _plain(str(Path(sys.executable).with_name("pythonw.exe")))  # which shows no window
    try:
        build(addin.parent, interpreter)
    except OSError as problem:
        raise _held("写不进", "written", problem.filename or addin) from problem
    return (
        f"已安装：{addin}\nPython：{interpreter}\n"
        "请打开 Excel，功能区应出现“绩效评分”。有问题时运行 xlfuncs addin doctor excel。 | Installed; start Excel."
    )


def _held(words: str, done: str, path: object) -> FileProblem:
    return FileProblem(f"{words} {path}；若 Excel 开着，请先关闭 | {path} cannot be {done}; close Excel")


def uninstall() -> str:
    """从 Excel 卸载 — gives a message saying what was removed; FileProblem as for :func:`install`."""
    if not on_windows():
        return "这里不是 Windows，没有可卸载的。 | Not Windows: nothing to uninstall."
    addin = place()
    if not addin.exists():
        return "没有安装过，无需卸载。 | Not installed."
    _check_closed()
    try:
        addin.unlink()
    except OSError as problem:
        raise _held("删不掉", "deleted", addin) from problem
    return f"已删除：{addin}"


def on_windows() -> bool:
    """Whether Excel can be here at all."""
    return sys.platform == "win32"


def place() -> Path:
    """The add-in in the user's start-up folder of Excel."""
    try:
        roaming = Path(os.environ["APPDATA"])
    except KeyError as missing:
        raise FileProblem(
            f"找不到用户文件夹：没有环境变量 {missing} | the user's folder is not known: {missing} is not set"
        ) from None
    return roaming / "Microsoft" / "Excel" / "XLSTART" / NAME


def _check_closed() -> None:
    """Excel keeps the add-in open, and would go on with the old one."""
    try:
        listed = subprocess.run(
            ["tasklist", "/FI", "IMAGENAME eq EXCEL.EXE", "/NH"], capture_output=True, timeout=30
        )
    except (OSError, subprocess.SubprocessError):
        return  # not allowed here: a file that is open shows in writing
    if b"EXCEL.EXE" in listed.stdout.upper():
        raise FileProblem(_CLOSE)


def _plain(path: str) -> str:
    """The path, by its short name where the PC's code page lacks a character of it, such as a rare one in a name."""
    for text in (path, _short_name(path)):
        try:
            text.encode(_CODE_PAGE)
        except UnicodeEncodeError:
            continue
        return text
    raise FileProblem(
        f"Excel 无法启动 {path}：路径中有本机代码页没有的字。请把 xlfuncs 装到 C:\\xlfuncs 这样的文件夹，再运行一次 "
        "| this path cannot be said in the code page of the PC"
    )


def _short_name(path: str) -> str:
    """Windows' own second name (8.3) of a file, or the path where it has none."""
    buffer = ctypes.create_unicode_buffer(_LONGEST)
    length = getattr(ctypes, "windll").kernel32.GetShortPathNameW(path, buffer, _LONGEST)  # noqa: B009
    return buffer.value if 0 < length < _LONGEST else path
