"""存疑 — why a row whose numbers go together may still not be what its target asks for: nobody scores it in silence.

A result that is no exact number, a target that is none or that asks for more, a figure of each beside one that may be of
all, a change beside what may be a level, numbers that may be months.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.deeds import another_deed, in_order, is_unfinished, without_cause
from xlfuncs.evaluation.findings.slips import zero_in_front
from xlfuncs.evaluation.of_each import one_or_all
from xlfuncs.evaluation.result import RowReading
from xlfuncs.evaluation.result_words import kinds, listed
from xlfuncs.evaluation.things import another_period, another_thing, of_more
from xlfuncs.evaluation.unread import unsure, without_harmless
from xlfuncs.functions.apply import Call
from xlfuncs.functions.changes import named_rate
from xlfuncs.functions.dates import is_date_number
from xlfuncs.functions.deadlines import kept
from xlfuncs.functions.measures import PERIODS
from xlfuncs.functions.remarks import PART, contradicted
from xlfuncs.functions.target_words import CHANGE, FROM_LEVEL, FURTHER, TO_LEVEL
from xlfuncs.functions.targets import Target
from xlfuncs.patterns import pattern

_WHOLE, _FEW = 100, 5  # percent; times
_ABOUT = 10  # within this part of it a result is still 左右: beyond its target it is met either way
_NEARER = 3  # times: so near is a percentage to what it is held against, and not to a tenth of it
_SCALES = ("万", "百万", "千万", "亿")
_MEAN = pattern("([月季周])均")
# 260人，其中残疾学生20人
_AMONG = pattern("(?P<more>(?:其中|包括|含|[(（](?!不?含))[^0-9()（）]+[0-9.]+)")
# More than a number and its unit; so long a target may ask for more
_WORDS, _LONG = pattern("^[一-龥A-Z]|G[一-龥]|[一-龥]{3}|[年(（,，;；。、]"), 7
_SHARE_OF = pattern("[%％][一-龥]|[$＄€£]")  # 95%延期, $40万; the formulas of ours read no word there
# 4A级, 2级公路, 1等奖, 50年一遇; 3类 and 4A may be kinds and amperes, a bare 2 a rank by its name alone
_RANK = pattern("(?:[级等]|等级|级别)$|^(?:A?级(?!台)|A[一-龥]|等[次奖]|星(?!期)|年一遇)")
_RANKED, RANKS = pattern("水质|断面|类别|等级"), ("等级", "级别", "类别", "星级", "名次", "排名", "位次")
_YEARS = pattern("(?<![0-9〇零一二三四五六七八九十])[两二三四五2-5]年(?!级|[生制期])|十[三四五]五|规划期")
_ENCLOSED = pattern(r"[(（][0-9.,]+(?:[%％]|[万亿]?元)?[)）]%?")  # (5%), as accounts write what is below 0
_BEHIND = pattern(r"[%％](?:[^\W\d多余整]|[%％‰≈≠°′″℃✗✘].*)$")  # 95%人
# 投诉率9.5% under 投诉下降率
_LEVEL = pattern("[一-龥]{2,8}(?:[率额量数费]|收入|支出|成本)(?:[为达]到?)?[0-9]")
# 较上年增加5人 under 新增人数: five new ones, or five more of them than last year
_COMPARED = pattern("^(?:20[0-9]{2}年)?[^0-9]*?(?:同比|环比|同期|上一?年|去年|前年|[比较](?:20)?[0-9]{2}年)")
_OF_GROWTH = pattern(f"增[速幅]|涨幅|{CHANGE.pattern}")


def doubts(item: Item, call: Call, want: Target, have: Target, ways: Sequence[str]) -> Iterator[RowReading]:
    """Each doubt as a reading; `ways` are the directions that the row may be read in."""
    target = call.inputs["target"]
    for doubt in (
        *_of_figures(item, call, want, have, ways),
        *_of_things(item, call, want, have),
        *_of_changes(item, call, want, have),
    ):
        yield RowReading(doubt, None)
    if call.inputs["direction"] == "positive" and is_date_number(want.text) and is_date_number(have.text):
        score = call.result(actual=target) if kept(want.text, have.text) else None
        yield RowReading(Both("读作年月", "read as a year and month"), score)


def _of_figures(item: Item, call: Call, want: Target, have: Target, ways: Sequence[str]) -> Iterator[Both]:
    """Figures that are not exact, or not counted as they stand."""
    target, actual = call.inputs["target"], call.inputs["actual"]
    less = call.inputs["direction"] == "negative"
    bound = have.operator not in ("none", "=", None)
    more = have.direction or have.leans  # 3万元以上 may be any more
    if bound and (ways != (more,) or not call.met):
        yield Both("完成值不是准确数值", "the result is no exact number")
    if target == actual and (want.operator in (">", "<") or want.leans == "positive"):
        yield Both("刚好等于指标值，没有达到", "equal to the target, which asks for more")
    elif want.operator == "approx" and not call.met:
        yield Both("指标值是约数，相近可视为达到", "close to a target that is about so much")
    elif want.operator == "approx" and want.leans is None and abs(actual - target) * _ABOUT > abs(target):
        yield Both("指标值是约数，完成值相差较大，不一定算达到", "far above a target that is about so much")
    if want.unit == "%" and item.words.rate and 0 < actual <= _WHOLE and not item.own:
        rest = _WHOLE - actual  # 合格率98% under 不合格率
        near = rest <= max(target, _WHOLE // 2) if less else target <= rest
        if near and (actual > target * _FEW if less else actual * _FEW < target):
            yield Both("完成值可能是相反情形的比率", "the result may be the rate of the opposite")
    bare = want.unit in _SCALES and have.unit is None and item.words.both_ways
    if bare and (have.number or 0) > (want.number or 0) * _WHOLE:  # 费用 125万, 1238000
        yield Both("完成值的单位不能确定", "the unit of the result is not certain")
    if not item.own:
        yield from _of_kinds(item, call, want, have)
    if have.unit == "%" and have.text.endswith((")", "）")) and contradicted(item.name, have.text):
        yield Both("完成值与其后所列两数不符", "the two counts behind the result do not come to it")
    mean = None if less else _MEAN.search(item.name + want.text)
    if mean and target * 2 <= actual < target * PERIODS[mean[1]]:
        yield Both("指标值是每期平均数，完成值可能是合计", "the target is a mean, the result may be of all")
    if have.unit == "‰" and want.unit == "%" and not call.met:
        yield Both("完成值的千分号可能是百分号之误", "‰ in the result may be meant as %")


def _of_kinds(item: Item, call: Call, want: Target, have: Target) -> Iterator[Both]:
    """Figures that are no amounts of one year: ranks, of several years, below 0 as accounts write it."""
    unit, ranks = want.unit or "", want.unit is None and item.name.endswith(RANKS)
    ranks = ranks or (unit == "类" and _RANKED.search(item.name + want.text) is not None)
    ranked = ranks or (unit == "A" and "电" not in item.name) or _RANK.search(unit)
    if ranked and want.number != have.number and not (want.direction and call.met):
        yield Both("等级、类别没有比例", "there is no ratio of ranks or classes")
    years = _YEARS.search(want.text) and not _YEARS.search(have.text + item.name)
    if years and "年" not in (want.unit or "") and not call.met:
        yield Both("指标值是几年的数", "the target is of several years")
    if have.unit == "%" and any(_BEHIND.search(side.text.strip()) for side in (want, have)):
        yield Both("百分号之后另有字样", "something stands behind the percent sign")
    if zero_in_front(want.text) or zero_in_front(have.text):
        yield Both("数字以 0 开头，可能缺位", "a number that begins with 0 may lack a digit")
    if (want.unit, have.unit) == ("‰", "%") and (want.number or 0) <= (have.number or 0) * _NEARER:  # ≤5‰, 4%
        yield Both("千分号可能是百分号之误", "‰ may be meant as %")
    if _ENCLOSED.fullmatch(have.text.strip()):
        yield Both("括号中的数可能是负数", "a number in brackets may be below 0")


def _of_things(item: Item, call: Call, want: Target, have: Target) -> Iterator[Both]:
    """Figures of other things than the target's: 20台电脑, 20台打印机."""
    if one_or_all(item, call, want, have):
        yield Both("指标值是每一个的数，完成值可能是合计", "the target is of each, the result may be of all")
    long = len(want.text) > _LONG
    further = (FURTHER.search(want.text) or _AMONG.search(want.text)) if long else None
    if further and further["more"] not in have.text:
        yield Both("指标值另有要求，仅凭数值不能确定", "the target asks for more than its figure")
    told = in_order(item.actual) if isinstance(item.actual, str) else ""
    worded = not item.own and (_WORDS.search(told) or _SHARE_OF.search(told))
    # 太阳能路灯190盏 under 路灯 is scored, with a warning; 190盏（太阳能路灯） may be some of more
    row = item.name, want.text, str(item.actual).strip()
    left = unsure(*row) if worded and not named_rate(item.name, told) else ()
    if shown := "、".join(left):
        yield Both(
            f"完成值中的「{shown}」未能识别，不能确定所指与指标一致",
            f"{shown} in the result was not read: it need not be of what the row asks for",
        )
    parts = {one["of"] for one in PART.finditer(told)} if worded and told != have.text else ()
    named = sum(part in item.name + want.text for part in parts)
    if 0 < named < len(parts):  # 男30人，女72人，共102人 under 女职工
        yield Both(
            "完成值是各部分的合计，指标只要求其中一部分",
            "the result is of all parts, the row asks for one of them",
        )
    changed = CHANGE.search(told)  # 利润增长6% under 收入增长率
    typed = (told if changed else in_order(have.text)).strip()
    if not _WORDS.search(typed) and (item.own or not _SHARE_OF.search(typed)):
        return
    met = call.met
    said = typed if met else without_cause(typed)
    said = said if item.own else without_harmless(said)
    texts = item.name, in_order(want.text.strip()), said
    if another_thing(*texts, harm=item.words.sense == "negative"):
        yield Both("指标值与完成值所指可能不是同一事物", "target and result may be of different things")
    if another_period(*texts, year=item.year):
        yield Both("指标值与完成值所指可能不是同一期间", "target and result may be of different times")
    words = listed()
    twice = call.inputs["actual"] >= 2 * call.inputs["target"]
    if twice and words["fresh"].search(item.name) and words["all"].search(typed):
        yield Both("完成值可能是现有总数，不是新增的", "the result may be all there are, not what is new")
    scope = of_more(item.name, want.text, typed)
    if scope and not (met and (scope > 0) == (call.inputs["direction"] == "negative")):
        yield Both("指标值与完成值所指范围可能不同", "target and result may be of more or fewer things")
    cost = item.words.both_ways or call.inputs["direction"] == "negative"
    if deed := another_deed(*texts, cost=cost, own=item.own):
        yield Both(f"「{deed}」未必是指标所要求的", f"{deed} need not be what was asked for")
    if is_unfinished(said):
        yield Both("完成值之后说明尚有未完成的", "behind the result stands that something is left to do")


