"""指标块 — the sections and items of an indicator block, and which rows share points or a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import product, zip_longest
from typing import Any

from xlfuncs.cells import Cell, Place
from xlfuncs.evaluation.content import Item, Section
from xlfuncs.evaluation.findings.slips import mended
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.row_scores import ScoreColumns
from xlfuncs.forms.recognition.indicators.indicator_rows import IndicatorRow, IndicatorRows
from xlfuncs.forms.recognition.indicators.parents import outermost, set_parts_idle
from xlfuncs.forms.recognition.indicators.scoring_inputs import ScoringInputs
from xlfuncs.forms.recognition.words.texts import label, label_points
from xlfuncs.forms.recognition.words.words import is_placeholder, is_row, is_total
from xlfuncs.scoring.numbers import exact

_WHOLE, _RATE = 100, 20  # points of a table, and of its execution rate at most


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
    sums: list[tuple[int, int]] = []  # how many rows stand above it, its own number
    for place, number in enumerate(rows):
        if number not in subtotals:
            block.read(number, place)
        elif subtotals[number]:
            sums.append((len(block.rows), number))
    total = None if header.own else _total(reader, header, block.rows)
    if total is not None:
        block.rows.remove(total)
    indicators = _inside_sums(reader, header, block.rows, sums[-1][1]) if sums and header.own else block.rows
    blocks = _blocks(reader, header, indicators)
    sections = _sections(indicators, blocks or block.level1_labels, header.label or "")
    summed: list[tuple[Section, int]] = []
    for above, number in sums:
        if sections:
            section = sections[indicators[above - 1].item.section] if above else next(iter(sections.values()))
            _subtotal(reader, block.score_columns, number, section, cells)
            summed.append((section, number))
    indicators = _without_parents(indicators, sections, cells)
    _one_score_for_many(indicators, sections, cells)
    _one_worth_for_many(indicators)
    _points_of_labels(indicators)
    set_parts_idle(reader, indicators)
    if not header.own:
        for section, number in summed:
            _check_points(reader, header, number, section, indicators)
    inputs = ScoringInputs(reader, header)
    for row in indicators:
        if not row.shares_score and not row.item.idle:
            inputs.read(row.number, row.item)
    return list(sections.values()), [row.item for row in indicators], None if total is None else total.number


def _total(reader: Reader, header: Header, rows: list[IndicatorRow]) -> IndicatorRow | None:
    """The last row, else the first one, where it has neither target nor result and says that it is the total, or is the
    sum of the others: about it, where it says nothing itself, or one label across several columns; exactly, under a
    label of its own.
    """
    if len(rows) > 2:
        for row, others in ((rows[-1], rows[:-1]), (rows[0], rows[1:])):
            plain = row.valueless and not row.points and not row.entered
            summed = _is_sum if _says_nothing(reader, row) else _is_exact_sum
            if plain and (is_total(row.item.name) or summed(row, others)):
                return row
    return None


def _says_nothing(reader: Reader, row: IndicatorRow) -> bool:
    label = next(iter(reader.texts(row.number)), None)
    across = label and reader.merged(row.number, label[0] + 1) == (row.number, label[0])
    return bool(not row.depth or across)


def _is_sum(row: IndicatorRow, others: list[IndicatorRow]) -> bool:
    for key, some in product(("points", "entered"), (others, outermost(others))):
        own, numbers = getattr(row.item, key), _numbers(some, key)
        # the execution rate stands above the block
        if isinstance(own, float) and len(numbers) > 1 and -1 <= own - sum(numbers) <= _RATE + 1:
            return True
    return False


def _is_exact_sum(row: IndicatorRow, others: list[IndicatorRow]) -> bool:
    """Whether points and score are those of the other rows, and no row without values stands among them; or the row
    is worth 100, as nothing beside other rows is, and no more than the rate is missing from them.
    """
    points, score = row.item.points, row.item.entered
    if any(other.valueless for other in others) or not (type(points) is type(score) is float):
        return False  # parents and their parts
    rest, left = (
        exact(own) - sum(map(exact, _numbers(others, key)))
        for own, key in ((points, "points"), (score, "entered"))
    )
    return rest == left == 0 or (points == _WHOLE and 0 <= left <= rest <= _RATE)


def _numbers(rows: list[IndicatorRow], key: str) -> list[float]:
    """What rows have of points or scores, merged ones once."""
    cells = {getattr(row, key) or row.number: getattr(row.item, key) for row in rows}
    return [value for value in cells.values() if isinstance(value, float)]


def _inside_sums(reader: Reader, header: Header, rows: list[IndicatorRow], last: int) -> list[IndicatorRow]:
    """Our own sums end at their row: what somebody put in below it would count here and not in the sheet."""
    for row in rows:
        if row.number > last:
            reader.note(
                "outside-sum",
                at=reader.at(row.number, header.columns.get("score", header.columns["rule_score"])),
                item=row.item.name,
                found=row.number + 1,
                expected=f"第 {last + 1} 行以上",
            )
    return [row for row in rows if row.number < last]


def _blocks(reader: Reader, header: Header, rows: list[IndicatorRow]) -> dict[str, bool]:
    """The labels with points that stand one below the other left of a block, 年度绩效目标1（40分）: its outermost level;
    none where one label says what the whole block is worth.
    """
    texts = reader.texts(header.row)
    place = next((column for column, text in texts if text == header.label), None)
    labels = (
        {} if place is None or header.own else {row.number: reader.text(row.number, place) for row in rows}
    )
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


def _subtotal(
    reader: Reader, score_columns: ScoreColumns, row: int, section: Section, cells: dict[str, Place]
) -> None:
    """What a section was said to have earned as a whole: entered, approved."""
    if score_columns.entered is not None:
        section.entered = reader.number(row, score_columns.entered, "小计", section.name)
        cells[section.name] = reader.at(row, score_columns.entered)
    section.approved = reader.number(row, score_columns.approved, "核定得分", section.name)


def _check_points(
    reader: Reader, header: Header, row: int, section: Section, rows: list[IndicatorRow]
) -> None:
    """The points of a subtotal are those of the section's rows, where each of them has its own."""
    column = header.columns.get("points")
    stated = None if column is None else reader.number(row, column, "小计", section.name)
    own = [each.item for each in rows if each.item.section == section.name and not each.item.idle]
    if column is None or not isinstance(stated, float) or not own:
        return
    if any(not isinstance(item.points, float) for item in own):
        return
    short = exact(stated) - sum(exact(item.points) for item in own)
    if short:
        hint = mended(short, [(item.points, item.place("points"), None) for item in own])
        told = {"found": stated, "expected": float(exact(stated) - short), "hint": hint}
        reader.note("points-sum", case="subtotal", at=reader.at(row, column), item=section.name, **told)


