"""UNO 类型库 — an interface as the binary type library (.rdb) that an extension registers.

The format is ``unoidl-write``'s (unoidl/source/unoidlprovider.cxx in LibreOffice), for one interface whose
methods take and give values: no SDK is needed to build the extension.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

Parameters = Sequence[tuple[str, str]]  # name, UNO type


def type_library(interface: str, methods: Iterable[tuple[str, str, Parameters]]) -> bytes:
    """类型库 — an interface of this dotted name, with methods as (name, result type, parameters).

    >>> type_library("org.example.XOne", [("one", "any", [("cell", "any")])])[:8]
    b'UNOIDL\\xff\\x00'
    """
    *modules, name = interface.split(".")
    file = _File()
    entry = name, file.interface(methods)
    for module in reversed(modules):
        entry = module, file.module(*entry)
    return file.finished(*entry)


class _File:
    """The bytes so far; names and values refer to each other by their place in the file."""

    def __init__(self) -> None:
        root = b"\0" * 8  # filled in at the end: where the outermost map stands, and its size
        self._bytes = bytearray(b"UNOIDL\xff\0" + root + b"\0** xlfuncs **\0")
        self._places: dict[str, int] = {}

    def interface(self, methods: Iterable[tuple[str, str, Parameters]]) -> int:
        place = len(self._bytes)
        self._bytes += b"\x05"  # an interface, not published
        self._numbers(1)
        self._text("com.sun.star.uno.XInterface")
        self._numbers(0, 0)  # optional bases, attributes
        listed = list(methods)
        self._numbers(len(listed))
        for name, result, parameters in listed:
            self._text(name)
            self._text(result)
            self._numbers(len(parameters))
            for parameter, kind in parameters:
                self._bytes += b"\0"  # [in]
                self._text(parameter)
                self._text(kind)
            self._numbers(0)  # exceptions
        return place

    def module(self, name: str, content: int) -> int:
        entry = self._map(name, content)
        place = len(self._bytes)
        self._bytes += b"\0"
        self._numbers(1)
        self._bytes += entry
        return place

    def finished(self, name: str, content: int) -> bytes:
        entry = self._map(name, content)
        self._bytes[8:16] = struct.pack("<II", len(self._bytes), 1)
        return bytes(self._bytes + entry)

    def _map(self, name: str, content: int) -> bytes:
        place = len(self._bytes)
        self._bytes += name.encode("ascii") + b"\0"
        return struct.pack("<II", place, content)

    def _numbers(self, *numbers: int) -> None:
        self._bytes += struct.pack(f"<{len(numbers)}I", *numbers)

    def _text(self, text: str) -> None:
        known = self._places.setdefault(text, len(self._bytes))
        if known != len(self._bytes):
            self._numbers(0x80000000 | known)
        else:
            self._numbers(len(text))
            self._bytes += text.encode("ascii")
