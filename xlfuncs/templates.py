"""模板 — what templates of text, XML and HTML give: a value in them is text, never markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any


def rendered(template: Path, **values: Any) -> str:
    """A template with these values in it, escaped."""
    return str(_compiled(template).render(**values))


@cache
def _compiled(template: Path) -> Any:
    import jinja2  # here, because of the time it takes

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(template.read_text("utf-8"))
