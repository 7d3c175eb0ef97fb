"""Measure danvan against programs that do the least that could be done, as ratios in one run.

Whole processes are measured, the two of a row in turn, so that a busy moment of the machine
falls on both. A ratio is the median of the ratios pair by pair; that of the wall's time is held to what is allowed,
that of the processors' time beside it tells whether a row waits or works.
"""

import argparse
import compileall
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, isfinite, isinf, isnan, nan
from pathlib import Path
from statistics import median

from make_folder import stamp_of
from processes import Cost, Environment, FailedError, Step, run
from rows import ALLOWED_MIB, HERE, Row, environment, forget_index, memory_steps, processors, rows

# The index does not trust files that are as young as itself.
SETTLING = 5
QUICK = 3
HEAD = ("what", "median A", "median B", "ratio", "CPU A", "CPU B", "CPU ratio", "allowed", "ok")
MEMORY = "memory"


@dataclass(frozen=True)
class Line:
    """A line of the table as printed."""

    cells: tuple[str, ...]
    ok: bool


@dataclass(frozen=True)
class Bench:
    """Where and how thoroughly to measure."""

    scratch: Path
    env: Environment
    quick: bool

    def line(self, row: Row) -> Line:
        """Measure a row."""
        for folder in row.folders:
            have_folder(folder)
        try:
            pairs = self._pairs(row)
        except FailedError as failure:
            return failed(row, failure)
        return timed(row, pairs)

    def _pairs(self, row: Row) -> list[tuple[Cost, Cost]]:
        for _ in range(row.warm_ups):
            self._pair(row)
        return [self._pair(row) for _ in range(QUICK if self.quick else row.times)]

    def _pair(self, row: Row) -> tuple[Cost, Cost]:
        return run(row.ours, self.env), run(row.theirs, self.env)

    def memory(self) -> Line:
        """Find the command that holds most at 200.000 files, the building of the index among them."""
        have_folder("large")
        have_folder("one-year")
        forget_index(self.scratch)
        peaks = [self._peak(step) for step in memory_steps(self.scratch)]
        return held(f"peak memory at 200.000 files, of {len(peaks)} commands the highest", peaks)

    def _peak(self, step: Step) -> float | None:
        """Run the command once; infinite if it failed, None where the system does not say."""
        try:
            peak = run(step, self.env).peak_mib
        except FailedError as failure:
            print(f"failed: {failure}", file=sys.stderr)
            return inf
        print(f"{peak or nan:7.1f} MiB  {step.name}", file=sys.stderr)
        return peak


def have_folder(name: str) -> None:
    """Make the folder if need be, and let it grow old enough to be trusted."""
    # In a process of its own: Linux counts what the parent holds into a child's peak.
    subprocess.run((sys.executable, HERE / "make_folder.py", name), check=True)
    age = time.time() - stamp_of(name).stat().st_mtime
    time.sleep(min(SETTLING, max(0.0, SETTLING - age)))


def failed(row: Row, failure: FailedError) -> Line:
    """Say what went wrong; return a line that keeps the row's place."""
    print(f"failed: {failure}", file=sys.stderr)
    return Line((row.what, *("–",) * 6, f"{row.allowed:g}", "failed"), ok=False)


def timed(row: Row, pairs: list[tuple[Cost, Cost]]) -> Line:
    """Return the line of a row, out of what its pairs took."""
    wall = [(ours.seconds, theirs.seconds) for ours, theirs in pairs]
    cpu = [
        (ours.cpu_seconds, theirs.cpu_seconds)
        for ours, theirs in pairs
        if ours.cpu_seconds is not None and theirs.cpu_seconds is not None
    ]
    ok = ratio_of(wall) <= row.allowed
    return Line((row.what, *compared(wall), *compared(cpu), f"{row.allowed:g}", "yes" if ok else "NO"), ok)


def ratio_of(pairs: list[tuple[float, float]]) -> float:
    """Return the median of the ratios pair by pair."""
    return median(ours / theirs for ours, theirs in pairs)


def compared(pairs: list[tuple[float, float]]) -> tuple[str, str, str]:
    """Write the medians of both sides and their ratio; dashes where nothing is known."""
    if not pairs:
        return ("–", "–", "–")
    ours, theirs = zip(*pairs, strict=True)
    return seconds(median(ours)), seconds(median(theirs)), f"{ratio_of(pairs):.2f}"


def held(what: str, peaks: list[float | None]) -> Line:
    """Return the line of the memory, out of each command's peak in MiB."""
    most = max((peak for peak in peaks if peak is not None), default=nan)
    verdict = "not measured on this system" if isnan(most) else "yes" if most <= ALLOWED_MIB else "NO"
    number = f"{most:.0f} MiB" if isfinite(most) else "–"
    cells = (what, number, *("–",) * 5, f"{ALLOWED_MIB} MiB", "failed" if isinf(most) else verdict)
    return Line(cells, ok=not most > ALLOWED_MIB)


def seconds(value: float) -> str:
    """Return a time as it is read: `1.25 s`, `320 ms`."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms"


def measure(bench: Bench, only: list[str]) -> Iterator[Line]:
    """Measure the rows asked for, or all, in the table's order."""
    for row in rows(bench.scratch):
        if not only or row.name in only:
            print(f"measuring {row.name} …", file=sys.stderr)
            yield bench.line(row)
    if not only or MEMORY in only:
        print(f"measuring {MEMORY} …", file=sys.stderr)
        yield bench.memory()


def as_table(lines: list[Line], separator: str) -> Iterator[str]:
    """Write the table in columns; Markdown's are no different but for their edges."""
    cells = [HEAD, *(line.cells for line in lines)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in (cells[0], tuple("-" * width for width in widths), *cells[1:]):
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f" {separator} ".join(("", *padded, "") if separator else padded).strip()


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure danvan, as ratios in one run.")
    names = [*(row.name for row in rows(Path())), MEMORY]
    parser.add_argument("--only", action="append", default=[], choices=names, help="only this row; repeatable")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} pairs a row")
    parser.add_argument("--format", choices=("plain", "markdown"), default="plain")
    return parser.parse_args()


def ready() -> bool:
    """Compile danvan's modules, as an installation does; return whether what is started may use them."""
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        print("PYTHONDONTWRITEBYTECODE is set: no ratio would mean anything. Unset it first.", file=sys.stderr)
        return False
    return compileall.compile_dir(HERE.parent / "danvan_cli", quiet=1)


def main() -> int:
    """Print the table; 1 if a row is not as it should be."""
    wanted = options()
    if not ready():
        return 2
    with tempfile.TemporaryDirectory(prefix="danvan-benchmarks-") as scratch:
        bench = Bench(Path(scratch), environment(Path(scratch)), wanted.quick)
        lines = list(measure(bench, wanted.only))
    print(f"Python {platform.python_version()}, {platform.system()}, {processors()} processors\n")
    print("\n".join(as_table(lines, "|" if wanted.format == "markdown" else "")))
    return 0 if all(line.ok for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
