"""自定的计分办法 — whether a table's standard says itself what a miss earns, otherwise than by its share of the target."""

from __future__ import annotations

import re
from decimal import Decimal

from xlfuncs.cells import Value
from xlfuncs.functions.target_words import WIDTH
from xlfuncs.functions.targets import parse_target

_HUNDRED = Decimal(100)
# What a miss costs is said, and not that it is its share: 每少1次扣1分, 80%以下不得分.
_OWN_WAY = re.compile(
    r"每.*[扣减]\d|^(?!.*(?:比例|完成率|[×*÷/])).*(?:[扣减得计加]\d+(?:\.\d+)?分|不[得计]分|扣分|扣完|酌情)",
    re.DOTALL,
)
_REACHED = r"(\d+(?:\.\d+)?)%[^\d;。×*÷/%]{0,10}?[得计](?:满分|\d+(?:\.\d+)?分)"
_FULL = re.compile(_REACHED)
_TIERS = re.compile(f"{_REACHED}.*?{_REACHED}", re.DOTALL)  # 完成率≥95%得10分，90%-95%得8分
_NOTHING = re.compile(
    r"(?:低于|不足|小于|不到|不满|<)(\d+(?:\.\d+)?)%[^\d;。]{0,8}不[得计]分|(\d+(?:\.\d+)?)%[^\d;。]{0,2}以下[^\d;。]{0,4}不[得计]分"
)


def states_own_way(standard: str, target: Value = None, actual: Value = None) -> bool:
    """Whether a standard says itself what a miss earns: by steps or tiers, full marks from another figure on than the
    target's, or nothing for so small a share.

    >>> states_own_way("每少1次扣1分"), states_own_way("≥90%得20分，80%以下不得分"), states_own_way("未完成的按比例扣分")
    (True, True, False)
    >>> states_own_way("得分=完成率×分值"), states_own_way("可衡量指标占全部指标的比例")
    (False, False)
    >>> states_own_way("完成率≥95%的，得10分；90%（含）-95%，得9分"), states_own_way("完成率达到95%得满分，否则按比例扣")
    (True, False)
    >>> states_own_way("完成率达到95%得满分，否则按比例扣", "100%", "96%")
    True
    >>> [states_own_way("按完成比例得分，低于60%不得分", "10次", done) for done in ("8次", "5次")]
    [False, True]
    """
    text = standard.translate(WIDTH)
    if _OWN_WAY.search(text) or _TIERS.search(text):
        return True
    full, nothing = _FULL.search(text), _NOTHING.search(text)
    if full is None and nothing is None:
        return False
    want, have = parse_target(target), parse_target(actual)
    if full and want.unit == "%" and _HUNDRED > Decimal(full[1]) != want.number:
        return True
    if nothing is None or want.number is None or have.number is None:
        return nothing is not None
    least = Decimal(nothing[1] or nothing[2])
    return have.number * _HUNDRED < want.number * least or (have.unit == "%" and have.number < least)
