"""印制单元格的公式 — native formulas that read 指标值 and 完成值 as typed: the twin of `targets` for plain spellings.

Functions of Excel 2007 only, no arrays. What is not plain gives no number: two figures, dates, units that differ,
words. They never give a number where :func:`xlfuncs.functions.comparable.comparable` gives another one or none; the
tests hold that in real engines.

How a text is read, one cell a step: look-alikes become one character (`clean`); a word of comparison in front
becomes a sign (`signed`); what follows the sign is the `body`; taking all digits out of it leaves the `rest`. Only
where the body ends with the whole rest do the digits stand together in front of it: then they are the `number`,
and the rest, without 以上, 以内, is the `unit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

from xlfuncs.functions.measures import MEASURED
from xlfuncs.functions.units import FRACTION, NEAR

STEPS = ("clean", "signed", "body", "rest", "sign", "unit", "number")

_ALIKE = {  # as `target_words.WIDTH` has them
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)},
    **dict(zip("．％﹪＞﹥＜﹤＝≧⩾≮≦⩽≯》《　\xa0", ".%%>><<=≥≥≥≤≤≤≥≤  ", strict=True)),
    **dict.fromkeys((">=", "=>", "≥="), "≥"),
    **dict.fromkeys(("<=", "=<", "≤="), "≤"),
    "\n": " ",
    **dict.fromkeys(("（含）", "(含)"), ""),
    "及以上": "以上",
    "及以下": "以下",
}
_SIGNS = "≥≤><="
_AT_LEAST = "大于或等于", "大于等于", "不得低于", "不得少于", "不低于", "不少于", "不小于", "至少"
_AT_MOST = "小于或等于", "小于等于", "不得超过", "不得高于", "不超过", "不高于", "不大于", "不多于", "至多"
_WORDS = {**dict.fromkeys(_AT_LEAST, "≥"), **dict.fromkeys(_AT_MOST, "≤")}
_ENDS = {"以上": "≥", "以下": "≤", "以内": "≤", "之内": "≤"}
# Units that begin with one of the first or hold one of the second are not plain: dates, about, not yet, parts, figures.
_NO_START = "年月日号季旬初末底周"
_NO_PART = (
    "余多约近左右上下前内外至到和或及第级档半其中含之一二三四五六七八九两未没尚待预拟另不限封最起止"
    "，~-—–+±×÷^'`|\\\"“”‘’()[]{}【】<>《》:：;；,，。.、!！?？=≥≤≠≈…#&@$￥¥"
)
_SCALES = "十百千万亿‰kKwW"  # beside a bare number these leave two readings, unless it is of the same size
_LONGEST = 6  # characters of a unit
_DIGITS = 15  # of a number: what every engine keeps


def reading(cell: str, at: Mapping[str, str]) -> dict[str, str]:
    """The formulas of the steps of one side; ``at`` gives each step's own cell.

    >>> reading("D5", {step: step.upper() for step in STEPS})["body"]
    '=TRIM(MID(SIGNED,IF(IF(SIGNED="",FALSE,ISNUMBER(FIND(LEFT(SIGNED,1),"≥≤><="))),2,1),99))'
    """
    clean, signed, body, rest, unit = (at[key] for key in ("clean", "signed", "body", "rest", "unit"))
    typed = f'IF(ISNUMBER({cell}),ROUND({cell},9)&"",{cell}&"")'
    return {
        "clean": f'=IF(ISERROR({cell}),"",TRIM({_replaced(typed, _ALIKE)}))',
        "signed": f"={_leading(clean)}",
        "sign": f"={_sign(signed, rest)}",
        "body": f"=TRIM(MID({signed},IF({_has_sign(signed)},2,1),99))",
        "rest": f"={_replaced(body, dict.fromkeys('0123456789.,', ''))}",
        "unit": f"={_unit(signed, body, rest)}",
        "number": f"={_number(body, rest, unit)}",
    }


def usable(target: Mapping[str, str], actual: Mapping[str, str], rate: str) -> str:
    """The condition under which both numbers may be compared: each is one, and their units are one.

    What may be meant otherwise is left, too: numbers far apart, a small number that may be a fraction, a large
    percentage (``rate`` is the condition that the name speaks of one), the very limit of a strict sign.
    """
    a, b = target["number"], actual["number"]
    unit, other = target["unit"], actual["unit"]
    both = f"({unit}&{other})"  # in brackets: saving as .xls, LibreOffice would compare first
    bare_size, size = f'IF({unit}="",{a},{b})', f'IF({unit}="",{b},{a})'
    percent = f'AND({both}="%",{size}>=10,OR({bare_size}>=10,{bare_size}<={FRACTION}))'
    scaled = f'ISNUMBER(FIND(LEFT({unit}&{other},1),"{_SCALES}"))'
    alike = f'AND(LEFT({unit}&{other},1)="万",{a}<={b}*{NEAR},{b}<={a}*{NEAR})'
    large = f'AND({both}="百分比",MIN({a},{b})>=10)'
    plain = f'AND({both}<>"%",OR(NOT({scaled}),{alike},{large}))'
    each = f'ISNUMBER(FIND("/",{unit}&{other}))'  # 1次/月 beside a bare number may be of the year
    one_unit = f'OR({unit}={other},AND(OR({unit}="",{other}=""),NOT({each}),OR({percent},{plain})))'
    one, two = target["one"], actual["one"]
    least, most = f"MIN({one},{two})", f"MAX({one},{two})"
    measured = f'ISNUMBER(FIND("|"&{unit}&{other}&"|","|{"|".join(sorted(MEASURED))}|"))'
    otherwise = (
        f"AND({least}>0,{most}>={least}*100)",
        f"AND({least}>0,{least}<={FRACTION},{most}>={least}*20)",
        f'AND({most}>200,OR(LEFT({unit}&{other},1)="%",LEFT({unit}&{other},3)="百分比",AND({both}="",{rate})))',
        f'AND(OR({target["sign"]}=">",{target["sign"]}="<"),{one}={two})',
        f'AND({least}>0,{most}>={least}*{NEAR},OR({unit}="",{other}=""),{measured})',
    )
    sure = f"IF({one_unit},NOT(OR({','.join(otherwise)})),FALSE)"
    return f'IF(AND(ISNUMBER({one}),ISNUMBER({two}),{actual["sign"]}=""),{sure},FALSE)'


def in_one_unit(side: Mapping[str, str], other: Mapping[str, str]) -> str:
    """The number of a side; a fraction beside a percentage as a percentage; blank unless both are numbers."""
    number = side["number"]
    fraction = f'AND({side["unit"]}="",{other["unit"]}="%",{number}<={FRACTION},{other["number"]}>=10)'
    value = f"IF({fraction},ROUND({number}*100,7),{number})"
    return f'IF(AND(ISNUMBER({number}),ISNUMBER({other["number"]})),{value},"")'


def has_pair_of(text: str, listed: str, longest: int) -> str:
    """Whether two neighbouring characters of a text stand in a cell as ``|投诉|信访|``; in a longer one they do."""
    pairs = (f'ISNUMBER(FIND("|"&MID({text},{place},2)&"|",{listed}))' for place in range(1, longest))
    return f"OR(LEN({text})>{longest},{','.join(pairs)})"


def direction(target: Mapping[str, str], unsigned: str) -> str:
    """正向, 反向 or 等于 by the target's sign; without one what ``unsigned`` (a formula) says."""
    sign = target["sign"]
    ways = {"≥": "正向", ">": "正向", "≤": "反向", "<": "反向", "=": "等于"}
    return reduce(lambda rest, way: f'IF({sign}="{way[0]}","{way[1]}",{rest})', ways.items(), unsigned)


