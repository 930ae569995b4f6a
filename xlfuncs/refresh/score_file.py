"""文件的评分与核对 — the front door for files: what ``xlfuncs.score_file`` and ``xlfuncs.check_file`` do."""

from __future__ import annotations

from collections.abc import Collection
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from xlfuncs.errors import FileProblem
from xlfuncs.files.book import FileBook
from xlfuncs.files.disk import refuse_unwritable

if TYPE_CHECKING:
    from xlfuncs.evaluation.result import Result


def check_file(
    path: str | PathLike[str],
    *,
    rule: str | None = None,
    sheets: Collection[str] = (),
    last_year: str | PathLike[str] | None = None,
) -> list[Result]:
    """核对文件 — evaluate every table of a workbook file; nothing is changed.

    Parameters
    ----------
    path : path
        A workbook by its content, whatever its name says: .xlsx, .xlsm, .xls, .ods, .fods, .et, or what budget systems
        export: HTML, MHTML, XML Spreadsheet 2003, CSV and other text tables.
    rule : str, optional
        Rule id or file; left out, the table's own, else its jurisdiction's, else the national one.
    sheets : str or collection of str
        The worksheets to look at; left out, all that are not hidden.
    last_year : path, optional
        Last year's workbook of the same unit or project, to compare with: indicators that are gone, targets below what
        was reached, texts repeated word for word are findings.

    Returns
    -------
    list of Result
        One for each table; `Result.to_dict` gives it as the command line's JSON does.

    Raises
    ------
    FileProblem, UnknownForm, UnknownRule, RuleProblem
        The file, its tables or the rule cannot be used; the message says what was found and expected.

    Examples
    --------
    >>> from pathlib import Path
    >>> from xlfuncs.making.new import new_form
    >>> example = Path("示例.xlsx")
    >>> _ = example.write_bytes(new_form("department-evaluation-beijing", example=True))
    >>> (result,) = check_file(example)
    >>> result.total, result.entered_total, result.grade
    (92.73, 90.73, '优秀')
    >>> [(str(f.cell), f.found, f.expected) for f in result.findings if f.severity == "error"]
    [('评分表!G65', 0.0, 2.0)]

    Source: the rule; `Result` says which.
    """
    book = FileBook.open(Path(path))
    from xlfuncs.refresh.refresh import check  # here, because a long file is being read meanwhile

    results = check(book, rule, only=sheets)
    if last_year is not None:
        # Here, because it comes with difflib: a tenth of all imports.
        from xlfuncs.evaluation.findings.last_year import against_last_year

        against_last_year(results, check(FileBook.open(Path(last_year))))
    return results


def score_file(
    path: str | PathLike[str],
    out: str | PathLike[str],
    *,
    rule: str | None = None,
    sheets: Collection[str] = (),
    overwrite: bool = False,
) -> list[Result]:
    """评分并写回 — score a workbook file and write it to `out` with its scores, explanations and findings.

    Parameters
    ----------
    path : path
        As for :func:`check_file`; all but .xlsx and .xlsm become an .xlsx of values only.
    out : path
        Replaced where it exists. It may be `path`: a ``.bak`` is kept then, and where a finding says that a cell
        is `unusable` the file is left as it is.
    rule : str, optional
        As for :func:`check_file`.
    sheets : collection of str
        As for :func:`check_file`; no other one is written to.
    overwrite : bool
        Replace typed scores too; the old ones are kept on 核对.

    Returns
    -------
    list of Result
        As for :func:`check_file`.

    Raises
    ------
    FileProblem, UnknownForm, UnknownRule, RuleProblem
        As for :func:`check_file`, `out` cannot be written, or it is `path` and that is signed; nothing is written then.

    Examples
    --------
    >>> from pathlib import Path
    >>> from xlfuncs.making.new import new_form
    >>> example = Path("示例.xlsx")
    >>> _ = example.write_bytes(new_form("department-evaluation-beijing", example=True))
    >>> (result,) = score_file(example, "得分.xlsx")
    >>> table = result.to_dict()
    >>> table["rule"], table["total"], table["items"][0]["cell"], table["items"][0]["score"]
    ('beijing-2022', 92.73, '评分表!G5', 17.23)

    Source: the rule; `Result` says which.
    """
    path, out = Path(path), Path(out)
    refuse_unwritable(out)  # rather before the work than after it
    book = FileBook.open(path)
    in_place = out.exists() and out.samefile(path)
    if in_place and "signed" in book.marks:
        raise FileProblem(
            "工作簿带有数字签名，改写原文件会使签名失效；请另存到别的文件（-o）"
            " | it is signed, and writing to it would void the signature; write to another file (-o)"
        ).within(str(path))
    from xlfuncs.refresh.refresh import refresh  # as in check_file

    results = refresh(book, rule, only=sheets, overwrite=overwrite)
    unusable = any(finding.unusable for result in results for finding in result.findings)
    if not (in_place and unusable):
        book.save(out, backup=in_place)
    return results
