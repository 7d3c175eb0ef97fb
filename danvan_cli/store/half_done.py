"""What a repository has beside its branches and tags, so that a backup has all of it: what people put aside, or staged.

Also what is on no branch any more, which only git's own lists of where a branch stood know, or danvan's of what it made
here. Nothing is written into the repository: a tree that nobody has made yet goes into a place of the backup's own.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from danvan_cli.domain.half_done import HalfDone, NamedCommit
from danvan_cli.store.committing import CALLED, work_begun
from danvan_cli.store.made_here import made_here
from danvan_cli.store.repository import ask, own_folder
from danvan_cli.store.unsaved import left_out_files, looking_everywhere

OWN_REFS = "refs/danvan/"
STASHED, STAGED, LOOSE = f"{OWN_REFS}stash/", f"{OWN_REFS}staged", f"{OWN_REFS}loose/"
_STASH = "refs/stash"
_BRANCHES = "refs/heads/"
_OF_NOW = ("refs/bisect/", "refs/rewritten/", "refs/worktree/")  # of what somebody is just about
_POINTERS = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "ORIG_HEAD", "FETCH_HEAD")
_FORMAT = "--format=%H%x00%cs%x00%an%x00%s"


def find_half_done(root: Path) -> HalfDone:
    """Return what is unfinished in the repository of a data folder, which has a commit."""
    refs = refs_of(root)
    stashed = _stashed(root)
    staged, outside = _statuses(root)
    return HalfDone(
        stashed,
        staged,
        _branches(root, refs),
        _loose(root, refs, [commit.id for commit in stashed]),
        CALLED.get(work_begun(own_folder(root).parent), ""),
        _other_worktrees(root),
        outside,
        len(left_out_files(root)),
    )


def refs_of(root: Path) -> dict[str, str]:
    """Return {ref: object} of all that the repository names, but for what people put aside, which has an order."""
    lines = ask(root, "for-each-ref", "--format=%(objectname) %(refname)").text.split("\n")
    named = (line.partition(" ") for line in lines if line)
    return {ref: oid for oid, _, ref in named if ref != _STASH and not ref.startswith(_OF_NOW)}


def refs_beside(half_done: HalfDone, tree: str) -> dict[str, str]:
    """Return {ref: object} by which a bundle holds what is unfinished; `tree` is what the index has, "" for HEAD's."""
    stashed = {f"{STASHED}{place:06}": commit.id for place, commit in enumerate(half_done.stashed)}
    loose = {f"{LOOSE}{commit.id}": commit.id for commit in half_done.loose}
    return {**stashed, **loose, **({STAGED: tree} if tree else {})}


def staged_tree(root: Path, place: Path) -> tuple[str, Mapping[str, str]]:
    """Return the tree of what git's index has, "" where that is HEAD's, and the variables by which git finds it.

    It is made in a folder of its own, `place`; the index stays as it is. Of what waits for a merge it has our side.
    """
    index, objects = (ask(root, "rev-parse", "--git-path", name).text for name in ("index", "objects"))
    copy = place / "index"
    try:
        shutil.copyfile(root / index, copy)
    except OSError:
        return "", {}
    (place / "objects/info").mkdir(parents=True)
    (place / "objects/info/alternates").write_text(f"{(root / objects).resolve()}\n", "utf-8")
    places = {"GIT_OBJECT_DIRECTORY": str(place / "objects"), "GIT_INDEX_FILE": str(copy)}
    unmerged = "\n".join(_our_sides(ask(root, "ls-files", "--unmerged", "-z", "--full-name", "--", ":/").out))
    if unmerged:
        ask(root, "update-index", "--index-info", given=unmerged, locks=True, places=places)
    answer = ask(root, "write-tree", locks=True, places=places)
    if answer.code or answer.text == ask(root, "rev-parse", "HEAD^{tree}").text:
        return "", {}
    return answer.text, {"GIT_OBJECT_DIRECTORY": places["GIT_OBJECT_DIRECTORY"]}


def _our_sides(listed: bytes) -> Iterator[str]:
    """Yield for git's index what is ours of files that wait for a merge, also that there is none."""
    sides: dict[str, str] = {}
    for entry in filter(None, listed.decode("utf-8", "surrogateescape").split("\0")):
        told, _, path = entry.partition("\t")
        mode, oid, stage = told.split(" ")
        sides.setdefault(path, f"0 {'0' * len(oid)}\t{path}")
        if stage == "2":
            sides[path] = f"{mode} {oid}\t{path}"
    yield from (side for path, side in sides.items() if "\n" not in path)


