"""显示 — results as tables for a terminal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xlfuncs.cli.language import language, said
from xlfuncs.cli.terminal import visible
from xlfuncs.evaluation.content import Result, Score
from xlfuncs.evaluation.findings.register import SEVERITIES, Finding, Severity, gravity, tally
from xlfuncs.functions.wording import gap
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import is_number

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from xlfuncs.cli.checked import Checked

_COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def console() -> Console:
    """A terminal that does not break Chinese text at a guess of the width."""
    from rich.console import Console

    wide = Console()
    return wide if wide.is_terminal else Console(width=120)


def print_result(result: Result, out: Console, only: Severity | None = None) -> None:
    """One table: the sections, every row with its score and the steps, the total; then the findings, all or some."""
    if result.rule:
        _print_scores(result, out)
    else:
        words = "{sheet}（不计分，只核对填报是否完整） | {sheet} (earns no points: checked for completeness)"
        out.print(_plain(said(words, sheet=result.table.sheet)), style="bold")
    _print_findings(result, out, only)
    if result.intact:
        out.print(said("表格完整，与空白表没有不同 | the form is intact: as in a blank table"))


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


def _print_findings(result: Result, out: Console, only: Severity | None = None) -> None:
    """The gravest first, each cell named once."""
    for finding in sorted(result.findings, key=lambda finding: gravity(finding.severity)):
        if only in (None, finding.severity):
            out.print(_finding(finding), soft_wrap=True)


def _finding(finding: Finding) -> Text:
    from rich.text import Text

    word = SEVERITIES[finding.severity] if language() == "zh" else finding.severity
    message = finding.said(language())
    place = str(finding.cell or "")
    named = message.startswith(place) or not place
    return Text.assemble(
        (word, _COLOURS[finding.severity]), f" {visible(message if named else f'{place} {message}')}"
    )


_MOST_SHORT = 8  # findings of one workbook among many


def print_short(one: Checked, only: Severity | None, out: Console) -> None:
    """One workbook of many: its sums, and its gravest findings; without ``only`` no mere remarks."""
    out.print(_plain(str(one.file)), style="bold", soft_wrap=True)
    if one.problem:
        words = said("未能核对：{reason} | not checked: {reason}", reason=one.problem)
        out.print(_plain(f"  {words}"), style="bold red", soft_wrap=True)
    for result in one.results:
        sums = said("不计分 | earns no points")
        if result.rule:
            entered, total = _number(result.entered_total, 2) or "—", _number(result.total, 2) or "—"
            words = "填报 {entered}，按规则 {total} | entered {entered}, by rule {total}"
            apart = gap(result.entered_total, result.total)
            sums = said(words, entered=entered, total=total) + (f"（{apart}）" if apart else "")
        out.print(_plain(f"  {result.table.sheet}：{sums}"), soft_wrap=True)
    shown = [f for f in one.findings if (f.severity == only if only else f.severity != "info")]
    shown.sort(key=lambda finding: gravity(finding.severity))
    for finding in shown[:_MOST_SHORT]:
        out.print("  ", _finding(finding), sep="", soft_wrap=True)
    if (left := len(shown) - _MOST_SHORT) > 0:
        words = "  另有 {left} 处，单独核对这份文件可以看到 | {left} more: check this file alone"
        out.print(said(words, left=left), style="dim")


def print_overview(checked: Sequence[Checked], out: Console) -> None:
    """The closing table: a line a table, or why a workbook could not be read."""
    from rich.table import Table

    grid = Table(title=said("核对结果 | Checked"))
    grid.add_column(said("文件 | File"), ratio=3)
    grid.add_column(said("单位 | Unit"), ratio=2)
    for head in ("填报 | Entered", "按规则 | Rule", "差额 | Gap", "错误 | Err", "警告 | Warn"):
        grid.add_column(said(head), justify="right", no_wrap=True)
    for one in checked:
        if one.problem:
            why = said("未能核对 | not checked")
            grid.add_row(_folded(one.file.name), _folded(why), *[""] * 5, style="bold red")
        for result in one.results:
            counted = Counter(finding.severity for finding in result.findings)
            name = one.file.name if len(one.results) == 1 else f"{one.file.name}·{result.table.sheet}"
            numbers = (
                _number(result.entered_total, 2),
                _number(result.total, 2),
                gap(result.entered_total, result.total),
                str(counted["error"]),
                str(counted["warning"]),
            )
            unit = next(iter(result.table.departments), "")
            style = "bold red" if counted["error"] else None
            grid.add_row(_folded(name), _folded(unit), *map(_plain, numbers), style=style)
    out.print(grid)


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
    if explanation := score.explained.said(language()):
        return re.split(r"。依据：|\. Source: ", explanation)[0]
    if score.counted is not None:
        return said("由人评定，取填报得分 | judged by a person: the entered score")
    return said("尚无得分 | no score yet")


def _plain(text: str) -> Text:
    """A text that is no markup and moves no cursor."""
    from rich.text import Text

    return Text(visible(text))


# What stays together on a line: a number with its sign, an English word, and punctuation with what it follows.
_TOGETHER = re.compile(r"(?:[\d.]+%?|[A-Za-z']+|.)[，；。：、）,;:]*")


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
    if not is_number(value):
        return "" if value is None else str(value)
    return f"{value:.{places}f}" if places is not None else f"{value:g}"
