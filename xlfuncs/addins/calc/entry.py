"""扩展的入口 — what LibreOffice loads, in whatever Python it carries; so it stays within Python 3.6.

The office of a Linux system runs the system's Python. The one for Windows or macOS carries its own, often
too old for xlfuncs: then every function says so in its cell, and the menu stays grey.
"""

import sys

import uno
import unohelper
from com.sun.star.lang import XServiceInfo

_NEEDED = (3, 10)  # pyproject.toml says so too; a test holds them equal
_MESSAGE = (
    f"办公软件自带的 Python 是 {sys.version_info[0]}.{sys.version_info[1]}，"
    f"本扩展需要 {_NEEDED[0]}.{_NEEDED[1]} 以上；请改用 xlfuncs score 给文件评分"
)


class TooOld(unohelper.Base, uno.getClass("org.xlfuncs.XFunctions"), XServiceInfo):  # type: ignore[misc]
    """Stands in for the functions."""

    def __init__(self, context):  # type: ignore[no-untyped-def]
        pass

    def __getattr__(self, function):  # type: ignore[no-untyped-def]
        return lambda *cells: ((_MESSAGE,),)

    def getImplementationName(self):  # type: ignore[no-untyped-def]  # noqa: D102
        return "org.xlfuncs.Functions"

    def supportsService(self, name):  # type: ignore[no-untyped-def]  # noqa: D102
        return name in ("com.sun.star.sheet.AddIn", "XLF")

    def getSupportedServiceNames(self):  # type: ignore[no-untyped-def]  # noqa: D102
        return ("com.sun.star.sheet.AddIn", "XLF")


if sys.version_info >= _NEEDED:
    from xlfuncs.addins.calc.component import g_ImplementationHelper
else:
    g_ImplementationHelper = unohelper.ImplementationHelper()
    g_ImplementationHelper.addImplementation(
        TooOld, "org.xlfuncs.Functions", ("com.sun.star.sheet.AddIn", "XLF")
    )
