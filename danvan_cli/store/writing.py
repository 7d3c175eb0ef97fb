"""Writing into the data folder: nothing else does. Everybody who looks sees a file as it was, or as it will be.

First all is compared with what was read, then all new contents are written beside their targets, and only then the
files get their names. Whoever writes holds the lock (`store.lock`), so what lies about from others is nobody's.
"""

import contextlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from danvan_cli.domain.errors import WriteError
from danvan_cli.domain.messages import UNPORTABLE, Message
from danvan_cli.domain.portable_names import is_portable
from danvan_cli.store.staging import MOST_LETTERS_BESIDE, patiently, put, put_new, settle, share, stage, sweep
from danvan_cli.store.system import reason_of
from danvan_cli.store.windows import WINDOWS, is_link, is_read_only, letters_of, most_letters
from danvan_cli.text.mark import N_

EXISTS = Message("exists", N_("{path} is there already and stays as it is."), N_("Give another id with --id."))
CHANGED_MEANWHILE = Message(
    "changed-meanwhile",
    N_("{path} was changed by somebody since it was read."),
    N_("Nothing was written; run it again."),
)
LINKED = Message(
    "linked",
    N_("{path} is a link, and danvan does not write through links."),
    N_("Put the file or folder itself there."),
)
NOT_A_FILE = Message("not-a-file", N_("{path} is no file."), N_("Move away what lies there, then run it again."))
FILE_IN_THE_WAY = Message(
    "file-in-the-way",
    N_("{path} is a file, and a folder has to be there."),
    N_("Nothing was changed. Move the file away, then run it again."),
)
READ_ONLY = Message(
    "read-only",
    N_("{path} is marked as read-only."),
    N_("Nothing was changed. In Explorer: right click, Properties, untick Read-only; then run it again."),
)
PATH_TOO_LONG = Message(
    "path-too-long",
    N_("{path} has {length} letters, and below this folder Windows leaves room for {most}."),
    N_(
        "Nothing was changed. Give a shorter id with --id, or move the data folder nearer to the top of the disk, such"
        " as C:\\danvan."
    ),
)
CANNOT_WRITE = Message("cannot-write", N_("{path} cannot be written: {reason}."), N_("Nothing was changed."))
STOPPED_BEFORE = Message("interrupted", N_("It was stopped before {path}."))
PARTLY_WRITTEN = Message(
    "partly-written",
    N_("{done} of {total} files are written. {cause}."),
    N_("Run the same command again: it does what is left."),
)

_READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"))


class Change(NamedTuple):
    """What shall become of a file. `path` is relative to the data folder, with "/".

    `before` is what was read, None: there must be no such file. `after` None: the file is removed.
    """

    path: str
    before: bytes | None
    after: bytes | None


def write(
    root: Path, changes: Sequence[Change], progress: Callable[[int, int], object] = lambda _done, _total: None
) -> None:
    """Carry out changes, which must be of different files; raise WriteError.

    If nothing could be written all is as it was; an interruption then stays what it is. `progress` is told how many of
    how many files are ready: from then on it takes no time.
    """
    effective = [change for change in changes if change.before != change.after]
    _refuse_too_long(root, effective)
    folders = _folders(root, effective)
    missing = [folder for folder in folders if _is_missing(root, folder)]
    modes = [_compare(root, change) for change in effective]
    done = 0
    sweep(_folders(root, changes))
    try:
        _make_folders(root, missing)
        staged = []
        for change, mode in zip(effective, modes, strict=True):
            staged.append(_stage(root, change, mode))
            progress(len(staged), len(effective))
        for change, temporary in zip(effective, staged, strict=True):
            with _explaining(change.path):
                patiently(partial(_put, root, change, temporary))
            done += 1
    except BaseException as error:
        # The one that was being put when it stopped may have its name already.
        done += any(_is_carried_out(root, change) for change in effective[done : done + 1])
        sweep(folders)
        _remove_folders(missing)
        if not _is_done(error, effective, done):
            raise
    with contextlib.suppress(KeyboardInterrupt):  # all stands, whoever is tired of waiting
        settle(folders)


def make_root(root: Path) -> None:
    """Make the data folder itself where it is not there; raise WriteError."""
    refuse_impossible(root, root)
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explain(root.name, error) from error


def refuse_impossible(path: Path, folder: Path) -> None:
    """Raise WriteError where Windows can give no such name, or where a file stands for the folder of a path."""
    if WINDOWS:
        own = path.parts[1:] if path.anchor else path.parts
        for name in own:
            if name not in ("..", ".") and not is_portable(name):
                raise WriteError(UNPORTABLE, name=name)
    if blocking := _file_in_the_way(folder):
        raise WriteError(FILE_IN_THE_WAY, path=str(blocking))


