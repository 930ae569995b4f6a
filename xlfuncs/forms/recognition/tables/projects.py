"""项目清单 — a list of projects with their amounts: each is checked, none earns points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item, Section
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_part
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.marks import beside, in_pairs
from xlfuncs.forms.recognition.columns.row_scores import ScoreColumns
from xlfuncs.forms.recognition.funds.amount_rows import Line
from xlfuncs.forms.recognition.funds.amounts import other_amounts, read_amounts, unscored_amounts
from xlfuncs.forms.recognition.funds.balances import check_balances, check_rates
from xlfuncs.forms.recognition.funds.detail_sums import check_sum
from xlfuncs.forms.recognition.tables.listed_scores import check_scores
from xlfuncs.forms.recognition.tables.total_cells import GRADE
from xlfuncs.forms.recognition.words.row_labels import GRADE_HEADING, ends_as, is_row
from xlfuncs.forms.recognition.words.texts import bare, label, label_points, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import concept, first_meaning, is_placeholder
from xlfuncs.patterns import pattern

_AVERAGE = pattern("平均.*|.*平均(?:[值分数]|得分)?")  # 合计/平均; 水平均衡发展 is a name
# 优：2个; 占比 below it
_EACH = pattern(r"(?:其中:?)?(?:优秀?|良好?|中等?|较?差|占比)(?:率|[个项]数|占比)?(?::?\d.*|:)?")
_COUNTED = pattern(r"\d+[个项].{0,2}$")
_SCORES = ("score", "approved", "total")
_EARNED = (("points", True), ("score", True))  # 分值 | 10 | 得分 | 9.53 below the sum: what the rate earned
_SAYS_GRADE = pattern(".*(?:结论|结果)")  # where grades stand below it
_SAID = pattern(r"\d|^[^一-龥A-Za-z]*$|无|未|不")  # an amount, or that there is none
_HEAD = pattern(r"\(?[一二三四五六七八九十]{1,3}(?:[)、.]|$)")  # of several lines numbered 1, 2
SECTION = "项目清单"


def read_projects(
    reader: Reader, header: Header, rows: Sequence[int]
) -> tuple[Section, list[Item], list[Item]]:
    """The projects of a list, and its sum, which must be that of its rows."""
    amounts, scores = header.amounts, header.columns.get("score")
    graded, full, earned = _grades(reader, header), None, None
    items, listed, total, sums = list[Item](), list[Line](), None, list[Item]()
    averages, subtotals = list[int](), list[tuple[int, int]]()  # each row, and the projects above it
    filled = amounts or tuple(one.column for one in header.others) or ((scores,) if scores else ())
    for row in rows if filled else ():
        texts = [text for _, text in reader.texts(row)]
        name = reader.text(row, header.columns["project"])
        if any(bare(normal(text)) in words("rows")["goals"] for text in texts):
            break  # the tasks of a department stand above its goals
        if total is not None and concept(name or "") in _EARNED:
            earned = row
            break
        if any(is_row("page_sum", text) for text in texts):
            continue
        typed = [reader.data(row, column) for column in filled]
        if any(type(value) is str for value in typed) and in_pairs(reader, row):
            continue
        if len({*typed}) > 1 and all(isinstance(value, str) and not _SAID.search(value) for value in typed):
            at = reader.at(row, reader.texts(row)[0][0])
            reader.note("column-unread", case="header", severity="warning", at=at, found="、".join(texts))
            break  # headings of something else
        if texts and first_meaning(texts[0]) == "points":
            full = row  # 满分 | 20 | 30 | 50: what the scores below are of
            continue
        averages += [row] if any(_AVERAGE.fullmatch(bare(normal(text))) for text in texts) else []
        if any(map(_sums_up, texts)):
            total = row
        elif any(ends_as("funds_subtotals", text) for text in texts):
            subtotals.append((row, len(listed)))
        elif not name or averages[-1:] == [row] or (texts and _EACH.fullmatch(normal(texts[0]))):
            continue
        elif not all(is_placeholder(reader.data(row, column)) for column in filled):
            items.append(_item(reader, header, row, label(name)))
            listed.append((row, name))
            items[-1].grades = tuple(_graded(reader, row, graded))
    check_scores(reader, header, listed, full, averages)
    columns = list[int]()
    if amounts and listed:
        first = listed[0][0] if total is None else total
        columns = [*dict.fromkeys((*amounts, *other_amounts(reader, header, first)))]
        groups = _groups(reader, header, listed)
        for column in columns:
            for row, parts in _parts_of(subtotals, listed):
                check_sum(reader, row, parts, column, "小计")
            for group, parts in groups:
                check_sum(reader, group[0], parts, column, group[1])
            if total is not None:
                check_sum(reader, total, [group for group, _ in groups] or listed, column, "合计")
        if total is not None:
            sums = [_sum(reader, header, total, items, earned)]
            listed.append((total, "合计"))
        check_balances(reader, header, listed, columns)
    check_rates(reader, header, listed, columns)
    for item in items:
        item.idle = True
    if sums and not sums[0].idle:
        return Section(SECTION, sums[0].points), [*items, *sums], []
    return Section(SECTION), items, sums


def _sum(reader: Reader, header: Header, row: int, projects: Sequence[Item], earned: int | None) -> Item:
    """The sum of the projects: of a department's tasks it may alone have points and a score, those of the rate."""
    if header.amounts and all(project.points is project.entered is None for project in projects):
        item = read_amounts(reader, header, row, header.amounts, "合计", SECTION)
        if earned is not None:
            _read_earned(reader, earned, item)
        item.inputs["points"] = item.points
        if type(item.points) is type(item.entered) is float:
            return item
    return unscored_amounts(reader, header, row, "合计")


