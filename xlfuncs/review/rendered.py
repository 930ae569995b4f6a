"""模板 — what the reports' templates give: text of a workbook is text there, never markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any


def rendered(
    template: str, *, filters: Mapping[str, Callable[[Any], str]] | None = None, **values: Any
) -> str:
    """A file of ``templates/`` with these values in it, escaped."""
    import jinja2  # here, because of the time it takes

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(filters or {})
    source = files("xlfuncs.review").joinpath(f"templates/{template}").read_text("utf-8")
    return environment.from_string(source).render(**values)
