"""What strangers send ends in a finding, or in an error that names the file: within time and memory, never a traceback."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from benchmarks.fuzz import trial
from benchmarks.fuzz.mutations import Mutant
from benchmarks.fuzz.trial import Outcome, trials
from tests.fuzz import hostile, unlucky
from tests.fuzz.hostile import FILES, LARGE
from xlfuncs.refresh.score_file import check_file, score_file
from xlfuncs.review.engines import LocalEngine
from xlfuncs.review.run import Options, review

KINDS = (*hostile.KINDS, *unlucky.KINDS)


@pytest.fixture(autouse=True)
def smaller_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bombs need not be larger than what tells them."""
    monkeypatch.setenv("XLFUNCS_MAX_PART", f"{LARGE - 1}")


def ends(cases: dict[str, tuple[str, bytes]], folder: Path) -> list[Outcome]:
    """How these end: name → suffix and content."""
    makers = {
        f"{number}": partial(Mutant, Path(f"{name}{suffix}"), "hostile", data)
        for number, (name, (suffix, data)) in enumerate(cases.items())
    }
    outcomes = list(trials(makers, folder))
    assert len(outcomes) == len(makers)
    return outcomes


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_ends_well(kind: Callable[[], Iterator[tuple[str, str, bytes]]], tmp_path: Path) -> None:
    made = list(kind())
    cases = {name: (suffix, data) for name, suffix, data in made}
    assert len(cases) == len(made)
    assert [outcome for outcome in ends(cases, tmp_path) if outcome.failed] == []


def test_the_same_table_in_another_spelling_has_the_same_scores(tmp_path: Path) -> None:
    totals = {}
    for name, suffix, data in unlucky.legal():
        path, out = tmp_path / f"a{suffix}", tmp_path / "b.xlsx"
        path.write_bytes(data)
        totals[name] = [result.total for result in (*score_file(path, out), *check_file(out))]
    assert {name: found for name, found in totals.items() if found != [91.92, 91.92]} == {}


def test_the_files_that_once_broke_it_end_well(tmp_path: Path) -> None:
    outcomes = ends({path.name: (path.suffix, path.read_bytes()) for path in FILES}, tmp_path)
    assert [outcome for outcome in outcomes if outcome.failed] == []


def test_a_review_records_them_and_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    for number, kind in enumerate(KINDS):
        name, suffix, data = next(kind())
        (folder / f"{number} {name.replace('/', ' ')}{suffix}").write_bytes(data)
    for path in FILES:
        (folder / path.name).write_bytes(path.read_bytes())
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in folder.iterdir()}
    records = review([folder], Options(tmp_path / "汇总.xlsx"), LocalEngine(2))
    assert {record["file"] for record in records} == {str(path) for path in before}
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in folder.iterdir()} == before
    for record in records:
        assert record["status"] == "ok" or record["reason"], record
        assert "没有料到" not in record["reason"], record  # what no sentence was made for


def test_a_reader_whose_time_is_over_says_nothing_against_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(*_: object) -> None:
        try:
            raise TimeoutError
        except BaseException:
            raise TypeError("expected <class 'int'>")  # noqa: B904 - so says openpyxl, whatever ended its conversion

    monkeypatch.setattr("openpyxl.load_workbook", convert)
    assert trial._unopened(b"") == ""
    monkeypatch.undo()
    assert trial._unopened(b"").startswith("BadZipFile")
