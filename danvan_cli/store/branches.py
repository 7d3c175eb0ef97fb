"""What was written beside the history that is open: on no branch, or on another one, and git's words that bring it in.

A branch that people know is never moved: whoever reads the words decides.
"""

from collections.abc import Sequence
from pathlib import Path

from danvan_cli.domain.commit import Aside, Commit, taken_back
from danvan_cli.store.commits import read_commits
from danvan_cli.store.repository import ask

_NAME = "danvan"  # of a branch that keeps what is on none
_SHORT = 12  # digits of a commit, as people read and type it


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
    """Return which of the changes made here the open state does not come from, but for those that were taken back.

    What somebody wrote anew, as git's rebase does, is there: it keeps who made a change, when, and its sentence.
    """
    missing = _not_in_head(root, made)
    if not missing:
        return Aside()
    gone = taken_back(read_commits(root, made)) & set(missing)
    lost = [commit for commit in read_commits(root, missing) if not {commit.id, commit.undoes} & gone]
    there = set(_signs(root, "HEAD").values())
    signs = _signs(root, "--no-walk", *(commit.id for commit in lost)) if lost else {}
    lost = [commit for commit in lost if signs.get(commit.id) not in there and not _holds_still(root, commit)]
    ends = {commit.id for commit in lost} - {parent for commit in lost for parent in commit.parents}
    last = max((commit for commit in lost if commit.id in ends), key=lambda commit: commit.seconds, default=None)
    return Aside(len(lost), f"git merge --no-edit {last.id[:_SHORT]}") if last else Aside()


def _signs(root: Path, *which: str) -> dict[str, str]:
    """Return {commit: who made it, when, and its sentence}."""
    text = ask(root, "log", "--format=%H %at %an %s", *which, "--").text
    return dict(line.split(" ", 1) for line in text.split("\n") if line)


def _holds_still(root: Path, commit: Commit) -> bool:
    """Whether all files that a commit changed are in the open state as it left them."""
    paths = ask(root, "diff-tree", "-r", "--root", "--no-commit-id", "--name-only", "-z", commit.id).out
    named = [path for path in paths.decode("utf-8", "surrogateescape").split("\0") if path]
    return bool(named) and not ask(root, "diff", "--quiet", commit.id, "HEAD", "--", *(f":/{p}" for p in named)).code


def _not_in_head(root: Path, commits: Sequence[str]) -> list[str]:
    """Return those of some commits that git still has, and that the open state does not come from."""
    given = "".join(f"{commit}\n" for commit in ["^HEAD", *commits])
    answer = ask(root, "rev-list", "--ignore-missing", "--stdin", given=given)
    beside = set(answer.text.split("\n"))
    return [commit for commit in commits if commit in beside]


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
