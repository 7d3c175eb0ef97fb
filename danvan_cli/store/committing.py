"""Changes of files become one commit of exactly these files, whatever is staged or half done beside them.

First the contents, then the user's own index, then the commit: with an index that lags behind, the next commit of a
person would silently take the change back. Stopped in between, the files look staged, and nothing is lost.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.errors import CommitError, RevisionError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import EVIDENCE
from danvan_cli.store.git_locks import is_held, lock_named
from danvan_cli.store.repository import GitAnswer, ask, own_folder, require_repository
from danvan_cli.store.staging import wait
from danvan_cli.store.trees import Change, TreeFile, tree_writer
from danvan_cli.store.unsaved import EXACT, MarkedFiles, copied_index, indexed_files, mark, marked_files
from danvan_cli.text.mark import N_

NOT_KEPT = Message("not-kept", N_("The history could not be written: {reason}."))
UNFINISHED = Message(
    "unfinished",
    N_("The history was not written: somebody began {what} with git in this folder and has not finished it."),
    N_("Whoever began it finishes it, or leaves it off ({command}); what danvan writes meanwhile is kept aside."),
)
INDEX_LOCKED = Message(
    "index-locked",
    N_("The history was not written: since {moment} another program has held git's part of the folder."),
    N_("Wait until it is done. If no program is at work with git any more, as after a power cut: {command}"),
)

# What git has the record have, its history has: not only what the system promises to write soon.
_SETTINGS = ("-c", "core.fsync=committed,reference", "-c", "i18n.commitEncoding=UTF-8")
_SEVERAL = "sequencer/todo"  # picks or reverts that are to come
_WORK = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "rebase-merge": "rebase",
    "rebase-apply/applying": "am",
    "rebase-apply": "rebase",
    _SEVERAL: "cherry-pick",  # or a revert, as it says itself
    "BISECT_LOG": "bisect",
}
CALLED = {  # within a sentence
    "merge": N_("a merge"),
    "cherry-pick": N_("a cherry-pick"),
    "revert": N_("a revert"),
    "rebase": N_("a rebase"),
    "am": N_("the taking in of patches"),
    "bisect": N_("a bisect"),
}
_LEAVING = {"bisect": "git bisect reset"}
_TIMES, _PAUSE = 20, 0.1  # seconds


class Person(NamedTuple):
    """Who commits: the name and address to be used where git knows none, and whether git is told to sign."""

    name: str = ""
    email: str = ""
    signs: bool = False


ANYBODY = Person()


class RepositoryPlace(NamedTuple):
    """Where a data folder lies: its path in the repository, and HEAD's commit, "" before the first one."""

    prefix: str
    git_folder: Path
    head: str


