"""OpenDocument 样式 — the number formats of cells, as the codes of Excel, and which sheets are hidden.

OpenDocument 1.3 part 3: styles 16.2, number styles 16.29, their conditions 16.3, table properties 17.15.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_STYLE, _NUMBER, _TABLE = _NAMES % "style", _NAMES % "datastyle", _NAMES % "table"
_NAME = f"{_STYLE}name"
_DATA_STYLES = (f"{_NUMBER}number-style", f"{_NUMBER}percentage-style")


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
                if looks is not None and looks.get(f"{_TABLE}display") == "false":
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
