"""Every layout is whole: its blocks fit its columns, its helpers exist, its example fills what it has."""

from __future__ import annotations

import pytest

from xlfuncs.errors import UnknownForm
from xlfuncs.forms.layout import Layout, forms, layouts, load_layout
from xlfuncs.forms.own_cells import helper_columns
from xlfuncs.forms.plan import load_example
from xlfuncs.forms.recognition.words.words import concept
from xlfuncs.rules.loader import load

FORMS = forms()
SCORED = ("execution", "indicators", "checklist", "rates")


def test_an_unknown_form_is_an_error_that_lists_the_known() -> None:
    for name in ("beijing", "department-evaluation-shanghai", "header_words"):
        with pytest.raises(UnknownForm, match=f"没有「{name}」.*department-evaluation-beijing"):
            load_layout(name)


@pytest.mark.parametrize("layout", FORMS, ids=lambda layout: layout.id)
def test_a_layout_is_named_by_its_file_and_says_its_source(layout: Layout) -> None:
    assert load_layout(layout.id) is layout
    assert layout.source
    assert layout.name
    assert layout.file.isascii()
    if layout.rule:
        load(layout.rule)


@pytest.mark.parametrize("layout", FORMS, ids=lambda layout: layout.id)
def test_blocks_fit_the_columns(layout: Layout) -> None:
    for sheet in layout.sheets:
        assert set(sheet.helpers) <= set(helper_columns())
        for block in sheet.blocks:
            keys = [column.key for column in block.columns]
            assert len(keys) == len(set(keys))
            assert sum(column.span for column in block.columns) <= len(sheet.widths)
            if block.kind in SCORED:
                assert {"score", "rule_score", "entered", "approved", "explanation"} <= {
                    *keys,
                    *sheet.helpers,
                }
                assert block.section or all(group.section for group in block.groups)
                for group in block.groups:
                    assert len(group.rows) in (0, len(group.names))


@pytest.mark.parametrize("layout", [form for form in FORMS if form.rule], ids=lambda layout: layout.id)
def test_printed_points_are_the_rules(layout: Layout) -> None:
    """The points a layout prints for a section are the rule's, where the rule says them."""
    sections = load(layout.rule).sections
    for sheet in layout.sheets:
        for block in sheet.blocks:
            groups = [one.points for one in block.groups if one.points is not None and not one.section]
            if groups and block.section in sections and block.kind == "indicators":
                assert sum(groups) == sections[block.section].points.value
            for group in block.groups:
                if group.section in sections and group.points is not None:
                    assert group.points == sections[group.section].points.value


@pytest.mark.parametrize("layout", FORMS, ids=lambda layout: layout.id)
def test_the_example_fills_sheets_that_exist(layout: Layout) -> None:
    example = load_example(layout.id)
    assert example.source
    assert set(example.amounts) <= set(layout.amounts)
    names = {sheet.sheet for sheet in layout.sheets}
    assert {filled.sheet for filled in example.sheets} <= names


def test_every_scored_form_says_how_it_is_recognised() -> None:
    """And a form it narrows is there, tried in an order that no other form has."""
    marks = {layout.id: layout.recognise for layout in layouts() if layout.recognise}
    assert {layout.id for layout in FORMS if layout.rule} <= set(marks)
    orders = [found.order for found in marks.values() if not found.narrows]
    assert 0 not in orders
    assert len(set(orders)) == len(orders)
    assert {found.narrows for found in marks.values() if found.narrows} <= set(marks)


def test_no_form_takes_the_workbook_or_the_place_of_another() -> None:
    files = [layout.file for layout in forms()]
    orders = [layout.recognise.order for layout in layouts() if layout.recognise]
    assert len({*files}) == len(files)
    assert len({*orders}) == len(orders)


def test_what_has_no_sheets_is_no_form_to_make() -> None:
    known = {layout.id for layout in layouts()} - {layout.id for layout in FORMS}
    assert known == {"department-self-evaluation", "project-goals", "project-list", "self-evaluation"}
    with pytest.raises(UnknownForm):
        load_layout("department-self-evaluation")


@pytest.mark.parametrize("word", [w for c in helper_columns().values() for w in (c.title, *c.spellings)])
def test_a_helper_column_is_read_by_every_spelling(word: str) -> None:
    key, _ = concept(word) or ("", True)
    assert word in (helper_columns()[key].title, *helper_columns()[key].spellings)


@pytest.mark.parametrize("layout", [form for form in FORMS if form.rule], ids=lambda layout: layout.id)
def test_a_column_is_read_under_the_key_it_is_made_by(layout: Layout) -> None:
    """Beside the labels, whose level the header says, and a weight, which is one only beside points."""
    years = {"previous_year": "previous_rate", "current_year": "rate"}
    columns = [
        column
        for sheet in layout.sheets
        for block in sheet.blocks
        if block.kind in SCORED
        for column in block.columns
        if column.title and column.key not in ("side", "goal", "level1", "level2", "name", "weight")
    ]
    assert columns
    for column in columns:
        key, _ = concept(column.title) or ("", True)
        assert years.get(key, key) == column.key
