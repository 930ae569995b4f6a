"""Regular expressions of what few tables need, compiled when one is first asked.

To compile all of them takes a tenth of what scoring one workbook takes. A module of which every table needs most patterns
keeps `re.compile`.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Pattern:
    """A pattern by its text, which takes over the methods of the compiled one when the first is asked for."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # of copies and pickles
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile`, later; not for the functions of `re`, which ask for a compiled one.

    >>> year = pattern("(?:19|20)[0-9]{2}")
    >>> year.search("截至2023年").group()
    '2023'
    """
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))
