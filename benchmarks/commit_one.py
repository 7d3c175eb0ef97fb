"""Change a record and make a commit of it: as danvan does it, or as `git commit -o` does; the start is the same."""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

from danvan_cli.store.committing import commit


def main() -> None:
    """Commit one file of a folder, which is as it was before where this is run from the benchmark."""
    folder, way = Path(sys.argv[1]), sys.argv[2]
    record = min(min((folder / "models").iterdir()).glob("*.yaml"))
    record.write_bytes(record.read_bytes() + b"# measured\n")
    path = record.relative_to(folder).as_posix()
    for who, what in product(("AUTHOR", "COMMITTER"), ("NAME", "EMAIL")):
        os.environ[f"GIT_{who}_{what}"] = "measuring"
    if way == "danvan":
        commit(folder, [path], "Measured\n")
        return
    quiet = ("-c", "gc.auto=0", "commit", "--quiet", "--no-verify", "--message", "Measured", "-o", "--", path)
    subprocess.run(("git", "-C", str(folder), *quiet), check=True)


if __name__ == "__main__":
    main()
