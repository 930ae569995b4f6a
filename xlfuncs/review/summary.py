"""汇总 — the summary workbook of many reviews: a line a unit, a cause, a table; findings, failures, statistics with charts.

Texts of strangers are written as texts, whatever they begin with: none becomes a formula or a link.
"""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from xlfuncs.cells import parted
from xlfuncs.evaluation.findings.register import SEVERITIES, codes, gravity
from xlfuncs.forms.layout import layouts
from xlfuncs.functions.wording import plain
from xlfuncs.review.levels import LEVELS, level, ranked, with_grounds
from xlfuncs.review.pen import Pen
from xlfuncs.review.record import Record
from xlfuncs.review.repeated import Passed, by_unit, key_of, passed_over, told_apart
from xlfuncs.review.statistics import put_statistics
from xlfuncs.review.units import RosterLine, called_over
from xlfuncs.scoring.numbers import exact

_TABLES = (
    ("名次", 5), ("单位", 14), ("项目", 18), ("文件", 18), ("表式", 13), ("填报合计", 8), ("按规则", 8), ("差额", 8), ("等级", 6),
    ("错误", 5), ("警告", 5), ("提示", 5), ("分级", 5), ("处理意见", 20), ("打开", 6), ("工作表", 14), ("规则", 14),
    ("各部分得分", 70),
)  # fmt: skip
_PRINTED = 14  # of them; on paper nobody opens a file, and the rest would make the type small
_FINDINGS = (
    ("级别", 5), ("单位", 13), ("文件", 16), ("工作表", 9), ("单元格", 7), ("项目", 16), ("发现", 12), ("填报", 13), ("应为", 13),
    ("说明", 46), ("怎么办", 26),
)  # fmt: skip
_FAILED = (("单位", 16), ("文件", 36), ("分级", 6), ("原因", 90), ("打开", 6))
_OTHERS = (("单位", 22), ("文件", 60), ("类型", 10), ("打开", 6))
_OPEN = "打开"  # names have no link: LibreOffice breaks no line in one, and cuts it
_ROSTER = (
    ("单位", 22), ("报送", 9), ("份数", 6), ("处理意见", 14), ("错误", 6), ("警告", 6), ("说明", 60), ("文件", 140),
)  # fmt: skip
_LISTED = 7  # of them on paper
_CAUSES = (("级别", 5), ("发现", 24), ("处", 6), ("表", 6), ("单位", 6), ("怎么办", 50), ("哪些单位", 50))
_NAMED = 10  # units in a line

Line = list[Any]


def summary(
    records: Sequence[Record],
    units: Sequence[str],
    roster: Sequence[str] = (),
    others: Sequence[tuple[str, str]] = (),
    *,
    left: int = 0,
    only: str | None = None,
    folder: Path | None = None,
) -> bytes:
    """汇总工作簿 — an .xlsx, written row by row; the records, one a workbook, are gone through several times, and none is kept.

    ``units`` has the unit of each, ``roster`` those that should have reported, ``others`` unit and file of what was returned
    and is no workbook; ``left`` workbooks have not been reviewed yet. ``only`` findings of 错误, 警告 or 提示 are listed.
    Links are relative to ``folder``, where the summary will stand.
    """
    import xlsxwriter  # here, because of the time it takes

    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    )
    pen = Pen(book, folder)
    known = roster or [*dict.fromkeys([*units, *(unit for unit, _ in others)])]
    totals = _Totals(records, units)
    returned = by_unit(records, units)
    passed = passed_over(returned)
    called = (_roster_line(line, totals) for line in called_over(returned, known, others))
    pen.sheet("报送名册" if roster else "报送单位", _ROSTER, called, printed=_LISTED)
    causes = [*_causes(totals, only)]
    graver = sum(line[0] != SEVERITIES["info"] for line in causes)
    pen.sheet("按原因", _CAUSES, causes, most=graver or None)
    pen.sheet("汇总", _TABLES, _tables(pen, records, units, passed), printed=_PRINTED)
    errors = None if only else sum(counted["error"] for counted in totals.severities.values())
    pen.sheet("发现", _FINDINGS, _findings(pen, records, units, only), most=errors)
    pen.sheet("未能审核", _FAILED, _failures(pen, records, units))
    if others:
        lines = ([unit, Path(file).name, Path(file).suffix, pen.link(file, _OPEN)] for unit, file in others)
        pen.sheet("其他文件", _OTHERS, lines)
    put_statistics(pen, records, left, len(others), passed)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as problem:
        raise problem.args[0] from None  # OSError: of temporary files, for all stands in memory else
    return made.getvalue()


def _tables(pen: Pen, records: Sequence[Record], units: Sequence[str], passed: Passed) -> Iterator[Line]:
    """The best first; then those whose total is no rank or that came twice, those without one last."""
    order = [
        (ranked(table) and (record["file"], key_of(table)) not in passed,
         -1.0 if table["total"] is None else table["total"], number, place)
        for number, record in enumerate(records)
        for place, table in enumerate(record["tables"])
    ]  # fmt: skip
    order.sort(key=lambda table: table[:2], reverse=True)
    ranks: dict[float, int] = {}
    for line, (whole, total, number, place) in enumerate(order, 1):
        rank = ranks.setdefault(total, line) if whole else None
        record = records[number]
        yield [rank, *_table(pen, units[number], record["file"], record["tables"][place], passed)]