def take_up(top: Path, names: Sequence[str]) -> None:
    """Have a repository that came out of a bundle be as unfinished as the one before was, by the refs in it."""
    stashed = sorted(name for name in names if name.startswith(STASHED))
    for ref, commit in zip(reversed(stashed), _told(top, *reversed(stashed)), strict=False):
        ask(top, "stash", "store", "--quiet", "-m", commit.words, commit.id, locks=True)
        ask(top, "update-ref", "-d", ref, locks=True)
    if STAGED in names:
        ask(top, "read-tree", STAGED, locks=True)
        ask(top, "update-ref", "-d", STAGED, locks=True)


def _told(root: Path, *names: str) -> list[NamedCommit]:
    """Return commits in the order of their names."""
    if not names:
        return []
    return _read(ask(root, "log", "--no-walk=unsorted", _FORMAT, *names, "--").text)


def _read(text: str) -> list[NamedCommit]:
    return [NamedCommit(*line.split("\0")[:4]) for line in text.split("\n") if line.count("\0") >= len("abc")]


def _stashed(root: Path) -> list[NamedCommit]:
    """Return what people put aside, by the names that git lists it by."""
    if ask(root, "rev-parse", "--verify", "--quiet", _STASH).code:
        return []
    commits = _read(ask(root, "log", "--walk-reflogs", _FORMAT, _STASH, "--").text) or _told(root, _STASH)
    return [commit._replace(name=f"stash@{{{place}}}") for place, commit in enumerate(commits)]


def _statuses(root: Path) -> tuple[list[str], int]:
    """Return the files of which only git's index has a text, and how many outside of the data folder are not saved."""
    prefix = ask(root, "rev-parse", "--show-prefix").text
    options = ("--porcelain", "-z", "--no-renames", "--untracked-files=normal")
    with looking_everywhere(root) as places:
        listed = ask(root, "status", *options, "--", ":/", places=places)
    entries = [(entry[:2], entry[3:]) for entry in listed.text.split("\0") if entry]
    staged = [path for state, path in entries if state[0] in "MA" and state[1] in "MD"]
    return staged, sum(not path.startswith(prefix) for _, path in entries) if prefix else 0


def _branches(root: Path, refs: Mapping[str, str]) -> list[NamedCommit]:
    """Return the last commits of branches that have what the open state has not."""
    names = ask(root, "for-each-ref", "--no-merged=HEAD", "--format=%(refname)", _BRANCHES).text.split("\n")
    named = [name for name in names if name in refs]
    return [
        commit._replace(name=name.removeprefix(_BRANCHES))
        for name, commit in zip(named, _told(root, *named), strict=False)
    ]


def _loose(root: Path, refs: Mapping[str, str], stashed: Sequence[str]) -> list[NamedCommit]:
    """Return the last commits of what only git's lists of former states know, or danvan's, the latest first."""
    named = [oid for ref, oid in refs.items() if not ref.startswith(LOOSE)]
    kept = [oid for ref, oid in refs.items() if ref.startswith(LOOSE)]
    here = ask(root, "worktree", "list", "--porcelain").text.split("\n")
    heads = [line.removeprefix("HEAD ") for line in here if line.startswith("HEAD ")]
    given = [*kept, *heads, *made_here(root), *_POINTERS, "^HEAD", *(f"^{oid}" for oid in (*named, *stashed))]
    answer = ask(
        root, "rev-list", "--parents", "--ignore-missing", "--reflog", "--stdin", given="".join(f"{x}\n" for x in given)
    )
    lines = [line.split(" ") for line in answer.text.split("\n") if line]
    parents = {parent for _, *parents in lines for parent in parents}
    ends = [commit for commit, *_ in lines if commit not in parents]
    return [commit._replace(name=commit.id[:12]) for commit in _told(root, *ends)]


def _other_worktrees(root: Path) -> list[str]:
    """Return the folders of the same repository beside the one that the data folder lies in."""
    own = ask(root, "rev-parse", "--show-toplevel").text
    lines = ask(root, "worktree", "list", "--porcelain").text.split("\n")
    folders = (line.removeprefix("worktree ") for line in lines if line.startswith("worktree "))
    return [folder for folder in folders if folder != own and Path(folder).is_dir()]
