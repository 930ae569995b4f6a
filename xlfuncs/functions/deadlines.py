"""期限 — whether a result keeps a deadline.

What does not tell for certain (a year on one side only, words nobody knows) is None: a person decides.
"""

from __future__ import annotations

import datetime as dt
from itertools import product

from xlfuncs.functions.dates import Span, of_one_month, spans, words_beside
from xlfuncs.functions.target_words import FURTHER
from xlfuncs.patterns import pattern

_YEAR_ENDS = dt.timedelta(300)  # so much earlier without a year, a date may be of the next one
# What may stand beside the date of a result; 12月31日前 alone says the deadline again, not when the work was done.
_BEFORE_IT = pattern(
    "[之以]?前(?=(?:已经?|均已?|全部)*(?:竣工|完工|建成|验收|交付|投入使用|支付|发放|拨付|完成|完毕|结束))"
)
_TO_WHOM = pattern("[至到给]?各?(?:企业|单位|农户|个人|群众|学校|乡镇|村|部门|户)(?:账户)?$")
_DONE = pattern(
    r"(?:项目|工程|已经?|均已?|全[部面]|足额|顺利|圆满|按[时期]|如期|及时|提前|于|在|到位|竣工|完工|验收|交付|投入使用|支付|发放|拨付|兑[付现]|[打到入]账|通过一?卡通|完成|完毕|结束|上线|投[用产]|启用|开通|通车|开馆|(?<!试)运行"
    r"|印发|发布|出台|(?:报送|上报|提交|报)(?:[^0-9未没延后]{0,4}(?:局|厅|委|部门|政府))?|到货|建成|举[办行]|召开|开展|[办审]结|结[题项]|出版|下[达拨]|签订|移交|归档|安装|投放|通过|入库|通[水电气网]|合格|达标|任务|目标|(?:运行|效果)(?:正常|良好)"
    "|并|交付使用|调试|到户|质量|建设完成|完成建设|[底末，。,.;、:() ])*"
)
# What a work has come to, in order; and what is done at once
_STAGED = (
    "到货|供货",
    "安装|调试",
    "[竣完]工|建成|建设完成|完成建设",
    "验收",
    "移交|交[付接]",
    "投入使用|投[用产]|启用|上线|开通|通车",
)
_STAGES = tuple(map(pattern, _STAGED))
_ACTS = tuple(map(pattern, ("支付|发放|拨付|下[达拨]|到位", "印发|发布|出台", "报送|提交|上报")))
_PAID, _FUNDS = pattern("支付|拨付"), pattern("[支拨]付|发放|下[达拨]|到位|[资款补奖贴费]")
_FROM = pattern("早于|起|[以之]?后|[≥>≈=]|左右|前后")  # no deadline, or not one for certain
_EARLIER = ("前", "之前", "以前", "底前")
_ALSO = pattern("及(?!时)|[和与并、]")  # 采购及安装: one of two deeds is not both, nor is 规划 规划评审
_ENDS = pattern("(?:工作|任务|建设|实施|完成|完毕|结束|到位|[,，;；。])*")
_JUST_DONE = pattern("^(?:已经?|于|全部|完成)+|(?:完毕|完成|结束)+$")
_TIMED = pattern("(?:完成|办理)?(?:时间|时限|日期|节点|期限)$")
_LEAD = pattern("^(?:均|都|已经?|按(?:要求|规定|[时期])|能够?|于|在)+")  # 均于每月15日前发放
_NEXT = pattern("[次翌明]年|下一?个?年")  # of which year nobody here can say
_RECURS = pattern("每[年季月周日]|次[年季月周日]")  # kept every time: no date could say so


def kept(deadline: object, actual: object, name: str = "", year: int | None = None) -> bool | None:
    """是否按期 — whether `actual` keeps the deadline, one of `year` where it names none; None where that is not certain.

    >>> kept("2023年12月底前", dt.date(2023, 12, 20)), kept("2023年12月31日前", "2024年3月15日")
    (True, False)
    >>> kept("2023年6月前", "2023年6月12日"), kept(2023.12, 2023.11), kept("12月底前", "已完成")
    (None, True, None)
    """
    texts = isinstance(deadline, str) and isinstance(actual, str)
    said = _LEAD.sub("", str(actual))
    rest = said[len(str(deadline)) :] if texts and said.startswith(str(deadline)) else None
    if rest is not None and _RECURS.search(str(deadline)) and _DONE.fullmatch(rest):
        return True
    if _NEXT.search(str(deadline)):
        return None
    deadline, actual = of_one_month(deadline, actual)
    further = FURTHER.search(deadline) if isinstance(deadline, str) else None
    if further and not _DONE.fullmatch(further["more"]):
        return None  # more is asked for than the date
    want, have = spans(deadline, strict=True), spans(actual, strict=False)
    if any(one.dated for one in want) != any(one.dated for one in have):
        want, have = ([one.without(year) for one in each] for each in (want, have))
    asked, done = words_beside(deadline), _BEFORE_IT.sub("", words_beside(actual)).removesuffix("工作")
    done = done if _TO_WHOM.search(asked) else _TO_WHOM.sub("", done)
    if done in _EARLIER and all(one.last < other.last for one, other in product(have, want)):
        done = ""  # 9月28日前, by 9月30日前
    just = _JUST_DONE.sub("", done)
    of_it = len(just) > 1 and _TIMED.sub("", name).endswith(just)  # 开工时间
    before, _, behind = asked.rpartition(just) if just[1:] and just in asked else (asked, "", "及")
    again = "前" not in done and (of_it or (_ENDS.fullmatch(behind) and not _ALSO.search(before)))
    if asked == "=" and not done and want == have != []:
        return True  # =2022年11月: the very month
    if _FROM.search(asked) or not (_DONE.fullmatch(done) or again):
        return None
    verdicts = {_verdict(one, other, year) for one, other in product(want, have)}
    return verdicts.pop() if len(verdicts) == 1 else None


def falls_short(asked: str, actual: str) -> bool:
    """是否另一环节 — whether what was done by a date is not yet, or not, what was asked for by then.

    >>> falls_short("11月底前验收", "11月25日完工"), falls_short("竣工时间", "11月25日通过验收"), falls_short("11月底前", "完工")
    (True, False, False)
    """
    want, have = ([at for at, said in enumerate(_STAGES) if said.search(text)] for text in (asked, actual))
    if want and have and have[-1] < want[-1]:
        return True
    acts = [{said.pattern for said in _ACTS if said.search(text)} for text in (asked, actual)]
    paid = _PAID.search(actual) and not have and not _FUNDS.search(asked)
    return bool(paid or (all(acts) and acts[0].isdisjoint(acts[1])))


def _verdict(deadline: Span, actual: Span, year: int | None) -> bool | None:
    if deadline.dated != actual.dated:
        return None
    if actual.last <= deadline.last:
        other = actual.last.year not in (deadline.last.year, year)  # 2023年12月31日前, 2022年12月31日
        unsure = other or not deadline.dated  # 12月20日前, 1月5日
        early = unsure and deadline.last - actual.last > _YEAR_ENDS
        return None if early else True
    return False if actual.first > deadline.last else None
