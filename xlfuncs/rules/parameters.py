"""规则参数 — from the values of a rule file to the arguments of a scoring method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any, NoReturn

from xlfuncs.function_table import SCORED
from xlfuncs.rules.model import FunctionRule
from xlfuncs.scoring.methods import METHODS, Parameter

Refuse = Callable[[str, str], NoReturn]

# What a method asks for but no rule states: the range a number can lie in is a fact, not a rule.
_FACTS = ("low", "high", "ceiling")
_BANDS = {"excess bands": "share", "bands": "label", "tiers": "level"}
_TOGETHER = ("rate_places", "rate_rounding")  # one without the other would leave the rounding to a guess


def method_parameters(function: FunctionRule) -> dict[str, Any]:
    """The keyword arguments the method takes from the rule.

    >>> from xlfuncs.rules.loader import load
    >>> method_parameters(load("beijing-2022").function("variance_deduction"))
    {'step': Decimal('0.1'), 'per_step': Decimal('0.4'), 'partial': 'ignored'}
    """
    kinds = METHODS[function.method].parameters
    given = {key: value.value for key, value in function.values.items() if key in kinds}
    arguments = {key: _argument(kinds[key].kind, value) for key, value in given.items()}
    if "bands" in given:  # what the highest grade reaches to is the most a total can be
        arguments["ceiling"] = max(Decimal(band.get("to", "Infinity")) for band in given["bands"])
    return arguments


def _argument(kind: str, value: Any) -> Any:
    if kind == "number":
        return Decimal(value)
    if kind == "excess bands":
        return tuple((Decimal(band["from"]), Decimal(band["share"])) for band in value)
    if kind == "bands":
        return tuple((Decimal(band["from"]), str(band["label"])) for band in value)
    if kind == "tiers":
        starts = {band["from"] for band in value}
        return {
            band["level"]: (Decimal(band["from"]), Decimal(band["to"]), True, band["to"] not in starts)
            for band in value
        }
    return value


def check_parameters(public: str, function: FunctionRule, refuse: Refuse) -> None:
    """Refuse a parameter the method does not have, lacks, or cannot take."""
    kinds = {name: kind for name, kind in METHODS[function.method].parameters.items() if name not in _FACTS}
    extra = SCORED[public].stated  # defaults that a row overrides
    key = f"functions.{public}"
    for name, value in function.values.items():
        if name in extra:
            check_number(f"{key}.{name}", value.value, refuse)
        elif name in kinds:
            _check(f"{key}.{name}", kinds[name], value.value, refuse)
        else:
            known = "、".join([*kinds, *extra])
            refuse(f"{key}.{name}", f"方法 {function.method} 没有这个参数；可用：{known} | unknown parameter")
    for name, parameter in kinds.items():
        if parameter.required and name not in function.values:
            refuse(f"{key}.{name}", f"方法 {function.method} 必须给出这个参数 | missing parameter")
    missing = [name for name in _TOGETHER if name not in function.values]
    if len(missing) == 1:
        refuse(f"{key}.{missing[0]}", f"{' 与 '.join(_TOGETHER)} 须同时给出，缺这一个 | missing of a pair")


def _check(key: str, parameter: Parameter, value: Any, refuse: Refuse) -> None:
    if parameter.kind == "number":
        check_number(key, value, refuse)
        if key.endswith(".step") and not 0 < value <= 1:
            why = f"应为大于 0、不大于 1 的比例（1 个百分点是 0.01），却是 {_shown(value)}"
            refuse(key, f"{why} | not a step")
    elif parameter.kind == "whole":
        if type(value) is not int or not 0 <= value <= 15:
            refuse(key, f"应为 0–15 的整数，却是 {_shown(value)} | must be a whole number")
    elif parameter.kind == "choice":
        if value not in parameter.choices:
            refuse(key, f"应为 {'、'.join(parameter.choices)} 之一，却是 {_shown(value)} | unknown choice")
    else:
        _check_bands(key, parameter.kind, value, refuse)


def check_number(key: str, value: Any, refuse: Refuse, *, whole: bool = False) -> None:
    """Refuse what is no amount: text, a negative number, infinity."""
    if type(value) not in (int, Decimal) or not Decimal(value).is_finite() or value < 0:
        refuse(key, f"应为不小于 0 的数，却是 {_shown(value)} | must be a number")
    if whole and value != int(value):
        refuse(key, f"应为整数，却是 {_shown(value)} | must be a whole number")


def _check_bands(key: str, kind: str, bands: Any, refuse: Refuse) -> None:
    """Bands must meet: an overlap or a gap would leave a value with two answers or none."""
    label = _BANDS[kind]
    if not isinstance(bands, list) or not bands or not all(isinstance(band, Mapping) for band in bands):
        refuse(key, "应为若干档 | must be a list of bands")
    needed = {"from", "to", label} if kind == "tiers" else {"from", label}
    for band in bands:
        if not needed <= set(band) <= {"from", "to", label}:
            refuse(
                key,
                f"每档须有 from、to（最高档可省，定性分档不可省）与 {label}：{_shown(band)} | malformed band",
            )
        for edge in {"from", "to", "share"} & set(band):
            check_number(f"{key}.{edge}", band[edge], refuse)
        for part in ("from", "to") if kind == "tiers" else ("share",):
            if band.get(part, 0) > 1:
                refuse(f"{key}.{part}", f"应为 0–1 的比例，却是 {_shown(band[part])} | must be a fraction")
        if label != "share" and not (isinstance(band[label], str) and band[label].strip()):
            refuse(f"{key}.{label}", f"应为文字，却是 {_shown(band[label])} | must be text")
        if "to" in band and band["to"] <= band["from"]:
            refuse(key, f"to 须大于 from：{_shown(band)} | an empty band")
    if label != "share" and len({band[label] for band in bands}) < len(bands):
        refuse(f"{key}.{label}", "有两档相同 | two bands alike")
    ordered = sorted(bands, key=lambda band: Decimal(band["from"]))
    for lower, upper in pairwise(ordered):
        if lower.get("to") != upper["from"]:
            refuse(
                key, f"相邻两档须首尾相接：{_shown(lower)} 与 {_shown(upper)} | bands overlap or leave a gap"
            )


def _shown(value: Any) -> str:
    """A value as it stands in the file."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name} = {_shown(part)}" for name, part in value.items()) + "}"
    return str(value) if isinstance(value, Decimal) else repr(value)
