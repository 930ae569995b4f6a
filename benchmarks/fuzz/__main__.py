"""`make fuzz`: spoiled workbooks, each checked and scored; none may end in a traceback, a hang or a changed original.

Case number n of seed s is always the same file: ``python -m benchmarks.fuzz --case n --seed s`` writes it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from benchmarks.fuzz.mutations import mutant
from benchmarks.fuzz.office import opened_by_office
from benchmarks.fuzz.trial import FAILURES, trials

_SAMPLE = 100  # scored copies that LibreOffice opens, too


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--case", type=int, help="write this one and stop")
    given = parser.parse_args()
    if given.case is not None:
        made = mutant(given.case, given.seed)
        Path(f"{given.case}{made.original.suffix}").write_bytes(made.data)
        print(f"{given.case}{made.original.suffix}: {made.way} of {made.original.name}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return run(range(given.first, given.first + given.cases), given.seed, given.workers, Path(folder))


def run(numbers: range, seed: int, workers: int, folder: Path) -> int:
    """All of them; 1 where one failed."""
    start, ends, longest = time.monotonic(), Counter[str](), 0.0
    cases = {f"{number}": partial(mutant, number, seed) for number in numbers}
    for outcome in trials(
        cases, folder, workers=workers, keep=2 * _SAMPLE
    ):  # half of them give a scored copy
        ends[outcome.end] += 1
        longest = max(longest, outcome.seconds)
        if outcome.failed:
            print(f"{outcome.name}: {outcome.end}, {outcome.about}: {outcome.detail}", flush=True)
        if ends.total() % 1_000 == 0:
            print(f"{ends.total():,} …", file=sys.stderr, flush=True)
    print(
        f"{len(numbers):,} cases of seed {seed} from {numbers.start:,} in {time.monotonic() - start:.0f} s:"
    )
    for end in ("scored", "checked only", "refused", *FAILURES):
        print(f"  {end:<24}{ends[end]:>8,}")
    print(f"  slowest command {longest:.1f} s of the processor", flush=True)
    asked, closed = opened_by_office(folder)
    for path in closed:
        print(f"{path.name}: LibreOffice opens the original, but not what was written")
    print(f"  {'LibreOffice cannot open':<24}{len(closed):>8,}   of {asked} scored copies it was given")
    return int(bool(closed) or any(ends[end] for end in FAILURES))


if __name__ == "__main__":
    sys.exit(main())
