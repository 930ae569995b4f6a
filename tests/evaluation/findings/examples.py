"""One example of every finding, made by the checks themselves: docs/findings.md shows them."""

from __future__ import annotations

import datetime as dt
import io
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from scripts.make_templates import TEMPLATES
from tests.evaluation.tables import evaluate, indicator, item, table
from tests.forms.grid import grid, published
from tests.refresh.memory_book import MemoryBook
from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Entry, Item, Section, Table
from xlfuncs.evaluation.findings.goals import copied_goals
from xlfuncs.evaluation.findings.last_year import against_last_year
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.files.book import FileBook
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.refresh.refresh import check
from xlfuncs.rules.loader import file_of

BEIJING, NATIONAL = "beijing-2022", "mof-2020-10"
TODAY = dt.date(2022, 9, 30)

# Tables as `grid` draws them; each is judged as it stands, but for those that a line sets apart.
TEXTS = Path(__file__).with_suffix(".txt").read_text("utf-8").strip().split("\n\n")
NAMED = {text.splitlines()[0].rpartition(" ")[2]: text for text in TEXTS if text.startswith("# ")}
FOREIGN, OWN = NAMED["foreign"], NAMED["own"]
HELPERS = "分值（逐行） | 计分方式 | 目标数值 | 完成数值 | 不合格项数 | 填报得分 | 规则得分 | 核定得分 | 核定理由 | 得分说明"
OWN_UNSIGNED = OWN.replace("| 正向 | 40 | 36", "|  | 40 | 36").replace("到位资金", "设备采购成本")
OWN_SAID = OWN_UNSIGNED.replace("|  | 40 | 36", "| 越小越好 | 40 | 36")


def examples() -> dict[tuple[str, str], Finding]:
    """Code and case → the first finding of its kind."""
    found: dict[tuple[str, str], Finding] = {}
    for one in (
        *_read(),
        *_rows(),
        *_approved(),
        *_sums(),
        *_grades(),
        *_rules(),
        *_lists(),
        *_reviewed(),
        *_years(),
        *_state(),
        *_tampered(),
    ):
        found.setdefault((one.code, one.case), one)
    return found


def _read() -> Iterator[Finding]:
    """What reading a sheet finds."""
    for sheets in ([grid(FOREIGN)], [grid(OWN, "自评表"), grid(NAMED["basics"], "基础数据")]):
        for read in recognise(sheets, file="例.xlsx"):
            yield from read.findings
    without, unnamed, arrived, slips, misplaced = map(
        NAMED.__getitem__, ("without", "unnamed", "arrived", "slips", "misplaced")
    )
    for text in (
        *(text for text in TEXTS if not text.startswith("# apart")),
        without.replace("绩效自评表", "项目绩效自评表", 1),
        unnamed + "\n水费 | 12 | 15 | 9\n电费 | 30 | 31 | 8\n",
        arrived.replace("到位资金", "预算数 | 到位资金 | 资金到位率").replace("200", "200 | 195 | 95%"),
        arrived.replace("到位资金", "预算数")
        .replace("分值 |", "结转结余 | 分值 |")
        .replace("| 10 |", "| 9 | 10 |"),
        slips.replace("10 | 100%", "100 | 100%"),
        slips.replace("10 | 100%", "100 | 100%").replace("90 | 90", "70 | 70"),
        misplaced.replace("自评表", "自评表\n（2022年度）", 1),
        FOREIGN.replace("80 | 95 | 10", "80 | 640000 |  | 80%"),
    ):
        for read in recognise([grid(text)], file="例.xlsx"):
            yield from evaluate(read, NATIONAL).findings
    (beijing,) = recognise(
        [replace(published("beijing"), rows=published("beijing").rows[:23])], file="例.xlsx"
    )
    yield from beijing.findings
    for read in recognise([grid(FOREIGN), grid(OWN.replace("规则得分", "", 1), "自评表")], file="例.xlsx"):
        yield from read.findings
    below = "满意度指标 | 满意度 | 学员满意度 |  | 90% | 95% | 10 | 10"
    for read in recognise([grid(FOREIGN.replace("培训场次", "培训\x07场次") + "\n" + below)], file="例.xlsx"):
        yield from read.findings
    for text, titles in (
        (OWN, ["规则得分"]),
        (OWN_UNSIGNED, ["规则得分", "计分方式"]),
        (OWN_SAID, ["规则得分"]),
    ):
        own = grid(text, "自评表")
        by_formula = frozenset((4, own.rows[3].index(title)) for title in titles)
        for read in recognise([replace(own, formulas=by_formula)], file="例.xlsx"):
            yield from read.findings


