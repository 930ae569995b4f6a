"""OpenDocument 单元格 — what a cell of an .ods holds, its formula as an .xlsx would write it, and its number's style.

OpenDocument 1.3 part 3: value types 19.389, text 6.1; part 4: references 5.8, separators 5.6. A formula that has no plain
counterpart nobody takes for calculated. Errors are not of the standard: LibreOffice marks them in an
attribute of its own, other programs only show them as text.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from xml.etree.ElementTree import Element

from xlfuncs.cells import CELL_NAME, ERROR_VALUES, CellError, Value
from xlfuncs.files.kinds.grid import NO_VALUE, as_number
from xlfuncs.files.results.beside import NOT_CALCULATED
from xlfuncs.formula_text import LITERAL

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, OFFICE, _TEXT = _NAMES % "table", _NAMES % "office", _NAMES % "text"
_OWN_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_ERROR = re.compile(rf"{'|'.join(map(re.escape, ERROR_VALUES))}|(Err|错误)[:：]\d+")
TYPE = f"{OFFICE}value-type"
_NUMBERS = ("float", "percentage", "currency")
_HELD = {kind: f"{OFFICE}{kind}-value" for kind in ("boolean", "date", "string", "time")}  # type → attribute
_HELD |= dict.fromkeys(_NUMBERS, f"{OFFICE}value")
FORMULA = f"{TABLE}formula"
_DURATION = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_MOST_BLANKS = 32_767  # characters in a cell
_PREFIX = "of:="
_PART = re.compile(r"""(?P<text>"(?:[^"]|"")*")|\[(?P<reference>[^\]"]*)\]|(?P<separator>;)""")
_REFERENCE = re.compile(
    rf"(?:\$?(?P<sheet>'(?:[^']|'')*'|[^.'\[\]]+))?\.(?P<first>{CELL_NAME})(?::\.(?P<last>{CELL_NAME}))?"
)
_UNKNOWN = "[?]"
_STYLE, _NUMBER = _NAMES % "style", _NAMES % "datastyle"
_NAME = f"{_STYLE}name"
_DATA_STYLES = (f"{_NUMBER}number-style", f"{_NUMBER}percentage-style")


def value_of(cell: Element) -> Value:
    """What a ``table:table-cell`` holds; an error value where that is not what its type says: it stands at its cell."""
    kind, formula, marked = cell.get(TYPE), FORMULA in cell.attrib, cell.get(_OWN_TYPE) == "error"
    if formula or marked:
        shown = _shown(cell)
        if marked or _ERROR.fullmatch(shown or ""):
            return CellError(shown or "#N/A")
        if kind is None and shown is None:
            return NOT_CALCULATED
    held = cell.get(_HELD[kind]) if kind in _HELD else None
    if kind is None or held is None:
        return NO_VALUE if kind in _HELD and kind != "string" else _shown(cell) or None
    if kind in _NUMBERS:
        return as_number(held)
    if kind == "boolean":
        return held == "true"
    if kind in ("date", "time"):
        with contextlib.suppress(ValueError):  # a number beyond all dates, as it is shown
            if kind == "date":
                return (dt.datetime if "T" in held else dt.date).fromisoformat(held)
            return _time(held)
        return _shown(cell)
    return held or None


def _time(held: str) -> Value:
    """A time of day, or a duration where it is longer than a day."""
    found = _DURATION.fullmatch(held)
    if not found:
        raise ValueError(held)
    hours, minutes, seconds = (float(part or 0) for part in found.groups()[1:])
    length = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if found[1] or length >= dt.timedelta(1):
        return -length if found[1] else length
    return (dt.datetime.min + length).time()


def _shown(cell: Element) -> str | None:
    """What the cell shows, None where nothing was written; notes stand deeper."""
    paragraphs = cell.findall(f"{_TEXT}p")
    return "\n".join(map(_text, paragraphs)) if paragraphs else None


def _text(element: Element) -> str:
    """The words of a paragraph, with the blanks that are written as elements."""
    if element.tag == f"{_TEXT}s":
        return " " * min(int(element.get(f"{_TEXT}c", "1")), _MOST_BLANKS)
    if element.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
        return "\t" if element.tag.endswith("tab") else "\n"
    pieces = [_one_blank(element.text)]
    for child in element:
        pieces += [_text(child), _one_blank(child.tail)]
    return "".join(pieces)


def _one_blank(text: str | None) -> str:
    """A line end of the XML with its indent is no more than a blank; LibreOffice writes blanks as they are."""
    return re.sub(r"[ \t]*[\r\n]\s*", " ", text or "")


def as_excel(formula: str) -> str | None:
    """The formula without "=", references and separators as in an .xlsx; None where that is not plain.

    >>> as_excel("of:=SUM([.E2:.E5];[.$F$2])*2"), as_excel("of:=[$表.A1]")
    ('SUM(E2:E5,$F$2)*2', '表!A1')
    >>> as_excel("of:={1;2}*[.A1]"), as_excel("of:=[.A1~.B1]"), as_excel("msoxl:=A1")
    (None, None, None)
    """
    if not formula.startswith(_PREFIX) or "{" in LITERAL.sub("", formula):
        return None
    text = _PART.sub(_spelled, formula.removeprefix(_PREFIX))
    return None if _UNKNOWN in text else text


def _spelled(part: re.Match[str]) -> str:
    if part["separator"]:
        return ","
    if part["text"] is not None:
        return part["text"]
    found = _REFERENCE.fullmatch(part["reference"])
    if found is None:
        return _UNKNOWN
    sheet = f"{found['sheet']}!" if found["sheet"] else ""
    return sheet + found["first"] + (f":{found['last']}" if found["last"] else "")


class Styles:
    """样式 — those of ``styles.xml`` and of ``content.xml``, each list of them added once."""

    def __init__(self) -> None:
        self._cells: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        self.hidden_tables: set[str] = set()

    def add(self, styles: Element) -> None:
        """Every style of an ``office:styles`` or ``office:automatic-styles``."""
        for style in styles:
            name = style.get(_NAME, "")
            if style.tag in _DATA_STYLES:
                self._numbers[name] = style
            elif style.tag == f"{_STYLE}style":
                self._cells[name] = style
                looks = style.find(f"{_STYLE}table-properties")
                if looks is not None and looks.get(f"{TABLE}display") == "false":
                    self.hidden_tables.add(name)

    def code(self, name: str | None) -> str | None:
        """The number format of cells of this style; None where it has none, or one of dates."""
        seen = set()
        while name in self._cells and name not in seen:
            seen.add(name)
            style = self._cells[name]
            if (data := style.get(f"{_STYLE}data-style-name")) is not None:
                return self._sections(data)
            name = style.get(f"{_STYLE}parent-style-name")
        return None

    def _sections(self, name: str) -> str | None:
        style = self._numbers.get(name)
        if style is None:
            return None
        cases = []
        for case in style.iterfind(f"{_STYLE}map"):
            condition = case.get(f"{_STYLE}condition", "").replace("value()", "")
            other = self._numbers.get(case.get(f"{_STYLE}apply-style-name", ""))
            cases.append(f"[{condition}]{'' if other is None else _code(other)}")
        return ";".join([*cases, _code(style)])


def _code(style: Element) -> str:
    """One section of a code."""
    pieces = []
    for part in style:
        text = part.text or ""
        if part.tag == f"{_NUMBER}number":
            drawn = part.find(f"{_NUMBER}embedded-text")
            behind = 0 if drawn is None else int(drawn.get(f"{_NUMBER}position", "0"))
            thousands = part.get(f"{_NUMBER}display-factor", "1").count("000")
            pieces.append("0" + (f'"{drawn.text}"' if drawn is not None else "") + "0" * min(behind, 20))
            pieces.append("," * thousands)
        elif part.tag == f"{_NUMBER}text":
            pieces.append("%" if text == "%" and style.tag == _DATA_STYLES[1] else f'"{text}"')
    return "".join(pieces)
