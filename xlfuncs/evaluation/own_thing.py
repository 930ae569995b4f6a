"""本项 — whether a result in other words is of what its row is of: 安装高清监控探头 under 监控设备."""

from __future__ import annotations

from functools import partial

from xlfuncs.evaluation.result_words import called, in_words_of, kinds, listed
from xlfuncs.functions.targets import parse_target
from xlfuncs.patterns import pattern

_WORD, _TIMES = 2, pattern("[0-9](?:[人批场频]?次|[场期起])")
TURNING = frozenset("进非净毛次副")  # 进出口, 净利润
UNCOUNTED = pattern("^[(（]?[0-9]{1,2}[.、)）](?=[^0-9])|(?:19|20)[0-9]{2}年|[A-Z]级|[^一-龥0-9]")


def names_own(name: str, target: str, front: str) -> bool:
    """Whether the words in front of a figure say what was done, and end in the thing that is asked for.

    >>> names_own("监控设备安装", "45个", "安装高清监控探头"), names_own("安装路灯", "20盏", "安装路灯基座")
    (True, False)
    >>> names_own("安装路灯", "20盏", "损坏路灯")
    False
    """
    words, asked = listed(), called(f"{name}|{target}")
    wanted, have = core(name, target), core(in_words_of(name, front)).rstrip("等")
    part = any(one[0] not in asked for one in words["narrowing"].finditer(front))
    done = front[:_WORD] in name.replace(wanted, "") or any(
        words[key].search(front) for key in ("done", "acts", "activities")
    )
    if part or not done or not tells_of(name, front):
        return False
    whole = len(wanted) < _WORD
    if any_of := words["any_of"].search(name):  # 教学一体机, but not 教学设备配件
        return not core(front.rpartition(any_of[0])[2] if any_of[0] in front else "") and (
            whole or apart(wanted, have)[0] != wanted
        )
    ends = front[-_WORD:] in asked
    if whole:
        return ends or front[-1:] in target
    return have[-_WORD:] in f"{asked}|{wanted}" or bool(ends and wanted in have and _TIMES.search(target))


def core(text: str, target: str = "") -> str:
    """A thing without what is done to it, words of whatever there is of it, and the unit that it is counted in.

    >>> core("监控设备安装数量"), core("开展日常巡逻"), core("水库加固座数", "3座")
    ('监控', '', '水库')
    """
    words, text = listed(), UNCOUNTED.sub("", text)
    for key in ("acts", "said", "generic", "anyone"):
        text = words[key].sub("", text)
    return text.rstrip(f"{parse_target(target).unit or ''}次数量")


def tells_of(name: str, text: str) -> bool:
    """Whether a result says something of a name, and that what it says first, or else last, was done.

    >>> tells_of("渠道衬砌", "衬砌渠道"), tells_of("渠道衬砌", "清淤渠道"), tells_of("入户走访", "电话回访")
    (True, False, False)
    """
    words, named = listed(), called(name)
    told = words["done"].sub("", in_words_of(name, text)).lstrip("共已均全年集中")
    deeds, done = map(words["acts"].findall, (name, told))
    deed = done[0 if told.startswith(done[0]) else -1] if done else ""
    said = any(named[at : at + _WORD] in text for at in range(len(named) - 1))
    return said and (not (deeds or done) or not {*"".join(deeds)}.isdisjoint(deed))


def apart(one: str, other: str) -> tuple[str, str]:
    """Both without what they share, two characters or more: 消防 and 应急 of 消防演练 and 应急演练."""
    for size in range(min(len(one), len(other)), 1, -1):
        for at in range(len(one) - size, -1, -1):
            shared = one[at : at + size]
            if len(shared) == size and shared in other:
                one, other = one.replace(shared, ""), other.replace(shared, "")
    return one, other


def in_other_words(name: str, want: str, have: str, *, strict: bool) -> bool:
    """Whether target and result say one thing, one of them with words of the name, or in another order, or telling more of it.

    >>> in_other_words("公交出行分担率", "分担率", "公交出行分担率", strict=True)
    True
    >>> in_other_words("", "承保水稻", "水稻承保", strict=False), in_other_words("", "抽检合格率", "抽检完成率", strict=True)
    (True, False)
    """
    words, own = listed(), kinds("alike", want).keys() & kinds("alike", have).keys()
    less, more = apart(want, have)
    if not strict and less != want:  # 签约项目, 签订项目
        other = partial(words["alike"].sub, lambda one: "" if one.lastgroup in own else one[0])
        less, more = (other(words["done"].sub("", part)) for part in (less, more))
    if len(less) == 1 and more.endswith(less):  # 服务点, 物流服务点
        less, more = "", more[:-1]
    ends = want[-_WORD:] == have[-_WORD:]
    named = {*less, *more} <= {*name} - TURNING or words["little"].fullmatch(more) is not None
    if strict:
        return named and ends and not (less and more)
    return not less or (not more and (named or ends))
