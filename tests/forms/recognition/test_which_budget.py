"""Which of several columns of amounts is the budget: the typed rates tell; without them no budget is guessed."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import evaluate
from tests.forms.grid import grid
from xlfuncs.errors import UnknownForm
from xlfuncs.forms.recognition.recognise import recognise

TABLE = (
    "项目支出绩效自评表\n资金 | 预算批复数 | {other} | 实际支出数 | {rate} | 得分\n总额 | 3200 | 3300 | 3135 | {typed} | 9.5\n"
    "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 20 | 20 | 90 | 90\n总分 | | | 100 | 99.5"
)


@pytest.mark.parametrize(("typed", "budget"), [("95%", 3300), ("97.97%", 3200), ("95", 3300), ("0.95", 3300)])
def test_the_budget_is_the_one_the_rates_are_of(typed: str, budget: float) -> None:
    (table,) = recognise([grid(TABLE.format(other="预算调整数", rate="执行率", typed=typed))], file="a.xlsx")
    assert table.items[0].inputs["budget"] == budget


ALIKE = (
    "项目支出绩效自评表\n资金 | 预算数 | 调整数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分\n"
    "年度资金总额 | 560 | -60 | 500 | 470 | 10 | {rate} | 9.4\n其中：财政拨款 | 560 | -60 | 500 | 470 | | {rate} |\n"
    "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 20 | 20 | 90 | 90"
)


@pytest.mark.parametrize(("rate", "budget"), [("94%", 500), ("83.93%", 560), ("91%", None), ("", None)])
def test_of_budgets_called_the_same_the_rates_tell(rate: str, budget: float | None) -> None:
    (table,) = recognise([grid(ALIKE.format(rate=rate))], file="a.xlsx")
    assert table.items[0].inputs.get("budget") == budget
    assert ("columns-alike" in [found.code for found in table.findings]) == (budget is None)


@pytest.mark.parametrize(("added", "rate"), [(12.5, "95%"), (-12.5, "95%"), (12.5, "")])
def test_what_was_added_is_not_the_budget_of_the_whole_year(added: float, rate: str) -> None:
    text = (
        "项目支出绩效自评表\n资金 | 年初预算数 | 调整预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分\n"
        f"年度资金总额 | 426.5 | {added} | {426.5 + added} | 400 | {rate} | 10 | 9.5\n"
        "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 20 | 20 | 90 | 90"
    )
    (table,) = recognise([grid(text)], file="a.xlsx")
    assert table.items[0].inputs["budget"] == 426.5 + added


@pytest.mark.parametrize(
    ("heads", "amounts"),
    [
        ("年初预算（A） | 调整预算（B） | 实际执行（C） | 执行率（C/（A+B））", "100 | 20 | 108 | 90%"),
        ("年初预算A | 调整预算B | 实际执行C | 执行率C/(A+B)", "100 | 20 | 108 | 90%"),
        ("上年结转数 | 当年预算数 | 预算合计 | 实际支出", "20 | 100 | 120 | 108"),
        ("上年结转 | 年初预算 | 本年追加 | 全年预算 | 全年支出", "10 | 100 | 10 | 120 | 108"),
        ("年初预算 | 年中调整 | 年末预算 | 年末执行 | 执行率", "100 | 20 | 120 | 108 | 90%"),
        ("项目预算批复金额 | 实际到账金额 | 实际支出金额", "120 | 120 | 108"),
    ],
)
def test_the_budget_is_all_that_could_be_spent(heads: str, amounts: str) -> None:
    text = (
        f"项目支出绩效自评表\n资金 | {heads} | 分值 | 得分\n年度资金总额 | {amounts} | 10 | 9\n"
        "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 20 | 20 | 90 | 90"
    )
    (table,) = recognise([grid(text)], file="a.xlsx")
    assert (table.items[0].inputs["budget"], table.items[0].inputs["executed"]) == (120, 108)


def test_without_rates_no_budget_is_guessed() -> None:
    (table,) = recognise([grid(TABLE.format(other="预算调整数", rate="备注", typed=""))], file="a.xlsx")
    assert [item.name for item in table.items] == ["培训人数"]
    assert [found.found for found in table.findings if found.code == "column-unread"] == ["预算调整数"]


def test_what_arrived_is_no_budget() -> None:
    (table,) = recognise([grid(TABLE.format(other="资金到位数", rate="备注", typed=""))], file="a.xlsx")
    assert table.items[0].inputs["budget"] == 3200


LIST = """
支出项目 | 年初预算 | 追加预算 | 全年预算 | 实际支出 | 结余 | 支出进度
办案业务费 | 320 | {added} | 360 | 352.8 | 7.2 | 98%
信息化运维 | 180 | -20 | 160 | 144 | 16 | 90%
装备购置 | 260 | 0 | {budget} | 247 | 13 | 95%
合计 | 760 | 20 | 780 | 743.8 | {left} | 95.36%
"""


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, []),
        ({"budget": 2603}, [("rate-differs", "Sheet1!G5"), ("sum-differs", "Sheet1!D6")]),
        ({"added": 44}, [("sum-differs", "Sheet1!C6")]),
        ({"left": 63.2}, [("sum-differs", "Sheet1!F6")]),
    ],
)
def test_one_amount_mistyped_in_a_list_is_found(typed: dict[str, float], told: list[tuple[str, str]]) -> None:
    rows = LIST.format(**({"added": 40, "budget": 260, "left": 36.2} | typed))
    (table,) = recognise([grid(f"2023年项目支出执行情况明细表（万元）{rows}")], file="a.xlsx")
    assert [item.inputs["budget"] for item in table.items[:2]] == [360, 160]
    found = evaluate(table, "mof-2020-10").findings
    assert sorted((f.code, str(f.cell)) for f in found if f.code in ("rate-differs", "sum-differs")) == told


@pytest.mark.parametrize(
    ("rates", "read"), [(("95%", "80%"), True), (("95%", "81%"), False), (("", ""), False)]
)
def test_a_budget_by_any_name_is_the_one_the_rates_are_of(rates: tuple[str, str], read: bool) -> None:
    rows = f"甲县 | 1200 | 300 | 1500 | 1425 | {rates[0]}\n丙区 | 500 | 100 | 600 | 480 | {rates[1]}"
    head = "县（区） | 中央补助 | 省级配套 | 两级之和 | 支出数 | 执行率"
    table = f"区域绩效自评表\n{head}\n{rows}\n合计 | 1700 | 400 | 2100 | 1905 | 90.71%"
    if not read:
        with pytest.raises(UnknownForm):
            recognise([grid(table)], file="a.xlsx")
        return
    (found,) = recognise([grid(table)], file="a.xlsx")
    assert [item.inputs["budget"] for item in found.items] == [1500, 600]


FUNDS = (
    "项目支出绩效自评表\n资金来源 | {budget} | {executed} | 分值 | {rate} | 得分\n{total} | 200 | {spent} | 10 | {typed} | 9.5\n"
    "财政拨款 | 150 | 145\n其他资金 | 50 | {other}\n"
    "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 20 | 20 | 90 | 90\n总分 | | | 100 | 99.5"
)
USUAL = {"budget": "预算数", "executed": "执行数", "rate": "执行率", "total": "总额"}
USUAL |= {"spent": "190", "other": "45", "typed": "95%"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"budget": "到位资金"}, ["到位资金"]),
        ({"budget": "划拨数", "rate": "完成率"}, ["划拨数"]),
        ({"budget": "计划数", "rate": "进度"}, ["计划数"]),
        ({"executed": "支出合计"}, ["支出合计"]),
        ({"total": "总计金额"}, []),  # the row that the others add up to
        ({"total": "项目资金", "budget": "指标数"}, ["指标数"]),
    ],
)
def test_amounts_under_unknown_headings_are_those_of_the_rate(given: dict[str, str], told: list[str]) -> None:
    (table,) = recognise([grid(FUNDS.format(**(USUAL | given)))], file="a.xlsx")
    first = table.items[0]
    assert (first.inputs["budget"], first.inputs["executed"], first.points) == (200, 190, 10)
    assert [found.found for found in table.findings if found.case == "proven-rate"] == told


@pytest.mark.parametrize(
    "given",
    [
        {"budget": "到位资金", "typed": "96%"},  # it is another amount that the rate is of
        {"budget": "到位资金", "spent": "200", "typed": "100%"},  # every amount that is all spent
        {"total": "总计金额", "other": "44"},  # the others add up to something else
    ],
)
def test_amounts_that_nothing_proves_are_not_read(given: dict[str, str]) -> None:
    (table,) = recognise([grid(FUNDS.format(**(USUAL | given)))], file="a.xlsx")
    assert [item.name for item in table.items] == ["培训人数"]
    assert "part-missing" in [found.code for found in table.findings]


@pytest.mark.parametrize(("rate", "told"), [("90.71%", []), ("97.1%", [("rate-differs", "Sheet1!D5")])])
def test_the_sum_of_a_list_has_the_rate_of_its_sums(rate: str, told: list[tuple[str, str]]) -> None:
    rows = "甲县 | 1500 | 1425 | 95%\n丙区 | 600 | 480 | 80%"
    table = f"区域绩效自评表\n县（区） | 预算数 | 支出数 | 执行率\n{rows}\n合计 | 2100 | 1905 | {rate}"
    (found,) = recognise([grid(table)], file="a.xlsx")
    findings = evaluate(found, "mof-2020-10").findings
    assert [(f.code, str(f.cell)) for f in findings if f.code == "rate-differs"] == told


def test_a_column_of_nothing_is_not_what_a_rate_is_of() -> None:
    table = (
        "衔接资金绩效自评表\n资金 | < | 上级下达 | 县级配套 | 合计 | 支出 | 支出率\n^ | 中央资金 | 6800 | 0 | 6800 | 6732 | 99%\n"
        "^ | 县级资金 | 0 | 1200 | 1200 | 1080 | 90%\n^ | 合计 | 6800 | 1200 | 8000 | 7812 | 97.65%\n"
        "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 20 | 20 | 100 | 100\n总分 | | | 100 | 100"
    )
    (read,) = recognise([grid(table)], file="a.xlsx")
    assert (read.items[0].inputs["budget"], read.items[0].inputs["executed"]) == (8000, 7812)


@pytest.mark.parametrize(
    ("amounts", "pair"),
    [
        ("年初预算数 | 100 | 执行数 | 90\n调整预算数 | 110", (110, 90)),
        ("年初预算数 | 100 | 执行数 | 90\n调整预算数 | 110 | 执行数 | 91", (110, 91)),
        ("预算数 | 100 | 执行数 | 90\n三公经费 | 调整预算数 | 9 | 决算数 | 8", (100, 90)),
        ("项目资金 | 核定数 | 100 | 执行数 | 90\n三公经费 | 预算数 | 9 | 决算数 | 8", None),
    ],
)
def test_beside_labels_a_pair_of_another_thing_is_not_taken_apart(
    amounts: str, pair: tuple[float, float] | None
) -> None:
    text = f"项目支出绩效自评表\n{amounts}\n三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 20 | 20 | 90 | 90"
    (table,) = recognise([grid(text)], file="a.xlsx")
    found = [(one.inputs["budget"], one.inputs["executed"]) for one in table.items if "budget" in one.inputs]
    assert found == ([pair] if pair else [])
