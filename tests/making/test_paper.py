"""What comes out of the printer: nothing cut however long the text, 9 points or more, a page filled, labels repeated.

LibreOffice prints; Excel and WPS are not here.
"""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from openpyxl.utils import get_column_letter

from tests.engines import Office
from tests.made import build, new_form
from xlfuncs.cells import address
from xlfuncs.forms.layout import forms, load_layout
from xlfuncs.forms.placing import plans

FORMS = [layout.id for layout in forms()]
PROJECT, SELF_CHECK = "project-self-evaluation", "duty-self-check-beijing"
BEIJING = "department-evaluation-beijing"
SMALLEST = 9.0  # points
ZOOM = 3  # pdftohtml rounds to whole numbers, and goes no further
A4 = 595, 842  # points


class Text(NamedTuple):
    """A run of text, and where it stands on its page [points from the top left]."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    def overlaps(self, other: Text) -> bool:
        """Whether one is printed over the other."""
        beside = min(self.right, other.right) - max(self.left, other.left)
        below = min(self.bottom, other.bottom) - max(self.top, other.top)
        return beside > 2 and below > 4


@dataclass
class Page:
    """One printed page."""

    texts: list[Text]

    @cached_property
    def text(self) -> str:
        return "".join(re.sub(r"\s", "", text.text) for text in self.texts)

    @property
    def number(self) -> int:
        """As the footer says, which stands before everything else."""
        found = re.match(r"第(\d+)页", self.text)
        assert found
        return int(found[1])

    @property
    def overprinted(self) -> list[tuple[str, str]]:
        """Texts too tall for their rows: a PDF holds them whole, over those of the next row."""
        texts = sorted((text for text in self.texts if text.text.strip()), key=lambda text: text.top)
        tops = [text.top for text in texts]
        return [
            (one.text, other.text)
            for place, one in enumerate(texts, 1)
            for other in texts[place : bisect_left(tops, one.bottom)]
            if one.overlaps(other)
        ]


def pages(pdf: Path) -> list[Page]:
    command: list[str | Path] = ["pdftohtml", "-xml", "-stdout", "-i", "-zoom", str(ZOOM), pdf]
    found = ElementTree.fromstring(subprocess.run(command, capture_output=True, check=True).stdout)
    sizes = {font.get("id"): int(font.get("size", 0)) / ZOOM for font in found.iter("fontspec")}
    return [Page([_text(text, sizes) for text in page.iter("text")]) for page in found.iter("page")]


def _text(text: ElementTree.Element, sizes: dict[str | None, float]) -> Text:
    left, top, width, height = (int(text.get(key, 0)) / ZOOM for key in ("left", "top", "width", "height"))
    return Text("".join(text.itertext()), left, top, left + width, top + height, sizes[text.get("font")])


Printed = Callable[..., list[list[Page]]]


@pytest.fixture(scope="module")
def printed(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """A form's pages, the official sheets first, after somebody has typed into one of them; each printed once."""
    folder = tmp_path_factory.mktemp("printed")

    @cache
    def print_(
        form: str, sheet: str = "", typed: tuple[tuple[str, str], ...] = (), **made: Any
    ) -> list[list[Page]]:
        path = folder / "form.xlsx"
        path.write_bytes(new_form(form, **made))
        pdf = folder / "form.pdf"
        if typed:
            office.type_and_convert(path, sheet, dict(typed), "pdf", pdf)
        else:
            office.convert(path, "pdf", pdf)
        sheets: list[list[Page]] = []
        for page in pages(pdf):
            if page.number == 1:
                sheets.append([])
            sheets[-1].append(page)
        return sheets[2:] + sheets[:2]  # 说明 and 基础数据 come first

    return print_


def numbered(count: int) -> str:
    return "\n".join(f"{number}.这是第{number}项工作的落实情况" for number in range(1, count + 1))


def test_ten_lines_in_every_cell_of_the_self_check_are_printed(printed: Printed) -> None:
    cells = ["C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11"]
    typed = tuple((cell, numbered(10).replace("这是", f"{cell}格")) for cell in cells)
    sheet, *_ = printed(SELF_CHECK, "自查表", typed)
    assert len(sheet) > 1
    assert [page.overprinted for page in sheet] == [[]] * len(sheet)
    text = "".join(page.text for page in sheet)
    for cell in cells:
        for number in range(1, 11):
            assert f"{number}.{cell}格第{number}项工作的落实情况" in text


def test_long_texts_in_the_project_form_are_printed_whole(printed: Printed) -> None:
    (plan,) = plans(load_layout(PROJECT))
    inputs = [area for area in plan.areas if area.role == "input"]
    typed = tuple(
        (
            address((area.row, area.column)),
            "".join(f"甲{n:02}乙{area.row:02}{area.column:02}" for n in range(14)),
        )
        for area in inputs
    )
    sheet, *_ = printed(PROJECT, "自评表", typed)
    assert len(typed) > 35
    assert [page.overprinted for page in sheet] == [[]] * len(sheet)


