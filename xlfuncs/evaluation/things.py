"""所指 — what a result counts, where its words say something else than the row: another thing, another time."""

from __future__ import annotations

from xlfuncs.evaluation.deeds import LEAD, without_deed
from xlfuncs.evaluation.own_thing import TURNING, UNCOUNTED, apart, core, in_other_words, tells_of
from xlfuncs.evaluation.result_words import exclusive, in_words_of, is_rate, kinds, listed, pairs
from xlfuncs.functions.target_words import MEASURE_WORDS, UNTIL_ITS_END, WIDTH
from xlfuncs.patterns import pattern

_CAUSED = pattern("^(?:因|由于|受)[一-龥]{1,12}?[,、]?(?=实际|仅|只|完成|开展)")  # 因疫情仅开展3次
_YEAR = pattern("(?:19|20)[0-9]{2}(?=年)")
_OF_YEAR = pattern("(?:19|20)[0-9]{2}年度?的?(?:数[据值]?|统计|口径)")  # 2022年数据, of a year nobody knows
_PART = pattern(
    "[上下]半年|历年|[当本单]月|本季度?|第?[一二三四1-4]季度|[两二三四五]年(?!级)(?=.*[0-9])|全年(?=[^0-9]{0,4}[0-9])"
)
_MEAN = pattern("[月季周日天]均")
_EARLIER = pattern("(?<![比较与于同])(?:上一?年|去年|往年|前年)(?!结转|[^0-9]*[比增降提升减持])")
_BEHIND = pattern(
    rf"\d(?:平方|[公立]方?)?(?P<of>[名个亩吨里米{MEASURE_WORDS}])(?!及?以|左右|之|[并已均]|工作日|自然日|百分点)(?P<thing>[一-龥]{{2,6}}?)(?:及?以[上内下]|左右|[(（]|$)"
)
_MADE = frozenset("台辆套架艘部亩吨里米")  # what a number of these is of, a name says too
_NOT = pattern("[不未]|非(?!遗)|无(?!害化|障碍|人机|线)")  # 不满意率7%; 合格率98% under 不合格率
_PART_OF_IT = pattern("[,;。(]其中[^,;。()]*[)]?")  # 260人，其中残疾人20人
_COUNTED_IN_IT = pattern("其中[:：]?([一-龥]{2,6})[0-9]")
_AND = pattern("(?<![惠普涉波顾])及(?![时格以早])|(?<![总共中饱温])和(?![谐平睦])|(?<!参)与(?![会否])|、")
_CLAUSES = pattern("[,;。!()]")
_TOLD = pattern("[0-9][^0-9(（]{0,5}[(（]([一-龥]{2,6})[)）]")  # 2项（省级）


def another_period(name: str, target: str, actual: str, *, year: int | None = None) -> bool:
    """Whether a result is of another time than its target, or a stock beside what is new.

    >>> another_period("培训", "2024年20场", "2023年20场"), another_period("培训", "20场", "上半年20场")
    (True, True)
    >>> [another_period("培训", "20场", "25场（2022年数据）", year=year) for year in (None, 2022)]
    [True, False]
    >>> another_period("新增床位", "20张", "累计120张"), another_period("培训", "20场", "2024年累计20场")
    (True, False)
    >>> another_period("接待量", "5000人次", "月均400人次"), another_period("日均接待", "400人次", "日均390人次")
    (True, False)
    """
    years = [set(_YEAR.findall(text)) for text in (target, actual)]
    years[0] = years[0] or {str(year)} - {"None"} or {*_YEAR.findall(name)}
    asked, words = name + target, listed()
    parts = [set(_PART.findall(text)) for text in (asked, actual)]
    if years[1] and years[0] != years[1] and (years[0] or _OF_YEAR.search(actual)):
        return True
    if parts[0] != parts[1] and (parts[1] - {"全年"} or all(parts)):
        return True
    if _EARLIER.search(actual) and not _EARLIER.search(asked):
        return True
    means = [*map(_MEAN.search, (target, actual))]
    if bool(means[0]) != bool(means[1]) and not _MEAN.search(name):
        return True
    (new, net, whole), (fresh, less, stock) = (
        [words[key].search(text) for key in ("fresh", "net", "stock")] for text in (asked, actual)
    )
    if (net and fresh and not less) or (less and not new):  # 新增8家 under 净增; 净增4家 under 企业数
        return True
    return bool((new and not whole and stock and not fresh) or (whole and not new and fresh))


