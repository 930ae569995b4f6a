"""检查 Excel 加载项 — which .xlam Excel starts, which Python it names, and whether the two fit together.

Looks at files and starts that Python; Excel itself is not asked.
"""

from __future__ import annotations

import os
import subprocess
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import xlwings

from xlfuncs.addins.excel.build import NAME, TEXTS
from xlfuncs.addins.excel.calls import CONTRACT
from xlfuncs.addins.excel.install import on_windows, place
from xlfuncs.addins.health import HealthCheck, bad, good, mind
from xlfuncs.bilingual import Both

_CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"
_ASK = "import pythoncom; from xlfuncs.addins.excel.calls import CONTRACT; print(CONTRACT)"
_PATIENCE = 120  # seconds: a virus scanner may look at every file of a first start
_AGAIN = Both(
    "请关闭 Excel 后运行 xlfuncs addin install excel", "Close Excel and run xlfuncs addin install excel"
)


def examine() -> Iterator[HealthCheck]:
    """检查 — one line for each thing looked at."""
    if not on_windows():
        yield bad(
            "这里不是 Windows，没有桌面版 Excel；可以生成加载项：xlfuncs addin excel -o 文件夹"
            " | no Windows, no desktop Excel here; the add-in can be built: xlfuncs addin excel -o FOLDER"
        )
        return
    found = [file for file in _start_up_files() if file.is_file()]
    if not found:
        yield bad(f"没有安装：{place()} 不存在。{_AGAIN.zh} | not installed: no {place()}. {_AGAIN.en}")
    if len(found) > 1:
        yield bad(
            f"装了 {len(found)} 份，Excel 只会用其中一份：{'、'.join(map(str, found))}"
            f" | installed {len(found)} times, Excel will use one: {', '.join(map(str, found))}"
        )
    for file in found:
        yield from _addin(file)


def _start_up_files() -> Iterator[Path]:
    yield place()
    for programs in ("ProgramFiles", "ProgramFiles(x86)"):
        if programs in os.environ:
            office = Path(os.environ[programs], "Microsoft Office")
            yield from sorted(office.glob(f"**/XLSTART/{NAME}"))


def _addin(file: Path) -> Iterator[HealthCheck]:
    content = file.read_bytes()
    try:
        with zipfile.ZipFile(file) as package:
            cells = {cell.get("r"): cell for cell in ElementTree.fromstring(package.read(TEXTS)).iter(_CELL)}
        interpreter, contract = ("".join(cells[name].itertext()) for name in ("B1", "B2"))
    except (KeyError, zipfile.BadZipFile, ElementTree.ParseError):
        yield bad(
            f"{file} 不是本工具的加载项，或已损坏。{_AGAIN.zh} | {file} is not our add-in, or damaged. {_AGAIN.en}"
        )
        return
    digest = sha256(content).hexdigest()
    yield good(f"加载项：{file}，SHA-256 {digest} | add-in: {file}, SHA-256 {digest}")
    if Path(f"{file}:Zone.Identifier").exists():
        yield bad(
            f"{file} 带有网络来源标记，Excel 不会运行它：右键 → 属性 → 解除锁定"
            f" | {file} bears the mark of the web, Excel will not run it: Properties → Unblock"
        )
    yield _agreement(Both("加载项", "the add-in"), contract)
    yield from _python(os.path.expandvars(interpreter))


def _python(interpreter: str) -> Iterator[HealthCheck]:
    if not Path(interpreter).is_file():
        yield bad(
            f"加载项所写的 Python 不存在：{interpreter}。{_AGAIN.zh}"
            f" | the Python that the add-in names is not there: {interpreter}. {_AGAIN.en}"
        )
        return
    yield good(f"加载项所写的 Python：{interpreter} | the add-in names {interpreter}")
    folders = Path(interpreter).parents[:2]
    for bits in (64, 32):
        library = f"xlwings{bits}-{xlwings.__version__}.dll"
        if not any((folder / library).is_file() for folder in folders):
            words = (
                f"{folders[0]} 和上一级都没有 {library}：{bits} 位 Excel 连不上 Python，请重新安装 xlwings"
                f" | no {library} in {folders[0]} or above it: {bits}-bit Excel cannot reach Python; reinstall xlwings"
            )
            yield (bad if bits == 64 else mind)(words)
    try:
        answer = _ask(interpreter)
    except subprocess.TimeoutExpired:
        yield bad(
            f"这个 Python 过了 {_PATIENCE} 秒还没有回答，可能被安全软件拦住"
            f" | no answer of this Python in {_PATIENCE} s: security software may stop it"
        )
    except (OSError, subprocess.SubprocessError) as problem:
        lines = f"{problem}\n{getattr(problem, 'stderr', None) or ''}".strip().splitlines()
        yield bad(
            f"这个 Python 启动不了或没有装好 xlfuncs[excel]：{lines[-1]}"
            f" | this Python does not start, or lacks xlfuncs[excel]: {lines[-1]}"
        )
    else:
        yield _agreement(Both("加载项所写的 Python 里的 xlfuncs", "xlfuncs in that Python"), answer)


def _ask(interpreter: str) -> str:
    """What that Python says, started with the switches of the add-in."""
    command = [interpreter, "-I", "-B", "-c", _ASK]
    done = subprocess.run(
        command, capture_output=True, text=True, errors="replace", timeout=_PATIENCE, check=True
    )
    return done.stdout.strip()


def _agreement(what: Both, contract: str) -> HealthCheck:
    zh, en = f"{what.zh}的版本 {contract}", f"{what.en} is {contract}"
    if contract == CONTRACT:
        return good(f"{zh}，与正在运行的 xlfuncs 一致 | {en}, as is the xlfuncs that runs")
    return bad(
        f"{zh}，正在运行的 xlfuncs 是 {CONTRACT}。{_AGAIN.zh} | {en}, the xlfuncs that runs {CONTRACT}. {_AGAIN.en}"
    )
