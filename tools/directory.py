"""Make danvan_cli/directory.csv.gz, the units of the country, out of a CSV of them: `tools/directory.py units.csv`.

What is taken in and what is changed on the way: docs/directory.md.
"""  # noqa: INP001 - a script, not a package

import csv
import gzip
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from danvan_cli.domain.directory import COLUMNS, DIRECTORY_FILE
from danvan_cli.text.fold import fold, nfc

# As the law writes these kinds; the sources write both words large.
_KINDS = {"Thị Trấn": "Thị trấn", "Thị Xã": "Thị xã", "Đặc Khu": "Đặc khu", "Thành Phố": "Thành phố"}

Row = dict[str, str]
Rows = Mapping[str, Row]


def read(path: Path) -> Rows:
    """Return {code: row} of a CSV with the columns code, name, level, parent, since, until, successors."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["code"]: {**row, "name": _name(row["name"])} for row in csv.DictReader(stream)}


def _name(name: str) -> str:
    name = " ".join(nfc(name).split())
    return next((kind + name[len(source) :] for source, kind in _KINDS.items() if name.startswith(f"{source} ")), name)


def joined(rows: Rows) -> Rows:
    """Return the rows without provinces that go on under their name: only a new name is a new unit."""
    same = {
        code: row["successors"]
        for code, row in rows.items()
        if row["level"] == "tinh" and row["successors"] and fold(row["name"]) == fold(rows[row["successors"]]["name"])
    }
    return {
        code: {**row, "parent": same.get(row["parent"], row["parent"])}
        for code, row in rows.items()
        if code not in same
    }


def in_order(rows: Rows) -> Iterator[Row]:
    """Yield the rows, each followed by those in it; those of today first."""
    below: dict[str, list[Row]] = {}
    for row in rows.values():
        below.setdefault(row["parent"], []).append(row)

    def walk(code: str, *, ended: bool) -> Iterator[Row]:
        for row in below.get(code, ()):
            if bool(row["until"]) == ended:
                yield row
            if bool(row["until"]) == ended or ended:
                yield from walk(row["code"], ended=ended)

    yield from walk("", ended=False)
    yield from walk("", ended=True)


def compressed(rows: Iterable[Row]) -> bytes:
    """Return the file; the same rows always give the same bytes."""
    lines = [",".join(COLUMNS), *(",".join(row[column] for column in COLUMNS) for row in rows)]
    if any(line.count(",") != len(COLUMNS) - 1 for line in lines):
        raise SystemExit("A name has a comma in it.")
    return gzip.compress("".join(f"{line}\n" for line in lines).encode(), 9, mtime=0)


def main() -> None:
    """Write the file, and say how many units it has."""
    rows = joined(read(Path(sys.argv[1])))
    ordered = list(in_order(rows))
    if len(ordered) != len(rows):
        raise SystemExit("Some units lie in none of the others.")
    DIRECTORY_FILE.write_bytes(compressed(ordered))
    print(f"{DIRECTORY_FILE.name}: {len(ordered)} units, {DIRECTORY_FILE.stat().st_size} bytes")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
