"""每一个的 — a target and a result of which only one says of what each: 79元 and 79元/人 under 人均经费."""

from __future__ import annotations

import re
from typing import Any

from xlfuncs.evaluation.content import Item
from xlfuncs.functions.apply import Call
from xlfuncs.functions.measures import PERIODS
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.patterns import pattern

_OF_EACH = pattern(
    "^[百千万]人|[人户亩生村镇头吨床车次]均|每|标准|单(?:价|[盏个台套件座户株亩部次场期处条间本])|单位(?:成本|造价|面积)"
)

_OF_ALL = pattern("总(?:成本|额|费|支出|投资|数)|合计|共[计支花投用]")
_RATIO, _MUCH = pattern("/(?!年)|每[百千万]"), 3  # a sum beside it comes to more than so many times
_SAID_EACH = pattern("每个?(?![年月周日天季旬半十百千万])[一-龥]|[人户亩村校]均")
_EACH = pattern(r"每(\D{1,2}|[平立]方米|人次)(?:[≥≤]|不[高低大少]于|不超过)?\d")
_AVERAGE = pattern("([人户亩村校次])均")

# 村均12万元, 每个行政村1场
_ON_AVERAGE = pattern(r"^(?:([人户村校生班亩])均|每个(?:行政|自然)?([村校班人]))(?=\D{0,4}\d)")

_PER = pattern("/([人户亩村校生班])")
_TWO_EACH = pattern(r"^每(.)每(月|天|日|年|季度)(\D{0,4}[0-9.]+\D{1,3})$")  # 每人每月200元


def is_of_each(name: str) -> bool:
    """Whether a row's name says that its figures are of each: 人均经费, 补助标准."""
    return _OF_EACH.search(name) is not None


def of_each(item: Item, target: Any, actual: Any) -> tuple[Any, Any]:
    """The two in one unit, where the name says that both are of each.

    >>> of_each(Item("", "人均经费"), "79元", "78元/人"), of_each(Item("", "总经费"), "79元", "78元/人")
    (('79元', '78元'), ('79元', '78元/人'))
    >>> of_each(Item("", "配备村医"), "≥1名/村", "每村1名")
    ('≥1名', '1名')
    >>> of_each(Item("", "集体收入"), "≥10万元/村", "村均12万元"), of_each(Item("", "补助"), "150元/人/天", "人均150元/天")
    (('≥10万元', '12万元'), ('150元/天', '150元/天'))
    >>> of_each(Item("", "补贴"), "每人每月200元", "200元/人·月"), of_each(Item("", "补贴"), "200元/月/人", "每人每月200元")
    (('200元/人/月', '200元/人·月'), ('200元/月/人', '200元/人/月'))
    """
    if item.own or not (isinstance(target, str) and isinstance(actual, str)):
        return target, actual
    if "每" in target + actual and "/" in target + actual:
        target, actual = _TWO_EACH.sub(r"\3/\1/\2", target), _TWO_EACH.sub(r"\3/\1/\2", actual)
    if "/" in target + actual:
        actual, target = _averaged(actual, target)
        target, actual = _averaged(target, actual)
    if ("/" in target) == ("/" in actual) or _of_another(target, actual) or _of_another(actual, target):
        return target, actual
    want, have = parse_target(target).unit or "", parse_target(actual).unit or ""
    named, said = is_of_each(item.name), _EACH.match(actual)
    each = _EACH.match(target)  # 每人1000元, 1000元/人
    if each and each[1] not in PERIODS and have == f"{want}/{each[1]}":
        return target, actual.replace(have, want, 1)
    other = _AVERAGE.search(item.name)  # 480元/次 is not 人均
    if named and want and have.startswith(f"{want}/") and not (other and f"/{other[1]}" not in have):
        return target, actual.replace(have, want, 1)
    if have and ((named and want.startswith(f"{have}/")) or (said and want == f"{have}/{said[1]}")):
        return target.replace(want, have, 1), actual[said.start(1) + len(said[1]) :] if said else actual
    return target, actual


def _of_another(one: str, other: str) -> bool:
    """Whether a text says of what each its figure is, and the other that its own is of something else: 户均10万元, 12万元/村."""
    said, per = _ON_AVERAGE.match(one) or _EACH.match(one), _PER.search(other)
    return bool(said and per and per[1] not in said[0])


def one_or_all(item: Item, call: Call, want: Target, have: Target) -> bool:
    """Whether a target of each stands beside a result that may be of all, and that makes a difference: 每校200册, 3500册."""
    if is_of_each(item.name) and _OF_ALL.search(have.text) and not _OF_ALL.search(item.name + want.text):
        return True
    of_each = [_SAID_EACH.search(side.text) is not None for side in (want, have)]
    target, actual = call.inputs["target"], call.inputs["actual"]
    ratio = not item.own and _RATIO.search(str(item.target)) and not _RATIO.search(have.text)
    if ratio and actual > _MUCH * target:
        return True  # 38000元 under ≤400元/人
    if of_each[0] == of_each[1] or "/" in want.text + have.text or is_of_each(item.name) or target == actual:
        return False
    less = call.inputs["direction"] == "negative"
    if of_each[1] or less:
        return (of_each[1] and less) or not call.met
    return "元" not in (want.unit or "") or not target <= actual * 2 <= target * 4


def _averaged(average: str, other: str) -> tuple[str, str]:
    """村均12万元 beside 10万元/村: both without what they are of."""
    if not (said := _ON_AVERAGE.match(average)):
        return average, other
    if f"/{said[1] or said[2]}" in average:
        return average[said.end() :], other
    found = re.search(f"/{said[1] or said[2]}(?:([·/])|(?![一-龥]))", other)
    if not found:
        return average, other
    between = "/" if found[1] else ""
    return average[said.end() :], f"{other[: found.start()]}{between}{other[found.end() :]}"
