"""What of a folder git does not have as it is now: also in files that it was told not to look at.

Such a mark (assume-unchanged, skip-worktree) is somebody's, and stays. What lies in the folder is counted whatever git
was told of it, so danvan looks: git is shown a copy of its index that has no marks.
"""

import os
import re
import shutil
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from danvan_cli.domain.errors import RevisionError
from danvan_cli.domain.names import is_own
from danvan_cli.store.repository import GitAnswer, ask
from danvan_cli.store.source import SavedState

_MARK = re.compile(rb"(?:\A|\0)([a-zS]) ([^\0]+)")
_FEW = 100  # files that are named to git; of more, it tells all that are marked


class MarkedFiles(NamedTuple):
    """The files of a data folder that git was told to take for unchanged, and those that it was told to leave out."""

    assumed: Sequence[str]
    skipped: Sequence[str]


def marked_files(root: Path, paths: Sequence[str] = ()) -> MarkedFiles:
    """Return which files are marked, of all or of these."""
    named = paths if len(paths) <= _FEW else ()
    listed = ask(root, "ls-files", "-v", "-z", "--", *(f":(literal){path}" for path in named)).out
    marks = [(mark, path.decode("utf-8", "surrogateescape")) for mark, path in _MARK.findall(listed)]
    if paths:
        wanted = set(paths)
        marks = [(mark, path) for mark, path in marks if path in wanted]
    assumed = [path for mark, path in marks if mark.islower()]
    return MarkedFiles(assumed, [path for mark, path in marks if mark in b"sS"])


def left_out_files(root: Path) -> list[str]:
    """Return the records and lists that the history has, and the folder not, because git leaves them out here."""
    skipped = marked_files(root).skipped
    return [path for path in skipped if is_own(path) and not os.path.lexists(root / path)] if _is_sparse(root) else []


def _is_sparse(root: Path) -> bool:
    return ask(root, "config", "--type=bool", "--get", "core.sparseCheckout").text == "true"


def mark(root: Path, marked: MarkedFiles, *, on: bool, places: Mapping[str, str] | None = None) -> Iterator[GitAnswer]:
    """Mark files in git's index, or take their marks away; yield what it says."""
    for name, paths in (("assume-unchanged", marked.assumed), ("skip-worktree", marked.skipped)):
        if paths:
            words = ("update-index", f"--{'' if on else 'no-'}{name}", "-z", "--stdin")
            yield ask(root, *words, given="\0".join(paths), locks=True, places=places)


@contextmanager
def looking_everywhere(root: Path) -> Iterator[Mapping[str, str]]:
    """Give the variables by which git sees all files of a data folder as they are; none where it does anyway.

    What it leaves out here, and is not there, is none that somebody deleted.
    """
    marked = marked_files(root)
    if marked.skipped and _is_sparse(root):
        marked = marked._replace(skipped=[path for path in marked.skipped if os.path.lexists(root / path)])
    if not any(marked):
        yield {}
        return
    with TemporaryDirectory(prefix="danvan-") as folder:
        places = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        shutil.copyfile(root / ask(root, "rev-parse", "--git-path", "index").text, places["GIT_INDEX_FILE"])
        for _ in mark(root, marked, on=False, places=places):
            pass
        yield places


def saved_state(root: Path, commit: str | None = None) -> SavedState | None:
    """Return what git keeps of a folder: at a commit, or as it is now; None where nothing is kept, or git says no."""
    try:
        made = ask(root, "show", "--no-patch", "--format=%H %cI", commit or "HEAD", "--")
    except RevisionError:
        return None
    if made.code or not made.text:
        return None
    name, _, when = made.text.partition(" ")
    unsaved = [] if commit else [path for path in unsaved_files(root) if is_own(path)]  # a template beside is no record
    return SavedState(name, when, len(unsaved))


def unsaved_files(root: Path, dotted: Container[str] = ()) -> list[str]:
    """Return the files of a folder that are not in the last commit as they are now, and those that are gone.

    Their paths begin at the folder; what begins with a dot is none, but for those that are named.
    """
    prefix = "" if (root / ".git").exists() else ask(root, "rev-parse", "--show-prefix").text
    paths = [path.removeprefix(prefix) for path in _changed(root)]
    return [path for path in paths if path in dotted or not _is_dotted(path)]


def _changed(root: Path) -> list[str]:
    """Return what is not in the last commit as it is now; the paths begin at the top of the repository."""
    with looking_everywhere(root) as places:
        options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all")
        status = ask(root, "status", *options, "--", ".", places=places)
    return [entry[3:] for entry in status.text.split("\0") if entry]


def _is_dotted(path: str) -> bool:
    return path.rpartition("/")[2].startswith(".")
