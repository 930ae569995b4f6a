"""A layout drawn from the alternatives that official tables show."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from random import Random

from tests.tables.grammar.words import HEADERS

__all__ = ["Layout", "layout_for"]


@dataclass(frozen=True)
class Layout:
    """One way to lay a table out; every field is one choice of the grammar."""

    columns: tuple[str, ...]
    heads: dict[str, str]
    head_rows: int  # 2: some headings stand under a common one
    levels: str  # merged, repeated, first, groups: how the level-1 names stand
    level_points: bool  # 产出指标(50分)
    amounts: str  # block, beside, funds, none
    amounts_points: bool
    total: str  # bottom, top, none, unlabelled
    parents: str  # none, parent, parts, both: who carries the points
    blank_rows: bool
    page_break: bool  # the header again in the middle
    left_label: bool  # 绩效指标, merged down on the left

    @property
    def triple(self) -> bool:
        """Whether sign, value and unit have columns of their own."""
        return "sign" in self.columns

    def described(self) -> dict[str, str]:
        """The choices as words, for counts by layout."""
        plain = {key: str(value) for key, value in asdict(self).items() if key not in ("columns", "heads")}
        return plain | {"columns": " ".join(self.columns)} | {f"head {k}": v for k, v in self.heads.items()}


def layout_for(random: Random) -> Layout:
    """Draw one."""
    levels = random.choice(["merged", "merged", "repeated", "first", "groups"])
    columns = _columns(random, levels)
    return Layout(
        columns=columns,
        heads={column: random.choice(HEADERS[column]) for column in columns if column != "blank"},
        head_rows=random.choice([1, 1, 1, 2]),
        levels=levels,
        level_points=random.random() < 0.5,
        amounts=random.choice(["block", "block", "block", "beside", "funds", "none"]),
        amounts_points=random.random() < 0.8,
        total=random.choice(["bottom", "bottom", "bottom", "top", "none", "unlabelled"]),
        parents=random.choice(["none"] * 6 + ["parent", "parts", "both"]),
        blank_rows=random.random() < 0.2,
        page_break=random.random() < 0.1,
        left_label=random.random() < 0.5,
    )


def _columns(random: Random, levels: str) -> tuple[str, ...]:
    """Level columns first, as everywhere; then target, result, points, score, reason in some order."""
    before = [] if levels == "groups" else random.choice([["level1", "level2"], ["level1"]])
    target = ["target"] if random.random() < 0.7 else ["sign", "target", "unit"]
    middle = random.choice(
        [
            [*target, "actual", "points", "score"],
            [*target, "actual", "points", "score"],
            ["points", *target, "actual", "score"],
            [*target, "points", "actual", "score"],
            [*target, "actual", "score"],
            ["points", "score", *target, "actual"],
        ]
    )
    if random.random() < 0.1:
        middle.append("review")
    after = random.choice([[], ["reason"], ["reason"]])
    columns = [*before, "name", *middle, *after]
    if random.random() < 0.1:
        columns.insert(random.randrange(1, len(columns)), "blank")
    return tuple(columns)
