"""读取文本表格 — CSV and tab-separated text, in UTF-8, GBK or whatever a budget system writes."""

from __future__ import annotations

import contextlib
import csv
import io

from xlfuncs.cells import ROWS
from xlfuncs.errors import FileProblem
from xlfuncs.files.kinds.grid import Grid, typed
from xlfuncs.sheets import Sheet

_NAME = "Sheet1"
# At the start of a file.
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATORS = "\t,;|"
_LOOKED_AT = 30  # lines
_MOST_SPOILED = 0.01  # of the characters that are not ASCII
_USUAL = ("utf-8", "gb18030")  # what nearly every file here is in; a short text says too little to guess from


def decoded(data: bytes) -> str | None:
    """The text of a file; None where it is none.

    >>> decoded("项目,得分".encode("gbk")), decoded(b"\\0\\1")
    ('项目,得分', None)
    """
    named = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    if named is None and b"\0" in data[:4096]:
        return None
    for encoding in (named,) if named else _USUAL:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding)
        text = data.decode(encoding, "replace")  # a character that a system cut in the middle spoils no table
        if _MOST_SPOILED * (len(text) - len(text.encode("ascii", "ignore"))) > text.count("\ufffd"):
            return text
    from charset_normalizer import from_bytes  # rarely needed

    best = from_bytes(data).best()
    return None if best is None else str(best)


def plain_xml(data: bytes) -> bytes:
    """An XML file in UTF-8, whatever it says of its encoding; FileProblem where it declares entities.

    >>> plain_xml('<?xml version="1.0" encoding="GBK"?><表/>'.encode("gbk")).decode()
    '<表/>'
    """
    text = (decoded(data) or "").lstrip("\ufeff \t\r\n")
    if "<!DOCTYPE" in text:  # neither format has one, and its entities could grow without end
        raise FileProblem.to_resave("文件含有 DOCTYPE 声明", "a DOCTYPE has no place in a table")
    return (text.partition("?>")[2] if text.startswith("<?xml") else text).encode()


def is_text_table(text: str) -> bool:
    """Whether lines of text are the rows of a table: several of them with several fields."""
    return _separator(text) is not None


def read_text(data: bytes) -> list[Sheet]:
    """读取文本表格 — its one sheet; FileProblem where its quotes do not close or it is longer than a sheet."""
    text = decoded(data) or ""
    if (lines := text.count("\n")) > ROWS:
        raise FileProblem(
            f"文本有 {lines} 行，一张工作表最多 {ROWS} 行；请拆分后再试 | {lines} lines are more than a sheet has rows"
        )
    grid = Grid(_NAME)
    try:
        for row, fields in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text) or ",")
        ):
            for column, field in enumerate(fields):
                if field:
                    grid.put(row, column, *typed(_plain(field)))
    except csv.Error as problem:
        raise FileProblem(
            f"文本表格已损坏，请用办公软件打开并另存为 .xlsx"
            f" | damaged ({problem}); open it in an office suite and save it as .xlsx"
        ) from problem
    return [grid.sheet()]


def _plain(field: str) -> str:
    """A field without the formula or the apostrophe by which exports keep a spreadsheet from changing it.

    >>> _plain('="0012"'), _plain("=A1"), _plain("≥12人"), _plain("'95%"), _plain("'十四五'规划")
    ('0012', '=A1', '≥12人', '95%', "'十四五'规划")
    """
    if field.startswith("'") and not isinstance(typed(field[1:])[0], str):
        return field[1:]
    return field[2:-1] if len(field) > 2 and field.startswith('="') and field.endswith('"') else field


def _separator(text: str) -> str | None:
    """What stands between the fields: of most lines, most often."""
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    held = {sign: sum(sign in line for line in lines) for sign in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda sign: (held[sign], text.count(sign)))
    return best if held[best] > 1 and 2 * held[best] >= len(lines) else None
