"""Half of the rows above their points: our reading is in doubt, and what follows from it is no error."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import indicator, table
from xlfuncs.evaluation.evaluate import evaluate

Row = tuple[float, float, float]  # result, of 10, points and score


@pytest.mark.parametrize(
    ("rows", "unproven"),
    [
        ([(9.0, 36.0, 40.0), (9.0, 54.0, 60.0)], True),  # both columns filled the wrong way round
        ([(9.0, 1.0, 30.0), (8.0, 2.0, 20.0), (10.0, 50.0, 50.0)], True),
        ([(9.0, 40.0, 41.0), (9.0, 60.0, 54.0)], False),  # one slip
        ([(9.0, 40.0, 40.0), (9.0, 60.0, 60.0)], False),  # full marks, and no more
    ],
)
def test_rows_above_their_points(rows: list[Row], unproven: bool) -> None:
    judged = table(
        *(indicator(10.0, actual, points, entered=entered) for actual, points, entered in rows),
        rule="mof-2020-10",
    )
    found = [(one.code, one.severity) for one in evaluate(judged).findings]
    assert ("columns-unproven" in dict(found)) is unproven
    wrong = {severity for code, severity in found if code == "score-differs"}
    assert wrong == {"warning" if unproven else "error"}
