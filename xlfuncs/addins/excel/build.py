"""生成加载项 — ``xlfuncs.xlam``: xlwings' add-in template with our macros, ribbon and texts.

Pure Python, on any system; two builds are the same bytes.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path

from xlfuncs.addins.excel.calls import CONTRACT, LONGEST_HELP, parameters
from xlfuncs.addins.excel.vba_project import PART, TEMPLATE, vba_project
from xlfuncs.cells import address
from xlfuncs.errors import FileProblem
from xlfuncs.files.disk import make_folder, write_bytes
from xlfuncs.files.ooxml.package import Package
from xlfuncs.forms.layout import forms
from xlfuncs.function_table import CATEGORY, TABLE
from xlfuncs.templates import rendered

NAME = "xlfuncs.xlam"
TEXTS = "xl/worksheets/sheet1.xml"  # the part of the settings and texts
_PARTS = Path(__file__).parent / "parts"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STANDARD = r"%LOCALAPPDATA%\xlfuncs\Scripts\pythonw.exe"  # where the guide puts it, for each user his own
_INTERPRETER = re.compile(r'([A-Za-z]:|\\\\|%\w+%)(?!.*\$\()[^"*<>?|\x00-\x1f]{1,240}\\pythonw?\.exe')
_MESSAGES = (
    "请先打开一个工作簿。 | Open a workbook first.",
    "连不上 xlfuncs 的 Python：可能未安装、被移动或被安全软件拦截。请运行 xlfuncs addin doctor excel 查看原因，"
    "或按安装说明排查。 | Python could not be reached:",
    "加载项与 xlfuncs 的版本不一致，请关闭 Excel 后重新运行 xlfuncs addin install excel。 | versions differ:",
    "操作已被 Esc 键中断，计算方式等已恢复原状。请核对表格，必要时再按一次该按钮。"
    " | Stopped by Esc; check the sheet, press the button again.",
)


def build(out_dir: Path, interpreter: str = STANDARD) -> Path:
    """生成 Excel 加载项 — write ``xlfuncs.xlam`` into a folder, made where it is missing, and give its path.

    ``interpreter`` is ``pythonw.exe`` on the PCs that use it; ``%NAME%`` at the beginning is expanded there. FileProblem
    where that is no path of Windows, the folder cannot be written, or the installed xlwings is not the one this is made for.
    """
    _check_interpreter(interpreter)
    make_folder(out_dir)
    package = Package(TEMPLATE.read_bytes())
    package.put(PART, vba_project())
    package.put("customUI/customUI.xml", ribbon())
    package.put("xl/workbook.xml", (_PARTS / "workbook.xml").read_bytes())
    package.put(TEXTS, _texts(interpreter))
    package.put("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}" count="0" uniqueCount="0"/>'.encode())
    package.put("docProps/core.xml", (_PARTS / "core.xml").read_bytes())
    path = out_dir / NAME
    write_bytes(path, package.to_bytes())
    return path


def ribbon() -> bytes:
    """The ribbon, with a button for each official table."""
    return rendered(_PARTS / "ribbon.xml", forms=forms()).encode()


def _check_interpreter(path: str) -> None:
    """What Windows takes for a path; and xlwings' library puts its own values in the place of $(NAME)."""
    if not _INTERPRETER.fullmatch(path):
        raise FileProblem(
            f"Python 的路径应为 Windows 上 pythonw.exe 的完整路径，如 C:\\xlfuncs\\Scripts\\pythonw.exe，现为：{path} "
            "| not the path of a pythonw.exe"
        )


def _texts(interpreter: str) -> bytes:
    """The add-in's only sheet, for its macros: settings in A:B, messages in D, help for the function wizard from F on."""
    settings = (("INTERPRETER", interpreter), ("CONTRACT", CONTRACT))
    lines = []
    for setting, message, function in zip_longest(settings, _MESSAGES, TABLE.values()):
        helps = [argument.help for argument in parameters(function)]
        texts = [function.excel, f"{function.zh}。{function.help}", CATEGORY, str(len(helps)), *helps]
        lines.append([*(setting or ("", "")), "", message, "", *(text[:LONGEST_HELP] for text in texts)])
    return rendered(_PARTS / "texts.xml", lines=lines, address=address).encode()
