"""The rows of amounts: rates as typed, details that add up to their total, what is no number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evaluation.tables import evaluate, read
from tests.forms.grid import grid
from tests.forms.recognition.small_tables import funds, project
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.sheets import NumberFormat


def test_an_amount_that_is_no_number() -> None:
    table = funds("年度资金总额 | 100 | 九十 | 10 | 90% | 9")
    assert table.items[0].inputs["executed"] == "九十"
    assert [(f.code, str(f.cell), f.found) for f in table.findings] == [("not-a-number", "Sheet1!C4", "九十")]


@pytest.mark.parametrize(
    ("header", "cell", "rate"),
    [
        ("执行率", "90%", 0.9),
        ("执行率", "0.9", 0.9),
        ("执行率", "90.0", 0.9),  # the amounts prove it
        ("执行率", "85.0", 85.0),  # nothing proves it: as written
        ("执行率", "达到90%", 0.9),
        ("执行率", "90%（见附件）。", 0.9),
        ("执行率", "约90%", "约90%"),  # a finding
        ("执行率（%）", "85.0", 0.85),
        ("执行率（%）", "0.9", 0.9),  # a cell shown in percent
        ("执行率（B/A）", "——", None),
    ],
)
def test_rates_as_typed(header: str, cell: str, rate: float | str | None) -> None:
    table = funds(
        f"年度资金总额 | 100 | 90 | 10 | {cell} | 9", f"项目资金 | 预算数 | 执行数 | 分值 | {header} | 得分"
    )
    assert table.items[0].inputs.get("published_rate") == rate


def test_details_must_add_up() -> None:
    """池州市贵池区棠溪镇《项目支出绩效自评表（2022年度）》委托业务项目: the total row was left at 0."""
    table = funds(
        "年度资金总额： | 0 | 0 | 10 | 0 | 0\n其中:本年财政拨款 | 89.974 | 89.974\n上年结转资金\n其他资金"
    )
    assert [(f.code, f.severity, str(f.cell), f.found, f.expected) for f in table.findings] == [
        ("sum-differs", "warning", "Sheet1!B4", 0, 89.974),
        ("sum-differs", "warning", "Sheet1!C4", 0, 89.974),
    ]


@pytest.mark.parametrize(("planned", "told"), [("150", ["Sheet1!C4"]), ("120", [])])
def test_one_source_that_pays_the_budget_paid_all_that_was_spent(planned: str, told: list[str]) -> None:
    table = funds(f"年度资金总额 | 150 | 150 | 10 | 100% | 10\n其中：财政拨款 | {planned} | 120\n其他资金")
    assert [str(found.cell) for found in table.findings if found.code == "sum-differs"] == told


@pytest.mark.parametrize(("score", "told"), [("9.5", []), ("9.8", ["Sheet1!F4"])])
def test_amounts_share_the_points_of_their_total(score: str, told: list[str]) -> None:
    rows = f"资金总额 | 100 | 95 | 10 | 95% | {score}\n中央资金 | 60 | 60 | 5 | 100% | 5\n"
    rows += "地方资金 | 40 | 35 | 5 | 87.5% | 4.5"
    table = funds(rows)
    assert [(item.name, item.points, item.entered) for item in table.items[:2]] == [
        ("中央资金", 5, 5),
        ("地方资金", 5, 4.5),
    ]
    assert [str(found.cell) for found in table.findings if found.code == "total-differs"] == told


def test_details_that_add_up_exactly() -> None:
    rows = "资金总体 | 0.3 | 0.3 | 10 | 100% | 10\n基本支出 | 0.1 | 0.1\n项目支出 | 0.2 | 0.2\n其他 | 0 | 0"
    assert funds(rows).findings == []


@pytest.mark.parametrize(("projects", "told"), [("40", 0), ("45", 2)])
def test_amounts_told_apart_in_two_ways_one_below_the_other(projects: str, told: int) -> None:
    """Henan's department table: 资金来源 and 资金结构 each come to the total."""
    rows = "部门预算总额 | 100 | 100 | 10 | 100% | 10\n财政性资金 | 90 | 90\n其他资金 | 10 | 10\n基本支出 | 60 | 60"
    rows += f"\n项目支出 | {projects} | {projects}"
    assert [found.code for found in funds(rows).findings] == ["sum-differs"] * told


