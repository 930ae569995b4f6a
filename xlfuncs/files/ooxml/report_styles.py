"""报告工作表的样式 — the styles of the report sheet, appended to those of a workbook; none is renumbered."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.parts import Element, edited, insert_behind, part_of
from xlfuncs.reports import Report

_FONT = '<font>{}<sz val="{}"/>{}<name val="{}"/><family val="3"/><charset val="134"/></font>'
_FILL = (
    '<fill><patternFill patternType="solid"><fgColor rgb="FF{}"/><bgColor indexed="64"/></patternFill></fill>'
)
_SIDE = '<{0} style="thin"><color rgb="FF{1}"/></{0}>'
_FRAME = f"<border>{''.join(map(_SIDE.format, ('left', 'right', 'top', 'bottom'), ['{0}'] * 4))}<diagonal/></border>"
_XF = (
    '<xf numFmtId="0" fontId="{}" fillId="{}" borderId="{}" xfId="0" applyFont="1" applyFill="1" '
    'applyBorder="1" applyAlignment="1"><alignment vertical="{}" wrapText="{}"/></xf>'
)


def style_numbers(package: Package, workbook_part: str, report: Report) -> Mapping[str, int]:
    """The style number of "title", "header", "text" and of every mark's colour, appended where missing.

    Lists that are not there, as all of them may, come in with what their first entries are everywhere else. A
    workbook without the part, or with another in its place, gives no numbers: its cells stay plain. ECMA-376 part 1, 18.8.
    """
    part = part_of(package, workbook_part, "styles")
    if not part:
        return {}
    blue = f'<color rgb="FF{report.link_colour}"/>'
    fonts = {
        "title": ("<b/>", report.title_size, ""),
        "header": ("<b/>", report.size, ""),
        "text": ("", report.size, ""),
        "link": ("<u/>", report.size, blue),
    }
    colours = {"header": report.header_colour} | {colour: colour for colour in report.marks.values()}
    numbers: dict[str, int] = {}
    with edited(package, part) as root:
        if etree.QName(root).localname != "styleSheet":
            return {}
        for place, (name, first) in enumerate(_LISTS.items()):
            if root.find(f"{{*}}{name}") is None:
                insert_behind(root, ("numFmts", *tuple(_LISTS)[:place]), name)
                for entry in first:
                    _number(root, name, entry)
        font = {
            kind: _number(root, "fonts", _FONT.format(*look, report.font)) for kind, look in fonts.items()
        }
        fill = {kind: _number(root, "fills", _FILL.format(colour)) for kind, colour in colours.items()}
        frame = _number(root, "borders", _FRAME.format(report.border_colour))
        numbers["title"] = _number(root, "cellXfs", _XF.format(font["title"], 0, 0, "center", 0))
        for kind in ("text", "link", *colours):
            xf = _XF.format(font.get(kind, font["text"]), fill.get(kind, 0), frame, "top", 1)
            numbers[kind] = _number(root, "cellXfs", xf)
    return numbers


# What a workbook's cells refer to by number 0, and in the order of the part; Excel itself keeps fills 0 and 1.
_PLAIN = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"></xf>'
_LISTS = {
    "fonts": ['<font><sz val="11"/><name val="Calibri"/></font>'],
    "fills": [f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "gray125")],
    "borders": ["<border><left/><right/><top/><bottom/><diagonal/></border>"],
    "cellStyleXfs": [_PLAIN],
    "cellXfs": [_PLAIN],
}


def _number(root: Element, container: str, entry: str) -> int:
    """The number of an entry in one of the lists of styles, appended where it is not there."""
    listed = root.findall(f"{{*}}{container}")[-1]  # of two, the one that readers keep
    new = etree.fromstring(entry.replace(">", f' xmlns="{etree.QName(root).namespace}">', 1))
    present = listed.findall(new.tag)  # a stranger among them has no number
    for number, one in enumerate(present):
        if _same(one, new):
            return number
    listed.append(new)
    listed.set("count", str(len(present) + 1))
    return len(present)


def _same(one: Element, other: Element) -> bool:
    alike = one.tag == other.tag and one.attrib == other.attrib and len(one) == len(other)
    return alike and all(map(_same, one, other))
