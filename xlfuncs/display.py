"""显示 — results as tables for a terminal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from xlfuncs.evaluation.content import Result, Score
from xlfuncs.evaluation.findings.register import SEVERITIES, Finding, gravity, tally
from xlfuncs.functions.wording import gap
from xlfuncs.language import language, said
from xlfuncs.rules.loader import load
from xlfuncs.terminal import visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

__all__ = ["console", "print_closing", "print_result"]

_COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def console() -> Console:
    """A terminal that does not break Chinese text at a guess of the width."""
    from rich.console import Console

    wide = Console()
    return wide if wide.is_terminal else Console(width=120)


def print_result(result: Result, out: Console) -> None:
    """One table: the sections, every row with its score and the steps, the total; then the findings."""
    if result.rule:
        _print_scores(result, out)
    else:
        words = "{sheet}（不计分，只核对填报是否完整） | {sheet} (earns no points: checked for completeness)"
        out.print(_plain(said(words, sheet=result.table.sheet)), style="bold")
    _print_findings(result, out)


_WIDE = 100  # columns from which on there is room for the differences
MOST = 500  # rows a terminal can show and a person will read


def _print_scores(result: Result, out: Console) -> None:
    from rich.table import Table

    document = load(result.rule)
    title = "{sheet}（{issuer}《{title}》，规则 {id}） | {sheet} (rule {id}: {issuer}, {title})"
    values = {"issuer": document.issuer, "title": document.title, "id": document.id}
    grid = Table(title=_plain(said(title, sheet=result.table.sheet, **values)))
    grid.add_column(said("项目 | Item"))
    wide = out.width >= _WIDE
    for head in ("分值 | Points", "填报 | Entered", "得分 | Score", *(["差额 | Gap"] if wide else [])):
        grid.add_column(said(head), justify="right", no_wrap=True)
    grid.add_column(said("怎样得出 | How"), ratio=1)
    names = Counter(score.item.name for score in result.scores)
    section, room = None, MOST
    for score in result.scores:
        item = score.item
        if item.section != section:
            section = item.section
            grid.add_row(*_section(result, section, wide), "", style="bold")
        if len(result.scores) > MOST and (not room or not _differs(score)):
            continue
        room -= 1
        name = item.name
        if names[name] > 1 and isinstance(item.target, str):
            name = f"{name}·{item.target[:10]}"  # several rows of one kind: their targets tell them apart
        numbers = (
            _number(item.points),
            _number(item.entered, 2),
            _number(score.counted, 2),
            *([gap(item.entered, score.score)] if wide else []),
        )
        style = "bold red" if _differs(score) else None
        grid.add_row(_folded(f"  {name}"), *map(_plain, numbers), _folded(_steps(score)), style=style)
    grid.add_section()
    total, entered = _number(result.total, 2), _number(result.entered_total, 2)
    apart = [gap(result.entered_total, result.total)] if wide else []
    sums = ("", entered, total, *apart, result.grade or "")
    grid.add_row(said("总分 | Total"), *map(_plain, sums), style="bold")
    out.print(grid)
    if len(result.scores) > MOST:
        count = len(result.scores)
        words = "共 {count} 行，这里只列与填报不同的，最多 {most} 行；每一行见 --json。"
        out.print(
            said(words + " | {count} rows, those that differ are listed; see --json", count=count, most=MOST)
        )


def _print_findings(result: Result, out: Console) -> None:
    """The gravest first, each cell named once."""
    from rich.text import Text

    for finding in sorted(result.findings, key=lambda finding: gravity(finding.severity)):
        word = SEVERITIES[finding.severity] if language() == "zh" else finding.severity
        message = finding.said(language())
        place = str(finding.cell or "")
        named = message.startswith(place) or not place
        line = Text.assemble(
            (word, _COLOURS[finding.severity]), f" {visible(message if named else f'{place} {message}')}"
        )
        out.print(line, soft_wrap=True)


def print_closing(findings: Iterable[Finding], out: Console) -> None:
    """未发现问题, or how many of each."""
    counted = Counter(finding.severity for finding in findings)
    if not counted:
        out.print(said("未发现问题 | nothing found"), style="bold")
        return
    out.print(tally(counted, language()), style="bold")


def _section(result: Result, name: str, wide: bool) -> list[RenderableType]:
    sums: dict[str, Any] = next((part for part in result.sections if part["name"] == name), {})
    points, score, entered = sums.get("points"), sums.get("score"), sums.get("entered")
    shown = (
        _number(points),
        _number(entered, 2),
        _number(score, 2),
        *([gap(entered, score)] if wide else []),
    )
    return [_folded(name), *map(_plain, shown)]


def _differs(score: Score) -> bool:
    """Whether the entered score contradicts the rule's, and nobody approved another."""
    item = score.item
    given = item.approved is None and item.entered is not None and score.score is not None
    return given and item.entered != score.score


def _steps(score: Score) -> str:
    item = score.item
    if item.approved is not None:
        words = "取核定得分：{reason} | the approved score: {reason}"
        return said(words, reason=item.approved_reason or said("未写理由 | no reason given"))
    if explanation := score.explanation:
        return explanation.partition("。依据")[0]
    if score.counted is not None:
        return said("由人评定，取填报得分 | judged by a person: the entered score")
    return said("尚无得分 | no score yet")


def _plain(text: str) -> Text:
    """A text that is no markup and moves no cursor."""
    from rich.text import Text

    return Text(visible(text))


# What stays together on a line: a number with its sign, and punctuation with what it follows.
_TOGETHER = re.compile(r"(?:[\d.]+%?|.)[，；。：、）]*")


def _folded(text: str) -> RenderableType:
    """Chinese text broken where it may break; rich's own folding would part 86.1 from 751% and begin a line with ，."""
    from rich.cells import cell_len
    from rich.console import ConsoleOptions
    from rich.measure import Measurement
    from rich.text import Text

    class Folded:
        def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Text]:
            line = ""
            for part in _TOGETHER.findall(visible(text)):
                if line and cell_len(line + part) > options.max_width:
                    yield Text(line)
                    line = part.lstrip()
                else:
                    line += part
            yield Text(line)

        def __rich_measure__(self, _: Console, options: ConsoleOptions) -> Measurement:
            return Measurement(12, min(cell_len(text), options.max_width))

    return Folded()


def _number(value: Any, places: int | None = None) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "" if value is None else str(value)
    return f"{value:.{places}f}" if places is not None else f"{value:g}"
