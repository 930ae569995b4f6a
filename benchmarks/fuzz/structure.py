"""XML with its structure spoiled: elements lost, doubled, exchanged, moved, nested, renamed; attributes and texts odd."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from lxml import etree, html

from benchmarks.fuzz.odd import ATTRIBUTES, TEXTS

Element = Any  # of lxml, which has no type information


class Marks:
    """Texts that lxml would refuse or escape: marks stand for them until the tree is bytes."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def of(self, text: str) -> str:
        """The mark of a text."""
        self._texts.append(text)
        return f"〖{len(self._texts) - 1}〗"

    def spelled(self, root: Element) -> bytes:
        """The tree with the texts in the places of their marks."""
        spell = html.tostring if isinstance(root, html.HtmlElement) else etree.tostring
        text = spell(root, encoding="unicode")
        for number, meant in enumerate(self._texts):
            text = text.replace(f"〖{number}〗", meant)
        return text.encode("utf-8", "surrogatepass")


def tree_of(content: bytes) -> Element | None:
    """The root of XML or HTML; None where it is neither."""
    if b"<html" in content[:2_000].lower():
        return html.document_fromstring(
            content.decode("utf-8", "replace").encode(), html.HTMLParser(encoding="utf-8")
        )
    try:
        return etree.fromstring(content, etree.XMLParser(huge_tree=True, resolve_entities=False))
    except etree.XMLSyntaxError:
        return None


def spoiled_structure(content: bytes, rng: Random) -> bytes | None:
    """One to eight changes; None for what is no XML."""
    root = tree_of(content)
    if root is None:
        return None
    marks = Marks()
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        _change(root, rng, marks)
    return marks.spelled(root)


def _change(root: Element, rng: Random, marks: Marks) -> None:
    every = [element for element in root.iter() if isinstance(element.tag, str)]
    one, other = rng.choice(every), rng.choice(every)
    parent, way = one.getparent(), rng.randrange(12)
    if way < 3 and one.attrib:  # three times as often as the others
        one.set(rng.choice(list(one.attrib)), marks.of(rng.choice(ATTRIBUTES)))
    elif way == 3 and one.attrib and other.attrib:
        one.set(rng.choice(list(one.attrib)), rng.choice(list(other.attrib.values())))
    elif way == 4 and one.attrib:
        del one.attrib[rng.choice(list(one.attrib))]
    elif way == 5:
        one.text = marks.of(rng.choice(TEXTS))
    elif way == 6:
        one.tag = other.tag
    elif parent is None or one is other:
        return
    elif way == 7:
        parent.remove(one)
    elif way == 8:
        for _ in range(rng.choice((1, 1, 2, 300))):
            parent.insert(parent.index(one), copy.deepcopy(one) if len(one) < 50 else etree.Element(one.tag))
    elif way == 9:
        inner = etree.SubElement(parent, one.tag)
        for _ in range(rng.choice((1, 20, 240, 3_000))):
            inner = etree.SubElement(inner, one.tag)
    elif way == 10 and one not in set(other.iterancestors()):
        other.append(one)
    elif other.getparent() is not None and not {one, other} & {*one.iterancestors(), *other.iterancestors()}:
        place, hole = other.getparent(), etree.Element("hole")
        place.replace(other, hole)
        parent.replace(one, other)
        hole.getparent().replace(hole, one)
