"""A run that was broken off leaves what it did, and the next does only what is missing or changed."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from tests.cli.commands import run
from tests.review.conftest import TABLES
from xlfuncs.errors import FileProblem
from xlfuncs.files import disk
from xlfuncs.files.left_behind import beginning
from xlfuncs.review import journal as journals
from xlfuncs.review import record
from xlfuncs.review.engines import LocalEngine
from xlfuncs.review.folder import workbooks
from xlfuncs.review.journal import Journal
from xlfuncs.review.run import Options, review
from xlfuncs.rules.loader import DATA

ROOT = Path(__file__).parents[2]
OTHER = TABLES / "hubei-sponge-city.xlsx"


def done_again(tree: Path, output: Path, **options: Any) -> set[str]:
    """The names of the files that a resumed run does."""
    record.fingerprint.cache_clear()  # as in a new process
    done: list[str] = []
    review(
        [tree],
        Options(output, resume=True, **options),
        LocalEngine(1),
        done=lambda record: done.append(Path(record["file"]).name),
    )
    assert len(done) == len(set(done))
    return set(done)


def recorded(journal: Path) -> dict[str, Any]:
    """The last record of every file."""
    return {record["file"]: record for record in Journal(journal).lines()}


@pytest.fixture
def rule(tmp_path: Path) -> Path:
    path = tmp_path / "本局规则.toml"
    path.write_bytes((DATA / "mof-2020-10.toml").read_bytes())
    return path


@pytest.fixture
def output(tree: Path, tmp_path: Path, rule: Path) -> Path:
    """The summary of a run that was not broken off, with all copies."""
    path = tmp_path / "汇总.xlsx"
    assert len(done_again(tree, path, **copies(tmp_path, rule))) == 4
    return path


def copies(tmp_path: Path, rule: Path) -> dict[str, Any]:
    return {"rule": str(rule), "write": tmp_path / "评分", "feedback": tmp_path / "反馈"}


def everything(tree: Path) -> set[str]:
    return {path.name for path in workbooks([tree])}


def changed(what: str, tree: Path, tmp_path: Path, rule: Path, patched: pytest.MonkeyPatch) -> set[str]:
    """Change something; the files that must be done again."""
    relief, land = "anhui-transfer-relief.xlsx", "yunnan-land-inspection.xlsx"
    match what:
        case "content":
            shutil.copy(OTHER, tree / "水利局" / land)
            return {land}
        case "the rule":
            rule.write_text(rule.read_text("utf-8") + "\n# 修订\n", "utf-8")
            return everything(tree)
        case "the version":
            patched.setattr(record, "__version__", "99")
            return everything(tree)
        case "a new file":
            shutil.copy(OTHER, tree / "水利局" / "新.xlsx")
            return {"新.xlsx"}
        case "a copy lost":
            (tmp_path / "反馈" / "水利局" / relief).unlink()
            return {relief}
    return set()


@pytest.mark.parametrize(
    "what", ["content", "the rule", "the version", "a new file", "a copy lost", "nothing"]
)
def test_only_what_changed_is_done_again(
    tree: Path, tmp_path: Path, output: Path, rule: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    expected = changed(what, tree, tmp_path, rule, monkeypatch)
    assert done_again(tree, output, **copies(tmp_path, rule)) == expected
    assert done_again(tree, output, **copies(tmp_path, rule)) == set()
    book = load_workbook(output)
    listed = [row[3] for row in book["汇总"].iter_rows(min_row=2, values_only=True)]
    assert sorted(listed) == sorted(p.name for p in workbooks([tree]) if p.stat().st_size)


@pytest.mark.parametrize("cut", [1, 2, 40, -1])
def test_a_line_cut_off_is_done_again(tree: Path, tmp_path: Path, output: Path, rule: Path, cut: int) -> None:
    journal = output.with_suffix(".jsonl")
    lines = journal.read_bytes().splitlines(keepends=True)
    *whole, last = [line for line in lines if line.startswith(b'{"file"')]  # none of what was made of them
    lost = Path(json.loads(last)["file"]).name
    journal.write_bytes(b"".join(whole) + last[:cut])
    again = done_again(tree, output, **copies(tmp_path, rule))
    assert again == (set() if cut == -1 else {lost})  # with all but its line break a line is whole
    assert len(recorded(journal)) == 4
    assert done_again(tree, output, **copies(tmp_path, rule)) == set()


def test_what_is_no_record_is_passed_over(tree: Path, tmp_path: Path, output: Path, rule: Path) -> None:
    journal = output.with_suffix(".jsonl")
    journal.write_bytes(b'null\n[1]\n{"a": 1}\n\xff\xfe\n' + journal.read_bytes())
    assert done_again(tree, output, **copies(tmp_path, rule)) == set()


def is_gone(group: int) -> bool:
    """Whether no process of a group runs any more; those that ended may wait until the system collects them."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if not any(map(partial(_runs, group), Path("/proc").glob("[0-9]*/stat"))):
            return True
        time.sleep(0.05)
    return False


