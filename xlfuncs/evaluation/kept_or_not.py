"""达到与否 — rows that have no share: a deadline kept or not, a target below 0 reached or not, a range met, no exact result."""

from __future__ import annotations

from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.deeds import another_deed, is_unfinished
from xlfuncs.evaluation.result import RowReading
from xlfuncs.evaluation.row_words import row_words
from xlfuncs.evaluation.things import another_period, another_thing
from xlfuncs.evaluation.unread import unread
from xlfuncs.functions.changes import all_reached, reached
from xlfuncs.functions.comparable import if_comparable, within
from xlfuncs.functions.dates import are_dates, date_text
from xlfuncs.functions.deadlines import falls_short, kept
from xlfuncs.functions.directions import read_direction
from xlfuncs.functions.measures import PERIODS
from xlfuncs.functions.target_words import CHANGE, narrowed
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.units import FRACTION
from xlfuncs.functions.wording import plain
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import ONE, ZERO

_SURE = 10  # percent; from here on a bare number beside it is no doubt
_NONE = pattern(
    "(?:全年|本年度?|年内)?均?(?:[未无](?:发生|出现)过?|(?:无(?!责)|没有|未|不存在|[零0])(?:发[生现]|出现)?过?(?:任何|一起)?"
    "(?P<thing>[一-龥]{2,8}?)(?:的?(?:发生|出现))?)。?"
)
_PROPORTION = pattern(r"([≥≤=]?)(\d+(?:\.\d+)?(?:[:∶比/]\d+(?:\.\d+)?)+)")
_COUNTED = pattern("(?:发生)?(?:事件|案件|情况|现象|问题|[次件起人例]?数量?|率)*$")
_AND = pattern("[、和及与或]")
_PERCENT = pattern("[%％]")
_APART, _MAY_FALL = pattern("偏[差离]|误差|差异|波动"), pattern("[%元℃度]")
_DAYS, _DAYS_OF = ("天", "日", "日历天", "自然日"), {"工作日": 1, "个工作日": 1, "个月": 28, "月": 28}


def deadline(item: Item, target: Any, actual: Any) -> RowReading | None:
    """Of a row of dates, whether its deadline was kept: a score of 1, 0 or none; None for a row of numbers.

    Numbers such as 202312 are dates under a name or kind of times, or beside a date.
    """
    if not are_dates(target, actual, timed=item.words.time):
        return None
    verdict = kept(target, actual, item.name, item.year)
    other_day = item.inputs.get("direction") == "等于" and str(target) != str(actual)
    if other_day or (verdict and falls_short(f"{item.name}{target}", str(actual))):
        verdict = None
    said, done = date_text(target), date_text(actual)
    if verdict is None:
        shown = f"完成时间 {done} 是否晚于期限 {said}，从所填内容不能确定"
        return RowReading(Both(shown, f"whether {done} keeps the deadline {said} is not certain"), None)
    zh, en = ("不晚于", "keeps") if verdict else ("晚于", "is after")
    words = Both(f"完成时间 {done} {zh}期限 {said}", f"{done} {en} the deadline {said}")
    return RowReading(words, ONE if verdict else ZERO)


def below_zero(item: Item, target: Any, actual: Any) -> RowReading | None:
    """Of a target below 0, a rate below 0 that was to be at most so much, or a result above a least of 0, whether it was
    kept: a score of 1, or none; None for all others.

    There is no share of ≤-5 %: kept is kept, and what a miss earns only a person can say.
    """
    want, have = parse_target(target), parse_target(actual)
    if want.number is None or have.number is None or (want.number and want.unit != have.unit):
        return None
    way = want.direction or read_direction(item.inputs.get("direction"))
    named = want.unit is None and _PERCENT.search(item.name) is not None  # 投诉下降（%） 10, -5
    rate = want.unit == "%" or named
    at_most = way == "negative" and (rate or (not want.number and want.direction == way))
    falls = rate or (not item.own and want.unit and _MAY_FALL.search(want.unit))
    shrank = way == "positive" and falls  # 收入增速 ≥8%, -3.2%; 利润 ≥200万元, -35万元
    apart = at_most and abs(have.number) > want.number > 0 and _APART.search(item.name)  # 偏差率 ≤5%, -8%
    fell = have.number < 0 and (at_most or shrank)  # 变动率 ≤0%, -3.2%
    above = not want.number and want.direction == "positive" and have.number > 0  # 成本节约率 ≥0%
    if above and not item.own:  # the formulas of ours divide by it
        return RowReading(Both("完成值高于指标值 0", "the result is above the target of 0"), ONE)
    if want.number >= 0 and not fell:
        return None
    counted = want.unit and not _MAY_FALL.search(want.unit)
    if not item.own and have.number > 0 > want.number and (counted or item.words.sense == "positive"):
        way = None  # ≥-1200人: a dash
    met = {"negative": have.number <= want.number, "positive": have.number >= want.number}.get(str(way))
    said = Both(
        f"指标值 {plain(want.number)}、完成值 {plain(have.number)} 中有负数，不按比例计算",
        f"no ratio of a target of {plain(want.number)} and a result of {plain(have.number)}, as one is below 0",
    )
    return RowReading(said, ONE if met and not apart else None)


