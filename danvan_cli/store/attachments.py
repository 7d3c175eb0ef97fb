"""Files that somebody names as evidence: where they are, what they hold, and what of it lies in the folder already."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import EVIDENCE, path_in
from danvan_cli.store.system import reason_of
from danvan_cli.text.fold import nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

MOST_BYTES_ATTACHED = 100 << 20
NO_FILE = Message("no-evidence-file", N_("There is no file “{value}”. Nearest: {near}."))
NO_PLAIN_FILE = Message("no-plain-file", N_("“{value}” is no file, but a folder or a device. Name each file."))
FILE_TOO_LARGE = Message(
    "evidence-too-large",
    N_("“{value}” is too large for the data folder. Keep it elsewhere, and say where by --note."),
)
UNREADABLE_FILE = Message("evidence-unreadable", N_("“{value}” cannot be read: {reason}."))


class Attachment(NamedTuple):
    """A file that is to be evidence: its name, and what it holds; or the `path` that it has in the folder already."""

    name: str
    content: bytes = b""
    path: str = ""


class AttachmentFolder:
    """The data folder, as far as evidence lies there or is to be copied into it. Nothing here writes."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def find(self, typed: str) -> Attachment:
        """Return the file that was typed, within the data folder's evidence or anywhere else; raise RequestError."""
        own = path_in(typed)
        if own.startswith(f"{EVIDENCE}/") and ".." not in own.split("/") and _on_disk(self._root / own).is_file():
            return Attachment(own.rpartition("/")[2], path=nfc(own))
        file = _on_disk(Path(typed).expanduser())
        try:
            status = file.stat()
        except OSError:
            raise RequestError(NO_FILE, value=typed, near=self._nearest(file)) from None
        if not stat.S_ISREG(status.st_mode):
            raise RequestError(NO_PLAIN_FILE, value=typed)
        resolved, evidence = file.resolve(), (self._root / EVIDENCE).resolve()
        if resolved.is_relative_to(evidence):
            return Attachment(file.name, path=nfc(f"{EVIDENCE}/{resolved.relative_to(evidence).as_posix()}"))
        if status.st_size > MOST_BYTES_ATTACHED:
            raise RequestError(FILE_TOO_LARGE, value=typed)
        try:
            return Attachment(file.name, file.read_bytes())
        except OSError as error:
            raise RequestError(UNREADABLE_FILE, value=typed, reason=reason_of(error)) from None

    def _nearest(self, file: Path) -> str:
        """Return the file of the same folder whose name is nearest, or a dash."""
        try:
            names = {nfc(path.name): path.name for path in file.parent.iterdir()}
        except OSError:
            return "–"
        near = nearest(nfc(file.name), names)
        return str(file.with_name(names[near])) if near else "–"

    def same(self, folder: str, content: bytes) -> str | None:
        """Return the path of a file of a folder of evidence that holds the same, None where none does."""
        try:
            with os.scandir(self._root / folder) as entries:
                files = sorted(
                    entry.name
                    for entry in entries
                    if entry.is_file(follow_symlinks=False)
                    and entry.stat(follow_symlinks=False).st_size == len(content)
                    and entry.name[0] != "."
                )
        except OSError:
            return None
        same = (name for name in files if (self._root / folder / name).read_bytes() == content)
        name = next(same, None)
        return nfc(f"{folder}/{name}") if name else None

    def is_taken(self, path: str) -> bool:
        """Whether something lies at a path of the data folder."""
        return os.path.lexists(self._root / path)


def _on_disk(path: Path) -> Path:
    """Return a path as the disk has it: what was typed is in NFC, and names from a Mac are not."""
    if path.exists() or path.parent == path:
        return path
    folder = _on_disk(path.parent)
    try:
        return next((entry for entry in folder.iterdir() if nfc(entry.name) == nfc(path.name)), folder / path.name)
    except OSError:
        return path
