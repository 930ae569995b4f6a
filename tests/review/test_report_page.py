"""The report as a person has it before them: a real Chromium without a network, on a desk, on a phone, on paper."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import xlfuncs
from tests.axe import serious
from xlfuncs.review.content import opinion
from xlfuncs.review.page import page

TABLE = Path(__file__).parents[1] / "tables" / "published" / "shanxi-county-health.xlsx"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    results = [(result.table.sheet, result.to_dict()) for result in xlfuncs.check_file(TABLE)]
    path = tmp_path_factory.mktemp("report") / "复核意见.html"
    path.write_text(page(opinion(TABLE.name, results, dt.date(2026, 3, 5))), "utf-8")
    return path


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def tab(chromium: Browser, report: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(viewport=request.param, offline=True, locale="zh-CN")
    tab, said = context.new_page(), []
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(report.as_uri())
    yield tab
    context.close()
    assert said == []


def shown(tab: Page, column: int) -> list[str]:
    """What a column of the findings shows, in order."""
    rows = tab.locator(".notices tbody tr:visible").all()
    return [row.locator("td").nth(column).inner_text() for row in rows]


def test_screen_readers(tab: Page) -> None:
    assert serious(tab) == []


def test_nothing_is_wider_than_the_screen(tab: Page) -> None:
    width = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]


def test_findings_are_filtered_by_the_keyboard(tab: Page) -> None:
    everything = shown(tab, 0)
    assert set(everything) == {"错误", "警告", "提示"}
    button = tab.get_by_role("button", name="错误")
    button.focus()
    tab.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    assert shown(tab, 0) == [word for word in everything if word == "错误"]
    tab.get_by_role("button", name="全部").focus()
    tab.keyboard.press("Space")
    assert shown(tab, 0) == everything


@pytest.mark.parametrize("tab", [DESK], indirect=True)
def test_findings_are_sorted_by_the_keyboard(tab: Page) -> None:
    head = tab.locator("th", has_text="差额").first
    head.locator("button").focus()
    tab.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    numbers = [float(text) for text in shown(tab, 5) if text]
    assert len(numbers) > 5
    assert numbers == sorted(numbers)
    tab.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert [float(text) for text in shown(tab, 5) if text] == numbers[::-1]


def test_what_no_program_can_judge_stands_at_the_end(tab: Page) -> None:
    headings = tab.locator("h2, h3").all_inner_texts()
    assert headings[-1] == "不在核对范围"
    assert tab.locator("h2:last-of-type + ul li").count() > 2


@pytest.mark.parametrize("tab", [DESK], indirect=True)
def test_on_paper_every_step_is_open_and_no_button_is_printed(tab: Page) -> None:
    printed = tab.pdf(prefer_css_page_size=True)
    text = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=printed, capture_output=True, check=True
    ).stdout
    flat = "".join(text.decode().split())
    assert "全部3" not in flat
    assert "不在核对范围" in flat
    assert "÷" in flat
    sizes = subprocess.run(["pdfinfo", "-"], input=printed, capture_output=True, check=True).stdout.decode()
    assert "A4" in sizes
