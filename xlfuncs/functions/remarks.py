"""附言 — what stands behind a result about itself: the rate that it comes to, how far it is beyond its target or last year's,
how many are left to do, what else was counted. Where that agrees with the result, the result alone counts; any other
second number is a doubt.
"""

from __future__ import annotations

from decimal import Decimal

from xlfuncs.functions.comparable import if_comparable
from xlfuncs.functions.target_words import CHANGE, UNDONE, narrowed
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.units import in_one_unit
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import ONE, WIDE, is_rounding

_RATE_BEHIND = pattern(  # 46个(92%); 180户,占90%
    r"(?:\((?:完成率|(?:预算)?执行率|完成|占比|占(?:(?:预算|计划|目标|任务)[数值量]?的?)?|达到?|即)?:?(?P<rate>\d+(?:\.\d+)?)%\)"
    r"|[,;、](?:完成率|(?:预算)?执行率|占比|占(?:(?:预算|计划|目标|任务)[数值量]?的?)?|完成了?|达)(?:为|达到?)?:?(?P<said>\d+(?:\.\d+)?)%)\Z"
)
_ALL_OF_THEM = pattern(r"[(,;、][一-龥]{0,6}率(?:为|达到?)?:?100%\)?\Z")  # 1850户,兑付率100%
# 99%(297/300)
_COUNTED_FOR = pattern(r"(?P<alone>[一-龥]{0,8}(?P<rate>\d+(?:\.\d+)?)%)\((?P<part>\d+)/(?P<all>[1-9]\d*)\)")
_MOST = 3  # clauses; more are an account of something
_MORE = "超额完成|超额|(?:超过|高于)(?:目标|计划|任务)[值数]?|超预算|超[支出时期]?|多完成|多|高出?"
_LESS = "节约|节省|结余|低于(?:预算|(?:目标|计划|任务)[值数]?)|少支出|未完成|取消|差|少[一-龥]?|低|余"
_DIFFERENCE = pattern(
    rf"[(,;](?:[比较](?:目标|计划|任务)[值数]?|因[^0-9,;()]{{1,12}}?)?(?:(?P<more>{_MORE})|{_LESS})了?(?P<size>[0-9]+(?:\.[0-9]+)?)(?P<unit>[^0-9()]{{0,4}})\)?\Z"
)
_LEFT = pattern(  # 3处,1处因征地未完成
    r"[(,;](?!其中|含|包括)[^0-9,;()]{0,6}(?P<size>[0-9]+(?:\.[0-9]+)?)(?P<unit>(?:(?!结转|转入|[下明次]年)[^0-9,;()未因尚待在延推取跨]){0,4})"
    r"[^0-9()]{0,16}(?:未(?!检出|发[生现]|合格|通过|达)|尚|待|在建|正在|延期|推迟|取消|跨年|结转|转入|[下明次]年)[^0-9()]{0,12}\)?\Z"
)
_CLAUSES = pattern(r"(?P<mark>^|[,;(])(?P<said>[^,;()]+)\)?")
# A figure of each, of a part, of what was asked for or is left to do, of what is amiss
NOT_ALONE = pattern(
    f"[每均占剩余欠差缺退停返]|各(?![类项种级])|闲置|报废|取消|[超逾延][时期]|线上(?!线下)|(?<!线上)线下|其中|目标|计划|任务|预算|应|原|[上去]年|{UNDONE.pattern}"
)
_TWO_COUNTS = pattern(
    r"[^0-9()]*(?P<rate>\d+(?:\.\d+)?)%\((?P<first>[^0-9()]*)(?P<one>\d+)[^0-9()%,;、]*[,;、](?P<second>[^0-9()]*)(?P<other>\d+)[^0-9()%]*\)"
)
_ADJOINING = pattern(  # 102笔1560万元
    "(?<=[0-9])([户笔批家支场期村人名]|[批人场]次)(?=[1-9][0-9.]*[万亿]?[一-龥]{1,2}$)"
)
_EACH_BEHIND = pattern(r"(?:[,;]每[^0-9,;()]+[0-9.]+[^0-9,;()]*|\(每[^0-9,;()]+[0-9.]+[^0-9,;()]*\))\Z")
_COUNT = pattern(
    "(?:共计?|合计|累计|已|开展|举办|组织|培训班?|参训|服务|惠及|受益|完成|宣传|活动|发放|资料|检查|巡查|走访|企业|出动|执法|人员)*(?:(?<=培训|举办|组织|开展)[一-龥]{1,8})?[0-9.]+[十百千万亿]?[^0-9]{1,3}"
)
PART = pattern(
    r"(?P<of>[男女]|线[上下]|[上下]半年|第?[一二三四1-4]季度|[春夏秋冬]季|[A-D甲乙丙丁一二三四特]级|[一-龥]{1,3}[乡镇县区村])(?:性|生|职工|学员)?"
    r"(?P<size>[0-9]+(?:\.[0-9]+)?)(?P<unit>[^0-9(),，]{1,4})"
)
_IN_ALL = pattern(r"(?:全年)?(?:合计|[总共]计?)(?P<size>[0-9]+(?:\.[0-9]+)?)(?P<unit>[^0-9()]{1,4})")
_LAST_YEAR = pattern(  # 92.5%,比上年提高1.2%
    rf"[(,;](?:[比较]?(?:上年|去年)(?:同期)?|同比|环比)(?:{CHANGE.pattern})了?[0-9]+(?:\.[0-9]+)?[^0-9()]{{0,5}}\)?\Z"
)


