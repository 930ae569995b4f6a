"""报告样式 — the few cell styles of a report sheet, appended to a workbook's own and never renumbering them.

``styles.xml`` is a set of numbered lists (ECMA-376 part 1, 18.8); an entry already there is used again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.workbook import element, insert_before_end, relations

__all__ = ["report_styles"]

_FONTS = {
    "title": '<font><b/><sz val="14"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
    "header": '<font><b/><sz val="10"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
    "text": '<font><sz val="10"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
}
_COLOURS = {"header": "FFD9E1F2", "error": "FFFFC7CE", "warning": "FFFFEB9C", "info": "FFDDEBF7"}
_FILL = (
    '<fill><patternFill patternType="solid"><fgColor rgb="{}"/><bgColor indexed="64"/></patternFill></fill>'
)
_SIDES = ("left", "right", "top", "bottom")
_BORDER = "".join(f'<{side} style="thin"><color rgb="FFBFBFBF"/></{side}>' for side in _SIDES)
_FRAME = f"<border>{_BORDER}<diagonal/></border>"
_XF = (
    '<xf numFmtId="0" fontId="{}" fillId="{}" borderId="{}" xfId="0" applyFont="1" applyFill="1" '
    'applyBorder="1" applyAlignment="1"><alignment vertical="{}" wrapText="{}"/></xf>'
)


def report_styles(package: Package, workbook_part: str) -> Mapping[str, int]:
    """The style number of "title", "header", "text", "error", "warning" and "info", appended where missing.

    A workbook without a style part gives no numbers: its cells stay plain.
    """
    part = next((r.target for r in relations(package, workbook_part) if r.kind == "styles"), None)
    if part is None or part not in package:
        return {}
    xml = package.read(part)
    fonts: dict[str, int] = {}
    fills: dict[str, int] = {}
    styles: dict[str, int] = {}
    for name, font in _FONTS.items():
        xml, fonts[name] = _numbered(xml, "fonts", "font", font)
    for name, colour in _COLOURS.items():
        xml, fills[name] = _numbered(xml, "fills", "fill", _FILL.format(colour))
    xml, frame = _numbered(xml, "borders", "border", _FRAME)
    for name in ("title", "text", *_COLOURS):
        number = fonts.get(name, fonts["text"])
        border, fill = (0, 0) if name == "title" else (frame, fills.get(name, 0))
        vertical, wrap = ("center", 0) if name == "title" else ("top", 1)
        xml, styles[name] = _numbered(xml, "cellXfs", "xf", _XF.format(number, fill, border, vertical, wrap))
    package.put(part, xml)
    return styles


def _numbered(xml: bytes, container: str, kind: str, entry: str) -> tuple[bytes, int]:
    """The styles with this entry in a list, and its number there."""
    prefix = (found[1] or b"") if (found := re.search(rb"<(\w+:)?styleSheet\b", xml)) else b""
    written = re.sub(rb"<(/?)", rb"<\1" + prefix, entry.encode())
    name = prefix + container.encode()
    start, end = element(xml, name)
    before, known, _ = xml[start:end].partition(written)
    number = len(re.findall(rb"<%s(?=[\s/>])" % (prefix + kind.encode()), before))
    if known:
        return xml, number
    xml = insert_before_end(xml, name, written)
    opening = xml.index(b">", start) + 1
    counted = re.sub(rb'\scount="\d+"', b' count="%d"' % (number + 1), xml[start:opening])
    return xml[:start] + counted + xml[opening:], number
