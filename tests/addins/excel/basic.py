"""The shipped VBA in LibreOffice Basic, over the real Python side: a twin of the add-in, and the office to run it.

Replaced in the twin: ``XlfLibrary``, the lines that need Windows, by a stub that tells which command was to be run and
gives an object that asks the tests' process; and of our own source what LibreOffice lacks: ``Value2`` of a Range is
``Value``; ``StatusBar``, ``EnableCancelKey``, ``MacroOptions``, ``MsgBox`` and what a button gives back are stubs; the
events in ThisWorkbook are left out.
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

# Folders as people name them, and as somebody might who means harm; HOME is the profile of the tests' office.
INTERPRETERS = (
    r"C:\xlfuncs\Scripts\pythonw.exe",
    r"D:\R&D ^& calc; (1)\x'y,z=%PATH%\pythonw.exe",
    "C:\\用户 张三\\pythonw.exe",
    r"%HOME%\xlfuncs\Scripts\pythonw.exe",
)
STUB = """Private said As String
Public LastStatus
Public LibraryState
Public LibraryStarts
Public TestArguments
Public KeyOfCall

Public XlfHost As New XlfHostState

Public Sub Say(words, Optional kind)
    said = said & words & Chr(10)
End Sub

Public Function Heard()
    Heard = said
    said = ""
End Function

Public Sub MacroOptions(Macro, Description, Category, ArgumentDescriptions)
    Say Join(Array(Macro, Description, Category, Join(ArgumentDescriptions, Chr(9))), Chr(9))
End Sub

Public Function Registered()
    said = ""
    XlfRegister
    XlfRegister ' which does it once
    Registered = said
End Function

' A cell's call, to be told apart by what it gives: an error of Excel as the text of its number
Private Function Called()
    Called = CStr(XLF_GRADE(95)) & Chr(9) & LastStatus & Chr(9) & LibraryStarts
End Function

Public Function FailedStarts()
    Dim first, second, third
    LastStatus = "": LibraryStarts = 0: LibraryState = "broken"
    XlfPython.Forget
    first = Called()
    second = Called()
    LibraryState = "" ' Python is there again, but cells still rest
    third = Called()
    FailedStarts = Join(Array(first, second, third), Chr(10))
End Function

Public Function PressedAfterwards()
    On Error Resume Next
    XlfPython.Press "refresh", "" ' a button tries again, and then the cells have it
    PressedAfterwards = Called()
End Function

Private Function HalfWay(state)
    Dim control As New XlfControl
    said = "": LibraryState = state
    XlfHost.ScreenUpdating = True: XlfHost.EnableEvents = True: XlfHost.Calculation = -4105
    XlfHost.EnableCancelKey = 1
    XlfRefresh control
    HalfWay = Join(Array(XlfHost.ScreenUpdating, XlfHost.EnableEvents, XlfHost.Calculation), Chr(9))
    HalfWay = HalfWay & Chr(10) & Join(Array(KeyOfCall, XlfHost.KeyOfChange, XlfHost.EnableCancelKey), Chr(9))
    HalfWay = HalfWay & Chr(10) & said
    LibraryState = ""
End Function

Public Function EndedHalfWay()
    EndedHalfWay = HalfWay("ends")
End Function

Public Function StoppedHalfWay()
    StoppedHalfWay = HalfWay("stops")
End Function

Public Function StoppedStart()
    Dim control As New XlfControl, cell, button
    LastStatus = "": LibraryStarts = 0: LibraryState = "stops at the start"
    XlfHost.EnableCancelKey = 1
    XlfPython.Forget
    cell = Called() & Chr(9) & KeyOfCall & Chr(9) & XlfHost.EnableCancelKey
    said = ""
    XlfRefresh control
    button = said
    LibraryState = ""
    StoppedStart = Join(Array(cell, button, PressedAfterwards()), Chr(10))
End Function

' After an "End" in Excel's own dialog: the variables of the add-in are new, the status bar is not
Public Function StatusOfBefore()
    Dim anew As New XlfServer, python
    XlfHost.EnableCancelKey = 1
    LastStatus = ThisWorkbook.Worksheets(1).Cells(2, 4).Value & " of before"
    Set python = anew.Connected(False)
    StatusOfBefore = LastStatus & Chr(10)
    LastStatus = "of another add-in"
    Set python = anew.Connected(True)
    StatusOfBefore = StatusOfBefore & LastStatus & Chr(10) & XlfHost.EnableCancelKey
End Function

Public Function OtherVersion()
    LastStatus = "": LibraryStarts = 0: LibraryState = "old"
    XlfPython.Forget
    OtherVersion = Called()
    LibraryState = ""
End Function

Public Function CommandLines()
    Dim path, lines
    For Each path In Array({paths})
        ThisWorkbook.Worksheets(1).Cells(1, 2).Value = path
        lines = lines & XlfPython.CommandLine() & Chr(10)
    Next path
    CommandLines = lines
End Function

Public Function Links()
    Dim book As New XlfLinked
    book.Saved = True
    XlfMend book
    Links = Join(book.Changed, Chr(10)) & Chr(10) & book.Saved
End Function

Private Function Total(given)
    Dim calls As New XlfCalls
    Total = calls.Answer("XLF_TOTAL_SCORE", Array(given))