def _of_all(text: str) -> str | None:
    """What the parts of a whole come to, where they do: 男30人,女22人,共52人."""
    clauses = text.split(",")
    found = [PART.fullmatch(one) for one in clauses[:-1]]
    whole = _IN_ALL.fullmatch(clauses[-1])
    parts = [one for one in found if one and whole and one["unit"] == whole["unit"]]
    if not whole or len(parts) < max(2, len(found)):
        return None
    sizes = [Decimal(one["size"]) for one in parts]
    return f"{whole['size']}{whole['unit']}" if sum(sizes) == Decimal(whole["size"]) else None


def without_remark(target: object, actual: object) -> str | None:
    """不含附言的完成值 — the actual without what is said behind it, where that agrees with it.

    >>> without_remark("50个", "46个（92%）"), without_remark("50个", "46个（90%）"), without_remark("50个", "46个（优良率90%）")
    ('46个', None, None)
    >>> without_remark("≥600人", "613人，完成率102.17%"), without_remark("180户", "175户，兑付率100%")
    ('613人', '175户')
    """
    text = _remarked(_ADJOINING.sub(r"\1,", narrowed(actual)) if isinstance(actual, str) else actual)
    return without_agreeing(target, text) or _without_others(target, text) if text else None


def without_agreeing(target: object, actual: object) -> str | None:
    """不含相符附言的完成值 — without what is said behind it of itself: the rate that it comes to, how far it is from others.

    >>> without_agreeing("50个", "46个（92%）"), without_agreeing("≥2期", "举办2期，培训58人次")
    ('46个', None)
    """
    text = _remarked(actual)
    return _of_all(text) or _without_rate(target, text) or _without_difference(target, text) if text else None


def with_rate(target: object, actual: object) -> tuple[str, Decimal, Decimal] | None:
    """完成值与其后的完成率 — an actual behind which a rate stands: the actual alone, the rate said, the two figures' own [%].

    >>> with_rate("50个", "46个（90%）")
    ('46个', Decimal('90'), Decimal('92'))
    >>> with_rate("50个", "46个（优良率90%）")
    """
    text = _remarked(actual)
    said = _RATE_BEHIND.search(text) if text else None
    alone = text[: said.start()] if said else ""
    if said is None or not any(map(str.isdecimal, alone)):
        return None
    pair = if_comparable(target, alone)
    if pair is None or pair[0] <= 0:
        return None
    return alone, Decimal(said["rate"] or said["said"]), WIDE.divide(pair[1] * 100, pair[0])


