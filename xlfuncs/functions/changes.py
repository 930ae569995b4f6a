"""变化幅度 — targets and results that are changes (提高5%, 较上年减少6件), and what stands behind a result about its target."""

from __future__ import annotations

from xlfuncs.errors import NotANumber
from xlfuncs.functions.comparable import comparable, go_together
from xlfuncs.functions.target_words import CHANGE, OPERATORS, SPACE, WIDTH
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.patterns import pattern

_RISES, _FALLS = pattern("增速|增幅|涨幅|新增"), pattern("减排|削减|节[水电煤油能]")
_SIGNS = {operator for operator in OPERATORS.values() if operator != "approx"}
_MORE, _LESS = (
    "超额完成|超额|超过(?:目标|计划)|超预算|超支|超出|超|多完成|多",
    "节约|节省|结余|低于预算|少支出",
)
_DIFFERENCE = pattern(
    rf"[(,;](?:比目标|较目标|比计划)?(?:(?P<more>{_MORE})|{_LESS})了?(?P<size>[0-9]+(?:\.[0-9]+)?)(?P<unit>[^0-9()]{{0,4}})\)?\Z"
)
_LEFT = pattern(  # 3处,1处因征地未完成
    r"[(,;](?!其中|含|包括)[^0-9,;()]{0,6}(?P<size>[0-9]+(?:\.[0-9]+)?)(?P<unit>[^0-9,;()未因尚待在延推取]{0,4})"
    r"[^0-9()]{0,16}(?:未(?!检出|发[生现]|合格|通过|达)|尚|待|在建|正在|延期|推迟|取消)[^0-9()]{0,12}\)?\Z"
)
_LAST_YEAR = pattern(  # 92.5%,比上年提高1.2%
    rf"[(,;](?:[比较]?(?:上年|去年)(?:同期)?|同比|环比)(?:{CHANGE.pattern})了?[0-9]+(?:\.[0-9]+)?[^0-9()]{{0,5}}\)?\Z"
)


def as_named(name: str, target: object, actual: object) -> tuple[object, object]:
    """Target and actual, the change left out that one of them says again after the name: 增长6.5% under 增长率.

    >>> as_named("营业收入增长率", "≥6%", "同比增长6.5%"), as_named("节约成本", "5万元", "节约6万元")
    (('≥6%', '6.5%'), ('5万元', '6万元'))
    >>> as_named("营业收入", "≥6%", "增长6.5%"), as_named("能耗降低率", "≥3%", "上升1%")
    (('≥6%', '增长6.5%'), ('≥3%', '上升1%'))
    """
    want, have = parse_target(target), parse_target(actual)
    if bool(want.trend) == bool(have.trend):
        return target, actual
    rises, said = _RISES.search(name), CHANGE.search(name)
    trend = 1 if rises or (said and said["rise"]) else -1 if said or _FALLS.search(name) else 0
    if trend != want.trend + have.trend:
        return target, actual
    return (_level(want), actual) if want.trend else (target, _level(have))


def _level(read: Target) -> str:
    if read.number is None or read.operator == "approx":
        return read.text
    sign = read.operator if read.operator in _SIGNS else ""
    return f"{sign}{read.number:f}{read.unit or '%' * (read.kind == 'change_percent')}"


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


def without_difference(target: object, actual: object) -> str | None:
    """不含差额的完成值 — the actual without what is said behind it of how far it is beyond its target, where that is so, or
    beyond last year's, or of how many are left to do.

    >>> without_difference("≥30人", "35人（超额完成5人）"), without_difference("≤50万元", "48.6万元，节约1.4万元")
    ('35人', '48.6万元')
    >>> without_difference("≥30人", "35人（超额完成6人）"), without_difference("≤0.5万元", "4800元，节约200元")
    (None, '4800元')
    >>> without_difference("≥90%", "92.5%，比上年提高1.2%"), without_difference("提高1%", "92.5%，比上年提高1.2%")
    ('92.5%', None)
    >>> without_difference("4处", "3处，1处因征地未完成"), without_difference("4处", "3处，2处因征地未完成")
    ('3处', None)
    """
    text = SPACE.sub("", actual.translate(WIDTH)) if isinstance(actual, str) else ""
    last = None if CHANGE.search(str(target)) else _LAST_YEAR.search(text)
    rest = _LEFT.search(text)
    said = last or rest or _DIFFERENCE.search(text)
    alone = text[: said.start()] if said else ""
    if said is None or not any(map(str.isdecimal, alone)):
        return None
    if last:
        return alone if go_together(target, alone) and not CHANGE.search(alone) else None
    size = f"{said['size']}{said['unit'] or parse_target(alone).unit or ''}"
    try:
        (wanted, came_to), (same, beyond) = comparable(target, alone), comparable(target, size)
    except NotANumber:
        return None
    gap = came_to - wanted if not rest and said["more"] else wanted - came_to
    return alone if wanted == same and gap == beyond else None
