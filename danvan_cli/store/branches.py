"""What was written beside the history that is open: on no branch, or on another one, and the words that bring it in.

A branch that people know is never moved: whoever reads the words decides.
"""

from collections.abc import Sequence
from pathlib import Path

from danvan_cli.domain.commit import Aside, Commit, taken_back
from danvan_cli.domain.errors import DanvanError
from danvan_cli.store.commits import read_commits
from danvan_cli.store.repository import ask
from danvan_cli.store.set_aside import asides, is_left

_NAME = "danvan"  # of a branch that keeps what is on none
_SHORT = 12  # digits of a commit, as people read and type it
_MOST_AGAIN = 8  # changes that are done again one by one


def is_on_branch(root: Path) -> bool:
    """Whether what is written now becomes part of a branch."""
    return ask(root, "symbolic-ref", "--quiet", "HEAD").code == 0


def adrift(root: Path) -> Aside:
    """Return what only an earlier state has that no branch ends with, and the way to where nothing is lost."""
    branches = _branches(root, "--contains=HEAD")
    if branches:
        return Aside(0, f"git switch {branches[0]}", is_adrift=True)
    main = _left_last(root)
    if not main:
        return Aside(0, f"git switch --create {_free_name(root)}", is_adrift=True)
    number = ask(root, "rev-list", "--count", "HEAD", "--not", "--branches").text
    name = _free_name(root)
    return Aside(int(number), f"git branch {name}; git switch {main}; git merge --no-edit {name}", is_adrift=True)


def out_of_sight(root: Path, made: Sequence[str]) -> Aside:
    """Return which of the changes made here the open state does not have, but for those that were taken back.

    What somebody wrote anew, as git's rebase does, is there: it keeps who made a change, when, and its sentence.
    """
    missing, beside = _once_open(root, _not_in_head(root, made)), asides(root)
    if not missing and not beside:
        return Aside()
    known = read_commits(root, made)
    gone = taken_back(known) & set(missing)
    again = {commit.repeats for commit in known if commit.id not in missing}
    lost = [commit for commit in read_commits(root, missing) if not {commit.id, commit.undoes} & gone]
    there = set(_signs(root, "HEAD").values()) if lost else set()
    signs = _signs(root, "--no-walk", *(commit.id for commit in lost)) if lost else {}
    lost = [commit for commit in lost if signs.get(commit.id) not in there]
    lost += read_commits(root, beside)
    lost = [commit for commit in lost if commit.id not in again and _is_missed(root, commit)]
    return Aside(len(lost), _bringing_in(lost)) if lost else Aside()


def _bringing_in(lost: Sequence[Commit]) -> str:
    """Return what brings changes in: danvan does them again, unless they are so many that it is git's work."""
    ends = {commit.id for commit in lost} - {parent for commit in lost for parent in commit.parents}
    last = max((commit for commit in lost if commit.id in ends), key=lambda commit: commit.seconds)
    if len(lost) > _MOST_AGAIN:
        return f"git merge --no-edit {last.id[:_SHORT]}"
    return f"danvan redo {' '.join(commit.id[:_SHORT] for commit in lost)}"


def _signs(root: Path, *which: str) -> dict[str, str]:
    """Return {commit: who made it, when, and its sentence}."""
    text = ask(root, "log", "--format=%H %at %an %s", *which, "--").text
    return dict(line.split(" ", 1) for line in text.split("\n") if line)


def _is_missed(root: Path, commit: Commit) -> bool:
    """Whether the folder lacks something of what a commit did, and nobody stated it otherwise since."""
    try:
        return is_left(root, commit.id)
    except DanvanError:  # what it did is for git alone to bring back
        return True


def _not_in_head(root: Path, commits: Sequence[str]) -> list[str]:
    """Return those of some commits that git still has, and that the open state does not come from."""
    given = "".join(f"{commit}\n" for commit in ["^HEAD", *commits])
    answer = ask(root, "rev-list", "--ignore-missing", "--stdin", given=given)
    beside = set(answer.text.split("\n"))
    return [commit for commit in commits if commit in beside]


def _once_open(root: Path, commits: Sequence[str]) -> list[str]:
    """Return those of some commits that the folder ever stood at: whoever was stopped may have left others.

    git's own list of that tells it; where git was told to keep none, all may have been.
    """
    stood = set(ask(root, "rev-list", "--walk-reflogs", "HEAD", "--").text.split("\n")) if commits else {""}
    return list(commits) if stood == {""} else [commit for commit in commits if commit in stood]


def _branches(root: Path, *which: str) -> list[str]:
    answer = ask(root, "for-each-ref", *which, "--sort=-committerdate", "--format=%(refname:short)", "refs/heads")
    return answer.text.split() if answer.code == 0 else []


def _left_last(root: Path) -> str:
    """Return the branch that was open before, else the one that was written last, "" where there is none."""
    branches = _branches(root)
    before = ask(root, "rev-parse", "--abbrev-ref", "@{-1}").text
    return before if before in branches else next(iter(branches), "")


def _free_name(root: Path) -> str:
    branches, number = _branches(root), 1
    while (name := _NAME if number == 1 else f"{_NAME}-{number}") in branches:
        number += 1
    return name