def _runs(group: int, stat: Path) -> bool:
    try:
        state, _, its_group = stat.read_text("utf-8", "replace").rpartition(")")[2].split()[:3]
    except OSError:  # it ended meanwhile
        return False
    return int(its_group) == group and state not in "ZX"


PATIENT = """
import signal
import time
import xlfuncs.review.engines as engines
from xlfuncs.cli import main
from xlfuncs.review.record import review_file


def patient(job):
    if "表1" in job.path:  # the last of them: whoever watches has time to end it before
        time.sleep(1)
    return review_file(job)


signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background takes Ctrl-C away
engines.review_file = patient
main()
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_process_ended_in_the_middle(tree: Path, tmp_path: Path, how: signal.Signals) -> None:
    """Ctrl-C as a terminal sends it, to every process of the group; or the power fails."""
    for number in range(120):
        shutil.copy(TABLES / "yunnan-land-inspection.xlsx", tree / "水利局" / f"表{number:03d}.xlsx")
    output, total = tmp_path / "汇总.xlsx", 124
    words = ["review", str(tree), "-o", str(output), "--jobs", "2"]
    journal = output.with_suffix(".jsonl")
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    command = [sys.executable, "-c", PATIENT, *words]
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True, **pipes) as process:
        until = time.monotonic() + 60
        while time.monotonic() < until and (not journal.exists() or journal.read_bytes().count(b"\n") < 8):
            time.sleep(0.01)
        os.killpg(process.pid, how)
        _, said = process.communicate(timeout=60)
    done = recorded(journal)
    assert 8 <= len(done) < total
    if how == signal.SIGINT:
        assert is_gone(process.pid)  # no worker is left behind
        assert process.returncode == 130, said
        assert "--resume" in said
        assert "Traceback" not in said, said
        book = load_workbook(output)
        tables = sum(len(one["tables"]) for one in done.values())
        assert book["汇总"].max_row - 1 == tables
        counted = {row[0]: row[1] for row in book["统计"].iter_rows(max_row=6, values_only=True)}
        assert counted["工作簿"] == total
        assert counted["已审核"] + counted["未能审核"] == len(done)
        assert next(n for word, n in counted.items() if "尚未审核" in str(word)) == total - len(done)
    before = journal.read_bytes()
    command = [sys.executable, "-m", "xlfuncs", *words, "--resume"]
    again = subprocess.run(command, cwd=ROOT, timeout=120, **pipes)
    assert again.returncode == 1  # one file is empty
    assert journal.read_bytes().startswith(before)  # only ever appended to
    new = journal.read_text("utf-8")[len(before.decode("utf-8", "replace")) :]
    *lines, closing = [line for line in new.splitlines() if line]
    assert len(lines) == total - len(done)
    assert "basis" in json.loads(closing)
    assert len(recorded(journal)) == total
    assert load_workbook(output)["汇总"].max_row - 1 == total - 1


def test_what_a_killed_run_left_among_the_letters_is_not_sent_along(tree: Path, tmp_path: Path) -> None:
    """Not where nothing is to be done again, either; what another program writes stays."""
    letters = tmp_path / "复核意见" / "水利局"
    letters.mkdir(parents=True)
    code = f"""
import os, signal
from pathlib import Path
from xlfuncs.files.disk import write_bytes
os.fsync = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
write_bytes(Path({str(letters / "表.xlsx")!r}), b"new")
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    (left,) = letters.iterdir()
    ours, elsewhere = beginning(), ".xlfuncs-00000000-1-"
    others = {f"{ours}a.tmp", f"{elsewhere}a.tmp", "他人.tmp"}
    for name in others:
        (letters / name).touch()
    done_again(tree, tmp_path / "汇总.xlsx", feedback=letters.parent)
    names = {file.name for file in letters.iterdir() if file.suffix == ".tmp"}
    assert left.name not in names
    assert names == others


