"""核对的次序 — the checks a row goes through, and those of a table's lists; a new check is one more name here."""

from __future__ import annotations

from xlfuncs.evaluation.findings import (
    approved,
    bad_input,
    completion,
    completion_rate,
    consistency,
    duties,
    goals,
    no_figure,
    odd_figures,
    reasons,
)
from xlfuncs.evaluation.result import Score

# Each takes a row's score.
ROWS = (bad_input.check, bad_input.readings, approved.check)


def asked(score: Score) -> bool:
    """Whether those can have anything to say of a row: not where the rule scores an indicator and nobody typed a score."""
    item = score.item
    typed = item.entered is not None or item.approved is not None
    return typed or score.score is None or score.method != "capped_ratio_score"


# The same, where the arithmetic is right: what a reviewer asks of a form; a list too long for that is asked nothing.
QUESTIONS = (reasons.check, no_figure.check, completion.check, completion_rate.check, odd_figures.check)

# Each takes the table and the day that decides what is overdue; it says nothing of lists that are not there.
LISTS = (goals.check, goals.texts, duties.check, consistency.check)
