"""Many workbooks: nothing lost, nothing twice, one bad file stops nothing, no original changes, a run goes on."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from xlfuncs.cli import main
from xlfuncs.errors import FileProblem
from xlfuncs.review.engines import DaskEngine, Job, LocalEngine
from xlfuncs.review.folder import workbooks
from xlfuncs.review.journal import Journal
from xlfuncs.review.record import review_file
from xlfuncs.review.run import Options, review
from xlfuncs.review.statistics import statistics
from xlfuncs.review.verdict import level

TABLES = Path(__file__).parents[1] / "tables" / "published"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Returned workbooks of two units, and what else stands in such folders."""
    folder = tmp_path / "报送"
    for unit, names in (
        ("水利局", ["anhui-transfer-relief.xlsx", "yunnan-land-inspection.xlsx"]),
        ("林业局", ["chongqing-department-forestry.xlsx"]),
    ):
        (folder / unit).mkdir(parents=True)
        for name in names:
            shutil.copy(TABLES / name, folder / unit / name)
    (folder / "林业局" / "空.xlsx").write_bytes(b"")
    (folder / "林业局" / "说明.docx").write_bytes(b"x")
    (folder / "林业局" / "~$锁.xlsx").write_bytes(b"x")
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


def run(tree: Path, output: Path, **more: Any) -> list[dict[str, Any]]:
    return review([tree], Options(output, **more), LocalEngine(2))


def test_files_are_found_in_a_fixed_order(tree: Path) -> None:
    found = [path.name for path in workbooks([tree])]
    assert sorted(found) == sorted(
        [
            "空.xlsx",
            "chongqing-department-forestry.xlsx",
            "anhui-transfer-relief.xlsx",
            "yunnan-land-inspection.xlsx",
        ]
    )
    assert workbooks([tree, tree / "水利局"]) == workbooks([tree])  # none twice
    with pytest.raises(FileProblem, match="找不到"):
        workbooks([tree / "没有"])


def test_a_tree_becomes_a_summary_and_nothing_else_changes(tree: Path, tmp_path: Path) -> None:
    before = contents(tree)
    roster = tmp_path / "名册.txt"
    roster.write_text("水利局\n林业局\n教育局\n", "utf-8")
    records = run(tree, tmp_path / "汇总.xlsx", roster=roster)
    assert contents(tree) == before
    assert sorted(record["status"] for record in records) == ["failed", "ok", "ok", "ok"]
    book = load_workbook(tmp_path / "汇总.xlsx")
    assert book.sheetnames == ["汇总", "发现", "未能审核", "报送名册", "统计"]
    lines = list(book["汇总"].iter_rows(min_row=2, values_only=True))
    assert {(line[0], line[1]) for line in lines} == {
        ("水利局", "anhui-transfer-relief.xlsx"),
        ("水利局", "yunnan-land-inspection.xlsx"),
        ("林业局", "chongqing-department-forestry.xlsx"),
    }
    totals = [line[6] for line in lines]
    assert totals == sorted(totals, reverse=True)
    (failure,) = book["未能审核"].iter_rows(min_row=2, values_only=True)
    assert failure[1] == "空.xlsx"
    assert "0 字节" in failure[2]
    states = {row[0]: row[1] for row in book["报送名册"].iter_rows(min_row=2, values_only=True)}
    assert states == {"水利局": "重复报送", "林业局": "重复报送", "教育局": "未报"}
    said = sum(len(table["findings"]) for record in records for table in record["tables"])
    assert book["发现"].max_row - 1 == said
    assert len(book["统计"]._charts) > 3


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


def test_a_run_goes_on_where_it_was_broken_off(tree: Path, tmp_path: Path) -> None:
    output = tmp_path / "汇总.xlsx"
    first = run(tree, output)
    journal = output.with_suffix(".jsonl")
    lines = journal.read_text("utf-8").splitlines(keepends=True)
    assert len(lines) == 4
    journal.write_text("".join(lines[:2]) + lines[2][:40], "utf-8")  # a crash in the middle of a line
    (tree / "水利局" / "yunnan-land-inspection.xlsx").write_bytes(
        (TABLES / "hubei-sponge-city.xlsx").read_bytes()
    )
    done: list[str] = []
    again = review(
        [tree],
        Options(output, resume=True),
        LocalEngine(1),
        done=lambda record: done.append(Path(record["file"]).name),
    )
    assert len(again) == len(first) == 4
    kept = {Path(json.loads(line)["file"]).name for line in lines[:2]} - {"yunnan-land-inspection.xlsx"}
    assert set(done) == {path.name for path in workbooks([tree])} - kept
    assert len(Journal(journal).records()) == 4
    nothing: list[str] = []
    review(
        [tree],
        Options(output, resume=True),
        LocalEngine(1),
        done=lambda record: nothing.append(record["file"]),
    )
    assert nothing == []


def test_scored_copies_stand_elsewhere(tree: Path, tmp_path: Path) -> None:
    before = contents(tree)
    run(tree, tmp_path / "汇总.xlsx", write=tmp_path / "评分")
    assert contents(tree) == before
    written = sorted(str(p.relative_to(tmp_path / "评分")) for p in (tmp_path / "评分").rglob("*.xlsx"))
    assert len(written) == 3
    assert "核对" in load_workbook(tmp_path / "评分" / written[0]).sheetnames


def _hang(*job: Any) -> dict[str, Any]:
    name = Path(job[0]).name
    if name.startswith("anhui"):
        time.sleep(60)
    if name.startswith("yunnan"):
        os.kill(os.getpid(), signal.SIGKILL)
    return review_file(*job)


