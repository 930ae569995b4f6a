"""审核意见的内容 — results as a person reads them: tables, rows, findings by weight, and what was not judged."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from xlfuncs.evaluation.content import Result, Score
from xlfuncs.evaluation.findings.register import SEVERITIES, Finding, Severity, codes
from xlfuncs.functions.wording import plain
from xlfuncs.rules.loader import load

__all__ = ["Notice", "Opinion", "Row", "TableOpinion", "opinion"]

_NOT_JUDGED = (
    "佐证材料是否真实、齐全，与完成值是否相符",
    "绩效目标、指标和指标值设置得是否合理，与项目内容、预算是否匹配",
    "金额与账簿、决算报表是否一致",
    "定性指标的评价是否恰当（只核对得分是否在档内、是否超过分值）",
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding, with what the reader needs to act on it."""

    severity: Severity
    level: str  # 错误, 警告, 提示
    title: str
    cell: str
    item: str
    found: str
    expected: str
    difference: str
    message: str
    advice: str
    steps: str  # how the rule's score came about
    clause: str


@dataclass(frozen=True, slots=True)
class Row:
    """One scored row."""

    section: str
    name: str
    target: str
    actual: str
    points: str
    score: str
    entered: str
    difference: str
    steps: str
    cell: str


@dataclass(frozen=True, slots=True)
class TableOpinion:
    """What there is to say about one table."""

    title: str  # its sheet
    rule: str
    unit: str
    total: str
    entered_total: str
    difference: str
    grade: str
    sections: Sequence[dict[str, Any]]
    rows: Sequence[Row]
    notices: Sequence[Notice]
    not_judged: Sequence[str]


@dataclass(frozen=True, slots=True)
class Opinion:
    """The review of one workbook."""

    file: str
    day: str
    tables: Sequence[TableOpinion]
    counts: dict[Severity, int]

    @property
    def closing(self) -> str:
        """未发现问题, or how many of each.

        >>> Opinion("a.xlsx", "", [], {"error": 1, "warning": 0, "info": 2}).closing
        '错误 1、警告 0、提示 2'
        """
        if not any(self.counts.values()):
            return "未发现问题"
        return "、".join(f"{word} {self.counts[severity]}" for severity, word in SEVERITIES.items())


def opinion(file: str, results: Sequence[Result], day: dt.date) -> Opinion:
    """审核意见 — the results of one workbook in the order in which they are read: the gravest first."""
    tables = [_table(result) for result in results]
    counted = Counter(notice.severity for table in tables for notice in table.notices)
    return Opinion(file, f"{day:%Y年%-m月%-d日}", tables, {key: counted[key] for key in SEVERITIES})


def _table(result: Result) -> TableOpinion:
    rule = ""
    if result.rule:
        document = load(result.rule)
        number = f"（{document.document_number}）" if document.document_number else ""
        rule = f"{document.issuer}《{document.title}》{number}"
    scores = {place: score for score in result.scores for place in score.item.cells.values()}
    order = list(SEVERITIES)
    found = sorted(result.findings, key=lambda f: order.index(f.severity))
    return TableOpinion(
        title=result.table.sheet,
        rule=rule,
        unit=result.table.unit or "",
        total=_points(result.total),
        entered_total=_points(result.entered_total),
        difference=_difference(result.entered_total, result.total),
        grade=result.grade or "",
        sections=result.sections,
        rows=[_row(score) for score in result.scores],
        notices=[_notice(f, scores.get(f.cell) if f.cell else None) for f in found],
        not_judged=[*_NOT_JUDGED, *_left(result)],
    )


def _notice(found: Finding, score: Score | None) -> Notice:
    code = codes()[found.code]
    of_score = score is not None and found.code.startswith("score-")
    return Notice(
        severity=found.severity,
        level=SEVERITIES[found.severity],
        title=code.title.zh,
        cell=str(found.cell or ""),
        item=found.item or "",
        found=_value(found.found),
        expected=_value(found.expected),
        difference=_difference(found.found, found.expected) if of_score else "",
        message=found.message,
        advice="" if code.advice.zh in found.message else code.advice.zh,  # never the same twice
        steps=score.explanation if score is not None and of_score else "",
        clause=score.source if score is not None and of_score else "",
    )


def _row(score: Score) -> Row:
    item = score.item
    return Row(
        section=item.section,
        name=item.name,
        target=_value(item.target),
        actual=_value(item.actual),
        points=_value(item.points),
        score=_points(score.counted),
        entered=_points(item.entered),
        difference=_difference(item.entered, score.score),
        steps=score.explanation,
        cell=str(item.place("score", "actual") or ""),
    )


def _left(result: Result) -> Iterator[str]:
    """Rows that no program scored, by name."""
    names = [score.item.name for score in result.scores if score.score is None and score.item.name]
    if names:
        shown = "、".join(names[:20]) + (f" 等 {len(names)} 项" if len(names) > 20 else "")
        yield f"以下各项规则不能计分，按填报得分计入，由评价人决定：{shown}"


def _value(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    return plain(value) if isinstance(value, (int, float)) else str(value)


def _points(value: Any) -> str:
    return (
        f"{value:.2f}" if isinstance(value, (int, float)) and not isinstance(value, bool) else _value(value)
    )


def _difference(entered: Any, score: Any) -> str:
    """Entered less the rule's, where both are numbers and differ."""
    both = all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in (entered, score))
    return f"{entered - score:+.2f}" if both and entered != score else ""
