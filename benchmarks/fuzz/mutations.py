"""Workbooks spoiled in four ways: bytes, bytes inside parts, the structure of XML, values of cells.

The same seed and number always give the same file.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.fuzz.odd import HEADERS, TEXTS
from benchmarks.fuzz.seeds import seed_file
from benchmarks.fuzz.structure import spoiled_structure
from benchmarks.fuzz.values import spoiled_values

Parts = list[tuple[str, bytes]]


class Mutant(NamedTuple):
    """A spoiled workbook, the file it was made from, and in which way."""

    original: Path
    way: str
    data: bytes


def mutant(number: int, seed: int = 1) -> Mutant:
    """The file of this number."""
    rng = Random(f"{seed}/{number}")
    original, way = seed_file(rng), rng.choice([*WAYS])
    return Mutant(original, way, WAYS[way](original.read_bytes(), rng))


def spoiled_bytes(data: bytes, rng: Random) -> bytes:
    """Bits turned, pieces cut out, doubled, moved, put in or blanked."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 40))):
        at, length = rng.randrange(len(found) + 1), rng.choice((1, 2, 4, 16, 300, 5_000))
        piece = bytes(found[at : at + length])
        way = rng.randrange(7)
        if way == 0 and at < len(found):
            found[at] ^= 1 << rng.randrange(8)
        elif way == 1:
            del found[at : at + length]
        elif way == 2:
            found[at:at] = piece
        elif way == 3:
            found[at : at + length] = rng.choice((b"\0", b"\xff", b"<", b"9")) * len(piece)
        elif way == 4:
            found[at:at] = rng.randbytes(rng.choice((1, 2, 4, 16)))
        elif way == 5:
            found[at : at + 2] = rng.choice((0, 1, 255, 32_767, 65_535)).to_bytes(2, "little")
        else:
            del found[at : at + length]
            to = rng.randrange(len(found) + 1)
            found[to:to] = piece
        if rng.random() < 0.02:
            del found[rng.randrange(len(found) + 1) :]
    return bytes(found)


def spoiled_parts(data: bytes, rng: Random) -> bytes:
    """Bytes within a part of a zip, or its parts lost, emptied, exchanged, renamed, doubled; else bytes."""
    return _repacked(data, rng, _spoil_parts) or spoiled_bytes(data, rng)


def _spoil_parts(parts: Parts, rng: Random) -> None:
    at = rng.randrange(len(parts))
    name, content = parts[at]
    way = rng.randrange(14)
    if way == 0:
        del parts[at]
    elif way == 1:
        parts[at] = name, b""
    elif way == 2:
        parts[at] = name, rng.choice(parts)[1]
    elif way == 3:
        parts[at] = (
            rng.choice((name.upper(), name.replace("/", "\\"), f"../{name}", f"/{name}", "甲")),
            content,
        )
    elif way == 4:
        parts.append((name, rng.choice(parts)[1]))
    else:
        parts[at] = name, spoiled_bytes(content, rng)


def _structure(data: bytes, rng: Random) -> bytes:
    return _inside(data, rng, spoiled_structure, r"\.(xml|rels)$")


def _values(data: bytes, rng: Random) -> bytes:
    return _inside(data, rng, spoiled_values, r"worksheets/[^/]*\.xml$|^content\.xml$|sharedStrings")


def _inside(data: bytes, rng: Random, spoil: Callable[[bytes, Random], bytes | None], which: str) -> bytes:
    """Spoil a part, or the file where it is no zip; what cannot be spoiled that way, its words or its bytes."""

    def one(parts: Parts, rng: Random) -> None:
        fitting = [at for at, (name, content) in enumerate(parts) if content and re.search(which, name)]
        at = rng.choice(fitting or range(len(parts)))
        name, content = parts[at]
        parts[at] = name, spoil(content, rng) or spoiled_bytes(content, rng)

    return _repacked(data, rng, one) or spoil(data, rng) or _words(data, rng)


def _words(data: bytes, rng: Random) -> bytes:
    """Fields of a text replaced; bytes of what is none."""
    if b"\0" in data:
        return spoiled_bytes(data, rng)
    fields = re.split(rb"([,\t\n])", data)
    for _ in range(rng.choice((1, 2, 5))):
        fields[2 * rng.randrange((len(fields) + 1) // 2)] = rng.choice((*TEXTS, *HEADERS)).encode("gb18030")
    return b"".join(fields)


def _repacked(data: bytes, rng: Random, change: Callable[[Parts, Random], None]) -> bytes | None:
    """The zip with its parts changed; None for what is no zip."""
    if not data.startswith(b"PK"):
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    change(parts, rng)
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")  # of two parts of one name
        for name, content in parts:
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


WAYS: dict[str, Callable[[bytes, Random], bytes]] = {
    "bytes": spoiled_bytes,
    "parts": spoiled_parts,
    "structure": _structure,
    "values": _values,
}
