"""xlwings as it is on Windows, here: its real `udfs`, `com_server` and `_xlwindows` over stubs of pywin32.

COM itself is not there: what VBA passes is played by what pywin32 makes of it (floats, None for blanks, ints
for error values and for a missing argument, tuples of rows for ranges).
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest import mock

MISSING = -2147352572  # DISP_E_PARAMNOTFOUND, an optional argument left out
MODULE = "xlfuncs.addins.excel.udfs"

PYWIN32: dict[str, dict[str, Any]] = {
    "pythoncom": {"__file__": "", "IID_IDispatch": "", "TypeIIDs": {"": type("PyIDispatch", (), {})}},
    "pywintypes": {"com_error": type("com_error", (Exception,), {}), "TimeType": type("TimeType", (), {})},
    **{f"win32{part}": {} for part in ("api", "con", "event", "gui", "process", "timezone", "com")},
    "win32com.client": {
        name: type(name, (), {}) for name in ("CDispatch", "DispatchBaseClass", "Dispatch", "DispatchEx")
    },
    "win32com.server": {},
    "win32com.server.dispatcher": {},
    "win32com.server.policy": {},
    "win32com.server.util": {"unwrap": lambda value: value.unwrapped},  # fails for a plain value, as it does
}


@contextmanager
def windows() -> Iterator[SimpleNamespace]:
    """`xlwings`, our `udfs` module and ``call(name, *arguments)``, as Excel's Python server has them."""
    kept = {name: module for name, module in sys.modules.items() if _is_reloaded(name)}
    stubs = {name: _stub(name, contents) for name, contents in PYWIN32.items()}
    for name, stub in stubs.items():
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(stubs[parent], child, stub)
    with mock.patch.dict(sys.modules, stubs):
        for name in kept:
            del sys.modules[name]
        with (
            mock.patch.multiple(ctypes, create=True, oledll=mock.MagicMock(), windll=mock.MagicMock()),
            mock.patch.object(ctypes, "PyDLL"),
            mock.patch.object(sys, "platform", "win32"),
        ):
            import xlwings
        from xlwings.com_server import XLPython

        import xlfuncs.addins.excel.udfs as udfs

        server = XLPython()
        call: Callable[..., Any] = lambda name, *arguments: server.CallUDF(MODULE, name, arguments)  # noqa: E731
        yield SimpleNamespace(xlwings=xlwings, udfs=udfs, server=server, call=call)
    for name in [name for name in sys.modules if _is_reloaded(name)]:
        del sys.modules[name]
    sys.modules.update(kept)


def _is_reloaded(name: str) -> bool:
    return name.partition(".")[0] == "xlwings" or name.startswith("xlfuncs.addins.excel")


def _stub(name: str, contents: dict[str, Any]) -> ModuleType:
    module = ModuleType(name)
    module.__dict__.update(contents, __getattr__=lambda attribute: mock.MagicMock(name=attribute))
    return module
