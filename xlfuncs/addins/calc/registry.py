"""登记文件 — the extension's configuration: functions with their help, menu, toolbar, protocol.

Generated from the function table and the list of official tables, Chinese and English.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from xlfuncs.addins.calc.names import EXTENSION, HANDLER, METHODS, PROTOCOL, SERVICE, CalcMethod
from xlfuncs.forms.layout import Layout
from xlfuncs.function_table import CATEGORY, Argument

_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_TOOLBAR = f"{EXTENSION}.toolbar"
ICONS = {"refresh": "refresh", "check": "check"}  # of a command: its picture in icons/


def functions_xcu() -> str:
    """CalcAddIns.xcu: every method with its names, help and arguments, for the function wizard."""
    functions = "".join(map(_function, METHODS))
    content = node("AddInInfo", node(SERVICE, node("AddInFunctions", functions, replace=False), replace=True))
    return configuration("CalcAddIns", content)


def _function(method: CalcMethod) -> str:
    function = method.function
    return node(
        method.name,
        _named(method.shown, method.shown, f"{function.english}.", function.help)
        + _property("Category", "Add-In")
        + _property("CompatibilityName", ("en-US", method.stored), ("zh-CN", method.stored))
        + node("Parameters", "".join(map(_argument, function.arguments))),
        replace=True,
    )


def _argument(argument: Argument) -> str:
    named = _named(argument.name, argument.zh, argument.english, argument.help)
    return node(argument.name, named, replace=True)


def _named(english: str, chinese: str, english_help: str, chinese_help: str) -> str:
    return _property("DisplayName", ("en", english), ("zh-CN", chinese)) + _property(
        "Description", ("en", english_help), ("zh-CN", chinese_help)
    )


def menu_xcu(forms: Iterable[Layout]) -> str:
    """Addons.xcu: the menu 绩效评分, the toolbar with two buttons, their pictures."""
    tables = [_command(f"m{i:02}", f"new/{form.id}", form.id, form.name) for i, form in enumerate(forms)]
    refresh = ("refresh", "Refresh scores", "刷新得分")
    check = ("check", "Check", "核对")
    menu = (
        node("m0", _title("New official table", "新建官方表") + _submenu(tables), replace=True)
        + _command("m1", *refresh)
        + _command("m2", *check)
        + _command("m3", "help", "Functions", "函数说明")
    )
    toolbar = _title("Performance scores", CATEGORY) + _command("t0", *refresh) + _command("t1", *check)
    pictures = "".join(_picture(command, file) for command, file in ICONS.items())
    content = (
        node("OfficeMenuBar", node(f"{EXTENSION}.menu", _menu(menu), replace=True))
        + node("OfficeToolBar", node(_TOOLBAR, toolbar, replace=True))
        + node("Images", pictures)
    )
    return configuration("Addons", node("AddonUI", content))


def _menu(items: str) -> str:
    return _title("Performance scores", CATEGORY) + _property("Context", _CALC) + node("Submenu", items)


def _submenu(items: Iterable[str]) -> str:
    return node("Submenu", "".join(items))


def _command(name: str, command: str, english: str, chinese: str) -> str:
    address = _property("URL", PROTOCOL + command) + _property("Target", "_self")
    return node(name, address + _title(english, chinese) + _property("Context", _CALC), replace=True)


def _title(english: str, chinese: str) -> str:
    return _property("Title", ("en", english), ("zh-CN", chinese))


def _picture(command: str, file: str) -> str:
    url = f"%origin%/icons/{file}.svg"
    images = _property("ImageSmallURL", url) + _property("ImageBigURL", url)
    return node(
        f"{EXTENSION}.{command}",
        _property("URL", PROTOCOL + command) + node("UserDefinedImages", images),
        replace=True,
    )


def protocol_xcu() -> str:
    """ProtocolHandler.xcu: addresses of our protocol go to our handler."""
    protocols = f'<prop oor:name="Protocols" oor:type="oor:string-list"><value>{PROTOCOL}*</value></prop>'
    content = node("HandlerSet", node(HANDLER, protocols, replace=True))
    return configuration("ProtocolHandler", content)


def toolbar_state_xcu() -> str:
    """CalcWindowState.xcu: the toolbar stands docked below the others from the start."""
    state = (
        _property("UIName", ("en", "Performance scores"), ("zh-CN", CATEGORY))
        + _property("DockingArea", "0", kind="xs:int")
        + _property("DockPos", "0,2")
        + _property("Style", "2", kind="xs:int")  # pictures with words
        + _property("Docked", "true", kind="xs:boolean")
        + _property("Visible", "true", kind="xs:boolean")
    )
    toolbar = node(f"private:resource/toolbar/addon_{_TOOLBAR}", state, replace=True)
    content = node("UIElements", node("States", toolbar))
    return configuration("CalcWindowState", content, package="org.openoffice.Office.UI")


def node(name: str, content: str, *, replace: bool = False) -> str:
    """A node of the configuration; ``replace`` makes a new member of a set."""
    operation = ' oor:op="replace"' if replace else ""
    return f"<node oor:name={quoteattr(name)}{operation}>{content}</node>"


def _property(name: str, *values: str | tuple[str, str], kind: str = "xs:string") -> str:
    """A property; a value may be (language, text)."""
    written = "".join(
        f"<value>{escape(value)}</value>"
        if isinstance(value, str)
        else f'<value xml:lang="{value[0]}">{escape(value[1])}</value>'
        for value in values
    )
    return f'<prop oor:name="{name}" oor:type="{kind}">{written}</prop>'


def configuration(name: str, content: str, *, package: str = "org.openoffice.Office") -> str:
    """A whole configuration file: nodes of one of the office's own components."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'oor:name="{name}" oor:package="{package}">{content}</oor:component-data>\n'
    )