def _read_earned(reader: Reader, row: int, item: Item) -> None:
    """What the rate is worth and earned, right of the labels of a row; 预算执行（10分） may say the points."""
    for column, text in reader.texts(row):
        key, value = first_meaning(text), beside(reader, row, column)
        if value is not None and (key, True) in _EARNED:
            number = reader.number(row, value, text, item.name)
            setattr(item, "entered" if key == "score" else key, number)
            item.cells[key] = reader.at(row, value)
        elif item.points is None:
            item.points = label_points(text)


def _groups(reader: Reader, header: Header, listed: Sequence[Line]) -> list[tuple[Line, list[Line]]]:
    """The lines numbered 1, 2 with those numbered 1.1, 1.2 below each, or 一, 二 with 1, 2; none in a list without such parts."""
    numbers, groups = header.outline(reader), list[tuple[Line, list[Line]]]()
    column = header.columns.get("number", header.columns["project"])
    heads = {row for row, _ in listed if _HEAD.match(normal(reader.text(row, column) or ""))}
    chinese = listed[0][0] in heads and len(heads) < len(listed)
    for line in listed if numbers or chinese else ():
        if groups and (line[0] not in heads if chinese else is_part(numbers.get(line[0], ""))):
            groups[-1][1].append(line)
        else:
            groups.append((line, []))
    return groups


def _parts_of(sums: Sequence[tuple[int, int]], listed: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """The projects of each subtotal: those below it, where the first stands above all, else those above."""
    ends = [above for _, above in sums]
    bounds = [*ends, len(listed)] if ends[:1] == [0] else [0, *ends]
    for (row, _), (start, end) in zip(sums, pairwise(bounds), strict=False):
        yield row, [*listed[start:end]]


def _item(reader: Reader, header: Header, row: int, name: str) -> Item:
    """One project with its amounts, or where the list has none with its score alone."""
    if header.amounts:
        return read_amounts(reader, header, row, header.amounts, name, SECTION)
    return Item(SECTION, name, None, {}, None, None, *ScoreColumns(reader, header).read(row, name))


def _grades(reader: Reader, header: Header) -> list[tuple[int, int]]:
    """The columns of the grades of the projects, each with that of scores before it, else of those that count."""
    score, found = header.columns.get("score"), list[tuple[int, int]]()
    before = score
    for column, text in sorted(header.headings(reader).items()):
        if first_meaning(text) in _SCORES:
            before = column
        elif before is not None and (GRADE_HEADING.fullmatch(text) or _SAYS_GRADE.fullmatch(text)):
            found.append((column, before))
    return found


def _graded(reader: Reader, row: int, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[str, Place, float]]:
    """The grades of a project, and the score of each."""
    for column, score in pairs:
        typed, earned = normal(reader.text(row, column) or ""), reader.amount(row, score)
        if GRADE.fullmatch(typed) and earned is not None:
            yield typed, reader.at(row, column), earned


def _sums_up(text: str) -> bool:
    """Whether a label is that of the sum: 合计, 金额合计, 合计/平均, 共计4个项目."""
    first = _COUNTED.sub("", re.split("[/、]", text)[0])
    return is_row("total", first) or ends_as("funds_sums", first)