def _rows() -> Iterator[Finding]:
    """What there is to say about single rows."""
    to_judge = item(None, name="环境改善程度", target="改善", actual="已改善", points=10.0)
    yield from evaluate(table(indicator(40.0, 36.0), to_judge, rule=NATIONAL)).findings
    del to_judge.cells["rule_score"]  # it is no more one of ours
    yield from evaluate(table(indicator(40.0, 36.0), to_judge, rule=NATIONAL)).findings
    execution: dict[str, Any] = {"budget": 291435.79, "executed": 251145.17, "points": 20.0}
    for rule, rows in (
        (
            NATIONAL,
            [
                indicator(40.0, 36.0, 5.0, name="培训人数", entered=5.0, approved=5.0),
                indicator(40.0, 36.0, 5.0, name="培训场次", entered=3.0),
                indicator(40.0, 60.0, 5.0, name="培训批次", entered=4.0),
                indicator(40.0, 36.0, 5.0, name="培训期数", entered=7.0),
                indicator(0.0, 9.0, name="新增企业"),
                indicator(20.0, 18.0, name="人均培训费"),
                indicator("≥40人", -1.0, name="新增岗位"),
                indicator("≥40人", "教师家属42人", 5.0, name="培训教师"),
                indicator(10.0, 11.0, 5.0, "等于", name="文件数", entered=6.0),
                item(None, name="制度建设", entered="五分", target="健全", actual="健全", points=5.0),
                item("qualitative_score", name="管理水平", level="部分达成", points=10.0, entered=9.5),
            ],
        ),
        (
            BEIJING,
            [
                item("execution_rate_score", name="资金总体", published_rate=0.8617, **execution),
                item("execution_rate_score", name="资金总体", published_rate=0.8618, **execution),
                item("execution_rate_score", name="资金总体", published_rate=0.99, **execution),
                item("checklist_score", name="资产管理规范性", failed=9.0, points=4.0),
            ],
        ),
        (
            NATIONAL,
            [
                indicator(10.0, None, 5.0, name="完成时间"),
                indicator("＝100%", "80%", 5.0, name="合格率", entered=5.0),
                item(None, name="群众评价", target="良好", actual="良好", points=5.0),
                indicator(10.0, 9.0, 5.0),
                item(
                    "execution_rate_score",
                    name="资金总体",
                    published_rate=0.86,
                    entered=6.02,
                    **{**execution, "points": 7.0},
                ),
            ],
        ),
    ):
        yield from evaluate(table(*rows, rule=rule)).findings


def _approved() -> Iterator[Finding]:
    """What a reviewer decided: listed, and by whom."""
    rows = [
        indicator(40.0, 36.0, 5.0, name="培训人数", approved=5.0, approved_reason="疫情停课两月，经实地核实"),
        item(
            None,
            name="制度建设",
            target="健全",
            actual="健全",
            points=5.0,
            approved=4.0,
            approved_reason="缺内控制度",
        ),
    ]
    by = [("某市财政局绩效科", Place("基础数据", 14, 1)), (None, Place("基础数据", 15, 1))]
    yield from evaluate(table(*rows, rule=NATIONAL, approval=by)).findings


def _sums() -> Iterator[Finding]:
    """What does not add up, and grades that cannot be given."""
    rows = [indicator(10.0, 9.0, 10.0, name="甲"), indicator(10.0, 10.0, 10.0, name="乙")]
    typed = [indicator(10.0, 9.0, 10.0, name="丙", section="二", entered=9.0)]
    sections = [Section("一", 30.0, 20.0), Section("二", 10.0, 8.0)]
    yield from evaluate(table(*rows, *typed, rule=NATIONAL, sections=sections)).findings
    yield from evaluate(table(indicator(10.0, 10.0, 110.0), rule=NATIONAL)).findings
    yield from evaluate(table(indicator(10.0, 10.0, 60.0), rule=BEIJING)).findings
    rows = [indicator(10.0, 10.0, 40.0, entered=100.0), indicator(10.0, 9.0, 60.0, entered=90.0)]
    yield from evaluate(table(*rows, rule=NATIONAL, entered_total=94.0)).findings


