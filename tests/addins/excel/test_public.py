"""What the add-in opens to others: no cell reaches more than our functions, no workbook chooses what is started."""

from __future__ import annotations

import re

import olefile
import xlwings

from xlfuncs.function_table import TABLE

PROCEDURE = re.compile(
    r"^(Public |Private |Friend |)(?:Static )?(Function|Sub|Property \w+) (\w+)", re.MULTILINE
)
CALLBACKS = {"XlfNewForm", "XlfRefresh", "XlfCheck", "XlfHelp", "XlfAbout"}
# What the lines that need Windows call: VBA's own functions, the library, and each other.
CALLED = {"Activate", "InStrRev", "Left$", "LoadLibrary", "Parent", "StrPtr"}


def standard_modules(project: olefile.OleFileIO) -> set[str]:
    """Those whose public functions any cell of any workbook can call, past all settings for macros."""
    found = re.findall(rb"^Module=(\w+)", project.openstream("PROJECT").read(), re.MULTILINE)
    return {name.decode() for name in found}


def test_a_cell_can_call_the_functions_of_the_table_and_nothing_else(
    project: olefile.OleFileIO, modules: dict[str, str]
) -> None:
    found = [rest for name in standard_modules(project) for rest in PROCEDURE.findall(modules[name])]
    public = {(kind, name) for how, kind, name in found if how != "Private "}
    assert {name for kind, name in public if kind != "Sub"} == {f.excel for f in TABLE.values()}
    assert {name for kind, name in public if kind == "Sub"} == CALLBACKS | {"XlfMend", "XlfRegister"}


def test_no_declaration_of_a_library_is_public(modules: dict[str, str]) -> None:
    declared = [
        line.strip() for code in modules.values() for line in code.splitlines() if " Declare " in line
    ]
    assert len(declared) == 3
    assert all(line.startswith("Private Declare PtrSafe ") for line in declared)
    assert not re.search(r"^\s*(Public )?Declare", "\n".join(modules.values()), re.MULTILINE)


def test_every_function_gives_its_result_under_its_own_name(modules: dict[str, str]) -> None:
    """A slip in a name of the lines that only Windows runs would first show in Excel."""
    code = "\n".join(modules.values())
    bodies = re.findall(r"^\w+ Function (\w+)\(.*?\n(.*?)^End Function", code, re.DOTALL | re.MULTILINE)
    assert len(bodies) == code.count("End Function")
    for name, body in bodies:
        assert re.search(rf"^\s*(?:Set )?{name} = ", body, re.MULTILINE) or f": {name} = " in body, name
    windows = modules["XlfLibrary"].partition("Option Explicit")[2]
    lines = [line for line in windows.splitlines() if not re.match(r"\s*('|.*(Declare|Function) )", line)]
    assert set(re.findall(r"([\w$]+)\(", "\n".join(lines))) == CALLED


def test_nothing_of_a_received_workbook_chooses_what_is_started(modules: dict[str, str]) -> None:
    code = modules["XlfLibrary"].partition("Option Explicit")[2] + modules["XlfServer"]
    code = "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("'"))
    asked = re.findall(r"^.*ActiveWorkbook.*$", code, re.MULTILINE)
    assert [line.strip() for line in asked] == [  # pushed to the Python that has started already
        'python.SetAttr python.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook'
    ]
    assert not re.search(r"cmd|WScript|Shell|CreateObject|CurDir|\.conf\b|/[KC]\b", code)
    for bits in (32, 64):
        assert f'Lib "xlwings{bits}-{xlwings.__version__}.dll"' in code
