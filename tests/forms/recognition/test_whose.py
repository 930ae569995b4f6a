"""Whose table it is stands in its labelled fields, however they are laid out, and never in a unit of amounts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.tables.whose import departments, project
from xlfuncs.sheets import Sheet


@pytest.mark.parametrize(
    ("rows", "named", "of"),
    [
        ([["项目名称", "临时救助"], ["主管部门", "[155]某县民政局"]], ["某县民政局"], "临时救助"),
        ([["主管部门及代码", "219-某镇人民政府", None, "实施单位", "219001-某镇财政所"]], ["某镇人民政府", "某镇财政所"], None),
        ([["填报单位（盖章）：某局（公章）　填报日期：2023年3月"]], ["某局"], None),
        ([["单位：万元"], ["计量单位", "公里"], ["金额单位：元"]], [], None),
        ([["主管部门", None, "实施单位", None], ["项目名称", "主管部门", "某局"]], ["某局"], None),
        ([["部门（单位）名称：　　　　金额单位："]], [], None),
        ([["单位名称：", "在右侧填写；填好后底色消失。"]], [], None),
        ([["专项资金名称", "30名百岁老人津贴"], ["部门（单位）名称", "某县卫健局"]], ["某县卫健局"], "30名百岁老人津贴"),
        ([["主管部门", "\u200b某\u200b局\u3000\ufeff"], ["项目名称", "\u200b培训"], ["实施单位", "某局"]], ["某局"], "培训"),
        ([["转移支付（项目）名称", "/"], ["实施单位", "同一个局"], ["主管部门", "同一个局"]], ["同一个局"], None),
    ],
)  # fmt: skip
def test_fields_tell_whose_it_is(rows: Sequence[Sequence[Value]], named: list[str], of: str | None) -> None:
    reader = Reader(Sheet("自评表", rows))
    assert departments(reader, range(len(rows))) == named
    assert project(reader, range(len(rows))) == of
