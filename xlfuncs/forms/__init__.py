"""官方表 — layouts of the official tables as data, and recognition of tables in any workbook."""

from xlfuncs.functions.targets import parse_target

__all__ = ["parse_target"]
