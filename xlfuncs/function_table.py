"""函数表 — the single source of what a function is: names, arguments, help, the methods that may compute it.

The Excel wrappers, the Calc registration, the reference page and ``xlfuncs.__all__`` are generated from it or
tested against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.errors import NotCovered

CATEGORY = "绩效评分"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its Python name, its Chinese name, help in both languages, whether it may be left out.

    ``stated``: a rule may state it, for a row that leaves it out.
    """

    name: str
    zh: str
    help: str
    english: str
    optional: bool = False
    stated: bool = False


class Oddity(NamedTuple):
    """What 得分说明 mentions beside a result: one input above another, or above a limit, or equal to another."""

    left: str
    relation: Literal["above", "equals"]
    right: str | Decimal
    words: Both


@dataclass(frozen=True, slots=True)
class Function:
    """One function under all its names, and how it is computed.

    ``methods`` are those a rule may name for it, none where it needs no rule. ``inputs`` are what its arguments
    (without the rule) are to the method, left out where the names are the same; ``facts`` what holds whatever
    the rule. ``rate`` is the function that gives the last of the rates among its arguments. ``oddities`` say by
    what its inputs look mistaken. ``cell`` is its name in cells where Python has another.
    """

    name: str
    zh: str
    help: str
    english: str
    arguments: tuple[Argument, ...]
    methods: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    facts: Mapping[str, Decimal | str] = field(default_factory=dict, hash=False)
    rate: str = ""
    oddities: tuple[Oddity, ...] = ()
    cell: str = ""
    inverts: str = ""

    @property
    def own(self) -> tuple[Argument, ...]:
        """Its arguments without the rule."""
        return tuple(argument for argument in self.arguments if argument is not _RULE)

    @property
    def keys(self) -> tuple[str, ...]:
        """What its own arguments are to the method, in order."""
        return self.inputs or tuple(argument.name for argument in self.own)

    @property
    def stated(self) -> tuple[str, ...]:
        """The arguments a rule may state."""
        return tuple(argument.name for argument in self.arguments if argument.stated)

    @property
    def in_cells(self) -> str:
        """The name that both office suites put their own prefix before."""
        return self.cell or self.name.upper()

    @property
    def excel(self) -> str:
        """The name in an Excel cell."""
        return f"XLF_{self.in_cells}"

    @property
    def calc(self) -> str:
        """The name in a Calc cell."""
        return f"XLF.{self.in_cells}"


_BUDGET = Argument("budget", "预算数", "全年预算数（调整后），元或万元", "Adjusted budget [元 or 万元]")
_EXECUTED = Argument("executed", "执行数", "全年执行数，与预算数同单位", "Amount executed [same unit]")
_POINTS = Argument("points", "分值", "该项分值", "Points of the row [points]")
_RULE_POINTS = Argument(
    "points", "分值", "该项分值；省略时取规则所载", "Points; left out, the rule's", True, stated=True
)
_RATE = Argument("rate", "本年率", "本年的率，13.82% 填 0.1382 或 13.82%", "This year's rate [fraction]")
_SCORE = Argument(
    "score", "所求得分", "要得多少分；省略为满分", "Score wanted; left out, all the points [points]", True
)
_DIRECTION = Argument(
    "direction",
    "方向",
    "正向、反向、等于或定性；省略时看指标值的符号，没有符号为正向",
    "positive, negative, equal or qualitative; left out, from the target's symbol",
    True,
)
_TARGET = Argument("target", "指标值", "指标值，数或「≥40人」这样的文字", "Target, a number or text")
_RULE = Argument(
    "rule",
    "规则",
    "规则编号，见函数「规则列表」；省略为 beijing-2022",
    "Rule id, see RULES; beijing-2022 if left out",
    True,
)
_KEY = Argument(
    "key", "参数", "参数名，如 carryover_deduction.per_step", "Key, such as carryover_deduction.per_step"
)

_OVERSPENT = Both(
    "执行数大于预算数，请核对两数是否填反", "more executed than budgeted: check whether the two are swapped"
)
_SAME_RATE = Oddity(
    "baseline",
    "equals",
    "rate",
    Both(
        "两个率相同，请核对是否误填了同一个数", "both rates are the same: check whether one was typed twice"
    ),
)
# What a rate can be, whatever the rule: a percent typed as a number lies outside.
_SHARE = {"low": Decimal(0), "high": Decimal(1)}
_CHANGE = {"low": Decimal(-1), "high": Decimal(10)}

