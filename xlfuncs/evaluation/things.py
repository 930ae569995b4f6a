"""所指 — what a result counts, where its words say something else than the row: another thing, another deed, none done."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from xlfuncs.functions.target_words import CHANGE, UNDONE, WIDTH
from xlfuncs.patterns import pattern
from xlfuncs.toml import loads

_WORDS = Path(__file__).with_suffix(".toml")
_NEW, _OLD = "新建", re.compile("改[造建]|扩建|维修|养护|修缮")
_CLAUSES = pattern("[,;。、!(:]")
_CAUSE = pattern("[,;。、(](?:主要|偏差|未完成)?(?:原因|因|由于|受)")
_CAUSED = pattern("^(?:因|由于|受)[一-龥]{1,12}?[,、]?(?=实际|仅|只|完成|开展)")  # 因疫情仅开展3次
_YEAR = pattern("(?:19|20)[0-9]{2}(?=年)")
_PART = pattern("[上下]半年|第?[一二三四1-4]季度|[两二三四五]年(?!级)(?=.*[0-9])|全年(?=[^0-9]{0,4}[0-9])")
_MEAN = pattern("[月季周日天]均")
_RATE = pattern("[率度](?:$|[为达:0-9])")
# 新增产值 is none of 产值: the change is said again, if in other words
_GROWTH, _GROWN = (
    pattern(f"新增|净增|{CHANGE.pattern}"),
    pattern(f"[新添购建约节省减增降升]|{CHANGE.pattern}"),
)
_FRESH, _STOCK = pattern("新增|当年|本年|净增"), pattern("累计|现有|总数|存量|保有|总量|期末|年末")
_LEAD = pattern("^[^0-9]*(?=[0-9])")
_UNCOUNTED = pattern("^[(（]?[0-9]{1,2}[.、)）](?=[^0-9])|(?:19|20)[0-9]{2}年|[^一-龥0-9]")
_BEHIND = re.compile(
    r"\d(?P<of>[名户家座间栋项条台场期块册篇处件份所辆套幅棵株头张批次个])(?!及?以|左右|之)(?P<thing>[一-龥]{2,6}?)(?:及?以[上内下]|左右|$)"
)
_MADE = frozenset("台辆套架艘部")  # what a number of these is of, a name says too
_NOT = pattern("[不未非]")  # 不满意率7%
_TOLD = pattern("[0-9][^0-9(（]{0,5}[(（]([一-龥]{2,6})[)）]")  # 2项（省级）


def without_cause(actual: str) -> str:
    """A result without the cause of its miss: 36套，因资金未到位.

    >>> without_cause("36套，因资金未到位"), without_cause("36套，尚未验收")
    ('36套', '36套，尚未验收')
    """
    found = _CAUSE.search(actual.translate(WIDTH))
    return actual[: found.start()] if found else actual


def another_deed(name: str, target: str, actual: str, *, cost: bool = False) -> str | None:
    """The word of a result that says of something else than the row asks for.

    >>> another_deed("购置设备", "8台", "中标8台"), another_deed("审结案件", "200件", "收案200件")
    ('中标', '收案')
    >>> another_deed("维修校舍", "3栋", "新建3栋"), another_deed("维修校舍", "3栋", "维修3栋")
    ('新建', None)
    >>> another_deed("安装路灯", "20盏", "采购20盏"), another_deed("安装路灯", "20盏", "采购并安装20盏")
    ('采购', None)
    >>> another_deed("监理费", "≤12万元", "已支付11万元", cost=True)
    '支付'
    >>> another_deed("防火宣传", "20次", "防火巡查20次"), another_deed("防火宣传", "20次", "开展宣传活动20次")
    ('巡查', None)
    >>> another_deed("购置设备", "8台", "按计划购置8台")
    """
    asked, words = name + target, _listed()
    for deed in words["deeds"].finditer(actual):
        if deed[0] not in asked:
            return deed[0]
    paid = words["paid"].search(actual) if cost else None
    if paid and not words["paid"].search(asked):
        return paid[0]
    got = words["bought"].search(actual)
    if got and not words["buying"].search(asked) and words["used"].search(asked):
        return None if words["used"].search(actual) else got[0]
    wanted, done = (
        _kinds("activities", text) for text in (asked, _CLAUSES.split(actual.translate(WIDTH))[0])
    )
    if done and wanted and "服务" not in asked and wanted.keys().isdisjoint(done):
        return next(iter(done.values()))
    return _NEW if _NEW in actual and _NEW not in asked and _OLD.search(asked) else None


def _kinds(key: str, text: str) -> dict[str | None, str]:
    """What is done, by its kind: 宣传, 检查."""
    return {found.lastgroup: found[0] for found in _listed()[key].finditer(text)}


def is_unfinished(actual: str) -> bool:
    """Whether what stands behind a result says that something is left to do.

    >>> is_unfinished("12公里，尚未验收"), is_unfinished("12公里，未超预算")
    (True, False)
    """
    return any(map(UNDONE.search, _CLAUSES.split(actual.translate(WIDTH))[1:]))


def another_period(name: str, target: str, actual: str) -> bool:
    """Whether a result is of another time than its target, or a stock beside what is new.

    >>> another_period("培训", "2024年20场", "2023年20场"), another_period("培训", "20场", "上半年20场")
    (True, True)
    >>> another_period("新增床位", "20张", "累计120张"), another_period("培训", "20场", "2024年累计20场")
    (True, False)
    >>> another_period("接待量", "5000人次", "月均400人次"), another_period("日均接待", "400人次", "日均390人次")
    (True, False)
    """
    years = [set(_YEAR.findall(text)) for text in (target, actual)]
    parts = [set(_PART.findall(text)) for text in (target, actual)]
    if all(years) and years[0] != years[1]:
        return True
    if parts[0] != parts[1] and (parts[1] - {"全年"} or all(parts)):
        return True
    asked = name + target
    means = [*map(_MEAN.search, (target, actual))]
    if bool(means[0]) != bool(means[1]) and not _MEAN.search(name):
        return True
    new, all_ = _FRESH.search(asked), _STOCK.search(asked)
    return bool(
        (new and not all_ and _STOCK.search(actual) and not _FRESH.search(actual))
        or (all_ and not new and _FRESH.search(actual))
    )


def another_thing(name: str, target: str, actual: str) -> bool:
    """Whether a result is of something that neither the target nor the name of its row says.

    >>> another_thing("采购", "20台电脑", "20台打印机"), another_thing("采购", "电脑20台", "打印机20台")
    (True, True)
    >>> another_thing("培训教师人数", "320人", "学生320人"), another_thing("培训教师人数", "320人", "教师310人")
    (True, False)
    >>> another_thing("合格率", "≥95%", "优良率97%"), another_thing("购置电脑", "20台", "共采购20台")
    (True, False)
    """
    told = [_TOLD.search(text) for text in (target, actual)]
    if all(told) and not _alike(*(found[1] for found in told if found)):
        return True
    wanted, found = _BEHIND.search(target), _BEHIND.search(actual)
    said = _listed()["said"]
    want = said.sub("", wanted["thing"]) if wanted else _lead(target)
    have = said.sub("", found["thing"]) if found else _lead(actual)
    if _NOT.search(have) and not _NOT.search(name + target):
        return True
    if want and have:
        return not _alike(_bare(want), _bare(have))
    named, have = (_bare(thing) for thing in (_named(name), _listed()["people"].sub("", have)))
    if not have or (found and found["of"] not in _MADE):
        return False
    if _GROWTH.search(name) and not _GROWN.search(actual):  # 用电4万度 of 节约用电
        return True
    if min(len(named), len(have)) < 2:
        return False
    if _is_rate(actual) and _is_rate(name) and have[-2:] != named[-2:]:  # 抢修率 of 抢修及时率
        return True
    if not any(have[at : at + 2] in named for at in range(len(have) - 1)):
        return not set(have) <= set(name)  # 办案 of 办理案件
    of_name, of_result = map(len, _apart(named, have))
    # 小, 中 of 小学教师, 中学教师; but 任, 入职 of 新任教师, 新入职教师
    return (
        min(of_name, of_result) > 1
        or of_name == of_result == 1
        or (of_result > 1 and _left_undone(name, actual))
    )


def _apart(one: str, other: str) -> tuple[str, str]:
    """Both without what they share, two characters or more: 消防 and 应急 of 消防演练 and 应急演练."""
    for size in range(min(len(one), len(other)), 1, -1):
        for at in range(len(one) - size, -1, -1):
            shared = one[at : at + size]
            if len(shared) == size and shared in other:
                one, other = one.replace(shared, ""), other.replace(shared, "")
    return one, other


def _left_undone(name: str, actual: str) -> bool:
    """Whether a name says what is to be done with something, and a result does not: 发放粮食, 储备粮食."""
    asked, done = (_kinds("done", text) for text in (name, actual))
    return bool(asked) and asked.keys().isdisjoint(done)


def _is_rate(text: str) -> bool:
    return _RATE.search(text) is not None


def _lead(text: str) -> str:
    """What is said before the first figure, without words that go with any: 电脑 of 共采购电脑20台."""
    lead = _LEAD.match(_UNCOUNTED.sub("", _CAUSED.sub("", text.translate(WIDTH))))
    return _listed()["said"].sub("", lead[0]) if lead else ""


def _named(name: str) -> str:
    words = _listed()
    return words["anyone"].sub("", words["said"].sub("", _UNCOUNTED.sub("", name)))


def _alike(one: str, other: str) -> bool:
    return one in other or other in one


def _bare(thing: str) -> str:
    return thing.rstrip("率度")


@cache
def _listed() -> dict[str, re.Pattern[str]]:
    words = loads(_WORDS.read_text("utf-8"))
    found = {key: "|".join(listed) for key, listed in words.items()}
    for key, kinds in (("activities", words["activities"]), ("done", words["used"] + words["activities"])):
        found[key] = "|".join(f"(?P<_{at}>{kind})" for at, kind in enumerate(kinds))
    found["said"] = f"(?:{found['said']})(?![率费度])|{CHANGE.pattern}"
    return {key: pattern(listed) for key, listed in found.items()}
