"""Deadlines: kept or not where both dates say it for certain, else left to a person."""

from __future__ import annotations

import pytest

from xlfuncs.functions.deadlines import kept


@pytest.mark.parametrize(
    ("deadline", "actual", "verdict"),
    [
        (20231231.0, 20231220.0, True),
        (20231231.0, 20240105.0, False),
        (45291.0, 45290.0, True),  # days as a spreadsheet counts them
        ("2023年12月31日前", 20240131.0, False),
        ("2023年6月前", "2023年5月30日", True),
        ("6月底前", "6月20日", True),
        ("第三季度末", "8月", True),
        ("第三季度末", "10月", False),
        ("2023年", "2023年5月", True),
        ("9月前", "9月", None),  # with the last of August, or of September
        ("12月底前", "2023年12月20日", None),  # a year on one side only
        ("2023年12月底前", "12月20日", None),
        ("次月10日前", "次月8日", True),
        ("每月10日前", "每月8日前", True),
        ("每月10日前", "每月12日前", None),
        ("每月10日前", "12月8日", None),  # of every month, and of one
        ("2023年2月30日前", "2023年2月1日", None),  # no such day
        (20231350.0, 20231220.0, None),
    ],
)
def test_a_deadline_is_kept_missed_or_left(deadline: object, actual: object, verdict: bool | None) -> None:
    assert kept(deadline, actual) is verdict
