"""The word list as data: nothing means two things, everything is spelled as it is compared."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlfuncs.forms.recognition.words.texts import label_points, normal
from xlfuncs.forms.recognition.words.word_list import DATA, words
from xlfuncs.forms.recognition.words.words import concept, concepts
from xlfuncs.toml import loads

GROUPS = ("columns", "endings", "directions", "neutral", "levels", "sums")


@pytest.mark.parametrize("group", GROUPS)
def test_a_spelling_means_one_thing(group: str) -> None:
    spellings = Counter(normal(spelling) for listed in words(group).values() for spelling in listed)
    assert [spelling for spelling, times in spellings.items() if times > 1] == []


@pytest.mark.parametrize("group", [*GROUPS, "rows"])
def test_spellings_stand_as_they_are_compared(group: str) -> None:
    odd = [word for listed in words(group).values() for word in listed if word != normal(word)]
    assert odd in ([], ["…", "……"])  # NFKC makes them dots, as it does in a cell


def test_no_word_has_a_digit_by_which_rows_are_told_apart() -> None:
    listed = loads(DATA.read_text("utf-8")).values()
    assert not re.search("[3-9]", str([[*group.values()] for group in listed]))


def test_a_sum_is_no_header() -> None:
    headers = {spelling for listed in words("columns").values() for spelling in listed}
    assert headers.isdisjoint([*words("rows")["total"], *words("rows")["subtotal"]])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("得\n分", "score"),
        ("得分（20分＊执行率）", "score"),
        ("全年（调整）预算数", "adjusted_budget"),
        ("预算数（调整后）", "adjusted_budget"),
        ("全年预算数（A）", "budget"),
        ("执行率(B/A，%)", "rate"),
        ("分值（逐行）", "row_points"),
        ("分值（分）", "points"),
        ("合　计：", "total"),
        ("总分（100分）", "total"),
        ("项 目 支 出 绩 效 自 评 表", "title"),
        (
            "注：1.一级指标分值统一设置为：产出指标50分、效益指标30分、服务对象满意度指标10分、预算资金执行率10分。如有特殊情况"
            * 2,
            "tail",
        ),
    ],
)
def test_headers_and_labels(text: str, kind: str) -> None:
    assert concept(text) == (kind, True)


@pytest.mark.parametrize(
    "text", ["造林面积", "完成40人次", "", "≥95%", "资金拨付", "2021年", "按时完成率100%"]
)
def test_what_is_no_header(text: str) -> None:
    assert concept(text) is None


@given(st.text(max_size=90))
def test_any_text_is_read(text: str) -> None:
    concept(text)
    assert label_points(text) is None or text


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("产出指标（50分）", 50),
        ("满意度指标 10分", 10),
        ("财务管理（4）", 4),
        ("效益（12.5 分）", 12.5),
        ("（2022年度）", None),
        ("（1）支持", None),
    ],
)
def test_points_of_labels(text: str, points: float | None) -> None:
    assert label_points(text) == points


@pytest.mark.parametrize(
    "given", ["所得", "实得", "自评", "自核", "考评", "测评", "核算", "评定", "部门自评"]
)
def test_points_that_were_given_are_a_score(given: str) -> None:
    assert concepts([f"{given}分值"])[f"{given}分值"][0][0] == "score"


@pytest.mark.parametrize("letter", ["A", "Ｂ", "①", "③=②/①", "C=B/A", "B÷A", "⑤"])
def test_the_letter_by_which_formulas_call_a_column_changes_nothing(letter: str) -> None:
    for key in ("initial_budget", "budget", "executed", "rate", "points", "score"):
        for spelling in words("columns")[key]:
            if spelling[-1] not in "%)" and not spelling[-1].isascii():
                assert concept(spelling + letter) == concept(spelling), spelling
    assert concept(f"改造泵站{letter}") is None
