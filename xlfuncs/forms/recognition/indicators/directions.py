"""方向 — which result of a row is the good one.

It is never inferred from what an indicator is called: only where a column, the target's own wording, a heading, a note or
the name itself says so (能耗（负向指标）).
"""

from __future__ import annotations

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.indicators.goal_cells import sign_of
from xlfuncs.forms.recognition.indicators.said_ways import SaidWays
from xlfuncs.forms.recognition.words.words import is_placeholder, meaning
from xlfuncs.functions.directions import WORDS
from xlfuncs.functions.targets import parse_target

_SENSES = (WORDS["positive"], WORDS["negative"])


class Directions:
    """The directions of the rows of a block."""

    def __init__(self, reader: Reader, header: Header) -> None:
        self.reader, keys = reader, ("direction", "nature", "symbol")
        self.columns = {key: header.columns[key] for key in keys if key in header.columns}
        self.ways = None if header.own else SaidWays(reader, header.words.get("target", ""))

    def of(self, row: int, item: Item) -> tuple[str | None, str | None]:
        """The direction as a word and the sign, of the columns that hold them.

        A sign that contradicts the target's own comes as a word too, for the score to fail; one that nobody knows
        leaves the row to a person; words where its nature stands do not, nor does 正向 beside =100%: met exactly it
        is met either way, else 等于 is what counts.
        """
        direction = operator = None
        for key, column in self.columns.items():
            said = self.reader.text(row, column)
            if said is None or is_placeholder(said):
                continue
            word, sign = meaning("directions", said), sign_of(said)
            if word or sign:
                direction, operator = direction or word, operator or sign
                item.cells["direction"] = self.reader.at(row, column)
            elif (key != "nature" or not said.isalpha()) and meaning("neutral", said) is None:
                at = self.reader.at(row, column)
                self.reader.note("sign-unknown", at=at, item=item.name, found=said)
                direction = "定性"
        if not (direction or operator) and self.ways:
            said_of = self.ways.of(item.name)
            if said_of and parse_target(item.target).direction is None:
                direction, operator = said_of
        if direction in _SENSES and "equal" in _shown(item.target, operator):
            direction = None
        if operator:
            shown, way = _shown(item.target, operator)
            if shown and way and shown != way:
                direction = direction or WORDS[way]
        return direction, operator


def _shown(target: object, operator: str | None) -> tuple[str | None, str | None]:
    """The directions that a target and the sign beside it show."""
    return parse_target(target).direction, parse_target(f"{operator}1").direction if operator else None
