"""A workbook is some unit's by its folder, its tables or the roster, and a roster is called over by names."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from xlfuncs.errors import FileProblem
from xlfuncs.review.feedback import feedback
from xlfuncs.review.folder import copies, file_name
from xlfuncs.review.journal import Journal
from xlfuncs.review.repeated import UNNAMED, Returned, by_unit, repeated, returned
from xlfuncs.review.units import called_over, districts_of, read_roster, unit_of
from xlfuncs.web.answers import zipped

ROSTER = ["某县水利局", "某县林业局", "某县教育局", "某县第一中学", "某县第二中学"]
PLACE = Path("报送")


def record(file: str, *departments: str, project: str | None = None) -> dict[str, Any]:
    table = {"form": "project-self-evaluation", "project": project, "departments": list(departments)}
    table |= {"findings": [], "total": None, "entered_total": None}
    return {"file": f"报送/{file}", "tables": [table]}


@pytest.mark.parametrize(
    ("file", "departments", "unit"),
    [
        ("自评表.xlsx", ["某县水利局"], "某县水利局"),  # by what stands in the table
        ("自评表.xlsx", ["县委", "某县水利局（机关）"], "某县水利局"),
        ("某县林业局/自评表.xlsx", ["某县水利局"], "某县林业局"),  # the folder is the bureau's own work
        ("水利局/2025/自评表.xlsx", [], "某县水利局"),
        ("01某县教育局2025年/自评表.xlsx", [], "某县教育局"),
        ("某县教育局自评表.xlsx", [], "某县教育局"),  # by the file's name
        ("中学/自评表.xlsx", [], "中学"),  # two could be meant: nobody decides
        ("自评表.xlsx", ["某县水务局"], "某县水务局"),  # not on the roster
        ("自评表.xlsx", [], "未写明单位"),
    ],
)
def test_whose_a_workbook_is(file: str, departments: list[str], unit: str) -> None:
    assert unit_of(record(file, *departments), [PLACE], ROSTER) == unit


def test_without_a_roster_the_folder_decides_then_the_table() -> None:
    assert unit_of(record("市直/水利局/自评表.xlsx", "某县水利局"), [PLACE]) == "市直"
    assert unit_of(record("自评表.xlsx", "某县水利局"), [PLACE]) == "某县水利局"
    assert unit_of(record("甲局/自评表.xlsx"), [Path("报送/甲局/自评表.xlsx")]) == "甲局"
    assert unit_of(record("甲局"), [PLACE]) == "甲局"  # a folder that cannot be read


def test_a_roster_is_called_over() -> None:
    records = [
        record("1.xlsx", "某县水利局", project="堤防"),
        record("2.xlsx", "某县水利局", project="灌溉"),
        record("3.xlsx", "某县林业局", project="造林"),
        record("3（改）.xlsx", "某县林业局", project="造林"),
        record("4.xlsx", "某县教育厅"),
        record("5.xlsx", "海关"),
    ]
    units = [unit_of(one, [PLACE], ROSTER) for one in records]
    others = [("某县第一中学", "报送/第一中学/自评表.pdf"), ("某县水利局", "报送/水利局/照片.jpg")]
    lines = {line.unit: line for line in called_over(by_unit(records, units), ROSTER, others)}
    states = dict(
        zip(
            (*ROSTER, "某县教育厅", "海关"), ("已报", "重复报送", *["未报"] * 3, *["名册外"] * 2), strict=True
        )
    )
    assert {unit: line.state for unit, line in lines.items()} == states
    assert lines["某县林业局"].words.startswith("「造林」有 2 份：3.xlsx、3（改）.xlsx；汇总暂按 3.xlsx 计")
    assert lines["某县第一中学"].words == "只报送了不是工作簿的文件：自评表.pdf"
    assert "某县教育局" in lines["某县教育厅"].words
    assert "某县教育厅" in lines["某县教育局"].words
    assert "没有这个单位" in lines["海关"].words
    assert [len(lines[unit].files) for unit in ("某县水利局", "某县教育局", "海关")] == [2, 0, 1]


def test_tables_that_came_twice_are_told_apart() -> None:
    records = [record("甲/自评表.xlsx", "海关"), record("乙/自评表.xlsx", "海关")]
    ((unsure, passed),) = repeated([*map(returned, records)], "海关")
    assert unsure == (
        "同一种表（没有写明项目）有 2 份：甲/自评表.xlsx、乙/自评表.xlsx；可能是不同的表，汇总都已计入"
    )
    assert not passed
    ((same, passed),) = repeated([returned(one)._replace(digest="1") for one in records], "海关")
    assert same == ("内容相同的有 2 份：甲/自评表.xlsx、乙/自评表.xlsx；汇总只计一份")
    assert len(passed) == 1


@pytest.mark.parametrize(
    ("broken", "scored", "changed", "unit", "counts", "why"),
    [
        (None, (5, 9), (2, 1), "海关", 1, "得分的行最多"),
        (None, (9, 9), (2, 1), "海关", 0, "修改最晚"),
        (None, (9, 9), (1, 1), "海关", 0, "各份一样，取第一份"),
        (1, (5, 9), (1, 2), "海关", 0, "其余须退回重报"),
        (None, (9, 9), (2, 1), "市直", None, ""),  # a folder of several departments: each has one of its own
        (None, (9, 9), (2, 1), "未写明单位", None, ""),
    ],
)
def test_of_what_came_twice_one_is_counted(
    broken: int | None,
    scored: tuple[int, int],
    changed: tuple[int, int],
    unit: str,
    counts: int | None,
    why: str,
) -> None:
    key = "department-self-evaluation", ""
    own = [
        Returned(
            f"{n}.xlsx",
            str(n),
            changed[n],
            {key: ([f"{n}局" if unit == "市直" else ""], (n != broken, scored[n]))},
        )
        for n in range(2)
    ]
    ((words, passed),) = repeated(own, unit)
    assert passed == ({} if counts is None else {(f"{1 - counts}.xlsx", key): f"{counts}.xlsx"})
    assert ("汇总都已计入" if counts is None else f"汇总暂按 {counts}.xlsx 计（{why}）") in words


def test_a_districts_folder_is_no_unit() -> None:
    files = [PLACE / name for name in ("东片/水利局/a.xlsx", "东片/残联/b.xlsx", "海关/备份/c.xlsx")]
    districts = districts_of(files, [PLACE], ROSTER)
    units = [unit_of({"file": str(file), "tables": []}, [PLACE], ROSTER, districts) for file in files]
    assert units == ["某县水利局", "残联", "海关"]


def test_a_roster_is_read_from_what_a_bureau_has(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["2025年应报单位"])
    book.active.append(["序号", "单位名称", "联系人"])
    for row in ([1, "甲局 ", "张"], [2, "乙局", "李"], [3, "甲局", ""]):
        book.active.append(row)
    book.save(tmp_path / "名册.xlsx")
    (tmp_path / "名册.csv").write_bytes("序号,部门（单位）名称\n1,甲局\n2,乙局\n".encode("gbk"))
    (tmp_path / "名册.txt").write_bytes("\ufeff甲局\r\n\r\n乙局\r\n".encode())
    (tmp_path / "一栏.csv").write_bytes("\ufeff单位名称\r\n甲局\r\n乙局\r\n".encode())
    (tmp_path / "两栏.txt").write_bytes("甲局\t张三\n乙局\t李四\n".encode())
    for name in ("名册.xlsx", "名册.csv", "名册.txt", "一栏.csv", "两栏.txt"):
        assert read_roster(tmp_path / name) == ["甲局", "乙局"], name
    (tmp_path / "空.txt").write_bytes(b"\n")
    with pytest.raises(FileProblem, match="名册中没有单位"):
        read_roster(tmp_path / "空.txt")


def test_no_copy_lands_on_anothers() -> None:
    names = ("甲/表.xls", "甲/表.xls.xlsx", "甲/表.XLSX", "乙/表.xlsx", "宏.xlsm", "表.csv")
    files = [PLACE / name for name in names]
    made = copies(files, [PLACE], Path("副本"))
    assert len({str(path).lower() for path in made.values()}) == len(files)
    assert made[files[0]] == Path("副本/甲/表.xls.xlsx")
    assert made[files[1]] == Path("副本/甲/表.xls（2）.xlsx")
    assert made[files[4]] == Path("副本/宏.xlsm")
    assert {path.suffix.lower() for path in made.values()} == {".xlsx", ".xlsm"}


def test_no_letter_lands_on_anothers(tmp_path: Path) -> None:
    """Nor in a zip of the page; names that only capitals tell apart are one on many systems."""
    records = [{"file": "表.xlsx", "status": "failed", "reason": "", "tables": [], "written": []}] * 3
    journal = Journal(tmp_path / "汇总.jsonl")
    letters = feedback(records, ["A局", "a局", "A局"], tmp_path, dt.date(2026, 1, 1), journal)
    assert [path.name for path in letters] == ["A局.docx", "A局.html", "a局（2）.docx", "a局（2）.html"]
    with zipfile.ZipFile(
        io.BytesIO(zipped(["甲/A.xlsx", "甲/a.xlsx", "乙/a.xlsx"], [b"", b"", b""]))
    ) as made:
        assert made.namelist() == ["甲/A.xlsx", "甲/a（2）.xlsx", "乙/a.xlsx"]


def test_a_workbook_of_nobody_has_a_letter_of_its_own_by_file_and_folder(tmp_path: Path) -> None:
    """Two of them may be of two units: neither must read of the other's."""
    files = ("报送/一.xlsx", "报送/二.xlsx")
    table: dict[str, Any] = {
        "sheet": "表",
        "rule": None,
        "total": None,
        "entered_total": None,
        "grade": None,
        "sections": [],
    }
    table |= {"form": "f", "project": None, "departments": [], "items": [], "findings": []}
    records = [
        {"file": file, "status": "ok", "reason": "", "tables": [table], "written": []} for file in files
    ]
    journal = Journal(tmp_path / "汇总.jsonl")
    letters = feedback(records, [UNNAMED, UNNAMED], tmp_path, dt.date(2026, 1, 1), journal)
    assert [path.name for path in letters[::2]] == [f"未写明单位（报送_{name}.xlsx）.docx" for name in "一二"]
    said = zipfile.ZipFile(letters[0]).read("word/document.xml").decode()
    assert "未写明单位（报送/一.xlsx）：" in said
    assert "表中没有写明单位，请补填单位名称" in said
    assert "二.xlsx" not in said


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\甲", "a\nb", "nul.txt", " ", "长" * 300, "…/甲*?"])
def test_a_strangers_text_is_a_name_in_one_folder(tmp_path: Path, name: str) -> None:
    safe = file_name(name)
    assert (tmp_path / safe).parent == tmp_path
    assert not set('\\/:*?"<>|\n') & set(safe)
    (tmp_path / f"{safe}.docx").write_bytes(b"")
