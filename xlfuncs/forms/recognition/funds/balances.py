"""推算的金额 — what follows from amounts of a row beside it: what is left of a budget, what it is after its changes; rates that
are not of the execution, 资金到位率, 预决算差异率; and how far two numbers are apart, 差异, 核减分.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, permutations, product

from xlfuncs.evaluation.findings.completion_rate import typed_rates
from xlfuncs.forms.recognition.cells.reader import Reader, in_first_unit
from xlfuncs.forms.recognition.cells.values import amount_or_none, as_text
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.funds.amount_rows import Line
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.functions.wording import percent, plain
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import ONE, WIDE, decimals, exact, is_rounding

_LEFT, _NOT_LEFT = pattern("结余|结转|剩余|余额"), pattern("[率比因]|说明|情况")
_BOUND = pattern("在途|冻结|占用")  # no longer free, and not yet spent
_BEFORE = pattern("[年期]初|[上去]年|以前|历年")
_ELSEWHERE = pattern("收回|上缴|统筹|缴回|核销|核减")  # money that is neither spent nor left
_CHANGE, _NO_CHANGE = pattern("调整|追加|[调核压追][增减]|增减"), pattern("[前后率比因]|说明|依据|情况")
_MOST = 3  # changes of one budget

Way = tuple[tuple[int, int], ...]  # columns, each added or taken off: 1, -1
_RATE_CHANGE = pattern("差异|变动|增减|增长|压减|节约|调整")
_APART = pattern("差[异额值距]|[相分]差|[核扣][减增]|增减|升降|变[动化]")
_NOT_APART = pattern("[率因系类]|占比|比[例重]|说明|依据|情况|理由|意见|标准")
_COLUMNS, _FEWEST = 12, 2  # that two may be of; differences that come out

# part, whole, what is taken off: 1 of a change; None of how far they are apart
RateWay = tuple[int, int, Decimal | None]


def check_balances(reader: Reader, header: Header, rows: Sequence[Line], amounts: Sequence[int]) -> None:
    """What is left, and a budget after its changes, in rows with names: by the way that comes out in most; if none, nothing."""
    if header.amounts is None:
        return
    (budget, executed), initial = header.amounts, header.columns.get("initial_budget")
    lines = range(header.row, header.end + 1)
    headed = {column: normal(text) for line in lines for column, text in reader.texts(line)}
    known = {column for key, column in header.columns.items() if key != "carried"}
    free = {column: bare(text) for column, text in headed.items() if column not in known}
    rests = [column for column, text in free.items() if _LEFT.search(text) and not _NOT_LEFT.search(text)]
    carried = header.columns.get("carried")
    before = [column for column in rests if column == carried or _BEFORE.search(free[column])]
    changes = [
        column for column, text in free.items() if _CHANGE.search(text) and not _NO_CHANGE.search(text)
    ]
    after = [column for column in rests if column not in before]
    more = [(), *(((column, 1),) for column in before)]  # 可用资金, with what was carried over
    if len(after) == 1 and not any(map(_ELSEWHERE.search, free.values())):
        wholes = [budget, *(one for one in amounts if one not in (budget, executed, *rests, *changes))]
        bound = tuple((column, -1) for column, text in free.items() if _BOUND.search(text))
        spent = dict.fromkeys([((executed, -1),), ((executed, -1), *bound)])
        ways = [((whole, 1), *old, *gone) for whole in wholes for old in more for gone in spent]
        _check(reader, headed, rows, after[0], ways, {*before, *dict(bound)})
    if initial not in (None, budget) and 0 < len(changes) <= _MOST:
        signs = product((1, -1), repeat=len(changes))
        ways = [((initial, 1), *old, *zip(changes, one, strict=True)) for one in signs for old in more]
        _check(reader, headed, rows, budget, ways, {*changes, *before})


def _check(
    reader: Reader,
    headed: dict[int, str],
    rows: Iterable[Line],
    own: int,
    ways: list[Way],
    optional: set[int],
) -> None:
    """The numbers of a column against what others give, of which some may be blank."""
    outcomes = []
    for row, name in rows:
        results = {way: said for way in ways if (said := _given(reader, headed, row, own, way, optional))}
        outcomes += [(row, name, results)] if results else []
    right = Counter(
        way for *_, results in outcomes for way, (typed, worth, _) in results.items() if _is(typed, worth)
    )
    counted = [way for way in ways if right[way] == max(right.values(), default=0)]
    for row, name, results in outcomes if right or len(outcomes) == 1 else ():
        differ = [results[way] for way in counted if way in results]
        if differ and not any(_is(typed, worth) for typed, worth, _ in differ):
            typed, worth, how = differ[0]
            told = {"found": typed, "typed": plain(typed), "which": headed[own]}
            told |= {"expected": worth, "given": plain(worth), "how": how}
            reader.note("balance-differs", at=reader.at(row, own), item=name, **told)


def _given(
    reader: Reader, headed: Mapping[int, str], row: int, own: int, way: Way, optional: Container[int]
) -> tuple[Decimal, Decimal, str] | None:
    """What stands in a column, what others give, in its unit, and how; None where a number is missing."""
    columns = [own, *(column for column, _ in way)]
    cells = [reader.data(row, column) for column in columns]
    blank = [is_placeholder(cell) and column in optional for cell, column in zip(cells, columns, strict=True)]
    numbers = [0.0 if no else amount_or_none(cell) for cell, no in zip(cells, blank, strict=True)]
    if None in numbers:
        return None
    typed, *parts = map(exact, in_first_unit(numbers, cells, [headed.get(column, "") for column in columns]))
    signed = [(sign, part, headed.get(column, "")) for (column, sign), part in zip(way, parts, strict=True)]
    how = "".join(f"{'－' if sign < 0 else '＋'}{text}（{plain(part)}）" for sign, part, text in signed)
    return typed, sum((sign * part for sign, part, _ in signed), Decimal()), how[1:]


def _is(typed: Decimal, worth: Decimal) -> bool:
    """Whether a number is the other, as far as they may have been rounded."""
    return typed == worth or (
        decimals(worth) > 0 and abs(typed - worth) <= Decimal(1).scaleb(-decimals(typed))
    )


@lru_cache(maxsize=1 << 12)
def may_be_rate(heading: str) -> bool:
    """Whether a heading says that a rate, or how far two numbers are apart, stands below it."""
    ends = ("得分率", *words("amount_parts")["rate"])
    return heading.endswith(ends) or _APART.search(heading) is not None


def check_rates(reader: Reader, header: Header, rows: Sequence[Line], amounts: Sequence[int] = ()) -> None:
    """These rates in some rows, each with its name, by whichever amounts may be the whole; nothing where of several none comes
    out. 得分率 is the score in its points; how far two columns are apart goes by the two of which most come out."""
    headed, known = header.headings(reader), header.columns
    worth, score = known.get("points", -1), known.get("score", -1)
    measured = header.kind != "projects" and "target" in known
    numbers = sorted([*headed][:_COLUMNS], key=lambda at: at == worth)  # of a row with full marks both fit
    for column, text in headed.items():
        if text.endswith("得分率") and min(worth, score) >= 0:
            _check_rate(reader, rows, column, text, [(score, worth, Decimal())], most=True)
        elif text.endswith(tuple(words("amount_parts")["rate"])) and column != known.get("rate"):
            # 资金到位率, 到位资金
            said = [word for word in words("other_columns")["amounts"] if word in text]
            parts = [one for one in amounts if any(word in headed.get(one, "") for word in said)]
            if len(parts) == 1:
                shares: list[RateWay] = [(parts[0], one, Decimal()) for one in amounts if one not in parts]
                _check_rate(reader, rows, column, text, shares)
            elif not parts and _RATE_CHANGE.search(text):
                changes: list[RateWay] = [(part, whole, ONE) for part, whole in permutations(amounts, 2)]
                _check_rate(reader, rows, column, text, changes, most=True)
            elif text in words("other_columns")["completion"] and not measured:
                done: list[RateWay] = [
                    (*two, Decimal()) for two in permutations(numbers, 2) if column not in two
                ]
                _check_rate(reader, rows, column, text, done, most=True)
        elif column not in known.values() and _APART.search(text) and not _NOT_APART.search(text):
            pairs: list[RateWay] = [(*two, None) for two in combinations(numbers, 2) if column not in two]
            apart = [(row, name) for row, name in rows if reader.amount(row, column)]
            _check_rate(reader, apart, column, text, pairs, most=True)


def _check_rate(
    reader: Reader, rows: Sequence[Line], column: int, text: str, ways: list[RateWay], *, most: bool = False
) -> None:
    """What differs from the way by which more of the rates come out than by any other; if need be `most` of all."""
    typed = {row: reader.shown(reader.at(row, column), reader.data(row, column)) for row, _ in rows}
    own = {row: {way: _rate(reader, row, *way) for way in ways} for row, _ in rows if typed_rates(typed[row])}
    right = [
        (row, one) for row, rates in own.items() for one, rate in rates.items() if _is_rate(typed[row], rate)
    ]
    times = Counter(one for _, one in right)
    best = max(times.values(), default=0)
    counted = [way for way in ways if times[way] == best]
    several = best >= _FEWEST or None not in (less for *_, less in ways)
    for row, name in rows if (2 * best > len(own) and several if most else right or len(own) == 1) else ():
        rates = [rate for one in counted if (rate := own.get(row, {}).get(one)) is not None]
        if rates and not any(_is_rate(typed[row], rate) for rate in rates):
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


def _is_rate(typed: object, rate: Decimal | None) -> bool:
    return rate is not None and any(is_rounding(abs(one), abs(rate), 2) for one in typed_rates(typed))
