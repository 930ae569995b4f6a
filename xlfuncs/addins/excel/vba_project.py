"""VBA 工程 — the add-in's macros, as source without compiled code, in the project of xlwings' template.

Nothing but the functions of the table can be called from a cell: any workbook could call what else is public in a
standard module, past all settings for macros. What the modules share are methods of classes, and subs.
"""

from __future__ import annotations

import re
import struct
import tempfile
from pathlib import Path
from typing import Any

import xlwings
from pyopenvba import ExcelFile, VBAModuleKind
from pyopenvba.cfb import CFB

from xlfuncs.addins.excel.calls import parameters
from xlfuncs.cells import ERROR_VALUES
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.package import Package
from xlfuncs.function_table import TABLE, Function

TEMPLATE = Path(xlwings.__file__).parent / "quickstart_addin_ribbon.xlam"
PART = "xl/vbaProject.bin"
_SOURCES = Path(__file__).parent / "vba"
_THEIRS, _OURS = "MyAddin", "xlfuncs"  # project names of one length, so that no offset of the project moves
_RESERVED = {"function": "function_name"}  # words of VBA among the arguments' names
_NAME_RECORD = struct.pack("<HI", 4, len(_OURS))  # [MS-OVBA] 2.3.4.2.1.6, PROJECTNAME
_LICENCE = re.compile(r"^'xlwings is distributed.*?SUCH DAMAGE\.\s", re.DOTALL | re.MULTILINE)
_ENTRY = 'Function XLPyDLLActivateAuto Lib "xlwings64-{}.dll" (ByRef Result As Variant, ' + (
    'Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long'
)
_CLASSES, _STANDARD = ("XlfLibrary", "XlfServer", "XlfCalls"), ("XlfLinks", "XlfWizard")
_SHARED = """Option Explicit
' The functions of cells, and nothing else that a cell could call

Public XlfPython As New XlfServer
Private calls As New XlfCalls
"""


def wrapper(function: Function) -> str:
    """The VBA function of a cell.

    >>> print(wrapper(TABLE["grade"]))
    Public Function XLF_GRADE(ByVal total As Variant, Optional ByVal rule As Variant) As Variant
        XLF_GRADE = calls.Answer("XLF_GRADE", Array(total, rule))
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
        f'    {function.excel} = calls.Answer("{function.excel}", Array({passed}))\n'
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
    return bytes(storage.to_bytes())


def _change(book: Any) -> None:
    """Every module is written again: only that drops what Excel had compiled and cached of it."""
    project = book.vba_project()
    theirs, ours = _NAME_RECORD + _THEIRS.encode(), _NAME_RECORD + _OURS.encode()
    if project.dir_raw.count(theirs) != 1:
        raise _unknown_template()
    project.dir_raw = project.dir_raw.replace(theirs, ours)
    book.remove_reference("MSForms")  # unused, and its path is of the template's author
    library = _library(book.get_module("xlwings"))
    project.delete_module("xlwings")
    project.delete_module("Dictionary")
    _set(book, "Sheet2", "' Settings and texts of the add-in\n")
    _set(book, "ThisWorkbook", _source("ThisWorkbook"))
    project.rename_module("RibbonMyAddin", "XlfRibbon")
    _set(book, "XlfRibbon", _source("XlfRibbon"))
    for name in _CLASSES:
        source = library if name == "XlfLibrary" else _source(name)
        project.add_module(name, _lines(source), kind=VBAModuleKind.other)
    for name in _STANDARD:
        project.add_module(name, _lines(_source(name)))
    functions = "\n\n".join([_SHARED, *map(wrapper, TABLE.values())])
    project.add_module("XlfFunctions", _lines(f"{functions}\n"))


def _library(theirs: str) -> str:
    """What reaches xlwings' library, whose entry must be as we know it, under its licence."""
    licence = _LICENCE.search(theirs)
    if _ENTRY.format(xlwings.__version__) not in theirs or licence is None:
        raise _unknown_template()
    return licence[0] + _source("XlfLibrary").replace("{xlwings}", xlwings.__version__)


def _source(name: str) -> str:
    errors = (f'        Case "{text}": AsCell = CVErr({codes.excel})' for text, codes in ERROR_VALUES.items())
    return (_SOURCES / f"{name}.bas").read_text(encoding="ascii").replace("{errors}", "\n".join(errors))


def _set(book: Any, name: str, source: str) -> None:
    book.set_module(name, _lines(source))


def _lines(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\n", "\r\n")


def _unknown_template() -> FileProblem:
    return FileProblem(
        f"已安装的 xlwings {xlwings.__version__} 所带的加载项模板与所知的不同；请安装 pip install 'xlfuncs[excel]' "
        "所要求的版本 | unknown xlwings template"
    )
