"""The values of a sheet like one read before are those that calamine reads in it alone."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from xlfuncs.cells import Value
from xlfuncs.files.kinds.calamine import CalamineValues
from xlfuncs.files.kinds.like_values import Block, LikeValues
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.workbook import Workbook

FORM = Path("workbook_templates/examples/beijing_department_evaluation_example.xlsx")
SHEET, PART = "评分表", "xl/worksheets/sheet3.xml"
CHANGES = {
    "a number": (PART, rb'(<c r="F11"[^>]*><v>)\d+', rb"\g<1>4321"),
    "a shared text": ("xl/sharedStrings.xml", "二级指标".encode(), "二层指标".encode()),
    "one shared text more": ("xl/sharedStrings.xml", rb"</sst>", rb"<si><t>x</t></si></sst>"),
    "one shared text in front": ("xl/sharedStrings.xml", rb"<si>", rb"<si><t>x</t></si><si>"),
    "texts not told apart": ("xl/sharedStrings.xml", rb"<si>", rb"<si ><t>x</t></si><si>"),
    "number formats": ("xl/styles.xml", rb'numFmtId="0"', rb'numFmtId="14"'),
    "nothing in the last row": (PART, rb'(<row r="(?:5[5-9]|[6-9]\d)".*?</row>)+(</sheetData>)', rb"\2"),
    "a cell more at the edge": (PART, rb"</row></sheetData>", rb'<c r="CZ99"><v>1</v></c></row></sheetData>'),
    "a value gone": (PART, rb'(<c r="F11"[^>]*>)<v>\d+</v>', rb"\1"),
}


@pytest.fixture(scope="module", params=["inline", "shared"])
def form(request: pytest.FixtureRequest) -> bytes:
    """As we write it, and as office suites do, with shared texts."""
    package = Package(FORM.read_bytes())
    if request.param == "shared":
        texts: dict[bytes, int] = {}

        def shared(inline: re.Match[bytes]) -> bytes:
            return b't="s"><v>%d</v>' % texts.setdefault(inline[1], len(texts))

        package.put(PART, re.sub(rb't="inlineStr"><is>(.*?)</is>', shared, package.read(PART)))
        items = b"".join(b"<si>%s</si>" % text for text in texts)
        namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        package.put("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (namespace, items))
    return package.to_bytes()


def alone(data: bytes) -> tuple[object, object]:
    page = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(SHEET)
    rows = [[None if one == "" else one for one in row] for row in page.to_python(skip_empty_area=False)]
    return rows, [(*first, *last) for first, last in page.merged_cell_ranges or ()]


def like(data: bytes) -> tuple[object, object]:
    return CalamineValues(Workbook(Package(data))).block(SHEET)


@pytest.mark.parametrize("change", CHANGES)
def test_values_of_a_sheet_like_another(form: bytes, change: str) -> None:
    assert like(form) == alone(form)
    part, pattern, instead = CHANGES[change]
    package = Package(form)
    if part not in package:
        return  # texts stand in their cells
    package.put(part, re.sub(pattern, instead, package.read(part), count=1, flags=re.DOTALL))
    assert part in package.written()
    assert like(package.to_bytes()) == alone(package.to_bytes())


def test_only_what_differs_is_read(form: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    extracts: list[bytes] = []
    put_together = LikeValues.put_together

    def noted(known: LikeValues, read: Sequence[Sequence[Value]]) -> Block:
        extracts.append(known.extract)
        return put_together(known, read)

    monkeypatch.setattr(LikeValues, "put_together", noted)
    like(form)
    package = Package(form)
    part, pattern, instead = CHANGES["a number"]
    package.put(part, re.sub(pattern, instead, package.read(part), count=1))
    like(package.to_bytes())
    assert len(extracts[-1]) < 20_000


def test_a_damaged_part_that_nobody_reads_stops_no_second_reading(form: bytes) -> None:
    head = form.index(b"docProps/core.xml") - 30
    damaged = form[:head] + b"??" + form[head + 2 :]
    assert like(damaged) == like(damaged) == like(form)
