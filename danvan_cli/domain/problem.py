from collections.abc import Mapping
from typing import NamedTuple


class Place(NamedTuple):
    """Where in a file: line and column, both counted from 1; 0 where a file has none."""

    line: int = 0
    column: int = 0


class Problem(NamedTuple):
    """Something wrong with the data: a value, never an exception.

    `code` names a rule in `rules.RULES`, which holds severity, message and hint; `args` fill these in. `path` is
    relative to the data folder, with "/".
    """

    code: str
    path: str
    place: Place = Place()
    args: Mapping[str, str | int] = {}


MOST_PROBLEMS = 100


class TooManyProblemsError(Exception):
    """A file is wrong in so many places that reading on tells nobody anything."""


class ProblemLog:
    """Collects the problems of one file; at `MOST_PROBLEMS` of them, reading ends with TooManyProblemsError."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(self, code: str, place: Place = Place(), **args: str | int) -> None:  # noqa: B008 - a Place is immutable
        """Note a problem of this file."""
        self.problems.append(Problem(code, self.path, place, args))
        if len(self.problems) >= MOST_PROBLEMS:
            raise TooManyProblemsError
