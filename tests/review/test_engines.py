"""A worker that hangs, dies or takes too much memory is replaced and the file named; a cluster gives the same."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.review.conftest import TABLES
from xlfuncs.review.engines import DaskEngine, LocalEngine
from xlfuncs.review.folder import workbooks
from xlfuncs.review.record import Job, review_file

ROOT = Path(__file__).parents[2]
HANGING = """
import time
import xlfuncs.review.engines as engines
from xlfuncs.review.record import review_file


def hanging(job):
    while "anhui" in job.path:
        time.sleep(1)
    return review_file(job)


engines.review_file = hanging
"""


BLIND = """
import xlfuncs.files.disk
from xlfuncs.errors import FileProblem


def read_bytes(path):
    raise FileProblem("nothing is shared")


xlfuncs.files.disk.read_bytes = read_bytes
"""


def _misbehaving(job: Job) -> dict[str, Any]:
    name = Path(job.path).name
    if name.startswith("anhui"):
        time.sleep(60)
    if name.startswith("yunnan"):
        os.kill(os.getpid(), signal.SIGKILL)
    return review_file(job)


def _greedy(path: Path) -> bytes:
    if path.name.startswith("空"):
        return bytes(bytearray(3 << 30))
    return path.read_bytes()


def test_a_worker_that_hangs_or_dies_is_replaced(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlfuncs.review.engines.review_file", _misbehaving)
    monkeypatch.setenv("XLFUNCS_REVIEW_SECONDS", "10")
    jobs = [Job(str(path)) for path in workbooks([tree])]
    records = {Path(r["file"]).name: r for r in LocalEngine(2).run(jobs)}
    assert len(records) == 4
    assert "超过 10 秒" in records["anhui-transfer-relief.xlsx"]["reason"]
    assert "意外终止" in records["yunnan-land-inspection.xlsx"]["reason"]
    assert records["chongqing-department-forestry.xlsx"]["status"] == "ok"


def test_a_worker_never_sees_ctrl_c_not_even_half_started(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that ended half started kept a lock, and the review waited for ever."""

    def held() -> bool:
        return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())

    def prepare(memory: int) -> None:
        (tmp_path / f"{os.getpid()}.held").write_text(str(held()))

    monkeypatch.setattr("xlfuncs.review.engines.prepare", prepare)
    monkeypatch.setattr("xlfuncs.review.engines.review_file", _misbehaving)
    monkeypatch.setenv("XLFUNCS_REVIEW_SECONDS", "5")
    jobs = [Job(str(path)) for path in workbooks([tree])]
    for _ in LocalEngine(2).run(jobs):
        assert not held()
    said = [path.read_text() for path in tmp_path.glob("*.held")]
    assert len(said) > 2  # those that took another's place, too
    assert set(said) == {"True"}


def test_a_file_that_eats_memory_is_named(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlfuncs.files.disk.read_bytes", _greedy)
    jobs = [Job(str(path)) for path in workbooks([tree])]
    records = {Path(r["file"]).name: r for r in LocalEngine(1).run(jobs)}
    assert records.pop("空.xlsx")["reason"] == "内存不够"
    assert {record["status"] for record in records.values()} == {"ok"}
    assert len(records) == 3


FAT = """
import mmap
import resource
import sys

from xlfuncs.review.engines import LocalEngine
from xlfuncs.review.record import Job

held = mmap.mmap(-1, 3 << 30)
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
for record in LocalEngine(1).run([Job(path) for path in sys.argv[2:]]):
    print(record["status"])
"""


@pytest.mark.parametrize("admitted", [-1, 6 << 30, 4 << 30])
def test_a_worker_forked_from_a_large_process_has_its_whole_memory(tree: Path, admitted: int) -> None:
    """With and without a bound of the machine's own, above or below ours."""
    command = [sys.executable, "-c", FAT, str(admitted), *map(str, workbooks([tree]))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert (sorted(done.stdout.split()), done.stderr) == (["failed", "ok", "ok", "ok"], "")  # one is empty


Cluster = Callable[..., tuple[str, list[subprocess.Popen[bytes]]]]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A real scheduler and workers on loopback; each worker's process is given."""
    processes: list[subprocess.Popen[bytes]] = []
    address_file = tmp_path / "scheduler.json"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}

    def start(what: str, *options: str | Path, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *map(str, options)]
        process = subprocess.Popen(command, env=os.environ | environment, start_new_session=True, **quiet)
        processes.append(process)
        return process

    def started(
        workers: int, *options: str | Path, **environment: str
    ) -> tuple[str, list[subprocess.Popen[bytes]]]:
        local = ("--host", "127.0.0.1")
        ports = ("--port", "0", "--dashboard-address", "127.0.0.1:0", "--scheduler-file", address_file)
        start("scheduler", *local, *ports, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
        until = time.monotonic() + 60
        while not address_file.exists() and time.monotonic() < until:
            time.sleep(0.1)
        address = json.loads(address_file.read_text())["address"]
        more = ("--nthreads", "1", "--no-dashboard", "--local-directory", tmp_path / "dask", *options)
        return address, [start("worker", address, *local, *more, **environment) for _ in range(workers)]

    yield started
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # a nanny and its worker
        process.wait()


def test_a_cluster_gives_the_same_and_outlives_a_worker(tree: Path, cluster: Cluster) -> None:
    address, (worker, _) = cluster(2, "--no-nanny")
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
    alone = {r["file"]: r["tables"] for r in map(review_file, jobs)}
    assert all(record["tables"] == alone[record["file"]] for record in records)


def test_a_cluster_names_a_file_over_which_one_hangs(tree: Path, cluster: Cluster, tmp_path: Path) -> None:
    hanging = tmp_path / "hanging.py"
    hanging.write_text(HANGING, "utf-8")
    address, _ = cluster(1, "--nanny", "--preload", hanging, XLFUNCS_REVIEW_SECONDS="15")
    jobs = [Job(str(path)) for path in workbooks([tree])]
    records = {Path(r["file"]).name: r for r in DaskEngine(address, batch=2).run(jobs)}
    assert len(records) == 4
    assert "超过时限" in records["anhui-transfer-relief.xlsx"]["reason"]
    states = {name: record["status"] for name, record in records.items()}
    assert states["yunnan-land-inspection.xlsx"] == states["chongqing-department-forestry.xlsx"] == "ok"


def test_a_cluster_that_shares_no_folder_gets_the_files(tree: Path, cluster: Cluster, tmp_path: Path) -> None:
    blind = tmp_path / "blind.py"
    blind.write_text(BLIND, "utf-8")
    address, _ = cluster(1, "--no-nanny", "--preload", blind)
    jobs = [
        Job(str(path), None, str(tmp_path / "评分" / path.name), str(tmp_path / "标注" / path.name))
        for path in workbooks([tree])
    ]
    records = {r["file"]: r for r in DaskEngine(address, send=True, batch=1).run(jobs)}
    for job in jobs:
        sent = records[job.path]
        alone = review_file(job._replace(write=f"{job.write}2.xlsx", mark=f"{job.mark}2.xlsx"))
        assert (sent["reason"], sent["digest"]) == (alone["reason"], alone["digest"])
        assert sent["tables"] == alone["tables"]
        assert "copies" not in sent
        for one, other in zip(sent["written"], alone["written"], strict=True):
            assert Path(one).read_bytes() == Path(other).read_bytes()
    assert sum(len(record["written"]) for record in records.values()) == 6
