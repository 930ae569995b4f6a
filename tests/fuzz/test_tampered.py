"""A sample of `make tampered`, and what LibreOffice does: every tampering is named at its cell, nothing honest is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.fuzz.tampered import found, honest, named, shipped, tampered
from tests.engines import Office

BOOKS = shipped()
OFFICIAL = {
    "beijing_department_evaluation.xlsx": "评分表",
    "hubei_department_self_evaluation_example.xlsx": "自评表",
    "project_self_evaluation.xlsx": "自评表",
}


@pytest.mark.parametrize("name", BOOKS)
def test_tampering_is_named_at_its_cell(name: str) -> None:
    chance = random.Random(f"5 {name}")
    done = [tampered(BOOKS[name], chance) for _ in range(12)]
    assert [str(one) for one in done if not named(one, found(name, one.data))] == []


@pytest.mark.parametrize("name", BOOKS)
def test_nothing_is_said_of_an_honest_workbook(name: str) -> None:
    chance = random.Random(f"5 {name}")
    assert found(name, BOOKS[name]) == []
    done = [honest(BOOKS[name], chance) for _ in range(5)]
    assert [words for words, data in done if found(name, data)] == []


@pytest.mark.parametrize("name", BOOKS)
def test_saving_in_libreoffice_changes_nothing_of_the_form(name: str, office: Office, tmp_path: Path) -> None:
    assert found(name, _converted(BOOKS[name], office, tmp_path)) == []


def test_tampering_is_named_after_libreoffice_saved_it(office: Office, tmp_path: Path) -> None:
    chance = random.Random(7)
    for name in OFFICIAL:
        for _ in range(4):
            done = tampered(BOOKS[name], chance)
            saved = _converted(done.data, office, tmp_path)
            assert named(done, found(name, saved)), f"{name} {done}"


@pytest.mark.parametrize("name", OFFICIAL)
def test_rows_put_in_by_libreoffice_are_told_as_blank(name: str, office: Office, tmp_path: Path) -> None:
    rows = {"评分表": [13, 17], "自评表": [15, 17]}[OFFICIAL[name]]
    changed = found(name, _rearranged(name, [("insert row", row) for row in rows], office, tmp_path))
    assert [(one.severity, one.case, str(one.cell)) for one in changed if not isinstance(one, str)] == [
        ("info", "blank", f"{OFFICIAL[name]}!A{row}") for row in rows
    ]


@pytest.mark.parametrize("groups", [[14], [54, 34], [54, 49, 44, 39, 34, 29, 24, 19, 14]])
def test_spare_rows_may_be_deleted_as_the_form_says(
    groups: list[int], office: Office, tmp_path: Path
) -> None:
    """Four below each kind of indicator; the last ones end the blocks that are added up."""
    steps = [("delete row", row) for row in groups for _ in range(4)]
    assert found("表.xlsx", _rearranged("project_self_evaluation.xlsx", steps, office, tmp_path)) == []


@pytest.mark.parametrize(("steps", "where"), [
    ([("delete row", 65)], "A65"),
    ([("hide row", 65)], "A65"),
    ([("insert column", 4)], "D1"),
    ([("delete column", 5)], "E1"),
    ([("hide column", 7)], "G1"),
])  # fmt: skip
def test_lines_changed_in_libreoffice_are_named(
    steps: list[tuple[str, int]], where: str, office: Office, tmp_path: Path
) -> None:
    changed = found("表.xlsx", _rearranged("beijing_department_evaluation.xlsx", steps, office, tmp_path))
    assert isinstance(changed, list)
    assert where in [
        one.cell.address for one in changed if one.cell and one.code in ("form-lines", "form-hidden")
    ]


def _converted(data: bytes, office: Office, folder: Path) -> bytes:
    (folder / "原.xlsx").write_bytes(data)
    return office.convert(folder / "原.xlsx", "xlsx", folder / "另存.xlsx").read_bytes()


def _rearranged(name: str, steps: list[tuple[str, int]], office: Office, folder: Path) -> bytes:
    (folder / name).write_bytes(BOOKS[name])
    return office.rearrange(folder / name, OFFICIAL[name], steps, folder / "改.xlsx").read_bytes()
