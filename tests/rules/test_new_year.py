"""Next year's rule file: this year's text, values untouched, every one marked, unverified until confirmed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.rules.numerals import toml
from xlfuncs.cli import main
from xlfuncs.errors import RuleProblem, UnknownRule
from xlfuncs.rules.loader import DATA, index, load, load_file
from xlfuncs.rules.new_year import new_year

RULES = [entry.id for entry in index().rule]
NEXT = 2030
GOOD = """\
# 本市的规则
id = 'trial'  # 编号
year = 2024  # 年度
title = "试行办法"
issuer = "某市财政局"
document_number = "某财〔2024〕1号"
jurisdiction = "某市"
status = 'seen' # 已见
source = '''value = 3 不是数值，
见第三条'''

[functions.execution_rate]
method = "rate" # value = 2 只是注释
clause = "第三条：value = 4"

[functions.execution_rate.values.places]
value = 4
unit = "位小数"
clause = "第三条"

[functions.execution_rate.values]
rounding = { unit = "方式", clause = "第三条", value = "half_up" }
"""


def drafted(rule: str, tmp_path: Path, year: int = NEXT) -> Path:
    path = tmp_path / f"{year}.toml"
    path.write_text(new_year(rule, year)[1], "utf-8")
    return path


@pytest.mark.parametrize("rule", RULES)
def test_the_draft_loads_with_the_same_values_and_is_unverified(rule: str, tmp_path: Path) -> None:
    old, new = load(rule), load_file(drafted(rule, tmp_path))
    assert (new.year, new.status) == (NEXT, "unverified")
    assert new.id == new_year(rule, NEXT)[0] != old.id
    assert dict(new.values()) == dict(old.values())
    assert (new.link, new.checked) == (old.link, old.checked)
    assert new.notes[1:] == old.notes
    assert all(word in new.notes[0] for word in (str(NEXT), old.id, str(old.year), "尚未确认"))


@pytest.mark.parametrize("rule", RULES)
def test_without_the_marks_it_is_the_text_of_this_year(rule: str) -> None:
    text = (DATA / f"{rule}.toml").read_text("utf-8")
    new_id, draft = new_year(rule, NEXT)
    kept = [line for line in draft.splitlines() if not line.startswith(("# 待确认：", f'  "{NEXT} 年的草稿'))]
    status = load(rule).status
    back = {f'id = "{new_id}"': f'id = "{rule}"', f"year = {NEXT}": f"year = {load(rule).year}"}
    back['status = "unverified"'] = f'status = "{status}"'
    assert [back.get(line, line) for line in kept] == text.splitlines()


@pytest.mark.parametrize("rule", RULES)
def test_every_value_stands_under_a_mark(rule: str) -> None:
    lines = new_year(rule, NEXT)[1].splitlines()
    above = [previous for previous, line in pairwise(lines) if "{ value =" in line]
    assert len(above) == values_in(toml(DATA / f"{rule}.toml"))
    assert all(line.startswith("# 待确认：") and f"沿用 {load(rule).year} 年" in line for line in above)


def values_in(data: Any) -> int:
    """How many values with a unit the parsed file has."""
    if not isinstance(data, dict):
        return 0
    return 1 if "unit" in data else sum(values_in(part) for part in data.values())


def test_what_is_published_every_year_is_named() -> None:
    draft = new_year("beijing-2022", 2023)[1]
    assert "# 待确认：每年公布，须换成 2023 年的数，现沿用 2022 年\nvalues.average_rate = " in draft
    assert "每年公布的平均率尤须更换" in draft
    assert draft.count("每年公布") == 2


def test_a_file_of_ones_own_in_other_spellings(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    new_id, draft = new_year(str(path), 2025)
    assert new_id == "trial-2025"
    assert draft.count("# 待确认：") == 2 + 3  # values; title, document number, source
    assert 'id = "trial-2025"  # 编号\nyear = 2025  # 年度\n' in draft
    assert "# 待确认：沿用 2024 年\nvalue = 4\n" in draft
    assert "# 待确认：沿用 2024 年\nrounding = { unit" in draft
    rule = load_file(drafted(str(path), tmp_path, 2025))
    assert rule.function("execution_rate").number("places") == 4
    assert [note[:8] for note in rule.notes] == ["2025 年的草"]


def test_a_draft_of_a_draft_is_marked_once(tmp_path: Path) -> None:
    first = drafted("beijing-2022", tmp_path, 2023)
    again = new_year(str(first), 2024)[1]
    assert again.count("# 待确认：") == first.read_text("utf-8").count("# 待确认：")
    assert "# 待确认：沿用 2022 年" not in again
    assert 'id = "beijing-2024"' in again


def test_keys_in_quotes_and_values_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    heading, rest = GOOD.replace("id = 'trial'", '"id" = "trial"').split(
        "[functions.execution_rate.values.places]"
    )
    rounding = rest.split("[functions.execution_rate.values]")[1].strip()
    path.write_text(
        f"{heading}values = {{ places = {{ value = 4, unit = '位小数', clause = '三' }}, {rounding} }}\n",
        "utf-8",
    )
    draft = new_year(str(path), 2025)[1]
    assert draft.startswith('# 本市的规则\n"id" = "trial-2025"  # 编号\n')
    assert "# 待确认：沿用 2024 年\nvalues = { places" in draft
    assert dict(load_file(drafted(str(path), tmp_path, 2025)).values()) == dict(load_file(path).values())


@pytest.mark.parametrize(
    ("rule", "year", "why"),
    [
        ("beijing-2022", 2022, "beijing-2022 是 2022 年的，新的年度应比它晚，却是 2022"),
        ("hunan-2019", 2021, "规则 hunan-2021 已经有了"),
    ],
)
def test_refusals(rule: str, year: int, why: str) -> None:
    with pytest.raises(RuleProblem, match=why):
        new_year(rule, year)


def test_an_unknown_rule() -> None:
    with pytest.raises(UnknownRule, match="没有编号为「beijing-2023」的规则"):
        new_year("beijing-2023", 2024)


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    command = ["rules", "--new-year", "beijing-2022", "2023"]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "beijing-2023.toml" in done.stdout
    made = (tmp_path / "beijing-2023.toml").read_bytes()
    assert made.decode() == new_year("beijing-2022", 2023)[1]

    again = CliRunner().invoke(main, command)
    assert again.exit_code == 3
    assert "beijing-2023.toml 已经存在，不覆盖" in again.stderr
    assert (tmp_path / "beijing-2023.toml").read_bytes() == made

    assert CliRunner().invoke(main, [*command, "-o", "mine.toml"]).exit_code == 0
    assert (tmp_path / "mine.toml").read_bytes() == made
    assert "须以 .toml 结尾" in CliRunner().invoke(main, [*command, "-o", "mine.txt"]).stderr
    assert CliRunner().invoke(main, ["rules", "-o", "x.toml"]).exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["beijing-2023.toml", "mine.toml"]
