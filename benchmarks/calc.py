"""LibreOffice Calc: our functions in cells against the bridge and native formulas, refresh against loading."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from benchmarks import Row
from tests.addins.calc.office import CalcOffice
from xlfuncs.addins.calc.build import build
from xlfuncs.addins.calc.typelib import type_library
from xlfuncs.making.new import new_form

SCALARS, ROWS = 10_000, 100_000
OURS = "=XLF.EXECUTION_RATE_SCORE({a};{b};20)"
EMPTY = "=EMPTY.CALL({a};{b};20)"
# What an officer would write for the same: blanks, bad amounts, the rate truncated to whole ten-thousandths.
NATIVE = (
    '=IF(OR({a}="";{b}="");"";IF(OR({a}<0;{b}<0);NA();'
    "ROUND(MIN(1;INT(ROUND({b}*100;0)*10000/ROUND({a}*100;0))/10000)*20;2)))"
)
# An add-in function with the same signature that does nothing: the price of the way there and back.
COMPONENT = """
import uno, unohelper
from com.sun.star.lang import XServiceInfo

class Empty(unohelper.Base, uno.getClass("org.empty.XEmpty"), XServiceInfo):
    def __init__(self, context): pass
    def getImplementationName(self): return "org.empty.Empty"
    def supportsService(self, name): return name in self.getSupportedServiceNames()
    def getSupportedServiceNames(self): return ("com.sun.star.sheet.AddIn", "EMPTY")
    def CALL(self, budget, executed, points, rule): return ((1.0,),)

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Empty, "org.empty.Empty", ("com.sun.star.sheet.AddIn", "EMPTY"))
"""

FUNCTION = """<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 oor:name="CalcAddIns" oor:package="org.openoffice.Office"><node oor:name="AddInInfo">
<node oor:name="EMPTY" oor:op="replace"><node oor:name="AddInFunctions"><node oor:name="CALL" oor:op="replace">
<prop oor:name="DisplayName" oor:type="xs:string"><value xml:lang="en">EMPTY.CALL</value></prop>
<node oor:name="Parameters">{arguments}</node>
</node></node></node></node></oor:component-data>
"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
<manifest:file-entry manifest:full-path="CalcAddIns.xcu"
 manifest:media-type="application/vnd.sun.star.configuration-data"/>
<manifest:file-entry manifest:full-path="empty.rdb"
 manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB"/>
<manifest:file-entry manifest:full-path="empty.py" manifest:media-type="application/vnd.sun.star.uno-component;type=Python"/>
</manifest:manifest>
"""


def table() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        example = folder / "example.xlsx"
        example.write_bytes(new_form("department-evaluation-beijing", example=True))
        with CalcOffice(folder / "profile", build(folder), empty_addin(folder)) as office:
            # In turns, so that a busy moment of the machine meets both.
            turns = [[office.seconds_to_calculate(SCALARS, call) for call in (OURS, EMPTY)] for _ in range(4)]
            scalar, empty = map(min, zip(*turns, strict=True))
            array = office.seconds_to_calculate(ROWS, OURS, array=True)
            native = office.seconds_to_calculate(ROWS, NATIVE)
            refresh, reload = office.seconds_to_refresh(example)
    each, row, plain = scalar / SCALARS, array / ROWS, native / ROWS
    floor = f"empty Python add-in function, {empty / SCALARS * 1e6:.1f} µs"
    return [
        Row("Calc: 10,000 cells", f"{each * 1e6:.1f} µs/cell", floor, scalar / empty, at_most=2),
        Row(
            "Calc: one array over 100,000 rows",
            f"{row * 1e6:.1f} µs/row",
            f"native formula, {plain * 1e6:.1f} µs/row",
            row / plain,
            at_most=8,
        ),
        Row(
            "Calc: array against cells",
            f"{row * 1e6:.1f} µs/row",
            f"scalar calls, {each * 1e6:.1f} µs",
            each / row,
            at_least=3,
        ),
        Row(
            "Calc: refresh the Beijing example",
            f"{refresh * 1e3:.0f} ms",
            f"load, recalculate, store, {reload * 1e3:.0f} ms",
            refresh / reload,
            at_most=3,
        ),
    ]


def empty_addin(folder: Path) -> Path:
    """The extension that does nothing."""
    parameters = [("budget", "[][]any"), ("executed", "[][]any"), ("points", "any"), ("rule", "any")]
    arguments = "".join(f'<node oor:name="{name}" oor:op="replace"/>' for name, _ in parameters)
    files: dict[str, str | bytes] = {
        "META-INF/manifest.xml": MANIFEST,
        "CalcAddIns.xcu": FUNCTION.format(arguments=arguments),
        "empty.rdb": type_library("org.empty.XEmpty", [("CALL", "[][]any", parameters)]),
        "empty.py": COMPONENT,
    }
    with zipfile.ZipFile(folder / "empty.oxt", "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return folder / "empty.oxt"
