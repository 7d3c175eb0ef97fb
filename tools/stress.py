"""Let many danvans write and count at once, and see that no number is ever below what was written before it was asked.

    python tools/stress.py SECONDS [--rounds N] [--readers N] [--writers N]

Writers register models, one each time, or raise a model's `count` in place so that size, time and inode stay what they
were (as `cp -p` and `rsync --inplace` do). Readers ask for the total, by a measure or the overview. Each program is run
as its own process would run it. A number must lie between what had been written when it was asked, and what had been
begun when it was told. Ends with 1 where one does not.
"""  # noqa: INP001 - a script, not a package

import argparse
import io
import itertools
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from danvan_cli.__main__ import main as danvan

_OFFICE = "format: 1\noffice: Ban Dân vận Huyện ủy\nunit: huyen-x\n"
_UNITS = """\
- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen}
- {id: xa-a, name: Xã An Hòa, level: xa, parent: huyen-x}
"""
_MODEL = "title: Tổ dân vận {number}\nunit: xa-a\nkind: tap-the\ncount: {count}\n"
_LEAST_COUNT = 10_000  # so that raising it keeps the file's length
_OLD = 1_600_000_000
_MANY = 40
_QUESTIONS = (
    ("tally", "registered", "--year", "2020", "--format", "json"),
    ("tally", "--year", "2020", "--format", "json"),
)


class Written(NamedTuple):
    """How many models were written, and how many are about to be."""

    done: Any
    begun: Any


class Load(NamedTuple):
    """How many programs do what at once, until when each."""

    writers: int
    readers: int
    seconds: float
    rounds: int

    def turns(self) -> Callable[[], bool]:
        """Return a function that says whether there is another turn, each time it is called."""
        end, numbers = time.monotonic() + self.seconds, itertools.count()
        return lambda: next(numbers) < self.rounds and (self.seconds == 0 or time.monotonic() < end)


def make(root: Path) -> int:
    """Make a folder of some models; return how many they count."""
    for path, text in {"danvan.yaml": _OFFICE, "units.yaml": _UNITS}.items():
        _write(root / path, text)
    for number in range(_MANY):
        _write(root / f"models/2020/to-{number}.yaml", _MODEL.format(number=number, count=_LEAST_COUNT))
    return _MANY * _LEAST_COUNT


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    os.utime(file, (_OLD, _OLD))


def ask(root: Path, typed: Sequence[str]) -> Any:  # noqa: ANN401 - JSON is whatever it is
    """Run a command in this process; return what it says."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = danvan([*typed, "--data", str(root), "--lang", "en"])
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    if code:
        raise SystemExit(f"{' '.join(typed)}: exit code {code}: {texts[1]}")
    return json.loads(texts[0]) if "json" in typed else None


def _register(root: Path, name: str) -> None:
    ask(root, ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", name, "--yes"))


def _raise_count(file: Path) -> None:
    """Change a file as a copy does that keeps all by which a change is commonly known."""
    count = int(file.read_text("utf-8").rpartition(" ")[2])
    with file.open("r+b") as stream:
        stream.seek(-len(f"{count}\n"), os.SEEK_END)
        stream.write(f"{count + 1}\n".encode())
    os.utime(file, (_OLD, _OLD))


def _writes(root: Path, load: Load, written: Written, number: int) -> None:
    goes_on, file = load.turns(), root / f"models/2020/to-{number}.yaml"
    turn = 0
    while goes_on():
        turn += 1
        with written.begun.get_lock():
            written.begun.value += 1
        if turn % 4:
            _raise_count(file)
        else:
            _register(root, f"Tổ thứ {turn} của {number}")
        with written.done.get_lock():
            written.done.value += 1


def _reads(root: Path, load: Load, written: Written, asked: Any, wrong: Any) -> None:  # noqa: ANN401 - see Written
    goes_on = load.turns()
    while goes_on():
        least = written.done.value
        number = total(ask(root, random.choice(_QUESTIONS)))  # noqa: S311 - any will do
        most = written.begun.value
        with asked.get_lock():
            asked.value += 1
        if not least <= number <= most:
            with wrong.get_lock():
                wrong.value += 1
            print(f"told {number}, written {least} to {most}", file=sys.stderr)  # noqa: T201


def total(answer: Any) -> int:  # noqa: ANN401 - as above
    """Return how many models are registered, by a table or the overview."""
    tables = answer.get("tables", [answer])
    return int(next(table["total"] for table in tables if table.get("name", "registered") == "registered"))


def run(root: Path, load: Load) -> tuple[int, int, int]:
    """Let them write and count at once; return how many were written and asked, and how many numbers were wrong."""
    whole = make(root)
    context = multiprocessing.get_context("fork")
    written = Written(context.Value("q", whole), context.Value("q", whole))
    asked, wrong = context.Value("q", 0), context.Value("q", 0)
    started = [
        *(context.Process(target=_writes, args=(root, load, written, number)) for number in range(load.writers)),
        *(context.Process(target=_reads, args=(root, load, written, asked, wrong)) for _ in range(load.readers)),
    ]
    for process in started:
        process.start()
    for process in started:
        process.join()
    failed = sum(process.exitcode != 0 for process in started)
    amiss = sum(total(ask(root, typed)) != written.done.value for typed in _QUESTIONS)
    return written.done.value - whole, asked.value, wrong.value + failed + amiss


def main() -> int:
    """Stress a folder of its own; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=float, help="how long; 0: until all turns are taken")
    parser.add_argument("--rounds", type=int, default=sys.maxsize, help="how many turns each takes at most")
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--readers", type=int, default=4)
    given = parser.parse_args()
    load = Load(given.writers, given.readers, given.seconds, given.rounds)
    with tempfile.TemporaryDirectory() as place:
        os.environ["DANVAN_CACHE"] = str(Path(place, "cache"))
        written, asked, wrong = run(Path(place, "data"), load)
    print(f"written {written}, asked {asked}, wrong {wrong}")  # noqa: T201
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
