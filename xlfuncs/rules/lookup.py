"""规则参数与依据 — a rule's values and where they stand, for cells and for people."""

from __future__ import annotations

from typing import Any

from xlfuncs.errors import NotCovered, UnknownRule
from xlfuncs.function_table import documented, named
from xlfuncs.rules.loader import DEFAULT, index, load
from xlfuncs.rules.model import Rule, Value


@documented
def rule_value(rule: str = DEFAULT, key: str = "") -> float | str:
    """规则参数 — one value of a rule, by its key.

    The key is ``function.parameter``, ``sections.NAME.points`` or ``items.NAME.per_item``, a function also by its Chinese
    name; the rule an id, or the path of a rule file.

    UnknownRule, NotCovered
        No such rule; no such key in it (the message lists its keys). [#N/A]

    >>> rule_value("beijing-2022", "variance_deduction.average_rate")
    0.283

    Source: the rule file itself; see :func:`rule_source`.
    """
    return shown(_find(load(rule), _spelled(key)))


@documented
def rule_source(rule: str = DEFAULT, key: str = "") -> str:
    """规则依据 — the clause of a value or of a whole function, or what it was inferred from.

    As for :func:`rule_value`; the key may also be the name of a function alone.

    UnknownRule, NotCovered
        As for :func:`rule_value`. [#N/A]

    >>> rule_source("beijing-2022", "carryover_deduction.per_step")
    '评分表 三、结转结余率，评分标准：扣 0.4 分'

    Source: the rule file itself.
    """
    document, key = load(rule), _spelled(key)
    if key in document.functions:
        return document.functions[key].clause
    return _find(document, key).source


@documented
def rule_list(jurisdiction: str | None = None) -> list[list[str | float]]:
    """规则列表 — the rules there are, one a row: what a cell can name as its rule.

    UnknownRule
        No rule of that jurisdiction; the message lists the jurisdictions. [#N/A]

    >>> rule_list("北京")[0]
    ['beijing-2022', '2022年部门整体绩效评价指标体系评分表', 2022.0]

    Source: the rule files.
    """
    words = str(jurisdiction or "").strip()
    entries = [entry for entry in index().rule if words in entry.jurisdiction]
    if not entries:
        known = "、".join(dict.fromkeys(entry.jurisdiction for entry in index().rule))
        raise UnknownRule(f"没有地区为「{words}」的规则；已有：{known} | no rule of that jurisdiction")
    return [[entry.id, load(entry.id).title, float(entry.year)] for entry in entries]


def _spelled(key: str) -> str:
    """A key as rule files spell it: a cell says 指标得分 where they say capped_ratio_score."""
    name, dot, parameter = str(key).strip().partition(".")
    function = named(name)
    return f"{function.name if function else name}{dot}{parameter}"


def _find(rule: Rule, key: str) -> Value:
    values = dict(rule.values())
    if key not in values:
        known = "、".join([*rule.functions, *values])
        raise NotCovered(f"规则 {rule.id} 没有「{key}」；可查：{known} | no such key in the rule")
    return values[key]


def shown(value: Value) -> float | str:
    """A value as a cell or a page shows it; bands in words."""
    if isinstance(value.value, list):
        return "；".join(_band(band) for band in value.value)
    return value.value if isinstance(value.value, str) else float(value.value)


def _band(band: dict[str, Any]) -> str:
    upper = f"至 {band['to']}" if "to" in band else "以上"
    label = band.get("label") or band.get("level") or f"扣分值的 {float(band['share']) * 100:g}%"
    return f"{band['from']}（含）{upper}：{label}"
