"""The catalogue of what click says in Chinese: its .mo from the .po beside it, by `make docs`."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[1] / "xlfuncs/cli/locale/zh_CN/LC_MESSAGES/xlfuncs.po"


def catalogue() -> bytes:
    """The .mo as gettext reads it."""
    made = io.BytesIO()
    with SOURCE.open("rb") as source:
        write_mo(made, read_po(source, locale="zh_CN"))
    return made.getvalue()
