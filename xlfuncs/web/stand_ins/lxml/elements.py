"""元素 — elements and documents as lxml has them: namespaces keep their prefixes and the places where they are declared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from xml.etree import ElementTree

XML = "http://www.w3.org/XML/1998/namespace"
prefixes = {XML: "xml"}  # namespace → the prefix it gets where none is declared

Scope = dict[str | None, str]  # prefix → namespace


class DocInfo(NamedTuple):
    """What stands before the root."""

    doctype: str


class Tree(NamedTuple):
    """A document: its root, and the comments around it."""

    root: XMLElement
    before: list[str]
    after: list[str]
    docinfo: DocInfo


class XMLElement(ElementTree.Element):
    """An element that knows its document and its namespaces."""

    prefix: str | None = None
    parent: XMLElement | None = None
    tree: Tree

    def __init__(self, tag: Any, attributes: Mapping[str, str] | None = None) -> None:
        super().__init__(tag, dict(attributes or {}))
        self.declared: Scope = {}  # here

    @property
    def nsmap(self) -> Scope:
        """Every namespace in scope, by its prefix."""
        return (self.parent.nsmap if self.parent is not None else {}) | self.declared

    def text_content(self) -> str:
        """All text inside, without markup."""
        return "".join(self.itertext())

    def add_text(self, text: str) -> None:
        """More text behind all that is inside."""
        if len(self):
            self[-1].tail = (self[-1].tail or "") + text
        else:
            self.text = (self.text or "") + text

    def getroottree(self) -> Tree:
        """The document; of the root alone."""
        return self.tree

    def makeelement(  # type: ignore[override]
        self, tag: str, attributes: Mapping[str, str] | None = None, nsmap: Scope | None = None
    ) -> XMLElement:
        """An element that stands nowhere yet."""
        made = XMLElement(tag, attributes)
        made.declared = dict(nsmap or {})
        return made

    def append(self, child: XMLElement) -> None:  # type: ignore[override]
        """A child at the end; what is declared around it need not be declared again."""
        self._adopt(child)
        super().append(child)

    def insert(self, index: int, child: XMLElement) -> None:  # type: ignore[override]
        """A child at a place, taken from where it stood."""
        if child.parent is not None:
            child.parent.remove(child)
        self._adopt(child)
        super().insert(index, child)

    def _adopt(self, child: XMLElement) -> None:
        around = set(self.nsmap.values())
        child.declared = {prefix: space for prefix, space in child.declared.items() if space not in around}
        child.parent = self

    def set(self, key: str, value: str) -> None:
        """An attribute; its namespace gets a prefix where it has none."""
        space = key[1:].partition("}")[0] if key[0] == "{" else None
        if space and space != XML and not any(p for p, known in self.nsmap.items() if known == space):
            self.declared[prefixes.get(space) or f"ns{len(self.nsmap)}"] = space
        super().set(key, value)
