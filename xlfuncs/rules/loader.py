"""规则的读取与校验 — find a rule, read it exactly, refuse what is not a proper rule file.

Look-up is exact: an unknown id is an error that lists the known ones; nothing falls back silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal, NoReturn

from xlfuncs.errors import FileProblem, RuleProblem, UnknownRule
from xlfuncs.function_table import SCORED
from xlfuncs.records import Malformed, record
from xlfuncs.rules.model import Rule
from xlfuncs.rules.parameters import check_number, check_parameters
from xlfuncs.toml import TOMLDecodeError, loads

DATA = Path(__file__).parent / "data"
DEFAULT = "beijing-2022"  # the index says so too; a test holds them equal
NONE = str(DATA.with_name("none.toml"))  # of a table that names a rule nobody knows: rates alone


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One line of the index: a rule we hold, and the words by which a table shows that it applies.

    ``words`` are places, looked for in titles and in the fields of unit, department and region; ``headings`` say the
    way of scoring itself. ``judges`` are the kinds of evaluation it is for; none, where it is for all. Where it
    ``requires`` a heading, a table without it is not one of its.
    """

    id: str
    jurisdiction: str
    year: int
    words: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    judges: list[Literal["department", "project"]] = field(default_factory=list)
    requires: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """The register of rules; ``fallback`` judges a table that shows no jurisdiction we know."""

    default: str
    fallback: str
    rule: list[IndexEntry]


@cache
def index() -> Index:
    """The register of rules.

    >>> [entry.id for entry in index().rule][:2]
    ['beijing-2022', 'dongxihu-2020']
    """
    return record(loads(_text(DATA / "index.toml")), Index)


@cache
def load(rule: str) -> Rule:
    """按编号或 .toml 文件取规则 — a rule by its id, or by the path of a user's own rule file.

    UnknownRule for no such id, with those that are known [#N/A]; RuleProblem for what is no proper rule file, by file and
    key [#VALUE!].

    >>> load("beijing-2022").jurisdiction
    '北京市'
    """
    return load_file(file_of(rule))


def file_of(rule: str) -> Path:
    """Where a rule stands: the file of an id, or the user's own file as given.

    A formula of a received workbook can name one, too: none that would be asked for over the network.
    """
    rule = str(rule)  # a cell may hold a number in its place
    if rule.endswith(".toml"):
        if re.match(r"[\\/]{2}", rule):
            raise UnknownRule(
                f"规则文件 {rule} 在网络上，没有读取；请先复制到本机，或映射为盘符"
                f" | the rule file {rule} is on the network; copy it to this computer"
            )
        return Path(rule)
    known = [entry.id for entry in index().rule]
    if rule not in known:
        raise UnknownRule(
            f"没有编号为「{rule}」的规则；已有：{'、'.join(known)}；自己的规则文件请写 .toml 文件名"
            f" | unknown rule {rule!r}; known: {', '.join(known)}; a file of your own ends in .toml"
        )
    return DATA / f"{rule}.toml"


def fingerprint(rule: str) -> str:
    """A digest of a rule's file, and of those it inherits from: whether it is still the one that scored a table.

    Of its text, so that a Windows copy of the file has the same.
    """
    text, parent = _text(file_of(rule)), load(rule).inherits
    return sha256((text + (fingerprint(parent) if parent else "")).encode()).hexdigest()


def load_file(path: Path) -> Rule:
    """Read and validate one rule file; every refusal names the file and the key."""
    try:
        text = _text(path)
        data = loads(text, parse_float=Decimal)
    except FileProblem as error:
        raise UnknownRule(f"读不到规则文件 {error.zh} | cannot read rule file {error.en}") from None
    except UnicodeDecodeError:
        raise RuleProblem(f"规则文件 {path.name} 不是 UTF-8 文字，请另存为 UTF-8 | not UTF-8") from None
    except TOMLDecodeError as error:
        raise RuleProblem(f"规则文件 {path.name} {_syntax(text, error)}") from None
    try:
        rule = record(data, Rule)
    except Malformed as error:
        raise RuleProblem(f"规则文件 {path.name} 的 {error}") from None
    _check(rule, path)
    if rule.inherits:
        rule = _inherit(rule, load(rule.inherits))
    return rule


def _text(path: Path) -> str:
    """Of a rule file; FileProblem where a person's own cannot be read, or is a pipe that would be waited for."""
    if path.parent == DATA:
        return path.read_text("utf-8")
    from xlfuncs.files.disk import read_bytes  # no cell needs it

    text = read_bytes(path).decode("utf-8-sig")  # Windows editors begin a file with a mark
    return text.replace("\r\n", "\n")


def _syntax(text: str, error: TOMLDecodeError) -> str:
    """Where the file stops being TOML, with the line that does it."""
    found = re.search(r"line (\d+)", str(error))
    number = int(found[1]) if found else len(text.splitlines())
    line = text.splitlines()[number - 1].strip()
    twice = "overwrite" in str(error) or "twice" in str(error)
    why = "有重复的键" if twice else "不是合法的 TOML"
    return f"第 {number} 行{why}：{line} | {error}"


def _check(rule: Rule, path: Path) -> None:
    def refuse(key: str, why: str) -> NoReturn:
        raise RuleProblem(f"规则文件 {path.name} 的 {key}：{why}")

    for key, value in rule.values():
        if bool(value.clause) == bool(value.inferred_from):
            refuse(key, "须有 clause（条款）或 inferred_from（推断依据）之一 | needs clause or inferred_from")
    for name, function in rule.functions.items():
        if name not in SCORED:
            refuse(f"functions.{name}", f"没有这个函数；可规定：{'、'.join(SCORED)} | unknown function")
        if function.method not in SCORED[name].methods:
            allowed = "、".join(SCORED[name].methods)
            refuse(
                f"functions.{name}.method", f"没有方法「{function.method}」；可用：{allowed} | unknown method"
            )
        check_parameters(name, function, refuse)
    for name, section in rule.sections.items():
        check_number(f"sections.{name}.points", section.points.value, refuse)
    for name, item in rule.items.items():
        check_number(f"items.{name}.points", item.points.value, refuse)
        check_number(f"items.{name}.per_item", item.per_item.value, refuse)
        check_number(f"items.{name}.checks", item.checks.value, refuse, whole=True)
    if rule.inherits and rule.inherits not in (entry.id for entry in index().rule):
        refuse("inherits", f"没有编号为「{rule.inherits}」的规则 | unknown rule")
    total = sum(section.points.value for section in rule.sections.values())
    if rule.sections and total != 100:
        refuse("sections", f"各部分分值合计 {total}，应为 100 | section points must add up to 100")


def _inherit(rule: Rule, parent: Rule) -> Rule:
    """What the rule leaves unsaid, taken from the rule it names, and marked as taken."""
    taken = {
        name: replace(function, clause=f"承自 {parent.id}：{function.clause}")
        for name, function in parent.functions.items()
        if name not in rule.functions
    }
    return replace(rule, functions={**rule.functions, **taken})
