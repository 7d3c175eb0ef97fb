"""What danvan wrote while somebody had something unfinished with git, kept beside the history.

Leaving that off (git merge --abort) gives the files of the folder as they were before, and what nobody committed is
gone. So it is a commit that no branch has: it is named, and listed in a file of danvan's own, until the folder's
history has what it says.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from danvan_cli.domain.errors import DanvanError
from danvan_cli.store.commits import CommittedFile, contents, read_changes
from danvan_cli.store.committing import Person, commit_beside
from danvan_cli.store.repository import ask, own_folder

_REF = "refs/danvan/aside/"
_NAME = "aside"


def set_aside(root: Path, before: Mapping[str, bytes | None], message: str, person: Person) -> None:
    """Keep what was just made of files beside the history; `before` is what they held.

    Raise CommitError or OSError. Whoever calls it holds the lock.
    """
    if made := commit_beside(root, before, message, person):
        ask(root, "update-ref", f"{_REF}{made}", made)
        _list(root, [*asides(root), made])


def asides(root: Path) -> list[str]:
    """Return the commits that were set aside, the latest last."""
    try:
        return (own_folder(root) / _NAME).read_text("ascii").split()
    except (OSError, ValueError):
        return []


def forget_asides(root: Path) -> None:
    """Forget what was set aside and is in the folder by now, or was stated otherwise since."""
    listed = asides(root)
    with suppress(OSError, DanvanError):  # it is told once more, and nothing is lost by that
        left = [commit for commit in listed if is_left(root, commit)]
        if left != listed:
            _list(root, left)
        for commit in set(listed).difference(left):
            ask(root, "update-ref", "-d", f"{_REF}{commit}")


def _list(root: Path, commits: Iterable[str]) -> None:
    folder = own_folder(root)
    folder.mkdir(exist_ok=True)
    (folder / _NAME).write_text("".join(f"{commit}\n" for commit in commits), "ascii")


def is_left(root: Path, commit: str) -> bool:
    """Whether a commit changed something that nobody changed since, and that the folder has not.

    Raise ReadError, WriteError where what it did cannot be read.
    """
    changes = read_changes(root, commit)
    now = contents(root, [change.path for change in changes])
    return any(_is_left(change, now[change.path]) for change in changes)


def _is_left(change: CommittedFile, now: bytes | None) -> bool:
    if now in (change.before, change.after):
        return now != change.after
    from danvan_cli.domain.file_forms import (  # noqa: PLC0415 - it reads YAML, and seldom is any set aside
        form_of,
        state_of,
    )

    form = form_of(change.path)
    before, after, present = (state_of(form, data) for data in (change.before, change.after, now))
    if form is None or before is None or after is None or present is None:
        return False
    return bool(form.join(before, present, after).value != present)