def _grades() -> Iterator[Finding]:
    """What there is to say of grades."""
    place = Place("表", 9, 1)
    for actual, grade in ((89.6, None), (89.6, ("优", place)), (85.0, ("优", place))):
        row = indicator(100.0, actual, 100.0)
        yield from evaluate(table(row, rule=NATIONAL, entered_grade=grade)).findings


def _rules() -> Iterator[Finding]:
    """Which rule judged a table, and why."""
    for text in ("某市", "北京市商务局"):
        shown = table(indicator(10.0, 31.0), rule=None, fields=[(text, Place("表", 0, 0))])
        for shown.judges in (["department"], ["project"]):
            yield from evaluate(shown).findings
    yield from evaluate(table(indicator(10.0, 9.0), rule=BEIJING), NATIONAL).findings
    named = table(indicator(10.0, 9.0), rule="beijing-2023")
    named.cells["rule"] = Place("基础数据", 8, 1)
    yield from evaluate(named).findings
    of_2024 = 2024.0, Place("基础数据", 3, 1)
    yield from evaluate(table(indicator(10.0, 9.0), rule=BEIJING, year=of_2024)).findings
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "我的规则.toml")
        path.write_text(file_of(NATIONAL).read_text("utf-8").replace('title = "', 'title = "新', 1), "utf-8")
        yield from evaluate(table(indicator(10.0, 9.0), rule=NATIONAL), str(path)).findings


def _state() -> Iterator[Finding]:
    """The state a file was in: hidden parts, old results."""
    typed = replace(grid(FOREIGN.replace("约9", "9"), "自评表"), hidden_rows=frozenset({0, 7}))
    cell = (7, typed.rows[7].index(40.0))
    old = replace(typed, formulas=frozenset({cell}), outdated={cell: 0.0})
    unknown = replace(typed, name="二科", formulas=frozenset({cell}), unverified=frozenset({cell}))
    hidden = replace(typed, name="去年", visibility="hidden")
    basics = grid("基础数据表\n“三公”经费 | 29.08 | 63.46", "基础数据表")
    books = (
        MemoryBook(old, unknown, hidden),
        Protected(typed),
        MemoryBook(basics, grid(NAMED["citing"], "指标表")),
    )
    for result in (
        *(one for book in books for one in check(book)),
        *check(MemoryBook(hidden), only=["去年"]),
    ):
        yield from result.findings


class Protected(MemoryBook):
    """A book that its owner signed, locked, and asks not to write to."""

    marks = "signed", "locked", "read-only"


def _lists() -> Iterator[Finding]:
    """What lists and fields lack or contradict."""
    for read in (_goals("招商引资", "引进企业"), _ledger(), _report()):
        yield from evaluate(read, today=TODAY).findings
    unanswered = [Entry({"item": "重点专项工作", "state": None}, {})]
    yield from evaluate(Table("自查表", "duty-self-check-beijing", lists={"answers": unanswered})).findings
    yield from evaluate(Table("自评表", "project-self-evaluation")).findings
    two = [_goals("招商引资", "引进企业"), _goals("园区建设", "引进企业")]
    copied_goals(two)
    yield from two[1].findings
    said = "完成全县造林任务，改善生态环境"
    overall = [_entry(1, expected=said, achieved=said)]
    yield from evaluate(table(indicator(40.0, 40.0), rule=NATIONAL, lists={"overall": overall})).findings


def _entry(row: int, **values: Any) -> Entry:
    return Entry(values, {key: Place("表", row, column) for column, key in enumerate(values)})


def _goals(project: str, goal: str) -> Table:
    wanted = ("level1", "level2", "level3", "target")
    rows = [("产出指标", "数量指标", "企业数", "80%-90%"), ("产出指标", "数量指标", "企业数", "≥9家")]
    lists = {
        "project": [_entry(1, project=project)],
        "budget": [_entry(2, budget=150.0, fiscal=100.0, other=40.0)],
        "plan": [_entry(3, march=None, june=60.0, october=50.0, december=95.0)],
        "goals": [_entry(4, goal1=goal, goal2=None)],
        "indicators": [_entry(6 + n, **dict(zip(wanted, row, strict=True))) for n, row in enumerate(rows)],
    }
    return Table("目标表", "department-goals-tangshan", lists=lists)


