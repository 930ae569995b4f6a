"""不同读法 — rows without a score because they can be read in several ways: each way, and what it would earn."""

from __future__ import annotations

from collections.abc import Iterator

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import Item, RowReading, Score
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.kept_or_not import deadline
from xlfuncs.functions.deadlines import kept


def check(score: Score, rule: str) -> Iterator[Finding]:
    """Why a row is left to a person."""
    item, readings = score.item, score.readings or _missed(score.item)
    found = [*map(_said, readings)]
    if found:
        alone = len(found) == 1
        said = Both("；".join(one.zh for one in found), "; ".join(one.en for one in found))
        yield item.finding(
            "readings-differ",
            "actual",
            "executed",
            "score",
            case="alone" if alone else "",
            found=item.actual,
            readings=readings[0].words if alone else said,
        )


def _missed(item: Item) -> list[RowReading]:
    """A deadline missed in a row that has no score of its own: merged scores, no points."""
    if item.function is not None or type(item.target) is float:
        return []
    verdict = deadline(item, item.target, item.actual)
    return [verdict] if verdict and kept(item.target, item.actual) is False else []


def _said(reading: RowReading) -> Both:
    """One way and its score."""
    words, score = reading
    if score is None:
        return Both(f"{words.zh}，由评价人判断", f"{words.en}: a person decides")
    return Both(f"{words.zh}，得 {score:.2f} 分", f"{words.en}: {score:.2f}")
