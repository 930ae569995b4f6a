"""函数表 — the single source of what a function is, from function_table.toml: names, arguments, help, methods.

The Excel wrappers, the Calc registration, the reference page and ``xlfuncs.__all__`` are generated from it or
tested against it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from xlfuncs.bilingual import Both
from xlfuncs.errors import NotCovered
from xlfuncs.records import record
from xlfuncs.toml import loads

CATEGORY = "绩效评分"
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its Python name, its Chinese name, help in both languages, whether it may be left out."""

    name: str
    zh: str
    help: str
    english: str
    optional: bool = False
    stated: bool = False  # by a rule, for a row that leaves it out

    @property
    def meaning(self) -> str:
        """The English help without the unit."""
        return self.english.partition(" [")[0]

    @property
    def unit(self) -> str:
        """Its unit, which stands at the end of that; empty where it has none."""
        return _bracketed(self.english)


@dataclass(frozen=True, slots=True)
class Oddity:
    """What 得分说明 mentions beside a result: one input above another, or above a limit, or equal to another."""

    left: str
    relation: Literal["above", "equals"]
    words: Both
    right: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """One function under all its names, and how it is computed; the head of the file says what each part is."""

    name: str
    zh: str
    help: str
    english: str
    arguments: list[Argument]
    methods: list[str] = field(default_factory=list)
    inputs: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    rate: str = ""
    oddities: list[Oddity] = field(default_factory=list)
    cell: str = ""
    inverts: str = ""
    returns: list[str] = field(default_factory=list)

    @property
    def own(self) -> tuple[Argument, ...]:
        """Its arguments without the rule."""
        return tuple(one for one in self.arguments if not (one.optional and one.name == "rule"))

    @property
    def keys(self) -> tuple[str, ...]:
        """What its own arguments are to the method, in order."""
        return tuple(self.inputs) or tuple(argument.name for argument in self.own)

    @property
    def stated(self) -> tuple[str, ...]:
        """The arguments a rule may state."""
        return tuple(argument.name for argument in self.arguments if argument.stated)

    @property
    def unit(self) -> str:
        """The unit of what it gives; empty where that has none."""
        return _bracketed(self.returns[1])

    @property
    def in_cells(self) -> str:
        """The name that both office suites put their own prefix before."""
        return self.cell or self.name.upper()

    @property
    def excel(self) -> str:
        """The name in an Excel cell."""
        return f"XLF_{self.in_cells}"

    @property
    def calc(self) -> str:
        """The name in a Calc cell."""
        return f"XLF.{self.in_cells}"


def _bracketed(text: str) -> str:
    return text.partition("[")[2].rstrip("]")


def _function(name: str, entry: dict[str, Any], shared: dict[str, Any]) -> Function:
    """One entry of the file, with what it refers to."""
    arguments = shared["arguments"] | entry.pop("own", {})
    entry["arguments"] = [{"name": key} | arguments[key] for key in entry["arguments"]]
    for odd in entry.get("oddities", ()):
        odd["words"] = shared["doubts"][odd["words"]]
    for key, fact in entry.get("facts", {}).items():
        entry["facts"][key] = Decimal(fact) if isinstance(fact, int) else fact
    return record({"name": name} | entry, Function, f"function_table.toml {name}")


_DATA = loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
TABLE: Mapping[str, Function] = MappingProxyType(
    {name: _function(name, entry, _DATA) for name, entry in _DATA["functions"].items()}
)
# The functions whose method a rule names.
SCORED: Mapping[str, Function] = {name: function for name, function in TABLE.items() if function.methods}
_NAMES = {name: one for one in TABLE.values() for name in (one.name, one.zh, one.excel, one.calc)}


def named(name: str) -> Function | None:
    """A function by any of its names, capital or small.

    >>> [one and one.name for one in map(named, ("指标得分", "xlf.grade", "SUM"))]
    ['capped_ratio_score', 'grade', None]
    """
    return _NAMES.get(name) or _NAMES.get(name.lower()) or _NAMES.get(name.upper())


def find(name: str) -> Function:
    """The same, where there must be one."""
    name = str(name).strip()
    function = named(name)
    if function is None:
        zh = "、".join(function.zh for function in TABLE.values())
        raise NotCovered(f"没有「{name}」这个函数；可用：{zh} | unknown function {name!r}")
    return function


def documented(function: F) -> F:
    """The function, its docstring with all headings, and the table's words on its arguments and on what it returns, put in before
    what it raises: the paragraph in front of the first example.

    >>> from xlfuncs import total_score
    >>> (total_score.__doc__ or "").partition("----------")[2].splitlines()[1:4]
    ['    scores : 得分', '        各项得分的区域', '        The scores [points]']
    """
    entry = TABLE[function.__name__]
    told = "".join(
        f"    {one.name} : {one.zh}{', optional' * one.optional}\n        {one.help}\n        {one.english}\n"
        for one in entry.arguments
    )
    kind, meaning = entry.returns
    kind += ", in the shape that the ranges given share" * ("ndarray" in kind)
    text, mark, examples = (function.__doc__ or "").partition("    >>> ")
    said, _, raised = text.rstrip().rpartition("\n\n")
    parts = {"Parameters": told, "Returns": f"    {kind}\n        {meaning}\n", "Raises": f"{raised}\n"}
    parts["Examples"] = mark + examples
    headed = (f"    {title}\n    {'-' * len(title)}\n{part}" for title, part in parts.items())
    function.__doc__ = f"{said}\n\n" + "\n".join(headed)
    return function
