"""不规范的压缩包 — a workbook's zip whose names have backslashes, a slash before them, or another case than what refers to them.

Office suites open such files; part names do not differ by case (ECMA-376 part 2, 6.2.2.3).
"""

from __future__ import annotations

import io
import posixpath
import zipfile

from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.parts import CONTENT_TYPES, edited, relations, relations_part

_ROOT = relations_part("")


def usually_named(package: Package) -> Package:
    """The file with its parts named as they are referred to; the same one where they are."""
    plain = {name: name.replace("\\", "/").lstrip("/") for name in package.names()}
    if any(name != usual for name, usual in plain.items()):
        package = Package(_renamed(package, plain))
    elif CONTENT_TYPES in package and _ROOT in package and not _astray(package):
        return package
    wanted = {part.casefold(): part for part in (CONTENT_TYPES, _ROOT)}
    waiting, seen = [""], {""}
    while waiting:  # from the package itself to all that it refers to, relation by relation
        names = {name: wanted.get(name.casefold(), name) for name in package.names()}
        if names.keys() != set(names.values()):
            package = Package(_renamed(package, names))
        part = waiting.pop()
        for relation in relations(package, part):
            if relation.target not in seen:
                seen.add(relation.target)
                waiting.append(relation.target)
                for name in (relation.target, relations_part(relation.target)):
                    wanted[name.casefold()] = name
    if CONTENT_TYPES in package:
        _spell_types(package)
    return package


def _spell_types(package: Package) -> None:
    """Let the list of types name the parts as they are named now: not all readers look for them in any case."""
    there = {name.casefold(): name for name in package.names()}
    with edited(package, CONTENT_TYPES) as types:
        for line in types:
            name = line.get("PartName", "").replace("\\", "/").lstrip("/")
            if name.casefold() in there:
                line.set("PartName", f"/{there[name.casefold()]}")


def _astray(package: Package) -> bool:
    """Whether the package or its workbook refers to a part that is there under another name only."""
    names = {*package.names()}
    sources = ["", *(relation.target for relation in relations(package, ""))]
    targets = [relation.target for source in sources for relation in relations(package, source)]
    lost = {*targets, *map(relations_part, targets)} - names
    return not {name.casefold() for name in lost}.isdisjoint(map(str.casefold, names))


def _renamed(package: Package, names: dict[str, str]) -> bytes:
    if len(set(names.values())) < len(names):
        raise FileProblem.parts_alike()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in package.names():
            if not name.endswith("/"):
                archive.writestr(zipfile.ZipInfo(posixpath.normpath(names[name])), package.read(name))
    return out.getvalue()
