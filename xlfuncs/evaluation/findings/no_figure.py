"""没有数值 — what a row lacks: its name, a figure in a cell left blank beside a score, a figure where words stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

from xlfuncs.evaluation.content import TERMS, Item
from xlfuncs.evaluation.findings.criteria import criteria, is_bonus, words_of
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.result import Score
from xlfuncs.functions.targets import Target
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import is_blank

_SATISFIED = "满意"
_GRADE = pattern("(?:评为|达到|不低于)?([优良中差A-D甲乙丙丁Ⅰ-Ⅴ])[秀好等级次类]{0,3}(?:水质?)?(?:及?以上)?")
_SCALES = ("优良中差", "ABCD", "甲乙丙丁", "ⅠⅡⅢⅣⅤ")  # the best first
_FIGURES = ("number", "percent")
_NO_FIGURES = ("qualitative", "not_applicable", "grade", "date_deadline")
_SHORT = 20  # characters: a longer target is prose with a figure in it


def check(score: Score) -> Iterator[Finding]:
    """What a row lacks a figure for; one of several readings is left to that finding, our own rows' blanks to theirs."""
    item = score.item
    rated = item.function == "execution_rate_score"
    if not item.name:
        yield item.finding("missing-entry", "target", "score", case="name")
    elif not rated and type(item.actual) is float and score.asked.alone.kind in _FIGURES:
        return  # most rows of a table
    if score.readings:
        return
    if rated:
        yield from _one_amount(item)
    elif item.measured and score.problem is None:
        target, actual = score.figures
        blank = [one.key for one in (target, actual) if is_blank(one.typed) or _is_undecided(one.typed)]
        lacking = len(blank) == 1 and blank[0] in item.cells and _told(item)
        if not blank:
            yield from _words(item, target.alone, actual.alone, scored=score.score is not None)
        elif lacking and not is_bonus(item.section, item.name):
            yield item.finding("missing-entry", *blank, expected=TERMS[blank[0]].zh)


def _is_undecided(value: object) -> bool:
    """Whether a cell says that it is yet to be filled in: 待定."""
    return isinstance(value, str) and words_of(value) in criteria().undecided


def _one_amount(item: Item) -> Iterator[Finding]:
    """One amount only, of all money or beside a rate or a score; text in the place of the other is told as such."""
    budget, executed = item.numbers("budget", "executed")
    rated = _told(item) or ((item.idle or item.inputs.get("published_rate") is not None) and not item.own)
    if not rated or (budget is None) == (executed is None):
        return
    key, term = ("budget", "预算数") if budget is None else ("executed", "执行数")
    typed = item.target if budget is None else item.actual
    if is_blank(typed) or not words_of(str(typed)):
        yield item.finding("missing-entry", key, expected=term)


def _words(item: Item, target: Target, actual: Target, *, scored: bool) -> Iterator[Finding]:
    """Words where the target asks for a number or a date, and a satisfaction that is none; 无投诉 is number enough for ≤3次."""
    short, said = len(target.text) <= _SHORT, partial(item.finding, found=item.actual)
    number = target.kind in _FIGURES
    if target.number == 0 and words_of(str(item.actual)) in criteria().none_happened:
        yield said("target-zero", "actual", case="words")
    elif undone := _not_done(item):
        told = {"case": "less", "target": target.text} if short and undone == "info" else {}
        yield said("result-not-done", "actual", severity=undone, **told)
    elif target.kind == "date_deadline" and (
        actual.kind == "qualitative" or (actual.kind in _FIGURES and not item.function)
    ):
        yield said("actual-no-number", "actual", case="date", target=target.text)
    elif short and number and not scored and actual.kind in _NO_FIGURES:
        yield said("actual-no-number", "actual", target=target.text)
    elif short and item.function is None and (case := _uncertain(target, actual, item.entered)):
        yield said("actual-no-number", "actual", case=case, target=target.text)
    if target.kind == "not_applicable" and actual.number and not is_blank(item.entered):
        yield item.finding("missing-entry", "target", found=item.target, expected=TERMS["target"].zh)
    if target.kind == "qualitative" and short:
        if _SATISFIED in item.kind + item.name:
            yield item.finding("satisfaction-unmeasured", "target", found=item.target)
        elif actual.kind in _FIGURES and not (item.function or item.own):
            yield said("actual-no-number", "target", case="target", target=target.text)


def _uncertain(target: Target, actual: Target, entered: object) -> str | None:
    """Why a row of figures is scored by none of them: there are several, or both are changes; with a score entered, that the
    change missed its target is told elsewhere."""
    if target.number is None and target.kind != "multiple_values":
        return None
    if "multiple_values" in (target.kind, actual.kind):
        return "several" if actual.number is not None or actual.kind == "multiple_values" else None
    if "change_percent" not in (target.kind, actual.kind) or actual.number is None:
        return None
    if target.trend != actual.trend:  # 增长95% where 90% was to be reached
        alone = not (target.trend and actual.trend)
        return "one-change" if alone and {target.kind, actual.kind} <= {"change_percent", *_FIGURES} else None
    return "change" if is_blank(entered) else None


def _not_done(item: Item) -> Literal["warning", "info"] | None:
    """How much it matters that full marks stand beside a result that begins by saying that it was not, or half, done, or that
    is less than the target in words.
    """
    if not item.full:
        return None
    said, target = ("".join(str(text).split()) for text in (item.actual, item.target))
    words = (*criteria().not_done, *criteria().half_done)
    word = next((word for word in words if said.startswith(word) and word not in target), None)
    if word is not None:
        return "info" if word in criteria().half_done else "warning"
    asked = any(word in target for word in criteria().strong)  # 明显改善, 有所改善
    less = (*criteria().worse, *(criteria().weak if asked else ()))
    fewer = said == f"较{target}" or any(word in said and word not in target for word in less)
    fewer = fewer or _lower(target, said)
    return "info" if fewer else None


def _lower(target: str, said: str) -> bool:
    """Whether a grade is below the one that was asked for: 良好 of 优秀, Ⅳ类 of Ⅲ类."""
    wanted, given = (_GRADE.fullmatch(text) for text in (target, said))
    places = [(one.find(wanted[1]), one.find(given[1])) for one in _SCALES] if wanted and given else []
    return any(0 <= asked < got for asked, got in places)


def _told(item: Item) -> bool:
    """Whether somebody entered a score, in a table that is none of ours: there it is told otherwise."""
    return not is_blank(item.entered) and not item.own
