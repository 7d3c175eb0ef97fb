"""What was typed wrongly, all of it at once."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from danvan_cli.domain.errors import InputError, Mistake, RequestError

Read = TypeVar("Read")
Other = TypeVar("Other")


class MistakeLog:
    """Several readings of what was typed: what is wrong in any of them is told at once."""

    def __init__(self, missing: Iterable[str] = ()) -> None:
        self._wrong = InputError(missing=missing)

    def take(self, reading: Callable[[], Read], instead: Other) -> Read | Other:
        """Give what is read, or something instead where it cannot be taken."""
        try:
            return reading()
        except RequestError as why:
            self._wrong += InputError([Mistake("", why)])
        except InputError as wrong:
            self._wrong += wrong
        return instead

    def settle(self) -> None:
        """Raise InputError if anything was wrong."""
        if self._wrong:
            raise self._wrong
