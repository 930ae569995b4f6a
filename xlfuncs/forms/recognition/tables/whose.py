"""归属 — whose table it is and of which project: what the labelled fields above it say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.words.texts import LONGEST, bare, labelled, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import is_placeholder

_CODE = re.compile(r"^(?:[(\[【]\d+[)\]】]|\d+\s*[-—_])\s*(?=[^\d\s])")
_SEAL = re.compile(r"[(（](?:盖章|公章|签章|章)[)）]$")


def departments(reader: Reader, rows: Sequence[int]) -> list[str]:
    """The units that the fields name, in reading order, without the codes and seals beside their names."""
    named = (
        _name(value)
        for label, value in _labelled(reader, rows)
        if label.endswith(tuple(words("whose")["departments"])) and not _other(label)
    )
    return list(dict.fromkeys(name for name in named if re.search(r"[^\W\d]{2}", name) and name[-1] != "元"))


def project(reader: Reader, rows: Sequence[int]) -> str | None:
    """The project that a field names."""
    listed = tuple(words("whose")["project"])
    return next((_name(value) for label, value in _labelled(reader, rows) if label.endswith(listed)), None)


def _labelled(reader: Reader, rows: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Labels, bare, with what stands beside them or behind their colon."""
    for row in rows:
        texts = [text for _, text in reader.texts(row)]
        for number, text in enumerate(texts):
            if len(text) > LONGEST:
                continue
            if pairs := labelled(text):
                yield from ((bare(normal(label)), value) for label, value in pairs)
            elif number + 1 < len(texts) and not (
                _is_label(value := texts[number + 1]) or is_placeholder(value)
            ):
                yield bare(normal(text)), value


def _is_label(text: str) -> bool:
    short = bare(normal(text))
    listed = words("whose")
    return bool(labelled(text)) or short.endswith((*listed["departments"], *listed["project"]))


def _other(label: str) -> bool:
    return any(word in label for word in words("fields")["other"])


def _name(value: str) -> str:
    """A name without its code and the mark of a seal.

    >>> _name("219-某镇人民政府"), _name("[155]某县民政局"), _name("某局（公章）"), _name("2022-2023年防汛项目")
    ('某镇人民政府', '某县民政局', '某局', '2022-2023年防汛项目')
    """
    return _CODE.sub("", _SEAL.sub("", " ".join(value.split())))
