"""函数说明 — one HTML page about all functions, generated from the function table."""

from __future__ import annotations

from html import escape

from xlfuncs.function_table import TABLE, Argument, Function

_STYLE = (
    "body{font:16px/1.6 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}"
    "code{background:#eef3f0;padding:.1em .3em}table{border-collapse:collapse;margin:.5em 0 1.5em}"
    "td,th{border:1px solid #bbb;padding:.2em .6em;text-align:left}small{color:#666}h2{margin-bottom:.2em}"
)
_NOTES = (
    "参数之间用分号（或按提示用逗号）。填区域时按 Ctrl+Shift+Enter 作为数组公式输入，一次得出整列；"
    '区域里本来就有错误值时，写成 IFERROR(区域;"")。',
    "LibreOffice 把单个空白单元格当作 0 交给函数：金额、比率等参数全为 0 时结果为空白；"
    "预算或指标值为 0 而其他不为 0 时为 #DIV/0!。给分比例、方向的空白单元格视为未填。区域中的空白照空白处理。",
)
_ERRORS = (
    ("（空白）", "该行没有填，或要由人评定"),
    ("#VALUE!", "不是数的文字"),
    ("#DIV/0!", "预算数、指标值为 0"),
    ("#NUM!", "超出可能的范围：分值为负，把 13.82% 写成 13.82"),
    ("#N/A", "规则没有规定，或没有这条规则、这个档次"),
)


def help_page() -> str:
    """函数说明页 — every function under its names in Calc, with its arguments.

    >>> "XLF.GRADE" in help_page()
    True
    """
    notes = "".join(f"<p>{escape(note)}</p>" for note in _NOTES)
    errors = "".join(f"<tr><td><code>{code}</code></td><td>{escape(why)}</td></tr>" for code, why in _ERRORS)
    functions = "".join(_function(function) for function in TABLE.values())
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>绩效评分函数</title>'
        f"<style>{_STYLE}</style></head><body><h1>绩效评分函数</h1>{notes}"
        f"<h2>单元格显示什么</h2><table>{errors}</table>{functions}</body></html>\n"
    )


def _function(function: Function) -> str:
    chinese = "; ".join(_optional(argument, argument.zh) for argument in function.arguments)
    english = "; ".join(_optional(argument, argument.name) for argument in function.arguments)
    rows = "".join(
        f"<tr><td>{escape(argument.zh)}<br><small>{argument.name}</small></td>"
        f"<td>{escape(argument.help)}<br><small>{escape(argument.english)}</small></td></tr>"
        for argument in function.arguments
    )
    return (
        f'<h2 id="{function.name}">{escape(function.zh)}</h2>'
        f"<p><code>={escape(function.zh)}({escape(chinese)})</code><br>"
        f"<code>={function.calc}({escape(english)})</code></p>"
        f"<p>{escape(function.help)}<br><small>{escape(function.english)}</small></p><table>{rows}</table>"
    )


def _optional(argument: Argument, shown: str) -> str:
    return f"[{shown}]" if argument.optional else shown