def has_word(words: Iterable[str], text: str) -> str:
    """The condition that one of the words stands in a text."""
    return "OR(" + ",".join(f'ISNUMBER(FIND("{word}",{text}))' for word in words) + ")"


def _replaced(text: str, by: Mapping[str, str]) -> str:
    return reduce(lambda made, pair: f'SUBSTITUTE({made},"{pair[0]}","{pair[1]}")', by.items(), text)


def _leading(text: str) -> str:
    """A word of comparison in front as its sign."""
    longest_last = sorted(_WORDS.items(), key=lambda pair: len(pair[0]))
    return reduce(
        lambda rest, pair: (
            f'IF(LEFT({text},{len(pair[0])})="{pair[0]}","{pair[1]}"&MID({text},{len(pair[0]) + 1},99),{rest})'
        ),
        longest_last,
        text,
    )


def _has_sign(signed: str) -> str:
    return f'IF({signed}="",FALSE,ISNUMBER(FIND(LEFT({signed},1),"{_SIGNS}")))'


def _sign(signed: str, rest: str) -> str:
    """In front, else at the end of the unit."""
    end = reduce(
        lambda made, pair: f'IF(RIGHT({rest},2)="{pair[0]}","{pair[1]}",{made})', _ENDS.items(), '""'
    )
    return f"IF({_has_sign(signed)},LEFT({signed},1),{end})"


