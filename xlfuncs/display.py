"""显示 — results as JSON and as tables for a terminal."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from xlfuncs.evaluation.content import Finding, Result, Score
from xlfuncs.rules.loader import load

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["as_json", "console", "print_result"]

_FINDING = tuple(field.name for field in fields(Finding))
_SEVERITY = {"error": ("错误", "bold red"), "warning": ("警告", "yellow"), "info": ("提示", "cyan")}


def as_json(file: str, results: list[Result]) -> dict[str, Any]:
    """The stable shape of ``score --json`` and ``check --json``."""
    return {"file": file, "tables": [_table(result) for result in results]}


def _table(result: Result) -> dict[str, Any]:
    table = result.table
    return {
        "sheet": table.sheet,
        "form": table.form,
        "rule": load(result.rule).id,
        "unit": table.unit,
        "sections": result.sections,
        "items": [_item(score) for score in result.scores],
        "total": result.total,
        "entered_total": result.entered_total,
        "grade": result.grade,
        "findings": [_finding(finding) for finding in result.findings],
    }


def _item(score: Score) -> dict[str, Any]:
    item = score.item
    return {
        "section": item.section,
        "name": item.name,
        "target": _plain(item.target),
        "actual": _plain(item.actual),
        "points": _plain(item.points),
        "score": score.score,
        "entered": _plain(item.entered),
        "approved": _plain(item.approved),
        "method": score.method,
        "explanation": score.explanation or None,
        "source": score.source or None,
        "cell": item.cells.get("score"),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {name: _plain(getattr(finding, name)) for name in _FINDING}


def _plain(value: Any) -> Any:
    """What JSON can hold; a blank is null."""
    if value is None or value == "":
        return None
    if isinstance(value, (str, bool, int, float)):
        return value
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)


def console() -> Console:
    """A terminal that does not break Chinese text at a guess of the width."""
    from rich.console import Console

    wide = Console()
    return wide if wide.is_terminal else Console(width=120)


def print_result(result: Result, out: Console) -> None:
    """One table: every row with its score and the steps, the sections, the total, the findings."""
    from rich.markup import escape
    from rich.table import Table

    grid = Table(title=f"{result.table.sheet}（规则 {load(result.rule).id}）", show_lines=False, expand=False)
    for title, justify in (("部分", "left"), ("项目", "left"), ("分值", "right"), ("得分", "right")):
        grid.add_column(title, justify=justify, no_wrap=justify == "right")  # type: ignore[arg-type]
    grid.add_column("填报", justify="right", no_wrap=True)
    grid.add_column("怎样得出", ratio=1, overflow="fold")
    section = None
    for score in result.scores:
        item = score.item
        shown = "" if item.section == section else item.section
        section = item.section
        steps = score.explanation.partition("。依据")[0] or "由人评定，取填报得分"
        differs = score.score is not None and item.entered is not None and item.entered != score.score
        style = "bold red" if differs and item.approved is None else None
        name = item.name
        if sum(other.item.name == name for other in result.scores) > 1 and isinstance(item.target, str):
            name = f"{name}·{item.target[:10]}"  # several rows of one kind: their targets tell them apart
        cells = (shown, name, _number(item.points), _number(score.counted, 2), _number(item.entered, 2))
        grid.add_row(*map(escape, cells), escape(steps), style=style)
    grid.add_section()
    grid.add_row(
        "总分", "", "", _number(result.total, 2), _number(result.entered_total, 2), result.grade or ""
    )
    out.print(grid)
    for finding in result.findings:
        word, colour = _SEVERITY[finding.severity]
        place = f"{finding.cell} " if finding.cell else ""
        message = finding.message.partition(" | ")[0]
        out.print(f"[{colour}]{word}[/] {escape(place)}{escape(message)}", highlight=False)


def _number(value: Any, places: int | None = None) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "" if value is None else str(value)
    return f"{value:.{places}f}" if places is not None else f"{value:g}"
