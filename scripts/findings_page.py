"""docs/findings.md: every finding of the register, with an example that the checks themselves give."""

from __future__ import annotations

from scripts.markdown import GENERATED, anchor, row
from tests.evaluation.findings.examples import examples
from xlfuncs.evaluation.findings.register import SEVERITIES, codes

HEAD = """# 核对发现 Findings

`xlfuncs check`、刷新后的“核对”表和 `--json` 里每一条发现都在这里：叫什么、多严重、怎么办，并各有一例。
Every finding that check, the 核对 sheet and `--json` can show: how grave it is, what to do, and an example.

错误 error：不改正就不能算对；警告 warning：请核对；提示 info：供参考。`--json` 里的 `message` 是中文。
"""


def findings_page() -> str:
    """The whole page."""
    made = examples()
    parts = [GENERATED, HEAD, row("代码 code", "级别 severity", "名称 title"), row(*["---"] * 3)]
    parts += [
        row(f"[`{name}`](#{name})", "、".join(SEVERITIES[one] for one in code.severity), code.title.zh)
        for name, code in codes().items()
    ]
    for name, code in codes().items():
        grave = "、".join(f"{SEVERITIES[one]} {one}" for one in code.severity)
        parts += [
            f"\n{anchor(name)}\n## {code.title.zh} {code.title.en}\n",
            f"`{name}` · {grave}\n",
            f"- 怎么办：{code.advice.zh}。",
            f"- What to do: {code.advice.en}.\n",
        ]
        for case in ("", *code.cases):
            example = made[name, case]
            parts += [f"> {example.message}<br>{example.said('en')}\n"]
    return "\n".join(parts)
