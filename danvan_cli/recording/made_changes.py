"""Which change is taken back next: undoing goes back step by step, never forth; redoing takes back the last undo."""

from collections.abc import Sequence

from danvan_cli.domain.commit import Commit, taken_back


def undoable(made: Sequence[Commit]) -> list[Commit]:
    """Return the changes that stand and can be taken back, the latest first, of those made in this order.

    What took a change back is none itself, so that undoing twice does not lead to where one was; nor is what brought
    back a file that somebody had spoilt.
    """
    gone = taken_back(made)
    standing = (commit for commit in reversed(made) if not commit.undoes and commit.id not in gone)
    return [commit for commit in standing if is_undoable(commit) and commit.command != "undo"]


def is_undoable(commit: Commit) -> bool:
    """Whether a commit is a change of records: the one that made the folder and those that join lines are none.

    The first of all is one where a command made it: what lay there before was not kept by that.
    """
    began = ("init",) if commit.parents else ("init", "save", "")
    return len(commit.parents) <= 1 and commit.command not in began


def redoable(made: Sequence[Commit]) -> Commit | None:
    """Return the last undoing that stands, None where there is none or something else was written since."""
    gone = taken_back(made)
    undoing = {commit.id for commit in made if commit.undoes}
    for commit in reversed(made):
        if not commit.undoes:
            return None
        if commit.undoes not in undoing and commit.id not in gone:
            return commit
    return None
