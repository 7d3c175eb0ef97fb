"""What people began with git in a data folder and have not finished, as it is told."""

from collections.abc import Sequence
from typing import NamedTuple


class NamedCommit(NamedTuple):
    """A commit as people are told of it; `name` is what git calls it by."""

    id: str
    day: str
    by: str
    words: str
    name: str = ""


class HalfDone(NamedTuple):
    """What is unfinished in a repository.

    `stashed`: put aside, the latest first. `staged`: files of which git's index has a text that neither the last commit
    nor the folder has; paths from the repository's top. `branches`: those that have what the open state has not.
    `loose`: on no branch. The rest is in no backup: `begun`, what somebody is about, such as “a merge” (to be
    translated), "" for nothing; `worktrees`, other folders of the same repository; `outside`, how many files beside the
    data folder are not saved; `left_out`, how many of it git leaves out here (as its sparse checkout does).
    """

    stashed: Sequence[NamedCommit] = ()
    staged: Sequence[str] = ()
    branches: Sequence[NamedCommit] = ()
    loose: Sequence[NamedCommit] = ()
    begun: str = ""
    worktrees: Sequence[str] = ()
    outside: int = 0
    left_out: int = 0

    @property
    def number(self) -> int:
        """Return how many things are unfinished that a backup holds."""
        return len(self.stashed) + len(self.staged) + len(self.branches) + len(self.loose)
