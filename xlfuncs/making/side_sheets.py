"""依据与说明 — the rule with its clauses, and how to fill the workbook in."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.forms.layout import Layout
from xlfuncs.forms.own_cells import BASIS, MARK, NOTES, FormMark
from xlfuncs.forms.plan import Example
from xlfuncs.function_table import TABLE
from xlfuncs.making.colours import COLOURS, NOT_SHOWN
from xlfuncs.making.heights import fit_rows
from xlfuncs.making.styles import paint, put_line, put_title
from xlfuncs.rules.model import STATUS, Rule
from xlfuncs.rules.words import in_words, label


def fill_basis(sheet: Worksheet, rule: Rule) -> None:
    """The rule this workbook scores by: every value, its unit, its clause or what it was inferred from."""
    head = (
        ("规则编号", rule.id),
        ("文件", rule.title),
        ("发布单位", rule.issuer),
        ("文号", rule.document_number),
        ("年度、地区", f"{rule.year}　{rule.jurisdiction}"),
        ("核实情况", STATUS[rule.status].zh),
        ("出处", rule.source),
        *(("说明", note) for note in rule.notes),
    )
    put_title(sheet, BASIS, 4)
    row = 2
    for title, text in head:
        put_line(sheet, row, (title, text), "label", "text")
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
        paint(sheet, "text", row, 2, row, 4)
        row += 1
    put_line(sheet, row, ("参数", "数值", "单位", "条款（「推断」为由公布数推出，原文未写明）"), "header")
    sheet.print_title_rows = f"{row}:{row}"
    for key, value in rule.values():
        row += 1
        owner = key.rpartition(".")[0].removeprefix("sections.").removeprefix("items.")
        name = f"{TABLE[owner].zh if owner in TABLE else owner}：{label(key)}"
        content = in_words(key, value)
        put_line(sheet, row, (name, content, value.unit, value.source), "text", "label", "label", "text")
    for column, width in zip("ABCD", (32, 30, 9, 74), strict=True):
        sheet.column_dimensions[column].width = width
    fit_rows(sheet)


def fill_notes(sheet: Worksheet, layout: Layout, example: Example | None, mark: FormMark) -> None:
    """How to fill this form in, step by step; and of which form it is, for the comparison with a fresh one."""
    put_title(sheet, NOTES, 2)
    notes = [*_steps(layout), *(_on_scores() if layout.rule else ())]
    papers = "、".join(dict.fromkeys(_PAPER[one.orientation] for one in layout.sheets))
    colours = f"打印时印出底色的，先在「基础数据」把「底色」选为「{NOT_SHOWN}」。"
    notes.append(("打印", f"A4 {papers}，只打印正式表格，行高随文字增加。{colours}"))
    notes.append(("表样出处", layout.source))
    if example:
        notes.append(("示例出处", example.source))
    notes.append((MARK, str(mark)))
    for row, line in enumerate(notes, 2):
        put_line(sheet, row, line, "label", "text")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 88
    fit_rows(sheet)


_PAPER = {"portrait": "纵向", "landscape": "横向"}


def _steps(layout: Layout) -> Iterator[tuple[str, str]]:
    """What to fill in, in its order."""
    kinds = {block.kind for block in layout.blocks}
    basics = "单位名称、评价年度" + ("、金额单位" if layout.has_amounts else "")
    rates = "，以及算结转结余率、预决算差异率所用的金额和比率" if "rates" in kinds else ""
    yield "第一步", f"在「基础数据」填写{basics}{rates}。"
    sheets = "、".join(f"「{sheet.sheet}」" for sheet in layout.sheets)
    spare = any(block.spare for block in layout.blocks)
    yield "第二步", f"在{sheets}填写浅黄色的单元格，填好后底色消失。其余单元格已锁定，没有密码。"
    if spare:
        yield (
            "备用行",
            "行不够时，点行号左侧的“＋”展开备用行（或选中其上下两行，右键取消隐藏）；还不够的，在展开的行中插入行。"
            "用不着的备用行不打印，也可以删除。",
        )
    if "indicators" in kinds:
        yield "指标", "指标值、完成值连同单位填写，如 ≥40人、36人；能够量化的，填好分值即按规则计分。"
        given = (
            "选「达成情况」、填「给分比例」，或在「填报得分」填写分数"
            if any("level" in sheet.helpers for sheet in layout.sheets)
            else "「填报得分」填写分数"
        )
        yield "定性指标", f"由评价人评定：在右侧{given}。"
    if "checklist" in kinds:
        yield "清单各行", "在右侧「不合格项数」填不合格的项数，全部合格填 0。"
    if "rates" in kinds:
        yield "两率", "结转结余率、预决算差异率由「基础数据」的金额算出，评分表中不必填写。"


def _on_scores() -> Iterator[tuple[str, str]]:
    """Where scores come from, and what they may show."""
    yield "状态", "表格右侧的「状态」写明每一行是否已评分、还缺什么。"
    yield "底色", "；".join(meaning for _, meaning in COLOURS.values()) + "。"
    yield "得分", "先取核定得分，其次规则得分，再次填报得分；没有填写的行留空，不按 0 分计。"
    yield (
        "核定得分",
        "经研究另行给分的，填在右侧「核定得分」，并写明核定理由；核定单位、日期填在「基础数据」。"
        "某一项另有核定单位的，写在该项理由的末尾，如：同意给 4 分（县财政局，2023-03-15）。",
    )
    yield "已公布的得分", "填在右侧「填报得分」，便于与规则得分比较。"
    yield "核对", "「得分汇总」列有勾稽关系核对，显示相符、不符或未填。规则的条款见「依据」。"
    yield "错误值", "#DIV/0! 表示分母为 0；#NUM! 表示有负数或不合理的比率；#VALUE! 表示应填数的地方填了文字。"
    yield (
        "得分说明",
        "得分随填随算，不必安装任何软件。装有加载项或扩展的，按「刷新得分」写出得分说明和「核对」表。",
    )
