"""More of what the docstrings of functions that read texts give one example of."""

from __future__ import annotations

from xlfuncs.functions.changes import all_reached, as_named, named_clause, reached
from xlfuncs.functions.comparable import within
from xlfuncs.functions.dates import is_date_number
from xlfuncs.functions.deadlines import falls_short, kept
from xlfuncs.functions.remarks import without_remark
from xlfuncs.functions.target_figures import in_digits


def test_kept() -> None:
    assert kept("10月底前", "2023年9月8日") is None
    assert kept("10月底前", "2023年9月8日", year=2023)
    assert kept("10月底前", "2024年9月8日", year=2023) is None
    assert kept("2023年6月30日前", "6月28日") is None
    assert kept("2023年6月30日前", "6月28日", year=2023)
    assert kept("每月10日前", "每月10日前发放到位")
    assert kept("每月10日前", "均于每月10日前发放")
    assert kept("12月10日前", "12月10日前") is None
    assert kept("9月底前开工", "9月10日开工")
    assert kept("9月底前完工", "9月10日开工") is None
    assert kept("10月底前完工，质保一年", "9月20日完工") is None
    assert kept("10月底前，全部完工", "9月20日完工")
    assert kept("6月底前", "5月10日开工") is None
    assert kept("6月底前", "5月10日开工", "开工时间")
    assert kept("6月底前", "5月施工", "施工许可时间") is None
    assert kept("＝2022年11月", "2022年11月")
    assert kept("=2022年11月30日", "2022年11月20日") is None
    assert kept("每月20日前", "每月18日")
    assert kept("每月10日前发放", "每月12日发放") is False
    assert kept("<=5月", "5月")
    assert kept("<=2024年11月", "2024年10月底")
    assert kept("<=10月", "11月") is False
    assert kept("9月30日前", "9月28日前")
    assert kept("9月底前", "9月30日前") is None
    assert kept("11月底前完成全部测评", "11月22日完成全部测评工作")
    assert kept("11月底前完成测评", "11月22日完成招标工作") is None
    assert kept("11月底前完成设备采购及安装", "11月20日设备采购完成") is None
    assert kept("11月底前完成设备采购及安装", "11月20日设备采购及安装完成")
    assert kept("5月底前完成规划评审", "5月20日规划完成") is None
    assert kept("5月底前开工建设", "5月20日开工")
    assert kept("11月底前及时完成测评", "11月20日测评完成")
    assert kept("每月20日前", "每季度末月18日") is None
    assert kept("次年汛前（5月31日前）", "2023年6月10日", year=2023) is None
    assert kept("汛前（5月31日前）", "2023年6月10日", year=2023) is False


def test_falls_short() -> None:
    assert falls_short("6月底前发放", "6月5日印发")
    assert falls_short("6月底前完成", "6月5日印发") is False
    assert falls_short("完工时间", "6月已支付")


def test_without_remark() -> None:
    assert without_remark("≥95%", "99%（297/300）") == "99%"
    assert without_remark("≥95%", "99%（290/300）") is None
    assert without_remark("≥30人", "35人（超额完成5人）") == "35人"
    assert without_remark("≥30人", "35人（超额完成6人）") is None
    assert without_remark("10次", "12次，超额完成20%") == "12次"
    assert without_remark("10次", "9次，因疫情取消1次") == "9次"
    assert without_remark("≥95%", "92%，较目标值低3个百分点") == "92%"
    assert without_remark("300块", "285块，占任务的95%") == "285块"
    assert without_remark("≤50万元", "48.6万元，节约1.4万元") == "48.6万元"
    assert without_remark("≤0.5万元", "4800元，节约200元") == "4800元"
    assert without_remark("≥90%", "92.5%，比上年提高1.2%") == "92.5%"
    assert without_remark("提高1%", "92.5%，比上年提高1.2%") is None
    assert without_remark("≥2期", "举办2期，培训58人次") == "举办2期"
    assert without_remark("2天", "每次2天，6次") is None
    assert without_remark("4处", "3处，1处因征地未完成") == "3处"
    assert without_remark("4处", "3处，2处因征地未完成") is None


def test_as_named() -> None:
    assert as_named("营业收入", "≥6%", "增长6.5%") == ("≥6%", "增长6.5%")
    assert as_named("能耗降低率", "≥3%", "上升1%") == ("≥3%", "上升1%")
    assert as_named("农民增收", "≥10%", "增长12.5%") == ("≥10%", "12.5%")


def test_named_clause() -> None:
    assert named_clause("合格率", "≥98%", "抽检50批，合格49批，合格率98%") == "合格率98%"
    assert named_clause("收入增长", "≥8%", "收入5亿元，增长9%") == "9%"
    assert named_clause("合格率", "≥98%", "抽检50批，合格45批，合格率98%") is None
    assert named_clause("植树", "1万株", "植树2万株，完成率95%") is None


def test_all_reached() -> None:
    assert all_reached("群众90%以上、企业85%以上", "群众95%、企业85%", exactly=True)


def test_within() -> None:
    assert within("±5%以内", "-4.2%")
    assert within("±5%以内", "6%") is False
    assert within("20±2℃", "21℃")
    assert within("20±2℃", "23℃") is False
    assert within("全省前五名", "第3名")
    assert within("前5名", "第6名") is False
    assert within("≥30%且≤40%", "35%")
    assert within("不低于3次，不超过5次", "6次") is False
    assert within("≥30次，≤40分钟", "35次") is False


def test_is_date_number() -> None:
    assert is_date_number(2023.0) is False
    assert is_date_number(2023.0, year=True)
    assert is_date_number(45291.0, year=True)


def test_in_digits() -> None:
    assert in_digits("二〇二四年十二月三十一日前") == "2024年12月31日前"
    assert in_digits("半小时内") == "0.5小时内"
    assert in_digits("一年半") == "1.5年"
    assert in_digits("半年一次") == "每半年1次"


def test_reached() -> None:
    assert reached("同比下降5%", "下降6%", falls_are_good=True)
    assert reached("下降5%", "下降6%", falls_are_good=False) is False
