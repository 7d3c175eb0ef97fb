"""What of a folder git does not have as it is now: also in files that it was told not to look at.

Such a mark (assume-unchanged, skip-worktree) is somebody's, and stays. What lies in the folder is counted whatever git
was told of it, so danvan looks: git is shown a copy of its index that has no marks.
"""

import os
import re
import shutil
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from danvan_cli.domain.errors import DamagedRevisionError, RevisionError
from danvan_cli.domain.names import EVIDENCE, is_own
from danvan_cli.store.clone_settings import history_refusal
from danvan_cli.store.repository import GitAnswer, ask, require_last_commit, told
from danvan_cli.store.source import UNKNOWN_STATE, SavedState

_MARK = re.compile(rb"(?:\A|\0)([a-zS]) ([^\0]+)")
_ENTRY = re.compile(rb"(?:\A|\0)([0-7]{6}) ([0-9a-f]+) 0\t([^\0]+)")
_UNOPENED = re.compile(r"^warning: could not open directory '(.+)': ", re.MULTILINE)
_IGNORED = "!!"
_FEW = 100  # files or folders that are named to git; of more, it tells all
EXACT = ("-c", "core.checkStat=default", "-c", "core.trustctime=true")  # by which git sees that a file has changed


class MarkedFiles(NamedTuple):
    """The files of a data folder that git was told to take for unchanged, and those that it was told to leave out."""

    assumed: Sequence[str]
    skipped: Sequence[str]


def marked_files(root: Path, paths: Sequence[str] = (), places: Mapping[str, str] | None = None) -> MarkedFiles:
    """Return which files are marked, of all or of these."""
    listed = _listed(ask, root, "-v", paths, places).out
    marks = [(mark, path.decode("utf-8", "surrogateescape")) for mark, path in _MARK.findall(listed)]
    if paths:
        wanted = set(paths)
        marks = [(mark, path) for mark, path in marks if path in wanted]
    assumed = [path for mark, path in marks if mark.islower()]
    return MarkedFiles(assumed, [path for mark, path in marks if mark in b"sS"])


def indexed_files(
    root: Path, paths: Sequence[str], places: Mapping[str, str] | None = None
) -> dict[str, tuple[str, str]]:
    """Return {path: (mode, object)} of those files that git's index has. Raise DamagedRevisionError."""
    listed = _listed(told, root, "--stage", paths, places).out
    entries = ((mode, oid, path.decode("utf-8", "surrogateescape")) for mode, oid, path in _ENTRY.findall(listed))
    wanted = set(paths)
    return {path: (mode.decode(), oid.decode()) for mode, oid, path in entries if path in wanted}


def _listed(
    asking: Callable[..., GitAnswer], root: Path, how: str, paths: Sequence[str], places: Mapping[str, str] | None
) -> GitAnswer:
    """Ask git what its index has of these files; of many, of all in their folders."""
    named = paths if len(paths) <= _FEW else sorted({path.rpartition("/")[0] or path for path in paths})
    literal = [f":(literal){path}" for path in named] if len(named) <= _FEW else []
    return asking(root, "ls-files", how, "-z", "--", *literal, places=places)


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
    with copied_index(root) as places:
        for _ in mark(root, marked, on=False, places=places):
            pass
        yield places


@contextmanager
def copied_index(root: Path) -> Iterator[Mapping[str, str]]:
    """Give the variables by which git has a copy of its index, that goes with the context; raise OSError."""
    with TemporaryDirectory(prefix="danvan-") as folder:
        places = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        index = root / ask(root, "rev-parse", "--git-path", "index").text
        if index.exists():
            shutil.copyfile(index, places["GIT_INDEX_FILE"])
        yield places


def saved_state(root: Path, commit: str | None = None) -> SavedState | None:
    """Return what git keeps of a folder: at a commit, or as it is now; None where nothing is kept.

    Where it only does not tell what is not saved, its reason stands for the number; where it cannot be asked, nothing.
    """
    try:
        made = ask(root, "show", "--no-patch", "--format=%H %cI", commit or "HEAD", "--")
    except RevisionError:
        return UNKNOWN_STATE if history_refusal(root) else None
    if made.code and history_refusal(root):
        return UNKNOWN_STATE
    name, _, when = made.text.partition(" ")
    try:
        if made.code or not name:
            require_last_commit(root)
            return None
        unsaved = 0 if commit else sum(map(is_own, unsaved_files(root)))  # a template beside is no record
    except DamagedRevisionError as error:
        return SavedState(name, when, None, error.params["reason"])
    return SavedState(name, when, unsaved)


def unsaved_files(root: Path, dotted: Container[str] = ()) -> list[str]:
    """Return the files of a folder that are not in the last commit as they are now, and those that are gone.

    Their paths begin at the folder; what begins with a dot is none, but for those that are named. Records and lists are
    there also where git is told to ignore them: they count. Raise DamagedRevisionError where git does not tell.
    """
    prefix = "" if (root / ".git").exists() else ask(root, "rev-parse", "--show-prefix").text
    entries = [(state, path.removeprefix(prefix)) for state, path in _changed(root)]
    return [path for state, path in entries if _counts(path, dotted, is_ignored=state == _IGNORED)]


def may_be_kept(root: Path, path: str) -> bool:
    """Whether the history can have what lies at a path, or that nothing does.

    Of a link it would only have where it leads, of a repository of its own only the last commit; and git takes no name
    that is another one on Windows.
    """
    file = root / path
    if file.is_symlink() or "\\" in path:
        return False
    if not os.path.lexists(file):
        return True
    if file.is_dir():  # what was a file may be a folder by now
        return not path.endswith("/") and not os.path.lexists(file / ".git")
    return os.access(file, os.R_OK)


def ignored_evidence(root: Path) -> list[str]:
    """Return the evidence that git is told to leave out, as danvan tells it of large files."""
    answer = ask(root, "ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", EVIDENCE)
    return [path for path in answer.text.split("\0") if path and not _is_dotted(path)]


def _counts(path: str, dotted: Container[str], *, is_ignored: bool) -> bool:
    """Whether a file that differs is one to be kept; of what git ignores only what danvan reads is."""
    if is_ignored:
        return is_own(path) and path.endswith(".yaml") and not path.startswith(f"{EVIDENCE}/") and not _is_dotted(path)
    return path in dotted or not _is_dotted(path)


def _changed(root: Path) -> list[tuple[str, str]]:
    """Return what is not in the last commit as it is now, (state, path), also folders that cannot be looked into.

    The paths begin at the top of the repository.
    """
    with looking_everywhere(root) as places:
        options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored=traditional")
        status = told(root, *EXACT, "status", *options, "--", ".", places=places)
    entries = [(entry[:2], entry[3:]) for entry in status.text.split("\0") if entry]
    return entries + [("", folder) for folder in _UNOPENED.findall(status.said)]


def _is_dotted(path: str) -> bool:
    return path.rpartition("/")[2].startswith(".")
