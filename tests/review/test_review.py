"""Many workbooks: nothing lost, nothing twice, one bad file stops nothing, no original changes, a run goes on."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from tests.review.conftest import TABLES
from xlfuncs.cli import main
from xlfuncs.errors import FileProblem
from xlfuncs.files.book import FileBook
from xlfuncs.refresh.refresh import check
from xlfuncs.review.engines import LocalEngine
from xlfuncs.review.folder import workbooks
from xlfuncs.review.levels import LEVELS, level, with_grounds
from xlfuncs.review.run import Options, review
from xlfuncs.review.statistics import statistics
from xlfuncs.web.answers import score

EXAMPLES = TABLES.parents[2] / "workbook_templates" / "examples"


def contents(folder: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


def listed(sheet: Any) -> list[dict[str, Any]]:
    """The lines of a sheet by its headers."""
    head, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def run(tree: Path, output: Path, **more: Any) -> Sequence[dict[str, Any]]:
    return review([tree], Options(output, **more), LocalEngine(2))


def test_files_are_found_in_a_fixed_order(tree: Path) -> None:
    names = ("anhui-transfer-relief", "chongqing-department-forestry", "yunnan-land-inspection", "空")
    assert sorted(path.stem for path in workbooks([tree])) == [*names]
    assert workbooks([tree, tree / "水利局"]) == workbooks([tree])  # none twice
    with pytest.raises(FileProblem, match="找不到"):
        workbooks([tree / "没有"])


def test_a_folder_that_cannot_be_read_stops_no_other(tree: Path, closed: Path, tmp_path: Path) -> None:
    records = {Path(record["file"]).name: record for record in run(tree, tmp_path / "汇总.xlsx")}
    assert records[closed.name]["status"] == "failed"
    assert records[closed.name]["reason"] == "没有读取权限，其中的文件都没有审核"
    assert [record["status"] for record in records.values()].count("ok") == 3
    told = CliRunner().invoke(main, ["check", str(tree)])
    assert told.exit_code == 3
    assert "教育局\n  未能核对：没有读取权限" in told.stdout
    with pytest.raises(FileProblem, match="没有读取权限"):  # one that was named
        workbooks([closed])


def test_a_tree_becomes_a_summary_and_nothing_else_changes(tree: Path, tmp_path: Path) -> None:
    before = contents(tree)
    roster = tmp_path / "名册.txt"
    roster.write_text("水利局\n林业局\n教育局\n", "utf-8")
    records = run(tree, tmp_path / "汇总.xlsx", roster=roster)
    assert contents(tree) == before
    assert sorted(record["status"] for record in records) == ["failed", "ok", "ok", "ok"]
    book = load_workbook(tmp_path / "汇总.xlsx")
    assert book.sheetnames == ["报送名册", "按原因", "汇总", "发现", "未能审核", "其他文件", "统计"]
    assert [line["文件"] for line in listed(book["其他文件"])] == ["说明.docx"]
    lines = listed(book["汇总"])
    assert {(line["单位"], line["文件"]) for line in lines} == {
        ("水利局", "anhui-transfer-relief.xlsx"),
        ("水利局", "yunnan-land-inspection.xlsx"),
        ("林业局", "chongqing-department-forestry.xlsx"),
    }
    totals = [line["按规则"] for line in lines]
    assert totals == sorted(totals, reverse=True)
    assert {line["名次"] for line in lines} == {None}  # their points are not 100
    assert {line["项目"] for line in lines} >= {"临时救助"}
    assert all("/" in line["各部分得分"] for line in lines)
    (failure,) = listed(book["未能审核"])
    assert (failure["文件"], failure["分级"]) == ("空.xlsx", "P0")
    assert "0 字节" in failure["原因"]
    states = {line["单位"]: line["报送"] for line in listed(book["报送名册"])}
    assert states == {"水利局": "已报", "林业局": "已报", "教育局": "未报"}
    asked = {line["单位"]: line["处理意见"] for line in listed(book["报送名册"])}
    assert asked == {"水利局": "P1 更正", "林业局": "P0 退回重报", "教育局": None}
    found = sum(len(table["findings"]) for record in records for table in record["tables"])
    assert book["发现"].max_row - 1 == found
    errors = sum(line["级别"] == "错误" for line in listed(book["发现"]))
    assert book["发现"].print_area == f"'发现'!$A$1:$K${errors + 1}"  # the others on the screen
    charts = book["统计"]._charts
    assert len(charts) > 3
    assert {chart.y_axis.scaling.min for chart in charts} == {0}  # a bar is as long as its number


@pytest.mark.parametrize(
    ("form", "cell", "right"),
    [
        ("beijing_department_evaluation", "评分表!G67", 92.73),  # the total
        ("beijing_department_evaluation", "评分表!C5", 291435.79),  # a sum of amounts
        ("hubei_department_self_evaluation", "自评表!H37", 76),  # a part's
        ("project_self_evaluation", "得分汇总!C3", 97),  # what is said again
    ],
)
def test_a_sum_typed_over_is_graver_where_it_is_another(form: str, cell: str, right: float) -> None:
    sheet, _, place = cell.partition("!")
    for typed, grave in ((right, "P2"), (right + 0.01, "P1")):
        book, out = load_workbook(EXAMPLES / f"{form}_example.xlsx"), io.BytesIO()
        book[sheet][place] = typed
        book.save(out)
        table = check(FileBook(Path("表.xlsx"), out.getvalue()))[0].to_dict()
        (found,) = (one for one in table["findings"] if one["code"] == "form-formula")
        assert (level(table), found["cell"], found["found"]) == (grave, cell, typed)
        assert (found["expected"] == right) is (grave == "P1")


def test_a_table_that_came_twice_is_ranked_and_counted_once(tree: Path, tmp_path: Path) -> None:
    earlier, later = (tree / "林业局" / name for name in ("chongqing-department-forestry.xlsx", "改.xlsx"))
    shutil.copy(earlier, later)
    book = load_workbook(later)
    book.save(later)
    os.utime(earlier, (1, 1))
    run(tree, tmp_path / "汇总.xlsx", feedback=tmp_path / "反馈")
    summary = load_workbook(tmp_path / "汇总.xlsx")
    told = {line["文件"]: line["处理意见"] for line in listed(summary["汇总"])}
    assert told[earlier.name].endswith("；重复报送，按 改.xlsx 计")
    assert "重复" not in told[later.name]
    counted = dict(summary["统计"].iter_rows(max_row=8, max_col=2, values_only=True))
    assert counted["识别出的表"] == 3
    assert [count for words, count in counted.items() if "重复报送" in str(words)] == [1]
    letter = "".join(line.text for line in Document(str(tmp_path / "反馈" / "林业局.docx")).paragraphs)
    assert "汇总暂按 改.xlsx 计" in letter


def test_what_writing_mends_is_told_all_the_same(tmp_path: Path) -> None:
    """A score typed over its formula: the scored copy has the formula again."""
    book = load_workbook(EXAMPLES / "project_self_evaluation_example.xlsx")
    book.worksheets[2]["H13"] = 12
    (tmp_path / "报送").mkdir()
    book.save(tmp_path / "报送" / "改.xlsx")
    (record,) = run(tmp_path / "报送", tmp_path / "汇总.xlsx", write=tmp_path / "评分")
    assert "form-formula" in [found["code"] for found in record["tables"][0]["findings"]]
    assert level(record["tables"][0]) == "P1"
    summary = load_workbook(tmp_path / "汇总.xlsx")
    errors = [line for line in listed(summary["按原因"]) if line["级别"] == "错误"]
    assert {line["发现"]: line["哪些单位"] for line in errors}["表样的公式被改动"] == "某市民政局"
    heights = {
        summary["按原因"].row_dimensions[row].height for row in range(2, summary["按原因"].max_row + 1)
    }
    assert min(heights) < 15  # one line where all texts fit, be its column as narrow as 错误


def test_only_whole_tables_are_ranked(tree: Path, tmp_path: Path) -> None:
    """The example's two tables; of those beside them the points do not add up. Without a roster the units are listed, too."""
    example = TABLES.parents[2] / "workbook_templates" / "examples" / "project_self_evaluation_example.xlsx"
    shutil.copy(example, tree / "水利局")
    run(tree, tmp_path / "汇总.xlsx")
    book = load_workbook(tmp_path / "汇总.xlsx")
    lines = [(line["名次"], line["按规则"]) for line in listed(book["汇总"])]
    assert lines[:2] == [(1, 97), (2, 95.97)]
    assert {rank for rank, _ in lines[2:]} == {None}
    assert {line["单位"]: line["报送"] for line in listed(book["报送单位"])} == {
        "水利局": "已报",
        "林业局": "已报",
    }
    assert book["汇总"].print_area == f"'汇总'!$A$1:$N${len(lines) + 1}"  # on paper no links, and larger type


