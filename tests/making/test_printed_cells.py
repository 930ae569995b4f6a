"""The printed cells are scored by formulas alone: all that is plain, and never otherwise than the core scores it."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines import Engine, Filling, Values
from tests.gnumeric import Gnumeric
from tests.made import new_form
from tests.making.test_sheet_equals_core import Build, Built, build, evaluated
from xlfuncs.cells import address
from xlfuncs.evaluation.result import Score
from xlfuncs.files.book import FileBook
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.wording import plain
from xlfuncs.refresh.refresh import refresh
from xlfuncs.scoring.numbers import exact_or_none

__all__ = ["build"]  # a fixture

PROJECT = "project-self-evaluation"
SIGNS = [
    *("", "", "", "≥", "≤", ">", "<", "=", ">=", "＞＝", "≧", "不低于", "不少于", "不超过", "不大于", "至少", "至多", "不得低于"),
    *("约", "第", "±", "达到", "大于", "少于", "≥ ", "﹥", "不高于", "控制在", "增长", "降低", "完成", "每月", "每季度不少于"),
]  # fmt: skip
NUMBERS = [
    *("40", "4.6", "1,234", "1，234", "12,34", "１２", "0", "100", "95", "0.95", "96", "1", "2023.12", "202312", "2023"),
    *("102 120", "90 95", "1.2.3", "1234567", ".5", "5.", "007", "-5", "1e5", "90/95", "80~90", "三", "3万", "38", "300"),
    *("1,234,567.5", "20231231", "9999999999", "0.1", "1 000", "12月", "10000"),
]  # fmt: skip
UNITS = [
    *("", "%", "％", "人", "人次", "万元", "元", "亩", "个", "个社区", "天", "个工作日", "个月", "年", "月", "日前", "次/年"),
    *("以上", "%以上", "人以上", "天以内", "万元以下", "%（含）以上", "余人", "左右", "人。", "（人）", "‰", "百分比", "级以上"),
    *("个百分点", "倍", "年度", "小时", "分钟", "万", "亿元", "场", "套 "),
    *("百", "千", "百人", "千元", "k", "w人", "次/月", "元/月", "/年", "万次/年"),
]  # fmt: skip
NAMES = [
    *("培训人数", "项目成本", "投诉件数", "群众满意度", "完成时间", "设备合格率", "人均培训费", "安全事故起数"),
    *("项目按时完成率", "投诉办结率", "造林面积", "空编率", "会议场次", "报告数量", "预算支出控制", "个" * 40),
]  # fmt: skip
KINDS = 9  # indicator kinds of the form, each with as many rows as asked for

Row = tuple[str, Any, Any]  # name, target, actual


LISTED = [
    item["text"]
    for name in ("target_texts", "target_texts_own")
    for item in json.loads(
        (Path(__file__).parents[1] / "functions" / "data" / f"{name}.json").read_text("utf-8")
    )["items"]
]


def tables() -> list[dict[str, Any]]:
    """The published tables with the right answers."""
    path = Path(__file__).parents[1] / "tables" / "published" / "expected.json"
    return json.loads(path.read_text("utf-8"))["tables"]


def made_rows(seed: int, count: int) -> list[Row]:
    chance = random.Random(seed)

    def side(sign: str, unit: str) -> str:
        return chance.choice(("", "", " ", "\n")) + sign + chance.choice(NUMBERS) + unit

    rows: list[Row] = []
    for _ in range(count):
        unit = chance.choice(UNITS)
        target: Any = side(chance.choice(SIGNS), unit)
        actual: Any = side("", chance.choice((unit, unit, "", chance.choice(UNITS))))
        if chance.random() < 0.15:
            actual = chance.choice((0.95, 36.0, 100.0, 0.1 + 0.2, 2023.12, 0.0, 96.0))
        if chance.random() < 0.1:
            target = chance.choice((0.95, 36.0, 100.0, 40.0, 2023.12, 0.0))
        rows.append((chance.choice(NAMES), target, actual))
    return rows


def filling(form: Built, rows: list[Row]) -> Filling:
    """The rows in the printed cells, ten points each."""
    cells: dict[str, Any] = {}
    for row, (name, target, actual) in zip(
        (row for row in form.scored.rows if row.kind == "indicators"), rows, strict=False
    ):
        given = {"name": name, "target": target, "actual": actual, "points": 10.0}
        cells |= {address((row.index, row.columns[key])): value for key, value in given.items()}
    return {form.scored.name: cells}


def scores(form: Built, values: Values, typed: Filling) -> list[tuple[Score, Any, Any]]:
    """Of every indicator row: the core's score, the sheet's, and its state."""
    found = []
    for score in evaluated(form, values, typed).scores:
        place = score.item.cells["rule_score"]
        sheet = values[form.scored.name]
        state = sheet.get(address((place.row, form.scored.helpers["state"])))
        found.append((score, sheet.get(place.address), state))
    return found


def held(form: Built, engine: Engine, rows: list[Row]) -> int:
    """How many of the rows the sheet scores; none otherwise than the core, which may leave a row to nobody."""
    typed = filling(form, rows)
    (values,) = engine.fill_and_recalculate(form.path, [typed], form.sheets)
    wrong, given = [], 0
    for score, by_sheet, state in scores(form, values, typed):
        if isinstance(by_sheet, float):
            given += 1
            if by_sheet != score.score:
                wrong.append((score.item.name, score.item.target, score.item.actual, by_sheet, score.score))
        elif by_sheet == "" and state == "已评分":
            wrong.append((score.item.name, score.item.target, score.item.actual, state, score.score))
    assert wrong == []
    return given


@pytest.mark.parametrize("seed", range(2))
def test_no_text_is_scored_otherwise_than_the_core_scores_it(seed: int, engine: Engine, build: Build) -> None:
    """Nearly all of it is left to a person, as it should be."""
    assert held(build(PROJECT, rows=40), engine, made_rows(seed, 40 * KINDS)) > 5


@pytest.mark.parametrize("part", range(5))
def test_every_target_of_the_lists(part: int, engine: Engine, build: Build) -> None:
    assert held(build(PROJECT, rows=40), engine, listed_rows(LISTED[part::5])) > 10


def test_gnumeric_scores_nothing_otherwise_either(build: Build) -> None:
    """As many as it calculates in seconds."""
    count = 14 * KINDS
    listed = listed_rows(LISTED)[:: 3 * len(LISTED) // (count // 2)]
    rows = listed + made_rows(0, count - len(listed))
    assert held(build(PROJECT, rows=14), Gnumeric(), rows) > 10


def listed_rows(texts: Sequence[str]) -> list[Row]:
    """Each beside itself, and beside nine tenths of its number with and without its unit."""
    rows: list[Row] = []
    for text in texts:
        number = exact_or_none(parse_target(text).value)
        less = "无" if number is None else plain(number * Decimal("0.9"))
        rows += [
            ("培训人数", text, text),
            ("设备合格率", text, less),
            ("项目成本", text, f"{less}{parse_target(text).unit or ''}"),
        ]
    return rows


TYPED = st.text(
    alphabet="0123456789０９.,，%％‰≥≤＞<=~-至不低于超过以上内下约第人亩元万亿年月日次/（） \n", max_size=12
).map(lambda text: text.lstrip("="))  # a formula is no text


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(NAMES), TYPED, TYPED), min_size=3 * KINDS, max_size=3 * KINDS))
def test_no_invented_text_either(build: Build, ironcalc_engine: Engine, rows: list[Row]) -> None:
    """A few rows at a time: a list longer than hypothesis can draw is tried once, with nothing in it."""
    held(build(PROJECT, rows=3), ironcalc_engine, rows)


SIGN = {"negative": "≤"}
# Anhui's own spellings of the kinds, Shanxi's and Yunnan's: where a row goes in our form.
KIND = ("数量", "质量", "时效", "成本", "经济", "社会", "生态", "可持续", "满意")


def typed_tables(form: Built) -> list[tuple[str, Filling, dict[str, dict[str, Any]]]]:
    """Each published table typed into the printed cells: its file, the cells, and where each of its rows went."""
    places = [row for row in form.scored.rows if row.kind == "indicators"]
    typed: list[tuple[str, Filling, dict[str, dict[str, Any]]]] = []
    for table in tables():
        free = list(places)
        cells: dict[str, Any] = {}
        where = {}
        for row in table["rows"]:
            if not row.get("rule_score_half_up") or not row.get("weight") or row["role"] != "row":
                continue
            label = f"{row.get('level2')}{row.get('level1')}"
            wanted = next((kind for kind in KIND if kind in label), "数量")
            place = next((one for one in free if wanted in one.name), free[0])
            free.remove(place)
            target = row["target"]
            if target[:1].isdigit():  # the sign stands in a column of its own there
                target = SIGN.get(row["direction"], "") + target
            given = {
                "name": row["name"],
                "target": target,
                "actual": row["actual"],
                "points": float(row["weight"]),
            }
            cells |= {address((place.index, place.columns[key])): value for key, value in given.items()}
            where[address((place.index, place.columns["rule_score"]))] = row
        if where:
            typed.append((table["file"], {form.scored.name: cells}, where))
    return typed


def test_published_tables_typed_into_the_printed_cells_and_nothing_else(engine: Engine, build: Build) -> None:
    """All that the core scores in them, nine in ten by formulas alone, none wrongly; at least three tables whole."""
    form = build(PROJECT)  # blank, its spare rows with it
    typed = typed_tables(form)
    seen = engine.fill_and_recalculate(form.path, [filling for _, filling, _ in typed], form.sheets)
    by_core = by_sheet = 0
    whole = []
    for (file, cells, where), values in zip(typed, seen, strict=True):
        core = {
            score.item.cells["rule_score"].address: score.score
            for score in evaluated(form, values, cells).scores
        }
        given = {place: values[form.scored.name][place] for place in where}
        right = {place for place, row in where.items() if given[place] == float(row["rule_score_half_up"])}
        assert {place for place, score in given.items() if score != ""} == right, file
        by_core += sum(core[place] is not None for place in where)
        by_sheet += len(right)
        whole += [file] if len(right) == len(where) > 2 else []
    assert by_sheet >= 0.9 * by_core > 30
    assert len(whole) >= 3


def test_refresh_reads_what_the_formulas_cannot_and_the_formulas_stay(tmp_path: Path) -> None:
    path = tmp_path / "project.xlsx"
    path.write_bytes(new_form(PROJECT))
    book = FileBook.open(path)
    typed = {
        "会议支持": ("4.6万元", "45000元"),
        "投诉办结率": ("100%", "98%"),
        "造林面积": ("不低于40亩", "38亩"),
        "走访户数": ("大约", "已走访"),
    }
    for row, (name, goal) in enumerate(typed.items(), 12):
        book.write(
            "自评表", dict(zip(((row, column) for column in (3, 4, 5, 6)), (name, *goal, 10.0), strict=True))
        )
    book.save()
    formulas = FileBook.open(path).read("自评表").formulas
    book = FileBook.open(path)
    (result,) = refresh(book)
    book.save()
    sheet = FileBook.open(path).read("自评表")
    assert sheet.formulas == formulas
    shown = [[sheet.value(row, column) for column in (7, 9, 11, 12, 13)] for row in range(12, 16)]
    assert shown == [
        [9.78, "已评分", "正向", 46000, 45000],
        [9.8, "已评分", "正向", 100, 98],
        [9.5, "已评分", "正向", 40, 38],
        [None, "需人工评定", None, None, None],
    ]
    assert sheet.value(57, 0) == "总分（已评 3/5 项）"
    assert sheet.value(57, 7) == result.total == 29.08
    book = FileBook.open(path)
    book.write("自评表", {(12, 5): "46000元"})  # what was read no longer counts once the text is another
    book.save()
    assert FileBook.open(path).read("自评表").value(12, 12) is None


def test_an_amount_that_is_text_is_said_and_never_summed_as_nothing(engine: Engine, build: Build) -> None:
    form = build(PROJECT)
    typed: Filling = {form.scored.name: {"E7": 100.0, "F7": 80.0, "E8": "35,584.55", "F8": 10.0}}
    (values,) = engine.fill_and_recalculate(form.path, [typed], form.sheets)
    sheet = values[form.scored.name]
    assert (sheet["E6"], sheet["R6"], sheet["J6"]) == ("#VALUE!", "#VALUE!", "数据有误")
    assert sheet["H58"] == ""  # and the total is no error
    place = form.checks["check_amounts"].partition("!")[2]
    assert values["得分汇总"][place] == "不符"
