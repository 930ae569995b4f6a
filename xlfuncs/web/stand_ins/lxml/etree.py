"""小部件的树 — the part of lxml.etree that `xlfuncs.files` uses, over expat; it writes what lxml writes, byte for byte.

lxml is compiled, and neither npm nor PyPI has it for a browser. Namespaces keep their prefixes and the places where
they are declared; comments and processing instructions stay; a CDATA section becomes text.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Comment, ProcessingInstruction
from xml.parsers import expat

from xlfuncs.web.stand_ins.lxml.elements import XML, DocInfo, Scope, Tree, XMLElement, prefixes

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


class XMLSyntaxError(ElementTree.ParseError):
    """What is no XML."""


class ParserError(XMLSyntaxError):
    """What is no page."""


class QName:
    """A name and its namespace."""

    def __init__(self, element: XMLElement) -> None:
        namespace, _, self.localname = element.tag.rpartition("}")
        self.namespace = namespace[1:] or None


class XMLParser:
    """Takes lxml's options and needs none: expat reads no entity from outside and bounds those inside."""

    def __init__(self, target: Any = None, **_: bool) -> None:
        self.target = target


def register_namespace(prefix: str, namespace: str) -> None:
    """The prefix that a namespace gets where none is declared."""
    prefixes[namespace] = prefix


def SubElement(parent: XMLElement, tag: str, attributes: Mapping[str, str] | None = None) -> XMLElement:
    """A new last child."""
    made = XMLElement(tag, attributes)
    parent.append(made)
    return made


def fromstring(content: bytes | str, parser: XMLParser | None = None) -> Any:
    """The root of a document, none where the parser has a target, which is told nothing; XMLSyntaxError where it is none."""
    reader = _Reader() if parser is None or parser.target is None else None
    try:
        (reader.parser if reader else expat.ParserCreate()).Parse(content, True)
    except (expat.ExpatError, ValueError) as problem:
        raise XMLSyntaxError(str(problem)) from problem
    return reader and reader.tree().root


class _Reader:
    """Builds the tree as expat tells of it."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(None, "}")
        self.parser.namespace_prefixes = self.parser.ordered_attributes = self.parser.buffer_text = True
        self.parser.StartNamespaceDeclHandler = lambda prefix, uri: self._declared.update({prefix: uri or ""})
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.CommentHandler = partial(self._aside, Comment)
        self.parser.ProcessingInstructionHandler = partial(self._aside, ProcessingInstruction)
        self.parser.StartDoctypeDeclHandler = lambda name, *_: setattr(self, "_doctype", name)
        self._open: list[XMLElement] = []
        self._declared: Scope = {}  # for the element that comes next
        self._root: XMLElement | None = None
        self._around: tuple[list[str], list[str]] = [], []
        self._doctype = ""

    def tree(self) -> Tree:
        assert self._root is not None
        self._root.tree = Tree(self._root, *self._around, DocInfo(self._doctype))
        return self._root.tree

    def _start(self, name: str, flat: list[str]) -> None:
        made = XMLElement("")
        made.tag, made.prefix = _expanded(name)
        made.declared, self._declared = self._declared, {}
        made.attrib.update({_expanded(key)[0]: one for key, one in zip(flat[::2], flat[1::2], strict=True)})
        self._put(made)
        self._open.append(made)

    def _put(self, made: XMLElement) -> None:
        if self._open:
            made.parent = self._open[-1]
            ElementTree.Element.append(self._open[-1], made)
        elif self._root is None:
            self._root = made

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].add_text(text)

    def _aside(self, kind: Any, *words: str) -> None:
        made = XMLElement(kind)
        made.text = " ".join(filter(None, words))
        if self._open:
            self._put(made)
        else:
            self._around[self._root is not None].append(_written(made, {}))


def _expanded(name: str) -> tuple[str, str | None]:
    """A name and its prefix, of the namespace, name and prefix that expat gives."""
    space, _, rest = name.partition("}")
    local, _, prefix = rest.partition("}")
    return (f"{{{space}}}{local}", prefix or None) if rest else (name, None)


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
    if space == XML:
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