@pytest.mark.parametrize("wish", ["write", "feedback"])
def test_copies_go_to_a_folder_that_is_not_reviewed(tree: Path, tmp_path: Path, wish: str) -> None:
    for folder in (tree, tmp_path):
        with pytest.raises(FileProblem, match="请写到另一个文件夹"):
            run(tree, tmp_path / "汇总.xlsx", **{wish: folder})
    assert run(tree, tmp_path / "汇总.xlsx", **{wish: tree / "结果"})


def test_links_lead_to_the_file_and_the_cell(tree: Path, tmp_path: Path) -> None:
    name = "50% #2 [终稿].xlsx"
    (tree / "水利局" / "anhui-transfer-relief.xlsx").rename(tree / "水利局" / name)
    run(tree, tmp_path / "汇总.xlsx")
    sheet = load_workbook(tmp_path / "汇总.xlsx")["发现"]
    places = {
        (unquote(cell.hyperlink.target), cell.hyperlink.location)
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.hyperlink
    }
    assert (f"报送\\水利局\\{name}", "'Sheet1'!A1") in places  # what is found of the whole table
    assert (f"报送\\水利局\\{name}", "'Sheet1'!H15") in places
    files = {(tmp_path / target.replace("\\", "/")).name for target, _ in places}
    assert files == {name, "yunnan-land-inspection.xlsx", "chongqing-department-forestry.xlsx"}
    assert all((tmp_path / target.replace("\\", "/")).exists() for target, _ in places)
    shown = {cell.value for row in sheet.iter_rows(min_row=2) for cell in row if cell.hyperlink}
    assert max(map(len, shown)) <= 6  # LibreOffice breaks no line within a link, and would cut a name


