"""The same table, typed another way, has the same content."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluation.tables import evaluate
from tests.forms.grid import grid, published
from xlfuncs.cells import Cell, Value
from xlfuncs.errors import UnknownForm
from xlfuncs.evaluation.content import Table
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.sheets import Sheet

# The layouts whose row labels and totals do not hang on what stands left or right of them.
MOVABLE = (
    "beijing",
    "national",
    "yunnan",
    "sichuan",
    "hubei_department",
    "transfer",
    "transfer_suixi",
    "hunan",
)


def read(sheet: Sheet) -> Table:
    (table,) = recognise([sheet], file="a.xlsx")
    return table


def content(table: Table) -> dict[str, Any]:
    """All that a table says, but not where it stands."""
    return {
        "form": table.form,
        "unit": table.unit,
        "total": table.entered_total,
        "sections": table.sections,
        "items": [replace(item, cells=sorted(item.cells)) for item in table.items],  # type: ignore[arg-type]
        "findings": [replace(finding, cell=None, words={}) for finding in table.findings],
        "words": sorted({text for text, _ in table.headings}),
    }


def moved(sheet: Sheet, order: Sequence[int]) -> Sheet:
    """Columns in another order; what is merged across columns stays in the first of them."""
    width = max(map(len, sheet.rows))
    rows = [[*row, *[None] * (width - len(row))] for row in sheet.rows]
    merged = tuple((t, order.index(left), b, order.index(left)) for t, left, b, _ in sheet.merged if b > t)
    return Sheet(sheet.name, [[row[column] for column in order] for row in rows], merged=merged)


def shifted(sheet: Sheet, down: int, right: int) -> Sheet:
    """Blank rows above, blank columns before."""
    rows: list[list[Value]] = [[] for _ in range(down)]
    rows += [[*[None] * right, *row] for row in sheet.rows]
    merged = tuple((t + down, left + right, b + down, r + right) for t, left, b, r in sheet.merged)
    return Sheet(sheet.name, rows, merged=merged)


def cells(table: Table) -> list[Cell]:
    places = [place for item in table.items for place in item.cells.values()] + list(table.cells.values())
    return [place.cell for place in places]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(MOVABLE), st.randoms(use_true_random=False))
def test_the_order_of_columns_does_not_matter(name: str, shuffle: random.Random) -> None:
    sheet = published(name)
    order = list(range(max(map(len, sheet.rows))))
    plain = moved(sheet, order)
    shuffle.shuffle(order)
    table = read(moved(sheet, order))
    assert content(table) == content(read(plain))
    original = read(plain)
    for there, here in zip(cells(table), cells(original), strict=True):
        (row, column), (same_row, before) = there, here
        assert (row, order[column]) == (same_row, before)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from((*MOVABLE, "chongqing", "hubei_project")), st.integers(0, 7), st.integers(0, 5))
def test_nor_do_blank_rows_and_columns(name: str, down: int, right: int) -> None:
    sheet = published(name)
    table, original = read(shifted(sheet, down, right)), read(sheet)
    assert content(table) == content(original)
    for there, here in zip(cells(table), cells(original), strict=True):
        (row, column), (same_row, before) = there, here
        assert (row, column) == (same_row + down, before + right)


NAMES = {  # as seen in tables of other provinces
    "指标值": ["指标值", "年度指标值", "年初目标值", "预期值", "目标值", "年初指标值（A）"],
    "完成值": ["完成值", "实际完成值", "全年实际值", "全年完成值", "全年实际值（B）", "完成情况"],
    "分值": ["分值", "权重", "标准分", "指标分值", "分值（分）", "指标权重"],
    "得分": ["得分", "自评得分", "自评分", "评分", "得分（分）", "单位自评得分"],
    "预算数": ["预算数", "全年预算数", "调整后预算数", "全年预算数（A）", "预算数（万元）"],
    "执行数": ["执行数", "全年执行数", "预算执行数", "全年支出数", "执行数（B）"],
    "执行率": ["执行率", "预算执行率", "执行率（B/A）", "执行率（%）"],
    "三级指标": ["三级指标", "指标名称", "三级\n指标", "指标内容"],
    "合计": ["合计", "总分", "总 计", "总得分", "合 计："],
}
DRESSED: list[Callable[[str], str]] = [
    lambda word: word,
    lambda word: "\n".join(word),
    lambda word: f" {word}　",
    lambda word: word.translate({ord("("): "（", ord("%"): "％"}),
    lambda word: word[:1] + " " + word[1:],
]
TABLE = """
{项目支出绩效自评表}
项目名称 | 干部培训
项目资金（万元） | {预算数} | {执行数} | {执行率} | {分值} | {得分}
年度资金总额 | 100 | 90 | 90% | 10 | 9
一级指标 | 二级指标 | {三级指标} | {指标值} | {完成值} | {分值} | {得分}
产出指标(50分) | 数量指标 | 培训人数 | ≥40人 | 36人 | 50 | 45
效益指标(40分) | 社会效益 | 受益人数 | ≥100人 | 120人 | 40 | 40
{合计} | | | | | 100 | 94
"""


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_headers_by_other_names(data: st.DataObject) -> None:
    text = TABLE.replace("{项目支出绩效自评表}", "项目支出绩效自评表")
    for word, others in NAMES.items():
        while f"{{{word}}}" in text:
            dress = data.draw(st.sampled_from(DRESSED))
            name = dress(data.draw(st.sampled_from(others))).replace("\n", "\\n")
            text = text.replace(f"{{{word}}}", name, 1)
    table = read(grid(text))
    assert [item.inputs for item in table.items] == [
        {"budget": 100, "executed": 90, "points": 10, "published_rate": 0.9},
        {"target": "≥40人", "actual": "36人", "points": 50, "direction": None},
        {"target": "≥100人", "actual": "120人", "points": 40, "direction": None},
    ]
    assert [item.entered for item in table.items] == [9, 45, 40]
    assert table.entered_total == 94


@pytest.mark.parametrize("name", ["national", "transfer", "hunan", "sichuan"])
def test_merged_or_blank_labels_fill_down_alike(name: str) -> None:
    sheet = published(name)
    assert content(read(replace(sheet, merged=()))) == content(read(sheet))


def test_formulas_in_a_score_column_are_the_entered_scores() -> None:
    sheet = published("national")
    formulas = frozenset((row, 7) for row in range(len(sheet.rows)))
    assert read(replace(sheet, formulas=formulas)) == read(sheet)


SPOILT = ("得分", "合计", "分值", "预算数", "执行数", "项目名称", "自评得分：9", "一级指标", "5%", 5.0, None)
SPOILABLE = (*MOVABLE, "chongqing", "county_grain", "hubei_project", "self_check", "tangshan")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SPOILABLE), st.randoms(use_true_random=False))
def test_whatever_was_done_to_a_table_it_is_read_or_refused_in_words(
    name: str, random: random.Random
) -> None:
    sheet = published(name)
    rows = [list(row) for row in sheet.rows]
    for _ in range(random.choice([1, 2, 4])):
        row = random.randrange(len(rows))
        match random.randrange(4):
            case 0 if len(rows) > 1:
                del rows[row]
            case 1:
                other = random.randrange(len(rows))
                rows[row], rows[other] = rows[other], rows[row]
            case 2:
                rows.append(list(rows[row]))
            case _ if rows[row]:
                rows[row][random.randrange(len(rows[row]))] = random.choice(SPOILT)
    merged = tuple(block for block in sheet.merged if block[2] < len(rows) and random.random() < 0.8)
    try:
        tables = recognise([Sheet("S", rows, merged=merged)], file="a.xlsx")
    except UnknownForm:
        tables = []
    for table in tables:
        assert all(finding.message for finding in evaluate(table).findings)


TYPED = (
    """2023年度项目支出绩效自评表
