"""The catalogue of what click says in Chinese: its .mo from the .po beside it, by `make docs`."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[1] / "xlfuncs/cli/locale/zh_CN/LC_MESSAGES/xlfuncs.po"
WRITTEN = SOURCE.with_suffix(".mo")


def catalogue() -> bytes:
    """The .mo as gettext reads it."""
    made = io.BytesIO()
    with SOURCE.open("rb") as source:
        write_mo(made, read_po(source, locale="zh_CN"))
    return made.getvalue()


def sentences(written: bytes) -> list[tuple[object, object]]:
    """What a .mo says, word for word; its head names the Babel that wrote it, and another one is as good."""
    return [(message.id, message.string) for message in read_mo(io.BytesIO(written)) if message.id]
