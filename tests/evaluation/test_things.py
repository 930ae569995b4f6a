"""Results of other things than their rows: what shares a head or a beginning is no more the same than what shares nothing."""

from __future__ import annotations

from itertools import permutations

import pytest

from xlfuncs.evaluation.deeds import another_deed
from xlfuncs.evaluation.things import another_thing, of_more

HEADS = ("演练", "收入", "满意度", "道路", "车辆")
OF_WHAT = ("消防", "防汛", "家长", "校园", "小学", "中学", "省级", "市级")
WHOM = ("教师", "学生", "儿童", "残疾人", "退役军人", "妇女", "老年人", "职工", "患者")
ACTIVITIES = ("培训", "宣传", "资助", "整治", "调研", "检查", "演练", "咨询", "鉴定", "储备")


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(("asked", "done"), [*permutations(OF_WHAT, 2)])
def test_the_same_of_another_is_another_thing(head: str, asked: str, done: str) -> None:
    assert another_thing(f"{asked}{head}", "4个", f"完成{done}{head}4个")
    assert not another_thing(f"{asked}{head}", "4个", f"完成{asked}{head}4个")
    assert not another_thing(f"{asked}{head}", "4个", f"{head}4个")
    assert not another_thing(head, "4个", f"{done}{head}4个")


@pytest.mark.parametrize("thing", ["企业", "森林防火", "农村道路"])
@pytest.mark.parametrize(("asked", "done"), [*permutations(ACTIVITIES, 2)])
def test_another_activity_is_another_deed(thing: str, asked: str, done: str) -> None:
    assert another_deed(f"{thing}{asked}", "4次", f"完成{thing}{done}4次") == done
    assert another_deed(f"{thing}{asked}", "4次", f"{asked}{thing}4次") is None


@pytest.mark.parametrize("thing", ["农村道路", "老旧小区", "河道"])
@pytest.mark.parametrize("deed", ["绿化", "管护", "清淤", "改造", "治理"])
@pytest.mark.parametrize("of", ["里程", "长度", "面积"])
def test_a_thing_without_what_is_done_to_it_is_all_there_is(thing: str, deed: str, of: str) -> None:
    name = f"{thing}{deed}{of}"
    assert another_thing(name, "9公里", f"{thing}总{of}10公里")
    for actual in (f"{name}10公里", f"{deed}{of}10公里", f"{deed}{thing}10公里", f"{of}10公里"):
        assert not another_thing(name, "9公里", actual), actual


@pytest.mark.parametrize(("asked", "done"), [*permutations(WHOM, 2)])
def test_others_are_another_thing(asked: str, done: str) -> None:
    assert another_thing(f"{asked}健康体检", "200人", f"190名{done}")
    assert not another_thing(f"{asked}健康体检", "200人", f"190名{asked}")
    assert not another_thing("健康体检", "200人", f"190名{done}")


BOTH = (
    ("孕产妇", "孕妇", "产妇"),
    ("师生", "教师", "学生"),
    ("城乡", "城镇", "农村"),
    ("伤亡", "死亡", "受伤"),
    ("水电", "水费", "电费"),
)


@pytest.mark.parametrize(("both", "one", "other"), BOTH)
def test_one_of_two_is_not_both(both: str, one: str, other: str) -> None:
    for part in (one, other):
        assert another_thing(f"{both}统计", "90人", f"{part}88人")
        assert not another_thing(f"{part}统计", "90人", f"{part}88人")
        assert another_thing(f"{part}统计", "90人", f"{other if part == one else one}88人") or both == "水电"
    assert not another_thing(f"{both}统计", "90人", f"{both}88人")


@pytest.mark.parametrize("link", ["和", "与", "及", "、"])
@pytest.mark.parametrize(
    ("one", "other", "what"),
    [("企业", "居民", "满意度"), ("电脑", "打印机", "购置"), ("道路", "桥梁", "维修")],
)
def test_one_of_two_named_is_not_both(one: str, other: str, what: str, link: str) -> None:
    name = f"{one}{link}{other}{what}"
    for part in (one, other):
        assert another_thing(name, "90", f"{part}{what}92")
    for actual in (f"{what}92", "92", f"{name}92"):
        assert not another_thing(name, "90", actual)


@pytest.mark.parametrize("few", ["有责", "有效", "重大", "非正常"])
def test_fewer_are_asked_for_than_told_or_more(few: str) -> None:
    assert of_more(f"{few}投诉件数", "≤3件", "投诉5件") == 1
    assert of_more("投诉件数", "≤3件", f"{few}投诉5件") == -1
    assert of_more(f"{few}投诉件数", "≤3件", f"{few}投诉5件") == of_more(f"{few}投诉件数", "≤3件", "5件") == 0
