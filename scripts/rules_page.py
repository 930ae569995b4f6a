"""docs/rules.md: every rule with its values, units, clauses, inferences and status."""

from __future__ import annotations

from scripts.markdown import GENERATED, anchor, row
from xlfuncs.function_table import TABLE
from xlfuncs.rules.loader import index, load
from xlfuncs.rules.model import STATUS, Rule, Value
from xlfuncs.rules.words import label, value_with_unit

_RULES = f"""{GENERATED}

# 规则 Rules

一份公布的文件就是一条规则。每个数都带单位，并写明条款；文件没有写明、只能从公布的数推断的，写明推断的依据，
以及别的算法会得多少。文件没有写、也推断不出的，不填。

One issued document is one rule. Every value has its unit and its clause (条款), or what it was inferred from
(推断): the published figure that shows it, and what the alternatives would have given. What a document leaves
open is left out. The same, for one rule: `xlfuncs rules ID`; in a cell: `=XLF_RULE_SOURCE("{index().default}","grade")`.

「核实情况」：已见原文＝读过原文；有旁证＝未见原文，别的公开文件照此执行；未核实＝两者都没有。日期是最近一次把各数与
所据材料核对的日子 (the day on which its values were last compared with what they were taken from)。
"""


def rules_page() -> str:
    """Every rule with its values, units, clauses, inferences and status."""
    rules = [load(entry.id) for entry in index().rule]
    heads = [row("编号 id", "地区", "年度", "核实情况", "文件"), "|---|---|---|---|---|"]
    for rule in rules:
        default = "（默认）" if rule.id == index().default else ""
        title = f"{rule.issuer}《{rule.title}》"
        linked = f"[`{rule.id}`](#{rule.id}){default}"
        heads.append(row(linked, rule.jurisdiction, str(rule.year), STATUS[rule.status].zh, title))
    parts = [_RULES, "\n".join(heads), *map(_rule, rules)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _rule(rule: Rule) -> str:
    lines = [
        anchor(rule.id),
        f"## {rule.id}",
        "",
        f"{rule.issuer}《{rule.title}》，文号：{rule.document_number}，{rule.year} 年，{rule.jurisdiction}。",
        f"核实情况 Status：{STATUS[rule.status].zh}（{rule.status}），{rule.checked} 核对。",
        "",
        f"出处 Source：{rule.source}",
        "",
        f"网址 Link：{f'<{rule.link}>' if rule.link else '未见公开网址 none known'}",
        "",
        *(f"- {note}" for note in rule.notes),
    ]
    head = ["", row("参数 key", "值 value", "依据 basis"), "|---|---|---|"]
    for name, function in rule.functions.items():
        lines += [
            "",
            f"### {TABLE[name].zh} {name}",
            "",
            f"方法 `{function.method}`。依据：{function.clause}",
        ]
        values = [_value(f"{name}.{key}", value) for key, value in function.values.items()]
        lines += [*head, *values] if values else []
    others = [(key, value) for key, value in rule.values() if key.startswith(("sections.", "items."))]
    if others:
        lines += ["", "### 各部分与清单项 Sections and checklist items", *head]
        lines += [_value(key, value) for key, value in others]
    return "\n".join(lines)


def _value(key: str, value: Value) -> str:
    basis = f"{value.kind}：{value.clause or value.inferred_from}"
    return row(f"{label(key)} `{key}`", value_with_unit(key, value), basis)
