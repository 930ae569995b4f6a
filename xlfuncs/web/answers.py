"""网页所问 — what the page asks of xlfuncs: text and bytes in, JSON and bytes out. It runs in the page."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from xlfuncs.archives import archive
from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.findings.last_year import against_last_year
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.files.book import FileBook
from xlfuncs.refresh.refresh import Read, check, read_book, refresh
from xlfuncs.refresh.verify import verify
from xlfuncs.review.folder import free_path
from xlfuncs.review.words import advice_beside, without_options
from xlfuncs.web.trial import tried

if TYPE_CHECKING:
    from xlfuncs.evaluation.result import Result
    from xlfuncs.review.opinion import Opinion


def score(
    name: str,
    data: bytes,
    *,
    rule: str | None = None,
    overwrite: bool = False,
    today: str | None = None,
    last_year: tuple[str, bytes] | None = None,
) -> tuple[str, bytes]:
    """评分 — what ``xlfuncs score --json`` says of a file, and the bytes it writes; an error instead of both.

    With `last_year`, the name and content of last year's workbook, the findings of ``check --last-year`` too. Of every
    table ``said`` holds the findings in both languages and ``english_steps`` how each score came about, ``prospects``
    what ``xlfuncs whatif`` says; ``verified`` is what ``xlfuncs verify`` says of a file scored before; ``saved_as`` is
    the name for the scored copy.
    """
    day = dt.date.fromisoformat(today) if today else None
    try:
        book = FileBook(PurePath(name), bytes(data))  # type: ignore[arg-type]
        read = read_book(book)
        compared = _with_its_record(book, read, rule or None)
        results = refresh(book, rule or None, overwrite=overwrite, today=day, read=read)
        saved = book.to_bytes()
        if last_year:
            before, content = last_year
            against_last_year(results, check(FileBook(PurePath(before), bytes(content))))  # type: ignore[arg-type]
    except XlfuncsError as problem:
        return _json(
            {"file": name, "error": without_options(problem.zh), "error_en": without_options(problem.en)}
        ), b""
    except (MemoryError, RecursionError):
        zh = "文件过大或结构过深，浏览器内存不足，无法读取"
        en = "too large or nested too deeply for a browser"
        return _json({"file": name, "error": f"{name}：{zh}", "error_en": f"{name}: {en}"}), b""
    said = {
        "file": name,
        "tables": [result.to_dict() for result in results],
        "said": [[_said(finding) for finding in result.findings] for result in results],
        "english_steps": [[score.explained.en for score in result.scores] for result in results],
        "prospects": [_prospects(result) for result in results],
        "verified": compared,
        "lossless": book.lossless,
        "saved_as": _saved_as(PurePath(name), lossless=book.lossless),
    }
    return _json(said), saved


def _saved_as(path: PurePath, *, lossless: bool) -> str:
    """What the scored copy is called; one that is scored again keeps its name.

    >>> _saved_as(PurePath("自评表.xls"), lossless=False), _saved_as(PurePath("自评表_评分.xlsm"), lossless=True)
    ('自评表_评分.xlsx', '自评表_评分.xlsm')
    """
    return f"{path.stem.removesuffix('_评分')}_评分{path.suffix if lossless else '.xlsx'}"


def _said(finding: Finding) -> dict[str, str]:
    """A finding, and what to do, for who has no command line."""
    zh, en = without_options(finding.said("zh")), without_options(finding.said("en"))
    advice = advice_beside(finding.code, zh)
    return {"zh": zh, "en": en, "advice": advice.zh, "advice_en": advice.en}


def _with_its_record(book: FileBook, read: Read, rule: str | None) -> dict[str, Any] | None:
    """What ``xlfuncs verify`` says of a workbook that was scored before."""
    try:
        verdicts = verify(book, rule, read=read)
    except XlfuncsError:  # nothing is recorded, or what is wrong is said by scoring it
        return None
    differences = [one for verdict in verdicts for one in verdict.differences]
    return {
        "consistent": all(verdict.consistent for verdict in verdicts),
        "differences": [one.words.zh for one in differences],
        "differences_en": [one.words.en for one in differences],
    }


def _prospects(result: Result) -> dict[str, Any]:
    from xlfuncs.review.prospects import next_grade, prospects

    grade = next_grade(result)
    rows = [asdict(row) for row in prospects(result)]
    return {"rows": rows, "grade": grade and [grade[0], f"{grade[1]:.2f}"]}


def report(scored: str, today: str) -> str:
    """复核意见（网页）— of one file, from what `score` said of it."""
    from xlfuncs.review.page import page

    return page(_opinion(scored, today))


def letter(scored: str, today: str) -> bytes:
    """复核意见（公文）— the same as a .docx."""
    from xlfuncs.review import letter

    return letter.letter(_opinion(scored, today))


def _opinion(scored: str, today: str) -> Opinion:
    from xlfuncs.review.content import opinion

    said = json.loads(scored)
    tables = [(table["sheet"], table) for table in said["tables"]]
    return opinion(said["file"], tables, dt.date.fromisoformat(today))


def summarised(results: str) -> bytes:
    """汇总 — the workbook that ``xlfuncs review`` makes, from what `score` said of every file, by its path."""
    from xlfuncs.review.summary import summary
    from xlfuncs.review.units import unit_of

    records = [
        {
            "file": path,
            "status": "failed" if "error" in scored else "ok",
            "reason": scored.get("error", ""),
            "tables": scored.get("tables", []),
        }
        for path, scored in json.loads(results)
    ]
    chosen = [Path(Path(record["file"]).parts[0]) for record in records]  # a folder, where one was chosen
    return summary(records, [unit_of(record, chosen) for record in records], folder=Path())


def new(form: str, *, rule: str | None = None, example: bool = False, rows: int | None = None) -> bytes:
    """新建官方表 — an official table, blank or filled with its example."""
    from xlfuncs.making.new import new_form  # here, because openpyxl would delay the start of the page

    return new_form(form, rule=rule or None, example=example, rows=rows or None)


def calculate(function: str, typed: Sequence[str]) -> str:
    """试算 — a function on what was typed."""
    return _json(tried(function, typed))


def zipped(names: Sequence[str], contents: Sequence[bytes]) -> bytes:
    """打包 — files in one zip, those of one name told apart."""
    taken: set[str] = set()
    paths = (free_path(Path(name), taken).as_posix() for name in names)
    return archive(zip(paths, map(bytes, contents), strict=True), packed=False)  # each is packed already


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)
