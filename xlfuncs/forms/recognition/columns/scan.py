"""找表头 — the headers of a sheet from top to bottom, and the rows between them that say something of the whole table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.by_content import guess
from xlfuncs.forms.recognition.columns.header_rows import Kind, kind_of, year_of, years_of
from xlfuncs.forms.recognition.columns.headers import Header, header_at
from xlfuncs.forms.recognition.columns.heading import Heading
from xlfuncs.forms.recognition.columns.marks import Mark, marks
from xlfuncs.forms.recognition.columns.score_sheet import heads_units
from xlfuncs.forms.recognition.words.parts import Known, Meanings
from xlfuncs.forms.recognition.words.words import foreign

_HEADINGS = 3  # of a row that is a header
_SOURCES = 2  # headings beside that of their sum, and the label before them
_FULL = 100  # points of a table
_YEAR = 12  # characters of a year that heads a column


def scan(reader: Reader) -> list[Header | Mark]:
    """Headers and marks of a sheet, from top to bottom."""
    known = {**reader.known, **foreign(reader.known)}
    events = [*_scan(reader, known)]
    kinds = {event.kind for event in events if isinstance(event, Header)}
    if kinds <= {"execution"} and (guessed := guess(reader, known)):
        events = [*_scan(reader, known | guessed)]
    return events


def _scan(reader: Reader, known: Known) -> Iterator[Header | Mark]:
    done, last = -1, None
    means_nothing = known.keys().isdisjoint
    twenty = [text for text in reader.said if len(text) < _YEAR and ("20" in text or "２０" in text)]
    undated = (dated := {text for text in (*known, *twenty) if year_of(text)}).isdisjoint
    rows, formulas = reader.rows, reader.formulas
    more = dated or not known.keys() <= reader.known.keys()
    for number in range(len(rows)) if more else reader.contents.telling:
        if number <= done or (means_nothing(row := rows[number]) and undated(row)):
            continue
        hits = [(column, known[text]) for column, text in reader.texts(number) if text in known]
        scored = last is not None and _is_scored(row, last)
        several = len(hits) > 1 or heads_units(row, hits) or _heads_sources(reader, number, hits)
        several |= not undated(row) and len(years_of(row)) > 1  # over amounts
        header = header_at(reader, number, known) if several and not scored else None
        if header is not None:
            done, last = header.end, header
            yield header
            continue
        # In a row of ours, whatever its words, a formula gives the score of the rule.
        ours = last is not None and last.own and (number, last.columns["rule_score"]) in formulas
        if last and not ours and _is_another(row, hits):
            yield Mark("headings", number, hits[0][0])
        else:
            told = [*marks(reader, number, hits, last.columns if last else {})]
            yield from told
            if any(mark.kind == "title" for mark in told):
                last = None  # another table: nothing stands in the columns of the one above


def _heads_sources(reader: Reader, row: int, hits: Sequence[tuple[int, Meanings]]) -> bool:
    """Whether 合计 is the one known word of a row, merged across others' headings as those of sources beside it are."""
    if not hits or hits[0][1][0][0] != "total":
        return False
    column, texts = hits[0][0], reader.texts(row)
    across = reader.merged(row, column + 1) == (row, column)
    return across and len(texts) > _SOURCES and texts[0][0] < column


def _is_scored(row: Sequence[Value], header: Header) -> bool:
    """Whether a row has points of an indicator under their heading, whatever its words: 效益指标, 达成."""
    column = header.columns.get("points", len(row)) if header.kind == "indicators" else len(row)
    value = row[column] if column < len(row) else None
    return isinstance(value, float) and 0 < value <= _FULL


def _is_another(row: Sequence[Value], hits: Sequence[tuple[int, Meanings]]) -> bool:
    """Whether a row below a block is a header nobody knows: several headings, of scores or results too, no numbers;
    产出得分, 效益得分, 总得分 are headings of what each earned; 总分, 总分值, 总得分 are of the table above.
    """
    meant = [meanings[0][0] for _, meanings in hits]
    said, earned = {*meant}, [one for one in meant if one in ("score", "total")]
    scored = said & {"points", "score"} or said >= {"target", "actual"}
    several = len(said) >= _HEADINGS or len(earned) >= _HEADINGS
    return several and bool(scored) and meant[0] != "total" and not any(map(is_number, row))


def heads(row: Iterable[Value], known: Known) -> Kind | None:
    """What kind of block the texts of a row, as far as they mean something, are the headings of."""
    meanings = {value: known[value] for value in row if type(value) is str and value in known}
    return _kind(tuple(meanings.values())) if meanings else None


@lru_cache(maxsize=1 << 12)  # of one form, all tables say the same
def _kind(meanings: tuple[Meanings, ...]) -> Kind | None:
    return kind_of([Heading(0, 0, "", one) for one in meanings], 0)
