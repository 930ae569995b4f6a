"""docs/functions.md: every function under all its names, with worked examples computed when it is made."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from doctest import DocTestParser

import xlfuncs
from scripts.markdown import GENERATED, anchor, row
from xlfuncs import errors
from xlfuncs.function_table import TABLE, Function
from xlfuncs.rules.loader import index

_FUNCTIONS = f"""{GENERATED}

# 函数 Functions

同一个函数有四个名字：Excel 单元格里的 `XLF_…`、LibreOffice Calc 里的 `XLF.…`、中文别名、Python 里的 `xlfuncs.…`。
单元格里用之前要先装加载项：[Excel](install_excel.md)、[Calc](install_calc.md)；Python 里 `import xlfuncs` 即可。

Each function has four names: `XLF_…` in an Excel cell, `XLF.…` in LibreOffice Calc, a Chinese alias, and
`xlfuncs.…` in Python. Cells need the add-in first ([Excel](install_excel.md), [Calc](install_calc.md)).

- 参数可以是一个数，也可以是一个区域；区域的结果与区域同形，一次调用算一整列。
  An argument may be a number or a range; a range gives a result of the same shape.
- 数按单元格显示的 15 位有效数字读取，精确计算，只在规则取位的地方取位。见 [rounding.md](rounding.md)。
  A number is read as the 15 digits a cell holds, and rounded only where the rule rounds.
- 每一行各算各的：一行有错，不影响别的行。
  Every row stands for itself: a bad one never touches another.
- 省略规则即用 `{index().default}`。规则没有规定的，给出 `#N/A` 和说明，不会猜一个数。
  The rule is `{index().default}` if left out; what a rule does not state is an error, never a guess.

| 情形 | in a cell | in Python | when |
|---|---|---|---|
| 输入为空 | 空 | `None`（区域中 `NaN`） | a blank input |
| 不是数的文字 | `{errors.NotANumber.cell}` | `NotANumber` | text that is no number |
| 预算数、指标值为 0 | `{errors.ZeroDivisor.cell}` | `ZeroDivisor` | a budget or target of zero |
| 负的金额或分值，率超出可能的范围 | `{errors.OutOfRange.cell}` | `OutOfRange` | a negative amount, a percent typed as a number |
| 没有这个规则、这一档 | `{errors.UnknownRule.cell}` | `UnknownRule`、`UnknownLevel` | an unknown rule or level |
| 规则没有规定 | `{errors.NotCovered.cell}` | `NotCovered` | the rule does not say |

Python 的异常都是 `xlfuncs.errors.XlfuncsError`（`ValueError`）的子类；区域中的坏行得 `NaN`，
并警告是哪几行、为什么。
"""


def functions_page() -> str:
    """Every function under all its names, with a worked example computed now."""
    heads = [row("中文 Chinese", "Excel", "Calc", "Python", "说明 Meaning"), "|---|---|---|---|---|"]
    for f in TABLE.values():
        names = (f"[{f.zh}](#{f.name})", f"`{f.excel}`", f"`{f.calc}`", f"`{f.name}`", f.english)
        heads.append(row(*names))
    parts = [_FUNCTIONS, "\n".join(heads), *(_function(f) for f in TABLE.values())]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _function(function: Function) -> str:
    call: Callable[..., object] = getattr(xlfuncs, function.name)
    sections = _documented(function)
    arguments = ", ".join(f"[{a.zh}]" if a.optional else a.zh for a in function.arguments)
    lines = [
        anchor(function.name),
        f"## {function.zh} {function.name}",
        "",
        f"{function.help}",
        "",
        f"{function.english}.",
        "",
        f"- Excel `={function.excel}({arguments})`，或 `={function.zh}({arguments})`",
        f"- Calc `={function.calc}({arguments})`",
        f"- Python `xlfuncs.{function.name}{_signature(call)}`",
        "",
        row("参数", "argument", "说明", "meaning", "单位 unit"),
        "|---|---|---|---|---|",
    ]
    for a in function.arguments:
        lines.append(row(f"[{a.zh}]" if a.optional else a.zh, f"`{a.name}`", a.help, a.meaning, a.unit))
    raised = [name for name in re.findall(r"\w+", sections["Raises"]) if hasattr(errors, name)]
    cells = "、".join(f"`{name}` → `{getattr(errors, name).cell}`" for name in raised)
    lines += [
        "",
        f"结果 Returns: {': '.join(function.returns)}",
        "",
        f"错误 Errors: {cells}",
        "",
        "例 Example",
        "",
        *_examples(function),
    ]
    return "\n".join([*lines, "", f"出处 Source: {' '.join(sections['Source'].split())}"])


def _sections(text: str) -> dict[str, str]:
    """The parts of a docstring by their titles."""
    body, _, source = re.sub(":func:`(.*?)`", r"`\1`", text).partition("\nSource:")
    found = re.split(r"^(\w+)\n-+\n", body, flags=re.MULTILINE)
    return {**dict(zip(found[1::2], found[2::2], strict=True)), "Source": source}


def _signature(call: Callable[..., object]) -> str:
    """The parameters with their defaults; types are told in the table."""
    signature = inspect.signature(call)
    bare = [p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values()]
    return str(inspect.Signature(bare))


def _documented(function: Function) -> dict[str, str]:
    return _sections(inspect.getdoc(getattr(xlfuncs, function.name)) or "")


def _examples(function: Function) -> Iterator[str]:
    """The docstring's examples, run now: as Python, and as the cell formulas that do the same."""
    names = {name: getattr(xlfuncs, name) for name in xlfuncs.__all__}
    formulas: list[str] = []
    yield "```python"
    yield f">>> from xlfuncs import {function.name}"
    for example in DocTestParser().get_examples(inspect.getdoc(names[function.name]) or ""):
        yield f">>> {example.source.strip()}"
        yield repr(eval(example.source, dict(names)))
        formulas += _formulas(example.source, function, names)
    yield "```"
    if formulas:
        yield from ("", row("单元格 cell", "结果 result"), "|---|---|", *formulas)


def _formulas(source: str, function: Function, names: dict[str, Callable[..., object]]) -> Iterator[str]:
    parsed = ast.parse(source.strip(), mode="eval").body
    for node in parsed.elts if isinstance(parsed, ast.Tuple) else [parsed]:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = [ast.literal_eval(value) for value in node.args]
            named = {str(word.arg): ast.literal_eval(word.value) for word in node.keywords}
            order = [argument.name for argument in function.arguments][len(given) :]
            last = max((order.index(name) for name in named), default=-1)
            cells = [_cell(value) for value in given]
            cells += [_cell(named[name]) if name in named else "" for name in order[: last + 1]]
            result = names[function.name](*given, **named)
            yield row(f"`={function.excel}({','.join(cells)})`", str(result))


def _cell(value: object) -> str:
    """A Python literal as a formula spells it."""
    if isinstance(value, list):
        return "{" + ",".join(map(_cell, value)) + "}"
    return f'"{value}"' if isinstance(value, str) else str(value)
