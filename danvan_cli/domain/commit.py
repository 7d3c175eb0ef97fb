"""A commit as people are told of it: who made it, when, and by which command; and what it keeps from being undone."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from danvan_cli.domain.fields import Field


class Commit(NamedTuple):
    """A commit: who made it, and when by her own clock, in seconds and as +0700.

    `command` is the command of danvan that made it, "" where a person did; `undoes` the commit that it takes back.
    """

    id: str
    parents: tuple[str, ...] = ()
    author: str = ""
    seconds: int = 0
    zone: str = "+0000"
    command: str = ""
    undoes: str = ""


class LaterChange(NamedTuple):
    """What keeps a commit from being taken back: the file, the fields that were changed since, and by which commit.

    Without fields it is the file as a whole; without a commit it is not saved yet.
    """

    path: str
    fields: "tuple[Field, ...]"
    commit: Commit | None
