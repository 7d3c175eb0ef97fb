"""What was typed wrongly, all of it at once."""

from collections.abc import Iterable
from typing import NamedTuple

from danvan_cli.counting.question import Refused
from danvan_cli.domain.problem import Problem


class Mistake(NamedTuple):
    """Something typed that cannot be taken: under which key, and why."""

    key: str
    why: Refused


class Mistakes(Exception):  # noqa: N818 - an answer to what was asked
    """What was typed cannot be taken; `missing` are the keys that have to be given and were not."""

    def __init__(self, mistakes: Iterable[Mistake] = (), missing: Iterable[str] = ()) -> None:
        self.mistakes = tuple(mistakes)
        self.missing = tuple(missing)
        super().__init__(self.mistakes, self.missing)

    def __add__(self, other: "Mistakes") -> "Mistakes":
        """Join two, so that all is told at once."""
        return Mistakes(self.mistakes + other.mistakes, self.missing + other.missing)

    def __bool__(self) -> bool:
        """Say whether anything is wrong."""
        return bool(self.mistakes or self.missing)


class Unsound(Exception):  # noqa: N818 - likewise
    """What would be written, or what is to be changed, has faults; the record stays as it is."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(self.problems)
