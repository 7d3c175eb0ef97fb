"""A data folder is made again out of a backup: beside its place, which gets it when all of it is there."""

from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from danvan_cli.domain.errors import RevisionError, WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import OFFICE_FILE
from danvan_cli.store.backups import HISTORY, Backup, Progress
from danvan_cli.store.bundles import History, make_again, refresh
from danvan_cli.store.disk import is_data_folder
from danvan_cli.store.writing import explain, make_root
from danvan_cli.text.mark import N_

NOT_FREE = Message("not-free", N_("{path} is there already, and holds something. Name a new folder with --data."))
WITHIN_FOLDER = Message(
    "within-folder", N_("{path} would lie within another data folder. Name one beside that with --data.")
)

# As git ignores it, and backups leave it out: if this is killed, it stays.
_BEGINNING, _ENDING = ".danvan-", ".tmp"


class RestoredFolder(NamedTuple):
    """Where the data folder lies, and why it came without the history that the backup has; None where all is there."""

    root: Path
    trouble: RevisionError | None


def restore(backup: Backup, place: Path, progress: Progress) -> RestoredFolder:
    """Make a folder again where there is nothing, whole or not at all; raise BackupError, or WriteError."""
    refuse_taken(place)
    refuse_within(place)
    with _place_made(place), TemporaryDirectory(_ENDING, _BEGINNING, place) as temporary:
        top = Path(temporary) / "folder"
        made = make_folder(backup, top, progress)
        # By what makes it a data folder it is found: that comes last.
        for path in sorted(top.iterdir(), key=lambda path: path.name == OFFICE_FILE):
            path.rename(place / path.name)
    return made._replace(root=place / made.root.relative_to(top))


def refuse_taken(place: Path) -> None:
    """Raise WriteError where something is at a place, but for what one that was killed has left there."""
    held = (path.name for path in place.iterdir()) if place.is_dir() else iter([place.name] if place.exists() else ())
    if not all(name.startswith(_BEGINNING) and name.endswith(_ENDING) for name in held):
        raise WriteError(NOT_FREE, path=place.name)


def refuse_within(place: Path, folders: Container[str] | None = None) -> None:
    """Raise WriteError where a place lies within a data folder (`folders`: within these of it)."""
    whole = place.resolve()
    for outer in filter(is_data_folder, whole.parents):
        if folders is None or whole.relative_to(outer).parts[0] in folders:
            raise WriteError(WITHIN_FOLDER, path=place.name)


@contextmanager
def _place_made(place: Path) -> Iterator[None]:
    """Have a folder there; one that was made for what then fails goes again. Raise WriteError where it is refused."""
    was_there = place.exists()
    make_root(place)
    try:
        yield
    except BaseException as error:
        if not was_there:
            with suppress(OSError):  # what it holds is somebody's
                place.rmdir()
        if isinstance(error, OSError):
            raise explain(place.name, error) from error
        raise


def make_folder(
    backup: Backup, top: Path, progress: Progress, wanted: Callable[[str], bool] = lambda _: True
) -> RestoredFolder:
    """Make the data folder, of it the files `wanted`, and its repository where nothing is.

    Raise BackupError, or OSError.
    """
    top.mkdir()
    history = backup.manifest.history
    root = top / history.prefix if history else top
    trouble = _make_history(backup, top, history) if history else None
    root.mkdir(parents=True, exist_ok=True)
    backup.unpack(root, progress, wanted)
    if history and not trouble:
        refresh(top)
    return RestoredFolder(root, trouble)


def _make_history(backup: Backup, top: Path, history: History) -> RevisionError | None:
    """Make the repository; return why there is none."""
    bundle = top.parent / HISTORY
    try:
        backup.unpack_history(bundle)
        make_again(top, bundle, history)
    except RevisionError as error:
        with suppress(FileNotFoundError):
            (top / ".git").rename(top.parent / "unfinished.git")  # to go with all that was temporary
        return error
    finally:
        bundle.unlink(missing_ok=True)
    return None
