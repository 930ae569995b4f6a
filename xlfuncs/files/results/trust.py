"""可重算的公式 — formulas whose result we may write as a cached value, because both engines agree on them.

The evaluator (IronCalc) answers nearly every formula, but not always as an office suite would: unknown
functions give an error that IFERROR then hides, Chinese date formats fail, ranges outside array formulas
are not cut down to one row. A formula is trusted when it uses nothing but what a test holds equal to
LibreOffice; of all others the suite that opens the file gives the value.

>>> trust = Trust({})
>>> trust.covers("ROUND(MIN(F3/E3,1)*H3,2)"), trust.covers("IFERROR(AGGREGATE(9,6,A1:A3),0)")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from xlfuncs.formula_text import LITERAL, TOKEN, plain_name, shape, tame, tokens, words

# Functions that take a block as a block.
_OF_RANGES = words(
    """AND AVERAGE AVERAGEIF AVERAGEIFS COLUMNS COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS HLOOKUP INDEX LARGE
    LOOKUP MATCH MAX MEDIAN MIN OFFSET OR PRODUCT RANK ROWS SMALL SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT SUMSQ
    VLOOKUP"""
)
# Where some of them take a block; elsewhere they ask for one value, and the evaluator takes no block for several.
_ANY, _EVEN, _ODD = range(255), range(0, 255, 2), range(1, 255, 2)
_BLOCK_AT: dict[str, Collection[int]] = {
    **dict.fromkeys(("HLOOKUP", "MATCH", "RANK", "VLOOKUP"), (1,)),
    **dict.fromkeys(("AVERAGEIF", "SUMIF"), (0, 2)),
    **dict.fromkeys(("AVERAGEIFS", "SUMIFS"), (0, *_ODD)),
    "COUNTIF": (0,),
    "COUNTIFS": _EVEN,
    "LOOKUP": (1, 2),
}
# Functions that it gives an array of results to, and the others of one value that it calculates for each of a block.
_OF_ARRAYS = words("AND LARGE LOOKUP MATCH MAX MIN OR SMALL SUM SUMPRODUCT SUMSQ")
_NOT_EACH = words("ISBLANK ISERR ISERROR ISLOGICAL ISNA ISNONTEXT ISNUMBER ISTEXT NOT T")
_OF_OPERATORS = words("IF IFERROR")  # the only others in SUMPRODUCT outside array formulas
# All that a trusted formula may use. Never those that change by themselves (TODAY, RAND) or hide what they
# read (INDIRECT); nor TEXT, which our evaluator rounds in binary: TEXT(17.235,"0.00") would be 17.23.
FUNCTIONS = _OF_RANGES | words(
    """ABS CEILING CHOOSE CONCATENATE DATE DAY EXACT FALSE FIND FLOOR IF IFERROR IFNA INT ISBLANK ISERR ISERROR
    ISLOGICAL ISNA ISNONTEXT ISNUMBER ISTEXT LEFT LEN LOWER MID MOD MONTH N NA NOT POWER REPLACE REPT RIGHT
    ROUND ROUNDDOWN ROUNDUP ROW SEARCH SIGN SQRT SUBSTITUTE T TRIM TRUE TRUNC UPPER YEAR"""
)
# Functions that can give an ordinary value although an argument is an error.
_HIDING = words(
    """AVERAGEIF AVERAGEIFS COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS HLOOKUP IFERROR IFNA ISBLANK ISERR
    ISERROR ISLOGICAL ISNA ISNONTEXT ISNUMBER ISTEXT LOOKUP MATCH SUMIF SUMIFS VLOOKUP"""
)

_NOT_OURS = re.compile(r"[\[\]#@\\]|'[^']*:[^']*'!|\w:[^\W\d][\w.]*!")  # other books, tables, spills, 3-D
_SIGNS, _COMPARISON = re.compile(r"\s*([-+*/^&=<>%]*)"), re.compile("[<>=]+")
_ENDS_OPERAND = frozenset(("text", "range", "cell", "number", "close", "constants"))
_STARTS_OPERAND = _ENDS_OPERAND - {"close"} | {"call", "open"}
_ENDS_ARGUMENT = re.compile(r"\s*[,)]")


def _brackets_count(formula: str) -> bool:
    """Whether the evaluator reads the formula's brackets: those around a concatenation or a comparison it forgets.

    It takes 2*(A1&A2) as 2*A1&A2, 5>(A1=A2) as 5>A1=A2, (A1-A2)% as A1-A2%, and compares twice from the right.

    >>> _brackets_count("2*(A1&A2)"), _brackets_count("(A1-A2)%"), _brackets_count("A1=A2=A3")
    (False, False, False)
    >>> _brackets_count("(A1>1)*(A2-A3)*100%"), _brackets_count('IF((A1+1)&"分"="8分",1,2)')
    (True, True)
    """
    opened, inside, before = [""], [""], ""  # of each bracket: the sign in front of it, the signs in it
    for token in TOKEN.finditer(formula):
        kind, sign = token.lastgroup, token["operator"] or ""
        if kind == "comma":
            inside[-1] = ""
        elif kind in ("call", "open"):
            opened.append(before if kind == "open" else "call")
            inside.append("")
        elif kind == "close" and len(opened) > 1:
            after = _SIGNS.match(formula, token.end())
            if _forgotten(opened.pop(), inside.pop(), after[1] if after else ""):
                return False
        elif sign:
            inside[-1] += f" {sign}"
            if len(_COMPARISON.findall(inside[-1])) > 1:
                return False
        if kind != "space":
            before = sign
    return True


def _forgotten(before: str, inside: str, after: str) -> bool:
    if before == "call" or not inside:
        return False
    beside = before + after
    return (
        after.startswith("%")
        or ("&" in inside and any(sign in beside for sign in "+-*/^"))
        or (bool(_COMPARISON.search(inside)) and any(sign in beside for sign in "&=<>"))
    )


def _of_each(calls: Sequence[str], places: Sequence[int], array: bool) -> bool:
    """Whether the evaluator calculates for each cell of a block what these functions around it ask for.

    >>> _of_each(["", "SUM", "IF"], [0, 0, 1], True), _of_each(["", "SUM", "IF", "ISNUMBER"], [0, 0, 0, 0], True)
    (True, False)
    """
    for call, place in zip(reversed(calls), reversed(places), strict=True):
        if call in _OF_ARRAYS and place in _BLOCK_AT.get(call, _ANY):
            return array or "SUMPRODUCT" in calls
        if call in _OF_RANGES or call in _NOT_EACH or not (array or call in _OF_OPERATORS or not call):
            return False
    return array


class Trust:
    """可信公式的判断 — which formulas of one workbook our evaluator answers as an office suite does.

    `names` are the workbook's defined names, in lower case, with what they stand for.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._judged: dict[tuple[str, bool], bool] = {}

    def covers(self, formula: str, array: bool = False) -> bool:
        """Whether the formula (without "=") is trusted; an array formula may compute with whole blocks."""
        key = shape(formula)[0], array
        if key not in self._judged:
            self._judged[key] = self._judge(*key)
        return self._judged[key]

    def _judge(self, formula: str, array: bool) -> bool:
        if not tame(formula) or _NOT_OURS.search(LITERAL.sub('""', formula)) or not _brackets_count(formula):
            return False
        calls = [""]  # the functions around the current token, "" for a mere parenthesis
        places = [0]  # at which of their arguments it stands
        before = ""
        for token in tokens(formula):
            if token is None:
                return False
            kind = self._kind(token)
            if kind in ("space", "sheet"):
                continue
            if before in _ENDS_OPERAND and kind in _STARTS_OPERAND:
                return False  # two operands side by side: an intersection of ranges
            alone = calls[-1] in _OF_RANGES and before != "operator"
            ends_argument = kind in ("range", "close") and _ENDS_ARGUMENT.match(formula, token.end())
            if kind == "range" and not (
                (alone and ends_argument and places[-1] in _BLOCK_AT.get(calls[-1], _ANY))
                or _of_each(calls, places, array)
            ):
                return False  # an office suite would cut it down to the cell in its own row
            if kind == "call":
                if plain_name(token["call"]) == "OFFSET" and not alone:
                    return False  # it gives a block
                calls.append(plain_name(token["call"]))
            elif kind == "open":
                calls.append("")
            elif kind == "comma":
                places[-1] += 1
            elif kind == "close" and (len(calls) == 1 or (calls.pop() == "OFFSET" and not ends_argument)):
                return False
            if len(places) != len(calls):
                places = [*places, 0] if len(places) < len(calls) else places[:-1]
            if kind == "unknown" or (calls[-1] and calls[-1] not in FUNCTIONS):
                return False
            before = kind
        return len(calls) == 1

    def _kind(self, token: re.Match[str]) -> str:
        """What a token is; a defined name counts as the cell or block it stands for."""
        word = token["word"]
        if word is None:
            return token.lastgroup or "unknown"
        if word.upper() in ("TRUE", "FALSE"):
            return "number"
        meaning = self._names.get(word.lower(), "") if word.isascii() else ""  # it knows no Chinese names
        kinds = [found.lastgroup for found in TOKEN.finditer(meaning)]
        simple = not _NOT_OURS.search(meaning) and kinds in (["sheet", "cell"], ["sheet", "range"])
        return str(kinds[-1]) if simple else "unknown"


def hides_errors(formula: str) -> bool:
    """Whether the formula can turn an error it reads into an ordinary value.

    >>> hides_errors("IF(ISERROR(A1),0,A1)"), hides_errors("SUM(A1:A9)")
    (True, False)
    """
    return any(plain_name(token["call"]) in _HIDING for token in TOKEN.finditer(formula) if token["call"])