def another_thing(name: str, target: str, actual: str, *, harm: bool = False) -> bool:
    """Whether a result is of something that neither the target nor the name of its row says; of a harm, of a part of it.

    >>> another_thing("采购", "20台电脑", "20台打印机"), another_thing("采购", "电脑20台", "打印机20台")
    (True, True)
    >>> another_thing("培训教师人数", "320人", "学生320人"), another_thing("培训教师人数", "320人", "教师310人")
    (True, False)
    >>> another_thing("残疾人康复", "200人", "190名儿童"), another_thing("老年人体检", "200人", "190名老人")
    (True, False)
    >>> another_thing("合格率", "≥95%", "优良率97%"), another_thing("购置电脑", "20台", "共采购20台")
    (True, False)
    >>> another_thing("事故起数", "≤3起", "重大事故2起", harm=True), another_thing("出口额", "3亿元", "进出口额3亿元")
    (True, True)
    >>> another_thing("PM2.5浓度", "≤35", "PM10浓度30"), another_thing("日处理污水", "2万吨", "年处理污水2万吨")
    (True, True)
    >>> another_thing("公交出行分担率", "分担率30%", "公交出行分担率31%"), another_thing("务工", "农民务工90人", "农民90人")
    (False, True)
    """
    if without_deed(name, actual):
        return True
    told = [_TOLD.search(text) for text in (target, actual)]
    if all(told) and not _alike(*(found[1] for found in told if found)):
        return True
    wanted, found = _BEHIND.search(target), _BEHIND.search(actual)
    asked = name + target
    words, own = listed(), _PART_OF_IT.sub("", actual.translate(WIDTH))
    part = _COUNTED_IN_IT.search(actual)
    if part and part[1] not in own and part[1] in named_thing(name) and not _AND.search(name):
        return True  # 12台，其中台式机5台 under 购置台式机
    for key in exclusive() if words["any_one"].search(own) else ():
        whom = kinds(key, own)
        if whom and (meant := kinds(key, asked)) and meant.keys().isdisjoint(whom):
            return True
    if _one_only(name, asked, own):
        return True
    said = words["said"]
    want = said.sub("", wanted["thing"]) if wanted else _lead(target)
    have = said.sub("", found["thing"]) if found else _lead(in_words_of(target, actual))
    turned = have and any(no + have in asked for no in "不未非")
    if turned or (_NOT.search(have) and not _NOT.search(asked)):
        return True
    for key in ("levels", "of_each"):
        sides = [{*words[key].findall(text)} for text in (asked, actual)]
        if all(sides) and sides[0].isdisjoint(sides[1]):
            return True
    if want and have:
        want, have = _bare(want), _bare(have)
        if not _alike(want, have):
            return not in_other_words(name, want, have, strict=harm or is_rate(actual))
        front = (
            words["anyone"].sub("", have.removesuffix(want)) if harm and want and have.endswith(want) else ""
        )
        lacking = core(want.removeprefix(have)) if want.startswith(have) and core(have) else ""
        # 硬件运维费用 is not all of 运维费用, nor 脱贫人口 脱贫人口务工
        return len(lacking) > 1 or (len(front) > 1 and not {*front} <= {*name})
    have = words["in_front"].sub(lambda one: one[0] if one[0] in name else "", words["people"].sub("", have))
    named, have = _bare(named_thing(name)), in_words_of(name, _bare(have)).removesuffix("后")
    if not have or (found and found["of"] not in _MADE):
        return False
    if words["growth"].search(name) and not words["grown"].search(actual):  # 用电4万度 of 节约用电
        return True
    if min(len(named), len(have)) < 2:
        return False
    if is_rate(actual) and is_rate(name) and have[-2:] != named[-2:]:  # 抢修率 of 抢修及时率
        return True
    bare = core(name, target)
    if not harm and len(bare) < 2 and tells_of(name, actual):
        return False
    if not any(have[at : at + 2] in named for at in range(len(have) - 1)):
        return not set(have) <= set(name)  # 办案 of 办理案件
    if abs(len(have) - len(named)) == 1 and _alike(have, named):
        longer = max(have, named, key=len)
        if longer[0] in TURNING and longer[1:] in (have, named):
            return True
    strict = harm or is_rate(actual) or not tells_of(name, actual)
    left = apart(named, have) if strict else apart(bare, core(have))
    of_name, of_result = 0 if left[0] in have else len(left[0]), len(left[1])
    # 小, 中 of 小学教师, 中学教师; but 任, 入职 of 新任教师, 新入职教师
    return min(of_name, of_result) > 1 or of_name == of_result == 1 or (of_result > 1 and harm)


