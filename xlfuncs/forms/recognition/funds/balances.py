"""结余与调整 — amounts of a row that follow from others beside them: what is left of a budget, what it is after its changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import product

from xlfuncs.forms.recognition.cells.money import in_first_unit
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import amount_or_none
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.funds.amount_rows import Line
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.functions.wording import plain
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import decimals, exact

_LEFT, _NOT_LEFT = pattern("结余|结转|剩余|余额"), pattern("[率比因]|说明|情况")
_BOUND = pattern("在途|冻结|占用")  # no longer free, and not yet spent
_BEFORE = pattern("[年期]初|[上去]年|以前|历年")
_ELSEWHERE = pattern("收回|上缴|统筹|缴回|核销|核减")  # money that is neither spent nor left
_CHANGE, _NO_CHANGE = pattern("调整|追加|[调核压追][增减]|增减"), pattern("[前后率比因]|说明|依据|情况")
_MOST = 3  # changes of one budget

Way = tuple[tuple[int, int], ...]  # columns, each added or taken off: 1, -1


def check_balances(reader: Reader, header: Header, rows: Sequence[Line], amounts: Sequence[int]) -> None:
    """What is left, and a budget after its changes, in some rows, each with its name: by the way that comes out in most of
    them; nothing where in none of several rows one does.
    """
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
    headed: Mapping[int, str],
    rows: Iterable[Line],
    own: int,
    ways: Sequence[Way],
    optional: Container[int],
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