@pytest.mark.parametrize(("second", "told"), [("36", 0), ("35", 2)])
def test_the_kinds_of_one_amount_are_not_added_to_it(second: str, told: int) -> None:
    rows = (
        "部门支出总额 | 100 | 100 | 10 | 100% | 10\n基本支出 | 40 | 40\n项目支出 | 60 | 60\n业务类 | 24 | 24"
    )
    rows += f"\n基建类 | {second} | {second}"
    assert [found.code for found in funds(rows).findings] == ["sum-differs"] * told


@pytest.mark.parametrize(("other", "told"), [("", 0), ("10 | 10", 2)])
def test_the_budgets_of_the_treasury_are_parts_of_it(other: str, told: int) -> None:
    """As 重庆忠县 publishes its amounts of 2024: 年度总金额, 其中：财政拨款, 一般公共预算 are one amount."""
    rows = "年度总金额 | 100 | 100 | 10 | 100% | 10\n其中：财政拨款 | 100 | 100\n一般公共预算 | 100 | 100"
    rows += f"\n其他资金 | {other}"
    assert [found.code for found in funds(rows).findings] == ["sum-differs"] * told


@pytest.mark.parametrize(("arrived", "told"), [("60", []), ("66", ["Sheet1!C4"])])
@pytest.mark.parametrize("headings", ["预算数 | 到位数", "预算调整数 | 预算批复数"])
def test_amounts_that_no_score_depends_on_add_up_too(headings: str, arrived: str, told: list[str]) -> None:
    rows = f"资金总额 | 100 | 100 | 90 | 90%\n财政资金 | 60 | {arrived} | 60 | 100%\n其他资金 | 40 | 40 | 30 | 75%"
    table = funds(rows, f"项目资金 | {headings} | 执行数 | 执行率")
    assert [str(found.cell) for found in table.findings if found.code == "sum-differs"] == told


@pytest.mark.parametrize(
    ("arrived", "paid", "progress", "told"),
    [
        ("6.84", "6.84", "100.00", []),
        ("66.84", "6.84", "100.00", [("sum-differs", "Sheet1!D3")]),
        ("6.84", "0.84", "100.00", [("sum-differs", "Sheet1!F3")]),
        ("6.84", "6.84", "101", [("rate-differs", "Sheet1!H3")]),
    ],
)
def test_amounts_beside_their_labels_with_their_parts(
    arrived: str, paid: str, progress: str, told: list[tuple[str, str]]
) -> None:
    """成安县民政局《2020年度预算项目绩效自评表》: 预算数, 到位数, 执行数 side by side, the progress beside them."""
    head = f"""
项目绩效自评表
预算安排情况 |  | 资金到位情况 |  | 资金执行情况 |  |  | 预算执行进度(%)
预算数 | 6.84 | 到位数 | 6.84 | 执行数 | 6.84 |  | {progress}
其中:财政资金 | 6.84 | 其中:财政资金 | {arrived} | 其中:财政资金 | {paid}
其他 | 0 | 其他 | 0 | 其他 | 0"""
    table = project("产出指标 | 数量指标 | 培训人数 | 40 | 36 | 90 | 81", head=head)
    codes = ("sum-differs", "rate-differs")
    found = evaluate(table, "mof-2020-10").findings
    assert [(one.code, str(one.cell)) for one in found if one.code in codes] == told


def test_total_below_its_details() -> None:
    table = funds("财政拨款 | 60 | 60\n其他资金 | 40 | 30\n合计 | 100 | 90 | 10 | 90% | 9")
    assert table.items[0].inputs["budget"] == 100
    assert table.findings == []


def test_an_amount_counts_as_its_cell_shows_it() -> None:
    """1,200,000 in a format of tens of thousands, beside 96 typed under a heading of 万元."""
    sheet = grid(
        "项目支出绩效自评表\n项目资金（万元） | 预算数 | 执行数 | 分值 | 执行率 | 得分\n"
        "年度资金总额 | 1200000 | 96 | 10 | 80% | 8\n总分 |  |  | 10 |  | 8"
    )
    (table,) = recognise([replace(sheet, formats={(2, 1): NumberFormat(-4)})], file="例.xlsx")
    assert (table.items[0].inputs["budget"], table.items[0].inputs["executed"]) == (120.0, 96.0)


