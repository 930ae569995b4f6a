"""寻常的行 — rows of mere numbers near their targets, as most are: none of the questions about figures has anything to ask."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from xlfuncs.evaluation.findings.criteria import criteria
from xlfuncs.evaluation.findings.odd_figures import PER_MILLE, said_by
from xlfuncs.evaluation.findings.slips import zero_in_front
from xlfuncs.evaluation.result import Score
from xlfuncs.functions.targets import parse_target

_UPWARD = (None, "正向", "positive")
_NEAR = 0.99  # of a limit from which on is asked: what lies closer is reckoned exactly


def are_usual(scores: Sequence[Score]) -> list[bool]:
    """Of each row whether the questions about its figures need not be asked: a bare number for both, in a unit or none, reached,
    or more where more is better but not far more, of an indicator that is no rate."""
    said = criteria()
    far, slip = _NEAR * float(said.completion_high), _NEAR * said.slip / said.slip_band
    return [
        type(target := (given := (item := score.item).inputs.get)("target")) is float
        and type(actual := given("actual")) is type(item.actual) is type(item.points) is float
        and 0 < actual < target * far
        and target < actual * slip
        and (target == actual or given("direction") in _UPWARD)
        and score.problem is None
        and item.criterion is item.completion is item.deviation is None
        and (wanted > 0 if type(wanted := item.target) is float else type(wanted) is str and _is_bare(wanted))
        and said_by(item.name)[1:] == (False, None)
        and item.name != ""
        for score in scores
    ]


@lru_cache(maxsize=1 << 12)
def _is_bare(text: str) -> bool:
    """Whether a target is a number and a unit, and nothing else."""
    read = parse_target(text)
    bare = read.kind == "number" and read.operator == "none" and read.unit != PER_MILLE
    return bare and bool(read.number) and not zero_in_front(text)