def test_text_of_strangers_is_never_a_formula(tree: Path, tmp_path: Path) -> None:
    path = tree / "水利局" / "anhui-transfer-relief.xlsx"
    book = load_workbook(path)
    for row in book.active.iter_rows(min_row=12, max_row=14):
        for cell in row:
            if isinstance(cell.value, str) and len(cell.value) > 8:
                cell.value, cell.data_type = "=HYPERLINK(1)" + cell.value, "s"
    book.save(path)
    run(tree, tmp_path / "汇总.xlsx")
    for sheet in load_workbook(tmp_path / "汇总.xlsx"):
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_names_that_are_no_text_or_commands_are_names(tree: Path, tmp_path: Path) -> None:
    """Bytes that are no UTF-8, which Linux admits, and what a spreadsheet or a page might run."""
    source = (TABLES / "anhui-transfer-relief.xlsx").read_bytes()
    odd = os.fsencode(tree) + b"/\xb1\xed\xff.xlsx"
    for name in (odd, os.fsencode(tree / "=1+1.xlsx"), os.fsencode(tree / "<script>alert(1)<_script>.xlsx")):
        Path(os.fsdecode(name)).write_bytes(source)
    records = run(tree, tmp_path / "汇总.xlsx", feedback=tmp_path / "反馈", write=tmp_path / "评分")
    assert [record["reason"] for record in records if record["status"] == "ok"] == [""] * 6
    lines = listed(load_workbook(tmp_path / "汇总.xlsx")["汇总"])
    assert {"=1+1.xlsx", "<script>alert(1)<_script>.xlsx"} <= {line["文件"] for line in lines}
    for sheet in load_workbook(tmp_path / "汇总.xlsx"):
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    page = (tmp_path / "反馈" / "濉溪县民政局.html").read_text("utf-8")
    assert "<script>alert" not in page
    options = Options(
        tmp_path / "汇总.xlsx", resume=True, feedback=tmp_path / "反馈", write=tmp_path / "评分"
    )
    done: list[dict[str, Any]] = []
    again = review([tree], options, LocalEngine(1), done=done.append)
    assert done == []
    assert len(again) == len(records) == 7


