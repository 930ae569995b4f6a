"""规则的读取与校验 — find a rule, read it exactly, refuse what is not a proper rule file.

Look-up is exact: an unknown id is an error that lists the known ones; nothing falls back silently.
"""

from __future__ import annotations

import inspect
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from xlfuncs.errors import RuleProblem, UnknownRule
from xlfuncs.rules.model import COVERED, FunctionRule, Item, Rule, Section, Value
from xlfuncs.scoring.methods import METHODS

__all__ = ["DEFAULT", "Entry", "index", "load", "load_file"]

DATA = Path(__file__).parent / "data"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the index: a rule we hold, and the words by which a table shows its jurisdiction."""

    id: str
    jurisdiction: str
    year: int
    words: list[str]


class Index(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The register of rules; ``fallback`` judges a table that shows no jurisdiction we know."""

    default: str
    fallback: str
    rule: list[Entry]


@cache
def index() -> Index:
    """The register of rules.

    >>> [entry.id for entry in index().rule][:2]
    ['beijing-2022', 'dongxihu-2020']
    """
    return msgspec.convert(_toml(DATA / "index.toml"), Index)


DEFAULT = "beijing-2022"


@cache
def load(rule: str = DEFAULT) -> Rule:
    """按编号或 .toml 文件取规则 — a rule by its id, or by the path of a user's own rule file.

    Raises
    ------
    UnknownRule
        No such id; the message lists the known ones. [#N/A]
    RuleProblem
        The file is no proper rule file; the message names file and key. [#VALUE!]

    >>> load("beijing-2022").jurisdiction
    '北京市'
    """
    if rule.endswith(".toml"):
        return load_file(Path(rule))
    known = [entry.id for entry in index().rule]
    if rule not in known:
        raise UnknownRule(f"没有编号为「{rule}」的规则；已有：{'、'.join(known)} | unknown rule {rule!r}")
    return load_file(DATA / f"{rule}.toml")


def load_file(path: Path) -> Rule:
    """Read and validate one rule file; every refusal names the file and the key."""
    try:
        data = _toml(path)
    except OSError as error:
        raise UnknownRule(f"读不到规则文件 {path}：{error.strerror} | cannot read rule file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleProblem(f"规则文件 {path.name} 不是合法的 TOML（或有重复的键）：{error}") from None
    parts: dict[str, dict[str, Any]] = {}
    for name, kind in (("functions", FunctionRule), ("sections", Section), ("items", Item)):
        parts[name] = {
            key: _convert(value, kind, path, f"{name}.{key}") for key, value in data.pop(name, {}).items()
        }
    rule = _convert({**data, "functions": {}}, Rule, path, "")
    rule = msgspec.structs.replace(rule, **parts)
    _check(rule, path)
    if rule.inherits:
        rule = _inherit(rule, load(rule.inherits))
    return rule


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def _convert(data: Any, kind: type[Any], path: Path, key: str) -> Any:
    if isinstance(data, dict) and kind is FunctionRule:
        values = data.get("values", {})
        data = {
            **data,
            "values": {k: _convert(v, Value, path, f"{key}.{k}") for k, v in values.items()},
        }
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        where, _, at = str(error).partition(" - at ")
        at = at.strip("`").removeprefix("$")
        raise RuleProblem(f"规则文件 {path.name} 的 {key}{at}：{where} | rule file, key, problem") from None


def _check(rule: Rule, path: Path) -> None:
    def refuse(key: str, why: str) -> None:
        raise RuleProblem(f"规则文件 {path.name} 的 {key}：{why}")

    for key, value in rule.values():
        if bool(value.clause) == bool(value.inferred_from):
            refuse(key, "须有 clause（条款）或 inferred_from（推断依据）之一 | needs clause or inferred_from")
    for name, function in rule.functions.items():
        if name not in COVERED:
            refuse(f"functions.{name}", f"没有这个函数；可规定：{'、'.join(COVERED)} | unknown function")
        if function.method not in COVERED[name]:
            allowed = "、".join(COVERED[name])
            refuse(f"functions.{name}.method", f"没有方法「{function.method}」；可用：{allowed} | unknown method")
        _check_parameters(name, function, refuse)
    total = sum(section.points.value for section in rule.sections.values())
    if rule.sections and total != 100:
        refuse("sections", f"各部分分值合计 {total}，应为 100 | section points must add up to 100")