_ALL = (
    Function(
        "execution_rate",
        "预算执行率",
        "执行数÷预算数，按规则取位。省略规则时用 beijing-2022（截断到百分数两位）。",
        "executed ÷ budget, rounded as the rule rounds rates",
        (_BUDGET, _EXECUTED, _RULE),
        ("rate",),
        inputs=("whole", "part"),
        oddities=(Oddity("part", "above", "whole", _OVERSPENT),),
    ),
    Function(
        "execution_rate_score",
        "预算执行率得分",
        "预算执行率×分值，不超过分值。省略规则时用 beijing-2022（20 分）。",
        "Execution rate times points, at most the points",
        (_BUDGET, _EXECUTED, _RULE_POINTS, _RULE),
        ("ratio_score",),
        inputs=("target", "actual", "points"),
        facts={"direction": "positive", "zero": "none"},
        oddities=(Oddity("actual", "above", "target", _OVERSPENT),),
    ),
    Function(
        "carryover_rate",
        "结转结余率",
        "结转结余总额÷支出预算数，按规则取位。省略规则时用 beijing-2022。",
        "carryover ÷ budget, rounded as the rule rounds rates",
        (
            Argument("budget", "支出预算数", "支出预算数，元或万元", "Expenditure budget [元 or 万元]"),
            Argument("carryover", "结转结余总额", "本年结转与结余之和，同单位", "Carryover [same unit]"),
            _RULE,
        ),
        ("rate",),
        inputs=("whole", "part"),
        facts={"ceiling": Decimal(1)},
    ),
    Function(
        "carryover_deduction",
        "结转结余率扣分",
        "高于上年时按规则逐步扣分，低于上年不扣。省略规则时用 beijing-2022（每高 1 个百分点扣 0.4 分）。",
        "Points lost for each step above last year's rate",
        (
            Argument("previous_rate", "上年率", "上年的率，8.04% 填 0.0804 或 8.04%", "Last year's rate"),
            _RATE,
            _RULE_POINTS,
            _RULE,
        ),
        ("step_deduction",),
        inputs=("baseline", "rate", "points"),
        facts=_SHARE,
        rate="carryover_rate",
        oddities=(_SAME_RATE,),
    ),
    Function(
        "variance_rate",
        "预决算差异率",
        "(决算数－年初预算数)÷年初预算数，按规则取位；可为负，可大于 1。省略规则时用 beijing-2022。",
        "(final accounts − initial budget) ÷ initial budget",
        (
            Argument("initial_budget", "年初预算数", "年初预算数，元或万元", "Initial budget [元 or 万元]"),
            Argument(
                "final_accounts", "决算数", "决算数（口径从规则），同单位", "Final accounts [same unit]"
            ),
            _RULE,
        ),
        ("change_rate",),
        inputs=("base", "current"),
    ),
    Function(
        "variance_deduction",
        "预决算差异率扣分",
        "高于平均率时按规则逐步扣分，低于平均不扣。省略规则时用 beijing-2022（每高 10 个百分点扣 0.4 分）。",
        "Points lost for each step above the average rate",
        (
            Argument(
                "average_rate",
                "平均率",
                "市级平均差异率，每年不同，28.3% 填 0.283",
                "This year's average",
                stated=True,
            ),
            _RATE,
            _RULE_POINTS,
            _RULE,
        ),
        ("step_deduction",),
        inputs=("baseline", "rate", "points"),
        facts=_CHANGE,
        rate="variance_rate",
        oddities=(
            _SAME_RATE,
            Oddity(
                "baseline",
                "above",
                Decimal(1),
                Both(
                    "平均率大于 100%，请核对是否与本年率填反",
                    "the average is above 100%: check whether it and this year's rate are swapped",
                ),
            ),
        ),
    ),
    Function(
        "capped_ratio_score",
        "指标得分",
        "完成值÷指标值×分值（反向为指标值÷完成值），不超过分值；超额过多按规则扣分。"
        "省略规则时用 beijing-2022。",
        "Actual over target times points, capped",
        (
            _TARGET,
            Argument("actual", "完成值", "实际完成值", "What was reached"),
            _POINTS,
            _DIRECTION,
            _RULE,
        ),
        ("ratio_score",),
    ),
    Function(
        "qualitative_score",
        "定性指标得分",
        "分值×给分比例，比例须在该档之内；不给比例则为空，由人评定。"
        "beijing-2022 未规定分档，可用 mof-2020-10。",
        "Share of the points, checked against the tier of the level",
        (
            Argument("level", "达成情况", "达成、部分达成或未达成", "Level, as the rule names them"),
            _POINTS,
            Argument("share", "给分比例", "占分值的比例，如 0.9", "Share of the points [fraction]", True),
            _RULE,
        ),
        ("tier_score",),
    ),
    Function(
        "checklist_score",
        "清单得分",
        "分值－不合格项数×每项扣分，扣完为止。省略规则时用 beijing-2022。",
        "points − failed × per_item, not below 0",
        (
            Argument("failed", "不合格项数", "不合格的项数，整数", "Number of failed checks [count]"),
            _POINTS,
            Argument("per_item", "每项扣分", "每有一项不合格扣多少分", "Cost of a failed check [points]"),
            _RULE,
        ),
        ("checklist_score",),
        oddities=(
            Oddity(
                "per_item",
                "above",
                "points",
                Both(
                    "每项扣分大于分值，请核对两数是否填反",
                    "one check costs more than the points: check whether the two are swapped",
                ),
            ),
        ),
    ),
    Function(
        "required_executed",
        "所需执行数",
        "至少执行多少才得所求的分，精确到 0.01；与「预算执行率得分」互逆，取位在内。省略规则时用 beijing-2022。",
        "The least amount executed that earns a score, to 0.01: the exact inverse of EXECUTION_RATE_SCORE",
        (_BUDGET, _RULE_POINTS, _SCORE, _RULE),
        inverts="execution_rate_score",
    ),
    Function(
        "required_actual",
        "所需完成值",
        "至少（反向为至多）完成多少才得所求的分，小数位数同指标值；与「指标得分」互逆，取位在内。"
        "省略规则时用 beijing-2022。",
        "The least (of a limit: the greatest) actual that earns a score: the exact inverse of CAPPED_RATIO_SCORE",
        (_TARGET, _POINTS, _SCORE, _DIRECTION, _RULE),
        inverts="capped_ratio_score",
    ),
    Function(
        "total_score",
        "总分",
        "各项得分之和，精确到每一位；空白不计。",
        "Exact sum of the scores",
        (Argument("scores", "得分", "各项得分的区域", "The scores [points]"),),
    ),
    Function(
        "grade",
        "评价等级",
        "总分所在的等级，按规则的分数线。省略规则时用 beijing-2022（原文只见 90 分以上为优秀）。",
        "Grade of a total, by the rule's bands",
        (Argument("total", "总分", "总分，不要先取整", "Total, not rounded [points]"), _RULE),
        ("band_label",),
        inputs=("value",),
    ),
    Function(
        "explain",
        "得分说明",
        "一行中文：某个函数怎样得出结果，用了哪条依据。参数与该函数相同。",
        "The steps and the source of a result, one line of Chinese",
        (
            Argument("function", "函数", "函数名，中文或英文，如 指标得分", "Function, by any of its names"),
            Argument("arguments", "参数", "该函数的参数，依次填写", "Its arguments, in order", True),
        ),
    ),
    Function(
        "rule_value",
        "规则参数",
        "规则中的一个数或方式。",
        "A parameter of a rule",
        (
            Argument("rule", "规则", "规则编号，如 beijing-2022，见函数「规则列表」", "Rule id, see RULES"),
            _KEY,
        ),
    ),
    Function(
        "rule_source",
        "规则依据",
        "规则中某个参数或函数的条款，或推断的依据。",
        "The clause behind a parameter, or what it was inferred from",
        (
            Argument("rule", "规则", "规则编号，如 beijing-2022，见函数「规则列表」", "Rule id, see RULES"),
            _KEY,
        ),
    ),
    Function(
        "rule_list",
        "规则列表",
        "已有的规则，每行一条：编号、名称、年度。编号填入其他函数的「规则」。Excel 365、2021 自动铺开；"
        "其他版本和 Calc 先选中三列若干行，输入后按 Ctrl+Shift+Enter。",
        "The rules there are, one a row: id, title, year",
        (Argument("jurisdiction", "地区", "地区，如 湖北；省略为全部", "Jurisdiction; left out, all", True),),
        cell="RULES",  # Python has the package of that name
    ),
)

TABLE: Mapping[str, Function] = MappingProxyType({function.name: function for function in _ALL})
# The functions whose method a rule names.
SCORED: Mapping[str, Function] = {name: function for name, function in TABLE.items() if function.methods}
_NAMES = {
    name: function
    for function in _ALL
    for name in (function.name, function.zh, function.excel, function.calc)
}


def find(name: str) -> Function:
    """A function by any of its names, capital or small.

    >>> find("指标得分").excel, find("xlf.grade").name
    ('XLF_CAPPED_RATIO_SCORE', 'grade')
    """
    name = str(name).strip()
    function = _NAMES.get(name) or _NAMES.get(name.lower()) or _NAMES.get(name.upper())
    if function is None:
        known = "、".join(function.zh for function in _ALL)
        raise NotCovered(f"没有「{name}」这个函数；可用：{known} | unknown function {name!r}")
    return function
