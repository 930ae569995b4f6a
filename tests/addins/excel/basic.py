"""The shipped VBA in LibreOffice Basic, over the real Python side: a twin of the add-in, and the office to run it.

Replaced in the twin: xlwings' module, by stubs of ``XLPy`` (asks the tests' process) and ``RunPython`` (tells what
it was to run); and of our own source what LibreOffice lacks: ``Value2`` of a Range is ``Value``,
``Application.MacroOptions`` a stub, and the events of Excel in ThisWorkbook are left out.
"""

from __future__ import annotations

import re
import secrets
import subprocess
import threading
from multiprocessing.connection import Listener
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pyopenvba import ExcelFile, VBAModuleKind

from tests.engines import Office, absolute
from xlfuncs.files.ooxml.package import Package

STUB = """Private said As String

Public Function XLPy()
    Dim made As New XlfBridge
    Set XLPy = made
End Function

Public Sub RunPython(command)
    said = said & command
End Sub

Public Sub MacroOptions(Macro, Description, Category, ArgumentDescriptions)
    said = said & Join(Array(Macro, Description, Category, Join(ArgumentDescriptions, Chr(9))), Chr(9)) & Chr(10)
End Sub

Public Function Registered()
    said = ""
    XlfRegister
    XlfRegister ' which does it once
    Registered = said
End Function
"""
# What GetConfig, which we changed, asks: here the add-in's sheet names one setting and the user's file another.
STUB_SETTINGS = """
Public Function Settings()
    Settings = Join(Array(GetConfig("IN SHEET"), GetConfig("IN FILE"), GetConfig("NOWHERE", "default")), Chr(9))
End Function

Function GetConfigFromSheet(wb)
    Dim made As New XlfSettings
    Set GetConfigFromSheet = made
End Function

Function GetConfigFilePath()
    GetConfigFilePath = "the user's file"
End Function

Function FileExists(file)
    FileExists = (file = "the user's file")
End Function

Function GetConfigFromFile(file, key, value)
    If key = "IN FILE" Then value = "of the file" Else value = "read past its end"
    GetConfigFromFile = (key = "IN FILE")
End Function

Function ExpandEnvironmentStrings(value)
    ExpandEnvironmentStrings = value
End Function
"""
STUB_SETTINGS_CLASS = """Public Function Exists(key)
    Exists = (key = "IN SHEET")
End Function

Public Function Item(key)
    Item = "of the sheet"
End Function
"""
# For each callback of the ribbon; Excel passes its control, of which only the tag is used.
STUB_PRESS = """
Public Function Press{callback}()
    Dim control As New XlfControl
    said = ""
    control.Tag = "the-tag"
    {callback} control
    Press{callback} = said
End Function
"""
# A missing argument is a Variant of type Error; rows of rows become the array of two dimensions that COM gives.
STUB_CLASS = """Public Function CallUDF(m, f, given)
    Dim factory, provider, script, arguments(), rows, block(), r, c
    ReDim arguments(UBound(given))
    For r = 0 To UBound(given)
        If TypeName(given(r)) = "Error" Then arguments(r) = "<missing>" Else arguments(r) = given(r)
    Next r
    factory = createUnoService("com.sun.star.script.provider.MasterScriptProviderFactory")
    provider = factory.createScriptProvider("")
    script = provider.getScript("vnd.sun.star.script:xlfbridge.py$call?language=Python&location=user")
    rows = script.invoke(Array(m, f, arguments), Array(), Array())
    CallUDF = rows
    If Not IsArray(rows) Then Exit Function
    If Not IsArray(rows(0)) Then Exit Function
    ReDim block(UBound(rows), UBound(rows(0)))
    For r = 0 To UBound(rows)
        For c = 0 To UBound(rows(0))
            block(r, c) = rows(r)(c)
        Next c
    Next r
    CallUDF = block
End Function
"""


def twin(addin: Path, folder: Path) -> Path:
    """The add-in as a macro-enabled workbook that LibreOffice runs."""
    changed, made = folder / "changed.xlam", folder / "twin.xlsm"
    with ExcelFile(addin) as book:
        project = book.vba_project()
        callbacks = re.findall(r"Public Sub (\w+)\(control As IRibbonControl\)", book.get_module("XlfRibbon"))
        reading = re.search(
            r"^Function GetConfig\(.*?^End Function\s", book.get_module("xlwings"), re.S | re.M
        )
        assert reading
        stubs = [
            STUB,
            STUB_SETTINGS,
            reading[0],
            *(STUB_PRESS.format(callback=callback) for callback in callbacks),
        ]
        book.set_module("xlwings", "".join(stubs))
        project.add_module("XlfBridge", STUB_CLASS, kind=VBAModuleKind.other)
        project.add_module("XlfSettings", STUB_SETTINGS_CLASS, kind=VBAModuleKind.other)
        project.add_module("XlfControl", "Public Tag\n", kind=VBAModuleKind.other)
        project.delete_module("Dictionary")
        _replace(book, "XlfCalls", ".Value2", ".Value")
        _replace(book, "XlfWizard", "Application.MacroOptions", "MacroOptions")
        book.set_module("ThisWorkbook", "")
        book.save(changed)
    package = Package(changed.read_bytes())
    types = package.read("[Content_Types].xml")
    assert b"ms-excel.addin.macroEnabled" in types
    package.put("[Content_Types].xml", types.replace(b"ms-excel.addin.macro", b"ms-excel.sheet.macro"))
    shown = package.read("xl/workbook.xml").replace(b' visibility="hidden"', b"")
    package.put("xl/workbook.xml", shown)
    made.write_bytes(package.to_bytes())
    return made


def _replace(book: Any, module: str, old: str, new: str) -> None:
    source = book.get_module(module)
    assert source.count(old) == 1
    book.set_module(module, source.replace(old, new))


class BasicOffice(Office):
    """An office whose Basic reaches `excel` (see `windows`) in this process."""

    def __init__(self, profile: Path, excel: SimpleNamespace) -> None:
        key = secrets.token_hex(16)
        self.listener = Listener(str(profile / "python.socket"), authkey=key.encode())
        self.calls: list[tuple[Any, ...]] = []
        threading.Thread(target=self._answer_calls, args=[excel], daemon=True).start()
        server = Path(__file__).with_name("basic_server.py")
        self._server = subprocess.Popen(
            [self.PYTHON, "-I", str(server), str(profile), str(profile / "python.socket"), key],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        self.pid = super()._answer()["ready"]

    def __enter__(self) -> BasicOffice:
        return self

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        self.listener.close()

    def typed(
        self, path: Path, cells: dict[str, Any], formulas: dict[str, str], arrays: dict[str, str]
    ) -> dict[str, Any]:
        """The data of each formula's cell and of each array's range, as rows."""
        return self._ask("typed", path=absolute(path), cells=cells, formulas=formulas, arrays=arrays)

    def run(self, path: Path, *macros: str) -> list[str]:
        """What functions of the twin's module ``xlwings`` return."""
        returned: list[str] = self._ask("run", path=absolute(path), macros=macros)
        return returned

    def _answer_calls(self, excel: SimpleNamespace) -> None:
        while True:
            try:
                connection = self.listener.accept()
            except OSError:  # closed: the test run is over
                return
            with connection:
                module, name, arguments = connection.recv()
                self.calls.append((module, name, arguments))
                try:
                    connection.send((True, excel.server.CallUDF(module, name, arguments)))
                except Exception as problem:
                    connection.send((False, str(problem)))
