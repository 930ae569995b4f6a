"""The published calls as Excel makes them."""

from __future__ import annotations

from tests.addins.excel.windows import MISSING
from tests.addins.published import OLD, PUBLISHED
from xlfuncs.function_table import find

SCALARS = [
    (find(name).excel, (*given, *[MISSING] * (len(find(name).arguments) - len(given))), shown)
    for name, given, shown in PUBLISHED
]
SCALARS.append(("XLF_QUALITATIVE_SCORE", ("部分达成", 10.0, MISSING, OLD), ""))
