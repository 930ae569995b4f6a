"""UNO 组件 — the classes that LibreOffice creates: the add-in's functions, and the menu's commands.

Runs in the office's own Python only; `entry` registers them there.
"""

from __future__ import annotations

from typing import Any, ClassVar

import uno
import unohelper
from com.sun.star.awt.MessageBoxType import INFOBOX, QUERYBOX, WARNINGBOX
from com.sun.star.frame import XDispatchProvider, XNotifyingDispatch
from com.sun.star.lang import XInitialization, XServiceInfo

from xlfuncs.addins.calc.buttons import Message, act
from xlfuncs.addins.calc.calls import caller
from xlfuncs.addins.calc.names import ADDIN, HANDLER, INTERFACE, METHODS, PROTOCOL, SERVICE

_OK_BUTTON, _YES_NO, _YES = 1, 3, 2  # awt.MessageBoxButtons and -Results

XFunctions: Any = uno.getClass(INTERFACE)  # from our type library


class _Named(unohelper.Base, XServiceInfo):  # type: ignore[misc]
    """What the office asks of whatever it creates."""

    called: ClassVar[str]
    services: ClassVar[tuple[str, ...]]

    def __init__(self, context: Any) -> None:
        self._context = context

    def getImplementationName(self) -> str:
        return self.called

    def supportsService(self, name: str) -> bool:
        return name in self.services

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return self.services


class Functions(_Named, XFunctions):  # type: ignore[misc]
    """The functions of the table, each under its English and its Chinese name."""

    called, services = ADDIN, ("com.sun.star.sheet.AddIn", SERVICE)


for method in METHODS:
    setattr(Functions, method.name, staticmethod(caller(method.function)))


class Commands(_Named, XDispatchProvider, XNotifyingDispatch, XInitialization):  # type: ignore[misc]
    """What the menu and the toolbar call: an address of our protocol, for the document in the frame."""

    called, services = HANDLER, ("com.sun.star.frame.ProtocolHandler",)
    _frame: Any = None

    def initialize(self, arguments: tuple[Any, ...]) -> None:  # noqa: D102
        if arguments:
            self._frame = arguments[0]

    def queryDispatch(self, url: Any, target: str, flags: int) -> Any:  # noqa: D102
        return self if url.Protocol == PROTOCOL else None

    def queryDispatches(self, requests: Any) -> tuple[Any, ...]:  # noqa: D102
        return tuple(self.queryDispatch(r.FeatureURL, r.FrameName, r.SearchFlags) for r in requests)

    def dispatch(self, url: Any, arguments: Any) -> None:  # noqa: D102
        self._run(url)

    def dispatchWithNotification(self, url: Any, arguments: Any, listener: Any) -> None:
        """The same; who called hears the message, which a headless office cannot show."""
        message = self._run(url)
        result = uno.createUnoStruct("com.sun.star.frame.DispatchResultEvent")
        result.Source, result.State, result.Result = self, int(not message.problem), message.text
        listener.dispatchFinished(result)

    def addStatusListener(self, listener: Any, url: Any) -> None:  # noqa: D102
        pass  # the commands are always there

    removeStatusListener = addStatusListener

    def _run(self, url: Any) -> Message:
        message = act(url.Complete.removeprefix(PROTOCOL), self._context, self._frame)
        window = self._frame.ContainerWindow
        if message.show and window.isVisible():
            self._show(message, window)
        return message

    def _show(self, message: Message, window: Any) -> None:
        kind, buttons, text = (WARNINGBOX if message.problem else INFOBOX), _OK_BUTTON, message.text
        if message.sheet:
            kind, buttons, text = QUERYBOX, _YES_NO, f"{text}\n\n现在查看“{message.sheet}”表吗？"
        toolkit = self._context.ServiceManager.createInstance("com.sun.star.awt.Toolkit")
        box = toolkit.createMessageBox(window, kind, buttons, "绩效评分", text)
        answer = box.execute()
        box.dispose()
        if message.sheet and answer == _YES:
            controller = self._frame.Controller
            controller.setActiveSheet(controller.Model.Sheets.getByName(message.sheet))


g_ImplementationHelper = unohelper.ImplementationHelper()  # the name that the loader looks for
for part in (Functions, Commands):
    g_ImplementationHelper.addImplementation(part, part.called, part.services)