def _ledger() -> Table:
    fixed = {"leader": "原文未载", "office": None, "goal": "17个问题"}
    tasks = [
        _entry(1, task="每月一题", **fixed, deadline="尽快", m3=None, m6=0.5, key_task=None),
        _entry(2, task="接诉即办", **fixed, deadline=dt.datetime(2022, 8, 31), m3=0.3, m6=0.5, key_task="是"),
    ]
    return Table("台账", "duty-ledger-beijing", lists={"tasks": tasks})


def _report() -> Table:
    rates = [
        _entry(1, matter="引资目标", target=11.5, actual=12.13, published=1.054),
        _entry(2, matter="消费总额", target=11.5, actual=12.13, published=1.06),
        _entry(3, matter="新增网点", target=0.0, actual=12.13, published=1.0),
        _entry(4, matter="外贸总额", target="十一", actual=12.13, published=1.0),
    ]
    lists = {
        "spending": [_entry(5, basic=796.17, project=1326.86)],
        "projects": [_entry(6, project="展会", executed=13268748.05)],
        "rates": rates,
        "statements": [_entry(7, matter="指标数", first=15.0, second=14.0, unit="个", place="结论")],
    }
    items = [Item("预算执行情况", "部门整体支出总额", inputs={"executed": 2123.04})]
    return Table(
        "自评表", "department-self-evaluation-hubei", NATIONAL, unit="万元", items=items, lists=lists
    )


