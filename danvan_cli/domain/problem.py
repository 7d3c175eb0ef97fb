from collections.abc import Mapping
from typing import Any, NamedTuple

from danvan_cli.domain.messages import Message


class Place(NamedTuple):
    """Where in a file: line and column, both counted from 1; 0 where a file has none."""

    line: int = 0
    column: int = 0


class Problem(NamedTuple):
    """Something wrong with the data: a value, never an exception.

    `rule` says how grave it is, in which words, and how to mend it; `args` fill these in. `path` is relative to the
    data folder, with "/".
    """

    rule: Message
    path: str
    place: Place = Place()
    args: Mapping[str, Any] = {}

    @property
    def code(self) -> str:
        """Return the rule's code."""
        return self.rule.code


MOST_PROBLEMS = 100


class TooManyProblemsError(Exception):
    """A file is wrong in so many places that reading on tells nobody anything."""


class ProblemLog:
    """Collects the problems of one file; at `MOST_PROBLEMS` of them, reading ends with TooManyProblemsError."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(self, rule: Message, place: Place = Place(), **args: str | int) -> None:  # noqa: B008 - a Place is immutable
        """Note a problem of this file."""
        self.problems.append(Problem(rule, self.path, place, args))
        if len(self.problems) >= MOST_PROBLEMS:
            raise TooManyProblemsError