def test_an_initial_budget_beside_a_column_nobody_understands_is_not_taken_for_the_budget() -> None:
    header = "项目资金 | 年初预算数 | {} | 全年执行数 | 分值 | 执行率 | 得分"
    told = []
    for heading, amount in (("二次分配", 120), ("二次分配", 100), ("调整后金额", 120)):
        table = funds(f"年度资金总额 | 100 | {amount} | 90 | 10 | | ", header.format(heading))
        rates = [item.target for item in table.items if item.function == "execution_rate_score"]
        unread = [found.severity for found in table.findings if found.code == "column-unread"]
        told.append((rates, unread))
    assert told == [([], ["warning"]), ([100.0], ["info"]), ([120.0], [])]


@pytest.mark.parametrize(
    ("general", "projects", "told"),
    [
        ("1780.4", "800", []),
        ("1781.4", "800", [("Sheet1!B4", 1881.4, "")]),
        ("17804", "800", [("Sheet1!B4", 17904, "Sheet1!B6 的 17804 如为 1780.4 的笔误（小数点错位）")]),
        ("1780.4", "8000", [("Sheet1!B4", 9080.4, "Sheet1!E7 的 8000 如为 800 的笔误（小数点错位）")]),
        ("1780.4", "", []),  # one part alone
        ("1780.4", "43%", []),
    ],
)
def test_amounts_told_apart_by_source_and_by_nature(
    general: str, projects: str, told: list[tuple[str, float, str]]
) -> None:
    """Hunan's 部门整体支出绩效自评表: two ways of telling the amounts apart, beside each other below their total."""
    rows = f"""年度资金总额 | 1880.4 | 1880.4 | 10 | 100% | 10
按收入性质分： |  |  | 按支出性质分：
其中：一般公共预算： | {general} |  | 其中：基本支出： | 1080.4
政府性基金拨款： | 100 |  | 项目支出： | {projects}
其他资金： | 0"""
    table = funds(rows)
    found = [one for one in table.findings if one.code == "sum-differs"]
    assert [(str(one.cell), one.expected) for one in found] == [each[:2] for each in told]
    assert all(hint in one.message for one, (_, _, hint) in zip(found, told, strict=True))


@pytest.mark.parametrize(
    ("rate", "number", "earned"),
    [
        ("95%", 9.5, (10.0, 9.5)),
        ("100%", 10, (10.0, 10)),
        ("100%", 12, (None, None)),
        ("95%", 12, (None, None)),
    ],
)
def test_a_number_without_a_heading_is_a_score_only_where_the_rate_proves_it(
    rate: str, number: float, earned: tuple[float | None, float | None]
) -> None:
    """Beside 100 % every number would be proved: only what rates are usually worth is."""
    executed = float(rate.rstrip("%"))
    rows = f"""
项目支出绩效自评表
预算数 | 100 | 执行数 | {executed} | 执行率 | {rate} | {number}
一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 培训人数 | ≥10人 | 10人 | 90 | 90
"""
    table = read(rows)
    assert (table.items[0].points, table.items[0].entered) == earned


@pytest.mark.parametrize(
    ("said", "amounts"),
    [
        ("全年预算30万元，实际支出285,000元。", [30, 28.5]),
        ("资金：年初预算数30万元、调整预算数32万元，执行数30.4万元", [32, 30.4]),
        ("预算30万元（其中本级20万元），支出28.5万元，支出10万元用于设备", []),  # which one was spent?
        ("预算30万元，受益285人", []),
        ("资金（万元） | 全年预算数：30 | 到位数：30 | 全年执行数：28.5 | 执行率：95%", [30, 28.5]),
        ("预算数（万元）：30 | 执行数（元）：285,000", [30, 28.5]),
        ("预算数：30 | 支出数：28.5 | 支出数：10", []),
    ],
)
def test_amounts_in_a_sentence_are_checked_and_earn_nothing_of_which_it_does_not_speak(
    said: str, amounts: list[float]
) -> None:
    rows = (
        "三级指标 | 目标值 | 完成值 | 分值 | 得分\n安装路灯 | ≥120盏 | 114盏 | 100 | 95\n合计 | | | 100 | 95"
    )
    table = read(f"项目支出绩效自评表\n{said}\n{rows}")
    rates = [item for item in table.items if item.function == "execution_rate_score"]
    assert [number for item in rates for number in list(item.inputs.values())[:2]] == amounts
    assert all(item.idle for item in rates)


def test_a_row_of_indicators_with_figures_earns_the_points_of_the_rate() -> None:
    rows = "三级指标 | 目标值 | 完成值 | 分值 | 得分\n安装路灯 | 120 | 120 | 90 | 90\n预算执行率 | 100% | 95% | 10 | 9.5"
    table = read(f"项目支出绩效自评表\n预算数 | 30 | 执行数 | 28.5\n{rows}")
    assert "rate-points" not in [found.case for found in table.findings]
    assert [item.points for item in table.items if not item.idle] == [90, 10]


