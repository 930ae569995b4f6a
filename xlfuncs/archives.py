"""压缩包 — parts as a zip: the same bytes whenever it is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_DAY = 2000, 1, 1, 0, 0, 0


def archive(parts: Iterable[tuple[str, bytes | str]], *, packed: bool = True) -> bytes:
    """A zip of these parts in their order, by name and content.

    >>> zipfile.ZipFile(io.BytesIO(archive([("甲.txt", "一")]))).read("甲.txt").decode()
    '一'
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _DAY)
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
    return made.getvalue()