def test_a_copy_that_cannot_be_written_is_said_and_tried_again(tree: Path, tmp_path: Path) -> None:
    (tree / "水利局" / "宏.xlsm").write_bytes((TABLES.parents[1] / "cases" / "xml2003.xls").read_bytes())
    (tmp_path / "评分").mkdir()
    (tmp_path / "评分" / "林业局").write_bytes(b"")  # a file where a folder should be
    options = Options(tmp_path / "汇总.xlsx", write=tmp_path / "评分", resume=True)
    reasons = {Path(r["file"]).name: r["reason"] for r in review([tree], options, LocalEngine(1))}
    assert "副本未写出：这种文件只能另存为 .xlsx" in reasons["宏.xlsm"]
    assert "无法建立这个文件夹" in reasons["chongqing-department-forestry.xlsx"]
    lines = listed(load_workbook(tmp_path / "汇总.xlsx")["未能审核"])
    assert {line["文件"]: line["分级"] for line in lines} == {
        "空.xlsx": "P0",
        "宏.xlsm": None,
        "chongqing-department-forestry.xlsx": None,
    }
    assert len(listed(load_workbook(tmp_path / "汇总.xlsx")["汇总"])) == 4
    (tmp_path / "评分" / "林业局").unlink()
    done: list[str] = []
    review([tree], options, LocalEngine(1), done=lambda record: done.append(Path(record["file"]).name))
    assert sorted(done) == ["chongqing-department-forestry.xlsx", "宏.xlsm"]
    assert (tmp_path / "评分" / "林业局" / "chongqing-department-forestry.xlsx").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_copy_that_would_lead_to_its_original_is_not_written(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "评分").mkdir()
    (tmp_path / "评分" / "林业局").symlink_to(tree / "林业局")
    before = contents(tree)
    records = review([tree], Options(tmp_path / "汇总.xlsx", write=tmp_path / "评分"), LocalEngine(1))
    assert contents(tree) == before
    reasons = {Path(record["file"]).name: record["reason"] for record in records}
    assert "链接指向原表" in reasons["chongqing-department-forestry.xlsx"]


def test_scored_copies_stand_elsewhere(tree: Path, tmp_path: Path) -> None:
    before = contents(tree)
    run(tree, tmp_path / "汇总.xlsx", write=tmp_path / "评分")
    assert contents(tree) == before
    written = sorted(str(p.relative_to(tmp_path / "评分")) for p in (tmp_path / "评分").rglob("*.xlsx"))
    assert len(written) == 3
    assert "核对" in load_workbook(tmp_path / "评分" / written[0]).sheetnames


def said(found: dict[str, Any]) -> str:
    """A finding's sentence, without what only the command line can do."""
    return str(found["message"]).removesuffix("；如不适用请用 --rule 指定规则")


def assert_marked(path: Path, record: dict[str, Any]) -> None:
    """Every finding stands at its cell, or the first one of its merged block; nothing else differs."""
    marked, returned = load_workbook(path), load_workbook(record["file"])
    for table in record["tables"]:
        for found in table["findings"]:
            if found["cell"]:
                sheet, _, cell = found["cell"].rpartition("!")
                blocks = (block for block in marked[sheet].merged_cells.ranges if cell in block)
                first = next((block.start_cell.coordinate for block in blocks), cell)
                assert said(found) in marked[sheet][first].comment.text
    for sheet in returned:
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert [[cell.value for cell in row] for row in marked[sheet.title].iter_rows()] == values
    assert marked.sheetnames == returned.sheetnames


def test_every_unit_gets_its_answer(tree: Path, tmp_path: Path) -> None:
    ends = {"deadline": "2026年3月31日", "sender": "某县财政局"}
    records = run(tree, tmp_path / "汇总.xlsx", feedback=tmp_path / "反馈", **ends)
    assert sorted(p.relative_to(tmp_path / "反馈").as_posix() for p in (tmp_path / "反馈").rglob("*.*")) == [
        "林业局.docx",
        "林业局.html",
        "林业局/chongqing-department-forestry.xlsx",
        "水利局.docx",
        "水利局.html",
        "水利局/anhui-transfer-relief.xlsx",
        "水利局/yunnan-land-inspection.xlsx",
    ]
    texts = {
        name: "\n".join(p.text for p in Document(str(tmp_path / "反馈" / f"{name}.docx")).paragraphs)
        for name in ("林业局", "水利局")
    }
    assert "空.xlsx（我方打不开） 未能审核：文件是空的（0 字节），请重新报送此文件。\n以上" in texts["林业局"]
    assert "请于2026年3月31日前更正后重新报送。\n\n某县财政局\n" in texts["水利局"]
    levels = re.findall(r"^[一二]、.*（(.*)）$", texts["水利局"], re.MULTILINE)
    assert levels == sorted(levels, key=[*LEVELS.values()].index)  # what must be corrected comes first
    for record in records:
        name = Path(record["file"]).parent.name
        for table in record["tables"]:
            for found in table["findings"]:
                assumed = found["code"] == "rule-assumed" and not found["cell"]  # said of the rule itself
                words = said(found).replace(f"{table['sheet']}!", "")  # which stands above
                assert ("表中没有写明，按此核对" if assumed else words) in texts[name]
        for path in record["written"]:
            assert Path(path).relative_to(tmp_path / "反馈").as_posix() in texts[name]
            assert_marked(Path(path), record)


