"""A heading nobody knows is read where the scores come out with its column, and only there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.evaluation.tables import read
from xlfuncs.evaluation.content import Table

HEADS = {"target": "指标值", "actual": "完成值", "points": "分值", "score": "得分"}
ROWS = [("≥20场", "18场", "40", "36"), ("95%", "90.25%", "20", "19"), ("30户", "30户", "40", "40")]


def table_of(heads: dict[str, str], rows: Sequence[Sequence[str]], more: str = "") -> Table:
    lines = [f"三级指标 | {' | '.join((HEADS | heads).values())} | {more}"]
    lines += [f"指标{at} | {' | '.join(cells)}" for at, cells in enumerate(rows)]
    return read("\n".join(["项目支出绩效自评表", *lines, "总分 | | | 100 | 95"]))


def proven(table: Table) -> list[object]:
    return [found.found for found in table.findings if found.case == "proven"]


@pytest.mark.parametrize("lost", [*HEADS, ("target", "points"), ("points", "score")])
def test_the_columns_that_make_the_scores_come_out_are_read(lost: str | tuple[str, ...]) -> None:
    keys = [lost] if isinstance(lost, str) else list(lost)
    table = table_of({key: f"口径{key}" for key in keys}, ROWS, "经办人")
    assert proven(table) == [f"口径{key}" for key in sorted(keys)]
    said = [(item.target, item.actual, item.points, item.entered) for item in table.items]
    assert said == [(target, actual, float(points), float(score)) for target, actual, points, score in ROWS]


def test_scores_that_do_not_come_out_prove_nothing() -> None:
    rows = [(target, actual, points, "11") for target, actual, points, _ in ROWS]
    table = table_of({"target": "口径"}, rows)
    assert not proven(table)
    assert {item.target for item in table.items} == {None}


def test_targets_met_prove_nothing_without_a_sign() -> None:
    met = [("200", "200", "60", "60"), ("30", "30", "40", "40")]
    assert not proven(table_of({"target": "调查人数"}, met))
    assert proven(table_of({"target": "口径"}, [(f"≥{target}", *rest) for target, *rest in met]))


def test_the_year_before_is_no_target() -> None:
    assert not proven(table_of({"target": "上年口径"}, ROWS))


def test_two_columns_that_prove_the_same_are_not_told_apart() -> None:
    rows = [(*cells, cells[0]) for cells in ROWS]
    assert not proven(table_of({"target": "口径"}, rows, "要求"))


def test_another_column_of_targets_counts_where_the_scores_come_out_by_it() -> None:
    rows = [("20场", "24场", "18场", "60", "45"), ("95%", "95%", "90.25%", "40", "38")]
    lines = [
        "三级指标 | 指标值 | 口径 | 完成值 | 分值 | 得分",
        *(f"指标 | {' | '.join(row)}" for row in rows),
    ]
    table = read("\n".join(["项目支出绩效自评表", *lines]))
    assert [item.target for item in table.items] == ["24场", "95%"]
    assert proven(table) == ["口径"]


def test_without_scores_two_columns_of_targets_are_not_told_apart() -> None:
    text = "三级指标 | 指标值 | 口径 | 完成值 | 分值 | 得分\n指标 | 20场 | 24场 | 18场 | 60\n指标 | 9户 | 9户 | 9户 | 40"
    table = read(f"项目支出绩效自评表\n{text}")
    assert [item.target for item in table.items] == [None, None]
    assert [found.severity for found in table.findings if found.code == "columns-alike"] == ["warning"]


@pytest.mark.parametrize(
    ("key", "weak", "other"),
    [("target", "年度计划指标", "目标"), ("actual", "指标完成情况", "实际值"), ("points", "最高分", "满分")],
)
def test_of_two_columns_that_may_be_one_the_scores_tell(key: str, weak: str, other: str) -> None:
    """Whichever word is the surer one, and wherever it stands."""
    rows = [(*cells, said) for cells, said in zip(ROWS, ("33", "33", "34"), strict=True)]
    table = table_of({key: weak}, rows, other)
    assert proven(table) == [weak]
    right = [dict(zip(HEADS, cells, strict=True))[key] for cells in ROWS]
    assert [getattr(item, key) for item in table.items] == (
        [float(cell) for cell in right] if key == "points" else right
    )


def test_a_header_below_amounts_that_nobody_knows_is_said() -> None:
    amounts = "项目资金 | 预算数 | 执行数 | 分值 | 得分\n合计 | 10 | 9 | 10 | 9"
    text = f"项目支出绩效自评表\n{amounts}\n计量单位 | 目标值 | 完成值 | 备注\n个 | 9 | 9 | 5"
    table = read(text)
    assert [found.case for found in table.findings if found.code == "column-unread"] == ["header"]


@pytest.mark.parametrize(
    ("header", "name", "score"),
    [
        ("指标说明 | 目标值 | 完成值 | 分值 | 得分", "甲", 8.0),
        ("事项 | 指标说明 | 目标值 | 完成值 | 分值 | 得分", "乙", 8.0),
        ("三级指标 | 目标值 | 完成值 | 分值 | 评价分", "甲", 8.0),
    ],
)
def test_explanations_name_the_rows_where_nothing_else_does(header: str, name: str, score: float) -> None:
    first = "乙 | 甲" if header.startswith("事项") else "甲"
    rows = f"{first} | 10人 | 8人 | 10 | {score:g}\n{first}一 | 5人 | 5人 | 90 | 90"
    table = read(f"项目支出绩效自评表\n{header}\n{rows}")
    assert (table.items[0].name, table.items[0].entered) == (name, score)


def test_a_word_in_a_heading_tells_which_of_two_columns_the_points_are() -> None:
    rows = "指标甲 | 20 | 16 | 40 | 50\n指标乙 | 10 | 8 | 32 | 40\n指标丙 | 30 | 30 | 44 | 40"
    table = read(f"绩效自评表\n做的事 | 每项几分 | 打了几分 | 结果如何 | 任务书\n{rows}")
    item = table.items[0]
    assert (item.target, item.actual, item.points, item.entered) == (50, 40, 20, 16)


def test_a_column_with_figures_of_other_units_is_no_rival_of_the_target() -> None:
    head = "项目支出绩效自评表\n一级指标 | 三级指标 | 指标值 | 备用数 | 实际完成值 | 分值 | 得分"
    rows = "产出指标 | 培训人数 | ≥40人 | 50人 | 90人 | 40 | 40\n产出指标 | 就业人数 | ≥50人 | 60人 | 90人 | 30 | 30"
    table = read(f"{head}\n{rows}\n效益指标 | 满意度 | ≥90% | 3次 | 95% | 30 | 30")
    assert [item.target for item in table.items] == ["≥40人", "≥50人", "≥90%"]


def test_one_row_that_could_be_of_another_column_takes_no_target_away() -> None:
    head = "项目支出绩效自评表\n一级指标 | 三级指标 | 指标值 | 备用数 | 实际完成值 | 分值 | 得分"
    table = read(f"{head}\n产出指标 | 培训人数 | ≥40人 | 50人 | 45人 | 40 | 36")
    assert [item.target for item in table.items] == ["≥40人"]


@pytest.mark.parametrize("wrong", [0, 1, 3])
def test_one_wrong_score_does_not_make_a_sheet_unreadable(wrong: int) -> None:
    """Nobody knows any of its headings; the other scores come out, and the points come to 100."""
    rows = [["事项甲", "9000件", "9150件", "30", "30"], ["事项乙", "92%", "87.4%", "30", "28.5"]]
    rows += [["事项丙", "≥50%", "55%", "20", "20"], ["事项丁", "≥99%", "97.02%", "20", "19.6"]]
    rows[wrong][4] = "17"
    head = "便民服务事项 | 公示牌上写的 | 年底盘点 | 占几分 | 算下来"
    table = read("\n".join([head, *map(" | ".join, rows), "汇总 | | | 100 | 98.1"]))
    said = [(one.name, one.target, one.actual, one.points, one.entered) for one in table.items]
    assert said == [(*row[:3], float(row[3]), float(row[4])) for row in rows]
