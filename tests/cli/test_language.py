"""The command line speaks Chinese, or English with --lang en: help, errors, click's own words, findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scripts.catalogue import WRITTEN, catalogue, sentences
from xlfuncs.cli import main
from xlfuncs.cli.streams import columns_of

ROOT = Path(__file__).parents[2]
CHINESE = re.compile("[\u4e00-\u9fff]")


def spoken(*words: str) -> str:
    done = CliRunner().invoke(main, list(words))
    return done.output


def commands(group: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield above
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))
        else:
            yield (*above, name)


def test_help_stands_in_straight_columns() -> None:
    options = re.findall(r"^  -.*$", spoken("review", "-h"), re.MULTILINE)
    starts = {columns_of(found[0]) for line in options if (found := re.match(r"  -.*? {2,}", line))}
    assert len(options) > 9
    assert len(starts) == 1


@pytest.mark.parametrize("words", list(commands(main)), ids=" ".join)
def test_help_is_in_one_language(words: tuple[str, ...]) -> None:
    chinese = spoken(*words, "--help")
    assert CHINESE.search(chinese)
    assert not re.search(r"Usage|Options|Show|\bexit\b", chinese)
    assert " | " not in chinese
    english = spoken("--lang", "en", *words, "--help")
    assert "Usage:" in english
    assert set(CHINESE.findall(english)) <= set("错误警告提示中文英文")  # values that are typed as they are


@pytest.mark.parametrize(
    ("words", "chinese", "english"),
    [
        (("chek",), "没有 chek 这个命令", "No such command"),
        (("check",), "缺少参数", "Missing argument"),
        (("check", "a.xlsx", "--ja"), "没有 --ja 这个选项", "No such option"),
        (("new", "x", "-o", "a.xlsx", "--rows", "0"), "不在范围", "not in the range"),
        (("rules", "--new-year", "beijing-2022"), "要填 2 个值", "requires 2 arguments"),
        (("score", "a.xlsx"), "请用 -o", "give either -o"),
        (("web", "-o", "a.txt"), "须写成 .html", "the page is an .html"),
        (("check", "没有.xlsx"), "找不到该文件", "Error"),
    ],
)
def test_errors_are_in_one_language(words: tuple[str, ...], chinese: str, english: str) -> None:
    said = spoken(*words)
    assert chinese in said
    assert " | " not in said
    assert english in spoken(*words, "--lang", "en")
    assert english in spoken("--lang=en", *words)


@pytest.mark.parametrize("words", [("--lang", "fr", "forms"), ("forms", "--lang=fr"), ("forms", "--lang")])
def test_a_language_nobody_speaks_is_refused(words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == 2
    assert "--lang" in done.output


def test_steps_and_causes_are_in_english() -> None:
    example = ROOT / "workbook_templates" / "examples" / "beijing_department_evaluation_example.xlsx"
    said = " ".join(spoken("check", str(example), "--lang", "en").replace("│", " ").split())
    assert "truncated to 86.17%" in said
    assert "5.78 percentage points, " in said
    assert "Possible causes (not verified): previous rate missing, taken as 0" in said


def test_the_catalogue_is_fresh() -> None:
    kept, made = (sentences(written) for written in (WRITTEN.read_bytes(), catalogue()))
    assert kept == made != []
