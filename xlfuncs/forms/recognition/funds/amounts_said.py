"""说明文字里的资金 — amounts that a sentence above the indicators says: 年初预算120万元，执行118.5万元，执行率98.75%; or a row of
cells that each say one: 预算数：120 | 得分：9.88. Of several that which the typed rate is of: 年初数 168 调整数 170 执行数 161.5
95%; and those whose labels nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item, Section
from xlfuncs.forms.recognition.cells.reader import Reader, in_first_unit
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.evidence import BUDGETS
from xlfuncs.forms.recognition.funds.amounts import SECTION, without_points
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.words import first_meaning
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact, exact_or_none

_SAID = pattern(r"([一-龥]{1,10}?|\()[:为是]?(\d[\d,]*(?:\.\d+)?)(亿元|万元|元|%|分)")
_CELL = pattern(
    r"([一-龥]{2,10})(?:\((亿元|万元|元|%|分)\))?:(\d[\d,]*(?:\.\d+)?)(亿元|万元|元|%|分)?(?:\((?:满分)?(\d{1,2})分\))?"
)
_LONGEST = 80  # characters: what a paragraph of goals tells may be of something else
_SHORT = {"得": "score", "计": "score", "记": "score", "应得": "points", "(": "points"}  # 得9分（10分）
_MONEY, _UNITS = "元", {"rate": "%", "points": "分", "score": "分"}
Other = tuple[str, float, Place | None]  # name, amount in the unit of the budget, place
_MAY_COUNT = pattern(
    "[调追核变][整剂加减增更]|下达|全年数|预算数?$"
)  # the new budget, or what changed the first
_CARRIED = pattern("结转|结余")
_NEAR = 0.0006  # of rates with two decimals of a percent
_OF_MONEY = pattern(r"(?!.*(?:收入|决算))(?=.*(?:资金|预算|支出|经费|金额|拨款))[^表单：:]{2,15}")


def read_said(reader: Reader, rows: Sequence[int]) -> tuple[list[Section], list[Item]] | None:
    """The amounts that a cell of these rows says, or a row of cells, with rate and score; None where none names both, once."""
    for row, column, text in reader.texts_in(rows):
        said = _said(text) if _MONEY in text and len(text) <= _LONGEST else {}
        if found := _read(reader, row, said, dict.fromkeys(said, column)):
            return found
    for row in rows:
        cells = [(column, _CELL.fullmatch(normal(text))) for column, text in reader.texts(row)]
        each = [(first_meaning(one[1]), one, column) for column, one in cells if one]
        each = [one for one in each if one[0] and (one[0] != "rate" or "%" in one[1][0])]
        said = {meant: (one[3].replace(",", ""), one[4] or one[2] or "") for meant, one, _ in each}
        columns = {meant: column for meant, _, column in each}
        worth = next(({"points": (one[5], "分")} for _, one, _ in each if one[5]), {})  # 得分：9.5（10分）
        if len(said) == len(each) and (found := _read(reader, row, worth | said, columns)):
            return found
    return None


def _said(text: str) -> dict[str, tuple[str, str]]:
    """The numbers of a text with their units, by what they are called; those that are called twice left out.

    >>> said = _said("预算60万元，支出58.2万元，执行率97%，得分9.7分（满分10分）")
    >>> said["executed"], sorted(said), _said("补助30人，支出58.2万元，支出2万元")
    (('58.2', '万元'), ['budget', 'executed', 'points', 'rate', 'score'], {})
    >>> _said("执行45万元，得9分（10分）")
    {'executed': ('45', '万元'), 'score': ('9', '分'), 'points': ('10', '分')}
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for name, number, unit in _SAID.findall(normal(text)):
        meant = _SHORT.get(name) or first_meaning(name)
        if meant and _UNITS.get(meant, _MONEY) == unit[-1]:
            found.setdefault(meant, []).append((number.replace(",", ""), unit))
    return {key: numbers[0] for key, numbers in found.items() if len(numbers) == 1}


