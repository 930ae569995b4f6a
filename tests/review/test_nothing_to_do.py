"""Where nothing is to be done nothing is read or written; what no longer stands is made again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.review.test_going_on import OTHER, ROOT, done_again
from xlfuncs.errors import FileProblem
from xlfuncs.review import journal

# What writes a summary and letters, reads workbooks, or starts workers.
HEAVY = {"jinja2", "openpyxl", "pebble", "xlsxwriter", "xlfuncs.files.book", "xlfuncs.forms.layout"}
CONTENT = "yunnan-land-inspection.xlsx"


@pytest.fixture
def output(tree: Path, tmp_path: Path) -> Path:
    """The summary of a run, with letters."""
    path = tmp_path / "汇总.xlsx"
    assert len(done_again(tree, path, **asked(tmp_path))) == 4
    return path


def asked(tmp_path: Path) -> dict[str, Any]:
    roster = tmp_path / "名册.txt"
    if not roster.exists():
        roster.write_text("水利局\n林业局\n", "utf-8")
    return {"roster": roster, "feedback": tmp_path / "反馈"}


def written(tmp_path: Path) -> dict[str, int]:
    """When each file was last written: summary, journal, letters and copies."""
    return {str(path): path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}


def test_unchanged_files_are_not_read_and_nothing_is_written(
    tree: Path, tmp_path: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(journal, "digest_of", read.append)
    before = written(tmp_path)
    assert done_again(tree, output, **asked(tmp_path)) == set()
    assert written(tmp_path) == before
    assert read == []


def test_a_touched_file_is_compared_by_its_content(tree: Path, tmp_path: Path, output: Path) -> None:
    os.utime(tree / "水利局" / CONTENT)
    before = written(tmp_path)
    assert done_again(tree, output, **asked(tmp_path)) == set()
    assert written(tmp_path) == before


def test_other_content_of_the_same_size_is_done_again(tree: Path, tmp_path: Path, output: Path) -> None:
    file = tree / "水利局" / CONTENT
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    before = written(tmp_path)
    assert done_again(tree, output, **asked(tmp_path)) == {CONTENT}
    assert written(tmp_path)[str(output)] != before[str(output)]


def test_a_journal_without_sizes_and_times_still_holds(tree: Path, tmp_path: Path, output: Path) -> None:
    path = output.with_suffix(".jsonl")
    records = [json.loads(line) for line in path.read_bytes().splitlines()[:4]]
    assert all(record.pop("stamp") for record in records)
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
    assert done_again(tree, output, **asked(tmp_path)) == set()


def test_a_file_that_could_not_be_read_is_tried_again(tree: Path, tmp_path: Path, output: Path) -> None:
    path = output.with_suffix(".jsonl")
    records = [json.loads(line) for line in path.read_bytes().splitlines()[:4]]
    for record in records:
        if record["file"].endswith(CONTENT):
            del record["digest"]
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
    assert done_again(tree, output, **asked(tmp_path)) == {CONTENT}


def deleted(output: Path) -> None:
    output.unlink()


def overwritten(output: Path) -> None:
    book = load_workbook(output)
    book["汇总"]["A2"] = "改"
    book.save(output)


def a_letter_deleted(output: Path) -> None:
    (output.parent / "反馈" / "水利局.docx").unlink()


def a_letter_edited(output: Path) -> None:
    (output.parent / "反馈" / "水利局.docx").write_bytes(b"by hand")


@pytest.mark.parametrize("change", [deleted, overwritten, a_letter_deleted, a_letter_edited])
def test_what_no_longer_stands_is_written_again(
    tree: Path, tmp_path: Path, output: Path, change: Callable[[Path], None]
) -> None:
    listed = [cell.value for cell in load_workbook(output)["汇总"]["A"]]
    change(output)
    assert done_again(tree, output, **asked(tmp_path)) == set()
    assert [cell.value for cell in load_workbook(output)["汇总"]["A"]] == listed
    assert (tmp_path / "反馈" / "水利局.docx").read_bytes().startswith(b"PK")
    assert (tmp_path / "反馈" / "水利局.docx.bak").exists() == (change is a_letter_edited)
    before = written(tmp_path)
    assert done_again(tree, output, **asked(tmp_path)) == set()
    assert written(tmp_path) == before


def test_only_the_letters_of_what_changed_are_written(tree: Path, tmp_path: Path, output: Path) -> None:
    before = written(tmp_path)
    shutil.copy(OTHER, tree / "水利局" / "新来.xlsx")
    assert done_again(tree, output, **asked(tmp_path)) == {"新来.xlsx"}
    after = written(tmp_path)
    changed = {Path(path).name for path in after if after[path] != before.get(path)}
    assert changed == {"汇总.xlsx", "汇总.jsonl", "水利局.docx", "水利局.html", "新来.xlsx"}


def test_other_options_give_another_summary(tree: Path, tmp_path: Path, output: Path) -> None:
    whole = load_workbook(output)["发现"].max_row
    assert done_again(tree, output, **asked(tmp_path), only="错误") == set()
    assert load_workbook(output)["发现"].max_row < whole


def test_another_roster_gives_another_summary(tree: Path, tmp_path: Path, output: Path) -> None:
    asked(tmp_path)["roster"].write_text("水利局\n林业局\n教育局\n", "utf-8")
    assert done_again(tree, output, **asked(tmp_path)) == set()
    assert "教育局" in [cell.value for cell in load_workbook(output)["报送名册"]["A"]]


def test_a_file_that_is_gone_is_gone_from_the_summary(tree: Path, tmp_path: Path, output: Path) -> None:
    (tree / "水利局" / CONTENT).unlink()
    assert done_again(tree, output, **asked(tmp_path)) == set()
    assert CONTENT not in [cell.value for cell in load_workbook(output)["汇总"]["D"]]


def test_another_file_no_workbook_gives_another_summary(tree: Path, tmp_path: Path, output: Path) -> None:
    (tree / "水利局" / "自评表.pdf").write_bytes(b"%PDF")
    assert done_again(tree, output, **asked(tmp_path)) == set()
    assert "自评表.pdf" in [cell.value for cell in load_workbook(output)["其他文件"]["B"]]


def test_nothing_heavy_is_loaded(tree: Path, output: Path, tmp_path: Path) -> None:
    """The command itself, which says the same as before."""
    script = (
        "import sys\nfrom xlfuncs.cli import main\ntry:\n    main()\n"
        f"finally:\n    print(sorted(set(sys.modules) & {HEAVY!r}))"
    )
    roster, feedback = asked(tmp_path).values()
    command = ["review", tree, "-o", output, "--roster", roster, "--feedback", feedback, "--resume"]
    whole = [sys.executable, "-c", script, *map(str, command)]
    run = subprocess.run(whole, cwd=ROOT, timeout=60, capture_output=True, encoding="utf-8")
    assert run.returncode == 1  # one file is empty
    said, loaded = run.stdout.splitlines()
    assert said.startswith("已审核 3 份工作簿")
    assert loaded == "[]"


def test_a_letter_that_is_open_keeps_no_other_waiting(tree: Path, tmp_path: Path, output: Path) -> None:
    """The run says so, and the next one writes it."""
    lock = tmp_path / "反馈" / "~$林业局.docx"
    lock.touch()
    for unit in ("林业局", "水利局"):
        shutil.copy(OTHER, tree / unit / "新来.xlsx")
    before = written(tmp_path)
    with pytest.raises(FileProblem, match=r"林业局\.docx.*正在 Excel、WPS"):
        done_again(tree, output, **asked(tmp_path))
    after = written(tmp_path)
    waiting, other = (str(tmp_path / "反馈" / f"{unit}.docx") for unit in ("林业局", "水利局"))
    assert (after[waiting] == before[waiting], after[other] == before[other]) == (True, False)
    lock.unlink()
    assert done_again(tree, output, **asked(tmp_path)) == set()
    assert written(tmp_path)[waiting] != before[waiting]
