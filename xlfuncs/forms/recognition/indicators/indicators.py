"""指标块 — the sections and items of an indicator block; and results whose parts stand in columns beside them, of towns, quarters
or halves of the year: where those of most rows add up, the others should.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import isfinite

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item, Section
from xlfuncs.forms.recognition.cells.reader import Part, Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.indicators.indicator_rows import IndicatorRow, IndicatorRows
from xlfuncs.forms.recognition.indicators.level_points import settle_level_points
from xlfuncs.forms.recognition.indicators.parents import join_unscored, set_parts_idle
from xlfuncs.forms.recognition.indicators.scoring_inputs import ScoringInputs
from xlfuncs.forms.recognition.indicators.shared_points import (
    group_below_headings,
    leave_headings,
    settle_labels,
    settle_merged,
    share_scores,
    without_headings,
)
from xlfuncs.forms.recognition.indicators.subtotals import Subtotals, total_row
from xlfuncs.forms.recognition.words.texts import label, label_points
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.functions.targets import parse_target
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact

_FEWEST = 2  # parts, and rows that prove them
_RATE = pattern("[率度比均]|[%％]")  # neither rates nor averages add up
_PLANNED = pattern("目标|计划|指标|任务")  # are no parts of a result


def read_indicators(
    reader: Reader, header: Header, rows: Iterable[int], subtotals: dict[int, bool], cells: dict[str, Place]
) -> tuple[list[Section], list[Item], int | None]:
    """Sections and items of a block, and the row that is its total though no word says so.

    `subtotals` says which rows are sums, and whether of one section. Where a section's own score stands goes
    to `cells`, under the section's name.
    """
    block = IndicatorRows(reader, header)
    sums, pages = list[int](), list[int]()
    lines = reader.rows
    filled = [number for number in rows if any(lines[number])]  # a blank row parts nothing
    for place, number in enumerate(filled):
        if number not in subtotals:
            block.read(number, place)
        else:
            (sums if subtotals[number] else pages).append(number)
    total = None if header.own else total_row(reader, block.rows)
    if total is not None:
        block.rows.remove(total)
    indicators = _inside_sums(reader, header, block.rows, sums[-1]) if sums and header.own else block.rows
    blocks = _blocks(reader, header, indicators)
    if not header.own:
        group_below_headings(indicators)
        leave_headings(indicators)
    sections = _sections(indicators, blocks or block.level1_labels, header.label or "")
    indicators = without_headings(indicators, sections, cells)
    share_scores(indicators, sections, cells)
    settle_merged(indicators)
    settle_labels(indicators)
    set_parts_idle(reader, indicators)
    if not header.own:  # in ours each row is one, named or not
        join_unscored(reader, indicators)
        _say_unnamed(reader, indicators)
        settle_level_points(reader, header, indicators)
    typed = Subtotals(reader, header, block.score_columns, cells)
    typed.settle(sums, indicators, sections)
    typed.check_carried(pages)
    inputs = ScoringInputs(reader, header)
    for row in indicators:
        if row.sharers:
            row.item.sharers = tuple(_sharers(inputs, row))
        elif not row.item.idle:
            inputs.read(row.number, row.item)
    check_parts(reader, header, [row.item for row in indicators])
    return list(sections.values()), [row.item for row in indicators], None if total is None else total.number


def _sharers(inputs: ScoringInputs, row: IndicatorRow) -> Iterator[Item]:
    """The rows that have one score, each as if it were alone."""
    for other, points in row.sharers:
        cells = dict(other.item.cells)
        own = replace(other.item, name=other.name, points=points, entered=None, idle=False, cells=cells)
        inputs.read(other.number, own)
        yield own


def _say_unnamed(reader: Reader, rows: Sequence[IndicatorRow]) -> None:
    """Say of rows with points and a target of their own that the name they go by is that of the row above."""
    for above, row in pairwise(rows):  # of several, the first
        if row.depth >= above.depth or row.name != above.name or row.item.idle or row.valueless or row.points:
            continue  # nearly all
        if row.item.points is not None and (at := row.item.place("points", "entered")):
            reader.note("missing-entry", case="name-above", severity="info", at=at, item=row.item.name)


def _inside_sums(reader: Reader, header: Header, rows: list[IndicatorRow], last: int) -> list[IndicatorRow]:
    """Our own sums end at their row: what somebody put in below it would count here and not in the sheet."""
    for row in rows:
        if row.number > last:
            at = reader.at(row.number, header.columns.get("score", header.columns["rule_score"]))
            told = {"item": row.item.name, "found": row.number + 1, "expected": f"第 {last + 1} 行以上"}
            reader.note("outside-sum", at=at, **told)
    return [row for row in rows if row.number < last]


def _blocks(reader: Reader, header: Header, rows: list[IndicatorRow]) -> dict[str, bool]:
    """The labels with points one below the other left of a block, 年度绩效目标1（40分）: its outermost level; not one for all."""
    texts = reader.texts(header.row)
    place = next((column for column, text in texts if text == header.label), None)
    if place is None or header.own:
        return {}
    labels, last = {row.number: reader.text(row.number, place) for row in rows}, header.label
    for number in () if reader.merges(place) else labels:
        last = labels[number] = labels[number] or last
    found = [text for text in dict.fromkeys(labels.values()) if text]
    if len(found) < 2 or any(label_points(text) is None for text in found):
        return {}
    for row in rows:
        row.group = labels[row.number] or "", row.group[1] or row.group[0]
    return dict.fromkeys(found, True)


def _sections(rows: list[IndicatorRow], level1_labels: Mapping[str, bool], block: str) -> dict[str, Section]:
    """The level-1 labels, those with points even if their rows are blank; the whole block where only its label has points."""
    stated = [text for text, beside in level1_labels.items() if beside and label_points(text) is not None]
    firsts = dict.fromkeys(row.group[0] for row in rows)
    by_level = stated or any(label_points(level1) is not None for level1 in firsts)
    whole = not by_level and label_points(block) is not None
    titles = {level1: block if whole or is_placeholder(level1) else level1 for level1 in firsts}
    used = {level1: title or "绩效指标" for level1, title in titles.items()}
    names = {level1: label(title) for level1, title in used.items()}
    for row in rows:
        row.item.section = names[row.group[0]]
    named = [block] if whole else [t for t in level1_labels if t in used.values() or t in stated]
    sections: dict[str, Section] = {}
    for title in (*named, *used.values()):
        sections.setdefault(label(title), Section(label(title), label_points(title)))
    return sections


def check_parts(reader: Reader, header: Header, items: Sequence[Item]) -> None:
    """The results of rows against their parts, in the most columns right beside them that add up."""
    result, taken = header.columns.get("actual"), set(header.columns.values())
    if result is None or header.own:
        return
    for step in (-1, 1):
        beside = list[int]()
        for column in range(result + step, -1 if step < 0 else reader.width, step):
            above, heading = reader.text(header.row, column) or "", reader.text(header.end, column)
            if column in taken or heading is None or _PLANNED.search(above + heading):
                break
            beside.append(column)
        for count in range(len(beside), _FEWEST - 1, -1):
            lines = [*_lines(reader, items, result, beside[:count])]
            wrong = [one for one in lines if exact(one[1][0]) != sum(exact(value) for value, _ in one[2])]
            if len(lines) - len(wrong) >= max(_FEWEST, len(wrong)):
                for item, (total, at), parts in wrong:
                    reader.note_sum(at, item.name, exact(total), parts, case="results")
                return


def _lines(
    reader: Reader, items: Sequence[Item], result: int, columns: Sequence[int]
) -> Iterator[tuple[Item, Part, Sequence[Part]]]:
    """The rows that have a number in each of these columns, and are no rates."""
    for item in items:
        place = item.cells.get("actual")
        if place is None or _RATE.search(f"{item.name}{item.target}{item.actual}"):
            continue
        row, _ = reader.cell(place)
        numbers = [(_number(reader, row, column), reader.at(row, column)) for column in (result, *columns)]
        values = [(value, at) for value, at in numbers if value is not None]
        if len(values) == len(numbers) and any(value for value, _ in values[1:]):
            yield item, values[0], values[1:]


def _number(reader: Reader, row: int, column: int) -> float | None:
    value = reader.data(row, column)
    if is_number(value) or not isinstance(value, str):
        return float(value) if isinstance(value, float) else None
    said = parse_target(value)
    number = None if said.number is None or said.operator != "none" else float(said.number)
    return number if number is None or isfinite(number) else None  # of hundreds of digits
