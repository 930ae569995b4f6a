"""功能区按钮 — what the buttons of the ribbon do, on a live book; the add-in's VBA calls `press`."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import xlwings as xw

from xlfuncs.addins.excel.book import ExcelBook
from xlfuncs.addins.excel.state import quiet
from xlfuncs.addins.messages import summary
from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.result import Result
from xlfuncs.forms.layout import load_layout
from xlfuncs.function_table import CATEGORY, TABLE
from xlfuncs.making import new
from xlfuncs.refresh.refresh import check as check_book
from xlfuncs.refresh.refresh import refresh as refresh_book
from xlfuncs.refresh.report import REPORT
from xlfuncs.refresh.typed_sheet import may_follow
from xlfuncs.rules.loader import DEFAULT

_SHOWN = 8  # findings in a message box; all of them stand on the 核对 sheet


def refresh(book: xw.Book) -> list[Result]:
    """刷新得分 — evaluate the book's tables, write scores and explanations back, list findings on 核对.

    Raises XlfuncsError, with nothing written, where no table is recognised or a password bars writing.
    """
    with quiet(book):
        results = _refresh_once(live := ExcelBook(book))
        if may_follow(live, results, live.written):
            book.app.calculate()
            results = _refresh_once(ExcelBook(book))
    return results


def _refresh_once(live: ExcelBook) -> list[Result]:
    results = refresh_book(live)
    live.apply()
    return results


def check(book: xw.Book) -> list[Result]:
    """核对 — evaluate the book's tables; nothing is changed. Raises as `refresh`."""
    with quiet(book):
        return check_book(ExcelBook(book))


def new_form(app: xw.App, form: str) -> None:
    """新建官方表 — open a blank official table as a new book that is not saved yet."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, f"{load_layout(form).name}.xlsx")
        template.write_bytes(new.new_form(form))
        app.api.Workbooks.Add(str(template))


def press(button: str, detail: str = "") -> None:
    """按钮 — do what a button of the ribbon says for the active book, and show its message."""
    book = xw.Book.caller()
    mode = "info"
    try:
        message = BUTTONS[button](book, detail)
    except XlfuncsError as error:
        message, mode = error.zh, "critical"
    except Exception as error:  # the last resort of a button: a person gets a sentence, the log the rest
        logging.getLogger(__name__).exception("button %s", button)
        words = f"{type(error).__name__}：{error}"
        mode = "critical"
        message = f"没有完成，工作簿可能未改动完全，请先撤销或不保存。请把下面这行告诉维护人员：\n{words}"
    if message:
        book.app.alert(message, CATEGORY, mode=mode)


def _refresh(book: xw.Book, _: str) -> str:
    return f"{summary(refresh(book), _SHOWN)}\n\n得分与说明已写入，问题列在“{REPORT}”表。"


def _check(book: xw.Book, _: str) -> str:
    return f"{summary(check(book), _SHOWN)}\n\n工作簿没有改动。"


def _help(book: xw.Book, _: str) -> str:
    functions = "\n".join(f"{function.excel}　{function.zh}" for function in TABLE.values())
    return (
        "1. 新建官方表：选一张空白表，在浅色格里填写，另存到自己的文件夹。\n"
        "2. 刷新得分：按规则算出各行得分与说明；填写的数不改动。已填的得分保留，与规则不同的列在“核对”表。\n"
        "3. 核对：只报告问题，不改动。\n"
        f"4. 单元格里可直接用这些函数（插入函数→类别“{CATEGORY}”；参数可以是整列区域）：\n{functions}"
    )


def _about(book: xw.Book, _: str) -> str:
    return (
        f"xlfuncs {version('xlfuncs')}，xlwings {version('xlwings')}（BSD 3-Clause）\n"
        f"Python {sys.version.split()[0]}：{sys.executable}\n"
        f"函数省略“规则”时按 {DEFAULT}；各规则的条款可用 XLF_RULE_SOURCE 查到。"
    )


BUTTONS: dict[str, Callable[[xw.Book, str], str | None]] = {
    "about": _about,
    "check": _check,
    "help": _help,
    "new_form": lambda book, form: new_form(book.app, form),
    "refresh": _refresh,
}