def test_a_worker_that_hangs_or_dies_is_replaced(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlfuncs.review.engines.review_file", _hang)
    jobs = [Job(str(path)) for path in workbooks([tree])]
    records = {Path(r["file"]).name: r for r in LocalEngine(2, seconds=3).run(jobs)}
    assert len(records) == 4
    assert "3 秒" in records["anhui-transfer-relief.xlsx"]["reason"]
    assert "意外终止" in records["yunnan-land-inspection.xlsx"]["reason"]
    assert records["chongqing-department-forestry.xlsx"]["status"] == "ok"


def test_every_unit_gets_its_answer(tree: Path, tmp_path: Path) -> None:
    records = run(tree, tmp_path / "汇总.xlsx", feedback=tmp_path / "反馈")
    assert sorted(p.name for p in (tmp_path / "反馈").iterdir()) == [
        "林业局.docx", "林业局.html", "水利局.docx", "水利局.html"
    ]  # fmt: skip
    texts = {
        name: "\n".join(p.text for p in Document(str(tmp_path / "反馈" / f"{name}.docx")).paragraphs)
        for name in ("林业局", "水利局")
    }
    assert "空.xlsx 未能审核" in texts["林业局"]
    assert "日前更正后重新报送" in texts["水利局"]
    for record in records:
        name = Path(record["file"]).parent.name
        for table in record["tables"]:
            for found in table["findings"]:
                assert found["message"] in texts[name]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A real scheduler and two workers on loopback."""
    base = [sys.executable, "-m", "distributed.cli"]
    address_file = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": Path(__file__).parents[2]}
    options = [
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--dashboard-address",
        "127.0.0.1:0",
        "--scheduler-file",
        address_file,
    ]
    processes = [subprocess.Popen([*base[:2], "distributed.cli.dask_scheduler", *map(str, options)], **quiet)]  # type: ignore[call-overload]
    until = time.monotonic() + 30
    while not address_file.exists() and time.monotonic() < until:
        time.sleep(0.1)
    address = json.loads(address_file.read_text())["address"]
    for _ in range(2):
        worker = [
            *base[:2],
            "distributed.cli.dask_worker",
            address,
            "--nthreads",
            "1",
            "--no-dashboard",
            "--no-nanny",
        ]
        worker += ["--local-directory", str(tmp_path / "dask"), "--host", "127.0.0.1"]
        processes.append(subprocess.Popen(worker, **quiet))  # type: ignore[call-overload]
    yield address, processes
    for process in processes:
        process.kill()
        process.wait()


def test_a_cluster_gives_the_same_and_outlives_a_worker(
    tree: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, (_, worker, _) = cluster
    for number in range(40):
        shutil.copy(TABLES / "yunnan-land-inspection.xlsx", tree / "水利局" / f"表{number}.xlsx")
    jobs = [Job(str(path)) for path in workbooks([tree])]
    records: list[dict[str, Any]] = []
    for record in DaskEngine(address, batch=2).run(jobs):
        records.append(record)
        if len(records) == 4:
            os.kill(worker.pid, signal.SIGKILL)
    assert sorted(r["file"] for r in records) == sorted(
        job.path for job in jobs
    )  # nothing lost, nothing twice
    alone = {r["file"]: r["tables"] for r in map(review_file, (job.path for job in jobs))}
    assert all(record["tables"] == alone[record["file"]] for record in records)


@pytest.mark.parametrize(
    ("total", "entered", "codes", "expected"),
    [
        (90.0, 90.0, [], ""),
        (90.0, 100.0, [], ""),
        (90.0, 100.01, [], "P1"),
        (90.0, None, [("kind-absent", "info")], "P1"),
        (90.0, 90.0, [("score-differs", "error")], "P2"),
        (90.0, 90.0, [("score-missing", "warning")], "P2"),
        (90.0, 60.0, [("part-missing", "error")], "P0"),
        (90.0, 90.0, [("part-missing", "warning")], ""),
        (None, None, [("bad-input", "error")], "P0"),
    ],
)
def test_how_grave_a_table_is(total: Any, entered: Any, codes: Any, expected: str) -> None:
    findings = [{"code": code, "severity": severity} for code, severity in codes]
    assert level({"total": total, "entered_total": entered, "findings": findings}) == expected


def test_execution_rates_fall_into_their_bands() -> None:
    def table(budget: float, executed: float) -> dict[str, Any]:
        item = {
            "method": "execution_rate_score",
            "target": budget,
            "actual": executed,
            "points": 10.0,
            "score": 1.0,
            "entered": None,
        }
        return {"items": [item], "grade": None, "findings": [], "entered_total": None}

    rates = (0.0, 29.99, 30.0, 59.9, 60.0, 80.0, 99.9, 100.0, 120.0)
    counted = statistics(table(100.0, rate) for rate in rates)["预算执行率"]
    assert list(counted.values()) == [2, 2, 1, 2, 2]


def test_the_command_says_what_was_done(tree: Path, tmp_path: Path) -> None:
    output = tmp_path / "汇总.xlsx"
    done = CliRunner().invoke(main, ["review", str(tree), "-o", str(output), "--jobs", "1"])
    assert done.exit_code == 1  # one file could not be reviewed
    assert "已审核 3 份工作簿 3 张表" in done.stdout
    assert "未能审核 1 份" in done.stdout
    again = CliRunner().invoke(main, ["review", str(tree), "-o", str(output)])
    assert again.exit_code == 3
    assert "--resume" in again.stderr
    assert CliRunner().invoke(main, ["review", str(tree), "-o", str(output), "--resume"]).exit_code == 1
    assert CliRunner().invoke(main, ["review", str(tree), "-o", str(tmp_path / "a.pdf")]).exit_code == 2
