"""The pages and the data that show a rule leave nothing out."""

from __future__ import annotations

import json
import re

import pytest

from xlfuncs.bilingual import Language
from xlfuncs.rules import listing
from xlfuncs.rules.loader import index, load

RULES = [entry.id for entry in index().rule]
HEAD = ["id", "title", "issuer", "document_number", "year", "jurisdiction", "status", "source", "link", "checked"]  # fmt: skip


def test_every_rule_is_listed_with_its_head() -> None:
    heads = listing.every()
    assert [head["id"] for head in heads] == RULES
    assert all(list(head) == HEAD for head in heads)


@pytest.mark.parametrize("rule", RULES)
def test_one_rule_as_data(rule: str) -> None:
    data = listing.one(rule)
    assert list(data) == [*HEAD, "functions", "values", "notes"]
    assert {value["key"] for value in data["values"]} == {key for key, _ in load(rule).values()}
    for value in data["values"]:
        assert list(value) == ["key", "value", "unit", "clause", "inferred_from"]
        assert (value["clause"] is None) != (value["inferred_from"] is None)
    assert json.loads(json.dumps(data)) == data


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("rule", RULES)
def test_the_page_shows_every_clause_note_and_inference(rule: str, language: Language) -> None:
    page, document = listing.page(rule, language), load(rule)
    shown = [
        document.source,
        document.link,
        str(document.checked),
        *document.notes,
        *(function.clause for function in document.functions.values()),
    ]
    shown += [value.clause or value.inferred_from for _, value in document.values()]
    assert [text for text in shown if text not in page] == []


def test_the_page_reads_well() -> None:
    lines = listing.page("beijing-2022").splitlines()
    assert "预算执行率 execution_rate　方法 rate" in lines
    assert "    per_step（每步扣分）＝ 0.4 分" in lines
    assert "    places（得数保留小数位）＝ 4 位小数" in lines
    assert "    rounding（得数取位方式）＝ 截断（truncate）" in lines
    assert "    bands（等级分数线）＝ 90（含）至 100：优秀 [分]" in lines
    assert re.fullmatch(r"核实情况：已见原文（\d{4}-\d\d-\d\d 核对）", lines[2])


def test_the_page_speaks_english() -> None:
    """What documents say it quotes."""
    lines = listing.page("beijing-2022", "en").splitlines()
    assert "    per_step = 0.4 points" in lines
    assert "    rounding = truncate" in lines
    assert re.fullmatch(r"Status: original seen, checked \d{4}-\d\d-\d\d", lines[2])


def test_the_overview_marks_the_default() -> None:
    heads = [line for line in listing.overview().splitlines() if not line.startswith(" ")]
    assert [line.partition("　")[0] for line in heads] == RULES
    assert [line for line in heads if line.endswith("（默认）")] == [
        "beijing-2022　北京市　2022　已见原文（默认）"
    ]
