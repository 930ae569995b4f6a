"""文字 — what the tables of a terminal hold: texts that move no cursor and break where Chinese may, numbers, findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlfuncs.bilingual import language
from xlfuncs.cli.streams import broken, columns_of
from xlfuncs.cli.terminal import visible
from xlfuncs.evaluation.findings.register import SEVERITIES, Finding
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import is_number

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

_COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def plain_text(text: str) -> Text:
    """A text that is no markup and moves no cursor."""
    from rich.text import Text

    return Text(visible(text))


def folded(text: str) -> RenderableType:
    """Chinese text broken where it may break; rich's own folding would part 86.1 from 751% and begin a line with ，."""
    from rich.console import ConsoleOptions
    from rich.measure import Measurement
    from rich.text import Text

    class Folded:
        def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Text]:
            yield from map(Text, broken(visible(text), options.max_width))

        def __rich_measure__(self, _: Console, options: ConsoleOptions) -> Measurement:
            return Measurement(12, min(columns_of(text), options.max_width))

    return Folded()


def number_text(value: Any, places: int | None = None) -> str:
    """A number, with so many decimals; what is none as it stands, a blank as nothing."""
    if not is_number(value):
        return "" if value is None else str(value)
    return f"{value:.{places}f}" if places is not None else plain(value)


def finding_line(finding: Finding, added: str = "") -> Text:
    """A finding with its severity, its cell named once, and what is added to it."""
    from rich.text import Text

    word = SEVERITIES[finding.severity] if language() == "zh" else finding.severity
    told = visible(finding.placed(language()) + added)
    return Text.assemble((word, _COLOURS[finding.severity]), f" {told}")
