"""The same table in other characters: wide digits, spaces, marks nobody sees, signs of another kind change no score."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tables.drawn import DRAWINGS, checked, sheets

_WIDE = str.maketrans("0123456789%.()<>=:", "０１２３４５６７８９％．（）＜＞＝：")
_NUMBER = re.compile(r"%?-?\d+(\.\d+)?")  # or a cell that shows a percentage
# Left, and said: a target with spaces in it, and a standard that pairs words with shares by its own signs
_KNOWN = {"heilongjiang-named-goals", "words-of-a-standard"}


def _wide(text: str) -> str:
    return f"\u00a0{text.translate(_WIDE)}\u200b"


def _spaced(text: str) -> str:
    """2022 年, 12 公里, ≥ 90%: spaces beside figures, and two letters far apart."""
    text = re.sub(r"(\d)([\u4e00-\u9fff%])", r"\1 \2", text)
    text = re.sub(r"([≥≤=])(\d)", r"\1 \2", text)
    return f"{text[0]}  {text[1]}" if re.fullmatch(r"[\u4e00-\u9fff]{2}", text) and text != "合计" else text


def _signs(text: str) -> str:
    return text.replace("≥", "≧").replace("≤", "〈＝").replace("（", "(").replace("）", ")")


def _scores(drawing: Path, path: Path, other: Callable[[str], str]) -> dict[str, float | None]:
    typed = {
        name: [
            [text if text in ("<", "^", "") or _NUMBER.fullmatch(text) else other(text) for text in row]
            for row in cells
        ]
        for name, cells in sheets(drawing).items()
    }
    items = [item for result in checked(typed, path) for item in result["items"]]
    return {item["cell"]: item["score"] for item in items if item["score"] is not None}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float | None]]:
    """The scores of each drawing as it is."""
    path = tmp_path_factory.mktemp("usual") / "table.xlsx"
    return {drawing.stem: _scores(drawing, path, str) for drawing in DRAWINGS}


@pytest.mark.parametrize("other", [_wide, _spaced, _signs])
def test_other_characters_change_no_score(
    tmp_path: Path, usual: dict[str, dict[str, float | None]], other: Callable[[str], str]
) -> None:
    for drawing in DRAWINGS:
        if drawing.stem not in _KNOWN:
            now = _scores(drawing, tmp_path / "table.xlsx", other)
            assert now == usual[drawing.stem], drawing.stem
