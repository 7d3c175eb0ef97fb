"""What an import may cost: reading its workbook three times with openpyxl, and writing as many files as it writes.

The files are written as danvan writes all of its: beside their targets, fsynced, and then renamed.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from danvan_cli.store.writing import Change, write

TIMES = 3


def read(file: str) -> list[str]:
    """Read all cells; return each row as text."""
    book = openpyxl.load_workbook(file, data_only=True)
    return ["\n".join(str(value) for value in row) for sheet in book for row in sheet.iter_rows(values_only=True)]


def main() -> None:
    """Read, and write a file a row into a folder of its own."""
    for _ in range(TIMES):
        rows = read(sys.argv[1])
    with TemporaryDirectory(dir=sys.argv[2]) as folder:
        changes = [Change(f"models/2024/{number}.yaml", None, row.encode()) for number, row in enumerate(rows)]
        write(Path(folder), changes)


if __name__ == "__main__":
    main()
