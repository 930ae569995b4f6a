"""几个数值 — a target of several figures, and whether a result in the same words has each of them: 3期，150人 and 3期，162人."""

from __future__ import annotations

from xlfuncs.functions.comparable import if_comparable
from xlfuncs.functions.target_words import narrowed
from xlfuncs.functions.targets import parse_target
from xlfuncs.patterns import pattern

_MOST = 6  # figures; more are an account of something
_PARTS, _BETWEEN = pattern(r"[^0-9,;、]*[0-9][0-9.]*[^0-9,;、]*"), ",;、。 "
_MARKS = pattern(r"(?:^|(?<=[,;]))\(?[0-9]{1,2}[.、)](?=[^0-9])")  # 1.电脑10台;2.打印机5台
_SIGNS = pattern("[0-9.≥≤<>=。]|及?以[上下内]|不[少低]于|不超过|^(?:已|共计?|合计|累计|完成|实际|实现)+")
# Dates, ranges, ranks, ratios, parts of one another, deeds left undone; and that of which less is better
_OTHER = pattern(
    "[~±:/+×*]|^ *$|-|(?<!每)年|[月日号旬]|(?<!个)点(?!位)|季度|第|前|后|其中|含|[由从至占待差]|[不未无]|[降缩节]|减(?!排)"
)


def all_reached(target: object, actual: object, *, exactly: bool) -> bool:
    """各项均达到 — whether a target is several figures, and the actual says the same of figures that reach them all.

    `exactly`: what no sign says to be a least or a most must be met exactly.

    >>> all_reached("3期，150人", "3期，162人", exactly=False), all_reached("3期，150人", "150人，3期", exactly=False)
    (True, False)
    >>> all_reached("群众90%以上、企业85%以上", "群众95%、企业85%", exactly=True)
    True
    """
    texts = [text for text in (target, actual) if isinstance(text, str)]
    if len(texts) < 2 or any(parse_target(text).kind != "multiple_values" for text in texts):
        return False
    clean = [_MARKS.sub("", narrowed(text.replace("\n", ";"))) for text in texts]
    if any(_PARTS.sub("", text).strip(_BETWEEN) for text in clean):
        return False
    asked, said = map(_PARTS.findall, clean)
    pairs = zip(asked, said, strict=True) if len(asked) == len(said) <= _MOST else ()
    return bool(pairs) and all(_reached(*pair, exactly=exactly) for pair in pairs)


def _reached(asked: str, said: str, *, exactly: bool) -> bool:
    words, again = (_SIGNS.sub("", part) for part in (asked, said))
    want, have = parse_target(asked), parse_target(said)
    pair = if_comparable(want, have) if words == again and not _OTHER.search(words) else None
    if pair is None or have.operator not in ("none", want.operator) or want.operator in ("<", ">"):
        return False
    more = want.direction == "positive" or (want.operator in ("none", None) and not exactly)
    way = -1 if want.direction == "negative" else int(more)
    return (pair[1] - pair[0]) * way > 0 or pair[0] == pair[1]
