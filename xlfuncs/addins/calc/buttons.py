"""菜单命令 — what 刷新得分, 核对, 新建官方表 and 函数说明 do with the document in a frame."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from xlfuncs.addins.calc.book import CalcBook
from xlfuncs.addins.calc.names import EXTENSION
from xlfuncs.addins.calc.repair import repair
from xlfuncs.addins.messages import outcome, summary
from xlfuncs.errors import FileProblem, UnknownForm, XlfuncsError
from xlfuncs.refresh.refresh import check, refresh
from xlfuncs.refresh.report import REPORT
from xlfuncs.refresh.typed_sheet import may_follow

REFRESH = "刷新得分"  # in the list of undo steps
_MOST_LINES = 20  # findings that a message box holds
_URIS_ONLY = 1  # com.sun.star.system.SystemShellExecuteFlags


@dataclass(frozen=True, slots=True)
class Message:
    """What a command says, whether that must be shown, and the sheet that a person may want to see next."""

    text: str
    problem: bool = False
    show: bool = True
    sheet: str = ""


def act(command: str, context: Any, frame: Any) -> Message:
    """Run a command of the menu; every problem becomes a message."""
    try:
        verb, _, what = command.partition("/")
        if verb == "refresh":
            return _refresh(frame.Controller.Model)
        if verb == "check":
            return _check(frame.Controller.Model)
        if verb == "new":
            return _new(what, context)
        return _help(context)
    except XlfuncsError as problem:
        return Message(problem.zh, problem=True)
    except Exception as fault:  # the last stop: above us the office would swallow it
        return Message(f"程序出错，文档未改动，请报告：{type(fault).__name__}：{fault}", problem=True)


def _refresh(document: Any) -> Message:
    if document.isReadonly():
        raise FileProblem(
            f"{document.Title} 以只读方式打开，不能写入得分；请另存或取消只读 | {document.Title} is open read-only"
        )
    book = CalcBook(document)
    view = document.CurrentController.ViewData
    with _one_undo_step(document, REFRESH):
        document.calculateAll()  # an office shows cached results on opening, right or not
        repaired = repair(document)
        words = [f"修复了 {repaired} 个函数名"] if repaired else []
        try:
            results = refresh(book)
            if may_follow(book, results, book.written):
                results = refresh(book)
        except UnknownForm:
            if not repaired:
                raise
            return Message(f"{words[0]}；没有认出官方表，未评分")
    book.empty_locked()
    from xlfuncs.addins.calc.view import ViewKeeper  # here, because it needs the office

    # Undoing would leave the window where the last cell changed back; let it come back to where it was.
    ViewKeeper.watch(document, REFRESH, view)
    return Message("；".join([outcome(results), *words]), sheet=REPORT)


def _check(document: Any) -> Message:
    with _one_undo_step(document, "核对"):
        document.calculateAll()
        results = check(CalcBook(document))
    return Message(summary(results, _MOST_LINES))


def _new(form: str, context: Any) -> Message:
    from com.sun.star.beans import PropertyValue

    as_template = PropertyValue(Name="AsTemplate", Value=True)
    desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    url = f"{_location(context)}/forms/{form}.xlsx"
    document = desktop.loadComponentFromURL(url, "_blank", 0, (as_template,))
    return Message(f"已新建 {document.Title}", show=False)


def _help(context: Any) -> Message:
    page = f"{_location(context)}/help/functions.html"
    shell = context.ServiceManager.createInstance("com.sun.star.system.SystemShellExecute")
    shell.execute(page, "", _URIS_ONLY)
    return Message(page, show=False)


def _location(context: Any) -> str:
    """Where the extension was unpacked, as an address."""
    packages = context.getValueByName("/singletons/com.sun.star.deployment.PackageInformationProvider")
    return str(packages.getPackageLocation(EXTENSION))


@contextmanager
def _one_undo_step(document: Any, title: str) -> Iterator[None]:
    """One entry in the undo list for all that happens within; on an error all of it is taken back.

    Where nothing was written the document is as modified as before: recalculating alone would mark it.
    """
    manager = document.UndoManager
    modified, before = document.isModified(), len(manager.AllUndoActionTitles)
    manager.enterUndoContext(title)
    try:
        yield
    except BaseException:
        manager.leaveUndoContext()
        if len(manager.AllUndoActionTitles) > before:
            manager.undo()
        if not modified:
            _mark_unmodified(document)
        raise
    manager.leaveUndoContext()
    if not modified and len(manager.AllUndoActionTitles) == before:
        _mark_unmodified(document)


def _mark_unmodified(document: Any) -> None:
    for sheet in document.Sheets:
        for chart in sheet.Charts:  # each a document of its own, redrawn by recalculating
            chart.EmbeddedObject.setModified(False)
    document.setModified(False)
