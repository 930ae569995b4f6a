"""指标的用词 — what a row's name and the headings above it say: less may be better, a percentage, a date.

The words are data (``row_words.toml``). They never decide a direction: they only show that there are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.patterns import pattern
from xlfuncs.toml import loads

_WORDS = Path(__file__).with_name("row_words.toml")
_SIGN = re.compile(r"[≥≤≧≦＜＞<>]=?|不低于|不少于|不超过|不高于|不大于|不小于")
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]?")
_BEFALLEN = ("befalls", "mistakes", "done")
# which only say more of names that the other lists show
_COMPOSED = ("rewards", "handled", "spent", "gained", *_BEFALLEN)
_SHARE = "(?:发生)?(?:率|比例|比重|占比)$"
_COUNT = (
    "(?:发生|影响|涉及|案件|事件|问题|隐患|事项|任务|线索|纠纷|矛盾|投诉|项目|政策)?(?:率|比例|比重|占比|(?:用户|人员|[次件起人例户处套家名头座个])?数量?"
    "|[次件起例]|[人批]次|金?额|时[长间]|天数|情况)?$"
)


class RowWords(NamedTuple):
    """What the words of a row show."""

    both_ways: bool = False  # a target without a sign may be a limit
    slow: bool = False  # only because it stands under 时效: a percentage there says how much was done in time
    rate: bool = False
    time: bool = False
    signed: bool = False  # the name may say a sign: `named_sign`
    sense: str | None = None  # the direction that nobody would turn: 投诉率, 监测费用, 满意度


_PLAIN = RowWords()  # most rows of a table
_NUMBERS = re.compile("[0-9 \t\r\n\u3000\xa0]+")
_without_numbers = partial(_NUMBERS.sub, "")  # names that differ in these only are one
_BETWEEN = "\0"  # what stands in no name


def row_words(name: str, kind: str) -> RowWords:
    """What the name of a row and the headings above it show.

    >>> row_words("人均培训费", "成本指标").both_ways, row_words("培训费节约率", "成本指标").both_ways
    (True, False)
    >>> row_words("投诉件数", "质量指标").both_ways, row_words("投诉办结数", "质量指标").both_ways
    (True, False)
    >>> row_words("单　价", "数量指标").both_ways
    True
    >>> row_words("", "数量指标").both_ways  # nothing shows that more is better
    True
    >>> row_words("参训人数", "数量指标")
    RowWords(both_ways=False, slow=False, rate=False, time=False, signed=False, sense=None)
    >>> row_words("投诉件数", "质量指标").sense, row_words("满意度", "").sense, row_words("不满意率", "").sense
    ('negative', 'positive', 'negative')
    >>> row_words("监测费用", "").sense, row_words("减免费用", "").sense, row_words("办理时限", "").sense
    ('negative', None, 'negative')
    """
    return _row_words(_without_numbers(name), kind)


def words_of(names: Sequence[str], kinds: Iterable[str]) -> Iterator[RowWords]:
    """The same of many rows: of all names at once in a third of the time."""
    bare = _without_numbers(_BETWEEN.join(names)).split(_BETWEEN)
    return map(_row_words, bare if len(bare) == len(names) else map(_without_numbers, names), kinds)


@lru_cache(maxsize=1 << 14)
def _row_words(name: str, kind: str) -> RowWords:
    if not name:
        return RowWords(both_ways=True)
    listed, kinds = _listed()
    kind, signed = _without_numbers(kind), _SIGN.search(name) is not None
    timed = kinds["time"] in kind
    if not timed and kinds["cost"] not in kind and not listed["any"].search(name):
        return RowWords(signed=True) if signed else _PLAIN
    bare = _BRACKETS.sub("", name).strip(" \t\r\n:：;；。.") or name
    rewarded = bool(listed["rewards"].search(bare))
    if rewarded and listed["priced"].search(bare) and not listed["praised"].search(bare):
        rewarded = False  # 满意度调查费用
    harmful = bool(listed["harms"].search(bare))
    befallen = harmful and listed["befallen"].search(bare) is not None
    handled = harmful and listed["handled"].search(bare) is not None
    if handled or (harmful and listed["acclaims"].search(bare)):  # 病历书写合格率
        harmful = befallen
    limited = bool(listed["limits"].search(bare) or kinds["cost"] in kind) and not rewarded
    rate = bool(listed["rates"].search(bare))
    slow = timed and not (limited or harmful or rewarded or rate)
    time = timed or bool(listed["times"].search(bare))
    spent = listed["spent"].search(bare) or (kinds["cost"] in kind and listed["priced"].search(bare))
    lost = (befallen and not handled) or (spent and not (rewarded or listed["gained"].search(bare)))
    sense = "negative" if lost else "positive" if listed["acclaimed"].search(bare) else None
    return RowWords(limited or harmful or slow, slow, rate, time, signed, sense)


def named_sign(name: str) -> Target | None:
    """The sign in a name, as a target would have it.

    >>> (named_sign("补助标准（≤**元）") or Target("number")).direction, named_sign("补助标准")
    ('negative', None)
    """
    found = _SIGN.search(name)
    read = parse_target(f"{found[0]}1") if found else None
    return read if read and read.direction else None


@cache
def _listed() -> tuple[dict[str, re.Pattern[str]], dict[str, str]]:
    words = loads(_WORDS.read_text("utf-8"))
    kinds: dict[str, str] = words.pop("kinds")
    found = {key: pattern("|".join(listed)) for key, listed in words.items()}
    found["acclaims"] = pattern(f"(?:{'|'.join(words['acclaimed'])})$")
    found["praised"] = pattern(f"节[约省]|(?:{'|'.join(words['rewards'])})$")
    found["priced"] = pattern(f"(?:{'|'.join(words['limits'])})$")
    found["spent"] = pattern(f"(?:{'|'.join(words['spent'])})$")
    harms, befalls, mistakes, done = ("|".join(words[key]) for key in ("harms", *_BEFALLEN))
    found["befallen"] = pattern(
        "^(?!.*(?:挽回|追回|避免)).*(?:"
        f"(?<!{done})(?<![挽拆清追减])(?:(?:{harms}){_SHARE}|(?:{befalls}){_COUNT})|(?:{mistakes}){_COUNT})"
    )
    shown = (listed for key, listed in words.items() if key not in _COMPOSED)
    every = [word for listed in shown for word in listed]
    begin = "".join(sorted({text[0] for word in every for text in _spelled(word)}))
    # Few characters of a name begin one of them: the rest need not be tried a hundred times each.
    found["any"] = re.compile(f"(?=[{begin}])(?:{'|'.join(every)})")
    return found, kinds


@cache
def spelled_out(*keys: str) -> tuple[str, ...]:
    """The words of some lists one by one, for formulas that know no patterns; where a word must end is left out.

    >>> spelled_out("times")[:2], "浪费" in spelled_out("harms"), "费用" in spelled_out("limits")
    (('时间', '日期'), True, False)
    """
    patterns = [word for key in keys for word in loads(_WORDS.read_text("utf-8"))[key]]
    words = dict.fromkeys(word for text in patterns for word in _spelled(text))
    return tuple(word for word in words if not any(other != word and other in word for other in words))


def _spelled(text: str) -> list[str]:
    """Every text a pattern of letters, alternatives and options stands for."""
    opening = re.search(r"\(\?:([^()]*)\)(\??)|\[([^\]]*)\](\??)|(.)\?", text)
    if opening is None:
        return [text.replace("$", "")]
    one_of = opening[1].split("|") if opening[1] is not None else list(opening[3] or opening[5])
    optional = opening[2] or opening[4] or opening[5]
    before, after = text[: opening.start()], text[opening.end() :]
    return [word for one in [*one_of, *([""] if optional else [])] for word in _spelled(before + one + after)]
