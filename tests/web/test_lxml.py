"""The stand-in for lxml reads and writes what lxml reads and writes, every small part of every workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import etree as real

from xlfuncs.files.ooxml.package import Package
from xlfuncs.web.stand_ins.lxml import etree as own

ROOT = Path(__file__).parents[2]
SMALL = (".rels", "workbook.xml", "styles.xml", "[Content_Types].xml", "app.xml", "core.xml")
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts() -> Iterator[bytes]:
    for folder in ("workbook_templates", "tests"):
        for path in sorted((ROOT / folder).rglob("*.xls[xm]")):
            if path.parent.name != "hostile":
                package = Package(path.read_bytes())
                yield from (package.read(name) for name in package.names() if name.endswith(SMALL))


def spelled(root: real._Element) -> bytes:
    return bytes(real.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False))


def test_parts_stay_as_they_are() -> None:
    found = list(parts())
    assert len(found) > 100
    for content in found:
        assert own.tostring(own.fromstring(content).getroottree()) == spelled(real.fromstring(content))


@pytest.mark.parametrize(
    "document",
    ["<a><b/></a>", "<a><b></a>", "<a>", "<a/><a/>", "<a x='1' x='2'/>", "<a>&b;</a>", "<a>\1</a>", "<b:a/>"],
)
def test_who_builds_nothing_is_told_the_same(document: str) -> None:
    said = []
    for etree in (real, own):
        parser = etree.XMLParser(target=SimpleNamespace(close=lambda: None), huge_tree=True)
        try:
            said.append(etree.fromstring(document.encode(), parser))
        except etree.XMLSyntaxError:
            said.append(etree)
    assert said in ([None, None], [real, own])


DOCUMENTS = [
    "<a xmlns='u'><b x='1'/><!-- c --><?p q  ?>t</a>",
    f"<x:a xmlns:x='u' xmlns:r='{R}'><x:b r:id='1'/></x:a>",
    "<!-- before --><a xmlns='u' xmlns:x='v' x:y='&lt;&quot;&#10;&amp;'><b xml:space='preserve'> &gt; </b></a><!-- after -->",
    "<a><b>中文&#13;</b></a>",
]


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("edit", ["none", "child", "insert", "attribute", "move", "remove"])
def test_an_edit_is_spelled_the_same(document: str, edit: str) -> None:
    results = []
    for etree in (real, own):
        etree.register_namespace("r", R)
        root = etree.fromstring(document)
        space = etree.QName(root).namespace
        name = f"{{{space}}}new" if space else "new"
        if edit == "child":
            etree.SubElement(root, name, {"k": "<值>"}).text = "文字 & more"
        elif edit == "insert":
            root.insert(0, root.makeelement(name, nsmap=root.nsmap))
        elif edit == "attribute":
            root.set(f"{{{R}}}id", "rId1")
            root.set("plain", 'a"b')
        elif edit == "move":
            root.insert(0, root[-1])
            root.append(
                etree.fromstring(f'<font xmlns="{space}"><b/></font>' if space else "<font><b/></font>")
            )
        elif edit == "remove":
            root.remove(root[0])
        results.append(spelled(root) if etree is real else own.tostring(root.getroottree()))
    assert results[0] == results[1]


@pytest.mark.parametrize("content", [b"", b"<a>", b"<a><b></a>", b"<x:a/>", b"text", b"<a x='1' x='2'/>"])
def test_what_is_no_xml_is_refused(content: bytes) -> None:
    with pytest.raises(real.XMLSyntaxError):
        real.fromstring(content)
    with pytest.raises(own.XMLSyntaxError):
        own.fromstring(content)


def test_a_doctype_is_seen() -> None:
    assert own.fromstring(b"<!DOCTYPE a []><a/>").getroottree().docinfo.doctype
