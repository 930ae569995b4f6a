"""A worker that hangs, dies or takes too much memory is replaced and the file named; a cluster gives the same."""

from __future__ import annotations

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

from tests.review.conftest import TABLES
from xlfuncs.review.engines import DaskEngine, LocalEngine
from xlfuncs.review.folder import workbooks
from xlfuncs.review.record import Job, review_file


def _misbehaving(*job: Any) -> dict[str, Any]:
    name = Path(job[0]).name
    if name.startswith("anhui"):
        time.sleep(60)
    if name.startswith("yunnan"):
        os.kill(os.getpid(), signal.SIGKILL)
    return review_file(*job)


def _greedy(path: Path) -> bytes:
    if path.name.startswith("空"):
        return bytes(bytearray(3 << 30))
    return path.read_bytes()


def test_a_worker_that_hangs_or_dies_is_replaced(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlfuncs.review.engines.review_file", _misbehaving)
    monkeypatch.setenv("XLFUNCS_REVIEW_SECONDS", "3")
    jobs = [Job(str(path)) for path in workbooks([tree])]
    records = {Path(r["file"]).name: r for r in LocalEngine(2).run(jobs)}
    assert len(records) == 4
    assert "超过 3 秒" in records["anhui-transfer-relief.xlsx"]["reason"]
    assert "意外终止" in records["yunnan-land-inspection.xlsx"]["reason"]
    assert records["chongqing-department-forestry.xlsx"]["status"] == "ok"


def test_a_file_that_eats_memory_is_named(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlfuncs.files.disk.read_bytes", _greedy)
    jobs = [Job(str(path)) for path in workbooks([tree])]
    records = {Path(r["file"]).name: r for r in LocalEngine(1).run(jobs)}
    assert records.pop("空.xlsx")["reason"] == "内存不够"
    assert {record["status"] for record in records.values()} == {"ok"}
    assert len(records) == 3


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
