"""一份的结果 — one workbook reviewed, as data that a journal can keep and another machine can send."""

from __future__ import annotations

import hashlib
import time
from functools import cache
from pathlib import Path
from typing import Any

from xlfuncs import __version__

__all__ = ["Record", "digest_of", "failed", "fingerprint", "review_file", "unit"]

_LARGEST = 500 << 20  # bytes

Record = dict[str, Any]  # file, digest, rules, version, status, reason, seconds, tables


def review_file(path: str, rule: str | None = None, write: str | None = None) -> Record:
    """审核一份 — read, recognise, score and check one workbook; whatever goes wrong is a recorded reason.

    Parameters
    ----------
    path : str
        The workbook; it is not changed.
    rule : str, optional
        Rule id or file for all tables.
    write : str, optional
        Where a scored copy goes.
    """
    from xlfuncs.errors import XlfuncsError

    start = time.perf_counter()
    record: Record = {"file": path, "status": "ok", "reason": "", "tables": [], "seconds": 0.0}
    try:
        record |= fingerprint(rule)
        record["digest"] = digest_of(path)
        record["tables"] = _tables(path, rule, write)
    except XlfuncsError as problem:
        record |= {"status": "failed", "reason": problem.zh}
    except (KeyboardInterrupt, SystemExit):
        raise
    except (
        BaseException
    ) as problem:  # a stranger's file, and panics of libraries: the next file must not wait
        kind = (
            "内存不够"
            if isinstance(problem, MemoryError)
            else f"程序没有料到的内容（{type(problem).__name__}）"
        )
        record |= {"status": "failed", "reason": kind}
    record["seconds"] = round_seconds(time.perf_counter() - start)
    return record


def _tables(path: str, rule: str | None, write: str | None) -> list[dict[str, Any]]:
    from xlfuncs.refresh.score_file import check_file, score_file

    if write is None:
        results = check_file(path, rule=rule)
    else:
        target = Path(write)
        target.parent.mkdir(parents=True, exist_ok=True)
        results = score_file(path, target, rule=rule)
    return [result.to_dict() for result in results]


def digest_of(path: str) -> str:
    """What a file holds, in short; of its size alone where it is no workbook's."""
    size = Path(path).stat().st_size
    if size > _LARGEST:
        return f"{size}"
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def failed(path: str, reason: str) -> Record:
    """A file that its worker could not finish."""
    return {"file": path, "status": "failed", "reason": reason, "tables": [], "seconds": 0.0}


@cache
def fingerprint(rule: str | None) -> dict[str, str]:
    """What a result rests on beside the file: the rules and this version."""
    from xlfuncs.rules.loader import DATA

    digest = hashlib.sha256()
    for file in (*sorted(DATA.glob("*.toml")), *([Path(rule)] if rule and rule.endswith(".toml") else [])):
        digest.update(file.read_bytes())
    return {"rules": f"{rule or ''}:{digest.hexdigest()[:16]}", "version": __version__}


def unit(record: Record) -> str:
    """Whose table it is: the folder it was put in.

    >>> unit(failed("报送/水利局/自评表.xlsx", "文件是空的"))
    '水利局'
    """
    return Path(record["file"]).parent.name or "未分单位"


def round_seconds(seconds: float) -> float:
    """Milliseconds are enough."""
    return int(seconds * 1000) / 1000
