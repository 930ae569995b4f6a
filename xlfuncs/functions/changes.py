"""变化与多项 — targets that are no one figure: changes, 提高5%, 较上年减少6件; or several, 3期，150人, each to be reached; and of
what the several clauses of a result count, the one that the name of its row says.
"""

from __future__ import annotations

from xlfuncs.functions.comparable import if_comparable
from xlfuncs.functions.remarks import NOT_ALONE, contradicted
from xlfuncs.functions.target_words import CHANGE, OPERATORS, narrowed
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.functions.units import in_one_unit
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import ONE

_RISES, _FALLS = pattern("增速|增幅|涨幅|新增|增产|增收"), pattern("减排|削减|节[水电煤油能]")
_LEAD, _COUNTED = pattern("[一-龥]{2,}(?=[0-9])"), pattern("(?:[人场批户]次|[一-龥]数|数量)$")
_MEAN = pattern("[人户亩村校]均")  # 户均增收1620元
_SIGNS = {operator for operator in OPERATORS.values() if operator != "approx"}
_MOST = 6  # figures; more are an account of something
_PARTS, _BETWEEN = pattern(r"[^0-9,;、]*[0-9][0-9.]*[^0-9,;、]*"), ",;、。 "
_MARKS = pattern(r"(?:^|(?<=[,;]))\(?[0-9]{1,2}[.、)](?=[^0-9])")  # 1.电脑10台;2.打印机5台
_SAID_OF_ALL = pattern(
    "[0-9.≥≤<>=。]|及?以[上下内]|不[少低]于|不超过|^(?:已|共计?|合计|累计|完成|实际|实现)+"
)
# Dates, ranges, ranks, ratios, parts of one another, deeds left undone; and that of which less is better
_OTHER = pattern(
    "[~±:/+×*]|^ *$|-|(?<!每)年|[月日号旬]|(?<!个)点(?!位)|季度|第|前|后|其中|含|[由从至占待差]|[不未无]|[降缩节]|减(?!排)"
)
_NAMED_RATE = pattern("[一-龥]{2}率$")
_RATE_NAMED = pattern(r"[一-龥]{0,6}(?P<rate>[一-龥]{2}率)(?:[为:]|达到?)?(?P<size>[0-9]+(?:\.[0-9]+)?%)")
_STOPS, _DIGIT, _MOST_CLAUSES = pattern("[,;、。]"), pattern("[0-9]"), 3  # of them; more are an account
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


def as_named(name: str, target: object, actual: object) -> tuple[object, object]:
    """Target and actual, the change left out that one of them says again after the name: 增长6.5% under 增长率.

    >>> as_named("营业收入增长率", "≥6%", "同比增长6.5%"), as_named("节约成本", "5万元", "节约6万元")
    (('≥6%', '6.5%'), ('5万元', '6万元'))
    """
    want, have = parse_target(target), parse_target(actual)
    if bool(want.trend) == bool(have.trend):
        return target, actual
    rises, said = _RISES.search(name), CHANGE.search(name)
    trend = 1 if rises or (said and said["rise"]) else -1 if said or _FALLS.search(name) else 0
    if trend != want.trend + have.trend:
        return target, actual
    return (_level(want), actual) if want.trend else (target, _level(have, each="/" in want.text))


def _level(read: Target, *, each: bool = False) -> str:
    if read.number is None or read.operator == "approx":
        return read.text
    mean = _MEAN.match(read.text) if each else None
    sign = read.operator if read.operator in _SIGNS else ""
    return (
        f"{mean[0] if mean else ''}{sign}{read.number:f}{read.unit or '%' * (read.kind == 'change_percent')}"
    )


def reached(target: object, actual: object, *, falls_are_good: bool) -> bool:
    """是否达到变化幅度 — whether a target and an actual are changes one way, that way is good, and the actual is no smaller.

    >>> reached("提高5%", "提高6%", falls_are_good=False), reached("提高5%", "提高4%", falls_are_good=False)
    (True, False)
    """
    want, have = parse_target(target), parse_target(actual)
    if not want.trend or want.trend != have.trend or have.kind != "change_percent":
        return False
    if want.number is None or have.number is None:
        return False
    at_least = want.unit == "%" and want.direction == "positive"
    plain = want.kind == "change_percent" or (want.unit == "%" and want.operator == "approx")  # 增长5%左右
    good = plain and (want.trend < 0) == falls_are_good
    return (at_least or good) and have.number >= want.number


def all_reached(target: object, actual: object, *, exactly: bool) -> bool:
    """各项均达到 — whether a target is several figures, and the actual says the same of figures that reach them all.

    `exactly`: what no sign says to be a least or a most must be met exactly.

    >>> all_reached("3期，150人", "3期，162人", exactly=False), all_reached("3期，150人", "150人，3期", exactly=False)
    (True, False)
    """
    texts = [text for text in (target, actual) if isinstance(text, str)]
    if len(texts) < 2 or any(parse_target(text).kind != "multiple_values" for text in texts):
        return False
    clean = [_MARKS.sub("", narrowed(text.replace("\n", ";"))) for text in texts]
    if any(_PARTS.sub("", text).strip(_BETWEEN) for text in clean):
        return False
    asked, said = map(_PARTS.findall, clean)
    pairs = zip(asked, said, strict=True) if len(asked) == len(said) <= _MOST else ()
    return bool(pairs) and all(_has_reached(*pair, exactly=exactly) for pair in pairs)


def _has_reached(asked: str, said: str, *, exactly: bool) -> bool:
    words, again = (_SAID_OF_ALL.sub("", part) for part in (asked, said))
    want, have = parse_target(asked), parse_target(said)
    pair = if_comparable(want, have) if words == again and not _OTHER.search(words) else None
    if pair is None or have.operator not in ("none", want.operator) or want.operator in ("<", ">"):
        return False
    more = want.direction == "positive" or (want.operator in ("none", None) and not exactly)
    way = -1 if want.direction == "negative" else int(more)
    return (pair[1] - pair[0]) * way > 0 or pair[0] == pair[1]


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
    """
    if (alone := named_rate(name, actual)) is not None:
        return alone
    text = narrowed(actual) if isinstance(actual, str) else ""
    clauses = [one for one in _STOPS.split(text) if _DIGIT.search(one)]
    if not 1 < len(clauses) <= _MOST_CLAUSES or "(" in text or NOT_ALONE.search(_SETTLED.sub("", text)):
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
