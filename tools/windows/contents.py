"""What lies where in the zip."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from windows.bytecode import with_bytecode
from windows.launcher import launcher
from windows.licenses import license_files
from windows.pages import pages
from windows.wheels import Wheel

FOLDER = "danvan"
WINDOW = "Mở danvan.cmd"
FIRST_STEPS = "HƯỚNG DẪN.txt"
PACKAGES = "python/Lib/site-packages"
_OWN = Path(__file__).with_name("files")
_PATHS = ("python311.zip", ".", "Lib\\site-packages", "import site")
_LAUNCHING = "distlib"  # is in the zip only as the launcher


class Ingredients(NamedTuple):
    """What the zip is made of; files are {path: bytes}, and danvan is one of the wheels."""

    version: str
    interpreter: Mapping[str, bytes]
    wheels: Sequence[Wheel]
    documents: Mapping[str, bytes]
    practice: Mapping[str, bytes]


def contents(made_of: Ingredients) -> dict[str, bytes]:
    """Return all files of the zip."""
    packages = dict[str, bytes]()
    for wheel in made_of.wheels:
        if wheel.name != _LAUNCHING:
            packages |= wheel.installed
    [launching] = [wheel.files for wheel in made_of.wheels if wheel.name == _LAUNCHING]
    parts = {
        "python": {**made_of.interpreter, "python311._pth": _windows_lines("\n".join(_PATHS))},
        PACKAGES: with_bytecode(packages),
        "thuc-hanh": made_of.practice,
        "huong-dan": pages(made_of.documents, _own("page.html")),
        "licenses": license_files(made_of.wheels, made_of.interpreter["LICENSE.txt"]),
    }
    files = {f"{part}/{path}": data for part, within in parts.items() for path, data in within.items()}
    files |= {
        "danvan.exe": launcher(launching, _own("launcher.py").encode()),
        "danvan.cmd": _windows_lines(_own("danvan.cmd")),
        WINDOW: _windows_lines(_own("mo-danvan.cmd")),
        "python/loi-chao.txt": _windows_lines(_own("loi-chao.txt").format(version=made_of.version)),
        FIRST_STEPS: "\ufeff".encode() + _windows_lines(_own("huong-dan.txt").format(version=made_of.version)),
    }
    return {f"{FOLDER}/{path}": data for path, data in files.items()}


def _own(name: str) -> str:
    return (_OWN / name).read_text("utf-8")


def _windows_lines(text: str) -> bytes:
    """Return a text with the line ends of Windows; Notepad has known others only since Windows 10."""
    return "".join(f"{line}\r\n" for line in text.splitlines()).encode()
