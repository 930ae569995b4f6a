"""规则参数 — from the values of a rule file to the arguments of a scoring method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any, NoReturn

from xlfuncs.rules.model import FunctionRule
from xlfuncs.scoring.methods import METHODS, Parameter

__all__ = ["EXTRA", "check_parameters", "method_parameters"]

Refuse = Callable[[str, str], NoReturn]

# Values a rule may state beside a method's own parameters: defaults and year parameters a user can override.
EXTRA = ("points", "average_rate")
# What a method asks for but no rule states: the range a number can lie in is a fact, not a rule.
_FACTS = ("low", "high", "ceiling")
_BANDS = {"excess bands": "share", "bands": "label", "tiers": "level"}


def method_parameters(function: FunctionRule) -> dict[str, Any]:
    """The keyword arguments the method takes from the rule.

    >>> from xlfuncs.rules.loader import load
    >>> method_parameters(load("beijing-2022").function("variance_deduction"))
    {'step': Decimal('0.1'), 'per_step': Decimal('0.4'), 'partial': 'ignored'}
    """
    kinds = METHODS[function.method].parameters
    given = {key: value.value for key, value in function.values.items() if key not in EXTRA}
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


def check_parameters(key: str, function: FunctionRule, refuse: Refuse) -> None:
    """Refuse a parameter the method does not have, lacks, or cannot take."""
    kinds = METHODS[function.method].parameters
    for name, value in function.values.items():
        if name in EXTRA:
            _number(f"{key}.{name}", value.value, refuse)
        elif name in kinds and name not in _FACTS:
            _check(f"{key}.{name}", kinds[name], value.value, refuse)
        else:
            known = "、".join(k for k in kinds if k not in _FACTS)
            refuse(f"{key}.{name}", f"方法 {function.method} 没有这个参数；可用：{known} | unknown parameter")
    for name, parameter in kinds.items():
        if parameter.required and name not in _FACTS and name not in function.values:
            refuse(f"{key}.{name}", f"方法 {function.method} 必须给出这个参数 | missing parameter")


def _check(key: str, parameter: Parameter, value: Any, refuse: Refuse) -> None:
    if parameter.kind == "number":
        _number(key, value, refuse)
    elif parameter.kind == "whole":
        if type(value) is not int or not 0 <= value <= 15:
            refuse(key, f"应为 0–15 的整数，却是 {value!r} | must be a whole number")
    elif parameter.kind == "choice":
        if value not in parameter.choices:
            refuse(key, f"应为 {'、'.join(parameter.choices)} 之一，却是 {value!r} | unknown choice")
    else:
        _check_bands(key, _BANDS[parameter.kind], value, refuse)


def _number(key: str, value: Any, refuse: Refuse) -> None:
    if type(value) not in (int, Decimal) or not Decimal(value).is_finite() or value < 0:
        refuse(key, f"应为不小于 0 的数，却是 {value!r} | must be a number")


def _check_bands(key: str, label: str, bands: Any, refuse: Refuse) -> None:
    """Bands must meet: an overlap or a gap would leave a value with two answers or none."""
    if not isinstance(bands, list) or not all(isinstance(band, Mapping) for band in bands):
        refuse(key, "应为若干档 | must be a list of bands")
    for band in bands:
        if not {"from", label} <= set(band) <= {"from", "to", label}:
            refuse(key, f"每档须有 from、to（最高档可省）与 {label}：{dict(band)} | malformed band")
        for edge in {"from", "to", "share"} & set(band):
            _number(f"{key}.{edge}", band[edge], refuse)
    ordered = sorted(bands, key=lambda band: Decimal(band["from"]))
    for lower, upper in pairwise(ordered):
        if lower.get("to") != upper["from"]:
            refuse(key, f"相邻两档须首尾相接：{dict(lower)} 与 {dict(upper)} | bands overlap or leave a gap")
