"""`make bench`: the rows of every module here as one table of ratios; exit code 1 if a target is missed.

``python -m benchmarks NAME…`` measures the modules of these names alone.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table

import benchmarks
from benchmarks import Row


def measure(chosen: Sequence[str]) -> Iterator[Row]:
    """The rows of these modules, or of all."""
    for name in chosen or sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__)):
        if name != "__main__":
            module = importlib.import_module(f"benchmarks.{name}")
            if hasattr(module, "table"):
                print(f"{name} …", file=sys.stderr, flush=True)
                yield from module.table()


def report(rows: Iterable[Row]) -> int:
    """Print them; the exit code."""
    rows = list(rows)
    shown = Table(title="Ratios, both sides measured in this run")
    for heading in ("what", "measured", "against", "ratio", "target", "met"):
        shown.add_column(heading, justify="left" if heading in ("what", "against") else "right")
    for row in rows:
        verdict = {None: "", True: "yes", False: "NO"}[row.met]
        shown.add_row(row.what, row.measured, row.against, f"{row.ratio:.3g}", row.target, verdict)
    Console(width=None if sys.stdout.isatty() else 140).print(shown)
    missed = [row.what for row in rows if row.met is False]
    if missed:
        print("missed: " + "; ".join(missed), file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(report(measure(sys.argv[1:])))