def test_what_cannot_be_written_is_said_before_the_work(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "不是文件夹").write_bytes(b"")
    (tmp_path / "~$开着的.xlsx").write_bytes(b"")
    for options in (
        Options(tmp_path / "甲.xlsx", write=tmp_path / "不是文件夹" / "评分"),
        Options(tmp_path / "乙.xlsx", feedback=tmp_path / "不是文件夹" / "反馈"),
        Options(tmp_path / "开着的.xlsx"),
    ):
        if options.output.stem == "开着的":
            options.output.write_bytes(b"")
        with pytest.raises(FileProblem):
            review([tree], options, LocalEngine(1), done=lambda record: pytest.fail(record["file"]))
        assert not options.output.with_suffix(".jsonl").exists()


def broken_off(tree: Path, output: Path, monkeypatch: pytest.MonkeyPatch, *instead: Any) -> str:
    """What a review says in which this attribute is another."""
    with monkeypatch.context() as patched:
        patched.setattr(*instead)
        broken = run("review", tree, "-o", output, "--jobs", "1")
    assert broken.exit_code == 3
    return broken.stderr


def test_a_disk_that_is_full_at_the_end_loses_nothing(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(target: Path, data: bytes) -> None:
        raise FileProblem(f"{target}：磁盘已满")

    output = tmp_path / "汇总.xlsx"
    said = broken_off(tree, output, monkeypatch, disk, "write_bytes", full)
    assert "本次审核了 4 份" in said
    assert "--resume" in said
    assert done_again(tree, output) == set()
    assert output.exists()


def test_a_full_journal_disk_is_said(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    said = broken_off(tree, tmp_path / "汇总.xlsx", monkeypatch, journals, "line_of", full)
    assert "汇总.jsonl：磁盘已满" in said


def test_a_disk_that_is_full_at_the_temporary_files_is_said(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = Workbook.close

    def full(book: Workbook) -> None:
        close(book)  # or its temporary files would stay open
        raise FileCreateError(OSError(errno.ENOSPC, "No space left on device"))

    output = tmp_path / "汇总.xlsx"
    said = broken_off(tree, output, monkeypatch, Workbook, "close", full)
    assert "系统没有答应（No space left on device）" in said
    assert "都已记下，汇总没有写成" in said
    assert done_again(tree, output) == set()


def test_a_journal_that_is_there_is_not_forgotten_in_silence(tree: Path, tmp_path: Path) -> None:
    """Of a run that was ended before its summary, or a file of somebody else's with that name."""
    output = tmp_path / "汇总.xlsx"
    for held, force in (('{"file":"甲.xlsx"}\n', []), ("别人的\n", []), ("别人的\n", ["--force"])):
        output.with_suffix(".jsonl").write_text(held, "utf-8")
        refused = run("review", tree, "-o", output, "--jobs", "1", *force)
        assert refused.exit_code == 3
        assert "汇总.jsonl" in refused.stderr
        assert output.with_suffix(".jsonl").read_text("utf-8") == held


def test_what_is_no_file_is_no_journal(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "汇总.jsonl").mkdir()
    for option in ("--resume", "--force"):
        refused = run("review", tree, "-o", tmp_path / "汇总.xlsx", "--jobs", "1", option)
        assert (refused.exit_code, "汇总.jsonl：这是文件夹" in refused.stderr) == (3, True)


def test_a_journal_without_a_record_is_not_left(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "汇总.jsonl")
    with pytest.raises(OSError, match="full"), journal.held(tmp_path / "汇总.xlsx"):
        raise OSError("full")
    assert not journal.path.exists()


def test_a_folder_that_is_not_there_is_told_by_the_file_asked_for(tree: Path, tmp_path: Path) -> None:
    refused = run("review", tree, "-o", tmp_path / "没有" / "汇总.xlsx", "--jobs", "1")
    assert (refused.exit_code, "汇总.xlsx：目标文件夹不存在" in refused.stderr) == (3, True)


def test_two_runs_with_one_summary_do_not_mix(tree: Path, tmp_path: Path) -> None:
    """A nightly run and one by hand: the second one is told so, and spoils nothing of the first."""
    output = tmp_path / "汇总.xlsx"

    def by_hand(record: dict[str, Any]) -> None:
        for more in ("--force", "--resume"):
            second = run("review", tree, "-o", output, "--jobs", "1", more)
            assert (second.exit_code, second.stdout) == (3, "")
            assert "汇总.jsonl：正由另一次运行写入" in second.stderr

    review([tree], Options(output), LocalEngine(1), done=by_hand)
    assert len(recorded(output.with_suffix(".jsonl"))) == 4
    assert done_again(tree, output) == set()
