"""表内的评分标准 — what a row says itself that a miss costs, otherwise than by its share of the target, in whichever cell it
stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from xlfuncs.cells import Value
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.tier_texts import worded
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import concept, is_placeholder
from xlfuncs.functions.target_words import narrowed
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import ONE, exact_or_none

RATE = "执行率"  # which the names of rates end with
_BOUND = r"(?=[^。\n]{0,60}?(?:[≥≤<>每]|以[上下]|[低高]于|不足|不到|达到|超过))"
_RATE_EARNS = pattern(rf"执行率{_BOUND}[^。\n×*]{{0,40}}?(?:[得计扣][0-9满]|不[得计]分)[^。\n]*")
_NONE = "(?:不[得计]分|[得计记为按][0零]分)"
_FOR_ALL = pattern(
    f"每[^。;；]{{1,12}}扣[0-9]|(?:未|没有|低于|不到|不足|小于|以下|否则|偏差|[反负]向|超[过出])[^。;；]{{0,12}}{_NONE}"
    "|[反负]向[^。;；]{0,12}(?:[=＝为][^。;；]{0,9}[1１][-－]|比例扣)"  # =1-（实际值-目标值）/目标值
    "|未完成[^。;；]{0,9}按[0-9.]+%(?![-~—至(（])"
)
_LESS_IS_BETTER = pattern("[反负]向|超[过出](?!.*(?:未|没有|低于|不到|不足|否则))")
_NOTE = pattern(".{0,4}(?:注|说明|规则|办法)[:：]?")  # its label, in a cell of its own
_LATE = pattern("每(?:逾期|超期|延期|延迟|推迟|滞后|拖延|延误|晚|迟)")
_ON_TIME = pattern("[按准及][时期]|如期|[时期]限|[逾延超]期")
_TIMES = frozenset("天日周月年时钟")
_RULED, _EARNS = pattern("每|不[得计]|满分"), pattern("[分良]")
_GRADED = pattern(r"良好?[^,;。]{0,6}\d+[%分]")  # 注：优得100%，良得80%
_HUNDRED = Decimal(100)
_OF_TARGET = ("完成率", RATE)  # its share, too
# What a miss costs is said, and not that it is its share: 每少1次扣1分, 80%以下不得分.
_OWN_WAY = pattern(
    r"每[^每]*[扣减][分值权重的]{0,5}\d|得分[=为:]\d+(?:\.\d+)?-|一半|(?:专家|评委|评价组)[^,;。]{0,6}[打评赋]分"
    r"|[满\d]分[,;。①-⑩]+(?:否则|未(?:完成|达[^,;。%]{0,6}|按[期时][^,;。]{0,3}))[的,]*(?:不[得计]分|[得计]?0分)"
    r"|优秀?[(:≥得计、,][^良]{0,12}良|^(?!.*(?:比例|完成率|[×*÷/])).*(?:[扣减得计加]\d+(?:\.\d+)?分|不[得计]分|扣分|扣完|酌情)",
    re.DOTALL,
)
_REACHED = (
    r"(?<![\d.])(\d{1,9}(?:\.\d{1,9})?)%[^\d;。×*÷/%]{0,10}?"
    r"[得计](?:满分|\d+(?:\.\d+)?分|[分值权重标准的]{0,5}\d+(?:\.\d+)?%)"
)
_FULL = pattern(_REACHED)
_BARE = r"%[^\d;。×*÷/%]{0,4}(?<![扣减])\d{1,3}(?:\.\d)?分"
# 完成率≥95%得10分，90%-95%得8分; 90%以上10分，80%-89%8分
_TIERS = pattern(f"{_REACHED}.*?{_REACHED}|{_BARE}.*?{_BARE}", re.DOTALL)
_TIERS_OF_ALL = pattern(
    rf"(?:完成率|完成比例|完成程度|执行率|达成率)[^\d;。]{{0,6}}{_REACHED}.*?{_REACHED}", re.DOTALL
)
_RATE_TIMES = pattern("执行率[×*](?:分值|权重|([0-9.]+))|按[^,;。]{0,4}执行率[计得打赋]分")
_NOTHING = pattern(
    rf"(?:低于|不足|小于|不到|不满|未达到?|达不到|<)(\d+(?:\.\d+)?)%(?:\([^()]*\))?[^\d;。]{{0,8}}{_NONE}"
    rf"|(?<![\d.])(\d{{1,9}}(?:\.\d{{1,9}})?)%[^\d;。]{{0,2}}以下[^\d;。]{{0,8}}{_NONE}"
)


class OwnStandards:
    """The columns of a block that say how a row is scored, and those that nobody understood, which may say it too."""

    def __init__(self, reader: Reader, header: Header) -> None:
        stated = {header.columns[key] for key in ("standard", "meaning") if key in header.columns}
        unread = {*range(reader.width)} - {*header.columns.values()}
        self.standards = _of_points(map(reader.column, sorted(stated)))
        self.remarks = _of_points(map(reader.column, sorted(unread)))
        factors = words("other_columns")["factors"]
        headed = [(column, normal(reader.text(header.end, column) or "")) for column in sorted(unread)]
        self.factors = [reader.column(at) for at, text in headed if any(word in text for word in factors)]
        self.notes = _notes(reader, header)
        wordings = reader.contents.wordings
        graded = any(map(_GRADED.search, wordings))
        self.graded = [said for said in _alone(reader, header) if _GRADED.search(said)] if graded else []
        self.silent = not (self.standards or self.notes or self.graded or any(map(_rules, wordings)))

    def multiplied(self, row: int) -> bool:
        """Whether the row's score is multiplied by a factor that nobody knows: 难度系数 1.1."""
        return any(not is_placeholder(line[row]) and exact_or_none(line[row]) != 1 for line in self.factors)

    def by_rate(self, row: int, item: Item, target: Value) -> Value:
        """The target of a rate; 100% where it or the standard says that its share counts, 执行率×10, none beside less."""
        worth = exact_or_none(item.points)
        texts = [str(one) for one in (target, *(column[row] for column in self.standards))]
        found = [_RATE_TIMES.search(narrowed(said)) for said in texts]
        counts, *others = (one is not None and exact_or_none(one[1] or worth) == worth for one in found)
        if counts or (any(others) and is_placeholder(target)):
            return "100%"
        return None if any(others) and parse_target(target).number not in (1, _HUNDRED) else target

    def of(self, row: int, item: Item) -> str | None:
        """What a miss costs in this row."""
        goals = item.target, item.actual
        # 得分=合格率×分值: of the rate itself, and not of what part of its target it is
        rate = f"{item.name[-3:]}×" if item.name[-1:] == "率" and item.name[-3:] not in _OF_TARGET else None
        for column in self.standards:
            said = column[row]
            shared = type(said) is str and rate is not None and rate in said
            if type(said) is str and (shared or _in_words(said, item) or states_own_way(said, *goals)):
                return said
        others = [item.target, item.name]
        if self.remarks:
            others += [column[row] for column in self.remarks]
        for said in others:  # 扣0.5分 is what somebody thought of this row, 扣分≤3分 a target
            if type(said) is str and _rules(said) and states_own_way(said, *goals):
                return said
        meant = (said for said, late, less in self.notes if _is_meant(item, said, late=late, less=less))
        return next(meant, None) or next((said for said in self.graded if _in_words(said, item)), None)


