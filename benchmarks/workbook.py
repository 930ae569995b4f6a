"""Whole workbooks: scoring one against LibreOffice, refreshing a long table against openpyxl, recalculation by peers."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from benchmarks import Row, seconds
from tests.engines import IronCalc
from xlfuncs import check_file
from xlfuncs.making.new import new_form

LONG, SMALL = 100_000, 60
XLFUNCS = (sys.executable, "-c", "from xlfuncs.cli import main; main()")
LOAD_AND_SAVE = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])"


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took."""

    seconds: float  # of processors: other programs make a run wait, not work
    elapsed: float  # seconds that who started it waits; fewer where it works on two processors at once
    gigabytes: float  # at most


# A small process between: Linux counts the memory of who starts a process as that one's own.
MEASURE = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
ended = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
elapsed, usage = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([ended, usage.ru_utime + usage.ru_stime, elapsed, usage.ru_maxrss]))
"""


def run(*command: object, ends: Container[int] = (0,)) -> Run:
    """Run a program to its end, which is one of these exit codes."""
    installed = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    measured = subprocess.run(
        [sys.executable, "-S", "-c", MEASURE, *map(str, command)],
        capture_output=True,
        env=installed,
        check=True,
    )
    ended, seconds, elapsed, kilobytes = json.loads(measured.stdout)
    if ended not in ends:
        sys.exit(f"{command}: {measured.stderr.decode()}")
    return Run(seconds, elapsed, kilobytes / 2**20)


def score_row(folder: Path) -> Row:
    """The example scored by the command, against an office that opens and saves it; in turns."""
    example = folder / "example.xlsx"
    example.write_bytes(new_form("department-evaluation-beijing", example=True))
    office = (
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
    )
    pairs = []
    for turn in range(4):
        ours = run(*XLFUNCS, "score", example, "-o", folder / f"scored{turn}.xlsx")
        pairs.append((ours, run(*office, "xlsx", "--outdir", folder / "converted", example)))
    ours, theirs = (
        min(one.seconds for one in side) for side in zip(*pairs[1:], strict=True)
    )  # not the first
    shown = f"LibreOffice converting it, {theirs * 1e3:.0f} ms"
    return Row("xlfuncs score, the example", f"{ours * 1e3:.0f} ms", shown, ours / theirs, at_most=0.4)


HEADERS = (
    *("一级指标", "二级指标", "三级指标", "指标值", "完成值", "计量单位", "分值", "得分"),
    "偏差原因分析及改进措施",
)
UNITS = ("个", "人次", "公里", "万元", "%")
RUN = 25  # rows under one merged label


def long_table(path: Path, rows: int) -> None:
    """A self-made table: boxed, labels merged, units in a column of their own, scores blank, a SUM below."""
    chance = random.Random(2023)
    book = xlsxwriter.Workbook(path)
    sheet, boxed = book.add_worksheet("自评表"), book.add_format({"border": 1, "text_wrap": True})
    amount = book.add_format({"border": 1, "num_format": "0.00"})
    sheet.merge_range(0, 0, 0, 8, "2023年度项目支出绩效自评表", boxed)
    sheet.write_row(
        1, 0, ["资金", "项目资金（万元）", "", "全年预算数", "全年执行数", "", "分值", "得分", ""], boxed
    )
    sheet.write_row(2, 0, ["", "年度资金总额", "", 1000, 950.5, "", 10, None, ""], boxed)
    sheet.write_row(3, 0, HEADERS, boxed)
    for start in range(0, rows, RUN):
        first, last = 4 + start, 3 + min(start + RUN, rows)
        for column, label in enumerate(
            ("产出指标" if 2 * start < rows else "效益指标", f"第{start // RUN + 1}类指标")
        ):
            sheet.merge_range(first, column, last, column, label, boxed)
        for row in range(first, last + 1):
            target = chance.randint(10, 5000)
            actual = round(target * chance.choice((1, chance.lognormvariate(0, 0.3))))
            reason = "因汛期影响施工进度滞后，拟加强调度督办。" if actual < target else ""
            sheet.write(row, 2, f"民生保障工作事项（第{row - 3}项）", boxed)
            sheet.write_row(row, 3, [target, actual], amount)
            sheet.write_row(row, 5, [chance.choice(UNITS), 5, None, reason], boxed)
    sheet.write(rows + 4, 0, "总分", boxed)
    sheet.write_formula(rows + 4, 7, f"=SUM(H3:H{rows + 4})", amount, 0)
    sheet.conditional_format(
        4, 7, rows + 3, 7, {"type": "cell", "criteria": "<", "value": 3, "format": boxed}
    )
    sheet.data_validation(4, 5, rows + 3, 5, {"validate": "list", "source": list(UNITS)})
    book.close()


def long_rows(folder: Path) -> list[Row]:
    """Refreshing a long table, and how the cost grows with its rows."""
    paths = {rows: folder / f"{rows}.xlsx" for rows in (1_000, 10_000, LONG)}
    for rows, path in paths.items():
        long_table(path, rows)

    def scored(rows: int) -> Run:
        return run(*XLFUNCS, "score", paths[rows], "--force", "-o", folder / f"{rows}-scored.xlsx")

    def saved() -> Run:
        return run(sys.executable, "-c", LOAD_AND_SAVE, paths[LONG], folder / "saved.xlsx")

    # In turns and the best of each: a busy moment of the machine lasts seconds, and openpyxl takes a minute.
    turns = [(scored(LONG), saved(), scored(LONG)) for _ in range(2)]
    runs = [one for before, _, after in turns for one in (before, after)]
    ours, theirs = min(runs, key=lambda one: one.seconds), min(one.seconds for _, one, _ in turns)
    waited, wait = min(one.elapsed for one in runs), min(one.elapsed for _, one, _ in turns)
    what, peer = f"refresh of {LONG:,} rows", "openpyxl load and save"
    memory = f"{ours.gigabytes:.2f} GB"
    table = [
        # Who waits has two processors; what both do counts where they are shared.
        Row(f"{what}: elapsed", f"{waited:.1f} s", f"{peer}, {wait:.1f} s", waited / wait, at_most=0.08),
        Row(f"{what}: processors", f"{ours.seconds:.1f} s", f"{peer}, {theirs:.1f} s", ours.seconds / theirs),
        Row(f"{what}: memory", memory, "1 GB", ours.gigabytes, at_most=1.5),
    ]
    for rows in (1_000, 10_000):
        cost = scored(rows).seconds
        table.append(Row(f"refresh of {rows:,} rows", f"{cost:.2f} s", f"{LONG:,} rows", cost / ours.seconds))
    return table


def small_table(path: Path) -> None:
    """Sixty scores as a person writes them, and their sum."""
    chance = random.Random(60)
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    for row in range(SMALL):
        sheet.write_row(row, 0, [chance.randint(10, 500), chance.randint(10, 500), 5])
        sheet.write_formula(row, 3, f"=ROUND(MIN(B{row + 1}/A{row + 1},1)*C{row + 1},2)")
    sheet.write_formula(SMALL, 3, f"=SUM(D1:D{SMALL})")
    book.close()


def peers(path: Path) -> dict[str, Callable[[], Any]]:
    """Each reads the file, calculates it and says the total; imports are not counted."""
    import formulas
    import openpyxl
    import pycel

    total = f"D{SMALL + 1}"

    def by_formulas() -> Any:
        model = formulas.ExcelModel().loads(str(path)).finish().calculate()
        return model[f"'[{path.name}]SHEET1'!{total}"].value[0, 0]

    return {
        "IronCalc": lambda: IronCalc().recalculate(path)["Sheet1"][total],
        "openpyxl, reading only": lambda: openpyxl.load_workbook(path)["Sheet1"][total].value,
        "pycel": lambda: pycel.ExcelCompiler(filename=str(path)).evaluate(f"Sheet1!{total}"),
        "formulas": by_formulas,
    }


def read_only(path: Path) -> None:
    """The values of a workbook, for nothing."""
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def recalculation_rows(folder: Path) -> list[Row]:
    """Reading and scoring sixty rows: ours without any formula, peers by theirs."""
    ours_path, path = folder / "sixty.xlsx", folder / "formulas.xlsx"
    long_table(ours_path, SMALL)
    small_table(path)
    ours = seconds(lambda: check_file(ours_path), 7)
    alone = seconds(lambda: read_only(ours_path), 7)
    measured, only = f"{ours * 1e3:.1f} ms", f"calamine only reading it, {alone * 1e3:.2f} ms"
    rows = [Row(f"check of {SMALL} rows", measured, only, ours / alone, at_most=30)]
    for name, work in peers(path).items():
        theirs = seconds(work, 3)
        rows.append(Row(f"{SMALL} rows", measured, f"{name}, {theirs * 1e3:.1f} ms", ours / theirs))
    return rows


def table() -> list[Row]:
    """The rows of `make bench`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [score_row(folder), *long_rows(folder), *recalculation_rows(folder)]
