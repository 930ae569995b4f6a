"""The function table, the functions and their docstrings say the same."""

from __future__ import annotations

import inspect
import re

import pytest

import xlfuncs
from xlfuncs.errors import NotCovered
from xlfuncs.function_table import TABLE, Function, find

FUNCTIONS = list(TABLE.values())
# The sections of a docstring; Parameters and Returns come from the table.
SECTIONS = ["Parameters", "Returns", "Raises", "Examples", "Source:"]

FRONT_DOOR = (
    "check_file",
    "explanation_steps",
    "parse_target",
    "score_file",
)  # for Python alone, loaded when asked for

each = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)


def doc(function: Function) -> str:
    return inspect.getdoc(getattr(xlfuncs, function.name)) or ""


def test_the_table_is_the_public_surface() -> None:
    assert sorted([*TABLE, *FRONT_DOOR]) == sorted(xlfuncs.__all__)
    assert [function.name for function in FUNCTIONS] == list(TABLE)


@each
def test_the_arguments_are_those_of_the_function(function: Function) -> None:
    parameters = inspect.signature(getattr(xlfuncs, function.name)).parameters
    assert [argument.name for argument in function.arguments] == list(parameters)
    for argument, parameter in zip(function.arguments, parameters.values(), strict=True):
        variable = parameter.kind is inspect.Parameter.VAR_POSITIONAL
        optional = variable or parameter.default is not inspect.Parameter.empty
        if function.name not in ("rule_value", "rule_source"):  # there a cell must say what to look up
            assert argument.optional == optional, argument.name


@each
def test_the_docstring_has_every_part_in_order(function: Function) -> None:
    text = doc(function)
    places = [text.find(section) for section in SECTIONS]
    assert -1 not in places
    assert places == sorted(places)
    assert ">>> " in text
    assert all(f"\n{one.name} : {one.zh}" in text for one in function.arguments)


@each
def test_the_docstring_begins_with_the_chinese_name(function: Function) -> None:
    name, dash, summary = doc(function).splitlines()[0].partition(" — ")
    assert (name, dash) == (function.zh, " — ")
    assert summary.endswith(".")


@each
def test_errors_in_a_docstring_exist(function: Function) -> None:
    raised = doc(function).partition("Raises\n------\n")[2].splitlines()[0]
    for name in raised.split(", "):
        assert issubclass(getattr(xlfuncs.errors, name), xlfuncs.errors.XlfuncsError)


@each
def test_help_fits_an_excel_dialog(function: Function) -> None:
    """Excel shows at most 255 characters of a description, of a function and of an argument."""
    for text in (function.help, function.english):
        assert 0 < len(text) <= 255
    for argument in function.arguments:
        assert 0 < len(argument.help) <= 255
        assert 0 < len(argument.english) <= 255


@each
def test_chinese_is_chinese_and_english_is_english(function: Function) -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    assert chinese.search(function.help)
    assert all(chinese.search(one.zh) and chinese.search(one.help) for one in function.arguments)
    assert re.fullmatch(r"[^\u4e00-\u9fff]+", function.english)


@each
def test_the_default_rule_is_named_in_the_help(function: Function) -> None:
    default = [argument for argument in function.arguments if argument.name == "rule" and argument.optional]
    assert not default or "beijing-2022" in function.help
    assert not default or default[0] is function.arguments[-1]


@each
def test_amounts_and_points_carry_their_unit(function: Function) -> None:
    assert function.unit or function.name in ("grade", "explain", "rule_source")


def test_no_two_functions_share_a_name() -> None:
    names = [name for f in FUNCTIONS for name in (f.name, f.zh, f.excel, f.calc)]
    assert len(set(names)) == len(names)


@each
def test_argument_names_are_distinct(function: Function) -> None:
    assert len({argument.zh for argument in function.arguments}) == len(function.arguments)


@each
def test_names_are_legal_in_a_cell(function: Function) -> None:
    assert re.fullmatch(r"XLF_[A-Z_]+", function.excel)
    assert re.fullmatch(r"XLF\.[A-Z_]+", function.calc)
    assert re.fullmatch("[\u4e00-\u9fff]+", function.zh)


@each
def test_a_function_is_found_by_any_name(function: Function) -> None:
    names = function.name, function.zh, function.excel, function.calc
    for name in (*names, function.excel.lower(), f" {function.zh} "):
        assert find(name) is function


def test_an_unknown_function_lists_the_known() -> None:
    with pytest.raises(NotCovered, match=r"没有「得分率」这个函数；可用：预算执行率、"):
        find("得分率")
