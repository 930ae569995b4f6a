"""docs/limits.md: how much of a file is read and calculated, from the table of limits."""

from __future__ import annotations

from scripts.markdown import GENERATED, row
from xlfuncs.files.limits import LIMITS

_HEAD = f"""{GENERATED}

# Limits 上限

How much of a file is read and calculated. A file beyond a limit is refused with a sentence that names the variable;
set the environment variable to a larger number and run the command again.
文件超过上限时不读取，并说明是哪一项；把下列环境变量设为更大的数后重新运行即可。
"""

_TAIL = """
Fixed, because no office suite writes more: addresses lie inside the sheet (XFD1048576), an array formula fills at most
1,000,000 cells, cells of an OpenDocument file that only repeat another are at most 1,000,000, a target of more than
2,000 characters is left to a person, no part has a DOCTYPE, and only ordinary files are read or written (no pipes, no
devices).

Other environment variables: `XLFUNCS_DEBUG=1` shows where an unexpected failure came from.

What writing keeps: a link is followed to its file; owner, mode and extended attributes stay where the system allows it.
A file is replaced by a new one, so that it is whole at every moment: other hard links to it keep the old content, and on
Windows (not verified there) access rights come from the folder.
"""


def limits_page() -> str:
    """The whole page."""
    rows = [row("variable 变量", "上限", "what counts", "at most", "what it protects"), row(*["---"] * 5)]
    rows += [
        row(f"`{one.variable}`", one.what, one.counted, f"{one.most:,}", one.protects)
        for one in LIMITS.values()
    ]
    return "\n".join([_HEAD, *rows, _TAIL])
