"""归属 — which official form a table is, whose, of which project and region: what its title and the labelled fields above it say.

Of the region a project's name says nothing: 北京市支援某县项目 may stand in any province's table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

from xlfuncs.cells import Place
from xlfuncs.forms.layout import layouts
from xlfuncs.forms.layout_parts import Recognise
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.marks import Mark
from xlfuncs.forms.recognition.words.texts import LONGEST, UNSEEN, bare, labelled, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.patterns import pattern

_CODE = re.compile(r"^(?:[(\[【]\d+[)\]】]|\d+\s*[-—_])\s*(?=[^\d\s])")
_YEAR_AND_UNIT = re.compile(r"[(（]?\s*20\d\d\s*年度?[\s,，;；]+(?:金额)?单位")
_SEAL = re.compile(r"[(（](?:盖章|公章|签章|章)[)）]$")
_EVALUATES = pattern("自评|绩效|评价|考核")
_UNIT = pattern(r"单位[:：](?:人民币)?(万元|元|亿元)|\((?:单位[:：])?(?:人民币)?(万元|元|亿元)\)")


def departments(reader: Reader, rows: Sequence[int], basic: tuple[str, Place] | None = None) -> list[str]:
    """The units that the fields name, in reading order, without codes and seals; else that of 基础数据."""
    named = (
        _name(value)
        for label, value in _labelled(reader, rows)
        if label.endswith(tuple(words("whose")["departments"]))
        and not any(word in label for word in words("fields")["other"])
    )
    return list(dict.fromkeys(filter(_is_name, named))) or [name for name, _ in filter(None, [basic])]


def _is_name(text: str) -> bool:
    """Not a code, an amount, a sentence, nor the next label beside a field left empty."""
    return bool(re.search(r"[^\W\d]{2}", text)) and text[-1] not in "元。" and not _is_label(text)


def project(reader: Reader, rows: Sequence[int]) -> str | None:
    """The project that a field names."""
    listed = tuple(words("whose")["project"])
    return next((_name(value) for label, value in _labelled(reader, rows) if label.endswith(listed)), None)


def _labelled(reader: Reader, rows: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Labels, bare, with what stands beside them or behind their colon."""
    for row in rows:
        texts = [text for _, text in reader.texts(row)]
        for at, text in enumerate(texts):
            if len(text) > LONGEST:
                continue
            if pairs := labelled(text):
                yield from ((bare(normal(label)), value) for label, value in pairs)
            elif at + 1 < len(texts) and not (_is_label(value := texts[at + 1]) or is_placeholder(value)):
                yield bare(normal(text)), value


def _is_label(text: str) -> bool:
    short = bare(normal(text))
    listed = words("whose")
    return bool(labelled(text)) or short.endswith((*listed["departments"], *listed["project"]))


def _name(value: str) -> str:
    """A name without its code and the mark of a seal.

    >>> _name("219-某镇人民政府"), _name("[155]某县民政局"), _name("某局（公章）"), _name("2022-2023年防汛项目")
    ('某镇人民政府', '某县民政局', '某局', '2022-2023年防汛项目')
    """
    return _CODE.sub("", _SEAL.sub("", " ".join(value.translate(UNSEEN).split())))


def place_fields(reader: Reader, rows: range, title: Mark | None) -> list[tuple[str, Place]]:
    """The title, lines that stand alone, and what the fields of unit, department and region hold."""
    found = [*_fields(reader, rows)]
    at = reader.at(title.row, title.column) if title is not None else None
    if title is not None and at is not None and all(place != at for _, place in found):  # 单位：元 beside it
        found.insert(0, (reader.text(title.row, title.column) or "", at))
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
            if len(texts) == 1 and (not pairs or _YEAR_AND_UNIT.match(text)):
                yield text, reader.at(row, column)
            elif not pairs and _is_place(text) and number + 1 < len(texts):
                beside, value = texts[number + 1]
                yield value, reader.at(row, beside)


@lru_cache(maxsize=1 << 12)  # many tables have the same labels
def _is_place(label: str) -> bool:
    listed, short = words("fields"), normal(label)
    return any(one in short for one in listed["places"]) and not any(one in short for one in listed["other"])


def headings(reader: Reader, headers: Sequence[Header]) -> list[tuple[str, Place | None]]:
    """The texts of header rows, of lines alone above them, and of a block of amounts: its notes say how the rate is computed."""
    found: list[tuple[str, Place | None]] = []
    for header, below in zip_longest(headers, headers[1:]):
        end = below.row if below and header.kind == "execution" else header.end + 1
        for row in range(max(header.row - 1, 0), end):
            texts = reader.texts(row)
            if row >= header.row or len(texts) == 1:
                found += [(normal(text), reader.at(row, at)) for at, text in texts if len(text) <= LONGEST]
    return found


def head_texts(reader: Reader, start: int, headers: Sequence[Header]) -> list[str]:
    """The titles, unit names and labels above the indicators, and in all headers; long texts are prose."""
    ends = [header.end for header in headers] or [start]
    first = next((header.end for header in headers if header.kind == "indicators"), ends[-1])
    rows = [*range(start, first + 1), *(header.row for header in headers if header.row > first)]
    return ["".join(text.split()) for row in rows for _, text in reader.texts(row) if len(text) <= LONGEST]


def heading(reader: Reader, head: range) -> str | None:
    """A text alone in its row above the headers that speaks of an evaluation: 农机购置补贴绩效自评."""
    alone = [texts[0][1] for row in head if len(texts := reader.texts(row)) == 1]
    return next((text for text in alone if _EVALUATES.search(text) and len(text) <= LONGEST), None)


def is_interim(title: str | None, headers: Sequence[Header]) -> bool:
    """Whether a table only watches over the year that has not ended: it has neither points nor scores."""
    scored = any({"points", "score"} & header.columns.keys() for header in headers)
    return bool(title) and not scored and any(word in str(title) for word in words("titles")["interim"])


def form_of(title: str | None, sheet: str, texts: Sequence[str], sections: Sequence[str]) -> str:
    """The id of the form; the last where neither title nor labels say whose evaluation it is."""
    head, labels = normal(title or sheet), {bare(normal(text)) for text in texts}
    known = [(layout.id, layout.recognise) for layout in layouts() if layout.recognise]
    known.sort(key=lambda pair: pair[1].order)
    for form, marks in known:
        if _fits(marks, head, labels, sections):
            closer = ((other, more.rows) for other, more in known if more.narrows == form)
            named = (one for one, rows in closer if all(any(a.startswith(b) for a in labels) for b in rows))
            return next(named, form)
    return known[-1][0]


def _fits(marks: Recognise, head: str, labels: Collection[str], sections: Sequence[str]) -> bool:
    if marks.narrows or any(word in head for word in marks.other_titles):
        return False
    if len(set(sections) & set(marks.sections)) > 1 or any(word in head for word in marks.titles):
        return True
    return any(word in labels for word in marks.labels)


def unit_of(texts: Sequence[str]) -> str | None:
    """The unit of the amounts, where the labels show one and only one.

    >>> unit_of(["项目资金（万元）", "预算数"]), unit_of(["预算数（元）", "执行数（万元）"])
    ('万元', None)
    """
    found = {match[1] or match[2] for text in texts for match in _UNIT.finditer(normal(text))}
    return found.pop() if len(found) == 1 else None