def _file_in_the_way(folder: Path) -> Path | None:
    """Return what lies where a folder, or one above it, has to be, and is none: Windows says that nothing is there."""
    there = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    return there if there.is_file() else None


def explain(path: str, error: OSError | NotImplementedError) -> WriteError:
    """Return the error that says why the system does not let a file be written."""
    return WriteError(CANNOT_WRITE, path=path, reason=reason_of(error))


def _refuse_too_long(root: Path, changes: Iterable[Change]) -> None:
    """Raise WriteError for what has no room for its name, or for that under which it is written beside it."""
    allowed = most_letters(root)
    if allowed is None:
        return
    room = allowed - letters_of(str(root)) - 1
    for change in changes:
        folder, _, name = change.path.rpartition("/")
        length = letters_of(f"{folder}/") + max(letters_of(name), MOST_LETTERS_BESIDE)
        if change.after is not None and length > room:
            raise WriteError(PATH_TOO_LONG, path=change.path, length=length, most=max(room, 0))


@contextlib.contextmanager
def _explaining(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise explain(path, error) from error


def _compare(root: Path, change: Change) -> int | None:
    """Raise WriteError where a file is not as it was read; return its mode, None where there is no such file."""
    with _explaining(change.path):
        status = _status(root / change.path)
        if status and not stat.S_ISREG(status.st_mode):
            raise WriteError(LINKED if is_link(status) else NOT_A_FILE, path=change.path)
        if status and change.before is None:
            raise WriteError(EXISTS, path=change.path)
        if change.before is not None and not (status and _holds(root / change.path, change.before)):
            raise WriteError(CHANGED_MEANWHILE, path=change.path)
        if status and is_read_only(status):
            raise WriteError(READ_ONLY, path=change.path)
    return stat.S_IMODE(status.st_mode) if status else None


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def _holds(file: Path, content: bytes | None) -> bool:
    """Whether a file holds just that, None: whether it is not there.

    No more of it is read than it takes to tell, however large it has become.
    """
    try:
        descriptor = os.open(file, _READING)
    except FileNotFoundError:
        return content is None
    with os.fdopen(descriptor, "rb") as stream:
        return content is not None and stream.read(len(content) + 1) == content


def _folders(root: Path, changes: Iterable[Change]) -> list[Path]:
    """Return the folders of files and those above them, from the data folder down."""
    holding = {change.path.rpartition("/")[0] for change in changes}
    return sorted({root / above for path in holding for above in PurePosixPath(path, "_").parents})


def _is_missing(root: Path, folder: Path) -> bool:
    """Whether a folder has to be made, which the data folder itself never is; raise WriteError for a link."""
    path = folder.relative_to(root).as_posix()
    with _explaining(path):
        status = None if folder == root else _status(folder)
        if status and is_link(status):
            raise WriteError(LINKED, path=path)
        if status and not stat.S_ISDIR(status.st_mode):
            raise WriteError(FILE_IN_THE_WAY, path=path)
    return folder != root and status is None


def _make_folders(root: Path, missing: Iterable[Path]) -> None:
    for folder in missing:
        with _explaining(folder.relative_to(root).as_posix()):
            folder.mkdir(exist_ok=True)
            share(folder, root)


def _remove_folders(missing: Sequence[Path]) -> None:
    for folder in reversed(missing):
        with contextlib.suppress(OSError):  # something stands in it, or it was not made
            folder.rmdir()


def _stage(root: Path, change: Change, mode: int | None) -> Path | None:
    with _explaining(change.path):
        if change.after is None:
            return None
        temporary = stage(root / change.path, change.after, mode)
        if mode is None:
            share(temporary, root)
        return temporary


def _put(root: Path, change: Change, temporary: Path | None) -> None:
    """Put a content under its name, if what has the name still is what was read."""
    file, mode = root / change.path, _compare(root, change)
    if temporary is None:
        file.unlink()
    elif change.before is None:
        try:
            put_new(temporary, file)
        except FileExistsError:
            raise WriteError(EXISTS, path=change.path) from None
    else:
        put(temporary, file, mode)


def _is_carried_out(root: Path, change: Change) -> bool:
    """Whether an interrupted change was carried out all the same."""
    with contextlib.suppress(OSError):
        return _holds(root / change.path, change.after)
    return False


def _is_done(error: BaseException, changes: Sequence[Change], done: int) -> bool:
    """Whether all stands in spite of what went wrong; raise WriteError where only a part does."""
    if not done or not isinstance(error, (WriteError, KeyboardInterrupt)):
        return False
    if done < len(changes):
        cause = error if isinstance(error, WriteError) else WriteError(STOPPED_BEFORE, path=changes[done].path)
        raise WriteError(PARTLY_WRITTEN, done=done, total=len(changes), cause=cause) from error
    return True