def _table(pen: Pen, unit: str, file: str, table: dict[str, Any], passed: Passed) -> Line:
    counts = [sum(f["severity"] == key for f in table["findings"]) for key in SEVERITIES]
    total, entered = table["total"], table["entered_total"]
    apart = float(exact(entered) - exact(total)) if total is not None and entered is not None else None
    parts = "；".join(map(_part, table["sections"]))
    opened = pen.link(file, _OPEN, f"{table['sheet']}!A1")
    grave, why = with_grounds(table)
    if instead := passed.get((file, key_of(table))):
        why += f"；重复报送，按 {told_apart([instead, file])[0]} 计"
    return [
        unit, table["project"], Path(file).name, _form(table["form"]), entered, total, apart, table["grade"], *counts,
        grave, why, opened, table["sheet"], table["rule"], parts,
    ]  # fmt: skip


def _form(form: str) -> str:
    """What a form, or a kind of table, is called."""
    return next((known.name for known in layouts() if known.id == form), form)


def _part(section: dict[str, Any]) -> str:
    """资金 17.23/20, what the rule gives; the entered score where it gives none."""
    score = section["entered"] if section["score"] is None else section["score"]
    earned = f"{score:.2f}" if isinstance(score, (int, float)) else "—"
    points = section["points"]
    return f"{section['name']} {earned}" + (f"/{plain(points)}" if isinstance(points, (int, float)) else "")


def _findings(pen: Pen, records: Sequence[Record], units: Sequence[str], only: str | None) -> Iterator[Line]:
    """The gravest first."""
    for key, word in SEVERITIES.items():
        if only not in (None, word):
            continue
        for unit, record in zip(units, records, strict=True):
            file, name = record["file"], Path(record["file"]).name
            for table in record["tables"]:
                for f in (f for f in table["findings"] if f["severity"] == key):
                    code, cell = codes()[f["code"]], f["cell"] or f"{table['sheet']}!A1"
                    sheet, address = parted(cell)
                    place = pen.link(file, address if f["cell"] else _OPEN, cell)
                    yield [word, unit, name, sheet, place, f["item"], code.title.zh, f["found"],
                           f["expected"], f["message"], code.advice.zh]  # fmt: skip


def _failures(pen: Pen, records: Sequence[Record], units: Sequence[str]) -> Iterator[Line]:
    for unit, record in zip(units, records, strict=True):
        if record["reason"]:
            grave = "P0" if record["status"] != "ok" else None
            file = record["file"]
            yield [unit, Path(file).name, grave, record["reason"], pen.link(file, _OPEN)]


class _Totals:
    """What was found, by unit and by cause."""

    def __init__(self, records: Sequence[Record], units: Sequence[str]) -> None:
        self.levels: dict[str, set[str]] = defaultdict(set)  # of the tables of each unit
        self.severities: dict[str, Counter[str]] = defaultdict(Counter)  # unit → findings of each
        self.places: Counter[tuple[str, str]] = Counter()  # severity and code → findings
        self.units: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)  # of each: tables of each unit
        for unit, record in zip(units, records, strict=True):
            self.levels[unit].update(map(level, record["tables"]) if record["status"] == "ok" else ["P0"])
            for table in record["tables"]:
                found = Counter((f["severity"], f["code"]) for f in table["findings"])
                self.severities[unit].update(severity for severity, _ in found.elements())
                self.places.update(found)
                for cause in found:
                    self.units[cause][unit] += 1


def _causes(totals: _Totals, only: str | None) -> Iterator[Line]:
    """The gravest first, then the most frequent."""
    for cause in sorted(totals.places, key=lambda cause: (gravity(cause[0]), -totals.places[cause])):
        word, code, units = SEVERITIES[cause[0]], codes()[cause[1]], [*totals.units[cause]]  # type: ignore[index]
        if only in (None, word) and cause[1] != "rule-assumed":  # no table's fault
            names = "、".join(units[:_NAMED]) + " 等" * (len(units) > _NAMED)
            counts = totals.places[cause], totals.units[cause].total(), len(units)
            yield [word, code.title.zh, *counts, code.advice.zh, names]


def _roster_line(line: RosterLine, totals: _Totals) -> Line:
    grave = min(totals.levels.get(line.unit, ()), key=[*LEVELS].index, default=None)
    asked = None if grave is None else f"{grave} {LEVELS[grave]}".strip()
    found = totals.severities.get(line.unit)
    counts = (found["error"], found["warning"]) if found else (None, None)
    files = "；".join(Path(file).name for file in line.files)
    return [line.unit, line.state, len(line.files), asked, *counts, line.words, files]