项目名称 | 社区长者服务 | 主管部门 | 民政局
资金（万元） | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分
年度资金总额 | 80 | 76 | 95% | 10 | 9.5
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 服务长者人次 | ≥5,000人次 | 0.52万人次 | 30 | 30
 | 成本指标 | 人均服务费用 | 500元 | 600元 | 20 | 20
效益指标 | 社会效益指标 | 独居长者覆盖率 | ≥90% | 85.5% | 40 | 38
总分 | | | | | 100 | 97.5""",
    """2023年度項目支出績效自評表
項目名稱 | 社區長者服務 | 主管部門 | 民政局
資金（萬元） | 全年預算數 | 全年執行數 | 執行率 | 分值 | 得分
年度資金總額 | 80 | 76 | 95% | 10 | 9.5
一級指標 | 二級指標 | 三級指標 | 年度指標值 | 實際完成值 | 分值 | 得分
產出指標 | 數量指標 | 服務長者人次 | ≥5,000人次 | 0.52萬人次 | 30 | 30
 | 成本指標 | 人均服務費用 | 500元 | 600元 | 20 | 20
效益指標 | 社會效益指標 | 獨居長者覆蓋率 | ≥90% | 85.5% | 40 | 38
總分 | | | | | 100 | 97.5""",
)


def test_traditional_characters_say_the_same() -> None:
    one, other = (read(grid(typed)) for typed in TYPED)
    assert content(one) == content(other)
    scores = [[score.score for score in evaluate(table).scores] for table in (one, other)]
    assert scores == [[9.5, 30.0, None, 38.0]] * 2  # a cost without a sign is left
