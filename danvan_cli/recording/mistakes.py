"""What was typed wrongly, all of it at once."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from danvan_cli.counting.question import Refused
from danvan_cli.domain.problem import Problem

Read = TypeVar("Read")
Other = TypeVar("Other")


class Mistake(NamedTuple):
    """Something typed that cannot be taken: under which key ("": none), and why."""

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


class Gathering:
    """Several readings of what was typed: what is wrong in any of them is told at once."""

    def __init__(self, missing: Iterable[str] = ()) -> None:
        self._wrong = Mistakes(missing=missing)

    def take(self, reading: Callable[[], Read], instead: Other) -> Read | Other:
        """Give what is read, or something instead where it cannot be taken."""
        try:
            return reading()
        except Refused as why:
            self._wrong += Mistakes([Mistake("", why)])
        except Mistakes as wrong:
            self._wrong += wrong
        return instead

    def settle(self) -> None:
        """Raise Mistakes if anything was wrong."""
        if self._wrong:
            raise self._wrong


class Unsound(Exception):  # noqa: N818 - likewise
    """What would be written, or what is to be changed, has faults; the record stays as it is."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(self.problems)
