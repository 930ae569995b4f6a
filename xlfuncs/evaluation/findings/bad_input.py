"""不能评分的行 — which cell keeps a row from being scored, and what should stand there; or the several ways in which it can be
read, and what each would earn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.errors import NotANumber, NotCovered, OutOfRange, UnknownLevel, XlfuncsError, ZeroDivisor
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.kept_or_not import deadline
from xlfuncs.evaluation.result import RowReading, Score
from xlfuncs.functions.deadlines import kept
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import exact_or_none, is_blank

_EXPECTED: dict[type[XlfuncsError], str] = {
    NotANumber: "数字",
    ZeroDivisor: "大于 0 的数",
    OutOfRange: "不小于 0、在应有范围之内的数",
    UnknownLevel: "规则所列的词",
}
_WORDS = ("direction", "level", "item")  # inputs that are no numbers
# Where no single input is wrong by itself, the one that was reported last is looked at first.
_DOUBTFUL = ("carryover", "final_accounts", "rate", "executed", "actual", "failed", "level")


def check(score: Score) -> Iterator[Finding]:
    """A row the rule could not score: an error at the cell in question, a note where the rule is silent; or its readings."""
    item, problem = score.item, score.problem
    decided = isinstance(problem, NotCovered) and not item.own and not is_blank(item.approved)
    if not (problem is None or decided):
        yield _unscored(item, problem)
    yield from _readings(score)


def _unscored(item: Item, error: XlfuncsError) -> Finding:
    problem = Both(error.zh, error.en)
    if isinstance(error, NotCovered):
        return item.finding("not-covered", "score", problem=problem)
    given = {name: value for name, value in item.inputs.items() if name in item.cells and not is_blank(value)}
    wrong = [name for name, value in given.items() if _wrong(name, value, error)]
    spent = exact_or_none(item.inputs.get("executed"))
    if isinstance(error, ZeroDivisor) and item.function == "execution_rate_score" and spent is not None:
        case, grave = ("no-budget", "error") if spent else ("no-money", "warning")
        told = {"found": 0, "expected": _EXPECTED[ZeroDivisor] if spent else None, "executed": plain(spent)}
        return item.finding("bad-input", "budget", "score", case=case, severity=grave, **told)
    name = next(iter(wrong + [name for name in _DOUBTFUL if name in given]), "")
    apart = type(error) is NotANumber and not wrong  # two numbers that do not go together may both be right
    return item.finding(
        "bad-input",
        name,
        "score",
        severity="warning" if apart else "error",
        found=item.inputs.get(name),
        expected=_in_the_unit(item) if apart else _EXPECTED.get(type(error)),
        problem=problem,
    )


def _in_the_unit(item: Item) -> str | None:
    """What belongs beside a target in another unit."""
    want, have = (parse_target(item.inputs.get(key)) for key in ("target", "actual"))
    return f"以「{want.unit}」为单位的数" if want.unit and want.unit != have.unit else None


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


def _readings(score: Score) -> Iterator[Finding]:
    """Why a row is left to a person."""
    item, ways = score.item, score.readings or _missed(score.item)
    # a reviewer who changed the score has decided
    if not ways or (not item.own and item.approved is not None and item.approved != item.entered):
        return
    alone = len(ways) == 1
    said = ways[0].words if alone else Both.joined(map(_said, ways), Both("；", "; "))
    scores = {way.score for way in ways} - {None}  # one alone differs from none
    case = "alone" if alone else "parts" if score.item.parts else "" if len(scores) > 1 else "doubt"
    told = {"case": case, "found": item.actual, "readings": said}
    yield item.finding("readings-differ", "actual", "executed", "score", **told)


def _missed(item: Item) -> list[RowReading]:
    """A deadline missed in a row that has no score of its own: merged scores, no points."""
    if item.function is not None or type(item.target) is float:
        return []
    verdict = deadline(item, item.target, item.actual)
    return [verdict._replace(score=None)] if verdict and kept(item.target, item.actual) is False else []


def _said(reading: RowReading) -> Both:
    """One way and its score."""
    words, score = reading
    if score is None:
        return Both(f"{words.zh}，由评价人判断", f"{words.en}: a person decides")
    return Both(f"{words.zh}，得 {score:.2f} 分", f"{words.en}: {score:.2f}")