def commit(
    root: Path,
    paths: Iterable[str],
    message: str,
    person: Person = ANYBODY,
    announce: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> str:
    """Commit files of a data folder as they lie there now, gone ones too; return the commit, "" where nothing differs.

    `paths` are relative to the data folder; what git is told to ignore is left out. In the context that `announce`
    gives for the commit, the branch gets it. Raise CommitError: then no branch has moved.
    """

    def make(place: RepositoryPlace) -> str:
        kept = _not_ignored(root, sorted(set(paths)))
        if not kept:
            return ""
        _stage(root, kept)
        return _commit_of(root, place, _staged(root, place, kept), message, person)

    return _on_branch(root, make, message, announce)


def commit_staged(root: Path, paths: Iterable[str], message: str, person: Person = ANYBODY) -> str:
    """Commit what the user's index has of files, whatever lies in the folder; as `commit`."""
    wanted = list(paths)
    return _on_branch(
        root, lambda place: _commit_of(root, place, _staged(root, place, wanted), message, person), message
    )


def commit_beside(root: Path, before: Mapping[str, bytes | None], message: str, person: Person = ANYBODY) -> str:
    """Make a commit of files, of which no branch and no index knows, whatever somebody has begun; as `commit`.

    `before` is what they held: where HEAD has them otherwise, that is a commit of its own, on which this one rests.
    """
    from danvan_cli.store.commits import kept_contents  # noqa: PLC0415 - seldom is anything kept so

    place, unsigned = _where(root), person._replace(signs=False)
    kept = _not_ignored(root, sorted(before))
    if not kept:
        return ""
    held = kept_contents(root, kept)
    texts = {f"{place.prefix}{path}": before[path] for path in kept if before[path] != held[path]}
    base = _commit_of(root, place, {path: _blob(root, text) for path, text in texts.items()}, message, unsigned)
    with copied_index(root) as places:
        _stage(root, kept, places)
        files = _staged(root, place, kept, places)
    return _commit_of(root, place._replace(head=base or place.head), files, message, unsigned)


def _blob(root: Path, text: bytes | None) -> TreeFile | None:
    """Have git keep a text; return its object, None of none."""
    if text is None:
        return None
    given = text.decode("utf-8", "surrogateescape")
    return TreeFile(_asked(root, *_SETTINGS, "hash-object", "-w", "--stdin", given=given).text)


def _commit_of(root: Path, place: RepositoryPlace, files: Mapping[str, Change], message: str, person: Person) -> str:
    """Return a commit of the last state but for these files, "" where nothing differs; no branch has it yet."""
    last = f"{place.head}^{{tree}}" if place.head else ""
    try:
        with tree_writer(root, _SETTINGS) as trees:
            tree = trees.changed(last, files)
            if last and tree == trees.oid(last):
                return ""
    except OSError as error:
        raise CommitError(NOT_KEPT, reason=str(error)) from error
    return _commit_tree(root, place, tree, message, person)


def _on_branch(
    root: Path,
    make: Callable[[RepositoryPlace], str],
    message: str,
    announce: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> str:
    """Have the branch begin with a commit, if one is made; return it, "" for none.

    Where somebody else commits meanwhile, it is made once more, of the files as they are then.
    """
    left = _TIMES
    while True:
        place = _place(root)
        made = make(place)
        try:
            if made:
                with announce(made):
                    _move(root, place, made, message)
        except CommitError:
            left -= 1
            if left < 0 or _where(root).head == place.head:
                raise
        else:
            return made


def _move(root: Path, place: RepositoryPlace, made: str, message: str) -> None:
    subject, nothing = message.partition("\n")[0], "0" * len(made)
    words = ("update-ref", "-m", f"danvan: {subject}", "HEAD", made, place.head or nothing)
    _patiently(lambda: ask(root, *_SETTINGS, *words))


def _place(root: Path) -> RepositoryPlace:
    """Return where a data folder lies; raise CommitError where git has something unfinished there, or does not help."""
    place = _where(root)
    _require_nothing_begun(place.git_folder)
    return place


def require_nothing_begun(root: Path) -> None:
    """Raise CommitError where somebody has begun something with git in a data folder, or git does not help."""
    _require_nothing_begun(_where(root).git_folder)


def _require_nothing_begun(git_folder: Path) -> None:
    if work := work_begun(git_folder):
        raise CommitError(UNFINISHED, what=CALLED[work], command=way_out(work))


def _where(root: Path) -> RepositoryPlace:
    """Return where a data folder lies; raise CommitError where git does not help."""
    try:
        answer = ask(root, "rev-parse", "--show-prefix", "HEAD")
        if answer.code:
            require_repository(root)
        git_folder = own_folder(root).parent
    except RevisionError as error:
        raise CommitError(error.message, **error.params) from error
    prefix, _, head = answer.text.rpartition("\n")  # a folder's name may have a line break
    return RepositoryPlace(prefix, git_folder, "" if answer.code else head)


def way_out(work: str) -> str:
    """Return git's command that leaves off what somebody has begun."""
    return _LEAVING.get(work, f"git {work} --abort")


def work_begun(git_folder: Path) -> str:
    """Return what somebody has begun with git and not finished, "" for nothing."""
    name = next((name for name in _WORK if (git_folder / name).exists()), "")
    return "revert" if name == _SEVERAL and _is_revert(git_folder / name) else _WORK.get(name, "")


def _is_revert(several: Path) -> bool:
    try:
        return several.read_bytes().startswith(b"revert ")
    except OSError:
        return False


def _not_ignored(root: Path, paths: Sequence[str]) -> Sequence[str]:
    """Return the paths but for those that git is told to ignore, which only evidence can be: a file above 1 MB is."""
    asked = [path for path in paths if path.startswith(f"{EVIDENCE}/")]
    if not asked:
        return paths
    answer = ask(root, "check-ignore", "--stdin", "-z", given="\0".join(asked))
    ignored = set(answer.text.split("\0"))
    return [path for path in paths if path not in ignored]


def _stage(root: Path, paths: Sequence[str], places: Mapping[str, str] | None = None) -> None:
    """Put the files as they are now into the user's own index, also those that git was told not to look at.

    git keeps their contents before the index names them. With `places` it is another index.
    """
    words = (*_SETTINGS, *EXACT, "update-index", "--add", "--remove", "--replace", "-z", "--stdin")
    marked = marked_files(root, paths, places)
    _mark(root, marked, places, on=False)
    try:
        _patiently(lambda: ask(root, *words, given="\0".join(paths), locks=True, places=places))
    finally:
        there = ([path for path in each if os.path.lexists(root / path)] for each in marked)
        _mark(root, MarkedFiles(*there), places, on=True)


def _mark(root: Path, marked: MarkedFiles, places: Mapping[str, str] | None, *, on: bool) -> None:
    if any(marked):
        _patiently(lambda: max(mark(root, marked, on=on, places=places), key=lambda answer: answer.code))


def _staged(
    root: Path, place: RepositoryPlace, paths: Sequence[str], places: Mapping[str, str] | None = None
) -> dict[str, Change]:
    """Return {path from the repository's top: what the index has there}, None of nothing: a commit has just that.

    So it agrees with the index whatever kind of file it is.
    """
    try:
        files = indexed_files(root, paths, places)
    except RevisionError as error:
        raise CommitError(error.message, **error.params) from error
    known = {path: TreeFile(oid, mode) for path, (mode, oid) in files.items()}
    return {f"{place.prefix}{path}": known.get(path) for path in paths}


def _commit_tree(root: Path, place: RepositoryPlace, tree: str, message: str, person: Person) -> str:
    parent = ("-p", place.head) if place.head else ()
    sign = ("-S",) if person.signs else ()
    name = ("-c", f"user.name={person.name}") if person.name else ()
    email = ("-c", f"user.email={person.email}") if person.email else ()
    words = (*name, *email, *_SETTINGS, "commit-tree", *parent, *sign, "-F", "-", tree)
    return _asked(root, *words, given=message).text


def _patiently(act: Callable[[], GitAnswer]) -> None:
    """Ask git for something that wants a lock, for two seconds again and again; raise CommitError."""
    answer = act()
    for _ in range(_TIMES):
        if not answer.code or not is_held(answer.said):
            break
        wait(_PAUSE)
        answer = act()
    if answer.code:
        raise _refused(answer)


def _refused(answer: GitAnswer) -> CommitError:
    """Return the error that says why git said no."""
    if lock := lock_named(answer.said):
        return CommitError(INDEX_LOCKED, **lock._asdict())
    return CommitError(NOT_KEPT, reason=answer.reason)


def _asked(root: Path, *words: str, given: str = "") -> GitAnswer:
    """Ask git; raise CommitError where it says no."""
    answer = ask(root, *words, given=given)
    if answer.code:
        raise _refused(answer)
    return answer


def tidy(root: Path) -> None:
    """Let git put its objects together where it finds that worth while, and note which commits touch which files."""
    ask(root, "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet", locks=True)
    ask(root, "commit-graph", "write", "--reachable", "--split", "--changed-paths", locks=True)
