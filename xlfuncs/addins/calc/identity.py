"""标识 — the names under which LibreOffice knows the extension and its parts."""

from __future__ import annotations

__all__ = ["ADDIN", "EXTENSION", "HANDLER", "INTERFACE", "PROTOCOL"]

EXTENSION = "org.xlfuncs"
INTERFACE = "org.xlfuncs.XFunctions"
ADDIN = "org.xlfuncs.Functions"
HANDLER = "org.xlfuncs.Commands"
PROTOCOL = "vnd.xlfuncs:"
