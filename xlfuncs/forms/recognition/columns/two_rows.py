"""两行表头 — the second row of a header, and what its words mean below those that are merged across them."""

from __future__ import annotations

from xlfuncs.cells import Cell
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.evidence import BUDGETS
from xlfuncs.forms.recognition.columns.header_rows import (
    goes_on,
    headings_of,
    kind_of,
    says,
    stated_years,
    year_of,
)
from xlfuncs.forms.recognition.columns.heading import LEVELS, Heading
from xlfuncs.forms.recognition.words.parts import Known, parts_of
from xlfuncs.forms.recognition.words.row_labels import is_row, is_total
from xlfuncs.forms.recognition.words.texts import bare, normal, part_of_year
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import SURE, meaning

_HEADER_WORD = 20  # characters
_MARKS = ("title", "total", "subtotal", "page_sum", "tail")


def second_row(reader: Reader, row: int, upper: list[Heading], known: Known) -> list[Heading]:
    """The headings of the row below, where it holds nothing else, and stands under headings merged across it."""
    line = reader.rows[row] if row < len(reader.rows) else []
    inside = line[: max((heading.column for heading in upper), default=-1) + 1]
    if not all(type(value) is str or value is None for value in inside):
        return []  # a row of figures
    # right of them, somebody's own numbers
    end = max((_last(reader, heading) for heading in upper), default=-1)
    repeated = {one.column for one in upper if line[one.column : one.column + 1] == [one.text]}  # filled down
    typed = [(column, value) for column, value in enumerate(line) if value not in (None, "")]
    filled = [(column, value) for column, value in typed if column not in repeated]
    cells = [value for column, value in filled if column <= end or isinstance(value, str)]
    are_words = all(isinstance(cell, str) and len(cell) <= _HEADER_WORD for cell in cells)
    lower = headings_of(reader, row, known) if len(cells) > 1 and are_words else []
    lower = [one for one in lower if one.column not in repeated]
    if not lower or len(lower) < len(cells):
        return []
    groups = [_group(reader, heading, upper) for heading in lower]
    pairs = [*zip(lower, groups, strict=True)]
    if says([one for one, group in pairs if not _sums_up(one, group)]) & set(_MARKS):
        return []
    grouped = all(groups)
    summed = any(group and is_row("funds_total", group.text) for group in groups)  # 合计 over 预算, 支出
    beside = any(heading.meanings and goes_on(reader, heading, heading.row) for heading in upper)
    dated = all(group and year_of(group.text) for group in groups)
    parted = (grouped and (summed or dated or kind_of(upper, 0))) or beside
    if kind_of(lower, 0) not in (None, "goals") and not parted:
        return []
    own = [heading for heading, group in pairs if not heading.meanings and not group]
    over = ((one.row - 1, one.column) for one in own)  # nothing stands over one that the row above leaves out
    alone = grouped or all(reader.data(*cell) is None and not reader.merged(*cell) for cell in over)
    return lower if alone else []


def lower_rows(reader: Reader, row: int, upper: list[Heading], known: Known) -> tuple[list[Heading], int]:
    """The headings below those of a row, and how many rows they take: 名称, 权重 under 一级指标, 三级指标 take a third."""
    lower = second_row(reader, row + 1, upper, known)
    below = row + 2
    if lower and any(one.meanings and reader.merged(below, one.column) == (row, one.column) for one in upper):
        third = second_row(reader, below, lower, known)
        if third and all(_group(reader, one, lower) for one in third):
            return under_groups(reader, lower, third), 2
    return lower, int(bool(lower))


def _group(reader: Reader, heading: Heading, upper: list[Heading]) -> Heading | None:
    """The heading above that is merged across this one and its neighbour."""
    start = reader.merged(heading.row - 1, heading.column)
    after = start and reader.merged(start[0], start[1] + 1)
    if start is None:
        start = after = _over(reader, heading.row - 1, heading.column)
    if not start or after != start:
        return None
    return next((above for above in upper if (above.row, above.column) == start), None)


def _over(reader: Reader, row: int, column: int) -> Cell | None:
    """The text in a row that stands over a column and the one beside it, where blanks stand for what was merged."""
    above, below = (
        [place for place, value in enumerate(line) if value not in (None, "")]
        for line in reader.rows[row : row + 2]
    )
    start = max((place for place in above if place <= column), default=-1)
    under = next((place for place in below if place > start), -1)
    over = start in below and under > start and not any(start < place <= under for place in above)
    return (row, start) if over else None


def _last(reader: Reader, heading: Heading) -> int:
    """The last column that a heading is merged across."""
    own, column = (heading.row, heading.column), heading.column
    while reader.merged(heading.row, column + 1) == own:
        column += 1
    return column


