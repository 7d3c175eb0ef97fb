"""A commit as people are told of it: who made it, when, and by which command; and what it keeps from being undone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from danvan_cli.domain.fields import Field


FOUND_CHANGED, FOUND_STAGED, FOUND_STOPPED = "changed", "staged", "stopped"


class Commit(NamedTuple):
    """A commit: who made it, and when by her own clock, in seconds and as +0700.

    `command` is the command of danvan that made it, "" where a person did; `undoes` the commit that it takes back,
    `repeats` the one that it does again, since the open state had not come from it. `found`: it keeps what lay in the
    folder before, changed by hand, or staged with git; who did that is not known.
    """

    id: str
    parents: tuple[str, ...] = ()
    author: str = ""
    seconds: int = 0
    zone: str = "+0000"
    command: str = ""
    undoes: str = ""
    repeats: str = ""
    found: str = ""

    @property
    def at(self) -> str:
        """Return when it was made, by its own clock: 2020-12-31T08:00:00+07:00."""
        from datetime import datetime, timedelta, timezone  # noqa: PLC0415 - few ask for it

        zone = timezone(timedelta(hours=int(self.zone[:3]), minutes=int(f"{self.zone[0]}{self.zone[3:]}")))
        return datetime.fromtimestamp(self.seconds, zone).isoformat()


class Aside(NamedTuple):
    """What was written here and is not in the state that is open: how many changes, and git's words that bring it in.

    `is_adrift`: what is open is no branch's end, and `number` counts what only this state has.
    """

    number: int = 0
    command: str = ""
    is_adrift: bool = False


class LaterChange(NamedTuple):
    """What keeps a commit from being taken back: the file, the fields that were changed since, and by which commit.

    Without fields it is the file as a whole; without a commit it is not saved yet.
    """

    path: str
    fields: "tuple[Field, ...]"
    commit: Commit | None


def taken_back(made: Sequence[Commit]) -> set[str]:
    """Return the ids that were taken back; what took something back may be taken back itself, and so it stands again.

    The latest first: whether what took something back stands is known by then.
    """
    gone: set[str] = set()
    for commit in reversed(made):
        if commit.undoes and commit.id not in gone:
            gone.add(commit.undoes)
    return gone


def without_effect(commits: Sequence[Commit]) -> set[str]:
    """Return the ids of commits, the latest first, that were taken back, and of those that took them back."""
    gone = taken_back(commits[::-1])
    return gone | {commit.id for commit in commits if commit.undoes in gone}
