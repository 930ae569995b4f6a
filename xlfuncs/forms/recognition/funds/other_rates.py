"""另一种率 — rates beside the amounts that are not of the execution, 资金到位率, 资金结余率: one amount of a row in another, or
by how much it is more or less, 预决算差异率; and how far two numbers are apart, 差异, 核减分.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, permutations

from xlfuncs.evaluation.findings.completion_rate import typed_rates
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import as_text
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.funds.amount_rows import Line
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.functions.wording import percent
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import ONE, WIDE, exact, is_rounding

_CHANGE = pattern("差异|变动|增减|增长|压减|节约|调整")
_APART = pattern("差[异额值距]|[相分]差|[核扣][减增]|增减|升降|变[动化]")
_NOT_APART = pattern("[率因系类]|占比|比[例重]|说明|依据|情况|理由|意见|标准")
_COLUMNS, _FEWEST = 12, 2  # that two may be of; differences that come out

# part, whole, what is taken off: 1 of a change; None of how far they are apart
Way = tuple[int, int, Decimal | None]


@lru_cache(maxsize=1 << 12)
def may_be_rate(heading: str) -> bool:
    """Whether a heading says that a rate, or how far two numbers are apart, stands below it."""
    ends = ("得分率", *words("amount_parts")["rate"])
    return heading.endswith(ends) or _APART.search(heading) is not None


def check_rates(reader: Reader, header: Header, rows: Sequence[Line], amounts: Sequence[int] = ()) -> None:
    """These rates in some rows, each with its name, by whichever of the columns of amounts may be the whole; nothing where
    of several rates none comes out. 得分率 is the score in its points; how far two columns are apart goes by the two of which
    most come out, with a sign or without.
    """
    headed, known = header.headings(reader), header.columns
    worth, score = known.get("points", -1), known.get("score", -1)
    measured = header.kind != "projects" and "target" in known
    numbers = sorted([*headed][:_COLUMNS], key=lambda at: at == worth)  # of a row with full marks both fit
    for column, text in headed.items():
        if text.endswith("得分率") and min(worth, score) >= 0:
            _check(reader, rows, column, text, [(score, worth, Decimal())], most=True)
        elif text.endswith(tuple(words("amount_parts")["rate"])) and column != known.get("rate"):
            # 资金到位率, 到位资金
            said = [word for word in words("other_columns")["amounts"] if word in text]
            parts = [one for one in amounts if any(word in headed.get(one, "") for word in said)]
            if len(parts) == 1:
                shares: list[Way] = [(parts[0], one, Decimal()) for one in amounts if one not in parts]
                _check(reader, rows, column, text, shares)
            elif not parts and _CHANGE.search(text):
                changes: list[Way] = [(part, whole, ONE) for part, whole in permutations(amounts, 2)]
                _check(reader, rows, column, text, changes, most=True)
            elif text in words("other_columns")["completion"] and not measured:
                done: list[Way] = [(*two, Decimal()) for two in permutations(numbers, 2) if column not in two]
                _check(reader, rows, column, text, done, most=True)
        elif column not in known.values() and _APART.search(text) and not _NOT_APART.search(text):
            pairs: list[Way] = [(*two, None) for two in combinations(numbers, 2) if column not in two]
            apart = [(row, name) for row, name in rows if reader.amount(row, column)]
            _check(reader, apart, column, text, pairs, most=True)


def _check(
    reader: Reader, rows: Sequence[Line], column: int, text: str, ways: Sequence[Way], *, most: bool = False
) -> None:
    """What differs from the way by which more of the rates come out than by any other; if need be `most` of all."""
    typed = {row: reader.shown(reader.at(row, column), reader.data(row, column)) for row, _ in rows}
    own = {row: {way: _rate(reader, row, *way) for way in ways} for row, _ in rows if typed_rates(typed[row])}
    right = [(row, one) for row, rates in own.items() for one, rate in rates.items() if _is(typed[row], rate)]
    times = Counter(one for _, one in right)
    best = max(times.values(), default=0)
    counted = [way for way in ways if times[way] == best]
    several = best >= _FEWEST or None not in (less for *_, less in ways)
    for row, name in rows if (2 * best > len(own) and several if most else right or len(own) == 1) else ():
        rates = [rate for one in counted if (rate := own.get(row, {}).get(one)) is not None]
        if rates and not any(_is(typed[row], rate) for rate in rates):
            told = {"typed": as_text(typed[row]), "found": typed[row], "item": name, "which": text}
            told["rate"], case = percent(rates[0]), "of-amounts"
            if counted[0][2] is None:
                told["rate"], case = f"{abs(rates[0]):f}", "apart"
            reader.note("rate-differs", case=case, severity="warning", at=reader.at(row, column), **told)


def _rate(reader: Reader, row: int, part: int, whole: int, less: Decimal | None) -> Decimal | None:
    one, other = (reader.amount(row, column) for column in (part, whole))
    if less is None:
        return None if one is None or other is None else exact(one) - exact(other)
    return WIDE.divide(exact(one), exact(other)) - less if other and one is not None else None


def _is(typed: object, rate: Decimal | None) -> bool:
    return rate is not None and any(is_rounding(abs(one), abs(rate), 2) for one in typed_rates(typed))
