"""变化与多项 — targets that are no one figure: changes, 提高5%, 较上年减少6件; or several, 3期，150人, each to be reached."""

from __future__ import annotations

from xlfuncs.functions.comparable import if_comparable
from xlfuncs.functions.target_words import CHANGE, OPERATORS, narrowed
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.patterns import pattern

_RISES, _FALLS = pattern("增速|增幅|涨幅|新增|增产|增收"), pattern("减排|削减|节[水电煤油能]")
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


def as_named(name: str, target: object, actual: object) -> tuple[object, object]:
    """Target and actual, the change left out that one of them says again after the name: 增长6.5% under 增长率.

    >>> as_named("营业收入增长率", "≥6%", "同比增长6.5%"), as_named("节约成本", "5万元", "节约6万元")
    (('≥6%', '6.5%'), ('5万元', '6万元'))
    >>> as_named("营业收入", "≥6%", "增长6.5%"), as_named("能耗降低率", "≥3%", "上升1%")
    (('≥6%', '增长6.5%'), ('≥3%', '上升1%'))
    >>> as_named("农民增收", "≥10%", "增长12.5%")
    ('≥10%', '12.5%')
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
    >>> reached("同比下降5%", "下降6%", falls_are_good=True), reached("下降5%", "下降6%", falls_are_good=False)
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
    >>> all_reached("群众90%以上、企业85%以上", "群众95%、企业85%", exactly=True)
    True
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
