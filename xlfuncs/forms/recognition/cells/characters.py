"""字符 — characters that are read otherwise than they stand: traditional ones in simplified ones, which all words are, wide
digits and letters in plain ones, and not at all such as nobody sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from xlfuncs.cells import Value
from xlfuncs.evaluation.content import Table
from xlfuncs.forms.recognition.cells.contents import contents
from xlfuncs.forms.recognition.words.texts import UNSEEN
from xlfuncs.sheets import Sheet
from xlfuncs.toml import loads

_DATA = Path(__file__).parents[1] / "data" / "simplified.toml"
_HEAD, _FEWEST = 40, 5  # rows that are looked at; different characters that no simplified table has
_WIDE = "０１２３４５６７８９％．"
_WIDE += (
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
)
_PLAIN = UNSEEN | {
    code: code - ord("０") + ord("0") for code in map(ord, _WIDE)
}  # other marks are known in both widths
_ODD = frozenset(map(chr, _PLAIN))


def simplified(sheet: Sheet) -> Sheet:
    """The sheet in simplified characters, where its first rows are in traditional ones; a name alone makes it none.

    >>> simplified(Sheet("自評", [["績效指標", "實際完成值", "權重"]])).rows
    [['绩效指标', '实际完成值', '权重']]
    >>> simplified(Sheet("自评", [["项目名称", "鄭州項目"]])).rows
    [['项目名称', '鄭州項目']]
    """
    if len(_others(contents(sheet).wordings) - _ODD) < _FEWEST:
        return sheet  # nearly all
    head = (value for value in chain.from_iterable(sheet.rows[:_HEAD]) if type(value) is str)
    return sheet if len(_others(head) - _ODD) < _FEWEST else _translated(sheet, _characters()[1])


def in_plain(sheet: Sheet) -> tuple[Sheet, Mapping[str, str]]:
    """The sheet with digits and letters that are not wide, and none that take no room; and how its texts were typed.

    >>> found, typed = in_plain(Sheet("自评", [["≥９５％（含）", "ＡＱＩ", "天数"]]))
    >>> found.rows, typed
    ([['≥95%（含）', 'AQI', '天数']], {'≥95%（含）': '≥９５％（含）', 'AQI': 'ＡＱＩ'})
    """
    if _others(contents(sheet).wordings).isdisjoint(_ODD):
        return sheet, {}  # nearly all
    odd = (text for text in contents(sheet).said if not _ODD.isdisjoint(text))
    return _translated(sheet, _PLAIN), {
        text.translate(_PLAIN).strip(): text.translate(UNSEEN).strip() for text in odd
    }


def put_as_typed(table: Table, typed: Mapping[str, str]) -> None:
    """Names, targets and results as they stand in their cells."""
    for item in table.items:
        item.name = typed.get(item.name, item.name)
        for key in ("target", "actual"):
            if isinstance(said := getattr(item, key), str):
                setattr(item, key, typed.get(said, said))
            if isinstance(said := item.inputs.get(key), str):
                item.inputs[key] = typed.get(said, said)


def _translated(sheet: Sheet, table: Mapping[int, int | str | None]) -> Sheet:
    rows: list[Sequence[Value]] = [
        [value.translate(table) if isinstance(value, str) else value for value in row] for row in sheet.rows
    ]
    return replace(sheet, rows=rows)


def _others(texts: Iterable[str]) -> set[str]:
    return set[str]().union(*map(_others_in, texts))


@lru_cache(maxsize=1 << 12)  # of one form, all tables say the same
def _others_in(text: str) -> frozenset[str]:
    """The characters of a text that stand for others."""
    return _characters()[0].intersection(text)


@cache
def _characters() -> tuple[frozenset[str], dict[int, int]]:
    """Those that stand for others; and of the traditional ones, for which."""
    data = loads(_DATA.read_text("utf-8"))
    traditional, simple = data["traditional"], data["simplified"]
    return _ODD.union(traditional), dict(zip(map(ord, traditional), map(ord, simple), strict=True))
