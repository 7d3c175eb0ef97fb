"""List the YAML events of every record of a folder with libyaml, and do nothing with them.

It is the least that any program which reads all the records with PyYAML has to do.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml


def record_files(folder: str) -> Iterator[str]:
    """Yield the paths of all YAML files under the folder; what starts with a dot is ignored."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (f"{parent}/{name}" for name in names if name.endswith(".yaml"))


def count_events(path: str) -> int:
    """Return how many events a file has."""
    return sum(1 for _ in yaml.parse(Path(path).read_bytes(), Loader=yaml.CSafeLoader))


def main() -> None:
    """Print how many events all the files have."""
    print(sum(count_events(path) for path in record_files(sys.argv[1])))


if __name__ == "__main__":
    main()
