"""得分说明 — how a function comes to its result, by which clause, and what looks odd about its arguments, in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.errors import NotCovered, OutOfRange, XlfuncsError
from xlfuncs.function_table import SCORED, Function, Oddity, documented, find
from xlfuncs.functions.apply import Call, read
from xlfuncs.functions.method_steps import STEPS
from xlfuncs.functions.ranges import Cell, Cells, Labels, by_rows, is_range
from xlfuncs.functions.wording import Step, words_of
from xlfuncs.rules.loader import DEFAULT, load


@documented
def explain(function: str, *arguments: Cells) -> Labels:
    """得分说明 — the steps and the source of a result, one line of Chinese.

    NotCovered
        No such function, or one that scores nothing; a wrong number of arguments. [#N/A]

    >>> explain("预算执行率得分", 291435.79, 251145.17, 20)
    '251145.17÷291435.79＝86.1751%，截断为 86.17%；86.17%×20＝17.234，四舍五入得 17.23 分。依据：评分表...'

    Source: the rule file.
    """
    entry = find(function)
    if entry.methods and any(map(is_range, arguments)):
        return by_rows(partial(explain, entry.name), *arguments).values
    return explained(function, *arguments).zh


def explained(function: str, *arguments: Cells) -> Both:
    """得分说明（两种语言） — what `explain` says of one row, in both languages; sources are cited as issued.

    >>> explained("execution_rate_score", 291435.79, 251145.17, 20).en
    '251145.17÷291435.79＝86.1751%, truncated to 86.17%; 86.17%×20＝17.234, rounded to 17.23 points. Source: 评分表...'
    """
    entry = find(function)
    values, rule = _split(entry, arguments)
    try:
        call = read(entry.name, rule, values)
        if call is None or call.result() is None:
            return Both("", "")
        odd, said = doubt(call), explanation(call)
        return Both(f"{said.zh}。注意：{odd.zh}", f"{said.en}. Note: {odd.en}") if odd.zh else said
    except XlfuncsError as error:
        hint = swapped(entry.name, rule, values) if isinstance(error, OutOfRange) else Both("", "")
        return Both(f"不能计算：{error.zh}{hint.zh}", f"cannot be computed: {error.en}{hint.en}")


def explanation_steps(function: str, *arguments: Cell) -> list[Step]:
    """计算步骤 — what `explain` says of one row, as steps with their numbers; without the source.

    Parameters
    ----------
    function : str
        A function by any of its names.
    *arguments
        Its arguments, in order, the rule last; cells, not ranges.

    Returns
    -------
    list of Step
        In order; none for a blank row. The last one's result is the function's; of a deduction, the points left.

    Raises
    ------
    XlfuncsError
        As for the function, and as for `explain`.

    Examples
    --------
    >>> for step in explanation_steps("预算执行率得分", 291435.79, 251145.17, 20):
    ...     print(step.expression, step.rounding, step.result)
    251145.17÷291435.79 truncate 0.8617
    86.17%×20 half_up 17.23

    Source: the rule file.
    """
    entry = find(function)
    values, rule = _split(entry, arguments)
    call = read(entry.name, rule, values)
    return [] if call is None or call.result() is None else STEPS[call.method.name](call)


def _split(entry: Function, arguments: Sequence[Any]) -> tuple[Sequence[Any], str]:
    """The arguments of a scoring function, and the rule."""
    if not entry.methods:
        raise NotCovered(f"「{entry.zh}」没有计算步骤可说明 | nothing to explain")
    fewest = sum(not argument.optional for argument in entry.arguments)
    if not fewest <= len(arguments) <= len(entry.arguments):
        names = "、".join(f"{one.zh}（可省略）" if one.optional else one.zh for one in entry.arguments)
        raise NotCovered(f"「{entry.zh}」的参数依次为：{names} | wrong number of arguments")
    rule = str(arguments[-1]) if len(arguments) == len(entry.arguments) else DEFAULT
    return arguments[: len(entry.own)], rule


def explanation(call: Call) -> Both:
    """Steps and source of a call that gives a result."""
    document, said = load(call.rule), steps(call)
    clause = document.function(call.function).clause
    return Both(f"{said.zh}。依据：{clause}（{document.id}）", f"{said.en}. Source: {clause} ({document.id})")


def steps(call: Call) -> Both:
    """The steps alone."""
    return words_of(STEPS[call.method.name](call))


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
