"""A rule file of one's own, from `rules` to `new`, `check` and `score`: a shipped one, copied and edited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.commands import run
from tests.made import new_form
from xlfuncs.rules.loader import DATA

FORM = "department-evaluation-beijing"
BEIJING = (DATA / "beijing-2022.toml").read_text("utf-8")
STEP = 'values.per_step = { value = 0.4, unit = "分", clause = "评分表 三、结转'
EDITED = BEIJING.replace('"beijing-2022"', '"ours-2023"', 1).replace(STEP, STEP.replace("0.4", "0.5"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands run: rules are remembered by path, so each test has its own file name."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def example() -> bytes:
    return new_form(FORM, example=True)


def write(folder: Path, text: str) -> str:
    """The rule file's path, whole: the same name in another folder is another rule."""
    path = folder / "my.toml"
    path.write_text(text, "utf-8")
    return str(path)


def checked(*arguments: str) -> dict[str, Any]:
    done = run("check", *arguments, "--json")
    assert done.stderr == ""
    return json.loads(done.stdout)["tables"][0]


def item(table: dict[str, Any], name: str) -> dict[str, Any]:
    return next(row for row in table["items"] if row["name"] == name)


def codes(table: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in table["findings"] if finding["severity"] != "info"]


def test_the_edited_number_decides_and_its_id_is_shown(folder: Path) -> None:
    rule = write(folder, EDITED)
    assert "ours-2023" in run("rules", rule).stdout
    assert run("new", FORM, "--example", "--rule", rule, "-o", "a.xlsx").exit_code == 0
    table = checked("a.xlsx", "--rule", rule)
    assert (table["rule"], table["total"]) == ("ours-2023", 92.23)  # 5 steps × 0.5 = 2.50 off, not 2.00
    row = item(table, "结转结余率")
    assert row["score"] == 1.5
    assert row["explanation"].endswith("（ours-2023）")
    assert codes(table) == ["score-differs"]

    assert run("score", "a.xlsx", "--rule", rule, "-o", "b.xlsx").exit_code == 0
    sheets = load_workbook("b.xlsx", data_only=True)
    assert sheets["评分表"][row["cell"].partition("!")[2]].value == 1.5
    words = [str(cell.value) for line in sheets["核对"].iter_rows() for cell in line]
    assert any("规则 ours-2023" in text for text in words)
    assert str(folder) not in "".join(words)


def test_a_new_workbook_is_made_for_the_rule(folder: Path) -> None:
    run("new", FORM, "--example", "--rule", write(folder, EDITED), "-o", "a.xlsx")
    book = load_workbook("a.xlsx", data_only=True)
    assert book["评分表"]["G65"].value == 1.5  # its formulas give what the rule gives
    assert book["依据"]["B2"].value == "ours-2023"
    assert [row[1].value for row in book["基础数据"].iter_rows() if row[0].value == "规则编号"] == [
        "ours-2023"
    ]


def test_a_workbook_of_an_unknown_rule_says_how_to_go_on(folder: Path) -> None:
    run("new", FORM, "--example", "--rule", write(folder, EDITED), "-o", "a.xlsx")
    before = Path("a.xlsx").read_bytes()
    for command in (["check", "a.xlsx"], ["score", "a.xlsx", "--in-place"]):
        done = run(*command)
        assert done.exit_code == 1
        for words in ("基础数据!B9", "「ours-2023」", "beijing-2022、", "--rule"):
            assert words in done.stdout.replace("\n", "")
    assert Path("a.xlsx").read_bytes() == before


def test_another_rule_than_the_workbooks_is_pointed_out(folder: Path, example: bytes) -> None:
    Path("a.xlsx").write_bytes(example)
    table = checked("a.xlsx", "--rule", write(folder, EDITED))
    assert "rule-overruled" in codes(table)
    finding = next(finding for finding in table["findings"] if finding["code"] == "rule-overruled")
    assert (finding["found"], finding["expected"]) == ("beijing-2022", "ours-2023")


def test_an_edited_copy_with_the_old_id_is_pointed_out(folder: Path, example: bytes) -> None:
    Path("a.xlsx").write_bytes(example)
    table = checked("a.xlsx", "--rule", write(folder, EDITED.replace("ours-2023", "beijing-2022")))
    assert "rule-id-taken" in codes(table)
    assert item(table, "结转结余率")["score"] == 1.5


def test_an_unedited_copy_is_the_same_rule(folder: Path, example: bytes) -> None:
    Path("a.xlsx").write_bytes(example)
    with_copy, without = checked("a.xlsx", "--rule", write(folder, BEIJING)), checked("a.xlsx")
    assert with_copy == without


def test_a_drafted_year_scores_like_the_year_before(folder: Path) -> None:
    assert run("rules", "--new-year", "beijing-2022", "2023").exit_code == 0
    rule = str(folder / "beijing-2023.toml")
    run("new", FORM, "--example", "--rule", rule, "-o", "a.xlsx")
    table = checked("a.xlsx", "--rule", rule)
    assert (table["rule"], table["total"], table["grade"]) == ("beijing-2023", 92.73, "优秀")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"truncate"', '"down"', ["functions.execution_rate.rounding", "'down'", "half_up、truncate"]),
        ("value = 20", "value = 2O", ["行不是合法的 TOML", "2O"]),
    ],
)
@pytest.mark.parametrize("command", ["new", "check", "score", "rules"])
def test_a_mistake_is_named_by_file_key_found_and_allowed(
    folder: Path, example: bytes, command: str, old: str, new: str, words: list[str]
) -> None:
    assert old in BEIJING
    rule = write(folder, BEIJING.replace(old, new, 1))
    Path("a.xlsx").write_bytes(example)
    done = {
        "new": lambda: run("new", FORM, "--rule", rule, "-o", "n.xlsx"),
        "check": lambda: run("check", "a.xlsx", "--rule", rule),
        "score": lambda: run("score", "a.xlsx", "--rule", rule, "-o", "s.xlsx"),
        "rules": lambda: run("rules", rule),
    }[command]()
    assert (done.exit_code, done.stdout) == (3, "")
    assert all(word in done.stderr for word in ["my.toml", *words])
    assert not {"n.xlsx", "s.xlsx"} & {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ('[items."资产管理规范性"]', "没有清单项「资产管理规范性」；它的清单项：财务管理制度健全性、"),
        ("[functions.carryover_rate]", "没有规定「结转结余率」"),
        ("values.points = { value = 20", "没有给出「资金总体」的分值 functions.execution_rate_score.points"),
    ],
)
def test_a_form_its_rule_is_not_enough_for(folder: Path, gone: str, words: str) -> None:
    start = EDITED.index(gone)
    end = EDITED.index("\n" if gone.startswith("values") else "\n[", start) + 1
    done = run("new", FORM, "--rule", write(folder, EDITED[:start] + EDITED[end:]), "-o", "n.xlsx")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "规则 ours-2023" in done.stderr
    assert words in done.stderr


def test_what_a_rule_may_leave_out_is_as_the_methods_say(folder: Path) -> None:
    """places and rounding of a score: 2, half up."""
    section = EDITED.index("[functions.execution_rate_score]")
    places, clause = EDITED.index("values.places", section), EDITED.index("[functions.carryover_rate]")
    rule = write(folder, f"{EDITED[:places]}\n{EDITED[clause:]}")
    assert run("new", FORM, "--example", "--rule", rule, "-o", "a.xlsx").exit_code == 0
    assert load_workbook("a.xlsx", data_only=True)["评分表"]["G5"].value == 17.23
    assert item(checked("a.xlsx", "--rule", rule), "资金总体")["score"] == 17.23
