"""VBA 工程 — the add-in's macros: xlwings' own, changed where said, and ours, as source without compiled code."""

from __future__ import annotations

import re
import struct
import tempfile
from pathlib import Path
from typing import Any

import xlwings
from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB

from xlfuncs.addins.excel.calls import parameters
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.package import Package
from xlfuncs.function_table import TABLE, Function

__all__ = ["PART", "TEMPLATE", "vba_project", "wrapper"]

TEMPLATE = Path(xlwings.__file__).parent / "quickstart_addin_ribbon.xlam"
PART = "xl/vbaProject.bin"
_SOURCES = Path(__file__).parent / "vba"
_THEIRS, _OURS = "MyAddin", "xlfuncs"  # project names of one length, so that no offset of the project moves
_RESERVED = {"function": "function_name"}  # words of VBA among the arguments' names
_NAME_RECORD = struct.pack("<HI", 4, len(_OURS))  # [MS-OVBA] 2.3.4.2.1.6, PROJECTNAME
_GET_CONFIG = re.compile(r"^Function GetConfig\(.*?^End Function\r?\n", re.DOTALL | re.MULTILINE)


def wrapper(function: Function) -> str:
    """The VBA function of a cell.

    >>> print(wrapper(TABLE["grade"]))
    Public Function XLF_GRADE(ByVal total As Variant, Optional ByVal rule As Variant) As Variant
        XLF_GRADE = XlfCall("XLF_GRADE", Array(total, rule))
    End Function
    """
    arguments = {_RESERVED.get(argument.name, argument.name): argument for argument in parameters(function)}
    declared = ", ".join(
        f"{'Optional ' if argument.optional else ''}ByVal {name} As Variant"
        for name, argument in arguments.items()
    )
    passed = ", ".join(arguments)
    return (
        f"Public Function {function.excel}({declared}) As Variant\n"
        f'    {function.excel} = XlfCall("{function.excel}", Array({passed}))\n'
        "End Function"
    )


def vba_project() -> bytes:
    """VBA 工程 — the bytes of ``xl/vbaProject.bin``; FileProblem where xlwings' template is not as known."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "project.xlam")
        with ExcelFile(TEMPLATE) as book:
            _change(book)
            book.save(file)
        storage = CFB.from_bytes(Package(file.read_bytes()).read(PART))
    properties = storage.get_stream("PROJECT")
    storage.write_stream("PROJECT", properties.replace(f'"{_THEIRS}"'.encode(), f'"{_OURS}"'.encode()))
    content: bytes = storage.to_bytes()
    return content


def _change(book: Any) -> None:
    """Every module is written again: only that drops what Excel had compiled and cached of it."""
    project = book.vba_project()
    theirs, ours = _NAME_RECORD + _THEIRS.encode(), _NAME_RECORD + _OURS.encode()
    if project.dir_raw.count(theirs) != 1:
        raise _unknown_template()
    project.dir_raw = project.dir_raw.replace(theirs, ours)
    book.remove_reference("MSForms")  # unused, and its path is of the template's author
    _set(book, "xlwings", _xlwings(book.get_module("xlwings")))
    _set(book, "Dictionary", book.get_module("Dictionary").rstrip() + "\n")
    _set(book, "Sheet2", "' Settings and texts of the add-in\n")
    _set(book, "ThisWorkbook", _source("ThisWorkbook"))
    project.rename_module("RibbonMyAddin", "XlfRibbon")
    _set(book, "XlfRibbon", _source("XlfRibbon"))
    for name in ("XlfCalls", "XlfWizard"):
        project.add_module(name, _lines(_source(name)))
    functions = "\n\n".join(map(wrapper, TABLE.values()))
    project.add_module("XlfFunctions", _lines(f"Option Explicit\n' The functions of cells\n\n{functions}\n"))


def _xlwings(source: str) -> str:
    """Xlwings' module under our project's name, and reading settings from trusted places only."""
    known = f'XLWINGS_VERSION As String = "{xlwings.__version__}"'
    named = 'PROJECT_NAME As String = "myaddin"'
    if known not in source or named not in source or len(_GET_CONFIG.findall(source)) != 1:
        raise _unknown_template()
    ours = _source("GetConfig")
    return _GET_CONFIG.sub(lambda _: ours, source.replace(named, f'PROJECT_NAME As String = "{_OURS}"'))


def _source(name: str) -> str:
    return (_SOURCES / f"{name}.bas").read_text(encoding="ascii")


def _set(book: Any, name: str, source: str) -> None:
    book.set_module(name, _lines(source))


def _lines(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\n", "\r\n")


def _unknown_template() -> FileProblem:
    return FileProblem(
        f"已安装的 xlwings {xlwings.__version__} 所带的加载项模板与所知的不同；请安装 pip install 'xlfuncs[excel]' "
        "所要求的版本 | unknown xlwings template"
    )
