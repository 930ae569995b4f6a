"""适用规则 — a form as a rule has it: which rules a form can be made for, and the points they leave open."""

from __future__ import annotations

import re
from dataclasses import replace

from xlfuncs.errors import NotCovered
from xlfuncs.forms.layout import Group, Layout
from xlfuncs.rules.loader import index


def fitted(layout: Layout, rule: str) -> Layout:
    """The layout for a rule's id or file; NotCovered for a rule of ours that is for other tables.

    Some rules state what the indicators are worth together and leave to the person what each kind is worth:
    there the groups' own points go.

    >>> from xlfuncs.forms.layout import load_layout
    >>> block = fitted(load_layout("project-self-evaluation"), "sichuan-2023").sheets[0].blocks[-1]
    >>> [(group.label, group.points) for group in block.groups]
    [('产出指标', None), ('效益指标', None), ('满意度指标', None)]
    """
    if rule in layout.open_rules:
        sheets = []
        for sheet in layout.sheets:
            blocks = [replace(block, groups=list(map(_unweighted, block.groups))) for block in sheet.blocks]
            sheets.append(replace(sheet, blocks=blocks))
        return replace(layout, sheets=sheets)
    if rule not in layout.fits and rule in [entry.id for entry in index().rule]:
        raise NotCovered(
            f"「{layout.name}」不适用规则 {rule}；适用的规则：{'、'.join(layout.fits)} | not a rule of this form"
        )
    return layout


def _unweighted(group: Group) -> Group:
    return replace(group, label=re.sub(r"（\d+分）", "", group.label), points=None)
