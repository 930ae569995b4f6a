"""Cells that hold what no cell should: odd numbers, texts, types, formulas, other headers; in the XML of any kind."""

from __future__ import annotations

from random import Random
from typing import Any

from lxml import etree

from benchmarks.fuzz.odd import ATTRIBUTES, FORMULAS, HEADERS, NUMBERS, TEXTS, TYPES
from benchmarks.fuzz.structure import Marks, tree_of

Element = Any
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_CELLS = {"c": 0, "si": 0, "table-cell": 0, "Cell": 0, "td": 0, "th": 0}


def spoiled_values(content: bytes, rng: Random) -> bytes | None:
    """One to thirty cells changed; None where there are none."""
    root = tree_of(content)
    cells = [] if root is None else [cell for cell in root.iter() if _name(cell) in _CELLS]
    if not cells:
        return None
    marks = Marks()
    held = [cell for cell in cells if len(cell) or cell.text] or cells
    for _ in range(rng.choice((1, 1, 2, 4, 30))):
        cell = rng.choice(held)
        spoil = {"c": _xlsx, "table-cell": _ods, "Cell": _xml2003}.get(_name(cell), _text)
        spoil(cell, rng, marks)
    return marks.spelled(root)


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _odd_text(rng: Random) -> str:
    return rng.choice(HEADERS if rng.random() < 0.3 else TEXTS)


def _xlsx(cell: Element, rng: Random, marks: Marks) -> None:
    space = f"{{{etree.QName(cell).namespace}}}"
    kind = rng.choice((*TYPES, "n", "str", "inlineStr", "formula", "formula"))
    for child in list(cell):
        cell.remove(child)
    if kind == "formula":
        formula = etree.SubElement(cell, f"{space}f")
        formula.text = marks.of(rng.choice(FORMULAS).replace("&", "&amp;").replace("<", "&lt;"))
        if rng.random() < 0.3:
            formula.set("t", rng.choice(("array", "shared", "dataTable", "x")))
            formula.set("ref", marks.of(rng.choice((cell.get("r", "A1"), *ATTRIBUTES))))
            formula.set("si", rng.choice(("0", "1", "999", "-1", "x")))
        if rng.random() < 0.5:
            etree.SubElement(cell, f"{space}v").text = rng.choice(NUMBERS)
        cell.set("t", rng.choice(("n", "str", "e", "b")))
        return
    cell.set("t", kind)
    text = _odd_text(rng) if kind in ("str", "inlineStr", "zz") else rng.choice((*NUMBERS, "999999", "#ODD!"))
    inner = etree.SubElement(cell, f"{space}is") if kind == "inlineStr" else cell
    etree.SubElement(inner, f"{space}{'t' if kind == 'inlineStr' else 'v'}").text = marks.of(text)


def _ods(cell: Element, rng: Random, marks: Marks) -> None:
    kind = rng.choice(("float", "percentage", "currency", "date", "time", "boolean", "string", "", "zz"))
    number = rng.choice((*NUMBERS, "PT1H", "PT99999999999H", "2023-13-45", "-2023-01-01", "true"))
    cell.set(f"{_ODF % 'office'}value-type", kind)
    which = kind if kind in ("date", "time", "boolean", "string") else ""
    cell.set(f"{_ODF % 'office'}{which}{'-' * bool(which)}value", marks.of(number.replace('"', "")))
    if rng.random() < 0.3:
        cell.set(
            f"{_ODF % 'table'}formula",
            marks.of("of:=" + rng.choice(FORMULAS).replace("&", "").replace('"', "")),
        )
    if rng.random() < 0.3:
        name = rng.choice(("columns-repeated", "rows-spanned", "columns-spanned", "matrix-rows-spanned"))
        cell.set(f"{_ODF % 'table'}number-{name}", marks.of(rng.choice(ATTRIBUTES)))
    _text(cell, rng, marks)


def _xml2003(cell: Element, rng: Random, marks: Marks) -> None:
    space = f"{{{etree.QName(cell).namespace}}}"
    name = rng.choice(("MergeAcross", "MergeDown", "Index", "StyleID", "Formula"))
    if rng.random() < 0.4:
        cell.set(f"{space}{name}", marks.of(rng.choice(ATTRIBUTES)))
    for data in cell:
        data.set(f"{space}Type", rng.choice(("Number", "String", "DateTime", "Boolean", "Error", "zz")))
        data.text = marks.of(rng.choice((rng.choice(NUMBERS), _odd_text(rng))))


def _text(cell: Element, rng: Random, marks: Marks) -> None:
    inner = next(iter(cell)) if len(cell) else cell
    inner.text = marks.of(rng.choice((rng.choice(NUMBERS), _odd_text(rng), _odd_text(rng))))
    if _name(cell) in ("td", "th") and rng.random() < 0.3:
        cell.set(
            rng.choice(("rowspan", "colspan", "x:num", "sdval", "class")), marks.of(rng.choice(ATTRIBUTES))
        )