def contradicted(name: str, actual: str) -> bool:
    """Whether two counts stand behind a rate, one of them what the rate is of, that do not come to it.

    >>> contradicted("合格率", "95%（合格19批，抽检21批）"), contradicted("合格率", "90.5%（抽检21批，合格19批）")
    (True, False)
    """
    found = _TWO_COUNTS.fullmatch(narrowed(actual))
    head = name.partition("率")[0][-2:]
    if not found or (head in found["first"]) == (head in found["second"]):
        return False
    part, whole = sorted((Decimal(found["one"]), Decimal(found["other"])))
    return not whole or not is_rounding(Decimal(found["rate"]), WIDE.divide(part * 100, whole))


def _remarked(actual: object) -> str:
    """A result in which one of the marks stands that a remark stands behind; nothing of all others."""
    text = narrowed(actual) if isinstance(actual, str) else ""
    return text if any(mark in text for mark in "(,;、") else ""


def _without_rate(target: object, text: str) -> str | None:
    """Without the rate that it comes to, to its last digit; 100% behind a count; or two counts behind the rate they come to."""
    if found := with_rate(target, text):
        alone, said, own = found
        return alone if is_rounding(said, own) else None
    if counted := _COUNTED_FOR.fullmatch(text):
        own = WIDE.divide(Decimal(counted["part"]) * 100, Decimal(counted["all"]))
        return counted["alone"] if is_rounding(Decimal(counted["rate"]), own) else None
    behind = _ALL_OF_THEM.search(text)
    alone = text[: behind.start()] if behind else ""
    rest = parse_target(alone) if alone and if_comparable(target, alone) else None
    return alone if rest and rest.kind == "number" and rest.unit else None


def _without_difference(target: object, text: str) -> str | None:
    """Without how far it is beyond its target or last year's, or how many are left to do."""
    last = None if CHANGE.search(str(target)) else _LAST_YEAR.search(text)
    rest = _LEFT.search(text)
    said = last or rest or _DIFFERENCE.search(text)
    alone = text[: said.start()] if said else ""
    if said is None or not any(map(str.isdecimal, alone)):
        return None
    if last:
        return alone if if_comparable(target, alone) and not CHANGE.search(alone) else None
    unit = parse_target(alone).unit or ""
    pair = if_comparable(target, alone)
    if pair is None:
        return None
    gap = pair[1] - pair[0] if not rest and said["more"] else pair[0] - pair[1]
    if said["unit"] == "%" != unit and pair[0]:  # 12次,超额完成20%
        return alone if is_rounding(Decimal(said["size"]), WIDE.divide(gap * 100, pair[0])) else None
    own = said["unit"].replace("个百分点", "%") or unit
    return alone if if_comparable(target, f"{said['size']}{own}") == (pair[0], gap) else None


def _without_others(target: object, actual: str) -> str | None:
    """Without what else it counts, in other units; of a rate, without the one number that it may be of."""
    want, text = parse_target(target), actual
    if "每" not in want.text and "/" not in want.text:
        text = _EACH_BEHIND.sub("", text)  # 8个断面，每月监测1次
    clauses = [*_CLAUSES.finditer(text)]
    if len(clauses) == 1 and text != actual and if_comparable(want, text):
        return text
    if not 1 < len(clauses) <= _MOST - (want.unit == "%") or not want.unit or NOT_ALONE.search(text):
        return None
    read = [parse_target(clause["said"]) for clause in clauses]
    same = [clause for clause, have in zip(clauses, read, strict=True) if if_comparable(want, have)]
    units = [have.unit for have in read if have.unit and have.unit[0] != want.unit[0]]  # not 人 beside 人次
    others = [unit for unit in units if in_one_unit(ONE, want.unit, ONE, unit) is None]
    plain = all(have.operator == "none" for have in read) and "%" not in others
    if not plain or len(same) != 1 or len(others) != len(read) - 1:
        return None
    # 社会消费品零售额425亿元；企业23家 under 8家: what comes first is the result, but for a rate, or mere counts: 3批次，1200人次
    mark = same[0]["mark"]
    counts = mark == "," and all(_COUNT.fullmatch(clause["said"]) for clause in clauses)
    return same[0]["said"] if not mark or counts or (want.unit == "%" and mark != "(") else None
