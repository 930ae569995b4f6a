"""依据与说明 — the rule with its clauses, and how to fill the workbook in."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.forms.layout import Layout
from xlfuncs.function_table import TABLE
from xlfuncs.making.heights import fit_rows
from xlfuncs.making.styles import paint
from xlfuncs.rules.model import STATUS, Rule
from xlfuncs.rules.words import in_words, label

__all__ = ["fill_basis", "fill_notes"]


def fill_basis(sheet: Worksheet, rule: Rule) -> None:
    """The rule this workbook scores by: every value, its unit, its clause or what it was inferred from."""
    head = (
        ("规则编号", rule.id),
        ("文件", rule.title),
        ("发布单位", rule.issuer),
        ("文号", rule.document_number),
        ("年度、地区", f"{rule.year}　{rule.jurisdiction}"),
        ("核实情况", STATUS[rule.status]),
        ("出处", rule.source),
        *(("说明", note) for note in rule.notes),
    )
    _title(sheet, "依据", 4)
    row = 2
    for title, text in head:
        _line(sheet, row, (title, text), ("label", "text"))
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
        paint(sheet, "text", row, 2, row, 4)
        row += 1
    _line(sheet, row, ("参数", "数值", "单位", "条款（「推断」为由公布数推出，原文未写明）"), ("header",) * 4)
    sheet.print_title_rows = f"{row}:{row}"
    for key, value in rule.values():
        row += 1
        owner = key.rpartition(".")[0].removeprefix("sections.").removeprefix("items.")
        name = f"{TABLE[owner].zh if owner in TABLE else owner}：{label(key)}"
        content = in_words(key, value)
        _line(sheet, row, (name, content, value.unit, value.source), ("text", "label", "label", "text"))
    for column, width in zip("ABCD", (32, 30, 9, 74), strict=True):
        sheet.column_dimensions[column].width = width
    fit_rows(sheet)


def fill_notes(sheet: Worksheet, layout: Layout) -> None:
    """How to fill the workbook in, and what the button does."""
    _title(sheet, "说明", 2)
    for row, (title, text) in enumerate(_NOTES, 2):
        _line(sheet, row, (title, text.format(sheet=layout.sheets[0].sheet)), ("label", "text"))
    row = len(_NOTES) + 2
    _line(sheet, row, ("表样出处", layout.source), ("label", "text"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 88
    fit_rows(sheet)


_NOTES = (
    ("先填", "「基础数据」填单位、年度和金额；「{sheet}」填浅黄色的格子。其余格子是公式，已锁定，没有密码。"),
    (
        "计分方式",
        "能算的指标选正向或反向，并在目标数值、完成数值填数（同一单位）；不能算的选定性，由人在填报得分填分。方向不会由名称推断。",
    ),
    ("得分从哪来", "「得分」列依次取：核定得分、规则得分、填报得分。规则得分是公式，不装任何插件也会算。"),
    (
        "填报与公布",
        "已经公布或上报过得分的，填在填报得分；与规则得分不同时，刷新后「核对」表会说明差在哪里。",
    ),
    ("核定得分", "经研究酌情给分的，填核定得分并写明核定理由；它优先于规则得分。"),
    ("空格子", "没填的行，得分是空白，不算 0 分。原表没有写明的，留空并注明原文未载。"),
    (
        "加行",
        "表受保护但可以插入行。在两行指标之间插入，合计自动包括；新行没有公式，按「刷新得分」即补上得分。",
    ),
    (
        "刷新得分",
        "工具栏的按钮，或命令 xlfuncs score 文件 --in-place：按规则算出每行得分和得分说明，另存「核对」表；不改动填入的数。",
    ),
    ("红色错误值", "#DIV/0! 是分母为 0；#NUM! 是负数或不可能的率；#VALUE! 是该填数的地方填了文字。"),
    ("打印", "A4 横向，宽度自动缩到一页；打印区域只有正式表格，右侧辅助列不打印。"),
)


def _title(sheet: Worksheet, text: str, columns: int) -> None:
    sheet.cell(1, 1, text)
    paint(sheet, "title", 1, 1, 1, columns)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)


def _line(sheet: Worksheet, row: int, values: tuple[object, ...], roles: tuple[str, ...]) -> None:
    for column, (value, role) in enumerate(zip(values, roles, strict=True), 1):
        sheet.cell(row, column, value)
        paint(sheet, role, row, column, row, column)
