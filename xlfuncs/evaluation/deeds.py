"""所做 — what a result says was done, where that is not what its row asks for: another deed, one left undone."""

from __future__ import annotations

from xlfuncs.evaluation.result_words import called, is_rate, kinds, listed
from xlfuncs.functions.target_words import MEASURE_WORDS, UNDONE, WIDTH
from xlfuncs.patterns import pattern

_CLAUSES = pattern("[,;。、!(:]")
LEAD, _COUNT_OF = pattern("^[^0-9]*(?=[0-9])"), pattern("[总共为达到是约:]")  # 道路总里程为31公里
_THING, _SHORT = pattern("[设仪站点人资材册对机中房员]"), 2  # 采购监测设备; 人数
_CAUSE = pattern(
    "[,;。、(](?:(?:主要|偏差|未完成)?(?:原因|因|由于|受)|(?:未(?:达到?|完成)|低于)(?:年[度初])?(?:目标|指标|预期|计划))"
)
_IN = "[^0-9,，;；。()（）]"
_MUCH = f"[0-9][0-9.,]*[十百千万亿]*[余多]?(?:平方米|公里|[名个人户处所家座条亩米{MEASURE_WORDS}])"
_FOR = pattern(  # 对6座桥梁进行维修
    rf"({_IN}{{0,8}}?)[对为给将]?((?![对为给将]){_IN}{{0,12}})({_MUCH})({_IN}{{0,16}}?)(?:全部|均|已)*"
    rf"(?:(?:进行|开展|实施|提供|实行|给予)了?|(?=安装|配[备置]|补充|更新|适配|发放|改造|维修|正常))((?:(?!到位|完毕|完成){_IN}){{2,14}})(?!{_IN}*[0-9])(.*)"
)
_BEHIND = pattern(rf"(完成了?)({_MUCH})([一-龥]{{4,20}})")  # 完成6座水库除险加固


def without_cause(actual: str) -> str:
    """A result without the cause of its miss, or the word that it is one: 36套，因资金未到位.

    >>> without_cause("36套，因资金未到位"), without_cause("36套，尚未验收"), without_cause("36套，未达到目标")
    ('36套', '36套，尚未验收', '36套')
    """
    found = _CAUSE.search(actual.translate(WIDTH))
    return actual[: found.start()] if found else actual


def in_order(actual: str) -> str:
    """A result that says behind its figure of what it is and what was done, as others do: 桥梁维修6座.

    >>> in_order("对6座桥梁进行维修"), in_order("6座桥梁")
    ('桥梁维修6座', '6座桥梁')
    """
    found = _FOR.match(actual)
    if behind := _BEHIND.fullmatch(actual):
        return f"{behind[1]}{behind[3]}{behind[2]}"
    return f"{found[1]}{found[2]}{found[4]}{found[5]}{found[3]}{found[6]}" if found else actual


def another_deed(name: str, target: str, actual: str, *, cost: bool = False, own: bool = False) -> str | None:
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
    asked, words = called(name + target), listed()
    front = None if own or is_rate(actual) else LEAD.match(actual.translate(WIDTH))
    said = front[0] if front else ""  # nothing of a rate: 抽检合格率 says how it was found
    wanted, done = heads(name), heads(said)
    ways = kinds("alike", asked).keys()
    alike = any(deed in asked or not ways.isdisjoint(kinds("alike", deed)) for deed in done)
    for key in ("deeds",) if own else ("deeds", "against"):
        for deed in words[key].finditer(actual):
            beside = alike and (deed[0] in done or words["alike"].fullmatch(deed[0]))  # 采购并安装, 排查调解
            if deed[0] not in asked and not beside:
                return deed[0]
    paid = words["paid"].search(actual) if cost else None
    if paid and not words["paid"].search(asked):
        return paid[0]
    there = wanted and words["whole"].search(said)  # 全县农机手150人 under 培训农机手
    if there and not (words["heads"].search(said) or words["done"].search(said)):
        return said
    if alike or not done or not {*"".join(done)}.isdisjoint("".join(words["heads"].findall(name))):
        return None
    any_deed = not wanted or ("服务" in asked and "服务" not in said)  # 助老服务: 理发60人次
    return None if any_deed and not words["aside"].fullmatch(done[-1]) else done[-1]


def heads(text: str) -> list[str]:
    """The deed that words are of, the one that they end in, 培训 of 就业培训; else those that they begin with.

    >>> heads("完成文物修复材料采购"), heads("采购并安装消防设施"), heads("路灯"), heads("老旧小区改造户数")
    (['采购'], ['采购', '安装'], [], ['改造'])
    """
    words, chain = listed(), ""
    text = words["no_head"].sub("", text)
    found = [*words["heads"].finditer(text)]
    for deed in found:
        if text[: deed.start()].rstrip("并和、及与") != chain or (chain and _THING.match(text, deed.end())):
            break
        chain = text[: deed.end()]
    last = found[-1][0] if found else ""
    if last and text.endswith(last) and (chain != text or words["aside"].fullmatch(last)):
        return [last]
    return words["heads"].findall(chain)


def is_unfinished(actual: str) -> bool:
    """Whether what stands behind a result says that something is left to do.

    >>> is_unfinished("12公里，尚未验收"), is_unfinished("12公里，未超预算")
    (True, False)
    """
    return any(map(UNDONE.search, _CLAUSES.split(actual.translate(WIDTH))[1:]))


def without_deed(name: str, actual: str) -> bool:
    """Whether a result is of a thing as such that its name says something is done to, 道路里程31公里 under 道路绿化里程; no rate:
    设备合格率 is 设备验收合格率.

    >>> without_deed("道路绿化里程", "道路总里程31公里"), without_deed("旧房改造面积", "改造面积96平方米")
    (True, False)
    """
    lead = None if is_rate(actual) else LEAD.match(actual.translate(WIDTH))
    said = _COUNT_OF.sub("", lead[0]) if lead else ""
    deeds = listed()["done_to_it"].finditer(_COUNT_OF.sub("", name)) if len(said) > _SHORT else ()
    return any(said == one.string[: one.start()] + one.string[one.end() :] for one in deeds)