def _reviewed() -> Iterator[Finding]:
    """What a reviewer asks about where the arithmetic is right."""
    asked = [
        item("execution_rate_score", name="资金总额", budget=100.0, executed=60.0, points=10.0),
        *(
            item("execution_rate_score", name="资金总额", initial_budget=first, budget=100.0, executed=95.0)
            for first in (40.0, 0.0, None)
        ),
        item("execution_rate_score", name="资金总额", published_rate=0.7927, points=10.0, entered=9.73),
        item("execution_rate_score", name="追加资金", budget=100.0, executed=120.0, points=10.0),
        indicator(40.0, 36.0, 5.0, name="培训人数", entered=4.5, reason=None),
        indicator(40.0, 36.0, 5.0, name="培训场次", entered=4.5, reason="进一步完善"),
        indicator(40.0, 40.0, 5.0, name="培训天数", entered=5.0, reason="疫情影响"),
        indicator("≥40人", "≥40人", 5.0, name="受益人数"),
        indicator(40.0, 90.0, 5.0, name="服务次数"),
        indicator("≥95%", "102%", 5.0, name="验收合格率"),
        indicator("≤100万元", "0.01万元", 5.0, name="设备投资"),
        indicator(40.0, 41.0, 120.0, name="造林面积"),
        indicator(40.0, 41.4, 5.0, name="抚育面积", entered=4.9),
        indicator("≥80%", "75%", None, name="管护覆盖率"),
        indicator(0.0, 2.0, None, name="责任事故"),
        indicator("≤60起", "4起", 5.0, name="投诉"),
        indicator("100%", "101%", 5.0, name="风险分级"),
        indicator("≥95%", "950‰", 5.0, name="回收份额"),
        indicator("≥015个", "15个", 5.0, name="新建站点"),
        indicator("≤95%", "90%", 5.0, name="游客满意度"),
        indicator("≥9%", "95%", 5.0, name="农户满意度"),
        item(None, name="群众满意度", target="满意", actual="满意", points=5.0),
        item(None, name="管护成效", target="≥90%", actual="完成", points=5.0),
        item(None, name="宣传场次", target="20场", actual="线上10场，线下10场", points=5.0),
        item(None, name="税收收入", target="增长6%", actual="增长5%", points=5.0),
        item(None, name="税收收入", target="≥6%", actual="增长6.5%", points=5.0),
    ]
    yield from evaluate(table(*asked, rule=NATIONAL)).findings
    named = [
        indicator("≥40人", "40人", 5.0, name="培训覆盖率"),
        indicator("100%", "100%", 5.0, name="培训人数"),
        indicator("≥530元/人", "530元/人", 5.0, name="补助标准（≤**元/人）"),
        item(None, name="机制健全性", target="好坏", actual="好坏", points=5.0),
        item(None, name="上访次数", target="0次", actual="0次"),
        item(None, name="长效机制", target="建立机制", actual="尚未建立", points=5.0, entered=5.0),
        item(None, name="道路状况", target="明显改善", actual="有所改善", points=5.0, entered=5.0),
        item(None, name="完成时间", target="2022年12月底前", actual="已完成", points=5.0),
        *(indicator("≥6场", "6场", 5.0, name="讲座场次") for _ in range(2)),
        item(None, name="事故起数", target="0起", actual="未发生"),
    ]
    yield from evaluate(table(*named, rule=NATIONAL)).findings
    rates = [
        indicator("≥200人", "190人", 5.0, name="培训学员", completion="90%"),
        indicator(3.0, 2.0, 5.0, name="教材种类", completion="66.7%", entered=3.34),
        indicator("≥200人", "180人", 5.0, name="培训村医", deviation="-5%"),
        item(None, name="志愿服务", target="200场", actual="190场（90%）", points=5.0),
        indicator("≥40人", "36人", 5.0, name="培训教师", deduction=0.6, entered=4.5),
        indicator("≥95%", "95%", 30.0, name="巡查覆盖率", entered=27.0),
    ]
    yield from evaluate(table(*rates, rule=NATIONAL)).findings
    amounts = [
        item("execution_rate_score", name="资金总额", budget=100.0, executed=95.0, points=10.0),
        indicator("≥100万元", "100万元", 5.0, name="下达补助资金", level2="数量指标"),
        indicator("≤1000049元", "950000元", 5.0, name="项目总成本"),
    ]
    yield from evaluate(table(*amounts, rule=NATIONAL, unit="万元", project="19名教师培训")).findings
    tenths = [
        indicator(40.0, actual, 5.0, name="育苗数", entered=given)
        for actual, given in ((36.5, 4.5), (38.0, 4.7))
    ]
    yield from evaluate(table(*tenths, rule=NATIONAL)).findings
    whole = [
        indicator(40.0, actual, 20.0, entered=given) for actual, given in ((36.5, 18), (37, 19), (39.1, 20))
    ]
    yield from evaluate(table(*whole, rule=NATIONAL)).findings
    limits = [
        indicator(10.0, actual, 20.0, "反向", name=name, entered=given)
        for name, actual, given in (("漏损率", 11.0, 18.0), ("投诉件数", 12.5, 15.0))
    ]
    unfunded = item(
        "execution_rate_score", name="资金总额", budget=0.0, executed=0.0, points=10.0, entered=10.0
    )
    unstated = item("execution_rate_score", name="专项资金", budget=0.0, executed=20.5, points=10.0)
    untotalled = item("execution_rate_score", name="年度资金总额", budget=0.0, executed=0.0, points=10.0)
    untotalled.parts = 89.974, 80.5
    yield from evaluate(table(*limits, unfunded, unstated, untotalled, rule=NATIONAL)).findings
    uncut = indicator(40.0, 39.9, 5.0, name="移栽数", entered=4.9875)
    yield from evaluate(table(uncut, rule=NATIONAL, entered_total=5)).findings
    copied = [
        indicator(text, text, 2.0, entered=2.0, level2="数量指标")
        for text in ("≥40人", "≥6次", "100%", "≥9场")
    ]
    words = [item(None, target="健全", actual="健全", points=2.0, entered=2.0) for _ in range(5)]
    yield from evaluate(table(*copied, *words, rule=NATIONAL, both_kinds=True)).findings


def _years() -> Iterator[Finding]:
    """What a table says against last year's."""
    late = "受疫情影响，部分培训班推迟举办"
    before = [
        indicator(40.0, 50.0, name="培训人数", reason=late),
        indicator(40.0, 50.0, name="举办培训班"),
        indicator("≤50天", "40天", name="审批时限"),
        indicator(2.0, 2.0, name="新建站点"),
    ]
    now = [
        indicator(45.0, 44.0, name="培训人数", reason=late),
        indicator(50.0, 50.0, name="举办培训班次"),
        indicator("≤45天", "40天", name="审批时限"),
    ]
    other = [indicator(9.0, 9.0, name=name) for name in ("造林面积", "管护公里")]
    old = evaluate(table(*before, rule=NATIONAL))
    for rows in (now, other):
        result = evaluate(table(*rows, rule=NATIONAL))
        result.findings.clear()
        against_last_year([result], [old])
        yield from result.findings


