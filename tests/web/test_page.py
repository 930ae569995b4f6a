"""The page as a person uses it, in a real Chromium, from a file, with the network cut."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import Browser

from tests.axe import serious
from tests.engines import Office
from tests.web.opened import Opened
from xlfuncs import score_file

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "workbook_templates" / "examples" / "beijing_department_evaluation_example.xlsx"
FOREIGN = ROOT / "tests" / "cases" / "base.xlsx"
HOSTILE = ROOT / "tests" / "cases" / "hostile"


def test_the_example(opened: Opened) -> None:
    opened.take(EXAMPLE)
    assert opened.total() == "92.73"
    said = " ".join(opened.tab.inner_text("dl.totals").split())
    assert said.startswith("填报得分 90.73 规则得分 92.73 差额 -2.00")  # as everywhere: entered less rule
    (row,) = opened.tab.query_selector_all("tr.differs")
    assert "结转结余率\t8.04%\t13.82%" in row.inner_text()
    assert "2.00" in row.inner_text()
    (error,) = opened.tab.query_selector_all(".finding.error")
    assert "评分表!G65" in error.inner_text()
    steps = opened.tab.locator("td.steps summary").first
    assert "86.17%×20＝17.234" in steps.inner_text()
    steps.click()
    assert "依据：" in opened.tab.locator("td.steps p").first.inner_text()


def test_the_scored_copy(opened: Opened, office: Office, tmp_path: Path) -> None:
    opened.take(EXAMPLE)
    download = opened.download(".download")
    assert download.suggested_filename == "beijing_department_evaluation_example_评分.xlsx"
    path = tmp_path / "scored.xlsx"
    download.save_as(path)
    assert "核对" in openpyxl.load_workbook(path).sheetnames
    again = openpyxl.load_workbook(office.convert(path, "xlsx", tmp_path / "again.xlsx"), data_only=True)
    numbers = {
        cell.value for row in again["得分汇总"].iter_rows() for cell in row if isinstance(cell.value, float)
    }
    assert any(abs(number - 92.73) < 1e-9 for number in numbers)


def test_a_scored_copy_is_verified(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "scored.xlsx"
    score_file(FOREIGN, path)
    opened.take(path)
    assert opened.tab.inner_text(".verified.good") == "与上次评分的核验记录一致"
    book = openpyxl.load_workbook(path)
    book["自评表"]["F12"].value = "19场"
    book.save(path)
    opened.take(path)
    said = opened.tab.inner_text(".verified.warning")
    assert said.startswith("上次评分以后有变动：工作表「自评表」第 12 行的内容有变动；")


def test_a_table_somebody_typed(opened: Opened) -> None:
    opened.take(FOREIGN)
    assert opened.total() == "91.92"
    assert "mof-2020-10" in opened.tab.inner_text(".findings")
    assert "--" not in opened.tab.inner_text("#cards")  # nobody here has a command line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "各单位" / "甲局"
    inside.mkdir(parents=True)
    shutil.copy(EXAMPLE, inside / "自评表.xlsx")
    shutil.copy(FOREIGN, tmp_path / "各单位" / "自评表.xlsx")
    (tmp_path / "各单位" / "说明.txt").write_text("不是工作簿", "utf-8")
    (tmp_path / "各单位" / "坏文件.xlsx").write_bytes(b"PK\3\4" + b"\0" * 100)
    for number in range(4):
        shutil.copy(FOREIGN, tmp_path / "各单位" / f"项目{number}.xlsx")
    return tmp_path / "各单位"


def test_a_folder(opened: Opened, folder: Path, tmp_path: Path) -> None:
    opened.take_folder(folder)
    cards = [card.inner_text() for card in opened.tab.query_selector_all("#cards .card > summary")]
    assert [text for text in cards if "甲局/自评表.xlsx" in text and "92.73" in text]
    assert [text for text in cards if "坏文件.xlsx" in text and "未能评分" in text]
    assert sum("91.92" in text for text in cards) == 5
    assert len(cards) == 7
    path = tmp_path / "all.zip"
    opened.download("#saveall").save_as(path)
    with zipfile.ZipFile(path) as saved:
        assert {"各单位/自评表_评分.xlsx", "各单位/甲局/自评表_评分.xlsx"} < set(saved.namelist())
        assert len(saved.namelist()) == 6
        for name in saved.namelist():
            openpyxl.load_workbook(io.BytesIO(saved.read(name)))


def test_a_card_stands_open_as_its_reader_left_it(opened: Opened, folder: Path) -> None:
    opened.take_folder(folder)
    broken = opened.tab.locator(".card", has_text="坏文件.xlsx")
    assert broken.locator(".body .error").is_visible()  # why it was not scored
    good = opened.tab.locator(".card", has_text="甲局/自评表.xlsx")
    assert good.get_attribute("open") is None
    good.locator("> summary").click()
    broken.locator("> summary").click()
    opened.tab.uncheck("#show-info")
    assert good.locator(".findings").is_visible()
    assert broken.get_attribute("open") is None
    opened.tab.check("#show-info")


def test_reports(opened: Opened, folder: Path, tmp_path: Path) -> None:
    opened.take_folder(folder)
    opened.download("#summary").save_as(tmp_path / "summary.xlsx")
    book = openpyxl.load_workbook(tmp_path / "summary.xlsx")
    files = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "自评表.xlsx" in files
    assert any("坏文件" in str(cell.value) for row in book["未能审核"].iter_rows() for cell in row)
    opened.take(EXAMPLE)
    download = opened.download(".opinion")
    assert download.suggested_filename.endswith("_复核意见.html")
    download.save_as(tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text("utf-8")
    assert "结转结余率" in text
    assert "2026年1月1日" in text
    download = opened.download("button.letter")
    assert download.suggested_filename.endswith("_复核意见.docx")
    download.save_as(tmp_path / "letter.docx")
    assert any("结转结余率" in line.text for line in Document(str(tmp_path / "letter.docx")).paragraphs)


def test_what_is_missing(opened: Opened) -> None:
    opened.take(EXAMPLE)
    opened.tab.click(".prospects summary")
    row = opened.tab.locator(".prospects tr", has_text="资金总体").inner_text()
    assert "251145.17" in row
    assert "291377.51" in row


def test_last_year(opened: Opened) -> None:
    opened.take(FOREIGN)
    before = opened.tab.locator(".finding").count()
    opened.tab.set_input_files(".compare input", FOREIGN)
    opened.tab.wait_for_selector(".buttons .note")
    assert "base.xlsx" in opened.tab.inner_text(".buttons .note")
    assert opened.tab.locator(".finding").count() > before
    opened.tab.set_input_files(".compare input", HOSTILE / "truncated_sheet.xlsx")
    opened.tab.wait_for_selector("#state >> text=truncated_sheet.xlsx")
    assert opened.total() == "91.92"


def test_what_is_sought(opened: Opened, folder: Path) -> None:
    opened.take_folder(folder)
    opened.tab.fill("#search", "甲局")
    assert opened.tab.locator("#cards .card > summary").count() == 1
    opened.tab.fill("#search", "")
    opened.take(EXAMPLE)
    notes = opened.tab.locator(".finding.info")
    assert notes.count() > 0
    opened.tab.uncheck("#show-info")
    assert notes.count() == 0
    opened.tab.check("#show-info")


def test_files_are_dropped(opened: Opened) -> None:
    content = list(FOREIGN.read_bytes())
    opened.tab.evaluate("document.getElementById('cards').replaceChildren()")
    opened.tab.evaluate(
        """(content) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(content)], "拖入.xlsx"));
            transfer.items.add(new File(["报告"], "自评报告.docx"));
            transfer.items.add(new File([""], "~$拖入.xlsx"));
            document.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }""",
        content,
    )
    opened.tab.wait_for_selector("#cards .card")
    assert opened.total() == "91.92"
    assert "拖入.xlsx" in opened.tab.inner_text("#cards .card > summary")
    assert opened.tab.inner_text("#state").endswith("；不是工作簿，没有评分：自评报告.docx")


@pytest.mark.parametrize("path", sorted(HOSTILE.glob("*")), ids=lambda path: path.name)
def test_hostile_files_end_in_a_finding(path: Path, opened: Opened) -> None:
    opened.tab.evaluate("state.longest = 5000")  # milliseconds, then another worker takes over
    opened.take(path)
    assert opened.tab.inner_text("#cards .card > summary")
    opened.tab.evaluate("state.longest = 300_000")
    opened.take(FOREIGN)  # and the page goes on
    assert opened.total() == "91.92"


def test_many_files_can_be_cancelled(opened: Opened, tmp_path: Path) -> None:
    files = [tmp_path / f"项目{number}.xlsx" for number in range(60)]
    for file in files:
        shutil.copy(FOREIGN, file)
    opened.tab.set_input_files("#files", files)
    opened.tab.click("#cancel")
    said = opened.tab.locator("#state", has_text="已取消")
    said.wait_for()
    assert "个未评分" in said.inner_text()
    opened.take(FOREIGN)  # and the page goes on
    assert opened.total() == "91.92"


def test_texts_of_files_are_text(opened: Opened, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(FOREIGN)
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "：" not in cell.value and len(cell.value) > 6:
                cell.value += "<img src=x onerror=alert(1)><b>"
    path = tmp_path / "<b>甲&乙.xlsx"
    book.save(path)
    opened.take(path)
    assert opened.tab.locator("#report img").count() == 0
    assert "<b>甲&乙.xlsx" in opened.tab.inner_text("#cards .card > summary")


def test_a_new_table(opened: Opened, tmp_path: Path) -> None:
    opened.tab.click("#tab-new")
    opened.tab.select_option("#form", "project-self-evaluation")
    opened.tab.check("#example")
    download = opened.download("#make")
    download.save_as(tmp_path / "new.xlsx")
    assert download.suggested_filename == "项目支出绩效自评表_示例.xlsx"
    assert "说明" in openpyxl.load_workbook(tmp_path / "new.xlsx").sheetnames
    opened.tab.click("#tab-score")


def test_a_function(opened: Opened) -> None:
    opened.tab.click("#tab-functions")
    name = opened.tab.get_by_text("预算执行率得分", exact=True)
    card = opened.tab.locator("#calculators .card", has=name)
    card.locator("summary").click()
    for place, typed in enumerate(("291435.79", "251145.17")):
        card.locator("input").nth(place).fill(typed)
    card.locator("button").click()
    card.locator("output b").wait_for()
    assert card.locator("output b").inner_text() == "17.23"
    assert "截断为 86.17%" in card.locator("output span").inner_text()
    card.locator("input").nth(1).fill("一百")
    card.locator("button").click()
    card.locator("output.wrong").wait_for()
    opened.tab.click("#tab-score")


def test_screen_readers_and_keyboards(opened: Opened) -> None:
    opened.take(EXAMPLE)
    for tab in ("#tab-score", "#tab-new", "#tab-functions", "#tab-about"):
        opened.tab.click(tab)
        assert serious(opened.tab) == []
    opened.tab.click("#tab-score")
    opened.tab.focus("#tab-score")
    opened.tab.keyboard.press("ArrowRight")
    assert opened.tab.evaluate("document.activeElement.id") == "tab-new"
    opened.tab.click("#tab-score")


@pytest.mark.parametrize("width", [1280, 640, 390])  # 640: 1280 at 200 %
def test_nothing_is_wider_than_the_window(width: int, opened: Opened) -> None:
    opened.take(EXAMPLE)
    opened.tab.set_viewport_size({"width": width, "height": 720})
    assert opened.tab.evaluate("document.documentElement.scrollWidth") <= width
    opened.tab.set_viewport_size({"width": 1280, "height": 720})


def test_english(opened: Opened) -> None:
    opened.take(EXAMPLE)
    opened.tab.click("#language")
    assert opened.tab.inner_text("h1") == "Budget performance scores"
    assert "The execution rate 86.1751% is truncated" in opened.tab.inner_text(".findings")
    assert "the relative change of 71.89%, not the percentage points" in opened.tab.inner_text(".findings")
    steps = opened.tab.locator("td.steps summary").first.inner_text()
    assert steps.endswith("truncated to 86.17%; 86.17%×20＝17.234, rounded to 17.23 points")
    assert opened.tab.get_attribute("html", "lang") == "en"
    opened.tab.click("#language")
    assert opened.tab.inner_text("h1") == "预算绩效评分"


def test_nothing_can_be_sent(chromium: Browser, page_file: Path) -> None:
    with Opened(chromium, page_file) as page:
        tried = page.tab.evaluate(
            """async () => {
                const blocked = [];
                document.addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
                const image = new Image();
                await fetch("https://example.invalid/").catch(() => 0);
                try { new WebSocket("wss://example.invalid/"); } catch { /* refused at once */ }
                navigator.sendBeacon("https://example.invalid/", "x");
                await new Promise((done) => { image.onerror = done; image.src = "https://example.invalid/x.png"; });
                return blocked;
            }"""
        )
        assert tried.count("connect-src") == 3
        assert tried.count("img-src") == 1


def test_a_worker_that_dies_is_replaced(chromium: Browser, page_file: Path, tmp_path: Path) -> None:
    with Opened(chromium, page_file) as page:
        page.tab.evaluate(
            """() => { const ask = PythonWorker.prototype.ask; PythonWorker.prototype.ask = function (kind, rest, transfer) {
                if (rest && /致命/.test(rest.name)) setTimeout(() => this.lose("worker died"));
                return ask.call(this, kind, rest, transfer); }; }"""
        )
        files = [tmp_path / name for name in ("致命.xlsx", "附表.xlsx")]
        for file in files:
            shutil.copy(FOREIGN, file)
        page.tab.set_input_files("#files", files)
        page.tab.wait_for_selector("#cards .card")
        cards = [card.inner_text() for card in page.tab.query_selector_all("#cards .card > summary")]
        assert [("附表" in card, "91.92" in card, "未能评分" in card) for card in cards] == [
            (False, False, True),
            (True, True, False),
        ]


@pytest.mark.parametrize("feature", ["DecompressionStream", "WebAssembly", "BigInt64Array"])
def test_an_old_browser_is_told_plainly(feature: str, chromium: Browser, page_file: Path) -> None:
    with Opened(chromium, page_file, before=f"delete window.{feature}", ready=False) as page:
        page.tab.wait_for_selector("#state.old")
        said = page.tab.inner_text("#state")
        assert "浏览器版本过低" in said
        assert "Chromium 内核 103" in said
        assert page.problems == []
