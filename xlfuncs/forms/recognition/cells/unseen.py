"""控制字符 — texts of a sheet that hold what nobody sees: exports and pasting bring it along."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.forms.recognition.cells.reader import Reader

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def unseen_characters(reader: Reader) -> Iterator[Finding]:
    """A finding for each cell with a control character."""
    if not _UNSEEN.search("".join(reader.said)):  # nearly every sheet
        return
    odd = {text: found[0] for text in reader.said if (found := _UNSEEN.search(text))}
    for number, row in enumerate(reader.rows):
        for column, value in enumerate(row):
            if type(value) is str and value in odd:
                code = f"U+{ord(odd[value]):04X}"
                yield finding("unseen-character", at=reader.at(number, column), found=code)
