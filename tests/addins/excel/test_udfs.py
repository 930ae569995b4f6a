"""What Excel is told of each worksheet function is what the function table says, through xlwings' own decorators."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from xlfuncs.addins.excel.calls import parameters
from xlfuncs.function_table import CATEGORY, TABLE, Function


@pytest.mark.parametrize("function", TABLE.values(), ids=list(TABLE))
def test_metadata_is_the_tables(excel: SimpleNamespace, function: Function) -> None:
    told = getattr(excel.udfs, function.excel).__xlfunc__
    assert (told["name"], told["category"], told["sub"]) == (function.excel, CATEGORY, False)
    assert told["ret"]["doc"] == function.help
    assert len(function.help) <= 255
    assert [(a["name"], a["doc"], "optional" in a) for a in told["args"]] == [
        (argument.name, argument.help, argument.optional) for argument in parameters(function)
    ]
    assert all(len(a["doc"]) <= 255 and a["options"] == {"convert": "raw"} for a in told["args"])


def test_the_decorators_of_windows_were_the_real_ones(excel: SimpleNamespace) -> None:
    assert excel.xlwings.func.__module__ == "xlwings.udfs"
    assert excel.xlwings.engines["excel"].impl.name == "excel"
    assert not excel.xlwings.__pro__  # no licence key is needed
