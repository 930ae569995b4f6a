"""填报提示 — what an input cell takes: lists, limits, and the prompt shown when it is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.cells import address
from xlfuncs.forms.own_cells import helper_columns
from xlfuncs.forms.plan import Plan
from xlfuncs.functions.directions import DIRECTIONS
from xlfuncs.rules.model import Rule

_PROMPTS = {
    "name": "照批复的指标名称填写。行不够时，点行号左侧的“＋”展开备用行。",
    "expected": "照批复的年度总体目标填写。",
    "achieved": "对照预期目标，写实际完成情况。",
    "target": "照批复的绩效目标填写符号、数值和单位，如 ≥40人、≤5300元、95%以上。",
    "actual": "填写数值和单位，口径与指标值一致，如 36人、92.72%；不能量化的写完成情况。",
    "points": "该项指标的分值，最多两位小数。",
    "row_points": "该行的分值，最多两位小数；各行之和应等于所在部分的分值。",
    "reason": "未完成或偏差较大的，说明原因和改进措施。",
    "direction": "由指标值的符号读出；读得不对的，在此改选。",
    "target_number": "由指标值读出；读得不对的，在此改填，只填数。",
    "actual_number": "由完成值读出；读得不对的，在此改填，只填数。",
    "failed": "不合格的项数，全部合格填 0。",
    "level": "定性指标的达成情况。",
    "share": "给分占分值的比例，应在达成情况对应的一档之内，如 90%。",
    "entered": "定性指标由评价人评定的得分；已经公布或上报的得分也填在这里。",
    "approved": "经研究核定的得分，优先于规则得分；请同时写明理由。",
    "approved_reason": "核定得分与规则得分不同的理由。",
}
_BY_ROLE = {
    "amount": "金额，只填数；单位见表头。",
    "number": "只填数，不带单位。",
    "percent": "连百分号一起填，如 95%。",
    "progress": "到当月底的完成进度，连百分号一起填，如 95%。",
    "date": "日期，如 2022-12-31。",
}

# What an entry is held to, and what is said before and after it.
entry = partial(DataValidation, errorTitle="请检查", showErrorMessage=True, showInputMessage=True)


def guide_entries(sheet: Worksheet, plan: Plan, rule: Rule | None) -> None:
    """Lists, limits and prompts for every input of the sheet; a cell has one at most."""
    amounts = [address((area.row, area.column)) for area in plan.areas if area.role == "amount"]
    scored = _scored(plan, rule) if rule else []
    checks = [_decimal("金额应为不小于 0 的数", _BY_ROLE["amount"], amounts), *scored]
    taken = {cell for check in checks for block in check.sqref for cell in block.cells}
    checks += _prompted(sheet, plan, taken)
    for check in checks:
        if check.sqref:
            sheet.add_data_validation(check)


def _prompted(sheet: Worksheet, plan: Plan, taken: set[tuple[int, int]]) -> Iterator[DataValidation]:
    """Prompts alone, for inputs that take anything."""
    cells: dict[str, list[str]] = {}
    for area in plan.areas:
        text = _PROMPTS.get(area.key) or _BY_ROLE.get(area.role)
        cell = sheet.cell(area.row + 1, area.column + 1)
        if text and not cell.protection.locked and (cell.row, cell.column) not in taken:
            cells.setdefault(text, []).append(cell.coordinate)
    for text, some in cells.items():
        yield entry(allow_blank=True, prompt=text, error=text, sqref=" ".join(some))


def _scored(plan: Plan, rule: Rule) -> list[DataValidation]:
    """Lists and limits of the rows that earn points."""
    indicators = [row.cells for row in plan.rows if row.kind == "indicators"]
    tiered = [cells for cells in indicators if "level" in cells and _levels(rule)]
    number = "请填不小于 0 的数，不带单位；单位不同的先换算"
    outside = "给分比例应在 0 至 100% 之间，且在达成情况对应的一档之内"
    limits = {"operator": "between", "allow_blank": True, "error": outside, "prompt": _PROMPTS["share"]}
    checks = [
        _list("direction", _ways(rule), "请在列表中选择；不能由公式计算的选定性", indicators),
        *(
            _decimal(number, _PROMPTS[key], [cells[key] for cells in indicators])
            for key in ("target_number", "actual_number")
        ),
        _list("level", _levels(rule), "请在列表中选择达成情况", tiered),
        entry("decimal", "0", "1", sqref=" ".join(cells["share"] for cells in tiered), **limits),
    ]
    for row in plan.rows:
        cells = row.cells
        if row.kind == "indicators":
            checks.append(_worth(cells["points" if row.own_points else "row_points"]))
        if row.kind == "checklist":
            most = rule.items[row.name].checks.value
            error = f"「{row.name}」共 {most} 项，不合格项数应为 0 至 {most} 的整数"
            told = {"error": error, "prompt": f"共 {most} 项，填不合格的项数；全部合格填 0。"}
            checks.append(entry("whole", "0", str(most), operator="between", sqref=cells["failed"], **told))
        checks += [_score(cells, key) for key in ("entered", "approved")]
    return checks


def _list(key: str, entries: list[str], error: str, rows: Sequence[dict[str, str]]) -> DataValidation:
    places, choices = " ".join(cells[key] for cells in rows), f'"{",".join(entries)}"'
    return entry("list", choices, allow_blank=True, error=error, prompt=_PROMPTS[key], sqref=places)


def _decimal(error: str, prompt: str, cells: Sequence[str]) -> DataValidation:
    limits = {"operator": "greaterThanOrEqual", "allow_blank": True, "sqref": " ".join(cells)}
    return entry("decimal", "0", error=error, prompt=prompt, **limits)


def _score(cells: dict[str, str], key: str) -> DataValidation:
    points = "$" + cells["row_points"]
    most, error = f'IF({points}="",100,{points})', f"{helper_columns()[key].title}应在 0 与该行分值之间"
    return entry(
        "decimal", "0", most, operator="between", error=error, prompt=_PROMPTS[key], sqref=cells[key]
    )


def _worth(cell: str) -> DataValidation:
    """Points of at most two decimals: the formulas compute in hundredths."""
    whole = f"AND(ISNUMBER({cell}),N({cell})>=0,ROUND(N({cell}),2)=N({cell}))"
    error, prompt = "分值应为不小于 0 的数，最多两位小数", _PROMPTS["row_points"]
    return entry("custom", whole, allow_blank=True, error=error, prompt=prompt, sqref=cell)


def _ways(rule: Rule) -> list[str]:
    function = rule.functions.get("capped_ratio_score")
    equal = function is not None and function.number("equal") is not None
    return [word for word, direction in DIRECTIONS.items() if equal or direction != "equal"]


def _levels(rule: Rule) -> list[str]:
    function = rule.functions.get("qualitative_score")
    return [tier["level"] for tier in function.number("tiers")] if function else []
