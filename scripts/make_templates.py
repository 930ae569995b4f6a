"""workbook_templates/, from the layouts and their examples, and what they hold as data: `make templates`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlfuncs.forms.blueprint import BLUEPRINTS, as_json, kept_name
from xlfuncs.forms.layout import DATA, forms
from xlfuncs.making.drawn import drawn
from xlfuncs.making.new import new_form

TEMPLATES = Path(__file__).parents[1] / "workbook_templates"


def workbooks() -> Iterator[tuple[str, bytes]]:
    """Every shipped workbook by its path in the folder: each form blank, and filled where it has an example."""
    for layout in forms():
        yield f"{layout.file}.xlsx", new_form(layout.id)
        if (DATA / f"{layout.id}.example.toml").is_file():
            # another name than the blank one: Excel does not open two workbooks of one name
            yield f"examples/{layout.file}_example.xlsx", new_form(layout.id, example=True)


def blueprints() -> Iterator[tuple[str, str]]:
    """Every blueprint that is kept by its name: each form by each of its rules, and its example."""
    for layout in forms():
        for rule in layout.fits or [""]:
            yield kept_name(layout.id, rule, False), as_json(drawn(layout.id, rule or None, None, False))
        if (DATA / f"{layout.id}.example.toml").is_file():
            yield kept_name(layout.id, layout.rule, True), as_json(drawn(layout.id, None, None, True))


if __name__ == "__main__":
    (TEMPLATES / "examples").mkdir(parents=True, exist_ok=True)
    for name, content in workbooks():
        (TEMPLATES / name).write_bytes(content)
        print(f"workbook_templates/{name}")
    BLUEPRINTS.mkdir(exist_ok=True)
    for kept, text in blueprints():
        (BLUEPRINTS / kept).write_text(text, "utf-8")
        print(f"xlfuncs/forms/blueprints/{kept}")
