"""指标块 — the sections and items of an indicator block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item, Section
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.indicators.headings import (
    group_below_headings,
    leave_headings,
    without_headings,
)
from xlfuncs.forms.recognition.indicators.indicator_rows import IndicatorRow, IndicatorRows
from xlfuncs.forms.recognition.indicators.level_points import settle_level_points
from xlfuncs.forms.recognition.indicators.parents import join_unscored, set_parts_idle
from xlfuncs.forms.recognition.indicators.result_parts import check_parts
from xlfuncs.forms.recognition.indicators.scoring_inputs import ScoringInputs
from xlfuncs.forms.recognition.indicators.shared_points import settle_points, share_scores
from xlfuncs.forms.recognition.indicators.subtotals import Subtotals
from xlfuncs.forms.recognition.indicators.total_row import total_row
from xlfuncs.forms.recognition.words.texts import label, label_points
from xlfuncs.forms.recognition.words.words import is_placeholder


def read_indicators(
    reader: Reader,
    header: Header,
    rows: Iterable[int],
    subtotals: Mapping[int, bool],
    cells: dict[str, Place],
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
    settle_points(indicators)
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
    """The sections in order: the level-1 labels, or the whole block where only its label carries points.

    Labels that carry points are sections though nobody has filled their rows yet.
    """
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
