"""小部件的树 — the part of lxml.etree that `xlfuncs.files` uses, over expat; it writes what lxml writes, byte for byte.

lxml is compiled, and neither npm nor PyPI has it for a browser. Namespaces keep their prefixes and the places where
they are declared; comments and processing instructions stay; a CDATA section becomes text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Comment, ProcessingInstruction
from xml.parsers import expat

__all__ = [
    "ParserError",
    "QName",
    "SubElement",
    "XMLElement",
    "XMLParser",
    "XMLSyntaxError",
    "fromstring",
    "register_namespace",
    "tostring",
]

_XML = "http://www.w3.org/XML/1998/namespace"
_prefixes = {_XML: "xml"}  # namespace → the prefix it gets where none is declared

Scope = dict[str | None, str]  # prefix → namespace


class XMLSyntaxError(ElementTree.ParseError):
    """What is no XML."""


class ParserError(XMLSyntaxError):
    """What is no page."""


class QName:
    """A name and its namespace."""

    def __init__(self, element: XMLElement) -> None:
        self.namespace = element.tag[1:].partition("}")[0] if element.tag[0] == "{" else None


class XMLParser:
    """Takes lxml's options and needs none: expat reads no entity from outside and bounds those inside."""

    def __init__(self, **_: bool) -> None:
        pass


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
        if space and space != _XML and not any(p for p, known in self.nsmap.items() if known == space):
            self.declared[_prefixes.get(space) or f"ns{len(self.nsmap)}"] = space
        super().set(key, value)


def register_namespace(prefix: str, namespace: str) -> None:
    """The prefix that a namespace gets where none is declared."""
    _prefixes[namespace] = prefix


def SubElement(parent: XMLElement, tag: str, attributes: Mapping[str, str] | None = None) -> XMLElement:
    """A new last child."""
    made = XMLElement(tag, attributes)
    parent.append(made)
    return made


def fromstring(content: bytes | str, parser: XMLParser | None = None) -> XMLElement:
    """The root of a document; XMLSyntaxError where it is none."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as problem:
        raise XMLSyntaxError(str(problem)) from problem
    return reader.tree().root


class _Reader:
    """Builds the tree as expat tells of it."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.ordered_attributes = self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler, self.parser.CommentHandler = self._text, self._comment
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartDoctypeDeclHandler = lambda name, *_: setattr(self, "_doctype", name)
        self._open: list[XMLElement] = []
        self._root: XMLElement | None = None
        self._around: tuple[list[str], list[str]] = [], []
        self._doctype = ""

    def tree(self) -> Tree:
        assert self._root is not None
        self._root.tree = Tree(self._root, *self._around, DocInfo(self._doctype))
        return self._root.tree

    def _start(self, name: str, flat: list[str]) -> None:
        pairs = list(zip(flat[::2], flat[1::2], strict=True))
        made = XMLElement("")
        made.declared = {
            key[6:] or None: value for key, value in pairs if key == "xmlns" or key.startswith("xmlns:")
        }
        made.parent = self._open[-1] if self._open else None
        scope = made.nsmap | {"xml": _XML}
        made.prefix, made.tag = _expanded(name, scope, default=True)
        for key, value in pairs:
            if key != "xmlns" and not key.startswith("xmlns:"):
                made.attrib[_expanded(key, scope, default=False)[1]] = value
        self._put(made)
        self._open.append(made)

    def _put(self, made: XMLElement) -> None:
        if self._open:
            ElementTree.Element.append(self._open[-1], made)
        elif self._root is None:
            self._root = made

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        inside = self._open[-1]
        if len(inside):
            inside[-1].tail = (inside[-1].tail or "") + text
        else:
            inside.text = (inside.text or "") + text

    def _comment(self, text: str) -> None:
        self._aside(Comment, text)

    def _instruction(self, target: str, text: str) -> None:
        self._aside(ProcessingInstruction, f"{target} {text}".rstrip())

    def _aside(self, kind: Any, text: str) -> None:
        made = XMLElement(kind)
        made.text = text
        if self._open:
            made.parent = self._open[-1]
            self._put(made)
        else:
            self._around[self._root is not None].append(_written(made, {}))


def _expanded(name: str, scope: Scope, *, default: bool) -> tuple[str | None, str]:
    prefix, colon, local = name.rpartition(":")
    if not colon and not (default and scope.get(None)):
        return None, local
    if (prefix or None) not in scope:
        raise ValueError(f"prefix {prefix}")
    return prefix or None, f"{{{scope[prefix or None]}}}{local}"


def tostring(tree: Tree | XMLElement, encoding: str | None = None, xml_declaration: bool = False) -> bytes:
    """A document, or an element, in UTF-8, without a declaration."""
    if isinstance(tree, XMLElement):
        return _written(tree, {}).encode()
    return "".join([*tree.before, _written(tree.root, {}), *tree.after]).encode()


def _written(element: XMLElement, scope: Scope) -> str:
    if not isinstance(element.tag, str):
        comment = element.tag is Comment
        return f"<!--{element.text}-->" if comment else f"<?{element.text}?>"
    scope = scope | element.declared
    name = _spelled(element.tag, element.prefix, scope, attribute=False)
    parts = [f"<{name}"]
    for prefix, space in element.declared.items():
        parts.append(f' xmlns{f":{prefix}" if prefix else ""}="{_escaped(space)}"')
    for key, value in element.attrib.items():
        parts.append(f' {_spelled(key, None, scope, attribute=True)}="{_escaped(value)}"')
    inside = [_content(element.text)]
    for child in element:
        inside += [_written(child, scope), _content(child.tail)]  # type: ignore[arg-type]
    content = "".join(inside)
    parts.append(f">{content}</{name}>" if content else "/>")
    return "".join(parts)


def _spelled(tag: str, prefix: str | None, scope: Scope, *, attribute: bool) -> str:
    if tag[0] != "{":
        return tag
    space, _, local = tag[1:].partition("}")
    if space == _XML:
        return f"xml:{local}"
    if attribute or scope.get(prefix) != space:
        known = [p for p, value in scope.items() if value == space and (p or not attribute)]
        prefix = known[-1]
    return f"{prefix}:{local}" if prefix else local


def _content(text: str | None) -> str:
    text = (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def _escaped(text: str) -> str:
    return _content(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
