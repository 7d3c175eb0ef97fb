"""The file that a shell reads when it starts: it is its owner's, and danvan has one line in it."""

import codecs
import os
import stat
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.errors import WriteError
from danvan_cli.store.staging import patiently, put, stage
from danvan_cli.store.writing import NOT_A_FILE, explain

MARK = "# danvan completion"
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Profile(NamedTuple):
    """A profile as it was read. `path` is the file itself, wherever links lead to it; `mode` None: there is none yet.

    `begun` are the bytes that name its encoding, if it has any.
    """

    path: Path
    text: str
    mode: int | None
    begun: bytes = b""
    encoding: str = "utf-8"

    def lines(self) -> list[str]:
        """Return danvan's lines in it."""
        return [line.rstrip("\r") for line in self.text.split("\n") if _is_ours(line)]

    def having(self, line: str) -> "Profile":
        """Return it with danvan's one line, at its end, in place of any that it has."""
        others = self.without().text
        end = "\r\n" if "\r\n" in others or (not others and os.name == "nt") else "\n"
        between = end if others and not others.endswith("\n") else ""
        return self._replace(text=f"{others}{between}{line}{end}")

    def without(self) -> "Profile":
        """Return it without any line of danvan's."""
        return self._replace(text="\n".join(line for line in self.text.split("\n") if not _is_ours(line)))


def _is_ours(line: str) -> bool:
    return line.rstrip().endswith(MARK)


def read_profile(path: Path) -> Profile:
    """Read a profile, be it there or not; raise WriteError where it is no file, or not to be read."""
    try:
        file = Path(os.path.realpath(path))
        if not file.exists():
            return Profile(file, "", None)
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            raise WriteError(NOT_A_FILE, path=str(path))
        return _decoded(Profile(file, "", stat.S_IMODE(mode)), file.read_bytes())
    except OSError as error:
        raise explain(str(path), error) from error


def _decoded(profile: Profile, content: bytes) -> Profile:
    """Return a profile with these bytes as its text; those that are none of its encoding stay what they are."""
    begun, encoding = next((pair for pair in _MARKS.items() if content.startswith(pair[0])), (b"", "utf-8"))
    text = content[len(begun) :].decode(encoding, _error_handler(encoding))
    return profile._replace(text=text, begun=begun, encoding=encoding)


def _error_handler(encoding: str) -> str:
    return "surrogateescape" if encoding == "utf-8" else "surrogatepass"


def write_profile(profile: Profile) -> None:
    """Write a profile, whole or not at all; raise WriteError."""
    content = profile.begun + profile.text.encode(profile.encoding, _error_handler(profile.encoding))
    write_file(profile.path, content, profile.mode)


def write_file(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file outside the data folder, whole or not at all; raise WriteError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if mode is not None:
            os.close(os.open(path, os.O_WRONLY))  # what its owner has made read-only is not to be written
        temporary = stage(path, content, mode)
        try:
            patiently(lambda: put(temporary, path, mode))
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise explain(str(path), error) from error


def remove_file(path: Path) -> None:
    """Remove a file of danvan's own, if it is there; raise WriteError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise explain(str(path), error) from error
