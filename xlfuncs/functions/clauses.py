"""各项与同名 — of what the several clauses of a result count, the one that the name of its row says."""

from __future__ import annotations

from xlfuncs.functions.comparable import if_comparable
from xlfuncs.functions.remarks import NOT_ALONE, contradicted
from xlfuncs.functions.target_words import CHANGE, narrowed
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.units import in_one_unit
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import ONE

_NAMED_RATE = pattern("[一-龥]{2}率$")
_RATE_NAMED = pattern(r"[一-龥]{0,6}(?P<rate>[一-龥]{2}率)(?:[为:]|达到?)?(?P<size>[0-9]+(?:\.[0-9]+)?%)")
_BETWEEN, _DIGIT, _MOST = pattern("[,;、。]"), pattern("[0-9]"), 3  # of them; more are an account
_LEAD, _COUNTED = pattern("[一-龥]{2,}(?=[0-9])"), pattern("(?:[人场批户]次|[一-龥]数|数量)$")
_SETTLED = pattern(
    "均(?:已[一-龥]{2,4}|[于在按][^,;。]{1,12})(?=[,;。])|应[训到参考检测](?=[0-9])|(?<=[0-9百千万])[余多]"
)  # says nothing of what is left
_HEAD = pattern("([一-龥]{2})[率度]?$")
_OF_HEAD = pattern(
    r"[一-龥]{0,6}?(?P<head>[一-龥]{2})[率度]?(?:[为:]|达到?)?了?(?P<size>[0-9]+(?:\.[0-9]+)?%)"
)
_HOW_GOOD = pattern(
    r"[一-龥]{0,4}(?:合格|成活|优良|完好|亮灯)率(?:[为:]|达到?)?(?:100|[6-9][0-9])(?:\.[0-9]+)?%"
)


def named_rate(name: str, actual: object) -> str | None:
    """同名的率 — of several rates that are each named, the one alone that is the row's.

    >>> named_rate("工程优良率", "优良率33%，合格率100%"), named_rate("合格率", "初检合格率90%，复检合格率99%")
    ('33%', None)
    """
    named = _NAMED_RATE.search(name)
    text = narrowed(actual) if named and isinstance(actual, str) else ""
    clauses = [_RATE_NAMED.fullmatch(part) for part in text.split(",")]
    if named is None or len(clauses) < 2 or not all(clauses):
        return None
    ours = [clause["size"] for clause in clauses if clause and clause["rate"] == named[0]]
    return ours[0] if len(ours) == 1 else None


def named_clause(name: str, target: object, actual: object) -> str | None:
    """同名的一项 — the one clause alone that counts what the name says, beside others of another measure.

    >>> named_clause("培训农民", "≥600人次", "培训8期，培训农民612人次"), named_clause("植树", "1万株", "植树2万株，成活率95%")
    ('培训农民612人次', '植树2万株')
    >>> named_clause("合格率", "≥98%", "抽检50批，合格49批，合格率98%"), named_clause("收入增长", "≥8%", "收入5亿元，增长9%")
    ('合格率98%', '9%')
    >>> named_clause("合格率", "≥98%", "抽检50批，合格45批，合格率98%"), named_clause("植树", "1万株", "植树2万株，完成率95%")
    (None, None)
    """
    if (alone := named_rate(name, actual)) is not None:
        return alone
    text = narrowed(actual) if isinstance(actual, str) else ""
    clauses = [one for one in _BETWEEN.split(text) if _DIGIT.search(one)]
    if not 1 < len(clauses) <= _MOST or "(" in text or NOT_ALONE.search(_SETTLED.sub("", text)):
        return None
    want = parse_target(target)
    if want.unit == "%":
        rates, head = [one for one in clauses if "%" in one], _HEAD.search(name)
        said = _OF_HEAD.fullmatch(rates[0]) if head and len(rates) == 1 else None
        if not head or not said or said["head"] != head[1]:
            return None
        if CHANGE.search(head[1]):
            return said["size"] if name[: head.start()] in text else None
        counted = ",".join(one for one in clauses if "%" not in one)
        return None if contradicted(name, f"{said['size']}({counted})") else rates[0]
    ours = [one for one in clauses if if_comparable(want, one)]
    if len(ours) != 1 or not want.unit:
        return None
    for other in clauses:
        unit = parse_target(other).unit or want.unit
        same = unit[0] == want.unit[0] or in_one_unit(ONE, want.unit, ONE, unit)  # 人 beside 人次
        if other != ours[0] and (_HOW_GOOD.fullmatch(other) is None if unit == "%" else same):
            return None
    first = text.startswith(ours[0]) and any(name[at : at + 2] in ours[0] for at in range(len(name) - 1))
    said = _LEAD.match(ours[0])
    asked = _COUNTED.sub("", name), *_LEAD.findall(narrowed(str(target)))
    again = said is not None and any(one.endswith(said[0]) for one in asked)  # 服务青少年320人次
    return ours[0] if first or again or name in ours[0] else None