@pytest.mark.parametrize(
    ("total", "entered", "codes", "expected"),
    [
        (90.0, 90.0, [], ""),
        (90.0, 100.0, [], ""),
        (90.0, 100.01, [], "P1"),
        (90.0, None, [("kind-absent", "warning")], "P1"),
        (90.0, None, [("kind-absent", "info")], ""),
        (90.0, 90.0, [("score-differs", "error")], "P2"),
        (90.0, 90.0, [("score-missing", "warning")], "P2"),
        (90.0, 60.0, [("part-missing", "error")], "P0"),
        (90.0, 90.0, [("total-missing", "error")], "P2"),
        (108.5, 108.5, [("points-sum", "warning"), ("total-out-of-range", "warning")], "P2"),
        (108.5, 108.5, [("points-sum", "warning"), ("total-out-of-range", "error")], "P1"),
        (90.0, 90.0, [("part-missing", "warning")], ""),
        (None, None, [("bad-input", "error")], "P0"),
    ],
)
def test_how_grave_a_table_is(total: Any, entered: Any, codes: Any, expected: str) -> None:
    findings = [{"code": code, "severity": severity} for code, severity in codes]
    grave, why = with_grounds({"total": total, "entered_total": entered, "findings": findings})
    assert grave == expected
    assert ("相差" in why, "缺少应设" in why) == (entered == 100.01, ("kind-absent", "warning") in codes)


def test_execution_rates_fall_into_their_bands() -> None:
    def table(budget: float, executed: float) -> dict[str, Any]:
        item = {"method": "execution_rate_score", "target": budget, "actual": executed}
        item |= {"points": 10.0, "score": 1.0, "entered": None}
        return {"items": [item], "grade": None, "findings": [], "total": None, "entered_total": None}

    rates = (0.0, 29.99, 30.0, 59.9, 60.0, 80.0, 99.9, 100.0, 120.0)
    counted = statistics(table(100.0, rate) for rate in rates)["预算执行率"]
    assert list(counted.values()) == [2, 2, 1, 2, 2]


def test_the_command_says_what_was_done(tree: Path, tmp_path: Path) -> None:
    output, letters = tmp_path / "汇总.xlsx", tmp_path / "反馈"
    done = CliRunner().invoke(main, ["review", str(tree), "-o", str(output), "--jobs", "1"])
    assert done.exit_code == 1  # one file could not be reviewed
    assert "已审核 3 份工作簿 3 张表" in done.stdout
    assert "未能审核 1 份" in done.stdout
    again = CliRunner().invoke(main, ["review", str(tree), "-o", str(output)])
    assert again.exit_code == 3
    assert "--resume" in again.stderr
    assert CliRunner().invoke(main, ["review", str(tree), "-o", str(output), "--resume"]).exit_code == 1
    assert CliRunner().invoke(main, ["review", str(tree), "-o", str(tmp_path / "a.pdf")]).exit_code == 2
    asked = ["review", str(tree), "-o", str(output), "--resume", "--feedback", str(letters)]
    assert "不是这次写的" not in CliRunner().invoke(main, asked).stdout
    shutil.rmtree(tree / "林业局")
    for _ in range(2):  # of a unit that is gone, also where nothing was to be done
        assert "林业局.docx 不是这次写的" in CliRunner().invoke(main, asked).stdout.replace("\n  ", "")


def test_a_unit_is_told_nothing_of_our_limits(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / "林业局" / "清单.csv").write_text("甲,乙\n1,2\n")
    monkeypatch.setenv("XLFUNCS_MAX_FILE", "100")
    run(tree, tmp_path / "汇总.xlsx", feedback=tmp_path / "反馈")
    text = "\n".join(p.text for p in Document(str(tmp_path / "反馈" / "林业局.docx")).paragraphs)
    assert "清单.csv 未能审核：没有认出" in text
    assert "（我方打不开） 未能审核：文件超过 100 字节。" in text
    assert "XLFUNCS" not in text
    monkeypatch.setenv("XLFUNCS_MAX_PART", "100")
    answer, _ = score("自评表.xlsx", (tree / "水利局" / "anhui-transfer-relief.xlsx").read_bytes())
    assert (json.loads(answer)["error"].endswith("超过上限，没有读取"), "XLFUNCS" in answer) == (True, False)
