"""Small tables for the tests of recognition: a few rows under an ordinary head."""

from __future__ import annotations

from tests.evaluation.tables import read
from xlfuncs.evaluation.content import Table

HEAD = """
项目支出绩效自评表
项目名称 | 培训
项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 100 | 100 | 90 | 10 | 90% | 9
"""
INDICATORS = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"


def project(
    rows: str, header: str = INDICATORS, head: str = HEAD, total: str = "总分 |  |  |  |  | 100 | 95"
) -> Table:
    return read(f"{head}\n{header}\n{rows}\n{total}")


def funds(rows: str, header: str = "项目资金 | 预算数 | 执行数 | 分值 | 执行率 | 得分") -> Table:
    head = f"项目支出绩效自评表\n项目名称 | 培训\n{header}\n{rows}"
    return project("产出指标 | 数量指标 | 培训人数 | 40 | 36 | 90 | 81", head=head)
