"""审核意见 — what a reader has before them, on a page or in a letter: tables, rows, findings, and what was not judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlfuncs.evaluation.findings.register import Severity, tally

NOT_JUDGED = (
    "佐证材料是否真实、齐全，与完成值是否相符",
    "绩效目标、指标和指标值设置得是否合理，与项目内容、预算是否匹配",
    "金额与账簿、决算报表是否一致",
    "定性指标的评价是否恰当（只核对得分是否在档内、是否超过分值）",
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding, with what the reader needs to act on it."""

    severity: Severity
    level: str  # 错误, 警告, 提示
    title: str
    cell: str
    item: str
    found: str
    expected: str
    difference: str
    message: str
    advice: str
    steps: str  # how the rule's score came about
    clause: str


@dataclass(frozen=True, slots=True)
class Row:
    """One scored row."""

    section: str
    name: str
    target: str
    actual: str
    points: str
    score: str
    entered: str
    difference: str
    steps: str


@dataclass(frozen=True, slots=True)
class TableOpinion:
    """What there is to say about one table."""

    title: str  # its sheet
    rule: str
    total: str
    entered_total: str
    difference: str
    grade: str
    sections: Sequence[dict[str, Any]]
    rows: Sequence[Row]
    notices: Sequence[Notice]  # of one kind, one for several findings
    counts: Mapping[str, int]  # of the findings
    left: str  # the rows that no program scored


@dataclass(frozen=True, slots=True)
class Opinion:
    """The review of one workbook."""

    file: str
    day: str
    tables: Sequence[TableOpinion]
    counts: dict[Severity, int]
    failures: Sequence[tuple[str, str]] = ()  # file, why it could not be reviewed
    repeated: Sequence[str] = ()  # tables that came in several workbooks, with their names
    marked: Sequence[str] = ()  # the workbooks that hold the findings as notes
    correct: bool = False  # whether anything has to be corrected, and returned again
    addressed: bool = False  # to the unit of that name, where `file` is not a workbook
    unnamed: bool = False  # nobody knows which that is: `file` says which workbook, and where
    deadline: str = ""  # by when it is to be returned; a blank to fill in by hand where nobody says
    sender: str = ""  # 落款

    @property
    def closing(self) -> str:
        """未发现问题, or how many of each; and how many workbooks nobody could read.

        >>> Opinion("a.xlsx", "", [], {"error": 1, "warning": 0, "info": 2}).closing
        '错误 1、警告 0、提示 2'
        >>> Opinion("某局", "", [], {"error": 0}, failures=[("a.xlsx", "文件是空的")]).closing
        '1 个文件未能审核'
        """
        found = tally(self.counts) if any(self.counts.values()) else "未发现问题"
        if self.unnamed:
            found += "；表中没有写明单位，请补填单位名称"
        if self.repeated:
            found += f"，{len(self.repeated)} 种表重复报送"
        if not self.failures:
            return found
        unread = f"{len(self.failures)} 个文件未能审核"
        return f"{found}，{unread}" if self.tables else unread