def _unit(signed: str, body: str, rest: str) -> str:
    """The rest without 以上, 以内, where the digits stand together before it; else ``?``."""
    together = f"IF(LEN({body})>LEN({rest}),MID({body},LEN({body})-LEN({rest})+1,99)={rest},FALSE)"
    ends = "OR(" + ",".join(f'RIGHT({rest},2)="{end}"' for end in _ENDS) + ")"
    stripped = f"IF({ends},LEFT({rest},LEN({rest})-2),{rest})"
    twice = f"AND({ends},{_has_sign(signed)})"  # ≥90%以上: left to a person
    plain = f'IF(OR({_not_plain(f"TRIM({stripped})")}),"?",TRIM({stripped}))'
    return f'IF({together},IF({twice},"?",{plain}),"?")'


def _not_plain(unit: str) -> str:
    padded = f'{unit}&"人人人人人人"'
    parts = ",".join(
        f'ISNUMBER(FIND(MID({padded},{place},1),"{_NO_PART.replace(chr(34), chr(34) * 2)}"))'
        for place in range(1, _LONGEST + 1)
    )
    start = f'ISNUMBER(FIND(LEFT({padded},1),"{_NO_START}"))'
    return f'LEN({unit})>{_LONGEST},ISNUMBER(FIND(" ",{unit})),{start},{parts}'


def _number(body: str, rest: str, unit: str) -> str:
    """The digits before the rest as a number: one point at most, separators of thousands only where they belong."""
    text = f"LEFT({body},LEN({body})-LEN({rest}))"
    digits = f'SUBSTITUTE({text},",","")'
    whole = f'LEFT({text},FIND(".",{text}&".")-1)'
    count = f'LEN(SUBSTITUTE({whole},",",""))'
    bare = f'SUBSTITUTE({whole},",","")'
    grouped = (
        f'IF({count}>6,LEFT({bare},{count}-6)&","&MID({bare},{count}-5,3)&","&RIGHT({bare},3),'
        f'LEFT({bare},MAX({count}-3,0))&","&RIGHT({bare},3))'
    )
    separated = f"AND({count}>3,{count}<10,{grouped}={whole},LEN({text})-LEN({digits})=LEN({whole})-{count})"
    ends = f'AND(ISNUMBER(FIND(LEFT({text},1),"0123456789")),ISNUMBER(FIND(RIGHT({text},1),"0123456789")))'
    points = f'LEN({text})-LEN(SUBSTITUTE({text},".",""))'
    month = (  # 2023.12, 202312, 20231231 are dates
        f'AND({unit}="",OR(LEFT({text},2)="19",LEFT({text},2)="20"),OR(LEN({whole})=6,LEN({whole})=8,'
        f"AND(LEN({whole})=4,{points}=1)))"
    )
    plain = f"AND({ends},{points}<=1,LEN({digits})<={_DIGITS},NOT({month}),OR({digits}={text},{separated}))"
    return f'IF({unit}="?","",IF({plain},{digits}*1,""))'
