"""参数的说法 — what the keys and the chosen ways of a rule file are called, for pages, sheets and people."""

from __future__ import annotations

from xlfuncs.rules.lookup import shown
from xlfuncs.rules.model import Value

LABELS = {
    "points": "分值",
    "places": "得数保留小数位",
    "rounding": "得数取位方式",
    "rate_places": "率保留小数位",
    "rate_rounding": "率取位方式",
    "step": "每一步",
    "per_step": "每步扣分",
    "partial": "不满一步",
    "average_rate": "市级平均差异率",
    "inverse": "反向算法",
    "equal": "等于类算法",
    "zero": "指标值、完成值均为 0 的",
    "excess_bands": "超额扣分档",
    "bands": "等级分数线",
    "tiers": "定性分档",
    "per_item": "每项扣分",
    "checks": "清单项数",
}
_ROUNDING = {"truncate": "截断", "half_up": "四舍五入"}
CHOICES = {
    "rounding": _ROUNDING,
    "rate_rounding": _ROUNDING,
    "partial": {"ignored": "不扣", "proportional": "按比例扣", "whole": "扣一整步"},
    "inverse": {"ratio": "指标值÷完成值", "linear_to_zero": "超出部分按比例扣，达到指标值的 2 倍为 0"},
    "zero": {"full": "得满分", "none": "不评分"},
    "equal": {"exact": "相等满分，不等 0 分", "ratio": "完成值÷指标值，不超过 1"},
}


def label(key: str) -> str:
    """The Chinese name of a value's key, without what it belongs to.

    >>> label("carryover_deduction.per_step")
    '每步扣分'
    """
    return LABELS[key.rpartition(".")[2]]


def in_words(key: str, value: Value) -> float | str:
    """A value as a sheet shows it: a number, bands in words, or a way by its Chinese name."""
    bare = shown(value)
    return CHOICES.get(key.rpartition(".")[2], {}).get(str(bare), bare)


def value_with_unit(key: str, value: Value) -> str:
    """A value as a page shows it, with its unit.

    >>> from xlfuncs.rules.loader import load
    >>> values = load("beijing-2022").functions["carryover_deduction"].values
    >>> value_with_unit("per_step", values["per_step"]), value_with_unit("partial", values["partial"])
    ('0.4 分', '不扣（ignored）')
    """
    words = in_words(key, value)
    if isinstance(words, float):
        return f"{words:g} {value.unit}"
    return f"{words}（{value.value}）" if value.unit == "方式" else f"{words} [{value.unit}]"