@pytest.mark.parametrize("example", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_a_form_brings_along_is_cut(form: str, example: bool, printed: Printed) -> None:
    for sheet in printed(form, **({"example": True} if example else {})):
        assert [page.overprinted for page in sheet] == [[]] * len(sheet)
        assert not any("##" in page.text for page in sheet)


def test_amounts_of_thousands_of_millions_are_printed(printed: Printed) -> None:
    sheets = printed(
        PROJECT, "自评表", (("D7", "1234567890.12"), ("E7", "1334567890.12"), ("F7", "1134567890.12"))
    )
    text = "".join(page.text for sheet in sheets for page in sheet)
    assert text.count("1,134,567,890.12") == 2  # of this source, and the sum
    assert "##" not in text


def test_an_error_in_place_of_a_score_is_printed(printed: Printed) -> None:
    typed = (("D13", "服务"), ("E13", "≥0人"), ("F13", "36人"), ("G13", "10"))
    text = "".join(page.text for page in printed(PROJECT, "自评表", typed)[0])
    assert "10#DIV/0!" in text
    assert "##" not in text


@pytest.mark.parametrize("form", FORMS)
def test_every_form_prints_at_nine_points_or_more(form: str, printed: Printed) -> None:
    scored = len(load_layout(form).sheets)
    for sheet in printed(form)[:scored]:
        for page in sheet:
            assert min(text.size for text in page.texts) >= SMALLEST


@pytest.mark.parametrize(("form", "count"), [(PROJECT, 1), (SELF_CHECK, 1)])
def test_a_blank_form_of_one_page_fills_it(form: str, count: int, printed: Printed) -> None:
    layout = load_layout(form)
    for sheet, plan in zip(printed(form), layout.sheets, strict=False):
        assert len(sheet) == count
        height = A4[plan.orientation == "portrait"]
        last = max(text.bottom for text in sheet[0].texts if text.bottom < height - 40)  # above the footer
        assert last > 0.8 * height


@pytest.mark.parametrize("rows", [14, 60])
def test_every_page_repeats_headings_and_labels(rows: int, printed: Printed) -> None:
    sheet, *_ = printed(PROJECT, rows=rows)
    assert len(sheet) > 3
    for page in sheet[1:]:
        assert "三级指标" in page.text
        assert "年度指标值" in page.text
        assert "绩效指标" in page.text
        assert re.search("产出指标|效益指标|满意度指标|总分", page.text)


def test_pages_are_numbered_for_each_sheet(printed: Printed) -> None:
    for sheet in printed(BEIJING):
        assert [page.number for page in sheet] == [*range(1, len(sheet) + 1)]


@pytest.mark.parametrize("made", [{}, {"example": True}, {"rows": 14}])
@pytest.mark.parametrize("form", FORMS)
def test_no_block_is_torn_at_the_end_of_a_page_and_its_label_has_room_on_the_next(
    form: str, made: dict[str, Any]
) -> None:
    for sheet in build(form, **made):
        ends = [one.id for one in sheet.row_breaks.brk]
        for block in sheet.merged_cells.ranges if ends else ():
            label = sheet.cell(block.min_row, block.min_col)
            rows = range(block.min_row, block.max_row + 1)
            if label.data_type != "s" or label.protection.locked is False:
                continue
            assert not [end for end in ends if end in rows[:-1]], block.coord
            room = sum(sheet.row_dimensions[at].height for at in rows if not sheet.row_dimensions[at].hidden)
            columns = map(get_column_letter, range(block.min_col, block.max_col + 1))
            width = sum(sheet.column_dimensions[column].width for column in columns)
            lines = sum(-(-2 * len(line) // int(width)) for line in label.value.split("\n"))
            assert len(rows) == 1 or room >= 11 * lines, (block.coord, label.value)


def test_points_of_a_block_over_two_pages_are_printed_and_counted_once() -> None:
    sheet = build(BEIJING, example=True)["评分表"]
    points = {sheet.cell(row, 6).value for row in range(11, 60)}
    assert {30, None} <= points
    assert [sheet.cell(row, 6).value for row in range(11, 60)].count(30) == 2  # 产出, 效果
    (end, *_) = [one.id for one in sheet.row_breaks.brk if one.id > 30]
    assert not [
        block
        for block in sheet.merged_cells.ranges
        if block.min_col == 6 and block.min_row <= end < block.max_row
    ]
    assert sheet.cell(end, 6).border.bottom.style == sheet.cell(end + 1, 6).border.top.style == "thin"