def _tampered() -> Iterator[Finding]:
    """A workbook of ours that somebody changed."""
    sheet = "考核比率"
    for cells in (
        {"F4": 20, "F5": None, "F6": "=Q6+1", "F7": "=Q5", "H3": "另一说法", "I3": None},
        {"F5": '=IF(Q6<>"",Q6,IF(ISNUMBER(P6),P6,IF(O6<>"",O6,P6)))'},
        {"F4": 20, "R4": "经会议研究"},
        {f"J{row}": None for row in range(4, 10)},
        {"E4": 20, "E14": 99},
        {"E4": 20, "E14": 20},
        {"说明!B17": "duty-ledger-beijing，规则 beijing-2022，xlfuncs 0.0.1", "F4": 20},
        {"说明!B17": "duty-ledger-beijing，规则 my-2024，xlfuncs 0.0.1"},
    ):
        yield from _changed(partial(_type, sheet=sheet, cells=cells))
    for change in (_hide_and_free, lambda book: book.remove(book["依据"]), _put_in_above, _made_older):
        yield from _changed(change)
    yield from _changed(lambda book: book[sheet].insert_cols(3))
    yield from _changed(lambda book: book[sheet].delete_rows(8))
    yield from _changed(lambda book: book[sheet].insert_rows(8))
    typed = {"C4": "≥95%", "D4": "92.72%", "E4": 100, "N4": 95}
    yield from _changed(lambda book: _type(book, "考核比率", typed))
    amounts = {"D7": 500, "E7": 520, "F7": "498.6"}
    yield from _changed(lambda book: _type(book, "自评表", amounts), "project_self_evaluation.xlsx")
    blank = "自评表", {"E5": None, "F5": None}
    hubei = "examples/hubei_department_self_evaluation_example.xlsx"
    yield from _changed(lambda book: _type(book, *blank), hubei)
    yield from _changed(lambda book: book.copy_worksheet(book["自评表"]), hubei)
    beijing = "beijing_department_evaluation.xlsx"
    yield from _changed(lambda book: _type(book, "评分表", {"F59": 9, "L5": "正向"}), beijing)


def _changed(change: Callable[[Workbook], None], name: str = "beijing_duty_ledger.xlsx") -> Iterator[Finding]:
    book, out = load_workbook(TEMPLATES / name), io.BytesIO()
    change(book)
    book.save(out)
    for result in check(FileBook(Path(name), out.getvalue())):
        yield from result.findings


def _type(book: Workbook, sheet: str, cells: Mapping[str, Any]) -> None:
    for place, value in cells.items():
        name, _, address = place.rpartition("!")
        book[name or sheet][address] = value


def _hide_and_free(book: Workbook) -> None:
    sheet = book["考核比率"]
    sheet.row_dimensions[5].hidden = True
    sheet.insert_rows(8)
    sheet["B8"], sheet.row_dimensions[8].hidden = "另加的指标", True
    sheet.protection.sheet = False
    sheet.data_validations.dataValidation.clear()


def _made_older(book: Workbook) -> None:
    """As the forms of an earlier day: the formulas said the same otherwise."""
    for cell in (cell for line in book["考核比率"].iter_rows() for cell in line if cell.data_type == "f"):
        cell.value = f'{cell.value}&""'


def _put_in_above(book: Workbook) -> None:
    """A row above the first one, as an office suite puts it in: outside the sums."""
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    own = sheet.title == "考核比率"
                    place = r"(?<![\w$!])([A-Z]{1,2})(\d+)\b" if own else r"(考核比率![A-Z]{1,2})(\d+)\b"
                    cell.value = re.sub(
                        place, lambda at: f"{at[1]}{int(at[2]) + (int(at[2]) > 3)}", cell.value
                    )
    book["考核比率"].insert_rows(4)
    book["考核比率"]["B4"] = "后加的指标"
