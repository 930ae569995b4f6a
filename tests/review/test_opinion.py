"""The report of a workbook: what it says, that text stays text, and that both forms say the same."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

import xlfuncs
from tests.engines import Office
from xlfuncs.review.content import opinion
from xlfuncs.review.letter import letter
from xlfuncs.review.opinion import NOT_JUDGED, Opinion
from xlfuncs.review.page import page

TABLES = Path(__file__).parents[1] / "tables" / "published"
DAY = dt.date(2026, 3, 5)


def reviewed(path: Path) -> Opinion:
    return opinion(path.name, [(r.table.sheet, r.to_dict()) for r in xlfuncs.check_file(path)], DAY)


@pytest.fixture(scope="module")
def health() -> Opinion:
    return reviewed(TABLES / "shanxi-county-health.xlsx")


class Text(HTMLParser):
    """The text of a page, and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags, self.inside = "", [], ""  # type: str, list[tuple[str, dict[str, Any]]], str
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside not in ("style", "script"):
            self.words += data


def test_the_gravest_come_first_and_are_counted(health: Opinion) -> None:
    (table,) = health.tables
    order = ["error", "warning", "info"]
    grave = [order.index(notice.severity) for notice in table.notices]
    assert grave == sorted(grave)
    (result,) = xlfuncs.check_file(TABLES / "shanxi-county-health.xlsx")  # told together, counted one by one
    told = [found for found in result.findings if found.code != "rule-assumed"]  # said beside the rule
    assert health.counts == {key: sum(found.severity == key for found in told) for key in order}
    assert re.fullmatch(r"错误 \d+、警告 \d+、提示 \d+", health.closing)
    assert health.day == "2026年3月5日"


def test_both_forms_say_every_finding(health: Opinion) -> None:
    shown = Text(page(health)).words
    written = "\n".join(p.text for p in Document(io.BytesIO(letter(health))).paragraphs)
    for notice in health.tables[0].notices:
        for text in (shown, written):
            assert notice.message in text
            assert notice.cell in text
    for words in (*NOT_JUDGED, health.tables[0].left):
        assert words
        assert words in shown
        assert words in written


def test_nobody_is_told_of_options_of_a_command(health: Opinion) -> None:
    (result,) = xlfuncs.check_file(TABLES / "shanxi-county-health.xlsx")
    assert any("--rule" in found.message for found in result.findings)
    written = "".join(p.text for p in Document(io.BytesIO(letter(health))).paragraphs)
    assert "（表中没有写明，按此核对）" in written
    assert "--" not in written.replace("——", "")


def test_a_difference_is_what_was_entered_less_the_rules(health: Opinion) -> None:
    row = next(row for row in health.tables[0].rows if "居民健康档案" in row.name)
    assert (row.entered, row.score, row.difference) == ("3.00", "2.92", "+0.08")


def test_a_page_asks_the_network_for_nothing(health: Opinion) -> None:
    html = page(health)
    assert "default-src 'none'" in html
    for tag, attributes in Text(html).tags:
        assert tag not in ("img", "iframe", "object")
        for key in ("src", "href"):
            assert attributes.get(key, "data:").startswith("data:")


def test_text_of_a_workbook_is_text(tmp_path: Path) -> None:
    book = load_workbook(TABLES / "shanxi-county-health.xlsx")
    name = '<img src=x onerror="alert(1)">{{ 7*7 }}&amp;'
    book["Sheet1"]["D13"] = name
    path = tmp_path / "<b>名.xlsx"
    book.save(path)
    seen = Text(page(reviewed(path)))
    assert name in seen.words
    assert "<b>名.xlsx" in seen.words
    assert not any(tag in ("img", "b") and attributes for tag, attributes in seen.tags)


def test_a_clean_table_says_so() -> None:
    review = Opinion("甲.xlsx", "2026年3月5日", [], {"error": 0, "warning": 0, "info": 0})
    assert "未发现问题" in Text(page(review)).words
    written = "".join(p.text for p in Document(io.BytesIO(letter(review))).paragraphs)
    assert "未发现问题" in written
    assert "更正" not in written


