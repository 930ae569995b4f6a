"""显示 — results as tables for a terminal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from xlfuncs.bilingual import language
from xlfuncs.cli.language import said
from xlfuncs.cli.texts import finding_line, folded, number_text, plain_text
from xlfuncs.evaluation.findings.register import Finding, Severity, gravity, tally
from xlfuncs.evaluation.findings.together import together
from xlfuncs.evaluation.result import Result, Score
from xlfuncs.functions.wording import gap
from xlfuncs.rules.loader import NONE, load

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text


def console() -> Console:
    """A terminal that takes no ``:word:`` for a picture."""
    from rich.console import Console

    return Console(emoji=False)


def print_result(result: Result, out: Console, only: Severity | None = None) -> None:
    """One table: the sections, every row with its score and the steps, the total; then the findings, all or some."""
    if result.earns:
        _print_scores(result, out)
    else:
        words = "{sheet}（不计分，只核对填报是否完整） | {sheet} (earns no points: checked for completeness)"
        out.print(plain_text(said(words, sheet=result.table.sheet)), style="bold")
    _print_findings(result, out, only)
    if result.intact:
        out.print(said("表格完整，与空白表没有不同 | the form is intact: as in a blank table"))


_WIDE = 100  # columns from which on there is room for the differences
_SHORT = 10  # characters of a target that stands for a name
MOST = 500  # rows a terminal can show and a person will read


def _print_scores(result: Result, out: Console) -> None:
    from rich.table import Table

    document = load(result.rule or NONE)
    title = "{sheet}（{issuer}《{title}》，规则 {id}） | {sheet} (rule {id}: {issuer}, {title})"
    values = {"issuer": document.issuer, "title": document.title, "id": document.id}
    grid = Table(title=plain_text(said(title, sheet=result.table.sheet, **values)))
    grid.add_column(said("项目 | Item"))
    wide = out.width >= _WIDE
    for head in ("分值 | Points", "填报 | Entered", "得分 | Score", *(["差额 | Gap"] if wide else [])):
        grid.add_column(said(head), justify="right", no_wrap=True)
    grid.add_column(said("怎样得出 | How"), ratio=1)
    long = len(result.scores) > MOST
    shown = [*islice(filter(_differs, result.scores), MOST)] if long else result.scores
    names = Counter(score.item.name for score in result.scores if shown)
    # a section's rows stand together: the rate may be an indicator at the end too
    sections: dict[str, list[Score]] = {score.item.section: [] for score in result.scores}
    for score in shown:
        sections[score.item.section].append(score)
    for section, inside in sections.items():
        grid.add_row(*_section(result, section, wide), "", style="bold")
        for score in inside:
            item = score.item
            name = item.name
            if names[name] > 1 and isinstance(item.target, str):
                # several rows of one kind: their targets tell them apart
                name += f"（{item.target[:_SHORT]}{'…' * (len(item.target) > _SHORT)}）"
            apart = gap(item.entered, score.score) if wide else None
            numbers = _numbers(item.points, item.entered, score.counted, apart)
            style = "bold red" if _differs(score) else None
            grid.add_row(folded(f"  {name}"), *numbers, folded(_steps(score)), style=style)
    grid.add_section()
    apart = gap(result.entered_total, result.total) if wide else None
    sums = _numbers(None, result.entered_total, result.total, apart)
    grade = result.grade or (result.ungraded.said(language()) if result.ungraded else "")
    grid.add_row(said("总分 | Total"), *sums, plain_text(grade), style="bold")
    out.print(grid)
    if long:
        count = len(result.scores)
        words = "共 {count} 行，这里只列与填报不同的，最多 {most} 行；每一行见 --json。"
        out.print(
            said(words + " | {count} rows, those that differ are listed; see --json", count=count, most=MOST)
        )


def _print_findings(result: Result, out: Console, only: Severity | None) -> None:
    """The gravest first, each cell named once, and what is remarked of many rows too."""
    findings = sorted(result.findings, key=lambda finding: gravity(finding.severity))
    shown = [finding for finding in findings if only in (None, finding.severity)]
    for number, added in together([finding.to_dict() for finding in shown]):
        out.print(finding_line(shown[number], added.said(language())), soft_wrap=True)


def print_closing(findings: Iterable[Finding], out: Console, *, unread: int = 0) -> None:
    """未发现问题, or how many of each, and how many workbooks nobody could read."""
    counted = Counter(finding.severity for finding in findings)
    words = [tally(counted, language())] if counted else []
    if unread:
        words.append(said("未能核对 {unread} 份 | {unread} not checked", unread=unread))
    out.print(said("； | ; ").join(words) or said("未发现问题 | nothing found"), style="bold")


def _section(result: Result, name: str, wide: bool) -> list[RenderableType]:
    sums: dict[str, Any] = next((part for part in result.sections if part["name"] == name), {})
    points, score, entered = sums.get("points"), sums.get("score"), sums.get("entered")
    return [folded(name), *_numbers(points, entered, score, gap(entered, score) if wide else None)]


def _numbers(points: Any, entered: Any, score: Any, apart: str | None) -> Iterator[Text]:
    """The cells of a line of numbers; without the difference where there is no room for it."""
    shown = (number_text(points), number_text(entered, 2), number_text(score, 2), apart)
    return (plain_text(text) for text in shown if text is not None)


def _differs(score: Score) -> bool:
    """Whether the entered score contradicts the rule's, and nobody approved another."""
    item = score.item
    given = item.approved is None and item.entered is not None and score.score is not None
    return given and item.entered != score.score


def _steps(score: Score) -> str:
    item = score.item
    if item.approved is not None:
        words = "取核定得分：{reason} | the approved score: {reason}"
        nothing = said("取核定得分 | the approved score")  # that no reason is given, the findings say
        return said(words, reason=item.approved_reason) if item.approved_reason else nothing
    if explanation := score.explained.said(language()):
        return re.split(r"。依据：|\. Source: ", explanation)[0]
    if score.counted is not None:
        return said("由人评定，取填报得分 | judged by a person: the entered score")
    checked = item.idle or not item.place("score", "entered", "points")
    return said("只核对，不计分 | only checked" if checked else "尚无得分 | no score yet")
