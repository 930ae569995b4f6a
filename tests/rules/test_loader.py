"""A rule file is read exactly, or refused by name and key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from xlfuncs.errors import RuleProblem, UnknownRule
from xlfuncs.function_table import SCORED
from xlfuncs.rules.loader import DATA, DEFAULT, index, load, load_file

GOOD = """
id = "trial"
title = "试行办法"
issuer = "某市财政局"
document_number = "某财〔2024〕1号"
year = 2024
jurisdiction = "某市"
status = "seen"
source = "某市财政局网站"

[functions.execution_rate]
method = "rate"
clause = "第三条"
values.places = { value = 4, unit = "位小数", clause = "第三条" }
values.rounding = { value = "half_up", unit = "方式", inferred_from = "示例 86.18%" }

[functions.grade]
method = "band_label"
clause = "第九条"
values.bands = { value = [
  { from = 60, to = 100, label = "合格" },
  { from = 0, to = 60, label = "不合格" },
], unit = "分", clause = "第九条" }

[sections."执行"]
points = { value = 40, unit = "分", clause = "第四条" }
[sections."绩效"]
points = { value = 60, unit = "分", clause = "第四条" }

[items."制度健全"]
points = { value = 1, unit = "分", clause = "第五条" }
per_item = { value = 0.5, unit = "分", clause = "第五条" }
checks = { value = 3, unit = "项", clause = "第五条" }
"""


def refused(tmp_path: Path, old: str, new: str) -> str:
    """The message for the good file with one thing wrong."""
    assert old in GOOD
    path = tmp_path / "my.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleProblem) as caught:
        load_file(path)
    message = str(caught.value)
    assert message.startswith("规则文件 my.toml 的 ")
    return message


def test_the_good_file_is_good(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert load(str(path)).function("execution_rate").number("places") == 4


def test_a_windows_mark_at_the_beginning_is_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert load_file(path).id == "trial"


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        ('value = 4, unit = "位小数",', "value = 4,", "execution_rate.values.places.unit", "缺少这个键"),
        ('unit = "位小数"', 'unit = "米"', "functions.execution_rate.values.places.unit", "应为 分、比例"),
        (', clause = "第三条" }', " }", "execution_rate.places", "clause（条款）或 inferred_from"),
        ('unit = "方式", ', 'unit = "方式", clause = "第三条", ', "execution_rate.rounding", "之一"),
        ('clause = "第三条"\n', "", "functions.execution_rate.clause", "缺少这个键"),
        ('"rate"', '"average"', "functions.execution_rate.method", "没有方法「average」；可用：rate"),
        ('"rate"', '"band_label"', "functions.execution_rate.method", "没有方法「band_label」"),
        ("execution_rate", "speed", "functions.speed", "没有这个函数；可规定：execution_rate、"),
        (
            "values.rounding",
            "values.ronuding",
            "functions.execution_rate.ronuding",
            "没有这个参数；可用：places、rounding",
        ),
        ("year = 2024", 'year = "2024"', "year", "应为整数，却是 '2024'"),
        ("year = 2024", "year = 2024.5", "year", "应为整数，却是 2024.5"),
        ("year = 2024", "year = 2024\ncolour = 3", "colour", "没有这个键；可用：id、"),
        ('status = "seen"', 'status = "sure"', "status", "应为 seen、corroborated、unverified"),
        ('issuer = "某市财政局"\n', "", "issuer", "缺少这个键"),
        ("value = 40", "value = 50", "sections", "各部分分值合计 110，应为 100"),
        ("value = 40", 'value = "四十"', "sections.执行.points", "应为不小于 0 的数，却是 '四十'"),
        ("value = 0.5", "value = -0.5", "items.制度健全.per_item", "应为不小于 0 的数，却是 -0.5"),
        ("value = 3", "value = 2.5", "items.制度健全.checks", "应为整数，却是 2.5"),
        (
            'source = "',
            'inherits = "beijing-1999"\nsource = "',
            "inherits",
            "没有编号为「beijing-1999」的规则",
        ),
    ],
)
def test_refusals_name_file_and_key(tmp_path: Path, old: str, new: str, key: str, why: str) -> None:
    message = refused(tmp_path, old, new)
    assert key in message
    assert why in message


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (GOOD.replace("year", "title = '暂行'\nyear", 1).encode(), "第 6 行有重复的键：title = '暂行'"),
        (f"{GOOD}\n[functions.grade]".encode(), r"第 \d+ 行有重复的键：\[functions.grade\]"),
        (b'id = "trial\n', "第 1 行不是合法的 TOML"),
        (b"id = [\n", "第 1 行不是合法的 TOML"),
        ('id = "试行"'.encode("gbk"), "不是 UTF-8 文字"),
    ],
)
def test_what_is_no_toml_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "my.toml"
    path.write_bytes(content)
    with pytest.raises(RuleProblem, match=rf"规则文件 my\.toml {why}"):
        load_file(path)


def test_an_unknown_rule_lists_the_known() -> None:
    with pytest.raises(UnknownRule, match="没有编号为「beijing-2023」的规则；已有：beijing-2022、"):
        load("beijing-2023")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownRule, match=r"读不到规则文件 .*nowhere\.toml"):
        load(str(tmp_path / "nowhere.toml"))


@pytest.mark.parametrize("rule", [2022.0, True, None])
def test_what_is_no_text_is_no_rule(rule: Any) -> None:
    with pytest.raises(UnknownRule, match=f"没有编号为「{rule}」的规则"):
        load(rule)


@pytest.mark.parametrize("rule", [r"\\server\share\my.toml", "//server/share/my.toml", r"\/server\my.toml"])
def test_a_rule_file_on_the_network_is_not_asked_for(rule: str) -> None:
    with pytest.raises(UnknownRule, match="在网络上，没有读取"):
        load(rule)


def test_a_device_is_no_rule_file(tmp_path: Path) -> None:
    (tmp_path / "my.toml").symlink_to("/dev/null")
    with pytest.raises(UnknownRule, match=r"读不到规则文件 .*my\.toml：不是普通文件"):
        load(str(tmp_path / "my.toml"))


def test_inheriting_takes_what_is_unsaid_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text(GOOD.replace("year =", 'inherits = "mof-2020-10"\nyear ='), "utf-8")
    rule, parent = load(str(path)), load("mof-2020-10")
    assert rule.function("execution_rate").clause == "第三条"
    taken = rule.function("qualitative_score")
    assert taken.clause == f"承自 mof-2020-10：{parent.function('qualitative_score').clause}"
    assert taken.values == parent.function("qualitative_score").values
    assert "承自" not in load("mof-2020-10").function("qualitative_score").clause


def test_the_index_is_the_files() -> None:
    files = sorted(path.stem for path in DATA.glob("*.toml") if path.stem != "index")
    assert sorted(entry.id for entry in index().rule) == files


@pytest.mark.parametrize("entry", index().rule, ids=lambda entry: entry.id)
def test_the_index_agrees_with_each_file(entry) -> None:
    rule = load(entry.id)
    assert (rule.id, rule.year, rule.jurisdiction) == (entry.id, entry.year, entry.jurisdiction)


def test_the_index_names_the_default() -> None:
    known = {entry.id for entry in index().rule}
    assert index().default == DEFAULT
    assert {index().default, index().fallback} <= known


def test_every_public_function_is_covered_by_a_rule() -> None:
    covered = {name for entry in index().rule for name in load(entry.id).functions}
    assert covered == set(SCORED)


@pytest.mark.parametrize("rule", [entry.id for entry in index().rule])
def test_every_rule_we_ship_says_when_it_was_checked(rule: str) -> None:
    document = load(rule)
    assert document.checked
    assert document.checked.year >= document.year
    assert document.link == "" or re.fullmatch(r"https?://[^\s。；]+", document.link)


def test_the_day_of_a_check_is_a_date(tmp_path: Path) -> None:
    source = 'source = "某市财政局网站"'
    message = refused(tmp_path, source, f'{source}\nchecked = "去年"')
    assert message.endswith("checked 应为日期（如 2026-11-25，不加引号），却是 '去年' | expected date")
