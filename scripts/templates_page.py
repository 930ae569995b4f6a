"""workbook_templates/README.md: which workbook is which official table."""

from __future__ import annotations

from scripts.markdown import GENERATED, row
from xlfuncs.forms.layout import DATA, forms

_INTRODUCTION = f"""{GENERATED}

# 官方表 Official tables

这里是空白的官方表，`examples/` 里是按公布的数填好的示例。直接打开、填写、打印即可：不用安装任何东西，
公式只用 Excel 2007 已有的函数，在 LibreOffice 和 IronCalc 里重算检验过，没有在真实的 Excel、WPS 里试过。
第一次用请看 [docs/start.md](../docs/start.md)。

Blank official tables; those filled with published figures stand in `examples/`. Open, fill in, print: nothing
needs to be installed. The formulas use functions of Excel 2007 only; they are checked in LibreOffice and IronCalc,
not in real Excel or WPS. First time: [docs/start.md](../docs/start.md).
"""

_NOTES = """- 浅黄的格子是要填的，其余格子锁着，没有密码。怎样填见各表的「说明」，依据见「依据」。
  Shaded cells are inputs; the others are locked, without a password.
- 「得分」是公式：有核定得分用核定得分，否则用规则得分，再否则用填报得分。
  得分 is a formula: the approved score if there is one, else the rule's, else the entered one.
- 打印区域只有官方表，右边的辅助列不打印。
  Only the official table prints; the helper columns beside it do not.
- 原文没有写明的格子留空，标「原文未载」。
  What a source leaves open is blank, marked 原文未载.

这些文件由 `make templates` 生成，与 `xlfuncs new 表名 -o 文件` 得到的相同，测试保证两者一致。要改，请改
`xlfuncs/forms/data/` 里的表样，不要改这里的文件。
The files are made by `make templates` from the layouts in `xlfuncs/forms/data/`; a test holds them equal to a
fresh build.
"""


def templates_page() -> str:
    """Every form with its workbooks and where it comes from."""
    rows = [
        row("空白表 blank", "示例 example", "表 table", "默认规则 rule", "出处 source"),
        "|---|---|---|---|---|",
    ]
    for layout in forms():
        filled = (DATA / f"{layout.id}.example.toml").is_file()
        example = f"[示例](examples/{layout.file}_example.xlsx)" if filled else ""
        blank = f"[{layout.file}.xlsx]({layout.file}.xlsx)"
        rows.append(
            row(
                blank,
                example,
                f"{layout.name} `{layout.id}`",
                f"`{layout.rule}`" if layout.rule else "不打分",
                layout.source,
            )
        )
    return "\n".join([_INTRODUCTION, *rows, "", _NOTES])
