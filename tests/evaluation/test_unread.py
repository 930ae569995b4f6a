"""Words of a result that nobody knows: wherever they stand, they are told; what any result may say besides is not."""

from __future__ import annotations

import pytest

from xlfuncs.evaluation.unread import unread, unsure


@pytest.mark.parametrize("thing", ["家属", "微型", "外省籍", "示范性"])
@pytest.mark.parametrize("name", ["培训教师", "新建公厕", "走访企业"])
def test_words_that_no_row_asks_for_are_told(name: str, thing: str) -> None:
    kind = name[2:]
    for actual in (f"{thing}{kind}9个", f"{name}9个（含{thing}2个）", f"9个，{thing}除外"):
        assert any(thing in words for words in unread(name, "8个", actual)), actual
    for actual in (
        f"共{name}9个",
        f"9个{kind}",
        f"截至12月底，{kind}9个，任务全部完成",
        f"9个（其中{thing}2个）",
    ):
        assert unread(name, "8个", actual) == (), actual
    assert unread(thing + name, "8个", f"{thing}{kind}9个") == ()


@pytest.mark.parametrize(
    ("asked", "done"), [("考点", "考场"), ("充电站", "充电桩"), ("测试点", "测试站"), ("书屋", "图书室")]
)
def test_another_head_is_told(asked: str, done: str) -> None:
    assert unread(f"建设{asked}", "8个", f"8个{done}") == (done,)
    assert unread(f"建设{asked}", "8个", f"8个{asked}") == unread(f"建设{asked}", "8个", "建成8个") == ()


@pytest.mark.parametrize("word", ["路基", "毛坯", "封育", "电子", "户籍", "自检", "剩尾工", "一标段"])
@pytest.mark.parametrize(
    "typed", ["9公里（{}）", "9公里，{}", "9公里，均已完成（{}）", "{}9公里", "9公里；含{}2公里"]
)
def test_a_word_that_nobody_knows_is_told_wherever_it_stands(typed: str, word: str) -> None:
    assert any(word in words for words in unread("新建道路", "8公里", typed.format(word)))


SAID = [
    "均已通车", "已全部投入使用", "验收合格", "未发生安全事故", "未超预算", "无返工", "无需整改", "效果良好", "群众较为满意",
    "惠及群众3000人", "资料齐全", "见附件1", "按合同交付", "通过省级验收", "其中水泥路3公里", "完成率112.5%", "路况明显改善",
    "低于市场价", "因疫情延后", "有序推进", "按合同约定交付",
]  # fmt: skip


@pytest.mark.parametrize("said", SAID)
def test_what_any_result_may_say_behind_its_figure(said: str) -> None:
    assert unread("新建道路", "8公里", f"9公里，{said}") == ()
    assert unread("新建道路", "8公里", f"共新建道路9公里（{said}）") == ()


def test_a_name_without_a_thing_is_of_whichever() -> None:
    assert unread("培训人次", "8人次", "培训干部9人次") == unread("宣传场次", "8场", "开展法治宣传9场") == ()
    assert unread("教师培训", "8人次", "培训干部9人次") == ("干部",)
    assert unread("道路宣传", "8场", "开展法治宣传9场") == ("法治",)


@pytest.mark.parametrize(
    ("name", "target", "done"),
    [
        ("违建拆除处数", "120处", "拆除违法建筑120处"), ("监控设备安装数量", "45个", "安装高清监控探头45个"),
        ("制度修订数量", "12项", "修订完善内部控制等管理制度12项"), ("桥梁维修数量", "6座", "对6座危旧桥梁进行维修"),
        ("渠道清淤长度", "9公里", "清淤田间渠道9公里"), ("危房改造户数", "60户", "完成土坯危房改造60户"),
        ("入户走访户数", "80户", "入户走访脱贫户和监测户80户"), ("锅炉淘汰数量", "25台", "淘汰10蒸吨以下燃煤锅炉25台"),
    ],
)  # fmt: skip
def test_more_of_the_same_thing_leaves_nothing_open(name: str, target: str, done: str) -> None:
    assert not unsure(name, target, done)


@pytest.mark.parametrize(
    ("name", "target", "done"),
    [
        ("安装路灯数量", "20盏", "损坏路灯20盏"), ("安装路灯数量", "20盏", "安装路灯基座20盏"),
        ("安装路灯数量", "20盏", "20盏（太阳能路灯）"), ("培训教师", "90人", "培训教师家属90人"),
        ("群众满意度", "≥90%", "干部职工满意度92%"), ("人均纯收入", "≥9000元", "毛收入9100元"),
        ("设备运维", "9台", "运维设备配件9台"), ("志愿服务活动", "9次", "完成志愿服务注册9次"),
        ("文物修复件数", "9件", "完成文物修复仪表采购9件"), ("造林面积", "900亩", "造林存活900亩"),
        ("入户走访户数", "80户", "摸排需走访80户"),
    ],
)  # fmt: skip
def test_words_of_a_part_or_of_another_deed_leave_it_open(name: str, target: str, done: str) -> None:
    assert unsure(name, target, done)
