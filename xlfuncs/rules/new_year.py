"""下一年的规则文件 — next year's rule begins as this year's file, every value marked to be confirmed.

The file is copied as text, so that its comments and its order stay.
"""

from __future__ import annotations

import re
import tomllib

from xlfuncs.errors import RuleProblem
from xlfuncs.rules.loader import file_of, index, load
from xlfuncs.rules.model import Rule

__all__ = ["new_year"]

# Strings and comments first, so that a key within one is passed over.
_VALUES = re.compile(
    r'"""(?s:.*?)"""|"(?:\\.|[^"\\\n])*"|'
    r"'''(?s:.*?)'''|'[^'\n]*'|"
    r"#[^\n]*|(?<![\w-])(?P<value>value)\s*="
)
_DOCUMENT = r"(?m)^(?=(?:title|document_number|source|inherits)\s*=)"
_MARKS = r"(?m)^# 待确认：.*\n"  # of an earlier draft
_YEARLY = "average_rate"  # published anew every year


def new_year(rule: str, year: int) -> tuple[str, str]:
    """起草下一年的规则 — the id of next year's rule, and its file as text, ready to be confirmed value by value.

    Parameters
    ----------
    rule : str
        Rule id, or the path of a rule file.
    year : int
        The year it is for, later than the rule's own.

    Returns
    -------
    tuple of str
        The id, with the year replaced, or appended where it ends with none; and TOML that loads as it is:
        unverified, a note that says so, a comment 待确认 above every value.

    Raises
    ------
    UnknownRule
        No such rule. [#N/A]
    RuleProblem
        The year is not later; there is such a rule already; the file is written in a way we cannot edit.

    Examples
    --------
    >>> new_year("beijing-2022", 2023)[0], new_year("mof-2020-10", 2027)[0]
    ('beijing-2023', 'mof-2020-10-2027')

    Source: the rule it begins from; that rule's values until they are confirmed.
    """
    old = load(rule)
    if year <= old.year:
        raise RuleProblem(
            f"规则 {old.id} 是 {old.year} 年的，新的年度应比它晚，却是 {year} | not a later year"
        )
    new = f"{old.id.removesuffix(f'-{old.year}')}-{year}"
    if new in (entry.id for entry in index().rule):
        raise RuleProblem(f"规则 {new} 已经有了，不用再起草 | the rule exists already")
    kept = re.sub(_MARKS, "", file_of(rule).read_text("utf-8-sig"))
    head, table, body = kept.partition("\n[")
    text = _marked(_head(head, old, new, year) + table + body, old.year, year)
    made = tomllib.loads(text)
    if (made["id"], made["year"], made["status"]) != (new, year, "unverified"):
        raise RuleProblem(
            f"规则文件 {file_of(rule).name} 的 id、year、status 写法特殊，改不了；请各写一行 | cannot be edited"
        )
    return new, text


def _head(head: str, old: Rule, new: str, year: int) -> str:
    """The lines above the first table, for the new year."""
    for key, value in (("id", f'"{new}"'), ("year", str(year)), ("status", '"unverified"')):
        head = re.sub(rf"""(?m)^({key}\s*=\s*)("[^"\n]*"|'[^'\n]*'|\w+)""", rf"\g<1>{value}", head, count=1)
    head = re.sub(_DOCUMENT, f"# 待确认：沿用 {old.year} 年\n", head)
    yearly = any(key.endswith(_YEARLY) for key, _ in old.values())
    note = (
        f'"{year} 年的草稿，由 {old.id} 起草，数值都沿用 {old.year} 年、尚未确认'
        f"{'，每年公布的平均率尤须更换' if yearly else ''}。"
        f'对照 {year} 年的文件逐项改好后，删去本条与各「待确认」，改 status。"'
    )
    if not re.search(r"(?m)^notes\s*=", head):
        return f"{head.rstrip()}\nnotes = [\n  {note},\n]\n"
    return re.sub(r"(?m)^(notes\s*=\s*\[)", rf"\g<1>\n  {note},", head, count=1)


def _marked(text: str, old_year: int, year: int) -> str:
    """A comment above the line of every value."""
    done, parts = 0, []
    for found in _VALUES.finditer(text):
        if found["value"]:
            start = text.rfind("\n", 0, found.start()) + 1
            yearly = _YEARLY in text[start : found.start()]
            why = f"每年公布，须换成 {year} 年的数，现沿用" if yearly else "沿用"
            parts += [text[done:start], f"# 待确认：{why} {old_year} 年\n"]
            done = start
    return "".join([*parts, text[done:]])