def test_of_one_kind_no_more_is_told_than_a_reader_reads() -> None:
    """A row that was taken out by a program shifts a thousand formulas."""
    (result,) = xlfuncs.check_file(TABLES / "shanxi-county-health.xlsx")
    table = result.to_dict()
    found = next(one for one in table["findings"] if one["severity"] == "error")
    table |= {"findings": [found] * 300, "grade": None, "unscored": 2}
    review = opinion("表.xlsx", [("表", table)], DAY)
    assert review.counts["error"] == 300
    told = [notice.message for notice in review.tables[0].notices]
    assert len(told) == 30
    assert "错误 300" in Text(page(review)).words  # on the button, as at the top
    cell = found["cell"].rpartition("!")[2]
    assert review.tables[0].grade == "未评定（尚有 2 项未得分）"
    assert told[-1].endswith(f"；这一类另有 270 处：{'、'.join([cell] * 20)} 等")


def test_a_cell_is_named_once(health: Opinion) -> None:
    written = [line.text for line in Document(io.BytesIO(letter(health))).paragraphs]
    assert not [line for line in written if f"{health.tables[0].title}!" in line]


def test_what_came_twice_is_asked_about() -> None:
    """Which of them counts is the unit's to say, also where nothing is wrong in any."""
    review = Opinion("甲", "2026年3月5日", [], {"error": 0}, repeated=["「造林」有 2 份：1.xlsx、2.xlsx"])
    seen = Text(page(review)).words
    assert "重复报送：「造林」有 2 份：1.xlsx、2.xlsx。" in seen
    assert "请说明各以哪一份为准，其余的作废" in seen
    written = [p.text for p in Document(io.BytesIO(letter(review))).paragraphs]
    assert "重复报送：「造林」有 2 份：1.xlsx、2.xlsx。" in written
    assert any("请说明各以哪一份为准，其余的作废" in line for line in written)
    assert "请于　　　年　　月　　日前答复。" in written


def test_only_what_must_be_corrected_is_asked_back() -> None:
    tables = ("hubei-sponge-city", "shanxi-county-health")
    ends = [Document(io.BytesIO(letter(reviewed(TABLES / f"{one}.xlsx")))).paragraphs[-3:] for one in tables]
    assert [end[0].text for end in ends] == [
        "请核对以上各项；确有错误的，更正后重新报送。",
        "请于　　　年　　月　　日前更正后重新报送。",
    ]
    assert all(
        line.paragraph_format.keep_with_next for end in ends for line in end[:2]
    )  # no page for the date


def test_the_letter_has_the_page_of_the_standard(health: Opinion, office: Office, tmp_path: Path) -> None:
    path = tmp_path / "复核意见.docx"
    path.write_bytes(letter(health))
    section = Document(str(path)).sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(size.mm) for size in sizes if size] == [210, 297, 37, 28]
    pdf = office.convert(path, "pdf", tmp_path / "复核意见.pdf")

    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    flat = re.sub(r"\s|— \d+ —", "", text)
    for notice in health.tables[0].notices:
        assert re.sub(r"\s", "", notice.message) in flat
    assert "—1—" in re.sub(r"\s", "", text)


def test_a_letter_of_several_tables_lists_those_without_faults_once(health: Opinion) -> None:
    (table,) = health.tables
    clean = [replace(table, title=name, notices=[], left="", total="97.00", grade="优") for name in "甲乙"]
    review = replace(health, tables=[*clean, table], deadline="2026年3月31日", sender="某县财政局")
    written = [p.text for p in Document(io.BytesIO(letter(review))).paragraphs]
    assert f"一、{table.title}" in written
    assert "以下各表未发现问题：甲；乙。" in written
    assert written[-4:] == ["请于2026年3月31日前更正后重新报送。", "", "某县财政局", "2026年3月5日"]
    advice = "改为规则得分，或填写核定得分并写明理由"
    assert sum(notice.advice == advice for notice in table.notices) > 1
    assert "".join(written).count(advice) == 1
