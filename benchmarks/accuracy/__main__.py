"""Print the counts: ``python -m benchmarks.accuracy [--tables N] [--examples N]``; exit 1 for a wrong score in silence."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.accuracy.cases import cases
from benchmarks.accuracy.counts import Counts
from benchmarks.accuracy.drawn import alone, generated, typed
from benchmarks.accuracy.mutations import Mutated, mutated
from benchmarks.accuracy.published import published
from benchmarks.accuracy.spelled import spelled
from benchmarks.accuracy.targets import target_rows
from tests.tables.spellings import spelled_rows


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tables", type=int, default=500, help="how many seeded workbooks of the grammar")
    parser.add_argument("--examples", type=int, default=3, help="how many examples of each cause")
    parser.add_argument("--mutations", type=int, default=60, help="how many figures of each file to change")
    asked = parser.parse_args()
    silent = 0
    with tempfile.TemporaryDirectory() as folder:
        counts, told, unsaid = published()
        silent += _print("published tables", counts, asked.examples)
        found = [said for each in told.values() for said in each]
        print(f"  what a reviewer must be told: {sum(found)} of {len(found)} said")
        for code, each in sorted(told.items()):
            print(f"    {sum(each):3d} of {len(each):3d} {code}")
        for line in unsaid:
            print(f"    not said: {line}")
        silent += _print("tables drawn as clerks type them", typed(Path(folder)), asked.examples)
        silent += _print("distorted inputs", cases(), asked.examples)
        counts, lines = alone(Path(folder), 3)
        silent += _print("plain tables, one alternative each", counts, asked.examples)
        for line in lines:
            print(f"    {line}")
        counts = generated(Path(folder), asked.tables)
        silent += _print(f"{asked.tables} workbooks of the grammar", counts, asked.examples)
        silent += _print("targets of real declarations", spelled(Path(folder), target_rows()), asked.examples)
        silent += _print("spellings", spelled(Path(folder), spelled_rows()), asked.examples)
        _print_mutations(mutated(Path(folder), asked.mutations), asked.examples)
    print(f"\nwrong in silence: {silent}")
    return int(silent > 0)


def _print_mutations(made: Mutated, examples: int) -> None:
    print("\nsingle figures changed in typed tables and examples, found at their cell or row")
    print(f"  breaks what the form states  {made.tied_found} of {made.tied}; only at the sum: {made.at_sum}")
    print(
        f"  all figures                  {made.all_found} of {made.all}; at another row only: {made.elsewhere}"
    )
    for file, found in made.by_file.items():
        print(f"    {sum(found):3d} of {len(found):3d} {file}")
    for kind, shown in sorted(made.missed.items(), key=lambda pair: -len(pair[1])):
        print(f"  {len(shown):4d} missed: {kind}")
        for example in shown[:examples]:
            print(f"         {example}")


def _print(title: str, counts: Counts, examples: int) -> int:
    print(f"\n{title}")
    for line in counts.figures():
        print(f"  {line}")
    for cause, shown in sorted(counts.examples.items(), key=lambda pair: -len(pair[1])):
        print(f"  {len(shown):4d} {cause}")
        for example in shown[:examples]:
            print(f"         {example}")
    return counts.silent


sys.exit(main())
