"""版本约定 — what an .xlam and the package behind it must have in common: the version and the functions' arguments."""

from __future__ import annotations

import hashlib
from importlib.metadata import version

from xlfuncs.addins.excel.calls import parameters
from xlfuncs.function_table import TABLE

_FUNCTIONS = repr([(f.excel, *(argument.name for argument in parameters(f))) for f in TABLE.values()])
# Arguments go by position: one more in front, and an old .xlam would score another number.
CONTRACT = f"{version('xlfuncs')}+{hashlib.sha256(_FUNCTIONS.encode()).hexdigest()[:8]}"
