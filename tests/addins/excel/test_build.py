"""The .xlam as a container: what stands in it, that nothing else does, and that its parts find each other."""

from __future__ import annotations

import importlib
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import olefile
import pytest
import xlwings
from oletools.olevba import decompress_stream

import xlfuncs.addins.excel
from xlfuncs.addins.excel import buttons as ribbon
from xlfuncs.addins.excel import udfs
from xlfuncs.addins.excel.build import build
from xlfuncs.addins.excel.calls import CONTRACT, parameters
from xlfuncs.addins.excel.vba_project import PART, wrapper
from xlfuncs.cells import ERROR_VALUES
from xlfuncs.errors import FileProblem
from xlfuncs.forms.layout import forms
from xlfuncs.function_table import CATEGORY, TABLE

UI = "{http://schemas.microsoft.com/office/2006/01/customui}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SOURCES = Path(xlfuncs.addins.excel.__file__).parent / "vba"
CLASSES = {"XlfCalls", "XlfLibrary", "XlfServer", "ThisWorkbook", "Sheet2"}
MODULES = {"XlfFunctions", "XlfLinks", "XlfRibbon", "XlfWizard"}
# From the language specification of VBA ([MS-VBAL] 3.3.5.2), lower case; a name in VBA may be none of them.
RESERVED = set(
    re.findall(
        r"\w+",
        """
        call case close const declare defbool dim do else elseif end endif enum erase event exit for friend function get
        global gosub goto if implements input let lock loop lset next on open option print private public put raiseevent
        redim resume return rset seek select set static stop sub type unlock wend while with write rem any as byref byval
        each in new shared until withevents optional paramarray preserve spc tab then to addressof and eqv imp is like mod
        not or typeof xor abs cbool cbyte ccur cdate cdbl cdec cint clng clngptr csng cstr cvar cverr date debug doevents
        fix int len lenb me pset scale sgn string array circle inputb lbound ubound boolean byte currency double integer
        long longptr single variant true false nothing empty null attribute linput vb_name
        """,
    )
)
# What the customUI schema of 2006 allows, as far as we use it: children, required and other attributes.
COMMON = {"label", "screentip", "supertip", "imageMso"}
SCHEMA: dict[str, tuple[set[str], set[str], set[str]]] = {
    "customUI": ({"ribbon"}, set(), set()),
    "ribbon": ({"tabs"}, set(), set()),
    "tabs": ({"tab"}, set(), set()),
    "tab": ({"group"}, {"id"}, {"label"}),
    "group": ({"menu", "button"}, {"id"}, {"label"}),
    "menu": ({"button"}, {"id"}, {*COMMON, "size"}),
    "button": (set(), {"id", "onAction"}, {*COMMON, "size", "tag"}),
}


def body(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if not line.startswith("Attribute ")).strip()


def test_two_builds_are_the_same_bytes(addin: Path, tmp_path: Path) -> None:
    assert build(tmp_path).read_bytes() == addin.read_bytes()
    assert build(tmp_path).read_bytes() == addin.read_bytes()  # and over an old one