def _of_changes(item: Item, call: Call, want: Target, have: Target) -> Iterator[Both]:
    """Changes beside what may be the level that they came to."""
    if FROM_LEVEL.search(want.text.strip()) and not call.met:
        yield Both("可能按提高或降低的幅度计算", "the change may be what counts")
    level = want.trend and not have.trend and item.words.rate and not CHANGE.search(item.name)
    if level and call.met:
        yield Both(
            "指标值是变化幅度，完成值可能是变化后的水平", "the target is a change, the result may be a level"
        )
    fewer = want.trend < 0 and want.direction is None and call.inputs["direction"] == "negative"
    if fewer and call.inputs["target"] != call.inputs["actual"]:  # 反向, 下降5%, 下降6%
        yield Both("反向所指可能是指标，不是变化幅度", "less may be better of the thing, not of its change")
    grown = have.unit == "%" and _OF_GROWTH.search(item.name)
    if grown and (want.number or 0) < _WHOLE <= (have.number or 0) < 2 * _WHOLE:
        yield Both("可能是上年的百分之几，不是增幅", "the result may be a share of last year's whole")
    grows = not item.own and CHANGE.search(item.name) and not _OF_GROWTH.search(have.text)
    counted = isinstance(item.actual, str) and not item.own and have.unit != "%"
    if counted and (not call.met or call.inputs["direction"] == "negative"):
        compared = not _COMPARED.search(item.name + want.text) and _COMPARED.search(item.actual)
        if compared and listed()["fresh"].search(item.name):
            yield Both("完成值可能是新增数比以前多出的部分", "the result may be how many more are new")
    came_to = _goes_to(have.text) and not _goes_to(want.text) and _is_done(item.name, have)
    if came_to or (grows and _LEVEL.match(have.text)):
        yield Both("指标是变化幅度，完成值是变化后的水平", "the name is of a change, the result is a level")


def _is_done(name: str, have: Target) -> bool:
    """Whether a name is of what is new or done, of which a result that is a level may count too much: 安装, 增加到30套."""
    return bool("新增" in name or CHANGE.search(name) or (have.unit != "%" and kinds("activities", name)))


def _goes_to(text: str) -> bool:
    """Whether it says what a change came to: 增加到120张."""
    change = CHANGE.search(text)
    return change is not None and TO_LEVEL.match(text, change.end()) is not None
