"""A layout drawn from the alternatives that official tables show; and each alternative alone in a plain one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from random import Random
from typing import Any

from tests.tables.grammar.words import FUNDS, HEADERS, TITLES, TOTALS


@dataclass(frozen=True)
class Layout:
    """One way to lay a table out; every field is one choice of the grammar."""

    columns: tuple[str, ...] = ("level1", "level2", "name", "target", "actual", "points", "score", "reason")
    heads: dict[str, str] = field(default_factory=lambda: {key: words[0] for key, words in HEADERS.items()})
    head_rows: int = 1  # 2: some headings stand under a common one
    levels: str = "merged"  # how the level-1 names stand
    level_points: bool = True  # 产出指标(50分)
    amounts: str = "block"
    amounts_points: bool = True
    amounts_below: bool = False  # between the indicators and the total
    rate_row: bool = False  # the execution rate is an indicator among the others
    funds_total: str = FUNDS[0]
    total: str = "bottom"
    total_name: str = TOTALS[0]
    title: str = TITLES[0]
    parents: str = "none"  # who carries the points of a parent and its parts
    blank_rows: bool = False
    page_break: bool = False  # the header again in the middle
    numbered: bool = False  # a row below the headings counts the columns
    spread: bool = False  # one heading over sign, value and unit
    left_label: bool = True  # 绩效指标, merged down on the left
    arranged: str = "one"
    kinds: str = "certain"  # of indicators: certain, or any

    @property
    def triple(self) -> bool:
        """Whether sign, value and unit have columns of their own."""
        return "sign" in self.columns

    @property
    def rate_points(self) -> int:
        """What the execution rate is worth in the amounts block."""
        pointed = self.amounts in ("block", "beside") and self.amounts_points and "points" in self.columns
        return 10 if pointed and not self.rate_row else 0

    def described(self) -> dict[str, str]:
        """The choices as words, for counts by layout."""
        plain = {key: str(value) for key, value in asdict(self).items() if key not in ("columns", "heads")}
        return plain | {"columns": " ".join(self.columns)} | {f"head {k}": v for k, v in self.heads.items()}


CHOICES: dict[str, list[Any]] = {
    "head_rows": [1, 1, 1, 2],
    "levels": ["merged", "merged", "repeated", "first", "groups"],
    "level_points": [True, False],
    "amounts": ["block", "block", "block", "beside", "funds", "none"],
    "amounts_points": [True, True, True, False],
    "amounts_below": [False] * 9 + [True],
    "numbered": [False] * 6 + [True],
    "spread": [False, False, True],
    "rate_row": [False, False, False, True],
    "funds_total": FUNDS,
    "total": [
        "bottom",
        "bottom",
        "bottom",
        "top",
        "first",
        "none",
        "unlabelled",
    ],  # first: below the headings
    "total_name": TOTALS,
    "title": TITLES,
    "parents": ["none"] * 6 + ["parent", "parts", "both", "merged"],
    "blank_rows": [False, False, False, True],
    "page_break": [False] * 8 + [True],
    "left_label": [True, False],
    "kinds": ["any"],
    "arranged": ["one"] * 7 + ["sheets", "stacked", "beside", "list"],
}
ORDERS = [
    ["target", "actual", "points", "score"],
    ["target", "actual", "points", "score"],
    ["points", "target", "actual", "score"],
    ["target", "points", "actual", "score"],
    ["target", "actual", "score"],
    ["points", "score", "target", "actual"],
    ["target", "actual", "points", "score", "review"],
    ["target", "actual", "coefficient", "points", "score"],
    ["target", "extra", "actual", "points", "score"],
]


def layout_for(random: Random) -> Layout:
    """Draw every choice."""
    drawn = {choice: random.choice(values) for choice, values in CHOICES.items()}
    heads = {column: random.choice(words) for column, words in HEADERS.items()}
    return Layout(columns=_columns(random, drawn["levels"]), heads=heads, **drawn)


def alternatives() -> Iterator[tuple[str, Layout]]:
    """The plain layout, then each alternative of each choice with all else plain."""
    plain = Layout()
    yield "plain", plain
    for each in fields(Layout):
        for value in dict.fromkeys(CHOICES.get(each.name, ())):
            if value != getattr(plain, each.name):
                columns = (
                    tuple(c for c in plain.columns if "level" not in c)
                    if value == "groups"
                    else plain.columns
                )
                yield f"{each.name}: {value}", replace(plain, columns=columns, **{each.name: value})
    for order in [*ORDERS, ["sign", "target", "unit", "actual", "points", "score"], ["blank", *ORDERS[0]]]:
        columns = ("level1", "level2", "name", *order, "reason")
        yield f"columns: {' '.join(order)}", replace(plain, columns=columns)
    for column, words in HEADERS.items():
        extra = column if column in ("sign", "unit", "review", "coefficient", "extra") else None
        columns = plain.columns if extra is None else (*plain.columns[:-1], extra, "reason")
        if extra in ("sign", "unit"):
            columns = ("level1", "level2", "name", "sign", "target", "unit", "actual", "points", "score")
        for word in words:
            yield (
                f"head {column}: {word}",
                replace(plain, columns=columns, heads=plain.heads | {column: word}),
            )


def _columns(random: Random, levels: str) -> tuple[str, ...]:
    """Level columns first, as everywhere; then target, result, points, score, reason in some order."""
    before = [] if levels == "groups" else random.choice([["level1", "level2"], ["level1"]])
    middle = list(random.choice(ORDERS))
    if random.random() < 0.3:
        at = middle.index("target")
        middle[at : at + 1] = ["sign", "target", "unit"]
    after = random.choice([[], ["reason"], ["reason"]])
    columns = [*before, "name", *middle, *after]
    if random.random() < 0.1:
        columns.insert(random.randrange(1, len(columns)), "blank")
    return tuple(columns)
