"""没有得分的行 — rows that count nothing in a table somebody has filled, and what they lack."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from xlfuncs.evaluation.content import Item, Table
from xlfuncs.evaluation.findings.criteria import is_bonus, words_of
from xlfuncs.evaluation.findings.register import Finding, Severity, finding
from xlfuncs.evaluation.judgement import Judgement
from xlfuncs.evaluation.result import Score
from xlfuncs.function_table import TABLE
from xlfuncs.scoring.numbers import exact_or_none, is_blank

_POINTS = next(one.zh for one in TABLE["capped_ratio_score"].arguments if one.name == "points")
_UNREAD = ("columns-alike", "column-unread")  # a column that may hold what was typed


def check(judged: Judgement) -> Iterator[Finding]:
    """Rows without a score, tables that nobody has begun to fill in, and scores that nothing stands behind."""
    table, scores, found = judged.table, judged.scores, judged.result.findings
    # of a row left to a person that is said already
    bad = {f.cell for f in found if f.severity == "error" or f.code == "readings-differ"}
    begun = judged.begun
    judged.missing = [*_lacking(scores, judged.whole, bad)] if begun else []
    yield from judged.missing if judged.result.rule else ()  # else most lack the rule alone
    typed = begun or bad or table.details or judged.listed or any(_typed(score.item) for score in scores)
    # a column that may hold what was typed, and was not read
    if not any(f.code in _UNREAD and f.severity == "warning" for f in table.findings):
        # nobody should hear that all is well
        unfilled = _unfilled(table, judged.result.total)
        yield from unfilled if typed else [finding("not-begun", sheet=table.sheet)]
    yield from _unchecked(scores) if table.own else _not_entered(scores, judged.whole)


def _typed(item: Item) -> bool:
    """Whether a row holds more than what was asked of it."""
    given = (item.entered, item.approved, *(item.inputs.get(key) for key in ("executed", "failed", "rate")))
    return not all(map(is_blank, given))


def _lacking(scores: Sequence[Score], whole: Collection[str], bad: Collection[object]) -> Iterator[Finding]:
    """Rows without a score, but for sections with a score as a whole and cells that have their own finding."""
    pointless = all(is_blank(score.item.points) and score.item.place("points") is None for score in scores)
    for score in scores:
        item = score.item
        if score.score is not None or score.counted is not None or item.idle or item.section in whole:
            continue
        if any(place in bad for place in item.cells.values()):
            continue
        if is_blank(item.target) and is_blank(item.actual) and is_blank(item.points):
            continue
        lacking = _blank_inputs(score) if item.function and score.method else _no_result(item)
        unscored = item.place("points", "score", "entered") is None
        if is_blank(item.points) and (unscored or (pointless and lacking == [_POINTS])):
            continue  # a form without points: said once
        # a row that nobody gave points or a target is not meant to earn any yet
        idle = is_blank(item.points) and is_blank(item.target)
        severity: Severity = "info" if idle else "warning"
        case = "lacking" if lacking else "own" if item.own else ""
        to_fill = _asked(score, lacking) if item.own else ()  # our score is a locked formula
        yield item.finding(
            "score-missing", *to_fill, "score", "actual", case=case, severity=severity, lacking=lacking
        )


def _unfilled(table: Table, total: float | None) -> Iterator[Finding]:
    """Not one indicator is filled in, though the amounts or the lists beside them are."""
    rows = (item for item in table.items if "target" in item.cells and (item.measured or not table.own))
    given = (value for item in rows for value in (item.target, item.actual, item.entered, item.approved))
    if table.asked is not None and all(map(is_blank, given)):
        severity: Severity = "warning" if total is None else "error"
        yield finding("not-begun", case="indicators", severity=severity, at=table.asked, sheet=table.sheet)


def _not_entered(scores: Sequence[Score], whole: Collection[str]) -> list[Finding]:
    """Rows of others' tables that the rule scores and nobody did, where at least as many have a typed score."""
    given = [entered for score in scores if (entered := score.item.entered) is not None]
    typed = sum(not is_blank(entered) for entered in given)
    if not typed:
        return []
    return [*_unfounded([score.item for score in scores]), *_unscored(scores, whole, typed)]


def _unfounded(items: Sequence[Item]) -> Iterator[Finding]:
    """Indicators with a score and neither target nor result, where others of their section have them; not one above rows
    that have figures and no scores of their own."""
    bare = [not (_says(item.target) or _says(item.actual)) for item in items]
    founded = {item.section for item, blank in zip(items, bare, strict=True) if not blank}
    below = [not blank and is_blank(item.points) for item, blank in zip(items, bare, strict=True)]
    for item, blank, head in zip(items, bare, [*below[1:], False], strict=True):
        scored = blank and not head and item.section in founded and exact_or_none(item.entered)
        judged = not (is_blank(item.reason) and is_blank(item.deduction))  # by what was found amiss
        if scored and item.measured and not judged and not is_bonus(item.name):
            yield item.finding("missing-entry", "target", expected="指标值、完成值")


def _says(value: object) -> bool:
    """Whether a cell says anything: no dash does."""
    return not is_blank(value) and (type(value) is float or words_of(str(value)) != "")


def _unscored(scores: Sequence[Score], whole: Collection[str], typed: int) -> list[Finding]:
    blank = [score for score in scores if score.score is not None and _left_blank(score.item, whole)]
    if typed < len(blank):
        return []
    return [one.item.finding("score-missing", "score", case="by-rule", expected=one.score) for one in blank]


def _left_blank(item: Item, whole: Collection[str]) -> bool:
    there = item.place("score") is not None and not (item.own or item.idle or item.section in whole)
    return there and is_blank(item.entered)


def _no_result(item: Item) -> list[str]:
    blank = is_blank(item.actual) and not is_blank(item.target) and item.place("actual") is not None
    return ["完成值"] if blank else []


def _unchecked(scores: Iterable[Score]) -> list[Finding]:
    """Rows of ours whose entered score counts because an input is blank by which the rule would score them."""
    return [
        item.finding("entered-unchecked", "entered", found=item.entered, lacking=lacking)
        for score in scores
        if (item := score.item).function is not None
        and score.method is not None
        and score.score is None
        and score.problem is None
        and score.counted is not None
        and is_blank(item.approved)
        and not (is_blank(item.target) and item.function == "capped_ratio_score")
        and (lacking := _blank_inputs(score))
    ]


def _asked(score: Score, lacking: Sequence[str]) -> tuple[str, ...]:
    """Where a person types what a row of ours lacks."""
    arguments = TABLE[str(score.method)].arguments if score.method else ()
    return tuple(one.name for one in arguments if one.zh in lacking) if lacking else ("entered",)


def _blank_inputs(score: Score) -> list[str]:
    """The inputs a row lacks, by their Chinese names."""
    asked = [a for a in TABLE[str(score.method)].arguments if not a.optional or a.name == "points"]
    return [argument.zh for argument, value in zip(asked, score.values, strict=False) if is_blank(value)]
