"""新建官方表 — an official form as the bytes of an .xlsx, with cached values, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile

from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.results import refresh_results
from xlfuncs.making.build import BUILT, build

__all__ = ["new_form"]

# openpyxl marks styled blank cells as numbers, which the evaluator would read as 0.
_BLANK = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?) t="n"(?=\s*(?:/>|></c>))')
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def new_form(form: str, *, rule: str | None = None, example: bool = False, rows: int | None = None) -> bytes:
    """新建官方表 — a form, blank or filled with its example, ready to be written to a file.

    Parameters
    ----------
    form : str
        Form id.
    rule : str, optional
        Rule id or file; left out, the form's own.
    example : bool
        Fill in the published example.
    rows : int, optional
        Rows of every indicator kind; left out, as in the official table.

    Raises
    ------
    UnknownForm, UnknownRule, RuleProblem

    Examples
    --------
    >>> new_form("department-evaluation-beijing")[:2]
    b'PK'

    Source: the layout's own (see ``xlfuncs forms``).
    """
    saved = io.BytesIO()
    build(form, rule=rule, example=example, rows=rows).save(saved)
    package = Package(_settled(saved))
    refresh_results(Workbook(package))
    return package.to_bytes()


def _settled(saved: io.BytesIO) -> bytes:
    """The package without the marks of the moment it was made: fixed dates, blank cells that are blank."""
    out = io.BytesIO()
    stamp = BUILT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w") as settled:
        for part in source.namelist():
            content = source.read(part)
            if part.startswith("xl/worksheets/sheet"):
                content = _BLANK.sub(rb"\1", content)
            elif part == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp, content)
            settled.writestr(zipfile.ZipInfo(part, BUILT.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