def _notes(reader: Reader, header: Header) -> list[tuple[str, bool, bool]]:
    """What notes say of all rows, 注：未完成的，该项不得分, whether of what was late, or where less is better; or by tiers."""
    if not any(map(_of_all, reader.contents.wordings)):
        return []  # nearly every sheet
    notes = []
    for text in _alone(reader, header):
        if said := _FOR_ALL.findall(narrowed(text)):
            notes.append((text, all(map(_LATE.match, said)), all(map(_LESS_IS_BETTER.match, said))))
        elif _TIERS_OF_ALL.search(narrowed(text)):
            notes.append((text, False, False))
    return notes


def of_rate(reader: Reader, header: Header, rate: str) -> str | None:
    """What a note says that a rate of the execution earns, otherwise than by its share: 执行率≥95%得满分，90%-95%得8分."""
    if not any(map(_earns, reader.contents.wordings)):
        return None  # nearly every sheet
    told = [found[0] for text in _alone(reader, header) for found in _RATE_EARNS.finditer(text)]
    return next((said for said in told if states_own_way(said, "100%", rate)), None)


def _alone(reader: Reader, header: Header) -> Iterator[str]:
    """The texts that stand alone in their rows below the block, or above it, as far as the table goes."""
    for rows in (range(header.end + 1, len(reader.rows)), range(header.row - 1, -1, -1)):
        for row in rows:
            texts = [text for _, text in reader.texts(row)]
            if any(concept(text) == ("title", True) for text in texts):
                break  # another table
            *labels, text = texts or [""]
            if not labels or (len(labels) == 1 and _NOTE.fullmatch(labels[0])):
                yield text


