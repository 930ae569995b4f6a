"""逐项评分 — what the rule gives for one row, with its method, steps and source."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.arguments import amounts, arguments_of, function_of
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.kept_or_not import without_share
from xlfuncs.evaluation.of_each import of_each
from xlfuncs.evaluation.readings import of_parts, readings
from xlfuncs.evaluation.result import RowReading, Score
from xlfuncs.evaluation.step_texts import shared, stepped
from xlfuncs.evaluation.tier_texts import or_nothing, tiered, worded
from xlfuncs.functions.apply import read_cells
from xlfuncs.functions.explain import explanation, steps
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.wording import plain, some
from xlfuncs.rules.loader import NONE, load
from xlfuncs.scoring.numbers import ONE, WIDE, ZERO, exact_or_none, is_blank


def score_item(item: Item, rule: str) -> Score:
    """The rule's score of a row; no score where an input is blank or only a person can say.

    XlfuncsError for an input that is no number, zero, out of range; for a rule that does not cover the row.
    """
    if item.sharers:
        return _together(item, rule)
    name = function_of(item, rule)
    if name is None or item.idle:
        return Score(item) if item.criterion is None or item.idle else _by_steps(item)
    if rule == NONE or (item.criterion is not None and name not in load(rule).functions):
        return _by_steps(item)
    score = Score(item, method=name, source=load(rule).function(name).clause)
    score.values = values = arguments_of(name, item, rule)
    if any(map(is_blank, values[:2])):
        return score
    if name == "capped_ratio_score":
        values[:2] = of_each(item, *values[:2])
        verdict = without_share(item, *values[:2])
        if verdict:
            late = item.criterion is not None and verdict.score == 0
            own = _by_steps(item, missed=True) if late else score
            return _kept(score, rule, verdict) if own.score is None else own
    score.readings = of_parts(item, rule, values[-1]) if item.parts else []
    if score.readings:
        return score
    call = read_cells(name, rule, *values)
    if call is None:
        return score
    found = readings(item, call, values)
    if item.criterion is not None and any(one.score != call.inputs["points"] for one in found):
        zero = parse_target(item.target).number == 0  # 1 beside 0 has no share
        missed = all(zero if one.score is None else one.score < call.inputs["points"] for one in found)
        own = _by_steps(item, missed)  # the rule's share of the points is another reading of a miss
        score.readings = own.readings
        return score if own.score is None else own
    result = found[0].score
    if len(found) > 1 or (result is None and name == "capped_ratio_score"):
        score.readings = found
    elif result is not None:
        if call.method.gives == "deduction":
            result = WIDE.subtract(call.inputs["points"], result)
        score.score = float(result)
        score.steps = partial(explained, rule)
    return score


def _together(item: Item, rule: str) -> Score:
    """Rows under one score: the sum of theirs where each has its own points; of common points all, or none, where every one
    earns that, else only a person can say how they are split.
    """
    scores = [score_item(one, rule) for one in item.sharers]
    earned, points = [exact_or_none(one.score) for one in scores], exact_or_none(item.points)
    worth = [exact_or_none(one.points) for one in item.sharers]
    each = [*zip(item.sharers, scores, strict=True)]
    if points is None or None in worth or None in earned:
        unclear = [_named(row, one.words) for row, own in each for one in own.readings]
        return Score(item, readings=[RowReading(words, None) for words in unclear])
    apart, shared = sum(filter(None, worth)) == points, plain(points)
    if not apart and {*earned} not in ({points}, {ZERO}):
        said = Both(
            f"{len(scores)} 项共用 {shared} 分，未全部完成，各项占多少分由评价人判断",
            f"{len(scores)} rows share {some(shared, 'point')} and not all are done; how they are split is for a person",
        )
        return Score(item, readings=[RowReading(said, None)])
    result = sum(filter(None, earned), ZERO) if apart else min(filter(None, earned), default=ZERO)
    gained = plain(result)

    def told(_: Score) -> Both:
        all_of_them = Both(
            f"{len(each)} 项一并得 {gained} 分。", f"{len(each)} rows together: {some(gained, 'point')}. "
        )
        rows = Both.joined([_named(row, own.explained) for row, own in each], Both("；", "; "))
        return Both(all_of_them.zh + rows.zh, all_of_them.en + rows.en)

    return Score(item, float(result), scores[0].method, scores[0].source, steps=told)


def _named(item: Item, words: Both) -> Both:
    """What is said of one of several rows, with its name."""
    return Both(f"{item.name}：{words.zh}", f"{item.name}: {words.en}")


def _kept(score: Score, rule: str, verdict: RowReading) -> Score:
    """A deadline, or a target below 0, that is kept earns all the points; else a person decides."""
    call = read_cells(str(score.method), rule, ONE, ONE, *score.values[2:3]) if verdict.score else None
    score.values = ()
    if call:
        result = call.result()
        score.score = float(result)
        gained, source, by = plain(result), score.source, load(rule).id
        said = Both(
            f"{verdict.words.zh}，得满分 {gained} 分。依据：{source}（{by}）",
            f"{verdict.words.en}: full marks, {some(gained, 'point')}. Source: {source} ({by})",
        )
        score.steps = lambda _: said
    elif not verdict.score:
        score.readings = [verdict._replace(score=None)]
    return score


def _by_steps(item: Item, missed: bool = False) -> Score:
    """A row scored by the steps or the tiers that its own table states."""
    standard, explained = item.criterion or ("", "")
    points, target = exact_or_none(item.points), parse_target(item.target)
    found = []
    if points is not None:
        found = stepped(standard, explained, points, target) or tiered(standard, explained, points)
        done = parse_target(explained)
        counted = target.direction == "positive" and target.unit == done.unit != "%" and "完成" in standard
        # 完成90%以上得满分, of 1000人
        if counted and not found and done.number is not None and target.number:
            found = tiered(standard, f"{100 * done.number / target.number}%", points)
        found = found or worded(standard, explained, points)
        if "negative" not in (target.direction, item.words.sense):  # 投诉率×分值 would earn most by the most
            found = found or shared(standard, explained, points)
        found = found or (or_nothing(standard, target.number, points) if missed else [])
        asked = worded(standard, str(item.target), points) if found else []
        if asked and asked[0].score != points != found[0].score:  # 良 was all that was asked for
            met = points if (found[0].score or 0) >= (asked[0].score or 0) else None
            found = [*found, RowReading(Both("以指标值为满分", "the target earns full marks"), met)]
    score = Score(item, source=standard if found else "")
    if len(found) > 1:
        score.readings = found
    elif found and found[0].score is not None:
        score.score = float(found[0].score)
        gained = plain(found[0].score)
        said = Both(
            f"按表中评价标准「{standard}」，{explained}，得 {gained} 分",
            f"by the table's own standard “{standard}”, {explained}: {some(gained, 'point')}",
        )
        score.steps = lambda _: said
    return score


def explained(rule: str, score: Score) -> Both:
    """The explanation of a row's score, the rate behind a deduction first."""
    words = _explained(str(score.method), rule, *score.values)
    behind = amounts(score.item)
    rate = read_cells(behind[0], rule, *behind[1]) if behind else None
    return Both.joined([steps(rate), words], Both("；", "; ")) if rate else words


@lru_cache(maxsize=1 << 12, typed=True)
def _explained(method: str, rule: str, *values: Any) -> Both:
    call = read_cells(method, rule, *values)
    return explanation(call) if call else Both("", "")
