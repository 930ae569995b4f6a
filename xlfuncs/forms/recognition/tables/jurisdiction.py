"""地区 — the texts that may show whose table it is: titles, and the fields of unit, department and region.

A project's name says nothing of the kind: 北京市支援某县项目 may stand in any province's table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

from xlfuncs.cells import Place
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.marks import Mark
from xlfuncs.forms.recognition.words.texts import LONGEST, labelled, normal
from xlfuncs.forms.recognition.words.word_list import words


def place_fields(reader: Reader, rows: range, title: Mark | None) -> list[tuple[str, Place]]:
    """The title, lines that stand alone, and what the fields of unit, department and region hold."""
    found = [*_fields(reader, rows)]
    if title is not None and title.row not in rows:
        found.insert(0, (reader.text(title.row, title.column) or "", reader.at(title.row, title.column)))
    return found


def _fields(reader: Reader, rows: range) -> Iterator[tuple[str, Place]]:
    for row in rows:
        texts = reader.texts(row)
        for number, (column, text) in enumerate(texts):
            if len(text) > LONGEST:
                continue
            pairs = labelled(text)
            for label, value in pairs:
                if _is_place(label):
                    yield value, reader.at(row, column)
            if not pairs and len(texts) == 1:
                yield text, reader.at(row, column)
            elif not pairs and _is_place(text) and number + 1 < len(texts):
                beside, value = texts[number + 1]
                yield value, reader.at(row, beside)


@lru_cache(maxsize=1 << 12)  # many tables have the same labels
def _is_place(label: str) -> bool:
    listed, short = words("fields"), normal(label)
    return any(word in short for word in listed["places"]) and not any(
        word in short for word in listed["other"]
    )


def headings(reader: Reader, headers: Sequence[Header]) -> list[tuple[str, Place | None]]:
    """The texts of the header rows, of the lines that stand alone above them, and of a block of amounts: its notes
    say how the rate is computed."""
    found: list[tuple[str, Place | None]] = []
    for header, below in zip_longest(headers, headers[1:]):
        end = below.row if below and header.kind == "execution" else header.end + 1
        for row in range(max(header.row - 1, 0), end):
            texts = reader.texts(row)
            if row >= header.row or len(texts) == 1:
                found += [
                    (normal(text), reader.at(row, column)) for column, text in texts if len(text) <= LONGEST
                ]
    return found