def _is_meant(item: Item, said: str, *, late: bool, less: bool) -> bool:
    """Whether a note says how a row is scored: where else its share counts, only a row whose share counts for nothing."""
    target = parse_target(item.target)
    if less:
        return target.direction != "positive"
    if "比例" in said:
        return _earns_nothing(narrowed(said), target, parse_target(item.actual))
    timed = item.words.time or _ON_TIME.search(item.name) is not None
    # a number of things, or a share of them, is no deadline
    counted = target.unit is not None and _TIMES.isdisjoint(target.unit.partition("/")[0])
    return not late or timed or target.number is None or not counted


def _in_words(said: str, item: Item) -> bool:
    """Whether a standard says what the word of the result earns: 良=80%."""
    if type(item.actual) is not str or {*item.actual}.isdisjoint(said):  # nearly all rows
        return False
    return bool(worded(said, item.actual, exact_or_none(item.points) or ONE))


@lru_cache(maxsize=1 << 12)  # of labels and notes, which all tables of a form have
def _rules(said: str) -> bool:
    return "分" in said and _RULED.search(said) is not None


@lru_cache(maxsize=1 << 12)
def _of_all(said: str) -> bool:
    said = narrowed(said)
    return _FOR_ALL.search(said) is not None or _TIERS_OF_ALL.search(said) is not None


@lru_cache(maxsize=1 << 12)
def _earns(said: str) -> bool:
    return "执行率" in said and _RATE_EARNS.search(said) is not None


def _of_points(columns: Iterable[list[Value]]) -> list[list[Value]]:
    return [line for line in columns if any(type(one) is str and _EARNS.search(one) for one in line)]


def states_own_way(standard: str, target: Value, actual: Value) -> bool:
    """Whether a standard says what a miss earns: by steps, tiers, in full from another figure on, or nothing for a small part."""
    text = narrowed(standard)
    if _OWN_WAY.search(text) or _TIERS.search(text):
        return True
    full, nothing = _FULL.search(text), _NOTHING.search(text)
    want, have = parse_target(target), parse_target(actual)
    if full and want.unit == "%" and _HUNDRED > Decimal(full[1]) != want.number:
        return True
    if full and want.unit not in ("%", None) and full[0].endswith("满分") and Decimal(full[1]) < _HUNDRED:
        return True  # 完成80%以上得满分, of 50场
    if nothing is None or want.number is None or have.number is None:
        return nothing is not None
    below = have.unit == "%" and have.number < Decimal(nothing[1] or nothing[2])
    return below or _earns_nothing(text, want, have)


def _earns_nothing(text: str, want: Target, have: Target) -> bool:
    """Whether a result is so small a share of its target, or so far above its limit, that it counts for nothing."""
    nothing = _NOTHING.search(text)
    if nothing is None or want.number is None or have.number is None:
        return False
    part, whole = have.number, want.number
    if want.direction == "negative":
        part, whole = whole, part
    return part * _HUNDRED < whole * Decimal(nothing[1] or nothing[2])
