"""未读的话 — words of a result that neither its row says nor any result may say besides: it may be of something else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from xlfuncs.evaluation.deeds import in_order, without_cause
from xlfuncs.evaluation.own_thing import apart, names_own
from xlfuncs.evaluation.result_words import called, kinds, listed
from xlfuncs.evaluation.row_words import row_words
from xlfuncs.evaluation.things import named_thing
from xlfuncs.functions.measures import is_unit
from xlfuncs.functions.remarks import without_agreeing
from xlfuncs.functions.target_figures import figures, in_digits, is_sum
from xlfuncs.functions.target_words import CHANGE, DATE, MEASURE_WORDS, OF_SIZE, narrowed
from xlfuncs.functions.targets import parse_target
from xlfuncs.patterns import pattern

_WORD, _FIGURE = pattern("[一-龥]"), pattern("[0-9][0-9.,]*")
_COUNT = pattern(
    rf"[0-9][0-9.,]*[十百千万亿]*[余多]?(?:人次|户次|场次|批次|平方米|立方米|公里|工作日|[名个人元亩吨米天次项位{MEASURE_WORDS}])?"
)
_AMONG = pattern("其中:?[^0-9,;。()]{1,8}[0-9][0-9.]*[^0-9,;。()]{0,4}(?=[,;。)]|$)")  # 其中残疾人20人
_OTHER, _THING = pattern(r"([^0-9]{1,12})[0-9.]+[万亿]?([^0-9]{1,3})"), 2
_OF_SIZE = pattern(OF_SIZE)
_SUCH_AS = pattern("[一-龥]{1,6}(?:、[一-龥]{1,6}){1,6}等(?=[一-龥]{2})")
_FRONT = pattern("[^0-9()]*(?=[0-9])")
_CLAUSES, _RUNS = pattern(r"[,;。!()]|(?<=\|)、(?=[^、]*[0-9])"), pattern(r"[\W_]+")


@lru_cache(maxsize=1 << 10)  # for the score of a row, and for what there is to say of it
def unread(name: str, target: str, actual: str) -> tuple[str, ...]:
    """Words of a result that its row does not say and no result says of itself: it may be of something else.

    >>> unread("培训教师", "200人", "参训教师家属200人"), unread("群众满意度", "≥90%", "职工满意度95%")
    (('家属',), ('职工满意度',))
    >>> unread("新建公厕", "8座", "共新建公厕8座"), unread("新建公厕", "8座", "8座（含移动公厕2座）")
    ((), ('移动公厕',))
    >>> unread("农村公路", "35公里", "31公里（路基）"), unread("农村公路", "35公里", "31公里，均已通车，未发生事故")
    (('路基',), ())
    >>> unread("老年人体检", "800人", "80岁以上老年人760人"), unread("65岁以上老人体检", "800人", "65岁以上老人760人")
    (('80岁以上',), ())
    """
    if not _WORD.search(actual):
        return ()
    text = in_digits(narrowed(without_agreeing(target, actual) or without_cause(actual)))
    row = f"{narrowed(name)}|{narrowed(target)}"
    ages = [one[0] for one in _OF_SIZE.finditer(text) if "岁" in one[0] and one[0].strip("的") not in row]
    asked, words = called(row), listed()
    text = _SUCH_AS.sub("", in_order(_OF_SIZE.sub("", text)))  # 书法、声乐等课程
    text = words["to_whom"].sub(lambda one: one[0] if words["narrowing"].search(one[0]) else "", text)
    unit = parse_target(text).unit or parse_target(target).unit or ""
    whole = unit in asked or "/" in unit or is_unit(unit) or unit[:1] in unit[1:]
    first = _FIGURE.search(text)
    if first is None:
        return ()
    at = text.find(unit, first.end()) if unit else -1
    if at >= 0 and (whole or text[at - 1] != "("):  # 个考场; not (路基)
        text = f"{text[:at]}|{text[at + (len(unit) if whole else 1) :]}"
    text = DATE.sub("|", text)
    found, opened = figures(text), text.rfind("(")
    if len(found) > 2 and text.endswith(")") and is_sum(found, opened, text):
        text = text[:opened]
    text = _AMONG.sub("|", text)
    bare = len(named_thing(name)) < _THING  # 培训人次: whoever it is of
    for deed in kinds("activities", name).values() if bare else ():  # 法治宣传 under 宣传场次
        before, _, after = text.partition(deed)
        text = text if _FIGURE.search(before) else after or text
    if "对象" in name:
        text = words["one_asked_of"].sub("|", text)
    if words["one_whom"].search(text):
        who = None if bare or "对象" in name else kinds("one_whom", asked)  # 家长 under 服务对象满意度
        text = words["one_whom"].sub(lambda one: "|" if who is None or one.lastgroup in who else one[0], text)
    runs: list[str] = []
    clauses = _CLAUSES.split(text)
    for clause in clauses:
        within = words["within"].search(clause)
        other = None if within or unit == "%" else _OTHER.fullmatch(clause)  # 培训326人 beside 4期
        counted = other and other[2] != unit and not row_words(other[1], "").both_ways
        if len(clauses) > 1 and (counted or words["harmless"].fullmatch(clause)):
            continue
        keys = ("counted_in",) if within else ("said", "people", "in_front", "besides")
        for known in (*(words[key] for key in keys), CHANGE, _COUNT):
            clause = known.sub("|", clause)
        runs += _RUNS.split(clause)
    own = kinds("alike", asked)  # 疏浚 under 清淤
    rest = (
        (words["alike"].sub(lambda one: "" if one.lastgroup in own else one[0], apart(asked, run)[1]), run)
        for run in dict.fromkeys(runs)
    )
    unsaid = ((left, run) for left, run in rest if _WORD.search(left) and not {*left} <= {*asked})
    return *ages, *(run for left, run in unsaid if not words["little"].fullmatch(left))


def without_harmless(text: str) -> str:
    """A result without clauses that say that nothing is amiss: 未出现差错，准确率100%."""
    clauses, harmless = _CLAUSES.split(narrowed(text)), listed()["harmless"]
    told = [clause for clause in clauses if not harmless.fullmatch(clause)]
    return "，".join(told) if len(told) < len(clauses) and _FIGURE.search("".join(told)) else text


def unsure(name: str, target: str, actual: str) -> Sequence[str]:
    """Those of the words not read that leave open of what a result is; others only tell more of what its row asks for.

    >>> unsure("监控设备", "45个", "安装高清监控探头45个"), unsure("新建公厕", "8座", "8座（移动公厕）")
    ([], ['移动公厕'])
    """
    runs, unit = unread(name, target, actual), parse_target(target).unit or ""
    front = _FRONT.match(in_order(_OF_SIZE.sub("", narrowed(actual)))) if runs else None
    if not front:
        return runs
    counted = unit != "%" and "元" not in unit
    own = front[0] if counted and names_own(narrowed(name), narrowed(target), front[0]) else ""
    asked = f"{name}|{target}"
    less = {one for one in listed()["narrowing"].findall(narrowed(actual)) if one not in asked} | {"满意"}
    return [
        run
        for run in runs  # 台式电脑 is a kind of 电脑, 干部满意度 is of others than 群众满意度
        if run not in own
        and not (run in front[0] and run[-2:] in asked and not any(one in run for one in less))
    ]