def test_every_part_is_well_formed_and_declared(parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(content)
    declared = re.findall(r'PartName="/([^"]+)"', parts["[Content_Types].xml"].decode())
    assert set(declared) <= set(parts)
    related = re.findall(r'Target="([^"]+)"', parts["xl/_rels/workbook.xml.rels"].decode())
    assert {f"xl/{target}" for target in related} <= set(parts)
    assert 'Target="customUI/customUI.xml"' in parts["_rels/.rels"].decode()


def test_olevba_reads_the_source_we_meant(modules: dict[str, str]) -> None:
    assert set(modules) == CLASSES | MODULES
    for source in SOURCES.glob("*.bas"):
        meant = source.read_text().replace("{xlwings}", xlwings.__version__)
        for part in meant.split("{errors}"):
            assert body(part) in body(modules[source.stem])
    for function in TABLE.values():
        assert wrapper(function) in modules["XlfFunctions"]
    assert modules["XlfFunctions"].count("Public Function") == len(TABLE)
    assert all(code.isascii() for code in modules.values())
    # VBA takes the name of a procedure for the module's where they are the same
    procedures = {name for code in modules.values() for name in re.findall(r"(?:Sub|Function) (\w+)\(", code)}
    assert not procedures & set(modules)


def test_no_compiled_code_and_no_cache(project: olefile.OleFileIO) -> None:
    directory = decompress_stream(bytearray(project.openstream("VBA/dir").read()))
    offsets = [
        struct.unpack("<I", match[1])[0]
        for match in re.finditer(rb"\x31\x00\x04\x00\x00\x00(.{4})", directory, re.DOTALL)
    ]
    streams = [one for one in project.listdir() if one[0] == "VBA" and one[1] not in ("dir", "_VBA_PROJECT")]
    assert offsets == [0] * len(streams) == [0] * 9
    # [MS-OVBA] 2.3.4.1: only the header, with the version that makes every host recompile
    assert project.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("cc61ffff000000")
    assert not [path for path in project.listdir() if "SRP" in path[-1]]


def test_the_project_is_ours_and_knows_no_machine(
    project: olefile.OleFileIO, parts: dict[str, bytes], modules: dict[str, str]
) -> None:
    assert b'Name="xlfuncs"' in project.openstream("PROJECT").read()
    directory = decompress_stream(bytearray(project.openstream("VBA/dir").read()))
    assert b"\x04\x00\x07\x00\x00\x00xlfuncs" in directory
    texts = [content for name, content in parts.items() if name != PART]
    texts += [directory, project.openstream("PROJECT").read()]
    texts += [code.encode() for code in modules.values()]
    for text in texts:
        assert not re.search(
            rb"(?i)[a-z]:\\+(?!Program Files)|/home/|/root/|/tmp/|\\Users|felix|myaddin", text
        )


def test_the_ribbon_is_as_its_schema_has_it(parts: dict[str, bytes]) -> None:
    root = ElementTree.fromstring(parts["customUI/customUI.xml"])
    assert root.tag == f"{UI}customUI"
    ids = []
    for element in root.iter():
        children, required, other = SCHEMA[element.tag.removeprefix(UI)]
        assert {child.tag.removeprefix(UI) for child in element} <= children, element.tag
        assert required <= set(element.attrib) <= required | other, element.attrib
        assert element.get("size", "large") in ("normal", "large")
        assert all(len(value) <= 1024 for value in element.attrib.values())
        ids += [element.attrib["id"]] if "id" in element.attrib else []
    assert len(ids) == len(set(ids))
    labels = [element.get("label") for element in root.iter()]
    for label in (CATEGORY, "新建官方表", "刷新得分", "核对", "说明", "关于"):
        assert label in labels
    menu = root.find(f".//{UI}menu")
    assert menu is not None
    assert [(button.get("tag"), button.get("label")) for button in menu] == [(f.id, f.name) for f in forms()]


def test_every_button_reaches_python(parts: dict[str, bytes], modules: dict[str, str]) -> None:
    code = modules["XlfRibbon"]
    actions = set(re.findall(r'onAction="(\w+)"', parts["customUI/customUI.xml"].decode()))
    subs = dict(
        re.findall(r"^Public Sub (\w+)\(control As IRibbonControl\)\n(.*?)^End Sub", code, re.S | re.M)
    )
    assert actions == set(subs)
    pressed = {match for text in subs.values() for match in re.findall(r'Press "(\w+)"', text)}
    assert pressed == set(ribbon.BUTTONS)
    command = re.search(r'Exec "import ([\w.]+) as (\w+); (\w+)\.(\w+)\(', modules["XlfServer"])
    assert command
    assert command[2] == command[3]
    assert getattr(importlib.import_module(command[1]), command[4]) is ribbon.press


def test_every_function_reaches_python(modules: dict[str, str]) -> None:
    module = re.search(r'CallUDF\("([\w.]+)"', modules["XlfCalls"])
    assert module
    assert importlib.import_module(module[1]) is udfs
    called = re.findall(
        r'^    (\w+) = calls\.Answer\("(\w+)", Array\((.*)\)\)$', modules["XlfFunctions"], re.M
    )
    assert (
        [name for name, _, _ in called] == [udf for _, udf, _ in called] == [f.excel for f in TABLE.values()]
    )
    assert all(callable(getattr(udfs, udf)) for _, udf, _ in called)
    for (_, _, given), function in zip(called, TABLE.values(), strict=True):
        names = given.split(", ")
        assert len(names) == len(parameters(function))
        assert not {name.lower() for name in (*names, function.excel)} & RESERVED
        assert not re.fullmatch(r"[A-Z]{1,3}\d+", function.excel)  # would be a cell's address


def test_every_error_becomes_its_number(modules: dict[str, str]) -> None:
    cases = dict(re.findall(r'Case "(#.*?)": AsCell = CVErr\((\d+)\)', modules["XlfCalls"]))
    assert cases == {text: str(codes.excel) for text, codes in ERROR_VALUES.items()}


def test_the_sheet_has_texts_where_macros_look(parts: dict[str, bytes], modules: dict[str, str]) -> None:
    sheet = ElementTree.fromstring(parts["xl/worksheets/sheet1.xml"])
    cells = {cell.attrib["r"]: "".join(cell.itertext()) for cell in sheet.iter(f"{MAIN}c")}
    assert [cells[place] for place in ("A1", "B1", "A2", "B2")] == [
        "INTERPRETER",
        r"%LOCALAPPDATA%\xlfuncs\Scripts\pythonw.exe",  # where the guide puts it
        "CONTRACT",
        CONTRACT,
    ]
    assert "A3" not in cells
    assert all(" | " in cells[f"D{row}"] for row in re.findall(r"Words\((\d)\)", modules["XlfServer"]))
    for place in re.findall(r'Range\("(\w+)"\)', modules["XlfRibbon"]):
        assert " | " in cells[place]
    assert f"F{len(TABLE) + 1}" not in cells
    assert all(len(text) <= 255 for place, text in cells.items() if place[0] > "E")


def test_another_xlwings_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings, "__version__", "9.9.9")
    with pytest.raises(FileProblem, match=r"xlwings 9\.9\.9"):
        build(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileProblem):
        build(tmp_path / "file")