def under_groups(reader: Reader, upper: list[Heading], lower: list[Heading]) -> list[Heading]:
    """年度指标值 over 指标性质, 值: the words below count; a vague one, or else an unknown one, for what stands above it."""
    if not lower:
        return upper  # nearly every header
    groups = {heading: _group(reader, heading, upper) for heading in lower}
    others = _other_years(reader, groups)
    apart = {one.column for one in others} | {group.column for one in others if (group := groups[one])}
    groups = _of_all({heading: group for heading, group in groups.items() if heading not in others})
    above = [heading for heading in upper if heading not in groups.values() and heading.column not in apart]
    amounts = (*BUDGETS, "executed")
    shared = {one for one, group in groups.items() if "比" in one.text and _meant(group) in amounts}  # 占比
    vague = words("parts")["vague"]  # 值, 数值
    whole = {
        one for one, of in groups.items() if bare(normal(one.text)) in vague or _sums_up(one, of)
    } - shared
    told = {group for one, group in groups.items() if one in whole or one.meaning == _meant(group) != ""}
    below, reviewed = [], _reviewed(groups)
    for heading, group in groups.items():
        meanings = heading.meanings
        if group and not meanings:  # 复评 below 得分: 复评得分
            meanings = parts_of(bare(normal(heading.text)) + bare(normal(group.text))) or ()
        if group and _meant(group) in LEVELS and heading.means == ["name"]:
            meanings = group.meanings  # 指标名称 | 权重 below each level
        if _meant(group) == "score" and meanings and meanings[0][0] == "rate":
            meanings = ()  # the score of the rate
        if group and (heading in whole or (not meanings and group not in told)):
            meanings = group.meanings
        if _meant(group) == "target":
            adjusted = meaning("below_targets", heading.text)
            meanings = ((adjusted, SURE),) if adjusted else meanings
        in_tiers = _meant(group) == "standard" and meaning("below_standards", heading.text)
        if in_tiers or heading in shared:
            meanings = ()  # 优秀 | 良好 | 合格: a figure of each, and none that says what it earns
        if group in reviewed:  # 财政复核 beside 单位自评
            meanings = (("approved", SURE),) if _meant(heading) == "score" else ()
        part = group.text if group and part_of_year(group.text) else ""  # 上半年: 上半年完成值
        below.append(Heading(heading.row, heading.column, part + heading.text, meanings))
    covered = {heading.column for heading in below}
    return [heading for heading in above if heading.column not in covered] + below


def _reviewed(groups: dict[Heading, Heading | None]) -> set[Heading]:
    """Those over results and scores that a reviewer gave, where others stand beside them."""
    over = {group for heading, group in groups.items() if group and _meant(heading) == "score"}
    meant = {group: parts_of(bare(normal(group.text)) + "得分") or (("", 0),) for group in over}
    approved = {group for group, ((first, _), *_) in meant.items() if first == "approved"}
    return approved if over - approved else set()


def _other_years(reader: Reader, groups: dict[Heading, Heading | None]) -> set[Heading]:
    """What stands below, or is, another year than the table's own, or than the last one with results or amounts spent."""
    above = {
        one: group.text if group else reader.text(one.row - 1, one.column) for one, group in groups.items()
    }
    said = {one: (one.text, text or "") for one, text in above.items()}
    years = {one: year for one, texts in said.items() if (year := next(filter(None, map(year_of, texts)), 0))}
    done = {years[one] for one in years if {_meant(one), _meant(groups[one])} & {"actual", "executed"}}
    stated = {*map(int, stated_years(reader, min(one.row for one in groups) - 1))} if done else done
    # what it came to nobody knows, or is scored
    meant = {one: _meant(one) or _meant(groups[one]) for one in years}
    other = {year for one, year in years.items() if meant[one] in ("", None, "score")}
    own = done & stated or other & stated
    if len(own) > 1 or not done:
        return set()
    return {one for one, year in years.items() if year not in (own or {max(done)})}


def _of_all(groups: dict[Heading, Heading | None]) -> dict[Heading, Heading | None]:
    """Without the figures of each source or place, where those of all stand beside them: 合计 over 预算, 支出; 全市."""
    places = words("of_all")["places"]
    over = filter(None, groups.values())
    sums = {one for one in over if is_row("funds_total", one.text) or bare(normal(one.text)) in places}
    told = {heading.meanings[:1] for heading, group in groups.items() if group in sums and heading.meanings}
    return {
        heading: group
        for heading, group in groups.items()
        if group is None or group in sums or heading.meanings[:1] not in told
    }


def _sums_up(heading: Heading, group: Heading | None) -> bool:
    """Whether it heads all of an amount or a target, 合计 below 预算数, or a whole score, 总分 below 得分."""
    if _meant(group) == "score":
        return is_total(heading.text) and _meant(heading) not in ("score", "points")  # 自评分数 beside 分数
    unsaid = group is not None and is_row("funds_total", group.text)  # 资金总额, of which nobody says more
    summed = unsaid or _meant(group) in (*BUDGETS, "executed", "target", "actual")
    of_all = bare(normal(heading.text)) in words("of_all")["places"]
    return summed and (of_all or any(is_row(kind, heading.text) for kind in ("funds_total", "subtotal")))


def _meant(heading: Heading | None) -> str:
    """What a heading means first."""
    return heading.meaning if heading else ""