def _read(
    reader: Reader, row: int, said: dict[str, tuple[str, str]], columns: dict[str, int]
) -> tuple[list[Section], list[Item]] | None:
    budget = next((key for key in BUDGETS if key in said), None)
    if budget is None or "executed" not in said:
        return None
    item, column = Item(SECTION, SECTION, "execution_rate_score"), columns[budget]
    pair = {"budget": said[budget], "executed": said["executed"]}
    item.target, item.actual = ("".join(amount) for amount in pair.values())
    typed = [float(number) for number, _ in pair.values()]
    item.inputs |= zip(pair, in_first_unit(typed, (item.target, item.actual), ["", ""]), strict=True)
    if rate := said.get("rate"):
        item.inputs["published_rate"] = float(exact(rate[0]).scaleb(-2))
    item.points, item.entered = (float(said[key][0]) if key in said else None for key in ("points", "score"))
    item.inputs["points"] = item.points
    keys = {key: key for key in pair} | {budget: "budget", "points": "points", "score": "entered"}
    keys["rate"] = "published_rate"
    item.cells.update((keys[key], reader.at(row, at)) for key, at in columns.items() if key in keys)
    others = _others(reader.text(row, column) or "", pair["budget"], reader.at(row, column))
    settle_budget_beside(reader, item, [*others])
    if item.points is None:
        without_points(reader, item)
    return [Section(SECTION, item.points)], [item]


def _others(text: str, budget: tuple[str, str], place: Place) -> Iterator[Other]:
    """Other amounts of a sentence that may be of the budget, in its unit: 调整为168万元."""
    for name, number, unit in _SAID.findall(normal(text)):
        if unit[-1] == _MONEY and may_count(name):
            typed = ["".join(budget), "".join((number, unit))]
            numbers = [float(one.replace(",", "")) for one in (budget[0], number)]
            yield name, in_first_unit(numbers, typed, ["", ""])[1], place


def may_count(label: str) -> bool:
    """Whether an amount of this name, which no list has, may be of the budget."""
    said = normal(label)
    may = _MAY_COUNT.search(said) or _CARRIED.search(said)
    return first_meaning(label) in ("", "adjusted_target") and may is not None


def settle_budget_beside(reader: Reader, item: Item, others: Sequence[Other]) -> None:
    """Take the amount, alone or with the first, that the rate or the score is of; where neither says which, a person decides."""
    first, spent, share = (item.inputs.get(key) for key in ("budget", "executed", "published_rate"))
    worth, earned = exact_or_none(item.points), exact_or_none(item.entered)
    if share is None and worth and earned and earned < worth:
        share = float(earned / worth)
    if not others or type(first) is not float or type(spent) is not float or _fits(share, spent, first):
        return
    wholes = ((one, at) for _, some, at in others for one in (some, first + some, first - some))
    fits = {one: at for one, at in wholes if _fits(share, spent, one)}
    doubts = [name for name, worth, _ in others if worth not in (first, spent) and not _CARRIED.search(name)]
    if len(fits) == 1:
        item.target = item.inputs["budget"] = next(iter(fits))
        item.cells["budget"] = fits[item.target] or item.cells["budget"]
    elif doubts:
        leave_budget(reader, item, doubts[0])


def leave_budget(reader: Reader, item: Item, other: str) -> None:
    """A person decides on the score: this amount, too, may be what the execution is of."""
    item.function = None
    told = {"case": "budgets", "found": item.inputs["budget"], "other": other}
    reader.findings.append(item.finding("columns-alike", "budget", **told))


def _fits(share: object, spent: float, whole: float) -> bool:
    return type(share) is float and whole > 0 and abs(spent / whole - share) < _NEAR


def note_unread(reader: Reader, head: range) -> None:
    """Say where figures stand beside or below a label of money."""
    labels = [one for one in reader.texts_in(head) if _OF_MONEY.fullmatch(one[2])]
    unread = []
    for row, column, text in labels:
        beside = next((one for one in reader.rows[row][column + 1 :] if one not in (None, "")), None)
        if is_number(beside) or (row + 1 in head and is_number(reader.data(row + 1, column))):
            unread.append((row, column, text))
    if unread:
        row, column, text = unread[0]
        count = len({row for row, *_ in unread})
        reader.note("rows-unread", severity="warning", at=reader.at(row, column), found=text, count=count)