def test_the_total_of_the_table_is_no_part_of_the_amounts_above_it() -> None:
    rows = "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 40 | 36 | 90 | 81"
    heads = "项目资金 | 年初预算 | 上年结转 | 预算合计 | 支出 | 执行率 | 分值 | 得分"
    amounts = f"{heads}\n总额 | 150 | 50 | 200 | 190 | 95% | 10 | 9.5"
    table = read(f"自评表\n{rows}\n{amounts}\n总分 | | | | 100 | | | 90.5")
    assert [item.name for item in table.items] == ["培训人数", "总额"]
    assert "sum-differs" not in [found.code for found in table.findings]


def test_a_sentence_above_the_headings_is_no_label_of_the_block() -> None:
    said = "资金：预算200万元，执行190万元，执行率95%，分值10分，得分9.5分"
    rows = "一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分\n产出指标 | 培训人数 | 40 | 36 | 90 | 81"
    table = read(f"自评表\n{said}\n{rows}")
    assert "产出指标" in [section.name for section in table.sections]


def test_amounts_beside_their_labels_below_the_indicators_are_no_indicator() -> None:
    rows = "一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分\n产出 | 培训人数 | 40 | 36 | 90 | 81"
    amounts = "年度预算数 | 200 | 执行数 | 190 | 执行率 | 95% | 分值 | 10 | 得分 | 9.5"
    table = read(f"自评表\n{rows}\n{amounts}\n总分 | | | | 100 | 90.5")
    assert [item.name for item in table.items] == ["预算执行率", "培训人数"]
    assert [found.code for found in table.findings if found.severity == "error"] == []


@pytest.mark.parametrize(
    ("above", "row", "told"),
    [
        ("合计 | 上级 | 本级 | 合计 | 上级 | 本级", "90 | 60 | 30 | 81 | 54 | 27", []),
        ("合计 | 上级 | 本级 | 合计 | 上级 | 本级", "90 | 60 | 30 | 81 | 53 | 27", ["Sheet1!D4"]),
        ("中央 | 地方 | 小计 | 中央 | 地方 | 小计", "60 | 30 | 90 | 54 | 27 | 81", []),
        ("中央 | 地方 | 小计 | 中央 | 地方 | 小计", "60 | 20 | 90 | 54 | 27 | 81", ["Sheet1!C4"]),
        ("小计 | 财政拨款 | 其他资金 | | | ", "90 | 60 | 30 | 81 | | ", []),
    ],
)
def test_the_sources_beside_an_amount_add_up_to_it(above: str, row: str, told: list[str]) -> None:
    rows = [
        "项目支出绩效自评表",
        "预算数（万元） | < | < | 支出数（万元） | < | < | 执行率 | 得分",
        f"{above} | ^ | ^",
    ]
    table = read("\n".join([*rows, f"{row} | 90% | 9"]))
    assert [str(found.cell) for found in table.findings if found.case == "across"] == told


@pytest.mark.parametrize(
    ("spent", "told"),
    [("114 | 20 | 94 | 0", []), ("114 | 20 | 84 | 0", ["Sheet1!B5"])],
    ids=["right", "wrong"],
)
def test_amounts_below_sources_stand_beside_their_labels(spent: str, told: list[str]) -> None:
    rows = [
        "项目支出绩效自评表",
        "资金性质 | 年度资金总额 | 上年结转资金 | 当年财政拨款 | 其他资金 | 分值（10分） | 得分",
        "年初预算数 | 110 | 20 | 90 | 0 | |",
        "全年预算数 | 120 | 20 | 100 | 0 | 10 | 9.5",
        f"全年执行数 | {spent} | ^ | ^",
        "执行率 | 95% | 100% | 94% | | ^ | ^",
        "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 40 | 36 | 90 | 81",
    ]
    table = read("\n".join(rows))
    rate = table.items[0]
    assert [item.name for item in table.items] == ["预算执行率", "培训人数"]
    assert (rate.target, rate.actual, rate.points, rate.entered) == (120, 114, 10, 9.5)
    assert [str(found.cell) for found in table.findings if found.case == "across"] == told


