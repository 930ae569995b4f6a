"""单位 — whose returned workbook is whose: by its folder, by what its tables say, by the roster where there is one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from xlfuncs.errors import FileProblem
from xlfuncs.files.book import FileBook
from xlfuncs.files.disk import read_bytes
from xlfuncs.files.kinds.text import decoded, is_text_table
from xlfuncs.review.folder import place_of
from xlfuncs.review.record import Record
from xlfuncs.review.repeated import UNNAMED, Returned, repeated

_HEADS = re.compile(r"(?:预算|填报|报送)?(?:单位|部门|部门[(（]单位[)）])(?:名称)?|名称")
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]|\s")
_LEAST = 3  # characters of a name that may stand for a longer one
_SIMILAR = 0.6


class RosterLine(NamedTuple):
    """One unit of the roster, or one that is not on it."""

    unit: str
    state: str  # 已报, 重复报送, 未报, 名册外
    files: list[str]
    words: str  # which tables came twice, what the name may stand for


def read_roster(path: Path) -> list[str]:
    """应报单位 — the column headed 单位 (部门, 名称), else the first, of a workbook; or the lines of a text.

    FileProblem for no such file, and for no unit in it.
    """
    text = decoded(read_bytes(path)) if path.suffix.lower() in (".txt", ".csv") else None
    if text is not None and not is_text_table(text):  # one column has no commas
        rows: Sequence[Sequence[object]] = [[line] for line in text.removeprefix("\ufeff").splitlines()]
    else:
        book = FileBook.open(path)
        rows = book.read(book.sheet_names()[0]).rows
    head, column = next(
        (
            (number, place)
            for number, row in enumerate(rows)
            for place, value in enumerate(row)
            if isinstance(value, str) and _HEADS.fullmatch(value.strip())
        ),
        (-1, 0),
    )
    listed = (row[column] for row in rows[head + 1 :] if column < len(row))
    names = list(dict.fromkeys(str(value).strip() for value in listed if value and str(value).strip()))
    if not names:
        raise FileProblem(
            "名册中没有单位；应有“单位名称”一栏，或每行一个单位 | no units in this roster"
        ).within(str(path))
    return names


def unit_of(
    record: Record, places: Sequence[Path], roster: Sequence[str] = (), districts: Collection[str] = ()
) -> str:
    """单位 — of one workbook: a name of the roster that its folders or tables bear, else its folder, else its table's.

    The folder is the outermost one below the place that is reviewed, and none of the `districts`.

    >>> record = {"file": "报送/水利局/2025/自评表.xlsx", "tables": [{"departments": ["某县水利局"]}]}
    >>> unit_of(record, [Path("报送")]), unit_of(record, [Path("报送")], ["某县水利局", "某县林业局"])
    ('水利局', '某县水利局')
    >>> unit_of({"file": "报送/自评表.xlsx", "tables": [{"departments": ["某县林业局"]}]}, [Path("报送")])
    '某县林业局'
    """
    file = Path(str(record["file"]))
    folders = _folders(file, places)
    named = list(dict.fromkeys(str(name) for table in record["tables"] for name in table["departments"]))
    for name in (*folders, *named, file.stem):
        if name in roster:
            return name
    listed = _Roster(roster)
    for name in (*folders, *named, file.stem):
        if meant := listed.meant(name):
            return meant
    own = [name for name in folders if name not in districts] or folders
    return next(iter((*own, *named)), UNNAMED if place_of(file, places) else file.parent.name or UNNAMED)


def districts_of(files: Iterable[Path], places: Sequence[Path], roster: Sequence[str]) -> set[str]:
    """片区 — the outermost folders in which units of the roster have folders of their own; they are no units'."""
    listed = _Roster(roster)
    trees = {_folders(file, places) for file in files}
    return {
        top for top, *below in filter(None, trees) if not listed.meant(top) and any(map(listed.meant, below))
    }


def _folders(file: Path, places: Sequence[Path]) -> tuple[str, ...]:
    """The folders of a file below the place that is reviewed, the outermost first."""
    top = place_of(file, places)
    parts = file.relative_to(top).parts if top else ()
    return parts[:-1] if file.suffix else parts  # itself a folder, that cannot be read


class _Roster:
    """The units of a roster, found by names that are not quite theirs."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = {_simple(name): name for name in names}

    def meant(self, name: str) -> str | None:
        """The one unit that this name can stand for; None where it is none, or one of several."""
        simple = _simple(name)
        if simple in self._names:
            return self._names[simple]
        inside = [known for known in self._names if known in simple]
        around = [known for known in self._names if len(simple) >= _LEAST and simple in known]
        longest = [known for known in inside if not any(known in other for other in inside if other != known)]
        names = longest or around
        return self._names[names[0]] if len(names) == 1 else None

    def similar(self, name: str) -> list[str]:
        """Units that are called nearly so."""
        close = difflib.get_close_matches(_simple(name), self._names, n=2, cutoff=_SIMILAR)
        return [self._names[known] for known in close]


def _simple(name: str) -> str:
    """A name without brackets and white space, in half width."""
    return _BRACKETS.sub("", normalize("NFKC", name)) or name


def called_over(
    returned: Mapping[str, Sequence[Returned]], roster: Sequence[str], others: Sequence[tuple[str, str]]
) -> Iterator[RosterLine]:
    """点名 — every unit of the roster, whether it returned its tables, and which came twice; then those not on it.

    `others` gives unit and file of what is no workbook. A unit may return many tables: twice is the same form for the same
    project.
    """
    known = {*roster}
    outside = [unit for unit in returned if unit not in known]
    listed = _Roster(roster)
    for unit in (*roster, *outside):
        own = returned.get(unit, [])
        files = [one.file for one in own]
        twice = [words for words, _ in repeated(own, unit)]
        if unit not in known:
            close = listed.similar(unit)
            words = (
                f"名册中相近的单位：{'、'.join(close)}，请核对名称" if close else "名册中没有这个单位，请核对"
            )
            yield RosterLine(unit, "名册外", files, words)
        elif not own:
            close = [other for other in outside if unit in listed.similar(other)]
            said = [f"名册外报送的“{'”“'.join(close)}”名称相近，请核对"] if close else []
            if other := [Path(file).name for owner, file in others if owner == unit]:
                said.append(f"只报送了不是工作簿的文件：{'、'.join(other)}")
            yield RosterLine(unit, "未报", files, "；".join(said))
        else:
            yield RosterLine(unit, "重复报送" if twice else "已报", files, "；".join(twice))
