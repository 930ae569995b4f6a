"""不能评分的行 — which cell keeps a row from being scored, and what should stand there."""

from __future__ import annotations

from typing import Any

from xlfuncs.errors import NotANumber, NotCovered, OutOfRange, UnknownLevel, XlfuncsError, ZeroDivisor
from xlfuncs.evaluation.content import Finding, Item
from xlfuncs.functions.targets import parse_target
from xlfuncs.scoring.numbers import exact_or_none, is_blank

__all__ = ["shown", "unscored"]

_EXPECTED: dict[type[XlfuncsError], str] = {
    NotANumber: "数字",
    ZeroDivisor: "大于 0 的数",
    OutOfRange: "不小于 0、在应有范围之内的数",
    UnknownLevel: "规则所列的词",
}
_WORDS = ("direction", "level", "item")  # inputs that are no numbers
# Where no single input is wrong by itself, the one that was reported last is looked at first.
_DOUBTFUL = ("carryover", "final_accounts", "rate", "executed", "actual", "failed", "level")


def unscored(item: Item, error: XlfuncsError) -> Finding:
    """A row the rule could not score: an error at the cell in question, or a note where the rule is silent."""
    message = f"「{item.name}」不能评分：{error}"
    if isinstance(error, NotCovered):
        return Finding("not-covered", "info", item.place("score"), item.name, None, None, message)
    given = {name: value for name, value in item.inputs.items() if name in item.cells and not is_blank(value)}
    wrong = [name for name, value in given.items() if _wrong(name, value, error)]
    name = next(iter(wrong + [name for name in _DOUBTFUL if name in given]), "")
    cell = item.place(name, "score")
    found = shown(item.inputs.get(name))
    return Finding("bad-input", "error", cell, item.name, found, _EXPECTED.get(type(error)), message)


def shown(value: Any) -> Any:
    """A value as a finding holds it: what JSON can hold."""
    return value if isinstance(value, (str, int, float)) or value is None else str(value)


def _wrong(name: str, value: Any, error: XlfuncsError) -> bool:
    """Whether this input alone explains the error."""
    if name in _WORDS or isinstance(error, UnknownLevel):
        return name in ("direction", "level") and isinstance(error, UnknownLevel)
    number = parse_target(value).number if name in ("target", "actual") else exact_or_none(value)
    if number is None:
        return isinstance(error, NotANumber)
    if isinstance(error, ZeroDivisor):
        return not number and name not in ("actual", "executed", "points")
    return isinstance(error, OutOfRange) and (number < 0 or (name.endswith("_rate") and number > 1))
