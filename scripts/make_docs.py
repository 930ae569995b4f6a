"""The generated pages, from the function table, the docstrings, the rule files and the layouts: `make docs`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scripts.catalogue import WRITTEN, catalogue, sentences
from scripts.findings_page import findings_page
from scripts.functions_page import functions_page
from scripts.glossary_page import glossary_page
from scripts.limits_page import limits_page
from scripts.rules_page import rules_page
from scripts.templates_page import templates_page

ROOT = Path(__file__).parents[1]
PAGES: dict[str, Callable[[], str]] = {
    "docs/findings.md": findings_page,
    "docs/functions.md": functions_page,
    "docs/glossary.md": glossary_page,
    "docs/limits.md": limits_page,
    "docs/rules.md": rules_page,
    "workbook_templates/README.md": templates_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (ROOT / name).write_text(page(), encoding="utf-8")
        print(name)
    if sentences(made := catalogue()) != sentences(WRITTEN.read_bytes()):
        WRITTEN.write_bytes(made)
