"""The words of a name are found as quickly as they are by trying every list."""

from __future__ import annotations

from xlfuncs.evaluation.row_words import _listed, row_words, spelled_out

SHOWN = ("limits", "harms", "rates", "times")


def test_a_name_that_holds_a_listed_word_is_looked_at() -> None:
    listed, _ = _listed()
    around = [(before, behind) for before in ("", "甲") for behind in ("", "乙")]
    texts = [f"{before}{word}{behind}" for word in spelled_out(*SHOWN) for before, behind in around]
    assert len(texts) > 1000
    for text in [*texts, "甲乙", "造林面积", ""]:
        said = any(listed[key].search(text) for key in SHOWN)
        assert (listed["any"].search(text) is not None) == said, text


BEFALLEN = (
    "服务投诉率 医疗服务投诉件数 护理差错率 供电故障率 供水管网漏损率 供水中断次数 培训中断率 疫苗不良反应率 保障房空置率"
    " 筛查漏诊率 改造工程安全事故数 救援伤亡人数 补贴错发率 退役军人上访人次 服务中断时长 监测设备故障率 监控中断率 受理超时率"
    " 案件处理超期率 处理差错率 转运泄漏事件 就业帮扶对象返贫率 住院患者死亡率 零就业家庭"
    " 服务对象不满意度 培训不合格率 治理未达标率 整改不到位率 服务不及时率 未整改问题数 耕地减少面积"
    " 供水中断影响户数 资助学生辍学人数 护理人员离职人数 安置房空置套数 满意度调查费用 达标排放成本 及时率考核费用"
)
HANDLED = (
    "投诉办结率 处理投诉数 救助失业人数 查处违规数 化解矛盾纠纷 信访积案化解率 追捕漏犯人数 药品不良反应报告数"
    " 病虫害防治面积 灾民救助人数 火灾隐患整改数"
    " 失业人员再就业 破损路面修复 废弃农膜回收率 欠薪案件办结率 挽回国有财产损失 查处侵权案件"
    " 事故应急演练 伤残抚恤人数 贫困学生资助人数"
    " 消除易涝积水点 整治黑臭水体 盘活闲置资产 淘汰锅炉 受援案件 成本节约率 节约成本 工资按时发放率"
    " 拖欠工资案件办结率 不合格产品处置率 未达标河段整治率 不间断供电率 不动产登记件数 未成年人帮扶人数"
    " 危桥改造数 滑坡治理点数 家暴干预人数 小广告清理面积 走私案件查获数 并发症防治人数 证明事项清理数"
    " 及时响应次数 开放时长 优良天数 审判案件数"
)


OTHERS = (
    "案发率 学生贫血率 围产儿死产率 小麦倒伏率 31天再住院率 溢油次数 设备报修次数 恩格尔系数"
    " 项目总投资 亩均投资 办公租金 预算追加率"
    " 融资利率 手续费率 发车间隔 证明事项数 申报材料数 入企检查次数 单位煤耗 化学需氧量 超预算项目数 线路跳闸次数 滑坡数"
    " 危桥数 占道经营数 小广告数 假药案数 家暴数 褥疮率 并发症率 掉线率 泄密数 酸雨率"
)


def test_names_of_which_less_may_be_better() -> None:
    assert [name for name in OTHERS.split() if not row_words(name, "数量指标").both_ways] == []
    good = "案件查结率 甲级病案率 清洁能源占比 培训天数 节目时长 完成投资 租金收入 参保缴费率 盈利率 道路间隔护栏长度"
    assert [name for name in good.split() if row_words(name, "数量指标").both_ways] == []


def test_what_befalls_the_work_itself_counts_whatever_is_done_before_it() -> None:
    assert [name for name in BEFALLEN.split() if not row_words(name, "质量指标").both_ways] == []


def test_what_is_done_about_bad_things_is_good() -> None:
    assert [name for name in HANDLED.split() if row_words(name, "数量指标").both_ways] == []


def test_what_befalls_the_work_is_among_the_harms() -> None:
    listed, _ = _listed()
    for word in spelled_out("befalls", "mistakes"):
        assert listed["any"].search(word), word
