"""Amounts that a row cites in words, held against the row of its name on a sheet that is no table."""

from __future__ import annotations

import pytest

from tests.forms.grid import grid
from tests.refresh.memory_book import MemoryBook
from xlfuncs.refresh.refresh import check

BASICS = """
基础数据表
经费控制情况 | 上年决算数 | 本年预算数
“三公”经费 | {last} | 63.46
"""
TABLE = """
部门整体支出绩效评价指标表
一级指标 | 二级指标 | 三级指标 | 分值 | 评价标准 | 指标说明 | 得分
投入 | 预算配置 | “三公经费”变动率 | 8 | 变动率≤0，计8分 | {words} | 0
过程 | 预算执行 | 预算完成率 | 8 | 100%计满分 | 预算1922.76万元 | 8
"""
WORDS = "本年预算63.46万元，上年为32万元，变动率98.31%"


@pytest.mark.parametrize(
    ("last", "words", "found"),
    [
        ("29.08", WORDS, ["32"]),
        ("32", WORDS, []),
        ("29.08", "本年预算63.46万元", []),  # a single amount
        ("29.08", "本年预算80万元，上年为32万元", []),  # nothing of that row: it may be of something else
    ],
)
def test_an_amount_that_the_row_of_that_name_does_not_hold(last: str, words: str, found: list[str]) -> None:
    book = MemoryBook(grid(BASICS.format(last=last), "基础数据表"), grid(TABLE.format(words=words), "指标表"))
    told = [one for result in check(book) for one in result.findings if one.code == "amount-unlisted"]
    assert [one.found for one in told] == found