@pytest.mark.parametrize(("earned", "entered"), [("9.5", 9.5), ("9.4", 9.4), ("10", None), ("12", None)])
def test_a_number_that_ends_a_block_with_points_is_its_score(earned: str, entered: float | None) -> None:
    amounts = f"预算执行情况（10分） | 预算数 | 120 | 执行数 | 114 | 执行率 | 95% | {earned}"
    rows = "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 40 | 36 | 90 | 81"
    table = read(f"自评表\n{amounts}\n{rows}")
    assert (table.items[0].points, table.items[0].entered) == (10, entered)


@pytest.mark.parametrize(
    ("label", "budget"),
    [
        ("年度资金总额", 100.0),
        ("支出总额", None),  # may be what was spent
        ("项目资金总额 | 500 | 年度资金总额", None),  # which of the two nobody says
    ],
)
def test_all_money_beside_what_was_spent_is_the_budget(label: str, budget: float | None) -> None:
    text = (
        f"项目支出绩效自评表\n{label} | 100 | 实际支出 | 95\n"
        "三级指标 | 年度目标值 | 全年完成值 | 分值 | 得分\n里程 | ≥12公里 | 12公里 | 100 | 100"
    )
    table = read(text)
    assert next((item.target for item in table.items if "budget" in item.cells), None) == budget


@pytest.mark.parametrize(("earned", "score"), [("10 | 9", 9), ("10 | 8", None)])
def test_points_and_score_at_a_lines_end_are_proven_by_its_rate(earned: str, score: float | None) -> None:
    head = f"项目支出绩效自评表\n项目名称 | 培训 | < | < | < | <\n预算数 | 100 | 执行数 | 90 | 执行率 | 90% | {earned}"
    rate = project("产出指标 | 数量指标 | 培训人数 | 40 | 36 | 90 | 81", head=head).items[0]
    assert (rate.points, rate.entered) == ((10, score) if score else (None, None))
    assert str(rate.cells.get("score")) == ("Sheet1!H3" if score else "None")


@pytest.mark.parametrize(
    ("second", "total"), [("80 | 70", ["合计部分"]), ("约80 | 70", []), ("80 | 70余万", [])]
)
def test_an_unnamed_total_needs_every_amount(second: str, total: list[str]) -> None:
    rows = f"培训费 | 100 | 90 | | |\n会议费 | {second} | | |\n合计部分 | 180 | 160 | 10 | 90% | 9"
    assert [item.name for item in funds(rows).items if "budget" in item.cells] == total


def test_years_of_one_unit_have_no_total() -> None:
    """Several rows that each state a score, below a grade or nothing by which to call them, are a list."""
    table = funds(
        "2021 | 900 | 873 | | 97% | 94.5\n2022 | 950 | 912 | | 96% | 93.9\n2023 | 980 | 931 | | 95% | 93"
    )
    assert [item.name for item in table.items] == ["培训人数"]
    assert {found.severity for found in table.findings if found.code == "part-missing"} == {"warning"}


@pytest.mark.parametrize(
    ("budget", "spent", "told"),
    [
        ("60 | 12 | 8 | 80", "60 | 7 | 5 | 72", []),
        ("60 | 12 | 8 | 80", "60 | 9 | 5 | 72", ["Sheet1!E4"]),  # the budget says that all three are parts
        ("72 | 12 | 8 | 80", "67 | 9 | 5 | 72", []),  # what was carried over may be in the appropriation
    ],
)
def test_carryover_is_a_source_where_an_amount_comes_to_it(budget: str, spent: str, told: list[str]) -> None:
    rows = [
        "绿化项目支出绩效自评表",
        "资金来源（万元） | 财政拨款 | 上年结转 | 其他资金 | 资金总额 | 执行率 | 分值 | 得分",
        f"全年预算数 | {budget} | 90% | 10 | 9",
        f"全年执行数 | {spent} | ^ | ^ | ^",
        "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 40 | 36 | 90 | 81",
    ]
    table = read("\n".join(rows))
    assert [str(found.cell) for found in table.findings if found.case == "across"] == told


@pytest.mark.parametrize(
    "row", ["预算执行率 | 98% | 得分（满分10分） | 9.8", "预算执行率（10分） | 98% | 得分 | 9.8"]
)
def test_a_rate_in_its_own_row_below_the_amounts_says_what_it_is_worth(row: str) -> None:
    text = (
        f"项目支出绩效自评表\n单位 | 某局 | 资金总额（万元） | 1600 | 实际支出（万元） | 1568\n{row}\n"
        "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 20 | 20 | 90 | 90\n总分 | | | 100 | 99.8"
    )
    (table,) = recognise([grid(text)], file="a.xlsx")
    item = table.items[0]
    assert (item.inputs["published_rate"], item.points, item.entered) == (0.98, 10, 9.8)
    assert [found.code for found in table.findings] == []


