"""What is printed fits a page where no terminal breaks it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.commands import run
from xlfuncs.cli.streams import broken, columns_of

TABLE = Path(__file__).parents[1] / "tables" / "published" / "hubei-sponge-city.xlsx"
PATH = "/报送/某局/自评表（改）.xlsx"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "words", [("check", TABLE), ("whatif", TABLE), ("rules", "beijing-2022"), ("forms",), ("rules", "x")]
)
def test_no_line_is_wider_than_a_page(
    monkeypatch: pytest.MonkeyPatch, language: str, words: tuple[str | Path, ...]
) -> None:
    whole = run("--lang", language, *words).output
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("--lang", language, *words).output.splitlines()
    assert max(map(columns_of, lines)) <= 80
    if words[0] != "check":  # whose table has other columns
        assert bare("".join(lines)) == bare(whole)
    assert json.loads(run("check", TABLE, "--json").output)  # is not touched


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_what_belongs_together_stays_on_a_line() -> None:
    text = f"错误：{PATH}：工作表「一」的合计是 86.1751%（含），按 mof-2020-10 核对，应为 90 分"
    for width in range(60, 90):
        lines = [*broken(text, width, "  ")]
        assert max(map(columns_of, lines)) <= width
        assert not [line for line in lines if line.lstrip()[:1] in "，；。：）" or line[-1] in "（「"]
        assert all(
            any(part in line for line in lines) for part in ("86.1751%", "mof-2020-10", "/报送/某局/自评表")
        )
    assert max(map(columns_of, broken("长" * 300, 61, "  "))) <= 61
    assert max(map(columns_of, broken("/" + "长" * 300, 61, "  "))) <= 61
