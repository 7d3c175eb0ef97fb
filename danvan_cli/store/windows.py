"""What Windows does otherwise: whoever has to know asks here.

What it says of a file is read where it says it, so that all of it can be tried on any system. ctypes is imported by
whoever needs it, and on Windows alone.
"""

import os
import stat
from pathlib import PurePath
from typing import TypeVar

WINDOWS = os.name == "nt"
MOST_LETTERS = 259  # of a whole path, where nobody has switched on longer ones
_MOUNT_POINT = 0xA0000003  # what `mklink /J` makes
_IN_CLOUD = stat.FILE_ATTRIBUTE_OFFLINE | 0x40000 | 0x400000  # to be fetched when it is opened, or read
_NOTHING_THERE = (None, 2, 3)  # no such file, no such folder: to Python a share that went is alike
_CLOUD_REFUSES, _TOO_LONG = 362, 206
_LITERALLY, _SHARE = "\\\\?\\", "UNC\\"

_Path = TypeVar("_Path", bound=PurePath)


def is_console(descriptor: int) -> bool:
    """Whether it has a console's mode: Windows says of NUL, which scheduled tasks are given, that it is a tty."""
    import ctypes  # noqa: PLC0415 - of Windows, and only where somebody may be asked
    import msvcrt  # noqa: PLC0415 - as above

    handle = ctypes.c_void_p(msvcrt.get_osfhandle(descriptor))  # type: ignore[attr-defined]  # of Windows
    return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(ctypes.c_ulong())))  # type: ignore[attr-defined]


def place_of(root: PurePath, path: str, separator: str = os.sep) -> str:
    r"""Return where a file of the data folder lies; behind `\\?\` Windows takes "/" for a letter."""
    return f"{root}{separator}{path if separator == '/' else path.replace('/', separator)}"


def usual(path: _Path) -> _Path:
    r"""Return a path without the `\\?\` that makes Windows take it literally, where it does without: git cannot."""
    written = str(path)
    if not written.startswith(_LITERALLY) or letters_of(written) > MOST_LETTERS:
        return path
    rest = written.removeprefix(_LITERALLY)
    if rest.startswith(_SHARE):
        return type(path)(rf"\\{rest.removeprefix(_SHARE)}")
    return type(path)(rest) if rest[1:3] == ":\\" else path


def is_junction(status: os.stat_result) -> bool:
    """Whether a folder is a link to another one, of the kind that anybody may make; to Python it is a folder."""
    return getattr(status, "st_reparse_tag", 0) == _MOUNT_POINT


def is_link(status: os.stat_result) -> bool:
    """Whether it is a link of any kind."""
    return stat.S_ISLNK(status.st_mode) or is_junction(status)


def is_linked(entry: os.DirEntry[str]) -> bool:
    """Whether what a folder lists is a link of any kind."""
    return entry.is_symlink() or (WINDOWS and is_junction(entry.stat(follow_symlinks=False)))


def is_read_only(status: os.stat_result) -> bool:
    """Whether a file is marked as one that is not to be written over, which Windows refuses then."""
    return bool(getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_READONLY)


def is_missing(error: OSError) -> bool:
    """Whether an error says that there is no such file, and not that the share where it lies went."""
    return isinstance(error, FileNotFoundError) and getattr(error, "winerror", None) in _NOTHING_THERE


def explained(error: OSError) -> OSError:
    """Return an error with Windows' own number where opening a file gave C's alone, which says little.

    What only stands in the cloud is refused as an invalid argument; on a share that went, and where a path is too long,
    there is no such file.
    """
    if not WINDOWS or getattr(error, "winerror", None) or not isinstance(error.filename, str):
        return error
    try:
        status = os.lstat(error.filename)
    except OSError as told:
        most = most_letters(PurePath(error.filename))
        if most and letters_of(os.path.abspath(error.filename)) > most:  # noqa: PTH100 - it asks no file
            told.winerror = _TOO_LONG  # type: ignore[attr-defined,unused-ignore]  # elsewhere it has none
        return told
    if not isinstance(error, PermissionError) and getattr(status, "st_file_attributes", 0) & _IN_CLOUD:
        error.winerror = _CLOUD_REFUSES  # type: ignore[attr-defined,unused-ignore]  # elsewhere it has none
    return error


def most_letters(path: PurePath) -> int | None:
    r"""Return how many letters a whole path may have, None where as many as there are; `\\?\` knows no end either."""
    if not WINDOWS or str(path).startswith(_LITERALLY) or _allows_long_paths():
        return None
    return MOST_LETTERS


def letters_of(path: str) -> int:
    """Return how long Windows finds a path: a letter beyond the first 65.536 counts twice."""
    return len(path.encode("utf-16-le", "surrogatepass")) // 2


def _allows_long_paths() -> bool:
    """Whether longer paths are switched on in this Windows, and for this program."""
    import ctypes  # noqa: PLC0415 - of Windows, and only where something is written

    ask = getattr(ctypes.windll.ntdll, "RtlAreLongPathsEnabled", None)  # type: ignore[attr-defined]  # from 2016 on
    return bool(ask and ask() & 0xFF)