@pytest.mark.parametrize(
    ("above", "row", "score"),
    [
        # what arrived is what was planned: either is the budget
        ("资金 | 计划 | 到位 | 支出 | 分值 | 支出率 | 得分", "合计 | 32 | 32 | 28.8 | 10 | 90% | 9", 9),
        # the rate is of what was planned, not of what was handed down
        ("资金 | 计划 | 下达 | 支出 | 分值 | 支出率 | 得分", "合计 | 32 | 31 | 28.8 | 10 | 90% | 9", 9),
        ("资金（万元） | 计划 | 实际 | 执行率 | 分值 | 得分", "合计 | 320 | 288 | 90% | 10 | 9", 9),
        # the first heading is the label of the block: nothing stands below it, or words
        (
            "预算 | 基本支出 | 项目支出 | 合计 | 执行数 | 执行率 | 分值 | 得分",
            " | 3 | 7 | 10 | 9 | 90% | 10 | 9",
            9,
        ),
        (
            "预算 | 基本支出 | 项目支出 | 合计 | 执行数 | 执行率 | 分值 | 得分",
            "本年 | 3 | 7 | 10 | 9 | 90% | 10 | 9",
            9,
        ),
        # beside their labels
        ("预算执行（10分） | 预算数 | 1260", " | 执行数 | 1134\n | 执行率（%） | 90\n | 得分 | 9", 9),
        ("年度安排 | 320 | 已付工程款 | 280 | 执行数 | 288", "执行率 | 90% | 分值 | 10 | 得分 | 9", 9),
        ("预算数 | 320 | 已花 | 288 | 执行率 | 90% | 分值 | 10 | 得分 | 9", "", 9),
        ("预算执行（10分） | 核定数（万元） | 320", " | 执行数 | 288\n | 执行率 | 90%\n | 得分 | 9", 9),
        ("预算执行 | 预算总额 | 500 | 执行总额 | 480 | 执行率 | 96%", "分值 | 10 | 得分 | 9.6", 9.6),
    ],
)
def test_amounts_under_other_headings(above: str, row: str, score: float) -> None:
    rows = "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分\n产出指标 | 数量 | 巡查次数 | ≥50次 | 50次 | 90 | 90"
    result = evaluate(
        read("\n".join(("项目支出绩效自评表", above, row, rows, f"总分 | | | | | 100 | {90 + score}")))
    )
    assert [(one.item.points, one.score) for one in result.scores] == [(10, score), (90, 90)]
    assert not {found.code for found in result.findings} & {
        "total-differs",
        "points-sum",
        "rate-differs",
        "part-missing",
    }


@pytest.mark.parametrize(("heading", "entered"), [("得分", 9.5), ("指标得分", None), ("自评总分", None)])
def test_a_score_headed_beside_stacked_amounts_is_theirs_where_its_heading_says_no_other(
    heading: str, entered: float | None
) -> None:
    rows = "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训 | 10次 | 10次 | 90 | 90\n合计 | | | 100 | 99.5"
    amounts = f"资金 | 全年预算数 | 200 | {heading}\n | 全年执行数 | 190 | 9.5\n | 执行率 | 95%"
    assert read(f"项目支出绩效自评表\n{amounts}\n{rows}").items[0].entered == entered


@pytest.mark.parametrize(
    "below",
    [
        "预算执行率分值 | 10 | 得分 | 9",
        "分值 | 10 | 得分 | 9",
        "执行率 | 90% | 分值 | 10 | 得分 | 9",
        "预算执行率得分（10分） | 9",
    ],
)
def test_labels_below_amounts_with_headings_say_what_their_rate_earned(below: str) -> None:
    amounts = f"资金（万元） | 年初预算 | 调整后 | 执行\n合计 | 100 | 100 | 90\n{below}"
    rows = "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训 | 10次 | 10次 | 90 | 90\n合计 | | | 100 | 99"
    result = evaluate(read(f"项目支出绩效自评表\n{amounts}\n{rows}"))
    assert [(one.item.points, one.item.entered, one.score) for one in result.scores] == [
        (10, 9, 9),
        (90, 90, 90),
    ]
    assert {found.severity for found in result.findings} == {"info"}
