"""成对的工作表 — a sheet of the form and the returned one: which cell of the one is which of the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xlfuncs.cells import Cell, Place, Value
from xlfuncs.forms.blueprint import FormSheet
from xlfuncs.functions.wording import plain
from xlfuncs.refresh.seal.pairing import Lines
from xlfuncs.sheets import Sheet, Workings

_LONGEST_NAME = 30  # characters: what is longer is no name of a row but explains it
_LONGEST = 60  # characters of a formula or text that are shown


@dataclass(frozen=True)
class Pair:
    """A sheet of the form and the returned one, with which line is which."""

    form: FormSheet
    sheet: Sheet
    rows: Lines
    columns: Lines

    @cached_property
    def workings(self) -> Workings | None:
        """What stands behind the returned cells, where that can be seen."""
        return self.sheet.workings() if self.sheet.workings else None

    @cached_property
    def unmoved(self) -> bool:
        """Whether every cell stands where the form has it."""
        return self.rows.unmoved and self.columns.unmoved

    def there(self, cell: Cell) -> Cell | None:
        """Where a cell of the form stands."""
        if self.unmoved:
            return cell
        row, column = self.rows.there.get(cell[0]), self.columns.there.get(cell[1])
        return None if row is None or column is None else (row, column)

    def all_there(self, cells: Set[Cell]) -> Set[Cell]:
        """Where these cells of the form stand, those that are gone left out."""
        return cells if self.unmoved else {at for at in map(self.there, cells) if at}

    def row(self, row: int) -> Sequence[Value]:
        """What a returned row holds; nothing below the last one that was read."""
        return self.sheet.rows[row] if row < len(self.sheet.rows) else ()

    def place(self, cell: Cell) -> Place:
        """A returned cell."""
        return Place(self.sheet.name, *cell)

    def told(self, cell: Cell, at: Cell) -> dict[str, Any]:
        """What a finding says of a cell of the form that stands at `at`, and what it holds now."""
        value = self.sheet.value(*at)
        if at in self.sheet.formulas:
            value = cut("=" + (self.workings.formulas.get(at, "") if self.workings else ""))
        now = plain(value) if isinstance(value, float) else cut(str(value))
        return {"at": self.place(at), "item": self.item(cell[0]), "found": value, "now": now}

    def item(self, row: int) -> str | None:
        """What a row of the form is called: the last of its words before the first formula."""
        name = None
        for column in range(self.form.width):
            value = self.form.cells.get((row, column))
            if isinstance(value, str):
                if value.startswith("="):
                    break
                name = value if len(value) <= _LONGEST_NAME else name
        return name


Pairs = Mapping[str, Pair]  # by the name of the returned sheet


def cut(text: str) -> str:
    """A text short enough for a sentence."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