End Function

Public Function References()
    Dim calls As New XlfCalls, sheet, both, rate
    Set sheet = ThisWorkbook.Worksheets(1)
    Set sheet = ThisWorkbook.Worksheets.Add()
    sheet.Range("A1").Value = 1
    sheet.Range("A2").Value = 2
    sheet.Range("B1").Value = 40
    sheet.Range("C3").Value = 300
    Set both = Union(sheet.Range("A1:A2"), sheet.Range("B1"), sheet.Range("C3:D3"))
    rate = calls.Answer("XLF_EXECUTION_RATE", Array(sheet.Range("B:B"), sheet.Range("A:A")))
    References = Join(Array(Total(both), Total(sheet.Range("A:C")), Total(sheet.Range("3:3"))), Chr(10))
    References = References & Chr(10) & Total(Union(sheet.Range("B1"), sheet.Range("A:A"), sheet.Range("C:C")))
    References = References & Chr(10) & Join(Array(UBound(rate), rate(0, 0), CStr(rate(1, 0))), Chr(10))
End Function
"""
# What the library gives: xlwings' server, of which the bridge answers the calls.
STUB_LIBRARY = """Public Function Started(interpreter, commandLine)
    Dim made As New XlfBridge
    LibraryStarts = LibraryStarts + 1
    KeyOfCall = XlfHost.EnableCancelKey
    If LibraryState = "stops at the start" Then Err.Raise 18, , "user interrupt"
    If LibraryState = "broken" Then Err.Raise 1001, , "python is not there"
    Set Started = made
End Function
"""
STUB_HOST = """Public ScreenUpdating
Public EnableEvents
Public EnableCancelKey
Public KeyOfChange
Private mode

Public Property Get Calculation()
    Calculation = mode
End Property

Public Property Let Calculation(value)
    mode = value
    KeyOfChange = EnableCancelKey
End Property
"""
STUB_LINKED = """Public Saved
Public Changed

Public Function LinkSources(kind)
    LinkSources = Array("D:\\old place\\XLFuncs.xlam", "C:\\data\\other.xlsx", "https://x/y/xlfuncs.xlam")
    Changed = Array("", "")
End Function

Public Sub ChangeLink(old, new_, kind)
    If Changed(0) = "" Then Changed(0) = old Else Changed(1) = old
    Saved = False
End Sub
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
STUB_CLASS = """Public Function Module(name)
    Module = name
End Function

Public Function GetAttr(module_, name)
    If LibraryState = "old" Then GetAttr = "0.0.1+00000000" Else GetAttr = ThisWorkbook.Worksheets(1).Cells(2, 2).Value
End Function

Public Function Str(value)
    Str = value
End Function

Public Sub SetAttr(module_, name, value)
    Say "set " & module_ & " " & name & " " & value.Name
End Sub

Public Sub Exec(command)
    KeyOfCall = XlfHost.EnableCancelKey
    If LibraryState = "ends" Or LibraryState = "stops" Then
        XlfHost.ScreenUpdating = False: XlfHost.EnableEvents = False: XlfHost.Calculation = -4135
        If LibraryState = "stops" Then Err.Raise 18, , "user interrupt" ' as Esc, where it is an error
        Err.Raise 1001, , "the process has ended"
    End If
    Say command
End Sub

Public Function CallUDF(m, f, given)
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
        paths = ", ".join(map(_basic_text, INTERPRETERS))
        stubs = [
            STUB.replace("{paths}", paths),
            *(STUB_PRESS.format(callback=callback) for callback in callbacks),
        ]
        project.add_module("XlfStubs", "".join(stubs))
        project.delete_module("XlfLibrary")
        project.add_module("XlfLibrary", STUB_LIBRARY, kind=VBAModuleKind.other)
        project.add_module("XlfBridge", STUB_CLASS, kind=VBAModuleKind.other)
        project.add_module("XlfHostState", STUB_HOST, kind=VBAModuleKind.other)
        project.add_module("XlfLinked", STUB_LINKED, kind=VBAModuleKind.other)
        project.add_module("XlfControl", "Public Tag\n", kind=VBAModuleKind.other)
        _replace(book, "XlfCalls", ".Value2", ".Value", times=2)
        _replace(book, "XlfServer", "Application.StatusBar", "LastStatus", times=3)
        _replace(book, "XlfServer", "Application.EnableCancelKey", "XlfHost.EnableCancelKey", times=2)
        _replace(book, "XlfRibbon", "Application.", "XlfHost.", times=9)
        _replace(book, "XlfRibbon", "MsgBox ", "Say ", times=2)
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


def _basic_text(text: str) -> str:
    """An expression for a text, in ASCII as all source of Basic."""
    return " & ".join(f"ChrW({ord(character)})" for character in text)


def _replace(book: Any, module: str, old: str, new: str, times: int = 1) -> None:
    source = book.get_module(module)
    assert source.count(old) == times
    book.set_module(module, source.replace(old, new))


class BasicOffice(Office):
    """An office whose Basic reaches `excel` (see `windows`) in this process."""

    def __init__(self, profile: Path, excel: SimpleNamespace) -> None:
        self.profile = profile
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
        """What functions of the twin's module ``XlfStubs`` return."""
        return self._ask("run", path=absolute(path), macros=macros)

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
