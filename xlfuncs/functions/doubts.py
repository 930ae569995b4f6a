"""疑问 — arguments that look swapped or mistaken, where the numbers themselves show it; said by 得分说明."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.errors import XlfuncsError
from xlfuncs.function_table import SCORED, Oddity
from xlfuncs.functions.apply import Call, read


def doubt(call: Call) -> Both:
    """What is odd about a call that gives a result; empty where nothing is.

    >>> doubt(read("execution_rate", "beijing-2022", [251145.17, 291435.79])).zh
    '执行数大于预算数，请核对两数是否填反'
    """
    odd = [odd.words for odd in SCORED[call.function].oddities if _is_so(odd, call.inputs)]
    return Both.joined(odd, Both("；", "; "))


def swapped(name: str, rule: str, values: Sequence[Any]) -> Both:
    """Where a number is out of range: whether the first two arguments give a result the other way round."""
    try:
        call = read(name, rule, [values[1], values[0], *values[2:]])
        result = None if call is None else call.result()
    except (XlfuncsError, IndexError):
        result = None
    if result is None:
        return Both("", "")
    first, second = SCORED[name].own[:2]
    return Both(
        f"；前两个参数对调后可以计算，请核对是否填反（先{first.zh}，后{second.zh}）",
        f"; with the first two swapped it can be: check them ({first.name} first, then {second.name})",
    )


def _is_so(odd: Oddity, inputs: Mapping[str, Any]) -> bool:
    left = inputs[odd.left]
    right = inputs[odd.right] if odd.right else odd.limit
    return bool(left > right if odd.relation == "above" else left == right)
