"""A table that shows its place, or its own way of scoring, is judged under the rule of that place, and no other."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import evaluate, indicator, read
from tests.evaluation.tables import table as made
from tests.forms.grid import published
from xlfuncs.cells import Place
from xlfuncs.evaluation.choose_rule import choose_rule
from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.result import Result
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.rules.loader import index, load


def judged(name: str) -> Result:
    (table,) = recognise([published(name)], file=name)
    return evaluate(table)


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        ("beijing", "beijing-2022"),
        ("hubei_department", "dongxihu-2020"),  # the district before its province
        ("hubei_project", "hubei-2020"),
        ("hubei_fishing", "hubei-2020"),  # no place in it: its header says 20分*执行率
        ("chongqing", "chongqing-2021"),
        ("sichuan", "sichuan-2023"),
        ("hunan", "hunan-2021"),
        ("national", "mof-2020-10"),
        ("transfer", "mof-2020-10"),
        ("yunnan", "mof-2020-10"),
    ],
)
def test_the_published_tables(table: str, rule: str) -> None:
    result = judged(table)
    assert result.rule == rule
    (said,) = [finding for finding in result.findings if finding.code == "rule-assumed"]
    assert rule in said.message


def test_the_scores_of_hubei() -> None:
    project = judged("hubei_project")
    assert (project.scores[0].score, project.total, project.entered_total) == (19.55, 99.55, 99.55)
    fishing = judged("hubei_fishing")
    assert (fishing.scores[0].score, fishing.total) == (20, 100)


def test_the_scores_of_chongqing_are_coefficients() -> None:
    result = judged("chongqing")
    assert result.scores[0].score == 7.6
    rows = {score.item.name: score for score in result.scores}
    assert {name: rows[name].score for name in ("政府采购执行率", "管理制度健全性", "播发稿件数量")} == {
        "政府采购执行率": 2,  # 72.74 % of its target, and a coefficient of 100 % all the same
        "管理制度健全性": 3,
        "播发稿件数量": 10,
    }
    assert "100%×2＝2 分" in rows["政府采购执行率"].explanation
    assert not [finding for finding in result.findings if finding.code in ("not-covered", "score-differs")]


def test_the_score_of_sichuan() -> None:
    result = judged("sichuan")
    assert result.scores[0].score == 10
    assert "调整后预算数" in load("sichuan-2023").function("execution_rate").clause


TABLE = """
部门整体支出绩效自评表 | < | < | < | < | < | <
单位名称 | {unit} | < | < | < | < | <
年度预算申请（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
^ | 年度资金总额 | 100 | 100 | 90 | 90% | 9
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 件数 | ≥10 | 9 | 90 | 81
总分 | < | < | < | < | 100 | 90
"""


@pytest.mark.parametrize(
    ("unit", "rule"),
    [
        ("湖南省某某局", "hunan-2021"),
        ("湘潭市某某局", "hunan-2021"),
        ("成都市某某局", "mof-2020-10"),  # the rule of Sichuan is one for projects
        ("重庆市某某局", "mof-2020-10"),  # no 得分系数, which the rule of Chongqing is about
        ("湖北省某某厅", "hubei-2020"),
        ("武汉市东西湖区某某局", "dongxihu-2020"),
        ("北京市某某局", "beijing-2022"),
        ("太湖南岸管理处", "mof-2020-10"),
        ("西湖北路街道办事处", "mof-2020-10"),
        ("四川路街道办事处", "mof-2020-10"),
        ("重庆道小学", "mof-2020-10"),
        ("某某县财政局", "mof-2020-10"),
    ],
)
def test_a_place_is_read_and_not_guessed(unit: str, rule: str) -> None:
    assert choose_rule(read(TABLE.format(unit=unit)), None)[0] == rule


def test_no_word_means_two_places() -> None:
    words = [word for entry in index().rule for word in (*entry.words, *entry.headings)]
    assert len(set(words)) == len(words)
    place = Place("表", 0, 0)
    for entry in index().rule:
        for kind in entry.judges or ("department", "project"):
            for word in entry.words:
                heads: list[tuple[str, Place | None]] = [(entry.requires, place)]
                shown = Table("表", "", judges=[kind], fields=[(f"某某{word}某某", place)], headings=heads)
                assert choose_rule(shown, None).rule == entry.id, word
            for word in entry.headings:
                shown = Table("表", "", judges=[kind], headings=[(f"得分（{word}）", place)])
                assert choose_rule(shown, None).rule == entry.id, word


PROJECT = TABLE.replace("部门整体支出绩效自评表", "{title}").replace("单位名称", "{label}")


@pytest.mark.parametrize(
    ("title", "label", "value", "rule", "case"),
    [
        # a project's name is nobody's jurisdiction
        ("项目支出绩效自评表", "项目名称", "北京市支援湖北省某县项目", "mof-2020-10", ""),
        ("部门整体支出绩效自评表", "项目名称", "重庆市对口支援", "mof-2020-10", ""),
        # the rule of Beijing is one for departments
        ("项目支出绩效自评表", "主管部门", "北京市通州区教育委员会", "mof-2020-10", "unfit"),
        ("项目支出绩效自评表", "填报单位（盖章）", "湖北省某某厅", "hubei-2020", "seen"),
        ("项目支出绩效自评表", "所属地区", "四川省绵阳市", "sichuan-2023", "seen"),
        ("武汉市某局项目支出绩效自评表", "项目名称", "某某", "hubei-2020", "seen"),
    ],
)
def test_where_a_place_must_stand(title: str, label: str, value: str, rule: str, case: str) -> None:
    result = evaluate(read(PROJECT.format(title=title, label=label, unit=value)))
    (said,) = [finding for finding in result.findings if finding.code == "rule-assumed"]
    assert (result.rule, said.case) == (rule, case)
    if case:
        assert said.cell is not None
        assert str(said.cell) in said.message


def test_what_the_choice_changes_is_said() -> None:
    """Three times the target costs points in Beijing, where the execution rate is worth 20."""
    text = TABLE.replace("≥10 | 9 |", "≥10 | 31 |").format(unit="北京市某某局")
    (said,) = [finding for finding in evaluate(read(text)).findings if finding.code == "rule-assumed"]
    assert "Sheet1!B2" in said.message
    assert "有 2 行得分不同：「年度资金总额」、「件数」" in said.message


def test_where_two_rules_may_apply_only_what_both_give_is_a_score() -> None:
    """Two provinces in the fields; or a rule for departments, and nobody says whose table it is."""
    for fields, judges in (
        (["北京市某局", "湖北省某厅"], ["department"]),
        (["北京市某局"], []),
    ):
        rows = [indicator(10.0, 9.0, name="甲"), indicator(10.0, 31.0, name="乙")]
        shown = made(*rows, rule=None, fields=[(text, Place("表", 0, 0)) for text in fields])
        shown.judges = judges
        result = evaluate(shown)
        assert [score.score for score in result.scores] == [9.0, None]
        (left,) = [finding for finding in result.findings if finding.code == "readings-differ"]
        assert "得 9.00 分" in left.message
        assert "得 10.00 分" in left.message


def test_what_is_no_issued_document_is_asked_for_by_name() -> None:
    by_name = {entry.id for entry in index().rule if not entry.words}
    assert by_name == {"mof-2020-10", "hunan-2019", "integrated-system"}
