"""复核意见（公文）— the report of a workbook as a .docx with page and fonts of GB/T 9704—2012.

Fonts are named, not embedded: an office has them, elsewhere the nearest stands in.
"""

from __future__ import annotations

import io
from typing import Any

from xlfuncs.review.content import NOT_JUDGED, Opinion, TableOpinion

__all__ = ["letter"]

_BODY, _HEAD, _TITLE, _PAGE = "仿宋_GB2312", "黑体", "方正小标宋简体", "宋体"


def letter(review: Opinion) -> bytes:
    """复核意见公文 — a .docx: title, what was judged and found, table by table, and what was not judged."""
    from docx import Document  # here, because of the time they take
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _page_number(section.footer.paragraphs[0])
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    _font(style, _BODY)
    style.paragraph_format.line_spacing = Pt(28)
    style.paragraph_format.space_after = Pt(0)
    document.core_properties.title = f"{review.file} 复核意见"
    document.core_properties.author = ""

    _line(document, "预算绩效自评复核意见", font=_TITLE, size=22, centred=True)
    if not review.addressed:
        _line(document, review.file, centred=True)
    _line(document, "")
    if review.addressed:
        _line(document, f"{review.file}：")
    _line(document, f"经核对，{review.closing}。具体如下：", indent=True)
    for number, table in enumerate(review.tables, 1):
        _table(document, number, table)
    for file, reason in review.failures:
        _line(document, f"{file} 未能审核：{reason}。请按原因处理后重新报送。", indent=True)
    _line(document, "不在核对范围：" + "；".join(NOT_JUDGED) + "。", indent=True)
    if review.marked:
        _line(
            document, f"各处发现已用批注标在所附工作簿的单元格上：{'、'.join(review.marked)}。", indent=True
        )
    if review.failures or any(review.counts.values()):
        _line(document, "")
        _line(document, "请于　　　年　　月　　日前更正后重新报送。", indent=True)
    _line(document, "")
    _line(document, review.day, right=True)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _table(document: Any, number: int, table: TableOpinion) -> None:
    _line(document, f"{_chinese(number)}、{table.title}", font=_HEAD, indent=True)
    if table.rule:
        _line(document, f"评分依据：{table.rule}。", indent=True)
        sums = f"填报合计 {table.entered_total or '未填'}，按规则合计 {table.total or '未得出'}"
        gap = f"，差额 {table.difference}" if table.difference else ""
        _line(document, f"{sums}{gap}，等级{table.grade or '未评定'}。", indent=True)
    if not table.notices:
        _line(document, "未发现问题。", indent=True)
    for place, notice in enumerate(table.notices, 1):
        cell = f"（{notice.cell}）" if notice.cell else ""
        steps = f"计算：{notice.steps.rstrip('。')}。" if notice.steps else ""  # with the clause
        advice = f"{notice.advice}。" if notice.advice else ""
        _line(document, f"{place}. {notice.level}{cell}：{notice.message}。{steps}{advice}", indent=True)
    if table.left:
        _line(document, f"{table.left}。", indent=True)


def _line(
    document: Any,
    text: str,
    *,
    font: str = _BODY,
    size: int = 16,
    centred: bool = False,
    right: bool = False,
    indent: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    run = paragraph.add_run(_printable(text))
    run.font.size = Pt(size)
    _font(run, font)
    if centred or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
    if right:
        paragraph.paragraph_format.right_indent = Pt(4 * size)  # the standard's four characters
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)


def _printable(text: str) -> str:
    """What XML can hold; line breaks within a cell are blanks here."""
    return "".join(
        c if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff" else " " for c in text
    )


def _font(owner: Any, name: str) -> None:
    """A font for Latin letters and for Chinese ones, which Word keeps apart."""
    from docx.oxml.ns import qn

    owner.font.name = name
    owner.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _page_number(paragraph: Any) -> None:
    """— 1 —, as the standard has it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text or "")
        run.font.size = Pt(14)
        _font(run, _PAGE)
        if text is None:
            field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
            run._r.addnext(parse_xml(field))


def _chinese(number: int) -> str:
    """一, 十二, 三十: the numbers of headings."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if number > 99:
        return str(number)
    return ("" if not tens else ("" if tens == 1 else digits[tens]) + "十") + (
        digits[ones] if ones or not tens else ""
    )