def in_any_unit(item: Item, target: Any, actual: Any) -> RowReading | None:
    """Of a result that keeps its target in whichever unit it is meant, days or working days, 0.03 or 3%: a score of 1."""
    want, have = parse_target(target), parse_target(actual)
    if want.number is None or have.number is None or want.operator not in (">=", "<="):
        return None
    if have.operator not in ("none", "=", None) or have.trend or have.number < 0:
        return None
    small = want.number < _SURE or FRACTION < have.number < _SURE
    percent = want.unit == "%" and have.unit is None and small
    each = _DAYS_OF.get(want.unit or "")  # at least so many days in one
    days = each and have.unit in _DAYS and want.operator == "<="
    # ≤0.8元/页, 0.75元: what one page costs is no more than all
    money, _, of_what = (want.unit or "").replace("一年", "/年").partition("/")
    timed = not (PERIODS.keys() - {"年"}).isdisjoint(of_what.split("/"))
    total = of_what and not timed and money == have.unit and want.operator == "<=" and "元" in money
    if not (percent or days or total) or another_deed(item.name, want.text, have.text, own=True):
        return None
    most = have.number * 100 if percent and have.number <= FRACTION else have.number
    limit = want.number * (each or 1)
    if most > limit if want.operator == "<=" else have.number < limit:
        return None
    said = have.text.strip(), want.text.strip()
    return RowReading(Both(f"完成值 {said[0]} 符合 {said[1]}", f"{said[0]} is within {said[1]}"), ONE)


def none_of_them(item: Item, target: Any, actual: Any) -> RowReading | None:
    """Of a result that says of the very thing that is to be seldom that there was none, 无投诉 under 投诉率 ≤2%: a score of 1."""
    said = _NONE.fullmatch(narrowed(actual)) if isinstance(actual, str) else None
    if not said:
        return None  # nearly all rows
    want, name = parse_target(target), _COUNTED.sub("", item.name)
    limit = want.direction == "negative" or not want.number
    if want.number is None or want.number < 0 or not limit or want.operator == "<":
        return None
    thing = _COUNTED.sub("", said["thing"] or name)  # 未发生: whatever the row is of
    before = name.removesuffix(thing)
    alone = not want.number and want.direction != "positive"  # 未发生 under 0起
    seldom = item.words.both_ways if said["thing"] else alone or "发生" in item.name
    sure = thing and before != name and seldom and not _AND.search(before)
    if not sure or (before and row_words(before, "").both_ways):  # 无违纪 under 违规违纪
        return None
    shown = want.text.strip()
    return RowReading(Both(f"完成值 {said[0]} 符合 {shown}", f"“{said[0]}” keeps {shown}"), ONE)


def in_proportion(_: Item, target: Any, actual: Any) -> RowReading | None:
    """Of a result that is the very proportion of the target, 1:20 under ≤1:20: a score of 1, whichever way is better."""
    if not (isinstance(target, str) and isinstance(actual, str)):
        return None
    want, have = (_PROPORTION.fullmatch(narrowed(text).replace("∶", ":")) for text in (target, actual))
    if not want or not have or want[2] != have[2] or have[1] not in ("", "=", want[1]):
        return None
    return RowReading(Both(f"完成值 {have[2]} 即指标值", f"the result {have[2]} is the target"), ONE)


def in_range(item: Item, target: Any, actual: Any) -> RowReading | None:
    """Of a result within the range that is the target, or that reaches each of its figures: a score of 1; None for all
    others, of which nobody says how far a miss counts.
    """
    said = read_direction(item.inputs.get("direction"))
    named = CHANGE.search(item.name)  # 检查次数压减
    falls = said == "negative" if said else item.words.both_ways or bool(named and not named["rise"])
    ranged = within(target, actual) or reached(target, actual, falls_are_good=falls)
    if not ranged and not all_reached(target, actual, exactly=False):
        return None
    goal, result = parse_target(target).text.strip(), parse_target(actual).text.strip()
    if ranged:
        return RowReading(
            Both(f"完成值 {result} 在指标值 {goal} 的范围内", f"{result} is within the range {goal}"), ONE
        )
    either = item.words.both_ways or said not in (None, "positive") or row_words(goal, "").both_ways
    if either and not all_reached(target, actual, exactly=True):
        return None
    words = Both(f"完成值 {result} 各项均达到指标值 {goal}", f"{result} reaches {goal} in every figure")
    return RowReading(words, ONE)


def uncounted(target: Any, actual: Any) -> RowReading | None:
    """Of a result that does not say how many: about so many, or what share of a count was done; None where it does, or
    where it keeps the target all the same, as 300余人 do 300人.
    """
    want, have = parse_target(target), parse_target(actual)
    said = have.text.strip()
    if have.operator == "approx" and not if_comparable(want, have):
        return RowReading(Both(f"完成值「{said}」是约数，应填准确数值", f"“{said}” is no exact result"), None)
    counted = want.kind == "number" and want.unit not in (None, "‰")
    if not (counted and have.unit == "%"):
        return None
    shown = f"指标值「{want.text.strip()}」是数量，完成值「{said}」是比率，应填完成的数量"
    return RowReading(Both(shown, f"“{said}” is a share of “{want.text.strip()}”, not how many"), None)


def without_share(item: Item, target: Any, actual: Any) -> RowReading | None:
    """The first of these that says something of a row."""
    if found := deadline(item, target, actual):
        return found
    ways = below_zero, in_range, in_any_unit, none_of_them, in_proportion
    told = (way(item, target, actual) for way in ways)
    found = next(filter(None, told), None) or uncounted(target, actual)
    if found is None or not found.score or item.own or not isinstance(actual, str):
        return found
    texts = item.name, parse_target(target).text, actual.strip()
    other = another_deed(*texts) or is_unfinished(actual) or another_period(*texts, year=item.year)
    other = other or (CHANGE.search(actual) is not None and another_thing(*texts))  # 支出增长5%
    if not (other or unread(*texts)):
        return found
    shown = f"完成值「{texts[2]}」未必是指标所要求的"
    return RowReading(Both(shown, f"“{texts[2]}” need not be what was asked for"), None)
