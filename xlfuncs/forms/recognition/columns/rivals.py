"""两列相争 — columns that may both be the target, the result or the points: the typed scores tell which of them counts; and
columns of scores beside the one that counts, of several who reviewed a table one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.assignment import Assignment, said_alike, unread
from xlfuncs.forms.recognition.columns.by_content import is_verified, right_scores, said_as, unlike_others
from xlfuncs.forms.recognition.columns.evidence import Columns, scores_within
from xlfuncs.forms.recognition.columns.heading import Heading
from xlfuncs.forms.recognition.words.texts import bare, is_of_term, normal, part_of_year
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import is_placeholder, meaning
from xlfuncs.functions.targets import parse_target
from xlfuncs.patterns import pattern

_TARGETS = ("目标", "目标值", "指标值", "计划", "计划数", "任务")
_YEAR = pattern("20[0-9]{2}(?=年)")
_IN_TIME = "序时"  # what a year's target comes to by now
_SCORES = {"score", "approved"}
_WHICH = "0123456789ABCDE一二三四五六七甲乙丙丁戊"  # 专家1, 评委甲


def settle_rivals(reader: Reader, columns: Columns, made: Assignment, rows: range) -> None:
    """Of two columns whose headings may mean the same, or that hold figures of the same units, let the right one count."""
    known = (("actual", _settle_known), ("points", _settle_known), ("target", _settle_part))
    for key, settle in (*known, ("actual", _settle_result), ("target", _settle_target)):
        if key in made.places and columns[key] == made.places[key].column:
            settle(reader, columns, made, key, rows)


def _settle_known(reader: Reader, columns: Columns, made: Assignment, key: str, rows: range) -> None:
    """Another heading may mean the same, and only with its column the scores come out."""
    for other in unlike_others(made.unread):
        if key in other.means:
            two = (made.places[key], other)
            now, then = (right_scores(reader, columns | {key: one.column}, rows) for one in two)
            if then > max(1, 2 * now):
                _replace(reader, columns, made, key, other)
                return


def _settle_part(reader: Reader, columns: Columns, made: Assignment, key: str, rows: range) -> None:
    """Targets of the part of the year that the results are of, 1-7月目标值, 序时目标, count rather than those of the year."""
    said, actual = made.places[key], made.places.get("actual")
    for other in made.unread if part_of_year(said.text) is None else ():
        part = part_of_year(other.text)
        same = part is not None and (_IN_TIME in part or (actual and part == part_of_year(actual.text)))
        if same and bare(normal(other.text)).endswith(_TARGETS):
            columns[key], made.places[key] = other.column, other
            made.unread[made.unread.index(other)] = said
            return


def _settle_result(reader: Reader, columns: Columns, made: Assignment, key: str, rows: range) -> None:
    """A column behind holds others of the same units, 审计核实值: nearly all scores come out by it; else neither is read."""
    said = made.places[key]
    for other in unlike_others(made.unread):
        if key in other.means or other.column < said.column:
            continue
        alike = _with_both(reader, said, other, rows)
        if not alike or not all(alike.values()):
            continue
        now, then = (right_scores(reader, columns | {key: one.column}, rows) for one in (said, other))
        if then > now and 4 * then >= 3 * len(alike):
            _replace(reader, columns, made, key, other)
            return
        if then == now and is_verified(other):
            del columns[key]
            made.findings.append(said_alike(reader, said, other))
            return


def _replace(reader: Reader, columns: Columns, made: Assignment, key: str, other: Heading) -> None:
    columns[key] = other.column
    made.unread[made.unread.index(other)] = made.places[key]
    made.findings.append(said_as(reader, other, key))


def _settle_target(reader: Reader, columns: Columns, made: Assignment, key: str, rows: range) -> None:
    """Another column may be the target, or has others of the same units before the result: that by which more scores come out."""
    said, actual = made.places[key], columns.get("actual", -1)
    for other in unlike_others(made.unread) if "adjusted_target" not in columns else ():
        rival = key in other.means
        result = "actual" in other.means and not rival
        years = {found[0] for one in (said, other) if (found := _YEAR.match(normal(one.text)))}
        elsewhen = len(years) > 1 or is_of_term(other.text)
        if result or elsewhen or not (rival or said.column < other.column < actual):
            continue
        pairs = _with_both(reader, said, other, rows)
        both = [row for row, alike in pairs.items() if alike or rival]
        if not rival and len(both) < len(pairs):
            continue
        named = rival or meaning("below_targets", other.text) is not None  # one row may prove it
        if not both or (len(both) == 1 and not named):
            continue
        now, then = (right_scores(reader, columns | {"target": one.column}, both) for one in (said, other))
        if then > now:
            columns["target" if rival else "adjusted_target"] = other.column
            made.unread.remove(other)
            made.findings.append(said_as(reader, other, "target"))
        elif then == now and (any(pairs.values()) if rival else len(both) > 1):
            del columns["target"]
            made.findings.append(said_alike(reader, said, other))
        return


def _with_both(reader: Reader, one: Heading, other: Heading, rows: range) -> dict[int, bool]:
    """The rows with both, and whether they have figures of one unit there; none where all are the same."""
    pairs = {row: (reader.data(row, one.column), reader.data(row, other.column)) for row in rows}
    filled = {row: pair for row, pair in pairs.items() if not any(map(is_placeholder, pair))}
    read = {row: (parse_target(a), parse_target(b)) for row, (a, b) in filled.items()}
    if all(a.number == b.number for a, b in read.values()):
        return {}
    return {row: None not in (a.number, b.number) and a.unit == b.unit for row, (a, b) in read.items()}


def other_scores(reader: Reader, columns: Columns, made: Assignment, rows: range) -> Sequence[Heading]:
    """The unread headings with scores within the points of their rows below; that these were so read is said."""
    if not {"points", "score"} <= columns.keys():
        return ()
    said = filter(_says_score, made.unread)
    found = [one for one in said if scores_within(reader, one.column, columns["points"], rows)]
    for heading in found:
        made.unread.remove(heading)
        made.findings.append(unread(reader, heading, case="scores"))
    return found


def _says_score(heading: Heading) -> bool:
    """Whether a heading speaks of a score, or of somebody who gives one: 初评得分, 财政复核."""
    text = bare(normal(heading.text)).rstrip(_WHICH)
    if any(word in text for word in words("other_columns")["no_scores"]):
        return False
    listed = words("parts")["approved"]
    return not _SCORES.isdisjoint(heading.means) or text.endswith(tuple(listed))