def _without_parents(
    rows: list[IndicatorRow], sections: dict[str, Section], cells: dict[str, Place]
) -> list[IndicatorRow]:
    """Leave out the rows whose children carry the scores; a level-1 parent gives its section's subtotal."""
    kept = []
    for row, below in zip_longest(rows, rows[1:]):
        if not (row.valueless and below is not None and _is_parent(row, below)):
            kept.append(row)
        elif row.depth == 1 or row.group[0] in ("", row.name):
            section = sections[row.item.section]
            section.points = row.item.points if section.points is None else section.points
            section.entered = row.item.entered
            if stands := row.item.place("entered"):
                cells[section.name] = stands
    return kept


def _is_parent(row: IndicatorRow, below: IndicatorRow) -> bool:
    if row.depth == 3:  # one column of names: 产出指标, and the indicators below it
        within = is_row("outer_groups", row.name) and not is_row("outer_groups", below.name)
        heads = row.heads or (not any(row.group) and is_row("groups", row.name))
        return heads and (within or not is_row("groups", below.name))
    return 0 < row.depth < below.depth and row.group[: row.depth] == below.group[: row.depth]


def _one_score_for_many(
    rows: list[IndicatorRow], sections: dict[str, Section], cells: dict[str, Place]
) -> None:
    """A score merged over a whole section is the section's; over a few rows, they are one item."""
    sharing: dict[Cell, list[IndicatorRow]] = {}
    for row in rows:
        if row.entered is not None:
            sharing.setdefault(row.entered, []).append(row)
    sizes = Counter(row.item.section for row in rows) if sharing else {}
    for sharers in sharing.values():
        first = sharers[0].item
        if len(sharers) == 1:
            continue
        if len(sharers) == sizes[first.section] and sharers[0].points is None:
            sections[first.section].entered, cells[first.section] = first.entered, first.cells["entered"]
            for row in sharers:
                row.item.entered = None
        else:
            first.points = _worth(sharers)
            first.name = label(sharers[0].group[1] or sharers[0].group[0]) or first.name
            sharers[0].shares_score, sharers[0].points = True, None
            for row in sharers[1:]:
                row.item.idle, row.item.points, row.item.entered = True, None, None
                for key in ("points", "score", "entered"):  # the first row's
                    row.item.cells.pop(key, None)


def _worth(rows: list[IndicatorRow]) -> Any:
    """What rows are worth together: their common points, else the sum of their own."""
    if rows[0].points is not None:
        return rows[0].item.points if len({row.points for row in rows}) == 1 else None
    points = [row.item.points for row in rows]
    return float(sum(map(exact, points))) if all(isinstance(value, float) for value in points) else None


def _one_worth_for_many(rows: list[IndicatorRow]) -> None:
    """Points merged over several rows, or typed in the first row of a group worth as much, are no row's own."""
    if all(row.points is None and row.item.points is not None for row in rows):
        return  # each row has its own
    points = Counter(row.points for row in rows)
    groups = Counter(row.group for row in rows)
    filled = Counter(row.group for row in rows if row.item.points is not None)
    once = {group for group, size in groups.items() if size > 1 and filled[group] == 1}
    common = {run[0].number for run in _runs(rows) if _is_for_all(run)}
    for row in rows:
        merged = row.points is not None and points[row.points] > 1
        typed_once = row.group in once and row.item.points == label_points(row.group[1])
        if not row.points_in_helper and (merged or typed_once or row.number in common):
            row.item.points = None


def _runs(rows: list[IndicatorRow]) -> list[list[IndicatorRow]]:
    """Each row with points and the rows right below it that have none, but scores of their own."""
    runs: list[list[IndicatorRow]] = []
    for row in rows:
        if row.item.points is not None:
            runs.append([row])
        elif runs and isinstance(row.item.entered, float):
            runs[-1].append(row)
        else:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _is_for_all(run: list[IndicatorRow]) -> bool:
    """Whether the points of the first row are those of all: their scores together are no more."""
    points, scores = run[0].item.points, [row.item.entered for row in run]
    told = all(isinstance(number, float) for number in (points, *scores))
    return told and sum(map(exact, scores)) <= exact(points)


def _points_of_labels(rows: list[IndicatorRow]) -> None:
    """Where no cell gives a row's points, its name does, or the label of a group that has one row only."""
    without = [row for row in rows if row.item.points is None and row.points is None]
    first = Counter(row.group[0] for row in rows) if without else {}
    second = Counter(row.group for row in rows) if without else {}
    for row in without:
        row.item.points = label_points(row.name, unit=True)
        for text, alone in ((row.group[1], second[row.group] == 1), (row.group[0], first[row.group[0]] == 1)):
            if row.item.points is None and alone:
                row.item.points = label_points(text)
