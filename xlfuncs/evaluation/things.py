"""所指 — what a result counts, where its words say something else than the row: another thing, another deed, none done."""

from __future__ import annotations

import re

from xlfuncs.functions.target_words import CHANGE, UNDONE, WIDTH
from xlfuncs.patterns import pattern

# The work is only begun, ordered or written up, or another than was asked for; nothing where the name or target says so.
_DEEDS = re.compile(
    "开工|动工|启动|主体|[在未][建研编办审途]|试运行|正在|施工中|[进推][行进]中|(?<![按超照较比])计划|规划|选址|勘[察测]|设计|初稿|草稿|送审"
    "|报[审批名]|征求意见|撰写|起草|投稿|录用|立项|申[请报]|受理|[立收]案|推荐|提名|拟[建购订]|招标|中标|下单|订[购货单]|签[约订]|(?<![按依照])合同"
    "|(?<!超)(?<!超过)(?<!低于)预[算计付订]|(?<![相对供适响反效])应[到购建发培]|需[要求购]?(?=[0-9])|改[造建]|扩建|维[修护]|养护|修缮|翻新|硬化|拆除|报废|更[新换]|租[赁用]"
    "|调拨|捐赠|库存|闲置|走访(?!慰问)|张贴|印[制刷]|奖励|参观|观摩"
    "|[流废]标|退[货回还]|停[用办]|取消|延期|推迟|终止|撤[销回]|作废|(?<!包)含(?=[0-9])|[约折]合|相当于|[(（](?:目标|任务)"
)
_NEW, _OLD = "新建", re.compile("改[造建]|扩建|维修|养护|修缮")
_CLAUSES = pattern("[,;。、!(:]")
_CAUSE = pattern("[,;。、(](?:主要)?(?:原因|因|由于|受)")
_YEAR = pattern("(?:19|20)[0-9]{2}(?=年)")
_PART = pattern("[上下]半年|第?[一二三四1-4]季度|[两二三四五]年(?!级)|全年(?=[^0-9]{0,4}[0-9])")
_FRESH, _STOCK = pattern("新增|当年|本年|净增"), pattern("累计|现有|总数|存量|保有|总量|期末|年末")
# What stands before a figure, or in a name, without saying of what it is
_SAID = (
    "实[际到现购]|已经?|[均共于是为在由从经有全]|[累合总小]计|年度?|达[到成标]?|[约近超]过?|突破|人民币|完成(?!率|比)|实现|开展|组织|举[办行]|召开|购[置买]|采购|配[备置]"
    "|新[增建]|建[成设立]|修建|安装|铺设|敷设|发放|支[出付]|拨付|投入|使用|参[训加会与]|到[会位]|签到|结业|培训|惠及|受益|服务|吸纳|救助|扶持|资助|补助|宣传"
    "|平均|[人户亩村场次]均|每季度|每个?(?:行政)?.|[同环]比|[较比]?(?:上年|去年|同期)|[结决][算案][价数]?|审定|发生|到达|缴纳|综合|总?成本|数量?|金?额|[人户家个场批]次?数|批次|问卷|调查"
    "|抽[检查]|监督|不[少低多高小大超][于过]?|[至最][少多低高]|[大小等高低]于|下乡|治理|整治|面积|长度|里程"
    "|审结|[办了]结|结[题项]|竣工|完工|验收|印发|交付|上线|投[用产]|通过|出版|公开|发表|刊发|有效|按[时期质]|圆满|顺利|积极|认真|扎实|成功|自评|核[实定]|复核|[截至到]+(?:年[末底]|目前)"
)
_PEOPLE = pattern("农民|村民|居民|群众|学员|人员|对象")
_SAID_WORDS = pattern(f"(?:{_SAID})(?![率费度])|{CHANGE.pattern}")
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


def another_deed(name: str, target: str, actual: str) -> str | None:
    """The word of a result that says of something else than the row asks for.

    >>> another_deed("购置设备", "8台", "中标8台"), another_deed("审结案件", "200件", "收案200件")
    ('中标', '收案')
    >>> another_deed("维修校舍", "3栋", "新建3栋"), another_deed("维修校舍", "3栋", "维修3栋")
    ('新建', None)
    >>> another_deed("购置设备", "8台", "按计划购置8台")
    """
    asked = name + target
    for deed in _DEEDS.finditer(actual):
        if deed[0] not in asked:
            return deed[0]
    return _NEW if _NEW in actual and _NEW not in asked and _OLD.search(asked) else None


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
    """
    years = [set(_YEAR.findall(text)) for text in (target, actual)]
    parts = [set(_PART.findall(text)) for text in (target, actual)]
    if all(years) and years[0] != years[1]:
        return True
    if parts[0] != parts[1] and (parts[1] - {"全年"} or all(parts)):
        return True
    asked = name + target
    new, all_ = _FRESH.search(asked), _STOCK.search(asked)
    return bool((new and not all_ and _STOCK.search(actual)) or (all_ and not new and _FRESH.search(actual)))


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
    want = wanted["thing"] if wanted else _lead(target)
    have = found["thing"] if found else _lead(actual)
    if _NOT.search(have) and not _NOT.search(name + target):
        return True
    if want and have:
        return not _alike(_bare(want), _bare(have))
    named, have = (_PEOPLE.sub("", thing) for thing in (_named(name), have))
    if len(have) < 2 or len(named) < 2 or (found and found["of"] not in _MADE):
        return False
    return not any(have[at : at + 2] in named for at in range(len(have) - 1))


def _lead(text: str) -> str:
    """What is said before the first figure, without words that go with any: 电脑 of 共采购电脑20台."""
    lead = _LEAD.match(_UNCOUNTED.sub("", text.translate(WIDTH)))
    return _SAID_WORDS.sub("", lead[0]) if lead else ""


def _named(name: str) -> str:
    return _SAID_WORDS.sub("", _UNCOUNTED.sub("", name))


def _alike(one: str, other: str) -> bool:
    return one in other or other in one


def _bare(thing: str) -> str:
    return thing.rstrip("率度")