def of_more(name: str, target: str, actual: str) -> int:
    """Whether a result that names its thing is of more of them than are asked for (1), of fewer (-1), or says nothing of it.

    >>> of_more("有责投诉", "≤3件", "投诉5件"), of_more("投诉", "≤3件", "有责投诉5件"), of_more("有责投诉", "≤3件", "5件")
    (1, -1, 0)
    """
    few, asked, actual = listed()["few"], name + target, _CLAUSES.split(actual.translate(WIDTH))[0]
    sides = [{*few.findall(text)} for text in (asked, actual)]
    if sides[1] in (sides[0], {*few.findall(target)} if _lead(target) else sides[0]):
        return 0
    found = _BEHIND.search(actual)
    thing = few.sub("|", found["thing"] if found else _lead(actual))
    return 0 if apart(asked, thing)[0] == asked else 1 if sides[1] < sides[0] else -1


def _one_only(name: str, asked: str, actual: str) -> bool:
    """Whether two are asked for, and a result names one of them: 产妇 under 孕产妇, 电脑 under 电脑和打印机."""
    words = listed()
    for both, *parts in pairs() if words["both"].search(asked) else ():
        if both.search(asked) and not both.search(actual):
            return [bool(part.search(actual)) for part in parts].count(True) == 1
    if not _AND.search(name):
        return False
    first, *others = _AND.split(words["said"].sub("", name))
    if not others or len(first) < 2:
        return False
    named = [
        any(part[at : at + 2] in actual for at in range(min(len(part), len(first)) - 1))
        for part in (first, *others)
    ]
    return any(named) and not all(named)


def _lead(text: str) -> str:
    """What is said before the first figure, without words that go with any: 电脑 of 共采购电脑20台."""
    lead = LEAD.match(UNTIL_ITS_END.sub("", _CAUSED.sub("", text.translate(WIDTH))))
    said = listed()["said"]
    told = [said.sub("", UNCOUNTED.sub("", part)) for part in _CLAUSES.split(lead[0])] if lead else []
    return next((part for part in reversed(told) if len(part) > 1), "".join(told))  # 均已归档，归档率


def named_thing(name: str) -> str:
    """What a name is of, without words that go with any: 电脑 of 购置电脑数量, nothing of 培训人数."""
    words = listed()
    return words["anyone"].sub("", words["said"].sub("", UNCOUNTED.sub("", name)))


def _alike(one: str, other: str) -> bool:
    return one in other or other in one


def _bare(thing: str) -> str:
    return thing.rstrip("率度")
