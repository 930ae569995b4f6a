"""审核意见的内容 — results as a person reads them: tables, rows, findings by weight, and what was not judged.

Made from TABLEs (`Result.to_dict`, the command line's JSON), so that a journal serves as well as a fresh check.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from xlfuncs.cells import parted
from xlfuncs.errors import RuleProblem, UnknownRule
from xlfuncs.evaluation.findings.register import SEVERITIES, codes, gravity
from xlfuncs.evaluation.findings.together import together
from xlfuncs.functions.wording import gap, percent, plain
from xlfuncs.review.levels import level
from xlfuncs.review.opinion import Notice, Opinion, Row, TableOpinion
from xlfuncs.review.words import words_of
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import exact, is_number

_OF_RATES = ("carryover_deduction", "variance_deduction")
_MOST_NAMED = 20  # rows in one sentence
_MOST_ALIKE = 30  # findings of one kind that are told one by one: with more it is one thing that is wrong

Table = dict[str, Any]  # a TABLE of the command line's JSON


def opinion(name: str, tables: Iterable[tuple[str, Table]], day: dt.date) -> Opinion:
    """审核意见 — the tables, each with its title, of the workbook or unit of this name, in a letter of this day."""
    tables = [*tables]
    made = [_table(title, table) for title, table in tables]
    correct = any(level(table) for _, table in tables)
    told = (finding for _, table in tables for finding in table["findings"] if not _assumed(finding))
    counted = Counter(finding["severity"] for finding in told)
    counts = {key: counted[key] for key in SEVERITIES}
    return Opinion(name, f"{day.year}年{day.month}月{day.day}日", made, counts, correct=correct)


def _table(title: str, table: Table) -> TableOpinion:
    items = {item["cell"]: item for item in table["items"]}
    assumed = [*filter(_assumed, table["findings"])]
    told = (finding for finding in table["findings"] if finding not in assumed)
    findings = sorted(told, key=lambda finding: gravity(finding["severity"]))
    return TableOpinion(
        title=title,
        rule=_rule(table["rule"]) + "（表中没有写明，按此核对）" * len(assumed) if table["rule"] else "",
        total=_points(table["total"]),
        entered_total=_points(table["entered_total"]),
        difference=gap(table["entered_total"], table["total"]),
        grade=table["grade"]
        or (f"未评定（尚有 {rows} 项未得分）" if (rows := table.get("unscored")) else ""),
        sections=table["sections"],
        rows=[_row(item) for item in table["items"]],
        notices=[
            _notice(finding := findings[n], items.get(finding["cell"]), table["sheet"], added)
            for n, added in _shortened(findings)
        ],
        counts=Counter(finding["severity"] for finding in findings),
        left=_left(table),
    )


def _assumed(finding: dict[str, Any]) -> bool:
    """Whether a finding is told beside the rule, and is no fault of the table's."""
    return finding["code"] == "rule-assumed" and not finding["cell"]


def _shortened(findings: Sequence[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """The number of each finding to tell, and what to add to it: of one kind no more than a reader will read."""
    alike: dict[tuple[str, str], list[int]] = {}
    for number, finding in enumerate(findings):
        alike.setdefault((finding["severity"], finding["code"]), []).append(number)
    last = {told[_MOST_ALIKE - 1]: told[_MOST_ALIKE:] for told in alike.values() if len(told) > _MOST_ALIKE}
    untold = {number for rest in last.values() for number in rest}
    for number, added in together(findings):
        if rest := last.get(number):
            cells = "、".join(parted(str(findings[other]["cell"]))[1] for other in rest[:_MOST_NAMED])
            yield number, f"{added.zh}；这一类另有 {len(rest)} 处：{cells}{' 等' * (len(rest) > _MOST_NAMED)}"
        elif number not in untold:
            yield number, added.zh


def _rule(name: str) -> str:
    """The document behind a rule's id; the id where it is somebody's own file, which is not at hand."""
    try:
        document = load(name)
    except (UnknownRule, RuleProblem):
        return name
    stated = document.document_number not in ("", "原文未载")
    number = f"（{document.document_number}）" if stated else ""
    return f"{document.issuer}《{document.title}》{number}"


def _notice(finding: dict[str, Any], item: dict[str, Any] | None, sheet: str, added: str) -> Notice:
    message, advice = words_of(finding)
    cell = (finding["cell"] or "").removeprefix(f"{sheet}!")  # whose name stands above
    message = message.replace(finding["cell"], cell) if cell else message
    scored = item if finding["code"].startswith("score-") else None
    return Notice(
        severity=finding["severity"],
        level=SEVERITIES[finding["severity"]],
        title=codes()[finding["code"]].title.zh,
        cell=cell,
        item=finding["item"] or "",
        found=_unsaid(finding["found"], message),
        expected=_unsaid(finding["expected"], message),
        difference=gap(finding["found"], finding["expected"]) if scored else "",
        message=message + added,
        advice=advice,
        steps=(scored["explanation"] or "").partition("。依据：")[0] if scored else "",
        clause=(scored["source"] or "") if scored else "",
    )


def _unsaid(value: Any, message: str) -> str:
    """A value for its column: a number, or a text that the sentence beside it does not say anyway."""
    shown = _value(value)
    return "" if (isinstance(value, str) and shown in message) or shown.startswith("=") else shown


def _row(item: dict[str, Any]) -> Row:
    shown = _rate if item["method"] in _OF_RATES else _value
    return Row(
        section=item["section"],
        name=item["name"],
        target=shown(item["target"]),
        actual=shown(item["actual"]),
        points=_value(item["points"]),
        score=_points(item["score"]),
        entered=_points(item["entered"]),
        difference=gap(item["entered"], item["score"]),
        steps=item["explanation"] or "",
    )


def _left(table: Table) -> str:
    """Rows that no program scored, by name: with a score that somebody entered, and without any where no finding says so."""
    known = {finding["item"] for finding in table["findings"] if finding["code"] == "score-missing"}
    rest = [item for item in table["items"] if item["score"] is None and item["name"]]
    entered = [item["name"] for item in rest if item["entered"] is not None or item["approved"] is not None]
    blank = [item["name"] for item in rest if item["entered"] is None and item["approved"] is None]
    told = (
        ("以下各项规则不能计分，按填报得分计入，由评价人决定：", entered),
        ("以下各项没有得分，未计入合计：", [name for name in blank if name not in known]),
    )
    return "。".join(words + _named(names) for words, names in told if names)


def _named(names: Sequence[str]) -> str:
    counted = Counter(names)
    shown = [name if times == 1 else f"{name}（{times} 项）" for name, times in counted.items()]
    return "、".join(shown[:_MOST_NAMED]) + (f" 等 {len(names)} 项" if len(shown) > _MOST_NAMED else "")


def _rate(value: Any) -> str:
    return percent(exact(value)) if isinstance(value, float) else _value(value)


def _value(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    return plain(value) if is_number(value) else str(value)


def _points(value: Any) -> str:
    return f"{value:.2f}" if is_number(value) else _value(value)
